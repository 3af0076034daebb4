"""Of which kind a critical point is, as far as its Hessian's own error allows."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC
from gradscape.language.lowering import Code

_NO_PARAMETERS: Mapping[str, float] = {}

Kind = Literal["minimum", "maximum", "saddle", "undecided"]


class Classified(NamedTuple):
    """The kind, the eigenvalues, and how far each may be off: n each."""

    kind: Kind
    eigenvalues: np.ndarray
    errors: np.ndarray


def classified(code: Code, place: np.ndarray, parameters: Mapping[str, float] = _NO_PARAMETERS) -> Classified:
    """By the Hessian's enclosure over `place` (n, 2): an eigenvalue counts where its error cannot change its sign.

    Weyl: no eigenvalue is off by more than the norm of the Hessian's error. The inertia is taken of D H D, D scaling
    the diagonal to 1 (Sylvester), so that variables of very different sizes do not blur each other.
    """
    jet = jets(code, parameters, np.asarray(place, float)[None])
    middle, spread = (each[0] for each in jet.hessians())
    if jet.state[0] != ANALYTIC or not np.isfinite(middle + spread).all():
        return Classified("undecided", np.full(len(place), np.nan), np.full(len(place), np.inf))
    scale = np.exp2(
        np.round(-0.5 * np.log2(np.maximum(np.abs(np.diag(middle)), 1e-290 + np.abs(middle).max() * 1e-30)))
    )
    balanced, doubt = middle * np.outer(scale, scale), spread * np.outer(scale, scale)
    values, error = np.linalg.eigvalsh(balanced), _norm(doubt) + 8 * len(place) * 2.3e-16 * _norm(balanced)
    plain = np.full(len(place), _norm(spread) + 8 * len(place) * 2.3e-16 * _norm(middle))
    return Classified(_kind(values, error), np.linalg.eigvalsh(middle), plain)


def _norm(matrix: np.ndarray) -> float:
    """At least the spectral norm."""
    return float(np.abs(matrix).sum(axis=1).max())


def _kind(values: np.ndarray, error: float) -> Kind:
    rises, falls = values > error, values < -error
    if rises.any() and falls.any():
        return "saddle"
    return "minimum" if rises.all() else "maximum" if falls.all() else "undecided"

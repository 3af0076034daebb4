"""Of which kind a critical point is, as far as its Hessian's own error allows."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC
from gradscape.language.lowering import Code

_NO_PARAMETERS: Mapping[str, float] = {}
_ROUNDING = 2.0**-52
# Each halves how far a row is from 1, in decades.
_TURNS = 8
# An error that is so small a part of every eigenvalue need not be made smaller.
_SHARP = 1e-12

Kind = Literal["minimum", "maximum", "saddle", "undecided"]


class Classified(NamedTuple):
    """The kind, the eigenvalues, how far each may be off (n each), and how many are certainly positive and negative."""

    kind: Kind
    eigenvalues: np.ndarray
    errors: np.ndarray
    positive: int = 0
    negative: int = 0


def classified(code: Code, place: np.ndarray, parameters: Mapping[str, float] = _NO_PARAMETERS) -> Classified:
    """By the Hessian's enclosure over `place` (n, 2)."""
    return classified_all(code, np.asarray(place, float)[None], parameters)[0]


def classified_all(
    code: Code, places: np.ndarray, parameters: Mapping[str, float] = _NO_PARAMETERS
) -> list[Classified]:
    """By the Hessians' enclosures over `places` (m, n, 2); undecided where f is not analytic all over one."""
    jet = jets(code, parameters, places)
    middles, spreads = jet.hessians()
    spreads[jet.state != ANALYTIC] = np.inf
    return inertias(middles, spreads)


def inertias(middles: np.ndarray, spreads: np.ndarray) -> list[Classified]:
    """Of symmetric matrices within `spreads` of `middles`, entry by entry, (m, n, n): signs count where they are sure.

    Weyl: no eigenvalue is off by more than the norm of the error. The kind is taken of D H D, D balancing the
    rows (Sylvester), so that variables of very different sizes do not blur each other; where that is definite, a
    relative error of it is one of every eigenvalue too. Source: Demmel and Veselić (1992), Jacobi's method is more
    accurate than QR, theorem 2.3.
    """
    n = middles.shape[-1]
    known = np.asarray(np.isfinite(middles + spreads).all(axis=(1, 2)))
    middles, spreads = (np.where(known[:, None, None], each, 0.0) for each in (middles, spreads))
    plain = np.where(known, _norm(spreads) + 8 * n * _ROUNDING * _norm(middles), np.inf)
    eigenvalues = np.linalg.eigvalsh(middles)
    if (plain <= _SHARP * np.abs(eigenvalues).min(axis=1)).all():
        return [_by_signs(values, error) for values, error in zip(eigenvalues, plain.tolist(), strict=True)]
    scale = _balance(middles)
    balanced, doubt = (scale[:, :, None] * each * scale[:, None, :] for each in (middles, spreads))
    values = np.linalg.eigvalsh(balanced)
    error = np.where(known, _norm(doubt) + 8 * n * _ROUNDING * _norm(balanced), np.inf)[:, None]
    positive, negative = (values > error).sum(axis=1), (values < -error).sum(axis=1)
    errors = np.repeat(plain[:, None], n, axis=1)
    definite = np.flatnonzero((positive == n) | (negative == n))
    if len(definite) and n > 1:
        relative = error[definite, 0] / np.abs(values[definite]).min(axis=1)
        sharper, sharper_errors = _of_definite(balanced[definite], scale[definite], relative)
        is_better = sharper_errors < errors[definite]
        eigenvalues[definite] = np.where(is_better, sharper, eigenvalues[definite])
        errors[definite] = np.where(is_better, sharper_errors, errors[definite])
    eigenvalues[~known] = np.nan
    order = np.argsort(eigenvalues, axis=1)
    eigenvalues, errors = (np.take_along_axis(each, order, axis=1) for each in (eigenvalues, errors))
    rows = zip(eigenvalues, errors, positive.tolist(), negative.tolist(), strict=True)
    return [Classified(_kind(n, rises, falls), *row, rises, falls) for *row, rises, falls in rows]


def have_sure_signs(eigenvalues: Sequence[float]) -> bool:
    """Whether rounding is less than each eigenvalue of a symmetric matrix, by their sizes alone."""
    sizes, n = [abs(value) for value in eigenvalues], len(eigenvalues)
    # The largest sum of a row, which `inertias` goes by, is at most √n times the spectral norm.
    return 8 * n**1.5 * _ROUNDING * max(sizes, default=0.0) < min(sizes, default=1.0)


def _by_signs(eigenvalues: np.ndarray, error: float) -> Classified:
    """Where the error is a negligible part of every eigenvalue."""
    n, falls = len(eigenvalues), int((eigenvalues < 0).sum())
    return Classified(_kind(n, n - falls, falls), eigenvalues, np.full(n, error), n - falls, falls)


def _balance(middles: np.ndarray) -> np.ndarray:
    """Powers of two that bring each row's largest entry near 1. Source: Ruiz (2001), equilibration by row norms."""
    # In logarithms, where nothing overflows; a row of zeros stays as it is.
    with np.errstate(divide="ignore"):
        sizes, scale = np.log2(np.abs(middles)), np.zeros(middles.shape[:2])
    for _ in range(_TURNS):
        largest = (sizes + scale[:, :, None] + scale[:, None, :]).max(axis=2)
        scale = scale - np.where(np.isfinite(largest), largest, 0.0) / 2
    return np.exp2(np.clip(np.round(scale), -400, 400))


def _of_definite(balanced: np.ndarray, scale: np.ndarray, relative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues of D^-1 A D^-1 by those of its inverse, which shows the small ones best, each with its error."""
    inner = np.linalg.inv(balanced)
    inverse = scale[:, :, None] * inner * scale[:, None, :]
    with np.errstate(all="ignore"):
        values = np.sort(1 / np.linalg.eigvalsh((inverse + np.swapaxes(inverse, 1, 2)) / 2), axis=1)
        blur = 8 * scale.shape[1] * _ROUNDING * _norm(inverse) * _norm(balanced) * _norm(inner)
        return values, relative[:, None] * np.abs(values) + blur[:, None] * np.square(values)


def _norm(matrices: np.ndarray) -> np.ndarray:
    """At least the spectral norms."""
    return np.abs(matrices).sum(axis=2).max(axis=1)


def _kind(n: int, positive: int, negative: int) -> Kind:
    """Both signs make a saddle whatever else; otherwise a sign that is not sure leaves it undecided."""
    if positive and negative:
        return "saddle"
    return "minimum" if positive == n else "maximum" if negative == n else "undecided"

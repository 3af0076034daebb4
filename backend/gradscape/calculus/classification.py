"""What kind of point a zero of the gradient is: the one place where that is decided, by proof wherever there is one."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.seen_around import contradicted, seen_around
from gradscape.certify.classification import Classified, Kind, classified_all, inertias
from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC
from gradscape.certify.search import Root, enclosed_all

# Newton's method has come nearer than this part of the box's width, even where it only creeps.
NEWTON_REACH = 1e-6
# Without a proof, what second derivatives that a kink is near to are trusted to.
_TRUST = 1e-6
# Below it all is underflow: neither zero nor any other number.
_UNDERFLOW = 1e-280
# The part of the box's width that is looked at to tell a place that is flat by underflow.
_NEIGHBOURHOOD = 1e-3


class Verdict(NamedTuple):
    """A zero of the gradient that was found by numbers, and what is certain about it.

    place: the centre of where it lies, (n,), a coordinate that may be zero being zero. eigenvalues: (n,) ascending,
    NaN where only the sign is known; errors: (n,) how far each may be off. index: how many are certainly negative.
    is_proved: one critical point lies here, alone, and its kind follows. is_refuted: none does. is_underflow: all
    slopes here are smaller than the numbers of the machine, so that nothing can be told. is_broken: f has no gradient
    here, whatever autodiff finds. region: (n, 2) in which a proved one is alone.
    """

    place: np.ndarray
    kind: Kind
    eigenvalues: np.ndarray
    errors: np.ndarray
    index: int
    is_proved: bool
    is_refuted: bool = False
    is_underflow: bool = False
    is_broken: bool = False
    region: np.ndarray | None = None

    def is_alone_at(self, place: Float64[np.ndarray, " n"]) -> bool:
        """Whether a critical point at `place` could only be this one."""
        return self.region is not None and bool(((self.region[:, 0] <= place) & (place <= self.region[:, 1])).all())

    @property
    def is_none(self) -> bool:
        """Whether numbers alone made it look like a critical point."""
        return self.is_refuted or self.is_underflow or self.is_broken


def verdicts(
    field: Field,
    points: Float64[np.ndarray, "points n"],
    hessians: Float64[np.ndarray, "points n n"],
    width: Float64[np.ndarray, " n"] | None = None,
) -> list[Verdict]:
    """Of each zero of ∇f that Newton's method found: by a proof that it is there, else by what is certain around it.

    Args:
        hessians: at the points, by automatic differentiation.
        width: of the box that was searched; by the points' own sizes without one.
    """
    if not len(points):
        return []
    roots = enclosed_all(field.code, points, field.numbers, width)
    known = [k for k, root in enumerate(roots) if root is not None]
    found: list[Verdict | None] = [None] * len(points)
    if known:
        kinds = classified_all(field.code, np.stack([_root(roots, k).enclosure for k in known]), field.numbers)
        for k, kind in zip(known, kinds, strict=True):
            root = _root(roots, k)
            found[k] = _verdict(kind, _centre(points[k], root.enclosure), is_proved=True)._replace(region=root.region)
    others = [k for k, root in enumerate(roots) if root is None]
    if others:
        size = (
            np.maximum(1.0, np.abs(points[others]))
            if width is None
            else np.broadcast_to(width, (len(others), len(width)))
        )
        for k, verdict in zip(others, _by_numbers(field, points[others], hessians[others], size), strict=True):
            found[k] = verdict
    return [each for each in found if each is not None]


def _root(roots: list[Root | None], k: int) -> Root:
    root = roots[k]
    assert root is not None
    return root


def _centre(point: np.ndarray, enclosure: np.ndarray) -> np.ndarray:
    """The point if it may be the zero itself, else the middle of where it is; 0 where that is possible."""
    low, high = enclosure[:, 0], enclosure[:, 1]
    nearest = np.where((point >= low) & (point <= high), point, (low + high) / 2)
    return np.where((low <= 0) & (high >= 0), 0.0, nearest)


def _verdict(found: Classified, place: np.ndarray, *, is_proved: bool) -> Verdict:
    """With what is zero to rounding as 0, and no number where only its sign is known."""
    values, errors = found.eigenvalues, found.errors
    # Ascending: first the certainly negative ones, then those of unknown sign, last the positive ones.
    rank = np.arange(len(values))
    sign_is_sure = (rank < found.negative) | (rank >= len(values) - found.positive)
    shown = np.where(np.abs(values) > errors, values, np.where(sign_is_sure, np.nan, 0.0))
    return Verdict(place, found.kind, shown, errors, found.negative, is_proved)


def _by_numbers(field: Field, points: np.ndarray, hessians: np.ndarray, size: np.ndarray) -> list[Verdict]:
    """Where no proof succeeds: the Hessian over all of Newton's reach, or as far as numbers near a kink can tell."""
    reach = NEWTON_REACH * size
    near = jets(field.code, field.numbers, np.stack([points - reach, points + reach], axis=-1))
    around = _NEIGHBOURHOOD * size
    wide = jets(field.code, field.numbers, np.stack([points - around, points + around], axis=-1))
    middles, spreads = near.hessians()
    largest = np.maximum(wide.gradient.magnitude.max(axis=0), wide.hessian.magnitude.max(axis=0))
    is_analytic = near.state == ANALYTIC
    known_to = _TRUST * np.abs(hessians).max(axis=(1, 2), keepdims=True) * np.ones(hessians.shape)
    at_points = np.where(is_analytic[:, None, None], middles, hessians)
    kinds = inertias(at_points, np.where(is_analytic[:, None, None], spreads, known_to))
    is_refuted = is_analytic & near.gradient.nonzero.any(axis=0)
    is_underflow = (wide.state == ANALYTIC) & (largest > 0) & (largest < _UNDERFLOW)
    facts = zip(kinds, points, is_refuted.tolist(), is_underflow.tolist(), strict=True)
    found = [
        _verdict(kind, point, is_proved=False)._replace(is_refuted=refuted, is_underflow=underflow)
        for kind, point, refuted, underflow in facts
    ]
    return _where_values_agree(field, found, np.flatnonzero(~is_analytic), hessians, size)


def _where_values_agree(
    field: Field, found: list[Verdict], doubtful: np.ndarray, hessians: np.ndarray, size: np.ndarray
) -> list[Verdict]:
    """Beside kinks and jumps second derivatives say nothing of the other side: values are looked at there."""
    if not len(doubtful):
        return found
    places = np.stack([found[k].place for k in doubtful])
    seen = seen_around(field, places, hessians[doubtful], size[doubtful])
    wrong = contradicted([found[k].kind for k in doubtful], seen)
    for k, is_broken, is_wrong in zip(doubtful.tolist(), seen.is_broken.tolist(), wrong.tolist(), strict=True):
        kind = "undecided" if is_wrong else found[k].kind
        found[k] = found[k]._replace(kind=kind, is_broken=is_broken)
    return found

"""Critical points of which numbers leave no doubt, so that nobody need wait for a proof."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.classification import NEWTON_REACH, Verdict
from gradscape.calculus.field import Field
from gradscape.certify.classification import Classified, inertias
from gradscape.language.kinks import guards
from gradscape.language.syntax import Function
from gradscape.machine.machine import Jet

# What the Hessian may change within Newton's reach, beside its smallest eigenvalue: ∇f is then one to one there.
_STEADY = 0.05
# How many times its own error an eigenvalue is at least, and Newton's reach his last step.
_FAR_BEYOND = 1e3
# Errors seen by samples are first-order: what they leave out is covered by this factor.
_SAFETY = 4.0


class Surroundings(NamedTuple):
    """What is at each point and at one place beside it along each axis, and how far each number is off.

    jet, rounding: (points, 1 + n, ...), first at the point itself. reach: (points,) within which Newton's method is
    tried.
    """

    jet: Jet
    rounding: Jet
    reach: np.ndarray

    @property
    def here(self) -> Jet:
        """At the points alone."""
        return Jet(*(part[:, 0] for part in self.jet))

    def are_level(self) -> Bool[np.ndarray, " points"]:
        """Whether all that is seen of ∇f at each point may be rounding."""
        return np.all(np.abs(self.jet.gradient[:, 0]) <= self.rounding.gradient[:, 0], axis=1)


def surroundings(field: Field, points: Float64[np.ndarray, "points n"]) -> Surroundings | None:
    """In one call of the machine; None where only a proof can tell of what kind a point is."""
    if not _is_smooth_everywhere(field.function):
        return None
    count, n = points.shape
    reach = NEWTON_REACH * np.maximum(1.0, np.abs(points).max(axis=1))
    axes = np.concatenate([np.zeros((1, n)), np.eye(n)])
    places = points[:, None] + reach[:, None, None] * axes
    jet, rounding = (
        Jet(*(part.reshape(count, n + 1, *part.shape[1:]) for part in each))
        for each in field.checked_jets(places.reshape(-1, n))
    )
    return Surroundings(jet, rounding, reach)


def clear_verdict(field: Field, point: Float64[np.ndarray, " n"], left: float) -> Verdict | None:
    """That of one point."""
    return clear_verdicts(field, point[None], np.array([left]))[0]


def clear_verdicts(
    field: Field,
    points: Float64[np.ndarray, "points n"],
    left: Float64[np.ndarray, " points"],
    around: Surroundings | None = None,
) -> list[Verdict | None]:
    """The kinds of critical points of a formula that is smooth everywhere; None where only a proof can tell.

    Newton's map contracts where the Hessian changes by a small part of its smallest eigenvalue: that is looked at along
    each axis, where a proof takes dozens of steps.

    Args:
        left: the length of Newton's next step, from each point.
        around: the points' surroundings, where they are known.
    """
    found: list[Verdict | None] = [None] * len(points)
    around = around or (surroundings(field, points) if len(points) else None)
    if around is None:
        return found
    jet, rounding, reach = around
    which = np.flatnonzero(
        np.isfinite(jet.hessian).all(axis=(1, 2, 3)) & np.isfinite(rounding.hessian[:, 0]).all(axis=(1, 2))
    )
    change = np.abs(jet.hessian[which, 1:] - jet.hessian[which, :1]).sum(axis=1)
    lowest = np.abs(np.linalg.eigvalsh(jet.hessian[which, 0])).min(axis=1)
    with np.errstate(over="ignore"):
        is_steady = (lowest > 0) & (np.linalg.norm(change, axis=(1, 2)) <= _STEADY * lowest)
    which, change, lowest = which[is_steady], change[is_steady], lowest[is_steady]
    # f has its zero of ∇f as far off as the step and the rounding of ∇f say.
    off = left[which] + np.linalg.norm(rounding.gradient[which, 0], axis=1) / lowest
    spreads = rounding.hessian[which, 0] + change * (off / reach[which])[:, None, None]
    for k, low, far, kind in zip(which, lowest, off, inertias(jet.hessian[which, 0], _SAFETY * spreads), strict=True):
        if kind.kind != "undecided" and low >= _FAR_BEYOND * kind.errors.max() and reach[k] >= _FAR_BEYOND * far:
            found[k] = _verdict(points[k], kind, float(reach[k]))
    return found


def _verdict(point: np.ndarray, found: Classified, reach: float) -> Verdict:
    region = np.stack([point - reach / 2, point + reach / 2], axis=-1)
    return Verdict(point, found.kind, found.eigenvalues, found.errors, found.negative, is_proved=False, region=region)


@lru_cache(maxsize=256)
def _is_smooth_everywhere(function: Function) -> bool:
    """Whether nothing in the formula has a kink, jump, pole or an edge of its domain."""
    return not any(guards(function.tree, variable) for variable in function.variables)

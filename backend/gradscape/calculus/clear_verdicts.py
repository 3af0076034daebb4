"""Critical points of which numbers leave no doubt, so that nobody need wait for a proof."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.classification import NEWTON_REACH, Verdict
from gradscape.calculus.field import Field
from gradscape.certify.classification import inertias
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
    """What is at a point and at one place along each axis, (1 + n, ...), how far each number is off, and how far away.

    reach: within which Newton's method is tried.
    """

    point: np.ndarray
    jet: Jet
    rounding: Jet
    reach: float

    @property
    def here(self) -> Jet:
        """At the point alone."""
        return Jet(*(part[:1] for part in self.jet))

    @property
    def is_level(self) -> bool:
        """Whether all that is seen of ∇f at the point may be rounding."""
        return bool((np.abs(self.jet.gradient[0]) <= self.rounding.gradient[0]).all())


def surroundings(field: Field, point: Float64[np.ndarray, " n"]) -> Surroundings | None:
    """In one call of the machine; None where only a proof can tell of what kind a point is."""
    if not _is_smooth_everywhere(field.function):
        return None
    reach = NEWTON_REACH * max(1.0, float(np.abs(point).max()))
    places = np.concatenate([point[None], point + reach * np.eye(len(point))])
    return Surroundings(point, *field.checked_jets(places), reach)


def clear_verdict(
    field: Field, point: Float64[np.ndarray, " n"], left: float, around: Surroundings | None = None
) -> Verdict | None:
    """The kind of a critical point of a formula that is smooth everywhere; None where only a proof can tell.

    Newton's map contracts where the Hessian changes by a small part of its smallest eigenvalue: that is looked at along
    each axis, where a proof takes dozens of steps.

    Args:
        left: the length of Newton's next step, from the point.
        around: its surroundings, where they are known.
    """
    around = around or surroundings(field, point)
    if around is None:
        return None
    _, jet, rounding, reach = around
    if not (np.isfinite(jet.hessian).all() and np.isfinite(rounding.hessian[0]).all()):
        return None
    change = np.abs(jet.hessian[1:] - jet.hessian[0]).sum(axis=0)
    # f has its zero of ∇f as far off as the step and the rounding of ∇f say.
    blur = float(np.linalg.norm(rounding.gradient[0]))
    lowest = float(np.abs(np.linalg.eigvalsh(jet.hessian[0])).min())
    if not lowest > 0 or np.linalg.norm(change) > _STEADY * lowest:
        return None
    off = left + blur / lowest
    found = inertias(jet.hessian[:1], _SAFETY * (rounding.hessian[:1] + change[None] * off / reach))[0]
    if found.kind == "undecided" or lowest < _FAR_BEYOND * found.errors.max() or reach < _FAR_BEYOND * off:
        return None
    region = np.stack([point - reach / 2, point + reach / 2], axis=-1)
    return Verdict(point, found.kind, found.eigenvalues, found.errors, found.negative, is_proved=False, region=region)


def clear_verdicts(
    field: Field, points: Float64[np.ndarray, "points n"], left: Float64[np.ndarray, " points"]
) -> list[Verdict | None]:
    """The kinds of many, what is around them being asked at once."""
    count, n = points.shape
    if not count or not _is_smooth_everywhere(field.function):
        return [None] * count
    reach = NEWTON_REACH * np.maximum(1.0, np.abs(points).max(axis=1))
    axes = np.concatenate([np.zeros((1, n)), np.eye(n)])
    places = points[:, None] + reach[:, None, None] * axes
    jets = field.checked_jets(places.reshape(-1, n))
    found = []
    for k, point in enumerate(points):
        part = slice(k * (n + 1), (k + 1) * (n + 1))
        jet, rounding = (Jet(*(each[part] for each in jet)) for jet in jets)
        found.append(clear_verdict(field, point, float(left[k]), Surroundings(point, jet, rounding, float(reach[k]))))
    return found


@lru_cache(maxsize=256)
def _is_smooth_everywhere(function: Function) -> bool:
    """Whether nothing in the formula has a kink, jump, pole or an edge of its domain."""
    return not any(guards(function.tree, variable) for variable in function.variables)

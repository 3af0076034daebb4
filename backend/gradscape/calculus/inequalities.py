"""Extrema over a region g <= c: at each point every inequality is active (g = c, with a multiplier) or not (λ = 0).

Complementary slackness is λ (g - c) = 0; at a minimum over g <= c the multiplier of an active one is not positive,
for f must not fall on the way inwards. Source: J. Nocedal and S. J. Wright, *Numerical Optimization* (2nd ed., 2006),
theorem 12.1, with the signs of L = f - λ (g - c).
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constrained import Constrained, constrained
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import Kind, Solution
from gradscape.language.equations import Relation

# As a part of the box times the usual slope: nearer to the border than this is on it.
_ON_BORDER = 1e-9


class Regional(NamedTuple):
    """A solution, which inequalities hold it (equations always do), and what it is in the region."""

    solution: Solution
    active: tuple[bool, ...]
    kind: Kind


def regional(
    f: Field,
    constraints: ConstraintSet,
    relations: Sequence[Relation],
    box: Float64[np.ndarray, "n 2"],
    whole: Constrained,
) -> tuple[Regional, ...]:
    """All solutions of the conditions of Karush, Kuhn and Tucker but for the signs, lowest first.

    Args:
        whole: what was found with all constraints active.
    """
    found: list[Regional] = []
    choices = [(True,) if relation == "=" else (True, False) for relation in relations]
    for active in product(*choices):
        solutions = whole.solutions if all(active) else _with(f, constraints, active, box)
        kept = [each for each in solutions if _is_inside(constraints, relations, active, each.point, box)]
        found += [_in_region(each, active, relations) for each in kept]
    return tuple(sorted(found, key=lambda each: (each.solution.value, *each.solution.point)))


def _with(f: Field, constraints: ConstraintSet, active: Sequence[bool], box: np.ndarray) -> tuple[Solution, ...]:
    """Solutions with only some of the constraints, the multipliers of the others being 0."""
    chosen = np.flatnonzero(active)
    if not len(chosen):
        return tuple(_free(each, len(active)) for each in critical_points(f, box).points)
    fewer = ConstraintSet(tuple(constraints.fields[k] for k in chosen), constraints.levels[chosen])
    return tuple(_widened(each, constraints, chosen) for each in constrained(f, fewer, box).solutions)


def _free(point, m: int) -> Solution:
    n = len(point.point)
    nothing = np.zeros(m), point.kind, point.eigenvalues, point.index, np.zeros(n), np.zeros((m, n))
    return Solution(point.point, point.value, *nothing)


def _widened(solution: Solution, constraints: ConstraintSet, chosen: np.ndarray) -> Solution:
    lagrange = np.zeros(len(constraints.fields))
    lagrange[chosen] = solution.multipliers
    slopes = constraints.residuals(solution.point[None])[1][0]
    return solution._replace(multipliers=lagrange, slopes=slopes)


def _is_inside(
    constraints: ConstraintSet,
    relations: Sequence[Relation],
    active: Sequence[bool],
    point: np.ndarray,
    box: np.ndarray,
) -> bool:
    """Whether all that are not active hold with room to spare; on the border another choice has found it."""
    values, slopes = constraints.residuals(point[None])
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    slack = _ON_BORDER * length * np.linalg.norm(slopes[0], axis=1)
    inward = [-value if relation == "<=" else value for value, relation in zip(values[0], relations, strict=True)]
    return all(held or room > spare for held, room, spare in zip(active, inward, slack, strict=True))


def _in_region(solution: Solution, active: tuple[bool, ...], relations: Sequence[Relation]) -> Regional:
    """What the solution is among all points of the region near by."""
    signs = [
        np.sign(factor) if relation == "<=" else -np.sign(factor)
        for factor, held, relation in zip(solution.multipliers, active, relations, strict=True)
        if held and relation != "="
    ]
    kind = solution.kind
    if kind in ("minimum", "maximum") and signs:
        outward = -1.0 if kind == "minimum" else 1.0
        if any(sign == -outward for sign in signs):
            kind = "saddle"
        elif any(sign == 0 for sign in signs):
            kind = "undecided"
    return Regional(solution, active, kind)

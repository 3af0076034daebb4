"""How solutions move with the level of a constraint: the slope of the value f* by c is the multiplier λ.

Source: J. Nocedal and S. J. Wright, *Numerical Optimization* (2nd ed., 2006), section 12.8.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import Units, multipliers, newton_step, place, tangent_curvatures

# Steps on the way to the farthest level; and Newton's turns at each.
_STEPS, _TURNS = 32, 4
_AT_REST = 1e-9
# A branch that moves by more of the box's diagonal at once has ended, and Newton's method found another one.
_LONGEST_MOVE = 0.15


class Branches(NamedTuple):
    """What each of k solutions becomes at each of l levels; NaN from where its branch ends.

    points: (k, l, n); values: (k, l); multipliers: (k, l, m), of all constraints.
    """

    points: Float64[np.ndarray, "k l n"]
    values: Float64[np.ndarray, "k l"]
    multipliers: Float64[np.ndarray, "k l m"]


def branches(
    f: Field,
    constraints: ConstraintSet,
    solutions: Float64[np.ndarray, "k n"],
    levels: Float64[np.ndarray, " l"],
    unit: Units,
    which: int = 0,
) -> Branches:
    """Solutions followed as the level of one constraint moves away from where it is, up and down."""
    k, n = solutions.shape
    points = np.full((k, len(levels), n), np.nan)
    here = constraints.levels[which]
    order = np.argsort(levels, kind="stable")
    for side in (order[levels[order] >= here], order[levels[order] < here][::-1]):
        _walk(f, constraints, solutions, levels, side, points, unit, which)
    return _described(f, constraints, points)


def _walk(
    f: Field,
    constraints: ConstraintSet,
    solutions: np.ndarray,
    levels: np.ndarray,
    side: np.ndarray,
    points: np.ndarray,
    unit: Units,
    which: int,
) -> None:
    """Fills in the places at the levels of one side, nearest first."""
    alive, here = np.arange(len(solutions)), solutions
    signs, level = _signs(f, constraints, here), constraints.levels[which]
    longest = float(np.abs(levels[side] - level).max(initial=0.0)) / _STEPS
    for k in side:
        for there in _on_the_way(float(level), float(levels[k]), longest):
            moved = constraints.at_levels(
                np.where(np.arange(len(constraints.levels)) == which, there, constraints.levels)
            )
            found, rested = _newton(f, moved, here, unit)
            near = np.linalg.norm(found - here, axis=1) <= _LONGEST_MOVE * unit.length
            kept = rested & near
            kept[kept] &= (_signs(f, moved, found[kept]) == signs[kept]).all(axis=1)
            alive, here, signs = alive[kept], found[kept], signs[kept]
            if not len(alive):
                return
        points[alive, k], level = here, levels[k]


def _on_the_way(start: float, end: float, longest: float) -> np.ndarray:
    count = max(1, int(np.ceil(abs(end - start) / longest))) if longest > 0 else 1
    return np.linspace(start, end, count + 1)[1:]


def _newton(f: Field, constraints: ConstraintSet, here: np.ndarray, unit: Units) -> tuple[np.ndarray, np.ndarray]:
    about = place(f, constraints, here)
    lagrange, rested = multipliers(about.gradient, about.slopes), np.zeros(len(here), bool)
    for turn in range(_TURNS):
        about = about if turn == 0 else place(f, constraints, here)
        step, change = newton_step(about, lagrange, unit)
        here, lagrange = here + step, lagrange + change
        rested = np.linalg.norm(step, axis=1) <= _AT_REST * unit.length
        if rested.all():
            break
    return here, rested


def _signs(f: Field, constraints: ConstraintSet, points: np.ndarray) -> np.ndarray:
    """Of the tangent curvatures: where one changes, branches meet and no more can be told from here."""
    about = place(f, constraints, points)
    return np.sign(tangent_curvatures(about, multipliers(about.gradient, about.slopes)))


def _described(f: Field, constraints: ConstraintSet, points: np.ndarray) -> Branches:
    k, count, n = points.shape
    flat = points.reshape(-1, n)
    known = np.isfinite(flat).all(axis=1)
    values, found = np.full(k * count, np.nan), np.full((k * count, len(constraints.fields)), np.nan)
    if known.any():
        jet = f.jets(flat[known])
        values[known] = jet.value
        found[known] = multipliers(jet.gradient, constraints.residuals(flat[known])[1])
    return Branches(points, values.reshape(k, count), found.reshape(k, count, -1))

"""Lagrange's conditions ∇f = Σ λ_i ∇g_i on g = c: Newton's method on both together, and what a solution is.

The Lagrangian is L = f - Σ λ_i (g_i - c_i); a solution is classified by its Hessian on the tangent space.

Source: J. Nocedal and S. J. Wright, *Numerical Optimization* (2nd ed., 2006), chapters 12 and 18.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field

Kind = Literal["minimum", "maximum", "saddle", "undecided"]
MAXIMUM_DIMENSION = 4

_TURNS = 60
_LONGEST_STEP = 0.1
_AT_REST = 1e-13
_LEVEL = 1e-9
_MERGED = 1e-6
# Normals that are shorter than this part of what is usual, or of a thousandth of what curvature makes over the box.
_REGULAR, _BENT = 1e-6, 1e-3
# A tangent eigenvalue below this part of what it is made of decides nothing: degenerate solutions are found to 1e-6.
_DEGENERATE = 1e-6


class Units(NamedTuple):
    """What is usual on the set, to which "small" is relative: slopes of f and of each g, and the box's diagonal."""

    objective: float
    constraints: Float64[np.ndarray, " m"]
    length: float


class Place(NamedTuple):
    """All that Lagrange's conditions are made of at points: (k, ...) each; constraints along the second axis."""

    value: Float64[np.ndarray, " k"]
    gradient: Float64[np.ndarray, "k n"]
    hessian: Float64[np.ndarray, "k n n"]
    residuals: Float64[np.ndarray, "k m"]
    slopes: Float64[np.ndarray, "k m n"]
    bends: Float64[np.ndarray, "k m n n"]


class Solution(NamedTuple):
    """A point of the set at which the gradient of f is a combination of those of the constraints.

    eigenvalues: of the Hessian of L on the tangent space, ascending, (n - m,); index: how many are negative.
    """

    point: Float64[np.ndarray, " n"]
    value: float
    multipliers: Float64[np.ndarray, " m"]
    kind: Kind
    eigenvalues: Float64[np.ndarray, " t"]
    index: int
    gradient: Float64[np.ndarray, " n"]
    slopes: Float64[np.ndarray, "m n"]


def place(f: Field, constraints: ConstraintSet, points: Float64[np.ndarray, "k n"]) -> Place:
    """Values, slopes and curvatures of f and all constraints."""
    own, jets = f.jets(points), [field.jets(points) for field in constraints.fields]
    residuals = np.stack([jet.value for jet in jets], axis=1) - constraints.levels
    slopes, bends = (np.stack([getattr(jet, name) for jet in jets], axis=1) for name in ("gradient", "hessian"))
    return Place(own.value, own.gradient, own.hessian, residuals, slopes, bends)


def units(
    gradients: Float64[np.ndarray, "k n"], slopes: Float64[np.ndarray, "k m n"], box: Float64[np.ndarray, "n 2"]
) -> Units:
    """Medians over points of the set."""
    usual = [_usual(np.linalg.norm(slopes[:, i], axis=1)) for i in range(slopes.shape[1])]
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    return Units(_usual(np.linalg.norm(gradients, axis=1)), np.array(usual), length)


def _usual(sizes: np.ndarray) -> float:
    sizes = sizes[np.isfinite(sizes)]
    return ((float(np.median(sizes)) or float(sizes.max())) if sizes.size else 0.0) or 1.0


def multipliers(
    gradients: Float64[np.ndarray, "k n"], slopes: Float64[np.ndarray, "k m n"]
) -> Float64[np.ndarray, "k m"]:
    """λ for which Σ λ_i ∇g_i comes nearest to ∇f; what is left over is tangent to the set. NaN where not known."""
    sizes = np.linalg.norm(slopes, axis=2)
    known = np.isfinite(sizes).all(axis=1) & np.isfinite(gradients).all(axis=1)
    found = np.full(sizes.shape, np.nan)
    # Of unit vectors, so that constraints of different units do not drown each other.
    safe = np.where(sizes > 0, sizes, 1.0)
    unit = slopes[known] / safe[known][:, :, None]
    found[known] = (np.linalg.pinv(unit.transpose(0, 2, 1)) @ gradients[known][:, :, None])[:, :, 0] / safe[known]
    return found


def tangential(
    gradients: Float64[np.ndarray, "k n"], slopes: Float64[np.ndarray, "k m n"]
) -> Float64[np.ndarray, "k n"]:
    """What of ∇f lies along the set."""
    return gradients - np.einsum("km,kmn->kn", multipliers(gradients, slopes), slopes)


def newton_step(
    here: Place, lagrange: Float64[np.ndarray, "k m"], unit: Units
) -> tuple[Float64[np.ndarray, "k n"], Float64[np.ndarray, "k m"]]:
    """By which x and λ change: [[H, -Gᵀ], [G, 0]] (dx, dλ) = -(∇f - Gᵀ λ, g - c), in the units of the set."""
    n, m = here.gradient.shape[1], lagrange.shape[1]
    slopes = here.slopes / unit.constraints[None, :, None]
    scaled = lagrange * unit.constraints / unit.objective
    matrix = np.zeros((len(lagrange), n + m, n + m))
    bend = here.hessian - np.einsum("km,kmij->kij", lagrange, here.bends)
    matrix[:, :n, :n] = bend * unit.length / unit.objective
    matrix[:, :n, n:], matrix[:, n:, :n] = -slopes.transpose(0, 2, 1), slopes
    error = np.concatenate(
        [
            here.gradient / unit.objective - np.einsum("km,kmn->kn", scaled, slopes),
            here.residuals / unit.constraints / unit.length,
        ],
        axis=1,
    )
    known = np.isfinite(matrix).all(axis=(1, 2)) & np.isfinite(error).all(axis=1)
    step = np.full(error.shape, np.nan)
    step[known] = -(np.linalg.pinv(matrix[known], rcond=1e-12) @ error[known][:, :, None])[:, :, 0]
    return step[:, :n] * unit.length, step[:, n:] * unit.objective / unit.constraints


def stationary(
    f: Field,
    constraints: ConstraintSet,
    starts: Float64[np.ndarray, "k n"],
    box: Float64[np.ndarray, "n 2"],
    unit: Units,
) -> Float64[np.ndarray, "found n"]:
    """Solutions in the box that Newton's method reaches from points of the set, each once."""
    here = starts
    about = place(f, constraints, here)
    lagrange = multipliers(about.gradient, about.slopes)
    rested = [np.empty((0, starts.shape[1]))]
    for turn in range(_TURNS):
        about = about if turn == 0 else place(f, constraints, here)
        step, change = newton_step(about, lagrange, unit)
        size = np.linalg.norm(step, axis=1)
        done = (size <= _AT_REST * unit.length) | ((turn == _TURNS - 1) & (size <= 1e-7 * unit.length))
        rested.append(here[done])
        longest = _LONGEST_STEP * unit.length
        shorter = (longest / np.maximum(size, longest))[:, None]
        here, lagrange = here + step * shorter, lagrange + change * shorter
        going_on = ~done & _inside(here, box, 0.5)
        here, lagrange = here[going_on], lagrange[going_on]
        if not len(here):
            break
    ends = polished(f, constraints, _merged(np.concatenate(rested), unit.length), unit)
    return ends[_holds(f, constraints, ends, unit) & _inside(ends, box, 1e-9)] if len(ends) else ends


def polished(
    f: Field, constraints: ConstraintSet, points: np.ndarray, unit: Units, within: float = 1e-9, steps: int = 2
) -> np.ndarray:
    """After some more steps, as far as these are small beside the box."""
    for _ in range(steps if len(points) else 0):
        about = place(f, constraints, points)
        step, _ = newton_step(about, multipliers(about.gradient, about.slopes), unit)
        is_small = np.linalg.norm(step, axis=1, keepdims=True) <= within * unit.length
        points = np.where(is_small, points + step, points)
    return points


def _holds(f: Field, constraints: ConstraintSet, points: np.ndarray, unit: Units) -> np.ndarray:
    """Whether both conditions hold to rounding: Newton's method also rests where a slope is too flat to see."""
    about = place(f, constraints, points)
    rest = np.linalg.norm(tangential(about.gradient, about.slopes), axis=1)
    size = np.maximum(np.linalg.norm(about.gradient, axis=1), unit.objective)
    off = np.abs(about.residuals) / unit.constraints / unit.length
    # Of a set that is a point or hardly more, slopes are small wherever it is: beside what curvature makes of them.
    steep = np.maximum(unit.constraints, _BENT * unit.length * np.linalg.norm(about.bends, axis=(2, 3)))
    regular = np.linalg.svd(about.slopes / steep[:, :, None], compute_uv=False)[:, -1] > _REGULAR
    return np.asarray((rest <= _LEVEL * size) & (off <= _LEVEL).all(axis=1) & regular)


def tangent_curvatures(here: Place, lagrange: Float64[np.ndarray, "k m"]) -> Float64[np.ndarray, "k t"]:
    """Eigenvalues of the Hessian of L on the tangent space, ascending; NaN where it is not known."""
    bend = here.hessian - np.einsum("km,kmij->kij", lagrange, here.bends)
    m = lagrange.shape[1]
    found = np.full((len(bend), bend.shape[1] - m), np.nan)
    known = np.isfinite(bend).all(axis=(1, 2)) & np.isfinite(here.slopes).all(axis=(1, 2))
    sizes = np.linalg.norm(here.slopes[known], axis=2, keepdims=True)
    tangents = np.linalg.svd(here.slopes[known] / np.where(sizes > 0, sizes, 1.0))[2][:, m:]
    found[known] = np.linalg.eigvalsh(tangents @ bend[known] @ tangents.transpose(0, 2, 1))
    return found


def described(
    f: Field, constraints: ConstraintSet, points: Float64[np.ndarray, "k n"], unit: Units
) -> tuple[Solution, ...]:
    """What each solution is, lowest first."""
    if not len(points):
        return ()
    about = place(f, constraints, points)
    lagrange = multipliers(about.gradient, about.slopes)
    made_of = np.linalg.norm(about.hessian, axis=(1, 2)) + np.einsum(
        "km,km->k", np.abs(lagrange), np.linalg.norm(about.bends, axis=(2, 3))
    )
    # What curvature at least would be, were the slopes to turn once over the box: a plane on a plane has none at all.
    floor = np.maximum(made_of, 1e-3 * unit.objective / unit.length)
    curvatures = tangent_curvatures(about, lagrange)
    found = []
    for k in range(len(points)):
        eigenvalues = curvatures[k]
        eigenvalues = np.where(np.abs(eigenvalues) <= _DEGENERATE * floor[k], 0.0, eigenvalues)
        index = int((eigenvalues < 0).sum())
        kind = kind_of(eigenvalues)
        # Newton's method only creeps to where curvature fails.
        reach = 1e-9 if (eigenvalues == 0).any() else 1e-14
        point = np.where(np.abs(points[k]) <= reach * unit.length, 0.0, points[k])
        value = 0.0 if abs(about.value[k]) <= 1e-15 * unit.objective * unit.length else float(about.value[k])
        exact = _without_rounding(lagrange[k], unit)
        found.append(Solution(point, value, exact, kind, eigenvalues, index, about.gradient[k], about.slopes[k]))
    return tuple(sorted(found, key=lambda each: (each.value, *each.point)))


def _without_rounding(lagrange: np.ndarray, unit: Units) -> np.ndarray:
    return np.where(np.abs(lagrange) <= 1e-13 * unit.objective / unit.constraints, 0.0, lagrange)


def kind_of(eigenvalues: Float64[np.ndarray, " t"]) -> Kind:
    """By the signs of the tangent eigenvalues."""
    if (eigenvalues < 0).any() and (eigenvalues > 0).any():
        return "saddle"
    if (eigenvalues == 0).any():
        return "undecided"
    return "maximum" if (eigenvalues < 0).all() else "minimum"


def _inside(points: np.ndarray, box: np.ndarray, slack: float) -> np.ndarray:
    reach = slack * (box[:, 1] - box[:, 0])
    return np.asarray(((points >= box[:, 0] - reach) & (points <= box[:, 1] + reach)).all(axis=1))


def _merged(points: np.ndarray, length: float) -> np.ndarray:
    kept = []
    while len(points):
        kept.append(points[0])
        points = points[np.linalg.norm(points - points[0], axis=1) > _MERGED * length]
    return np.array(kept).reshape(-1, points.shape[1])

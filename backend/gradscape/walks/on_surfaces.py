"""Descent that stays on a surface: the gradient is projected onto the tangent space, the step made, and taken back.

    v ← momentum · P v − learning_rate · P ∇f,  x ← R(x + v)

P projects onto the tangent space at x, which for v is the transport from one tangent space to the next. On a sphere
about the origin the power method is its relative: x ← |x| ∇f/|∇f|, for f = x · A x power iteration.

Sources: P.-A. Absil, R. Mahony and R. Sepulchre, *Optimization Algorithms on Matrix Manifolds* (2008), chapters 4 and
5; N. Boumal, *An Introduction to Optimization on Smooth Manifolds* (2023), section 10.5, for transport by projection;
M. Journée, Y. Nesterov, P. Richtárik and R. Sepulchre, *Generalized power method for sparse principal component
analysis* (2010), section 3, for other f than x · A x.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet, normal_step
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import (
    Kind,
    Place,
    Units,
    kind_of,
    multipliers,
    newton_step,
    place,
    polished,
    tangent_curvatures,
    tangential,
    units,
)

# closest: the point of the surface that is nearest; geodesic: as far along the straightest line; none: not at all, as
# descent does that knows no surface. power: no descent at all, but to where the gradient points on a sphere.
Retraction = Literal["closest", "geodesic", "none", "power"]
Reason = Literal["converged", "step-limit", "left-domain", "lost", "no-plane"]

_ONTO = 8
_CLOSEST_TURNS = 6
_PIECES = 8
_FARTHEST = 1e12
# Of errors, between which a rate is measured: above rounding, and near the end.
_RATE_FROM, _RATE_TO = 1e-3, 1e-9


class SurfaceRun(NamedTuple):
    """How one walk goes. momentum: what part of each step goes on, along the surface; tolerance: of |P ∇f|."""

    start: Float64[np.ndarray, " n"]
    learning_rate: float
    momentum: float
    retraction: Retraction
    steps: int
    tolerance: float


class SurfaceWalk(NamedTuple):
    """A walk, its start first, brought onto the surface.

    points: (k, n); values: (k,); gradients, projected: (k, n), ∇f and what of it is tangent; normals: (k, n), unit
    vectors along the gradient of the first equation; steps: (k - 1, n) before they are taken back; distances: (k, m)
    |g - c|. eigenvalues: of the Riemannian Hessian where it has arrived, else none.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    projected: np.ndarray
    normals: np.ndarray
    steps: np.ndarray
    distances: np.ndarray
    reason: Reason
    kind: Kind | None
    eigenvalues: np.ndarray
    predicted_rate: float | None
    measured_rate: float | None


def walked(f: Field, surface: ConstraintSet, run: SurfaceRun) -> SurfaceWalk:
    """One run from the point of the surface nearest to its start."""
    x = surface.onto(run.start[None], max(1.0, float(np.abs(run.start).max())), steps=_ONTO)
    v = np.zeros_like(x)
    rows: list[tuple[np.ndarray, ...]] = []
    reason: Reason = "step-limit"
    for turn in range(run.steps + 1):
        jet, (residuals, slopes) = f.jets(x), surface.residuals(x)
        along = tangential(jet.gradient, slopes)
        down = jet.gradient if run.retraction == "none" else along
        rows.append((x[0], jet.value[0], jet.gradient[0], along[0], _unit(slopes[0, 0]), np.abs(residuals[0])))
        if not np.isfinite(down).all() or np.abs(x).max() > _FARTHEST:
            reason = "lost" if np.isnan(x).any() else "left-domain"
            break
        if np.linalg.norm(down) <= run.tolerance:
            reason = "converged"
            break
        if turn == run.steps:
            break
        if run.retraction == "power":
            v = powered(surface, x, jet.gradient) - x
        else:
            carried = v if run.retraction == "none" else tangential(v, slopes)
            v = run.momentum * carried - run.learning_rate * down
        rows[-1] += (v[0],)
        x = retracted(surface, x, v, run.retraction)
    return _told(f, surface, run, rows, reason)


def powered(
    surface: ConstraintSet, x: Float64[np.ndarray, "1 n"], gradient: Float64[np.ndarray, "1 n"]
) -> Float64[np.ndarray, "1 n"]:
    """As far from the origin as x, and in the direction of the gradient; NaN where the surface is not there."""
    with np.errstate(all="ignore"):
        moved = np.linalg.norm(x) * gradient / np.linalg.norm(gradient)
    residuals, slopes = surface.residuals(moved)
    reach = 1e-9 * np.linalg.norm(x) * np.linalg.norm(slopes[0], axis=1)
    return moved if (np.abs(residuals[0]) <= reach).all() else np.full_like(x, np.nan)


def retracted(
    surface: ConstraintSet, x: Float64[np.ndarray, "k n"], v: Float64[np.ndarray, "k n"], how: Retraction
) -> Float64[np.ndarray, "k n"]:
    """x + v taken back to the surface; NaN where no way leads there."""
    if how in ("none", "power"):
        return x + v
    return closest(surface, x + v) if how == "closest" else geodesic(surface, x, v)


def ways(surface: ConstraintSet, walk: SurfaceWalk, how: Retraction, pieces: int) -> Float64[np.ndarray, "s p n"]:
    """Where each step leads on its way, in so many pieces: R(x + t v) for t from 0 to 1."""
    count, n = walk.steps.shape
    if not count:
        return np.empty((0, pieces + 1, n))
    shares = np.linspace(0, 1, pieces + 1)[None, :, None]
    starts = np.repeat(walk.points[:count], pieces + 1, axis=0)
    parts = (shares * walk.steps[:, None]).reshape(-1, n)
    # From one point of a sphere to the next along it, as the nearest points of the chord lie.
    return retracted(surface, starts, parts, "closest" if how == "power" else how).reshape(count, pieces + 1, n)


def gaps(
    surface: ConstraintSet, x: Float64[np.ndarray, " n"], direction: Float64[np.ndarray, " n"], rates: np.ndarray
) -> Float64[np.ndarray, " r"]:
    """How far apart the closest point and the geodesic end for steps of these rates along a tangent direction."""
    if not len(rates) or not np.isfinite(direction).all():
        return np.full(len(rates), np.nan)
    steps = rates[:, None] * direction
    starts = np.broadcast_to(x, steps.shape)
    apart = closest(surface, starts + steps) - geodesic(surface, starts, steps)
    return np.linalg.norm(apart, axis=1)


def closest(surface: ConstraintSet, places: Float64[np.ndarray, "k n"]) -> Float64[np.ndarray, "k n"]:
    """The points of the surface nearest to some near by: Lagrange's conditions for half the squared distance."""
    n, m = places.shape[1], len(surface.fields)
    far = np.maximum(1.0, np.abs(places).max())
    here = surface.onto(places, float(far), steps=_ONTO)
    unit = Units(1.0, np.ones(m), 1.0)
    lagrange = np.zeros((len(places), m))
    for _ in range(_CLOSEST_TURNS):
        jets = [field.jets(here) for field in surface.fields]
        residuals = np.stack([jet.value for jet in jets], axis=1) - surface.levels
        slopes, bends = (np.stack([getattr(jet, name) for jet in jets], axis=1) for name in ("gradient", "hessian"))
        flat = np.broadcast_to(np.eye(n), (len(here), n, n))
        about = Place(np.zeros(len(here)), here - places, flat, residuals, slopes, bends)
        step, change = newton_step(about, lagrange, unit)
        here, lagrange = here + step, lagrange + change
        if not (np.linalg.norm(step, axis=1) > 1e-15 * far).any():
            break
    return here


def geodesic(
    surface: ConstraintSet, x: Float64[np.ndarray, "k n"], v: Float64[np.ndarray, "k n"]
) -> Float64[np.ndarray, "k n"]:
    """Where one comes to in time 1 with velocity v, turning only as the surface bends: Runge and Kutta's method."""
    h = 1 / _PIECES
    for _ in range(_PIECES):
        a = _bend(surface, x, v)
        b = _bend(surface, x + h / 2 * v, v + h / 2 * a)
        c = _bend(surface, x + h / 2 * v + h * h / 4 * a, v + h / 2 * b)
        d = _bend(surface, x + h * v + h * h / 2 * b, v + h * c)
        x, v = x + h * v + h * h / 6 * (a + b + c), v + h / 6 * (a + 2 * b + 2 * c + d)
    return surface.onto(x, float(np.maximum(1.0, np.abs(x).max())), steps=2)


def _bend(surface: ConstraintSet, x: np.ndarray, v: np.ndarray) -> np.ndarray:
    """The acceleration that keeps v tangent: normal to the surface, with G a = -(v · H_i v)."""
    jets = [field.jets(x) for field in surface.fields]
    slopes, bends = (np.stack([getattr(jet, name) for jet in jets], axis=1) for name in ("gradient", "hessian"))
    return -normal_step(np.einsum("kmij,ki,kj->km", bends, v, v), slopes)


def _unit(vector: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return vector / np.linalg.norm(vector)


def _told(f: Field, surface: ConstraintSet, run: SurfaceRun, rows: list[tuple], reason: Reason) -> SurfaceWalk:
    points, values, gradients, projected, normals, distances = (np.array([row[k] for row in rows]) for k in range(6))
    steps = np.array([row[6] for row in rows if len(row) > 6]).reshape(-1, points.shape[1])
    told = points, values, gradients, projected, normals, steps, distances
    if reason != "converged" or run.retraction == "none":
        return SurfaceWalk(*told, reason, None, np.empty(0), None, None)
    slopes = surface.residuals(points[:1])[1]
    box = np.stack([points.min(axis=0) - 1, points.max(axis=0) + 1], axis=1)
    # The tolerance may be a wide one: what is asked about is where the walk would end.
    end = polished(f, surface, points[-1:], units(gradients[:1], slopes, box), within=1e-3, steps=4)
    about = place(f, surface, end)
    eigenvalues = tangent_curvatures(about, multipliers(about.gradient, about.slopes))[0]
    size = float(np.abs(eigenvalues).max(initial=0.0))
    eigenvalues = np.where(np.abs(eigenvalues) <= 1e-9 * size, 0.0, eigenvalues)
    predicted = _predicted(run, eigenvalues, end[0], about.gradient[0])
    return SurfaceWalk(*told, reason, kind_of(eigenvalues), eigenvalues, predicted, rate_of_errors(points, end[0]))


def _predicted(run: SurfaceRun, eigenvalues: np.ndarray, end: np.ndarray, gradient: np.ndarray) -> float | None:
    """By what factor errors shrink a step, near the end."""
    if run.retraction == "power":
        # On a sphere the Riemannian Hessian is that of f along it less ∇f · x/|x|²: 2 (λ_j - λ_1) of x · A x.
        first = float(gradient @ end / (end @ end))
        return float(np.abs(eigenvalues + first).max() / abs(first)) if first else None
    return float(np.abs(1 - run.learning_rate * eigenvalues).max()) if run.momentum == 0 else None


def rate_of_errors(points: Float64[np.ndarray, "k n"], end: Float64[np.ndarray, " n"]) -> float | None:
    """By what factor errors shrink a step, from the last ones above rounding."""
    errors = np.linalg.norm(points - end, axis=1)
    near = np.flatnonzero((errors < _RATE_FROM) & (errors > _RATE_TO))
    if len(near) < 4:
        return None
    first, last = near[len(near) // 2], near[-1]
    return float((errors[last] / errors[first]) ** (1 / (last - first))) if last > first else None

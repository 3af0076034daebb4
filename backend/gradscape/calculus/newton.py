"""Newton's method for ∇f = 0 from many starts at once, on the machine's batched jets."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine.machine import Jet
from gradscape.machine.plane_newton import SMALLEST, SMALLEST_CURVATURE, Curvatures, Slopes, careful_step, clear_step

MAXIMUM_ITERATIONS = 80
# A gradient below this part of what is usual on the box is level.
LEVEL = 1e-10
# A step longer than this part of the box's diagonal leaves the region where the quadratic model means anything.
_LONGEST_STEP = 0.25


class Roots(NamedTuple):
    """Where walks came to rest: (r, n) points with what f is there, and how many iterations the longest took.

    origins: (r,) the number of the start that each walk came from.
    """

    origins: np.ndarray
    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    hessians: np.ndarray
    iterations: int


class Scale(NamedTuple):
    """Sizes typical of f on the box, to which "small" is relative."""

    gradient: float
    curvature: float
    length: float


def find_roots(
    field: Field,
    starts: Float64[np.ndarray, "s n"],
    box: Float64[np.ndarray, "n 2"],
    scale: Scale,
    first: Jet | None = None,
    *,
    each_for_itself: bool = False,
) -> Roots:
    """Zeros of the gradient reached from `starts`: |∇f| and the next step both negligible, or the step all rounding.

    Walks that leave the box by more than its own width, or the domain of f, are given up. Walks that meet go on as one
    unless `each_for_itself`.

    Args:
        first: the jet at the starts, where that is known.
    """
    n = starts.shape[1]
    nothing = (np.empty(0, int), np.empty((0, n)), np.empty(0), np.empty((0, n)), np.empty((0, n, n)))
    walks, here, rested, iteration = np.arange(len(starts)), starts, [nothing], 0
    while len(here) and iteration < MAXIMUM_ITERATIONS:
        iteration += 1
        jet = field.jets(here) if first is None or iteration > 1 else first
        steps = newton_steps(jet.gradient, jet.hessian)
        lengths = np.linalg.norm(steps, axis=1)
        is_level = np.linalg.norm(jet.gradient, axis=1) <= LEVEL * scale.gradient
        at_rest = (is_level & (lengths <= 1e-8 * scale.length)) | (lengths <= 1e-14 * scale.length)
        rested.append((walks[at_rest], here[at_rest], jet.value[at_rest], jet.gradient[at_rest], jet.hessian[at_rest]))
        shortened = np.minimum(1.0, _LONGEST_STEP * scale.length / np.maximum(lengths, 1e-290))
        here = here + steps * shortened[:, None]
        going_on = ~at_rest & _near(here, box)
        walks, here = walks[going_on], here[going_on]
        if not each_for_itself:
            alone = _first_of_each(np.rint(here / max(1e-9 * scale.length, 1e-290)))
            walks, here = walks[alone], here[alone]
    return Roots(*(np.concatenate(parts) for parts in zip(*rested, strict=True)), iterations=iteration)


def _first_of_each(cells: np.ndarray) -> np.ndarray:
    """Indices of different rows; by one number for each, since comparing whole rows costs more than walking on."""
    mixed = cells @ np.array([1.0, np.sqrt(2), np.sqrt(3), np.sqrt(5)])[: cells.shape[1]]
    return np.sort(np.unique(mixed, return_index=True)[1])


def newton_steps(
    gradients: Float64[np.ndarray, "s n"], hessians: Float64[np.ndarray, "s n n"]
) -> Float64[np.ndarray, "s n"]:
    """-H⁻¹∇f, with no movement along directions that have neither curvature nor slope; NaN where H is missing."""
    if gradients.shape[1] == 2:
        hessian = hessians[:, 0, 0], hessians[:, 0, 1], hessians[:, 1, 1]
        return _in_the_plane((gradients[:, 0], gradients[:, 1]), hessian)
    known = np.all(np.isfinite(hessians), axis=(1, 2))
    gradients = np.where(known[:, None], gradients, np.nan)
    curvatures, directions = np.linalg.eigh(np.where(known[:, None, None], hessians, 0.0))
    floor = np.maximum(SMALLEST_CURVATURE * np.abs(curvatures).max(axis=1, keepdims=True), SMALLEST)
    safe = np.where(np.abs(curvatures) < floor, np.where(curvatures < 0, -floor, floor), curvatures)
    along = np.einsum("sij,si->sj", directions, gradients)
    return -np.einsum("sij,sj->si", directions, along / safe)


def _in_the_plane(gradient: Slopes, hessian: Curvatures) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):
        is_clear, step = clear_step(np, gradient, hessian)
    steps = np.stack(step, axis=1)
    rest = np.flatnonzero(~is_clear)
    if len(rest):
        (gx, gy), (a, b, c) = gradient, hessian
        steps[rest] = np.stack(careful_step(np, (gx[rest], gy[rest]), (a[rest], b[rest], c[rest])), axis=1)
    return steps


def scale_of(jet: Jet, box: Float64[np.ndarray, "n 2"]) -> Scale:
    """Medians of |∇f| and of the largest curvature, from samples in the box."""
    slopes, curvatures = np.linalg.norm(jet.gradient, axis=1), np.linalg.norm(jet.hessian, axis=(1, 2))
    return Scale(_typical(slopes), _typical(curvatures), float(np.linalg.norm(box[:, 1] - box[:, 0])))


def _typical(sizes: np.ndarray) -> float:
    finite = sizes[np.isfinite(sizes)]
    return float(np.median(finite)) or float(finite.max()) if finite.size else 0.0


def _near(points: np.ndarray, box: np.ndarray) -> np.ndarray:
    width = box[:, 1] - box[:, 0]
    return np.all((points >= box[:, 0] - width) & (points <= box[:, 1] + width), axis=1)

"""Runs programs: values, derivatives by JAX's forward mode, and walks, for any number of points.

XLA compiles one loop over instructions; which function it computes is data. `kernels.py` holds the loops, `sizes.py`
the shapes they are compiled for.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from typing import Any, NamedTuple

import jax
import numpy as np
from jaxtyping import Float64, Int32

from gradscape import interest
from gradscape.machine import plane_jets, taylor
from gradscape.machine.compiled import at_rest, by_variable, compiled, padded, tiles
from gradscape.machine.heavy import LINE_LANES, Task
from gradscape.machine.kernels import WALK_STEPS
from gradscape.machine.program import Program
from gradscape.machine.second_engine import Work, outliving
from gradscape.machine.sizes import Kernel, kernel_for


class Jet(NamedTuple):
    """Value, gradient and Hessian at each point; NaN where one does not exist or autodiff cannot tell.

    value: (points,); gradient: (points, n); hessian: (points, n, n), symmetric.
    """

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray


def values(program: Program, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, " points"]:
    """f at each point; NaN where undefined, infinite where it overflows."""
    count, n = points.shape
    answer = np.empty(count)
    kernel = kernel_for("value", n, count)
    for tile in tiles(count, kernel.lanes):
        heights = np.asarray(compiled(kernel)(program, by_variable(points[tile], kernel)))
        answer[tile] = heights[: tile.stop - tile.start]
    return answer


def jets(program: Program, points: Float64[np.ndarray, "points n"]) -> Jet:
    """Value, gradient and Hessian at each point, one lane for each pair i <= j of variables, of more than two.

    Such a lane carries f, its slope along e_i, its slope along e_j and the mixed second derivative: exact, unlike
    polarisation, where a small mixed partial would be the difference of two large numbers.
    """
    count, n = points.shape
    if n == 0:
        return Jet(values(program, points), np.empty((count, 0)), np.empty((count, 0, 0)))
    if n <= plane_jets.VARIABLES:
        return _only_what_exists(_plane_jets(program, points))
    each = len(pairs(n)[0])
    answer = np.empty((4, count * each))
    kernel = kernel_for("jet", n, count * each)
    for tile in tiles(count, kernel.lanes // each):
        answer[:, tile.start * each : tile.stop * each] = _jet_tile(program, points[tile], kernel)
    return jet_of_lanes(answer, count, n)


def _plane_jets(program: Program, points: Float64[np.ndarray, "points n"]) -> Jet:
    """The same of one variable or two, one lane for each point."""
    count, n = points.shape
    kernel = kernel_for("plane-jet", n, count)
    answer = np.empty((plane_jets.ENTRIES, count))
    for tile in tiles(count, kernel.lanes):
        used = tile.stop - tile.start
        found = compiled(kernel)(program, by_variable(points[tile], kernel), np.int32(used))
        answer[:, tile] = np.asarray(found)[:, :used]
    hessian = answer[[3, 4, 4, 5]].T.reshape(count, 2, 2)
    return Jet(answer[0], answer[1 : 1 + n].T, hessian[:, :n, :n])


def jet_of_lanes(answer: Float64[np.ndarray, "4 lanes"], count: int, n: int) -> Jet:
    """What a lane for each pair of variables of each point adds up to."""
    return _only_what_exists(stacked(answer, count, n))


def stacked(answer: Float64[np.ndarray, "4 lanes"], count: int, n: int) -> Jet:
    """The same numbers as value, gradient and Hessian of each point."""
    first, second, diagonal = pairs(n)
    answer = answer.reshape(4, count, len(first))
    hessian = np.empty((count, n, n))
    hessian[:, first, second] = hessian[:, second, first] = answer[3]
    return Jet(answer[0, :, 0], answer[1][:, diagonal], hessian)


def _jet_tile(program: Program, points: np.ndarray, kernel: Kernel) -> np.ndarray:
    each = len(pairs(points.shape[1])[0])
    lanes = by_variable(np.repeat(points, each, axis=0), kernel)
    units = _unit_pairs(points.shape[1], kernel)
    return np.asarray(compiled(kernel)(program, lanes, *units, at_rest(kernel)))[:, : len(points) * each]


def jacobians(
    program: Program, results: Int32[np.ndarray, " outputs"], points: Float64[np.ndarray, "points n"], count: int
) -> tuple[Float64[np.ndarray, "points m"], Float64[np.ndarray, "points m n"]]:
    """Values and Jacobians of the first `count` outputs at each point; not finite where autodiff cannot tell.

    Args:
        results: the registers of all outputs, from `map_program`.
    """
    points_count, n = points.shape
    kernel = kernel_for("jacobian", n, points_count)
    answer = np.empty((count, n + 1, points_count))
    for tile in tiles(points_count, kernel.lanes):
        found = np.asarray(compiled(kernel)(program, results, by_variable(points[tile], kernel)))
        answer[:, :, tile] = found[:count, : n + 1, : tile.stop - tile.start]
    values, slopes = answer[:, 0].T, answer[:, 1:].transpose(2, 0, 1)
    return values, np.where(np.isfinite(values)[:, :, None], slopes, np.nan)


def hessian_products(
    program: Program, points: Float64[np.ndarray, "points n"], vectors: Float64[np.ndarray, "points n"]
) -> tuple[Float64[np.ndarray, " points"], Float64[np.ndarray, "points n"], Float64[np.ndarray, "points n"]]:
    """f, ∇f and H v at each point with its vector, without forming the Hessian H: one lane for each variable.

    Of one or two variables all of H costs less. Entries of H that do not exist count where v is not 0.
    """
    count, n = points.shape
    if 0 < n <= plane_jets.VARIABLES:
        jet = _plane_jets(program, points)
        along = np.where(vectors[:, None, :] == 0, 0.0, jet.hessian) * vectors[:, None, :]
        return jet.value, jet.gradient, along.sum(axis=2)
    kernel = kernel_for("jet", n, count * n)
    answer = np.empty((4, count * n))
    for tile in tiles(count, kernel.lanes // n):
        x, v = (by_variable(np.repeat(part[tile], n, axis=0), kernel) for part in (points, vectors))
        found = np.asarray(compiled(kernel)(program, x, _units(n, kernel), v, at_rest(kernel)))
        answer[:, tile.start * n : tile.stop * n] = found[:, : (tile.stop - tile.start) * n]
    answer = answer.reshape(4, count, n)
    return answer[0, :, 0], answer[1], answer[3]


def series(program: Program, points: Float64[np.ndarray, " points"]) -> Float64[np.ndarray, "7 points"]:
    """f, f', ..., f⁽⁶⁾ of a function of one variable at each point; NaN where autodiff cannot tell."""
    answer = np.empty((taylor.ORDER + 1, len(points)))
    kernel = kernel_for("series", 1, len(points))
    for tile in tiles(len(points), kernel.lanes):
        lanes = by_variable(points[tile, None], kernel)
        answer[:, tile] = np.asarray(compiled(kernel)(program, lanes, at_rest(kernel)))[:, : tile.stop - tile.start]
    return series_of_lanes(answer)


def series_of_lanes(answer: Float64[np.ndarray, "7 points"]) -> Float64[np.ndarray, "7 points"]:
    """NaN from the first derivative on that is missing."""
    # Beside a gap there is nothing to differentiate, and beyond a missing derivative there is no further one.
    return np.where(np.logical_and.accumulate(np.isfinite(answer), axis=0), answer, np.nan)


def convention(program: Program, point: float) -> tuple[float, float]:
    """f and f' of a function of one variable as JAX answers by itself, without asking whether f' exists."""
    kernel = kernel_for("convention", 1, 1)
    value, slope = np.asarray(compiled(kernel)(program, np.full((1, kernel.lanes), point)))[:, 0]
    return float(value), float(slope)


def walks(
    program: Program,
    starts: Float64[np.ndarray, " walks"],
    rates: Float64[np.ndarray, " walks"],
    methods: Int32[np.ndarray, " walks"],
    steps: int | None = None,
) -> Iterator[Float64[np.ndarray, "steps 4 walks"]]:
    """(x, f, f', f'') before each step of walks in one variable, piece by piece, without end if no `steps` are given.

    A walk's next place follows from its last row, so that the caller decides when to stop asking.
    """
    count = len(starts)
    kernel = kernel_for("walk", 1, count)
    assert count <= kernel.lanes, "more walks than a kernel has lanes"
    here, rate, method = padded(starts, kernel), padded(rates, kernel), padded(methods, kernel)
    # A few walks are no heavy work.
    work = Work(Task("walk", 1), program) if kernel.lanes == LINE_LANES else None

    @outliving
    def further(here: Any, wanted: int, share: float) -> tuple:
        given = here, rate, method, np.int32(wanted)
        if second := work and work.compiled():
            return second(*given)
        with work.interpreted(share) if work else nullcontext():
            return compiled(kernel)(program, *given)

    while steps is None or steps > 0:
        wanted = WALK_STEPS if steps is None else min(steps, WALK_STEPS)
        interest.look()
        piece, made, here = further(here, wanted, 1.0 if steps is None else wanted / steps)
        # Once none moves any more, all further rows are the same.
        rows = np.minimum(np.arange(wanted), int(made) - 1)
        yield np.asarray(piece)[rows, :, :count]
        steps = None if steps is None else steps - wanted


@cache
def _units(n: int, kernel: Kernel) -> jax.Array:
    """The unit vector of each lane, one variable after the other."""
    return jax.device_put(by_variable(np.tile(np.eye(n), (kernel.lanes // n, 1)), kernel))


@cache
def _unit_pairs(n: int, kernel: Kernel) -> tuple[jax.Array, jax.Array]:
    """The two unit vectors of each lane of a tile full of points."""
    first, second, _ = pairs(n)
    points = kernel.lanes // len(first)
    along_first, along_second = (by_variable(np.tile(np.eye(n)[axes], (points, 1)), kernel) for axes in (first, second))
    return jax.device_put(along_first), jax.device_put(along_second)


@cache
def pairs(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Variables i <= j of each lane of a point, and which lanes have i = j."""
    first, second = np.triu_indices(n)
    return first, second, np.flatnonzero(first == second)


def _only_what_exists(jet: Jet) -> Jet:
    """NaN for slopes where there is no value, and for second derivatives where a slope is missing."""
    if np.isfinite(jet.value).all() and np.isfinite(jet.gradient).all():
        return jet
    gradient = np.where(np.isfinite(jet.value)[:, None], jet.gradient, np.nan)
    missing = ~np.isfinite(gradient)
    return Jet(jet.value, gradient, np.where(missing[:, :, None] | missing[:, None, :], np.nan, jet.hessian))

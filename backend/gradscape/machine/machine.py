"""Runs programs: values, derivatives by JAX's forward mode, and walks, for any number of points.

XLA compiles one loop over instructions; which function it computes is data. `kernels.py` holds the loops, `sizes.py`
the shapes they are compiled for.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import jax
import numpy as np
from jaxtyping import Float64, Int32

from gradscape.machine import kernels, taylor
from gradscape.machine.program import EMPTY, Program
from gradscape.machine.sizes import Kernel, kernel_for

jax.config.update("jax_enable_x64", True)


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
    for tile in _tiles(count, kernel.lanes):
        heights = np.asarray(_compiled(kernel)(program, _by_variable(points[tile], kernel)))
        answer[tile] = heights[: tile.stop - tile.start]
    return answer


def jets(program: Program, points: Float64[np.ndarray, "points n"]) -> Jet:
    """Value, gradient and Hessian at each point, one lane for each pair i <= j of variables.

    A lane carries f, its slope along e_i, its slope along e_j and the mixed second derivative: exact, unlike
    polarisation, where a small mixed partial would be the difference of two large numbers.
    """
    count, n = points.shape
    if n == 0:
        return Jet(values(program, points), np.empty((count, 0)), np.empty((count, 0, 0)))
    first, second, diagonal = _pairs(n)
    pairs = len(first)
    answer = np.empty((4, count * pairs))
    kernel = kernel_for("jet", n, count * pairs)
    for tile in _tiles(count, kernel.lanes // pairs):
        answer[:, tile.start * pairs : tile.stop * pairs] = _jet_tile(program, points[tile], kernel)
    answer = answer.reshape(4, count, pairs)
    hessian = np.empty((count, n, n))
    hessian[:, first, second] = hessian[:, second, first] = answer[3]
    return _only_what_exists(Jet(answer[0, :, 0], answer[1][:, diagonal], hessian))


def _jet_tile(program: Program, points: np.ndarray, kernel: Kernel) -> np.ndarray:
    first, second, _ = _pairs(points.shape[1])
    used = len(points) * len(first)
    i, j = np.zeros(kernel.lanes, np.int32), np.zeros(kernel.lanes, np.int32)
    i[:used].reshape(-1, len(first))[:], j[:used].reshape(-1, len(first))[:] = first, second
    lanes = _by_variable(np.repeat(points, len(first), axis=0), kernel)
    return np.asarray(_compiled(kernel)(program, lanes, i, j))[:, :used]


def series(program: Program, points: Float64[np.ndarray, " points"]) -> Float64[np.ndarray, "7 points"]:
    """f, f', ..., f⁽⁶⁾ of a function of one variable at each point; NaN where autodiff cannot tell."""
    answer = np.empty((taylor.ORDER + 1, len(points)))
    kernel = kernel_for("series", 1, len(points))
    for tile in _tiles(len(points), kernel.lanes):
        lanes = _by_variable(points[tile, None], kernel)
        answer[:, tile] = np.asarray(_compiled(kernel)(program, lanes))[:, : tile.stop - tile.start]
    # Beside a gap there is nothing to differentiate, and beyond a missing derivative there is no further one.
    return np.where(np.logical_and.accumulate(np.isfinite(answer), axis=0), answer, np.nan)


def convention(program: Program, point: float) -> tuple[float, float]:
    """f and f' of a function of one variable as JAX answers by itself, without asking whether f' exists."""
    kernel = kernel_for("convention", 1, 1)
    value, slope = np.asarray(_compiled(kernel)(program, np.full((1, kernel.lanes), point)))[:, 0]
    return float(value), float(slope)


def walks(
    program: Program,
    starts: Float64[np.ndarray, " walks"],
    rates: Float64[np.ndarray, " walks"],
    methods: Int32[np.ndarray, " walks"],
) -> Iterator[Float64[np.ndarray, "steps 4 walks"]]:
    """(x, f, f', f'') before each step of walks in one variable, piece by piece without end.

    A walk's next place follows from its last row, so that the caller decides when to stop asking.
    """
    count = len(starts)
    kernel = kernel_for("walk", 1, count)
    assert count <= kernel.lanes, "more walks than a kernel has lanes"
    here, rate, method = _padded(starts, kernel), _padded(rates, kernel), _padded(methods, kernel)
    while True:
        piece, there = _compiled(kernel)(program, here, rate, method)
        here = np.asarray(there)
        yield np.asarray(piece)[:, :, :count]


def warm(kernel: Kernel) -> None:
    """Compiles one kernel by running an empty program."""
    lanes, none = np.zeros((kernel.variables, kernel.lanes)), np.zeros(kernel.lanes, np.int32)
    inputs = {"jet": (lanes, none, none), "walk": (lanes[0], lanes[0], none)}.get(kernel.kind, (lanes,))
    jax.block_until_ready(_compiled(kernel)(EMPTY, *inputs))


def _padded(entries: np.ndarray, kernel: Kernel) -> np.ndarray:
    return np.resize(entries, kernel.lanes)


@cache
def _pairs(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
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


def _by_variable(points: np.ndarray, kernel: Kernel) -> np.ndarray:
    """Points as columns, padded to the kernel's size by the last one: zeros might be a slow place of the function."""
    count, n = points.shape
    columns = np.zeros((kernel.variables, kernel.lanes))
    columns[:n, :count] = points.T
    columns[:n, count:] = points[-1:].T
    return columns


def _tiles(count: int, size: int) -> list[slice]:
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


_RUNNERS = {
    "value": kernels.run_values,
    "jet": kernels.run_jets,
    "series": kernels.run_series,
    "convention": kernels.run_conventions,
    "walk": kernels.run_walk,
}


@cache
def _compiled(kernel: Kernel) -> Callable:
    return jax.jit(_RUNNERS[kernel.kind])

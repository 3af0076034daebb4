"""Answers together with how far rounding may have moved them.

Each evaluation takes five lanes of one and the same call: one that is not shaken, and four that are.
"""

from functools import cache, lru_cache, reduce

import jax
import numpy as np
from jaxtyping import Float64

from gradscape.machine import taylor
from gradscape.machine.compiled import compiled, tiles
from gradscape.machine.machine import Jet, jet_of_lanes, jets, pairs, series_of_lanes, stacked
from gradscape.machine.program import Program
from gradscape.machine.shaking import DIRECTIONS, RUNS
from gradscape.machine.sizes import Kernel, kernel_for

_LANES = RUNS + 1


def checked_jets(program: Program, points: Float64[np.ndarray, "points n"]) -> tuple[Jet, Jet]:
    """`machine.jets`, and how far each of its numbers may be off by rounding; infinite where nothing is known."""
    count, n = points.shape
    if n == 0:
        return jets(program, points), Jet(np.zeros(count), np.empty((count, 0)), np.empty((count, 0, 0)))
    each = len(pairs(n)[0])
    kernel = kernel_for("jet", n, count * each * _LANES)
    calm, spread = np.empty((4, count * each)), np.empty((4, count * each))
    for tile in tiles(count, kernel.lanes // (each * _LANES)):
        used = tile.stop - tile.start
        which, u, v = _jet_lanes(n, kernel, used)
        x = np.zeros((kernel.variables, kernel.lanes))
        x[:n] = points[tile][which].T
        found = compiled(kernel)(program, x, u, v, _directions(kernel))
        there = slice(tile.start * each, tile.stop * each)
        calm[:, there], spread[:, there] = _apart(np.asarray(found), used * each)
    return jet_of_lanes(calm, count, n), stacked(spread, count, n)


def checked_series(
    program: Program, points: Float64[np.ndarray, " points"]
) -> tuple[Float64[np.ndarray, "7 points"], Float64[np.ndarray, "7 points"]]:
    """`machine.series`, and how far each of its numbers may be off by rounding; infinite where nothing is known."""
    calm, spread = (np.empty((taylor.ORDER + 1, len(points))) for _ in range(2))
    kernel = kernel_for("series", 1, len(points) * _LANES)
    for tile in tiles(len(points), kernel.lanes // _LANES):
        used = tile.stop - tile.start
        x = points[tile][None, _evaluations(kernel, used)]
        found = np.asarray(compiled(kernel)(program, x, _directions(kernel)))
        calm[:, tile], spread[:, tile] = _apart(found, used)
    return series_of_lanes(calm), spread


def checked_values(
    program: Program, points: Float64[np.ndarray, "points n"]
) -> tuple[Float64[np.ndarray, " points"], Float64[np.ndarray, " points"]]:
    """`machine.values`, and how far each may be off by rounding; infinite where nothing is known."""
    count, n = points.shape
    calm, spread = np.empty(count), np.empty(count)
    kernel = kernel_for("jet", max(n, 1), count * _LANES)
    still = _nowhere(kernel)
    for tile in tiles(count, kernel.lanes // _LANES):
        used = tile.stop - tile.start
        x = np.zeros((kernel.variables, kernel.lanes))
        x[:n] = points[tile][_evaluations(kernel, used)].T
        found = compiled(kernel)(program, x, still, still, _directions(kernel))
        calm[tile], spread[tile] = (part[0] for part in _apart(np.asarray(found), used))
    return calm, spread


@cache
def _nowhere(kernel: Kernel) -> jax.Array:
    """The direction of jets that are asked for values only."""
    return jax.device_put(np.zeros((kernel.variables, kernel.lanes)))


@lru_cache(maxsize=32)
def _jet_lanes(n: int, kernel: Kernel, count: int) -> tuple[np.ndarray, jax.Array, jax.Array]:
    """The point of each lane, and the two unit vectors along which it differentiates."""
    first, second, _ = pairs(n)
    evaluations = _evaluations(kernel, count * len(first))
    u, v = (np.zeros((kernel.variables, kernel.lanes)) for _ in range(2))
    u[first[evaluations % len(first)], np.arange(kernel.lanes)] = 1.0
    v[second[evaluations % len(first)], np.arange(kernel.lanes)] = 1.0
    return evaluations // len(first), jax.device_put(u), jax.device_put(v)


@lru_cache(maxsize=32)
def _evaluations(kernel: Kernel, count: int) -> np.ndarray:
    """Which of `count` evaluations each lane takes: first all that are shaken, then the calm ones; spare lanes any."""
    room = kernel.lanes // _LANES
    spare = np.zeros(kernel.lanes - room * _LANES, int)
    return np.minimum(np.concatenate([np.arange(room).repeat(RUNS), np.arange(room), spare]), count - 1)


@cache
def _directions(kernel: Kernel) -> jax.Array:
    directions = np.zeros(kernel.lanes)
    shaken = kernel.lanes // _LANES * RUNS
    directions[:shaken] = np.resize(DIRECTIONS, shaken)
    return jax.device_put(directions)


def _apart(found: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The results of the calm lanes, and twice the largest difference of the shaken ones, of `count` evaluations."""
    begin = found.shape[1] // _LANES * RUNS
    runs = [found[:, run : count * RUNS : RUNS] for run in range(RUNS)]
    with np.errstate(invalid="ignore"):
        spread = 2 * (reduce(np.maximum, runs) - reduce(np.minimum, runs))
    return found[:, begin : begin + count], np.where(np.isfinite(spread), spread, np.inf)

"""Walks by first-order rules on the machine: every step of a few, or where many of them end."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int32

from gradscape.machine.compiled import by_variable, compiled, no_memory, padded, tiles
from gradscape.machine.descents import SETTLE_STEPS, TRAIL_STEPS
from gradscape.machine.first_order import Hyper
from gradscape.machine.program import Program
from gradscape.machine.sizes import Kernel, kernel_for


class Trail(NamedTuple):
    """What first-order walks meet at each step: (steps, n, walks), values (steps, walks).

    first, second: their memories after the step; directions: what is multiplied by the learning rate.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    first: np.ndarray
    second: np.ndarray
    directions: np.ndarray
    kicked: np.ndarray


def descents_from(
    program: Program,
    starts: Float64[np.ndarray, "walks n"],
    hyper: Hyper,
    rates: Float64[np.ndarray, "steps walks"],
    kicks: Float64[np.ndarray, "steps n walks"] | None,
) -> Iterator[Trail]:
    """Walks by first-order rules, piece by piece for as many steps as there are learning rates.

    Args:
        starts: at most as many as a kernel has lanes.
        kicks: random vectors in the unit ball, None where no walk wants any.
    """
    count, n = starts.shape
    kernel = kernel_for("descent", n, count)
    assert count <= kernel.lanes, "more walks than a kernel has lanes"
    x, memory, filled = _walkers(starts, kernel), no_memory(kernel), _hyper(hyper, kernel)
    for piece in tiles(len(rates), TRAIL_STEPS):
        steps = piece.stop - piece.start
        made, rows, x, memory = compiled(kernel)(
            program, x, memory, filled, _rates(rates[piece], kernel), _kicks(kicks, piece, kernel), np.int32(steps)
        )
        filled_rows = int(made)
        yield _trail(np.asarray(rows)[:filled_rows, :, :count], kernel.variables, n)
        if filled_rows < steps:
            return


def settled(
    program: Program,
    starts: Float64[np.ndarray, "walks n"],
    hyper: Hyper,
    rates: Float64[np.ndarray, " walks"],
    factors: Float64[np.ndarray, " steps"],
    tolerance: float,
) -> tuple[Float64[np.ndarray, "walks n"], Float64[np.ndarray, "entries walks"], Int32[np.ndarray, " walks"]]:
    """Where walks by one first-order rule end: places, (f, ∇f) there, and after how many steps.

    Args:
        factors: what the learning rates are multiplied by at each step.
    """
    count, n = starts.shape
    kernel = kernel_for("settle", n, count)
    places, found, made = np.empty((count, n)), np.empty((n + 1, count)), np.zeros(count, np.int32)
    for tile in tiles(count, kernel.lanes):
        one = Hyper(*(entry[tile] for entry in hyper))
        parts = _settled_tile(program, starts[tile], one, rates[tile], factors, tolerance, kernel)
        places[tile], found[:, tile], made[tile] = parts
    return places, found, made


def _settled_tile(
    program: Program,
    starts: np.ndarray,
    hyper: Hyper,
    rates: np.ndarray,
    factors: np.ndarray,
    tolerance: float,
    kernel: Kernel,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count, n = starts.shape
    x, memory, filled = _walkers(starts, kernel), no_memory(kernel), _hyper(hyper, kernel)
    rate, made, tolerances = padded(rates, kernel), np.zeros(kernel.lanes, np.int32), np.full(kernel.lanes, tolerance)
    found = None
    for piece in tiles(len(factors), SETTLE_STEPS):
        steps = piece.stop - piece.start
        factor = np.ones(SETTLE_STEPS)
        factor[:steps] = factors[piece]
        x, memory, found, more = compiled(kernel)(program, x, memory, filled, rate, factor, tolerances, np.int32(steps))
        made = made + np.asarray(more)
        if not (np.asarray(more)[:count] == steps).any():
            break
    return np.asarray(x)[:n, :count].T, np.asarray(found)[: n + 1, :count], made[:count]


def _trail(rows: np.ndarray, variables: int, n: int) -> Trail:
    places = np.cumsum([variables, 1, variables, variables, variables, variables])
    x, value, gradient, first, second, along, kicked = np.split(rows, places, axis=1)
    return Trail(x[:, :n], value[:, 0], gradient[:, :n], first[:, :n], second[:, :n], along[:, :n], kicked[:, 0] > 0)


def _walkers(starts: np.ndarray, kernel: Kernel) -> np.ndarray:
    """Starts as columns; lanes without a walk hold NaN, which no kernel waits for."""
    columns = by_variable(starts, kernel)
    columns[:, len(starts) :] = np.nan
    return columns


def _hyper(hyper: Hyper, kernel: Kernel) -> Hyper:
    return Hyper(*(padded(entry, kernel) for entry in hyper))


def _rates(rates: np.ndarray, kernel: Kernel) -> np.ndarray:
    filled = np.zeros((TRAIL_STEPS, kernel.lanes))
    filled[: len(rates), : rates.shape[1]] = rates
    return filled


@cache
def _no_kicks(kernel: Kernel) -> np.ndarray:
    return np.zeros((TRAIL_STEPS, kernel.variables, kernel.lanes))


def _kicks(kicks: np.ndarray | None, piece: slice, kernel: Kernel) -> np.ndarray:
    if kicks is None:
        return _no_kicks(kernel)
    filled = np.zeros((TRAIL_STEPS, kernel.variables, kernel.lanes))
    steps, n, count = kicks[piece].shape
    filled[:steps, :n, :count] = kicks[piece]
    return filled

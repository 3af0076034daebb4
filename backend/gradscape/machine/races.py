"""Walks by first-order rules on the machine: every step of a few, or where many of them end."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float64, Int32

from gradscape import interest
from gradscape.machine import heavy
from gradscape.machine.compiled import by_variable, compiled, no_memory, padded, tiles
from gradscape.machine.descents import SETTLE_STEPS, TRAIL_STEPS
from gradscape.machine.first_order import RULES, Hyper, Memory
from gradscape.machine.heavy import Task
from gradscape.machine.program import Program
from gradscape.machine.second_engine import Work, in_parts
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
    rule = RULES[int(hyper.rule[0])]
    work = Work(Task("settle", n, rule), program)
    # Held on to: it may be let go of meanwhile, and the interpreter has no such wide parts.
    held = work.compiled()
    parts = tiles(count, heavy.lanes_of_a_call() if held else kernel.lanes)

    def of_tile(tile: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        walks = starts[tile], Hyper(*(entry[tile] for entry in hyper)), rates[tile], factors, tolerance
        second = held or work.compiled()
        if second is not None:
            return _settled_by_second(second, *walks)
        with work.interpreted((tile.stop - tile.start) / (count - tile.start)):
            return _settled_tile(program, *walks, kernel)

    found = list(in_parts(parts, of_tile))
    places, values, made = zip(*found, strict=True)
    return np.concatenate(places), np.concatenate(values, axis=1), np.concatenate(made)


def newton_by_second(
    second: Callable,
    starts: Float64[np.ndarray, "walks 2"],
    rates: Float64[np.ndarray, " walks"],
    tolerance: float,
    steps: int,
) -> tuple[
    Float64[np.ndarray, "walks 2"],
    Float64[np.ndarray, " walks"],
    Float64[np.ndarray, "walks 2"],
    Int32[np.ndarray, " walks"],
]:
    """Where Newton's method in the plane ends, by the second engine: places, f and ∇f there, steps made."""
    places, gradients = starts.copy(), np.empty_like(starts)
    values, made, walking = np.empty(len(starts)), np.zeros(len(starts), np.int32), np.arange(len(starts))
    for first in range(0, max(steps, 1), heavy.NEWTON_STEPS):
        going_on = []
        for tile in tiles(len(walking), heavy.lanes_of_a_call()):
            who = walking[tile]
            x, y, rate = (heavy.in_blocks(column) for column in (*places[who].T, rates[who]))
            count = np.int32(min(heavy.NEWTON_STEPS, steps - first))
            place, value, slopes, more, walks_on = second((x, y), rate, np.float64(tolerance), count)
            for found, columns in ((places, place), (gradients, slopes)):
                for k, column in enumerate(columns):
                    found[who, k] = _of_walks(column, len(who))
            values[who], more, walks_on = (_of_walks(row, len(who)) for row in (value, more, walks_on))
            made[who] += more
            going_on.append(who[walks_on])
        walking = np.concatenate(going_on)
        if not len(walking) or interest.time_is_up():
            break
    return places, values, gradients, made


def _of_walks(row: Any, count: int) -> np.ndarray:
    """What a call of the second engine answers, for the walks that it was asked about."""
    return np.asarray(row).reshape(-1)[:count]


def _settled_by_second(
    second: Callable, starts: np.ndarray, hyper: Hyper, rates: np.ndarray, factors: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same as `_settled_tile` by the second engine, whose coordinates are separate arrays."""
    count, n = starts.shape
    x, rate = tuple(map(heavy.in_blocks, starts.T)), heavy.in_blocks(rates)
    nothing = (np.zeros(rate.shape),) * n
    memory = Memory(nothing, nothing, np.full(rate.shape, -np.inf), np.int32(0))
    filled = Hyper(*(heavy.in_blocks(entry, 0.0) for entry in hyper))
    made, found = np.zeros(count, np.int32), None
    for piece in tiles(len(factors), SETTLE_STEPS):
        steps = piece.stop - piece.start
        x, memory, *found, more = second(
            x, memory, filled, rate, _factors(factors[piece]), np.float64(tolerance), np.int32(steps)
        )
        made = made + _of_walks(more, count)
        if not (_of_walks(more, count) == steps).any() or interest.time_is_up():
            break
    assert found is not None, "no steps"
    value, slopes = found
    return (
        np.stack([_of_walks(row, count) for row in x], 1),
        np.stack([_of_walks(row, count) for row in (value, *slopes)]),
        made,
    )


def _factors(factors: np.ndarray) -> np.ndarray:
    filled = np.ones(SETTLE_STEPS)
    filled[: len(factors)] = factors
    return filled


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
        factor = _factors(factors[piece])
        x, memory, found, more = compiled(kernel)(program, x, memory, filled, rate, factor, tolerances, np.int32(steps))
        made = made + np.asarray(more)
        if not (np.asarray(more)[:count] == steps).any() or interest.time_is_up():
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

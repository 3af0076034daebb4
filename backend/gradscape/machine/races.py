"""Walks by first-order rules on the machine: every step of a few, or where many of them end."""

import math
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
from gradscape.machine.plane_newton import careful_step
from gradscape.machine.program import Program
from gradscape.machine.second_engine import Work, in_parts, outliving
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


@outliving
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


class Ended(NamedTuple):
    """Where walks by Newton's method have ended (n, walks), f (walks,) and ∇f (n, walks) there, and steps made."""

    places: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    made: np.ndarray


def newton_by_second(
    second: Callable,
    starts: Float64[np.ndarray, "walks 2"],
    rates: Float64[np.ndarray, " walks"],
    tolerance: float,
    steps: int,
) -> Ended:
    """Where Newton's method in the plane ends, by the second engine. Walks that have ended make room for the others."""
    count, most_square, at_once = len(starts), np.float64(_most_square(tolerance)), heavy.NEWTON_STEPS
    found = Ended(starts.T.copy(), np.empty(count), np.empty((2, count)), np.zeros(count, np.int32))
    walking = np.arange(count)
    while len(walking):
        most = np.int32(min(at_once, steps - found.made[walking].max()))
        going_on, careful = _newton_round(second, found, walking, rates, most_square, most)
        walking = going_on[found.made[going_on] < steps]
        if interest.time_is_up():
            break
        for who, along in careful:
            may = found.made[who] < steps
            found.places[:, who[may]] += rates[who[may]] * along[:, may]
            found.made[who[may]] += 1
        # Few walks are long, and each call has its price.
        at_once *= 2
    return found


def _newton_round(
    second: Callable, found: Ended, walking: np.ndarray, rates: np.ndarray, most_square: np.float64, most: np.int32
) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
    """At most so many steps of each walk, put down in `found`; who goes on, and steps (2, ...) where H is singular."""

    def of_part(part: slice) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray] | None]:
        # As long as all walk, nothing need be picked out.
        who = part if len(walking) == len(rates) else walking[part]
        x, y, rate = (heavy.in_blocks(column) for column in (*found.places[:, who], rates[who]))
        place, (value, slopes, curvatures), more, *signs = second((x, y), rate, most_square, most)
        size = part.stop - part.start
        for known, row in zip((*found.places, found.values, *found.gradients), (*place, value, *slopes), strict=True):
            known[who] = _of_walks(row, size)
        found.made[who] += _of_walks(more, size)
        walks_on, is_careful = (_of_walks(sign, size) for sign in signs)
        going_on, alone = walking[part][walks_on], np.flatnonzero(is_careful)
        if not len(alone):
            return going_on, None
        gx, gy, a, b, c = (_of_walks(row, size)[alone] for row in (*slopes, *curvatures))
        return going_on, (walking[part][alone], np.stack(careful_step(np, (gx, gy), (a, b, c))))

    parts = list(in_parts(tiles(len(walking), heavy.lanes_of_a_call()), of_part))
    return np.concatenate([going_on for going_on, _ in parts]), [careful for _, careful in parts if careful]


def _most_square(length: float) -> float:
    """The largest number whose square root, as rounded, is not above `length`: it spares each lane a root a step."""
    # NumPy's numbers would warn where the product is beyond all floats.
    square = float(length) * float(length)
    while math.sqrt(square) > length:
        square = math.nextafter(square, 0.0)
    while square < math.inf and math.sqrt(math.nextafter(square, math.inf)) <= length:
        square = math.nextafter(square, math.inf)
    return square


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
        pace = heavy.Pace(_factors(factors[piece]), np.float64(tolerance), np.int32(steps))
        x, memory, *found, more = second(heavy.Walks(x, memory, filled, rate), pace)
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

"""What the second engine compiles: heavy work on one function, in kernels of fixed shapes whose numbers are inputs.

Coordinates are separate arrays: XLA makes loops over one array of all of them thirteen times slower. Lanes come in
blocks, each until its last walk has ended: what a step works on stays in the processor's nearest caches.
"""

from collections.abc import Callable
from functools import partial
from math import prod
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from gradscape.language.lowering import MAXIMUM_INSTRUCTIONS
from gradscape.machine import devices
from gradscape.machine.descents import FARTHEST, SETTLE_STEPS
from gradscape.machine.first_order import RULES, Hyper, Memory, Rule, direction
from gradscape.machine.kernels import walked
from gradscape.machine.plain import Function, Row, curvatures, slopes
from gradscape.machine.plane_newton import Entries, clear_step

# Of a call; a card has to be filled.
BLOCKS, LANES = 8, 2048
CARD_LANES = 2**18
# Of walks in one variable.
LINE_LANES = 512
# Newton's steps of a call; then walks that have ended make room.
NEWTON_STEPS = 6

Rows = tuple[Row, ...]
# f, its slopes, and the rows of the upper triangle of its Hessian, one after the other.
Seen = tuple[Row, Rows, Rows]


class Walks(NamedTuple):
    """Walks by a first-order rule that are under way, a number for each lane."""

    place: tuple[Entries, ...]
    memory: Memory
    hyper: Hyper
    rates: Entries


class Pace(NamedTuple):
    """How walks go on: at most so many steps, what rates are multiplied by at each, and the |∇f| where they end."""

    factors: Entries
    tolerance: Entries
    steps: Entries


class Task(NamedTuple):
    """A kind of work: what of a function is compiled, for so many variables; `rule` is that of walks of first order."""

    kind: str
    variables: int
    rule: Rule | None = None


def device_of(task: Task) -> devices.Device:
    """The card, if there is one, for what has many lanes; few lanes with many steps are quicker on the processor."""
    return (None if task.kind == "walk" else devices.card()) or jax.devices("cpu")[0]


def blocks_of_a_call() -> tuple[int, int]:
    """Blocks, and lanes of each, of walks in several variables."""
    return (BLOCKS, LANES) if devices.card() is None else (1, CARD_LANES)


def lanes_of_a_call() -> int:
    """Of all blocks together."""
    return prod(blocks_of_a_call())


def in_blocks(column: np.ndarray, rest: float = np.nan) -> np.ndarray:
    """A number for each walk as a call wants it: lanes without a walk hold `rest`; no kernel waits for one at NaN."""
    filled = np.full(lanes_of_a_call(), rest, column.dtype)
    filled[: len(column)] = column
    return filled.reshape(blocks_of_a_call())


def runner(task: Task, f: Function) -> Callable:
    """The kernel of a task for one function."""
    return {
        "walk": lambda: partial(_walk, f),
        "newton": lambda: partial(_newton, f),
        "settle": lambda: partial(_settle, f, RULES.index(task.rule or "trace")),
    }[task.kind]()


def inputs(task: Task) -> tuple:
    """Inputs of the kernel's shapes."""
    lanes = np.zeros(blocks_of_a_call())
    immediates, places = np.zeros(MAXIMUM_INSTRUCTIONS), (lanes,) * task.variables
    match task.kind:
        case "newton":
            return immediates, places, lanes, np.float64(0), np.int32(0)
        case "settle":
            memory = Memory(places, places, lanes, np.int32(0))
            hyper = Hyper(np.zeros(lanes.shape, np.int32), *[lanes] * 7)
            pace = Pace(np.zeros(SETTLE_STEPS), np.float64(0), np.int32(0))
            return immediates, Walks(places, memory, hyper, lanes), pace
    line = np.zeros(LINE_LANES)
    return immediates, line, line, np.zeros(LINE_LANES, np.int32), np.int32(0)


def _walk(f: Function, immediates: Row, x: Row, rate: Row, method: Row, count: Row) -> tuple[Row, Row, Row]:
    """What `kernels.run_walk` answers."""

    def seen(here):
        value, (slope,), ((curvature,),) = curvatures(partial(f, immediates), (here,))
        return value, slope, curvature

    return walked(seen, x, rate, method, count)


def _newton(
    f: Function, immediates: Row, place: Rows, rates: Row, most_square: Row, steps: Row
) -> tuple[Rows, Seen, Row, Row, Row]:
    """At most so many steps of Newton's method in the plane, while |∇f|² > `most_square` and H is far from singular.

    Returns:
        Places, f with ∇f and H there, steps made, who walks on, and whose next step is a careful one: that of a
        singular H is rare, and compiling it would take longer than all the rest.
    """

    def block(own: tuple[Rows, Row]):
        return _newton_of_a_block(partial(f, immediates), *own, most_square, steps)

    return lax.map(block, (place, rates))


def _newton_of_a_block(
    f: Callable[..., Row], place: Rows, rates: Row, most_square: Row, steps: Row
) -> tuple[Rows, Seen, Row, Row, Row]:
    def seen(place: Rows) -> Seen:
        # What follows is made from these numbers, not with each of them made anew.
        value, gradient, ((a, b), (c,)) = lax.optimization_barrier(curvatures(f, place))
        # Without a value there are no slopes, and without a slope no curvatures.
        gx, gy = (jnp.where(jnp.isfinite(value), slope, jnp.nan) for slope in gradient)
        along_x, along_y = (jnp.where(jnp.isfinite(slope), 0.0, jnp.nan) for slope in (gx, gy))
        return value, (gx, gy), (a + along_x, b + along_x + along_y, c + along_y)

    def step(carry):
        k, place, _, made, walking, _ = carry
        found = seen(place)
        _, (gx, gy), (a, b, c) = found
        is_known = jnp.isfinite(a) & jnp.isfinite(b) & jnp.isfinite(c)
        walking &= (gx * gx + gy * gy > most_square) & is_known & _is_here(place)
        is_clear, along = clear_step(jnp, (gx, gy), (a, b, c))
        moves = walking & is_clear & (k < steps)
        place = tuple(jnp.where(moves, x + rates * dx, x) for x, dx in zip(place, along, strict=True))
        return k + 1, place, found, made + moves, walking, is_clear

    def going_on(carry):
        k, _, _, _, walking, is_clear = carry
        return (k <= steps) & jnp.any(walking & is_clear)

    # Lanes without a walk are at NaN, and nothing is computed for a block of them.
    unknown, yes = jnp.full_like(rates, jnp.nan), jnp.ones(rates.shape, bool)
    found = unknown, (unknown, unknown), (unknown, unknown, unknown)
    begin = jnp.int32(0), place, found, jnp.zeros(rates.shape, jnp.int32), ~jnp.isnan(place[0]), yes
    _, place, found, made, walking, is_clear = lax.while_loop(going_on, step, begin)
    return place, found, made, walking, walking & ~is_clear


def _settle(
    f: Function, rule: int, immediates: Row, walks: Walks, pace: Pace
) -> tuple[Rows, Memory, Row, list[Row], Row]:
    """What `descents.run_settle` answers, f and ∇f apart, memories coordinate by coordinate."""
    count = walks.memory.count

    def block(own: Walks):
        own = own._replace(memory=own.memory._replace(count=count))
        return _settled_block(partial(f, immediates), rule, own, pace)

    # What all lanes have in common is none of a block.
    place, memory, *found = lax.map(block, walks._replace(memory=walks.memory._replace(count=None)))
    # Of blocks that ended before no walk goes on.
    return place, memory._replace(count=count + pace.steps), *found


def _settled_block(
    f: Callable[..., Row], rule: int, walks: Walks, pace: Pace
) -> tuple[Rows, Memory, Row, list[Row], Row]:
    place, memory, hyper, rates = walks
    factors, tolerance, steps = pace

    def is_walking(place, found):
        value, gradient = found
        norm = _length(gradient)
        return _is_here(place) & (norm > tolerance) & jnp.isfinite(value) & jnp.isfinite(norm)

    def step(carry):
        k, place, memory, found, made = carry
        walking = is_walking(place, found)
        each = [
            direction(g, x, memory._replace(first=first, second=second), hyper, rule)
            for g, x, first, second in zip(found[1], place, memory.first, memory.second, strict=True)
        ]
        place = tuple(
            jnp.where(walking, x - factors[k] * rates * along, x) for x, (along, _) in zip(place, each, strict=True)
        )
        after = Memory(
            tuple(own.first for _, own in each), tuple(own.second for _, own in each), memory.kicked, memory.count + 1
        )
        return k + 1, place, after, slopes(f, place), made + walking

    def going_on(carry):
        k, place, _, found, _ = carry
        return (k < steps) & jnp.any(is_walking(place, found))

    found = slopes(f, place)
    begin = jnp.int32(0), place, memory, found, jnp.zeros(rates.shape, jnp.int32)
    _, place, memory, found, made = lax.while_loop(going_on, step, begin)
    return place, memory, found[0], found[1], made


def _length(vector) -> Row:
    return jnp.sqrt(sum(entry**2 for entry in vector))


def _is_here(place: Rows) -> Row:
    is_here = jnp.abs(place[0]) <= FARTHEST
    for x in place[1:]:
        is_here &= jnp.abs(x) <= FARTHEST
    return is_here

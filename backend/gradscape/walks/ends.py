"""Where many walks end, without the way there: as fast as the machine goes."""

from contextlib import nullcontext
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64, Int

from gradscape import interest
from gradscape.calculus.field import Field
from gradscape.calculus.newton import newton_steps
from gradscape.machine import races
from gradscape.machine.compiled import tiles
from gradscape.machine.descents import FARTHEST
from gradscape.machine.first_order import Hyper
from gradscape.machine.heavy import Task
from gradscape.machine.kernels import LINE_RULES, LineRule
from gradscape.machine.second_engine import Work, in_parts, outliving
from gradscape.walks.by_rule import hyper
from gradscape.walks.line.iterates import at_a_zero, at_rest, iterates
from gradscape.walks.run import Run
from gradscape.walks.trails import trails

# Newton's method makes all walks' steps together, so many at a time that their jets stay in the cache.
_TOGETHER = 4096


class Ends(NamedTuple):
    """The last point of each walk, f there, steps made, and whether it has arrived, or has gone.

    Gone: beyond all bounds, or where f or its gradient does not exist.
    """

    points: Float64[np.ndarray, "walks n"]
    values: Float64[np.ndarray, " walks"]
    steps: Int[np.ndarray, " walks"]
    has_arrived: Bool[np.ndarray, " walks"]
    has_gone: Bool[np.ndarray, " walks"]


def ends(field: Field, runs: list[Run]) -> Ends:
    """The ends of runs by one method, with the same number of steps and tolerance."""
    run = runs[0]
    if not is_quick(run):
        return _walked(field, runs)
    starts = np.stack([each.start for each in runs])
    rates = np.array([each.number("learning_rate") for each in runs])
    return (
        _by_rule(field, run, starts, rates, hyper(runs)) if run.is_by_rule() else _by_newton(field, run, starts, rates)
    )


def ends_from(field: Field, run: Run, starts: Float64[np.ndarray, "walks n"]) -> Ends:
    """The ends of runs like `run` from all starts."""
    if not is_quick(run):
        return _walked(field, [run._replace(start=start) for start in starts])
    rates = np.full(len(starts), run.number("learning_rate"))
    if not run.is_by_rule():
        return _by_newton(field, run, starts, rates)
    one = hyper([run])
    return _by_rule(field, run, starts, rates, Hyper(*(np.repeat(entry, len(starts)) for entry in one)))


def is_quick(run: Run) -> bool:
    """Whether many walks like this one go together, rather than one conversation each."""
    return run.row().goes_together and run.is_plain()


def _by_rule(field: Field, run: Run, starts: np.ndarray, rates: np.ndarray, numbers: Hyper) -> Ends:
    factors = run.with_setting("learning_rate", 1.0).rates()
    points, found, made = races.settled(field.program, starts, numbers, rates, factors, run.tolerance)
    return _ends(points, found[0], found[1:].T, made, run.tolerance)


def _ends(points: np.ndarray, values: np.ndarray, gradients: np.ndarray, made: np.ndarray, tolerance: float) -> Ends:
    # Column by column: NumPy takes ten times as long for the rows of many points with few coordinates.
    norms = np.sqrt(np.sum([slope**2 for slope in gradients.T], axis=0))
    is_here = np.all([np.abs(x) <= FARTHEST for x in points.T], axis=0)
    has_gone = ~is_here | ~np.isfinite(values) | ~np.isfinite(norms)
    return Ends(points, values, made, ~has_gone & (norms <= tolerance), has_gone)


@outliving
def _by_newton(field: Field, run: Run, starts: np.ndarray, rates: np.ndarray) -> Ends:
    work = Work(Task("newton", 2), field.program) if starts.shape[1] == 2 else None

    # Its parts are its own.
    if work and (held := work.compiled()):
        return _of_ended(races.newton_by_second(held, starts, rates, run.tolerance, run.steps), run.tolerance)

    def of_tile(tile: slice) -> races.Ended:
        if work and (second := work.compiled()):
            return races.newton_by_second(second, starts[tile], rates[tile], run.tolerance, run.steps)
        with work.interpreted((tile.stop - tile.start) / (len(starts) - tile.start)) if work else nullcontext():
            return _stepped(field, starts[tile], rates[tile], run)

    found = in_parts(tiles(len(starts), _TOGETHER), of_tile)
    columns = (np.concatenate(column, axis=-1) for column in zip(*found, strict=True))
    return _of_ended(races.Ended(*columns), run.tolerance)


def _of_ended(found: races.Ended, tolerance: float) -> Ends:
    return _ends(found.places.T, found.values, found.gradients.T, found.made, tolerance)


def _stepped(field: Field, starts: np.ndarray, rates: np.ndarray, run: Run) -> races.Ended:
    """Newton's method step by step, of those that still walk."""
    points, made = starts.copy(), np.zeros(len(starts), np.int32)
    values, gradients = np.full(len(starts), np.nan), np.full(starts.shape, np.nan)
    walking = np.arange(len(starts))
    for step in range(run.steps + 1):
        jet = field.jets(points[walking])
        values[walking], gradients[walking], made[walking] = jet.value, jet.gradient, step
        norms = np.linalg.norm(jet.gradient, axis=1)
        going_on = (norms > run.tolerance) & np.isfinite(jet.hessian).all(axis=(1, 2))
        going_on &= np.abs(points[walking]).max(axis=1) <= FARTHEST
        walking = walking[going_on]
        if step == run.steps or not len(walking) or interest.time_is_up():
            break
        along = newton_steps(jet.gradient[going_on], jet.hessian[going_on])
        points[walking] += rates[walking, None] * along
    return races.Ended(points.T, values, gradients.T, made)


def _walked(field: Field, runs: list[Run]) -> Ends:
    found = trails(field, runs)
    points, values, gradients = (
        np.stack([getattr(trail, name)[-1] for trail in found]) for name in ("points", "values", "gradients")
    )
    made = np.array([len(trail.points) - 1 for trail in found], np.int32)
    return _ends(points, values, gradients, made, runs[0].tolerance)


def ends_on_a_line(
    field: Field,
    starts: Float64[np.ndarray, " walks"],
    rule: LineRule,
    learning_rate: float,
    steps: int,
    tolerance: float,
) -> Ends:
    """Where walks by one rule end: at zeros of f' or, by Newton's method for those, of f."""
    count = len(starts)
    rules = np.full(count, LINE_RULES.index(rule), np.int32)
    rows = iterates(field, starts, np.full(count, learning_rate), rules, steps)
    x, value, slope, curvature = rows.transpose(1, 0, 2)
    arrived = (at_a_zero if rule == "newton-root" else at_rest)(rows, tolerance)
    gone = ~(np.abs(x) <= FARTHEST) | ~np.isfinite(value)
    divisor = dict(zip(LINE_RULES, (np.ones_like(x), curvature, slope), strict=True))[rule]
    is_over = arrived | gone | ~np.isfinite(slope) | ~np.isfinite(divisor) | (divisor == 0)
    last = np.where(is_over.any(axis=0), is_over.argmax(axis=0), len(rows) - 1)
    x, value, gone, arrived = (each[last, np.arange(count)] for each in (x, value, gone, arrived))
    return Ends(x[:, None], value, last, arrived & ~gone, gone)

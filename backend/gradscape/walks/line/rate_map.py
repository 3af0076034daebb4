"""Where the walk from one start leads, for each learning rate."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.machine.descents import FARTHEST
from gradscape.machine.kernels import LINE_RULES, LineRule
from gradscape.walks.stop import period_of

Outcome = Literal["converged", "cycling", "wandering", "diverged", "left-domain"]


class RateMap(NamedTuple):
    """For each learning rate the iterates it ends in: (rates, keep), NaN where it has gone; and what became of it."""

    rates: np.ndarray
    ends: np.ndarray
    outcomes: tuple[Outcome, ...]
    periods: tuple[int | None, ...]


def rate_map(
    field: Field, start: float, rates: Float64[np.ndarray, " rates"], rule: LineRule, steps: int, keep: int
) -> RateMap:
    """The last `keep` iterates of walks with each learning rate, after `steps` that are not looked at."""
    count = len(rates)
    rules = np.full(count, LINE_RULES.index(rule), np.int32)
    rows, seen = np.empty((0, count)), 0
    for piece in machine.walks(field.program, np.full(count, start), rates, rules):
        rows = np.concatenate([rows, piece[:, 0]])[-max(keep, 128) - 128 :]
        values, seen = piece[-1, 1], seen + len(piece)
        if seen >= steps + keep:
            break
    ends = np.where(np.abs(rows) <= FARTHEST, rows, np.nan)
    periods = tuple(period_of(ends[:, k]) if np.isfinite(ends[:, k]).all() else None for k in range(count))
    outcomes: tuple[Outcome, ...] = tuple(_outcome(rows[:, k], float(values[k]), periods[k]) for k in range(count))
    return RateMap(rates, ends[-keep:].T, outcomes, periods)


def _outcome(points: np.ndarray, value: float, period: int | None) -> Outcome:
    if not np.isfinite(points[-1]) or abs(points[-1]) > FARTHEST or np.isinf(value):
        far = np.abs(points[np.isfinite(points)])
        has_left = np.isnan(value) and len(far) > 0 and far.max() < FARTHEST
        return "left-domain" if has_left else "diverged"
    if period:
        return "cycling"
    is_settled = abs(points[-1] - points[-2]) <= 1e-6 * (1 + abs(points[-1]))
    return "converged" if is_settled else "wandering"

"""Where the walk from one start leads, for each learning rate."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.machine.descents import FARTHEST
from gradscape.machine.kernels import LINE_RULES, LineRule
from gradscape.walks.stop import periods_of

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
    whole = np.flatnonzero(np.isfinite(ends).all(axis=0))
    periods: list[int | None] = [None] * count
    for k, period in zip(whole, periods_of(ends[:, whole, None]), strict=True):
        periods[k] = period
    return RateMap(rates, ends[-keep:].T, _outcomes(rows, values, periods), tuple(periods))


def _outcomes(
    points: Float64[np.ndarray, "m rates"], values: Float64[np.ndarray, " rates"], periods: list[int | None]
) -> tuple[Outcome, ...]:
    last, before = points[-1], points[-2]
    sizes = np.abs(points)
    has_gone = ~(np.abs(last) <= FARTHEST) | np.isinf(values)
    # Walks that have left the domain were nowhere far out.
    was_far = np.where(np.isfinite(sizes), sizes, 0).max(axis=0) >= FARTHEST
    was_anywhere = np.isfinite(sizes).any(axis=0)
    has_left = has_gone & np.isnan(values) & was_anywhere & ~was_far
    with np.errstate(invalid="ignore"):
        is_settled = np.abs(last - before) <= 1e-6 * (1 + np.abs(last))
    turns = np.array([period is not None for period in periods])
    kinds: list[Outcome] = ["left-domain", "diverged", "cycling", "converged", "wandering"]
    chosen = np.select([has_left, has_gone, turns, is_settled], range(4), 4)
    return tuple(kinds[k] for k in chosen)

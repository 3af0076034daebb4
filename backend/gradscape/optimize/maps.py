"""Pictures of many walks at once: where each start ends, and where each learning rate leads."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.optimize.descent import EndKind, kind_at
from gradscape.optimize.walks import FARTHEST, METHOD_NUMBER, Method, Run, period_of, walk

Outcome = Literal["converged", "cycling", "wandering", "diverged", "left-domain"]

# Ends closer than this part of the interval are one.
_SAME_PLACE = 1e-5
_TOLERANCE = 1e-12


class Attractor(NamedTuple):
    """Where walks end. kind: what f is like there, "zero" where a zero was looked for."""

    point: float
    value: float
    kind: EndKind | Literal["zero"]


class Basins(NamedTuple):
    """For each start the number of the attractor it ends in (-1: none), and how many steps that takes."""

    starts: np.ndarray
    labels: np.ndarray
    iterations: np.ndarray
    attractors: tuple[Attractor, ...]


class RateMap(NamedTuple):
    """For each learning rate the iterates it ends in: (rates, keep), NaN where it has gone; and what became of it."""

    rates: np.ndarray
    ends: np.ndarray
    outcomes: tuple[Outcome, ...]
    periods: tuple[int | None, ...]


def basins(
    field: Field, starts: Float64[np.ndarray, " starts"], method: Method, learning_rate: float, steps: int
) -> Basins:
    """Walks from all starts, sorted by where they end."""
    walks = walk(field, [Run(method, float(start), learning_rate, steps, _TOLERANCE) for start in starts])
    ends = np.array([each.points[-1] if each.reason == "converged" else np.nan for each in walks])
    places = _clusters(ends, float(np.ptp(starts)))
    labels = np.array([_nearest(places, end) for end in ends])
    iterations = np.array([len(each.points) - 1 for each in walks])
    return Basins(starts, labels, iterations, tuple(_attractor(field, method, place) for place in places))


def _clusters(ends: np.ndarray, width: float) -> list[float]:
    known = np.sort(ends[np.isfinite(ends)])
    groups = np.split(known, np.flatnonzero(np.diff(known) > _SAME_PLACE * width) + 1) if len(known) else []
    # The middle of each group: the stragglers at its edges stopped a little before.
    return [float(np.median(group)) for group in groups]


def _nearest(places: list[float], end: float) -> int:
    return -1 if np.isnan(end) else int(np.argmin(np.abs(np.array(places) - end)))


def _attractor(field: Field, method: Method, place: float) -> Attractor:
    value = float(field.values(np.array([[place]]))[0])
    return Attractor(place, value, "zero" if method == "newton-root" else kind_at(field, place))


def rate_map(
    field: Field, start: float, rates: Float64[np.ndarray, " rates"], method: Method, steps: int, keep: int
) -> RateMap:
    """The last `keep` iterates of walks with each learning rate, after `steps` that are not looked at."""
    count = len(rates)
    methods = np.full(count, METHOD_NUMBER[method], np.int32)
    rows, seen = np.empty((0, count)), 0
    for piece in machine.walks(field.program, np.full(count, start), rates, methods):
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

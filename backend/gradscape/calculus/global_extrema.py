"""The largest and the smallest value on an interval, or why there is none."""

from typing import NamedTuple

import numpy as np

from gradscape.calculus.curves import Break
from gradscape.calculus.extremum_kinds import Extremum
from gradscape.calculus.field import Field
from gradscape.calculus.zeros import Nodes
from gradscape.language.digits import in_words as number

# What rounding makes of two equal heights, and extrapolation of a limit.
_ROUNDING = 1e-12
_LIMIT = 1e-8
# Of the slack below: two places that share a value.
_SHARED = 1e-3


class Global(NamedTuple):
    """The largest or smallest value on the interval, at the first place that has it; and the others that share it."""

    x: float
    value: float
    also_at: tuple[float, ...]


class Heights(NamedTuple):
    """What f reaches at the sampling points, and what it approaches at breaks from inside: places and values."""

    reached: np.ndarray
    places: np.ndarray
    approached: np.ndarray


def heights_of(nodes: Nodes, broken: tuple[Break, ...]) -> Heights:
    """Limits that lie in the interval only."""
    low, high = nodes.x[0], nodes.x[-1]
    limits = [(each.x, each.at.left_limit) for each in broken if each.x > low]
    limits += [(each.x, each.at.right_limit) for each in broken if each.x < high]
    places, values = np.array(limits).reshape(-1, 2).T
    reached = nodes.derivatives[0]
    return Heights(reached[np.isfinite(reached)], places[~np.isnan(values)], values[~np.isnan(values)])


def judged(
    field: Field, points: list[Extremum], heights: Heights, broken: tuple[Break, ...], low: float, high: float
) -> tuple[tuple[Extremum, ...], Global | None, Global | None, tuple[str, ...]]:
    """The points that have a value, in order; the smallest and the largest value; and notes on what there is not."""
    shown = sorted((point for point in points if np.isfinite(point.value)), key=lambda point: point.x)
    ends = field.values(np.array([[low], [high]]))
    found, notes = [], []
    for sign, word in ((+1, "smallest"), (-1, "largest")):
        best = min(shown, key=lambda point: sign * point.value, default=None)
        note = _why_not(best, heights, ends, (low, high), sign, word)
        found.append(None if note or best is None else _at_all_places(best, shown, heights.reached))
        notes += [note] if note else []
    return tuple(shown), found[0], found[1], tuple(notes)


def _at_all_places(best: Extremum, shown: list[Extremum], reached: np.ndarray) -> Global:
    """Values that rounding alone may tell apart are one."""
    trust = max(_ROUNDING * abs(best.value), _SHARED * _slack(reached) if len(reached) else 0.0)
    places = [point.x for point in shown if abs(point.value - best.value) <= trust]
    return Global(places[0], best.value, tuple(places[1:]))


def _why_not(
    best: Extremum | None, heights: Heights, ends: np.ndarray, places: tuple[float, float], sign: int, word: str
) -> str | None:
    """Why the best of the points is not the extremum; None where it is."""
    unbounded = np.flatnonzero(heights.approached == -sign * np.inf)
    if len(unbounded):
        return f"There is no {word} value: f grows without bound at {number(heights.places[unbounded[0]])}."
    beyond = np.flatnonzero(ends == -sign * np.inf)
    if len(beyond):
        return f"The {word} value is beyond 1.8·10³⁰⁸, at {number(places[beyond[0]])}."
    if best is None:
        return None
    finite = np.isfinite(heights.approached)
    approached, at = heights.approached[finite], heights.places[finite]
    if len(approached) and _is_below((sign * approached).min(), sign * best.value, _LIMIT):
        k = int((sign * approached).argmin())
        return (
            f"There is no {word} value: f comes as close to {number(approached[k])} as one likes at {number(at[k])}, "
            "without reaching it."
        )
    lowest = (sign * heights.reached).min(initial=np.inf)
    if _is_below(lowest, sign * best.value, _ROUNDING) and sign * best.value - lowest > _slack(heights.reached):
        return f"The {word} value was not found."
    return None


def _is_below(a: float, b: float, trust: float) -> bool:
    return bool(a < b - trust * max(abs(a), abs(b)))


def _slack(heights: np.ndarray) -> float:
    """A small part of how far f usually ranges: sums that cancel at an extremum leave rounding."""
    low, high = np.quantile(heights, [0.1, 0.9])
    # Each scaled before they are subtracted, so that very large heights do not overflow.
    return float(1e-9 * high - 1e-9 * low)

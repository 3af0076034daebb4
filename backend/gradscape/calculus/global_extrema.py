"""The largest and the smallest value on an interval, or why there is none."""

from typing import NamedTuple

import numpy as np

from gradscape.calculus.curves import Break
from gradscape.calculus.extremum_kinds import Extremum
from gradscape.calculus.field import Field
from gradscape.calculus.hidden import Region, is_inside, limit_from_afar, lost_values, usual_size, value_errors
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

    samples: np.ndarray
    reached: np.ndarray
    places: np.ndarray
    approached: np.ndarray


def heights_of(field: Field, nodes: Nodes, broken: tuple[Break, ...], hidden: tuple[Region, ...]) -> Heights:
    """Limits that lie in the interval only; where digits are lost beside a break, from further away."""
    low, high = nodes.x[0], nodes.x[-1]
    limits = [(each.x, each.at.left_limit) for each in broken if each.x > low]
    limits += [(each.x, each.at.right_limit) for each in broken if each.x < high]
    for each in broken:
        if np.isnan([each.at.left_limit, each.at.right_limit]).any() and is_inside(hidden, each.x, each.x):
            sides = [(-1, each.at.left_limit, each.x - low), (+1, each.at.right_limit, high - each.x)]
            limits += [
                (each.x, limit_from_afar(field, each.x, side, room))
                for side, known, room in sides
                if known != known and room > 0
            ]
    places, values = np.array(limits).reshape(-1, 2).T
    reached = nodes.derivatives[0]
    known = np.isfinite(reached)
    return Heights(nodes.x[known], reached[known], places[~np.isnan(values)], values[~np.isnan(values)])


def judged(
    field: Field, points: list[Extremum], heights: Heights, broken: tuple[Break, ...], low: float, high: float
) -> tuple[tuple[Extremum, ...], Global | None, Global | None, tuple[str, ...]]:
    """The points that have a value, in order; the smallest and the largest value; and notes on what there is not."""
    shown, hidden = _with_digits(field, [point for point in points if np.isfinite(point.value)], heights)
    ends = field.values(np.array([[low], [high]]))
    found, notes = [], [f"At {number(place)} rounding hides the value of f." for place in hidden]
    for sign, word in ((+1, "smallest"), (-1, "largest")):
        best = min(shown, key=lambda point: sign * point.value, default=None)
        note = _why_not(field, best, heights, ends, (low, high), sign, word)
        found.append(None if note or best is None else _at_all_places(best, shown, heights.reached))
        notes += [note] if note else []
    return tuple(shown), found[0], found[1], tuple(notes)


def _at_all_places(best: Extremum, shown: list[Extremum], reached: np.ndarray) -> Global:
    """Values that rounding alone may tell apart are one."""
    trust = max(_ROUNDING * abs(best.value), _SHARED * _slack(reached) if len(reached) else 0.0)
    places = [point.x for point in shown if abs(point.value - best.value) <= trust]
    return Global(places[0], best.value, tuple(places[1:]))


def _why_not(
    field: Field, best: Extremum | None, heights: Heights, ends: np.ndarray, places: tuple[float, float], sign: int,
    word: str,
) -> str | None:  # fmt: skip
    """Why the best of the points is not the extremum; None where it is."""
    unbounded = np.flatnonzero(heights.approached == -sign * np.inf)
    if len(unbounded):
        way, at = "falls" if sign > 0 else "grows", number(float(heights.places[unbounded[0]]))
        return f"There is no {word} value: f {way} without bound at {at}."
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
    return f"The {word} value was not found." if _is_passed(field, heights, sign, best.value) else None


def _is_passed(field: Field, heights: Heights, sign: int, best: float) -> bool:
    """Whether a sample lies below the best point, by more than rounding can have made."""
    if not len(heights.reached):
        return False
    with np.errstate(over="ignore"):
        below = sign * best - sign * heights.reached
    passes = (below > _slack(heights.reached)) & (below > _ROUNDING * np.maximum(np.abs(heights.reached), abs(best)))
    return bool(passes.any() and (below[passes] > value_errors(field, heights.samples[passes])).any())


def _with_digits(field: Field, points: list[Extremum], heights: Heights) -> tuple[list[Extremum], list[float]]:
    """The points whose values have digits, from left to right, and the places of the others."""
    points = sorted(points, key=lambda point: point.x)
    x, values = np.array([[point.x, point.value] for point in points]).reshape(-1, 2).T
    lost = lost_values(field, x, values, usual_size(heights.reached)).tolist()
    kept = [point for point, is_gone in zip(points, lost, strict=True) if not is_gone]
    return kept, [point.x for point, is_gone in zip(points, lost, strict=True) if is_gone]


def _is_below(a: float, b: float, trust: float) -> bool:
    return bool(a < b - trust * max(abs(a), abs(b)))


def _slack(heights: np.ndarray) -> float:
    """A small part of how far f usually ranges: sums that cancel at an extremum leave rounding."""
    low, high = np.quantile(heights, [0.1, 0.9])
    # Each scaled before they are subtracted, so that very large heights do not overflow.
    return float(1e-9 * high - 1e-9 * low)

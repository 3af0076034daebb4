"""Extrema and inflection points of a function of one variable on a closed interval."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.curves import Break, breaks
from gradscape.calculus.field import Field
from gradscape.calculus.zeros import GRID, Nodes, around, joined, kinks, sampled, zeros_between

Kind = Literal["local minimum", "local maximum", "inflection", "neither", "undecided"]

# |f''| below this part of its usual size on the interval decides nothing.
_FLAT = 1e-7
_SAME_PLACE = 1e-8
# Changes of sign in more of the grid's cells than this: what lies between its points is not seen.
_CROWDED = 0.2
_MOST_STRETCHES = 3


class Extremum(NamedTuple):
    """A point where f' is zero or undefined, an end of the interval, or an inflection point.

    first, second: f' and f'', NaN where they do not exist; left_slope, right_slope: beside the point.
    test: what decided its kind.
    """

    x: float
    value: float
    kind: Kind
    test: str
    first: float
    second: float
    left_slope: float
    right_slope: float
    at_end: bool


class Global(NamedTuple):
    """The largest or smallest value on the interval, at the first place that has it."""

    x: float
    value: float


class Extrema(NamedTuple):
    """All that was found, ascending; a global extremum is None where there is none, and a note says why."""

    points: tuple[Extremum, ...]
    global_minimum: Global | None
    global_maximum: Global | None
    notes: tuple[str, ...]


def extrema(field: Field, low: float, high: float) -> Extrema:
    """Critical points, inflection points and ends on [low, high], each with the test that decided it."""
    broken = breaks(field, low, high)
    nodes = _nodes(field, low, high)
    flat, stretches = _without_stretches(zeros_between(field, nodes, 1), nodes)
    search = _Search(field, nodes, _apart(np.concatenate([flat, [low, high], [b.x for b in broken]]), low, high))
    points = [search.at_critical(x) for x in flat.tolist() if low < x < high]
    points += [search.at_kink(each) for each in broken if low < each.x < high and each.at.kind != "pole"]
    points += [search.at_end(low, +1), search.at_end(high, -1)]
    taken = np.array([point.x for point in points])
    for x in zeros_between(field, nodes, 2).tolist():
        if low < x < high and np.abs(taken - x).min() > _SAME_PLACE * (high - low) and search.bends_both_ways(x):
            points.append(search.inflection(x))
    points = sorted((point for point in points if np.isfinite(point.value)), key=lambda point: point.x)
    return _judged(points, nodes, broken, stretches)


def _nodes(field: Field, low: float, high: float) -> Nodes:
    grid = sampled(field, np.linspace(low, high, GRID))
    return joined(grid, sampled(field, around(kinks(field, low, high), low, high)))


def _apart(places: np.ndarray, low: float, high: float) -> np.ndarray:
    places = np.unique(places)
    return places[np.diff(places, prepend=-np.inf) > _SAME_PLACE * (high - low)]


def _without_stretches(flat: np.ndarray, nodes: Nodes) -> tuple[np.ndarray, list[tuple[np.float64, np.float64]]]:
    """Isolated zeros of f', and the stretches all along which it is zero."""
    middles = (flat[:-1] + flat[1:]) / 2
    beside = np.searchsorted(nodes.x, middles)
    between = [nodes.derivatives[1, np.clip([k - 1, k], 0, len(nodes.x) - 1)] for k in beside]
    is_stretch = np.array([bool((slopes == 0).all()) for slopes in between], bool)
    ends = np.concatenate([[False], is_stretch]) | np.concatenate([is_stretch, [False]]) if len(flat) else is_stretch
    return flat[~ends], [(flat[k], flat[k + 1]) for k in np.flatnonzero(is_stretch)]


class _Search(NamedTuple):
    """What classifying a point needs: the function, its samples, and all special places in order."""

    field: Field
    nodes: Nodes
    places: np.ndarray

    def at_critical(self, x: float) -> Extremum:
        """A point with f' = 0: by f'', or where that is zero by the signs of f' on both sides."""
        derivatives = self.field.series(np.array([x]))[:, 0]
        second, (left, right) = float(derivatives[2]), self._slopes_beside(x)
        if abs(second) > _FLAT * self._usual(2):
            kind: Kind = "local minimum" if second > 0 else "local maximum"
            return Extremum(x, float(derivatives[0]), kind, "second derivative", 0.0, second, left, right, False)
        kind, test = _by_signs(left, right)
        return Extremum(x, float(derivatives[0]), kind, test, 0.0, _exactly(second), left, right, False)

    def at_kink(self, each: Break) -> Extremum:
        """A point without f': by the signs of f' on both sides."""
        at, (left, right) = each.at, self._slopes_beside(each.x)
        if at.kind in ("jump", "gap", "pole", "edge", "unresolved"):
            kind, test = self._by_values(each.x, at.value)
        else:
            kind, test = _by_signs(left, right)
            if kind == "inflection" and not self.bends_both_ways(each.x):
                kind = "neither"
        test = f"{test}; there is no f′ here ({at.kind})"
        return Extremum(each.x, at.value, kind, test, np.nan, np.nan, at.left_slope, at.right_slope, False)

    def _by_values(self, x: float, value: float) -> tuple[Kind, str]:
        """Where f is not continuous: values a little to the left and right, where there are any."""
        left, right = self._beside(x)
        rises = np.array([each[0] - value for each in (left, right) if np.isfinite(each[0])])
        test = "values on both sides"
        if not len(rises):
            return "undecided", test
        return ("local minimum" if (rises >= 0).all() else "local maximum" if (rises <= 0).all() else "neither"), test

    def at_end(self, x: float, inwards: int) -> Extremum:
        """An end of the interval: by the slope just inside."""
        derivatives = self.field.series(np.array([x]))[:, 0]
        inside = self._beside(x)[0 if inwards < 0 else 1]
        rise = inside[1] * inwards
        kind: Kind = "local minimum" if rise > 0 else "local maximum" if rise < 0 else "undecided"
        left, right = (np.nan, float(inside[1])) if inwards > 0 else (float(inside[1]), np.nan)
        test = "end of the interval, by the slope inside"
        first, second = float(derivatives[1]), float(derivatives[2])
        return Extremum(x, float(derivatives[0]), kind, test, first, second, left, right, True)

    def inflection(self, x: float) -> Extremum:
        """A point where the curve changes from one bend to the other while it climbs or falls."""
        derivatives = self.field.series(np.array([x]))[:, 0]
        left, right = self._slopes_beside(x)
        first = float(derivatives[1])
        return Extremum(x, float(derivatives[0]), "inflection", "f″ changes its sign", first, 0.0, left, right, False)

    def bends_both_ways(self, x: float) -> bool:
        """Whether f'' has different signs left and right of x."""
        left, right = self._beside(x)
        return bool(left[2] * right[2] < 0)

    def _slopes_beside(self, x: float) -> tuple[float, float]:
        left, right = self._beside(x)
        return float(left[1]), float(right[1])

    def _beside(self, x: float) -> tuple[np.ndarray, np.ndarray]:
        """(f, f', f'') a little to the left and to the right, before the next special place."""
        width = self.nodes.x[-1] - self.nodes.x[0]
        gaps = np.abs(self.places - x)
        others = gaps[gaps > _SAME_PLACE * width]
        reach = min(1e-3 * width, 0.3 * float(others.min(initial=width)))
        beside = self.field.series(np.array([x - reach, x + reach]))[:3]
        return beside[:, 0], beside[:, 1]

    def _usual(self, order: int) -> float:
        sizes = np.abs(self.nodes.derivatives[order])
        finite = sizes[np.isfinite(sizes)]
        return max(float(np.median(finite)) if finite.size else 0.0, 1e-290)


def _by_signs(left: float, right: float) -> tuple[Kind, str]:
    test = "sign of f′ on both sides"
    # Where the domain ends, only one side counts.
    left, right = (-right if np.isnan(left) else left), (-left if np.isnan(right) else right)
    if left == right == 0 or np.isnan(left):
        return "undecided", test
    if left <= 0 <= right:
        return "local minimum", test
    if right <= 0 <= left:
        return "local maximum", test
    return "inflection", test


def _exactly(second: float) -> float:
    """What is left of a zero second derivative after rounding reads as zero."""
    return 0.0 if np.isfinite(second) else second


def _judged(points: list[Extremum], nodes: Nodes, broken: tuple[Break, ...], stretches: list) -> Extrema:
    poles = [each for each in broken if each.at.kind == "pole"]
    width = nodes.x[-1] - nodes.x[0]
    notes = [
        f"f is constant from {_near(a, width)} to {_near(b, width)}: every point there is critical."
        for a, b in stretches
    ]
    notes[_MOST_STRETCHES:] = ["f is constant on more such stretches."] if len(notes) > _MOST_STRETCHES else []
    signs = np.sign(nodes.derivatives[1])
    if float((signs[:-1] * signs[1:] < 0).mean()) > _CROWDED:
        notes.append("f oscillates faster than the search can follow: zoom in to see all.")
    ends = []
    for sign, word in ((+1, "smallest"), (-1, "largest")):
        unbounded = [each.x for each in poles if -sign * np.inf in (each.at.left_limit, each.at.right_limit)]
        best = min(points, key=lambda point: sign * point.value, default=None)
        if unbounded:
            notes.append(f"There is no {word} value: f grows without bound at {unbounded[0]:.6g}.")
        elif best is not None and _is_reached(best, nodes, broken, sign):
            ends.append(Global(best.x, best.value))
            continue
        elif best is not None:
            notes.append(f"The {word} value is approached at a break, but not reached.")
        ends.append(None)
    return Extrema(tuple(points), ends[0], ends[1], tuple(notes))


def _near(place: float, width: float) -> str:
    """A place beside a kink reads as the kink."""
    return f"{round(place / width, 7) * width + 0.0:.6g}"


def _is_reached(best: Extremum, nodes: Nodes, broken: tuple[Break, ...], sign: int) -> bool:
    """Whether nothing sampled or approached is beyond the best point."""
    limits = [limit for each in broken for limit in (each.at.left_limit, each.at.right_limit)]
    heights = np.concatenate([nodes.derivatives[0], limits])
    heights = heights[np.isfinite(heights)]
    # Each scaled before they are subtracted, so that very large heights do not overflow.
    slack = max(1e-7 * float(heights.max()) - 1e-7 * float(heights.min()), 1e-290)
    return bool((sign * heights >= sign * best.value - slack).all())

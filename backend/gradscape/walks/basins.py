"""Basins of attraction over a line or a plane: which start ends where, and after how many steps."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.language.syntax import Function
from gradscape.machine.compiled import tiles
from gradscape.machine.kernels import LineRule
from gradscape.walks.critical import Kind, critical_at, kind_at, nearest_critical_point, polished
from gradscape.walks.ends import ends_from, ends_on_a_line
from gradscape.walks.run import Run

# Labels of starts that have not come to rest, and of those that have gone.
UNSETTLED, GONE = -1, -2
MOST_ATTRACTORS = 64
# Of the interval, in one variable: where f' or Newton's step for a zero is so small a walk has arrived.
_SAME_PLACE_ON_A_LINE, _ARRIVED_ON_A_LINE = 1e-5, 1e-12
# A walk has arrived where the gradient is this part of what is usual in the box.
_ARRIVED = 1e-6
# Ends closer than this part of the box's diagonal are one.
_SAME_PLACE = 2e-3
_SAME_FLAT_PLACE = 16.0
# Of that: ends so near to an attractor need no second search for it.
_SAME_TO_ROUNDING = 1e-3
_LATTICE = 12
_FARTHEST_SQUARE = 2**31 - 1
# Points whose nearest place is looked for at once: they stay in the processor's nearest caches.
_AT_ONCE = 4096


class Attractor(NamedTuple):
    """A critical point where walks end, or a zero of f where those were looked for."""

    point: np.ndarray
    value: float
    kind: Literal[Kind, "zero"]


class Basins(NamedTuple):
    """For each start the number of its attractor (-1: not at rest yet, -2: gone), and how many steps it made."""

    labels: np.ndarray
    iterations: np.ndarray
    attractors: tuple[Attractor, ...]


def line_basins(
    field: Field, starts: Float64[np.ndarray, " starts"], rule: LineRule, learning_rate: float, steps: int
) -> Basins:
    """Walks in one variable from all starts, sorted by where they end; -1 for all that do not arrive."""
    found = ends_on_a_line(field, starts, rule, learning_rate, steps, _ARRIVED_ON_A_LINE)
    known = np.sort(found.points[found.has_arrived, 0])
    apart = np.flatnonzero(np.diff(known) > _SAME_PLACE_ON_A_LINE * np.ptp(starts)) + 1
    # The middle of each group: the stragglers at its edges stopped a little before.
    places = np.array([np.median(group) for group in np.split(known, apart) if len(group)])
    labels = np.full(len(starts), UNSETTLED)
    if len(places):
        labels[found.has_arrived] = np.abs(places - found.points[found.has_arrived]).argmin(axis=1)
    values = field.values(places[:, None])
    are_zeros = rule == "newton-root"
    attractors = [
        Attractor(place, float(value), "zero" if are_zeros else kind_at(field, float(place[0])))
        for place, value in zip(places[:, None], values, strict=True)
    ]
    return Basins(labels, found.steps, tuple(attractors))


def plane_basins(
    field: Field,
    starts: Float64[np.ndarray, "starts 2"],
    box: Float64[np.ndarray, "2 2"],
    run: Run,
    known: list[np.ndarray],
) -> Basins:
    """Walks like `run` from all starts, sorted by where they end.

    Args:
        known: attractors that are numbered first, in this order.
    """
    tolerance = _ARRIVED * _usual_slope(field, box)
    found = ends_from(field, run._replace(tolerance=tolerance), starts)
    width = _width(box)
    at_rest = slice(None) if found.has_arrived.all() else np.flatnonzero(found.has_arrived)
    # By columns, which NumPy reads several times as fast as rows of two.
    ends = found.points.T[:, at_rest].T
    attractors, places = _attractors(field, ends, known, width)
    labels = np.where(found.has_gone, GONE, UNSETTLED)
    if places:
        owners = np.array([*(number for _, number in places), UNSETTLED])
        labels[at_rest] = owners[_nearest(np.stack([place for place, _ in places]), ends, width)]
    return Basins(labels, found.steps, tuple(attractors))


def same_place(one: Attractor, other: Attractor, box: Sequence[Sequence[float]]) -> bool:
    """Whether two tiles of a picture over the box have found the same."""
    return bool(np.linalg.norm(one.point - other.point) <= _width(np.array(box, float)))


def _width(box: np.ndarray) -> float:
    return _SAME_PLACE * float(np.linalg.norm(box[:, 1] - box[:, 0]))


def _usual_slope(field: Field, box: np.ndarray) -> float:
    """The median of |∇f| on a lattice of the box: the same for every tile of a picture."""
    axes = [np.linspace(low, high, _LATTICE) for low, high in box]
    gradients = field.jets(np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)).gradient
    slopes = np.linalg.norm(gradients, axis=1)
    known = slopes[np.isfinite(slopes)]
    return float(np.median(known)) or 1.0 if len(known) else 1.0


def _attractors(
    field: Field, ends: np.ndarray, known: list[np.ndarray], width: float
) -> tuple[list[Attractor], list[tuple[np.ndarray, int]]]:
    """Critical points where walks end, and places of ends, each with the number of its critical point.

    Where no critical point is near, as far out on log x, a small gradient is no rest.
    """
    attractors = [_attractor(field, point) for point in known]
    places = [(each.point, number) for number, each in enumerate(attractors)]
    middles = _crowded_places(ends, width)
    gaps = np.array([np.linalg.norm(middles - each.point, axis=1) for each in attractors] or [[np.inf] * len(middles)])
    is_known = gaps.min(axis=0) <= _SAME_TO_ROUNDING * width
    places += zip(middles[is_known], gaps.argmin(axis=0)[is_known].tolist(), strict=True)
    return _with_new(field, middles[~is_known], width, attractors, places)


def _with_new(
    field: Field, middles: np.ndarray, width: float, attractors: list[Attractor], places: list[tuple[np.ndarray, int]]
) -> tuple[list[Attractor], list[tuple[np.ndarray, int]]]:
    """The same with critical points that are near other places of ends, all of which are searched at once."""
    if not len(middles):
        return attractors, places
    search, verdicts = polished(field, middles), []
    for k, (middle, end) in enumerate(zip(middles, search.points, strict=True)):
        number = next((n for n, each in enumerate(attractors) if _distance(end, each.point) <= width), len(attractors))
        # Where f is flat to fourth order, walks end well before the point itself.
        if number == MOST_ATTRACTORS or not _distance(end, middle) <= _SAME_FLAT_PLACE * width:
            continue
        found = critical_at(field, search, k, verdicts)
        if found is None:
            continue
        places.append((middle, number))
        if number == len(attractors):
            attractors.append(Attractor(found.point, float(search.jet.value[k]), found.kind))
    return attractors, places


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.linalg.norm(one - other))


def _crowded_places(points: np.ndarray, width: float) -> Float64[np.ndarray, "places 2"]:
    """The middle of each little square in which walks end, most frequent first."""
    if not len(points):
        return np.empty((0, 2))
    rows = _squares(points, width)
    # Neighbours mostly end together: there are far fewer runs of equal squares than walks.
    first = np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
    cells = np.unique(rows[first], return_inverse=True)[1].reshape(-1)
    counts = np.bincount(cells, weights=np.diff(first, append=len(rows)))
    order = np.argsort(-counts, kind="stable")[: 4 * MOST_ATTRACTORS]
    sums = np.stack([np.bincount(cells, weights=np.add.reduceat(each, first)) for each in points.T], axis=1)
    return sums[order] / counts[order, None]


def _squares(points: np.ndarray, width: float) -> np.ndarray:
    """One whole number for each little square, in the order of x, then y; all that is very far out is one square."""
    column, row = (
        np.clip(np.round(each / width), -_FARTHEST_SQUARE, _FARTHEST_SQUARE).astype(np.int64) for each in points.T
    )
    return column * (2 * _FARTHEST_SQUARE + 2) + row


def _attractor(field: Field, point: np.ndarray) -> Attractor:
    return _known_attractor(field.function, tuple(field.numbers.items()), tuple(point.tolist()))


@lru_cache(maxsize=8 * MOST_ATTRACTORS)
def _known_attractor(
    function: Function, numbers: tuple[tuple[str, float], ...], point: tuple[float, float]
) -> Attractor:
    """That of an earlier tile or picture: while a learning rate is dragged they are the same in each."""
    field, place = Field(function, dict(numbers)), np.array(point)
    exact = nearest_critical_point(field, place)
    return _of_kind(field, place, "undecided" if exact is None else exact.kind)


def _of_kind(field: Field, point: np.ndarray, kind: Kind) -> Attractor:
    return Attractor(point, float(field.values(point[None])[0]), kind)


def _nearest(places: np.ndarray, points: np.ndarray, width: float) -> np.ndarray:
    """The number of the place nearest to each point, -1 if none is near."""
    parts = [_nearest_of_few(places, points[part], width) for part in tiles(len(points), _AT_ONCE)]
    return np.concatenate(parts) if parts else np.empty(0, int)


def _nearest_of_few(places: np.ndarray, points: np.ndarray, width: float) -> np.ndarray:
    x, y = points.T
    nearest, least = np.full(len(x), -1), np.full(len(x), np.nextafter((2 * width) ** 2, np.inf))
    # Place after place, as there are few: all at once would be an array of all pairs.
    for number, place in enumerate(places):
        distances, along_y = x - place[0], y - place[1]
        distances *= distances
        along_y *= along_y
        distances += along_y
        np.copyto(nearest, number, where=distances < least)
        np.minimum(least, distances, out=least)
    return nearest

"""Basins of attraction over a plane: which start ends at which critical point, and after how many steps."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.certify.classification import Kind
from gradscape.optimize.ends import Ends, ends
from gradscape.optimize.outcome import nearest_critical_point
from gradscape.optimize.paths import PathRun

# Labels of starts that have not come to rest, and of those that have gone.
UNSETTLED, GONE = -1, -2
MOST_ATTRACTORS = 64
# A walk has arrived where the gradient is this part of what is usual in the box.
_ARRIVED = 1e-6
# Ends closer than this part of the box's diagonal are one.
_SAME_PLACE = 2e-3
_LATTICE = 12


class PlaneAttractor(NamedTuple):
    """A critical point where walks end."""

    point: np.ndarray
    value: float
    kind: Kind


class PlaneBasins(NamedTuple):
    """For each start the number of its attractor (-1: not at rest yet, -2: gone), and how many steps it made."""

    labels: np.ndarray
    iterations: np.ndarray
    attractors: tuple[PlaneAttractor, ...]


def plane_basins(
    field: Field,
    starts: Float64[np.ndarray, "starts 2"],
    box: Float64[np.ndarray, "2 2"],
    run: PathRun,
    known: list[np.ndarray],
) -> PlaneBasins:
    """Walks like `run` from all starts, sorted by where they end.

    Args:
        known: attractors that are numbered first, in this order.
    """
    tolerance = _ARRIVED * _usual_slope(field, box)
    found = ends(field, [run._replace(start=start, tolerance=tolerance) for start in starts])
    width = _SAME_PLACE * float(np.linalg.norm(box[:, 1] - box[:, 0]))
    attractors = _attractors(field, found, known, width)
    labels = np.where(found.has_gone, GONE, UNSETTLED)
    at_rest = np.flatnonzero(found.has_arrived)
    if attractors:
        labels[at_rest] = _nearest(np.stack([each.point for each in attractors]), found.points[at_rest], width)
    return PlaneBasins(labels, found.steps, tuple(attractors))


def _usual_slope(field: Field, box: np.ndarray) -> float:
    """The median of |∇f| on a lattice of the box: the same for every tile of a picture."""
    axes = [np.linspace(low, high, _LATTICE) for low, high in box]
    gradients = field.jets(np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)).gradient
    slopes = np.linalg.norm(gradients, axis=1)
    known = slopes[np.isfinite(slopes)]
    return float(np.median(known)) or 1.0 if len(known) else 1.0


def _attractors(field: Field, found: Ends, known: list[np.ndarray], width: float) -> list[PlaneAttractor]:
    attractors = [_attractor(field, point) for point in known]
    for place in _crowded_places(found.points[found.has_arrived], width):
        exact = nearest_critical_point(field, place)
        point = exact.point if exact is not None and np.linalg.norm(exact.point - place) <= width else place
        is_new = all(np.linalg.norm(point - each.point) > width for each in attractors)
        if is_new and len(attractors) < MOST_ATTRACTORS:
            attractors.append(_attractor(field, point))
    return attractors


def _crowded_places(points: np.ndarray, width: float) -> list[np.ndarray]:
    """The middle of each little square in which walks end, most frequent first."""
    if not len(points):
        return []
    _, cells, counts = np.unique(np.round(points / width), axis=0, return_inverse=True, return_counts=True)
    cells = cells.reshape(-1)
    order = np.argsort(-counts, kind="stable")[: 4 * MOST_ATTRACTORS]
    return [points[cells == cell].mean(axis=0) for cell in order]


def _attractor(field: Field, point: np.ndarray) -> PlaneAttractor:
    exact = nearest_critical_point(field, point)
    value = float(field.values(point[None])[0])
    return PlaneAttractor(point, value, exact.kind if exact is not None else "undecided")


def _nearest(places: np.ndarray, points: np.ndarray, width: float) -> np.ndarray:
    """The number of the place nearest to each point, -1 if it is not near."""
    distances = np.linalg.norm(points[:, None, :] - places[None, :, :], axis=2)
    nearest = distances.argmin(axis=1)
    return np.where(distances[np.arange(len(points)), nearest] <= 2 * width, nearest, UNSETTLED)

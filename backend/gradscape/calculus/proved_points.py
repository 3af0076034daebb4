"""All critical points in a box, with a proof that they are all: what is found quickly, joined to branch and bound."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.classification import Verdict, verdicts
from gradscape.calculus.critical_points import (
    CriticalPoint,
    CriticalPoints,
    critical_points,
    point_of,
    without_rounding,
)
from gradscape.calculus.field import Field
from gradscape.certify import search
from gradscape.certify.completeness import completeness, left_over

# Variables of a box that can be searched with a proof.
MAXIMUM_DIMENSION = 3


def proved_points(field: Field, box: Float64[np.ndarray, "n 2"], seconds: float | None = None) -> CriticalPoints:
    """What Newton's method finds, and what Krawczyk's operator proves besides, n <= 3; it stops when time is up."""
    quick = critical_points(field, box)
    proof = search.critical_points(field.code, box, seconds, field.numbers)
    claim = completeness(proof)
    regions, enclosures = (_stacked([root[k] for root in proof.roots], len(box)) for k in (1, 0))
    missing = ~_is_in(regions, _places(quick.points, len(box))).any(axis=1)
    points = quick.points + _points(field, box, enclosures[missing].mean(axis=2))
    if claim is not None:
        doubtful = _stacked([place.box for place in left_over(proof)], len(box))
        places, slack = _places(points, len(box)), 1e-5 * float(np.linalg.norm(box[:, 1] - box[:, 0]))
        # Either one of the proved ones, or where the proof says nothing.
        is_borne_out = np.concatenate([_is_in(regions, places), _is_in(doubtful, places, slack)]).any(axis=0)
        points = tuple(each for each, is_kept in zip(points, np.asarray(is_borne_out).tolist(), strict=True) if is_kept)
    return quick._replace(
        points=tuple(sorted(points, key=lambda found: (found.value, tuple(found.point)))),
        continuum=None if claim == "proved" and not len(proof.constant) else quick.continuum,
        complete=claim or quick.complete,
        left_over=left_over(proof),
        notes=() if claim else quick.notes,
    )


def _stacked(boxes: list[np.ndarray], n: int) -> np.ndarray:
    return np.array(boxes, float).reshape(-1, n, 2)


def _places(points: tuple[CriticalPoint, ...], n: int) -> np.ndarray:
    return np.array([each.point for each in points]).reshape(-1, n)


def _is_in(
    regions: Float64[np.ndarray, "regions n 2"], points: Float64[np.ndarray, "points n"], slack: float = 0.0
) -> np.ndarray:
    """Which points lie in which regions: (regions, points)."""
    found = np.ones((len(regions), len(points)), bool)
    for k in range(points.shape[1]):
        low, high = regions[:, k, 0, None] - slack, regions[:, k, 1, None] + slack
        found &= (low <= points[:, k]) & (points[:, k] <= high)
    return found


def _points(field: Field, box: np.ndarray, places: np.ndarray) -> tuple[CriticalPoint, ...]:
    if not len(places):
        return ()
    jet = field.jets(places)
    found: list[Verdict] = verdicts(field, places, jet.hessian, box[:, 1] - box[:, 0])
    rows = zip(jet.value.tolist(), jet.gradient, found, strict=True)
    points = tuple(point_of(field, box, value, gradient, verdict) for value, gradient, verdict in rows)
    return without_rounding(field, points)

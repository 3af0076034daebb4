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

# Variables of a box that can be searched with a proof, and seconds that it may take.
MAXIMUM_DIMENSION = 3
SECONDS = 1.0


def proved_points(field: Field, box: Float64[np.ndarray, "n 2"], seconds: float = SECONDS) -> CriticalPoints:
    """What Newton's method finds, and what Krawczyk's operator proves besides, n <= 3; it stops when time is up."""
    quick = critical_points(field, box)
    proof = search.critical_points(field.code, box, seconds, field.numbers)
    claim = completeness(proof)
    places = [(root.enclosure[:, 0] + root.enclosure[:, 1]) / 2 for root in proof.roots]
    missing = [
        k for k, root in enumerate(proof.roots) if not any(_is_in(root.region, each.point) for each in quick.points)
    ]
    points = quick.points + _points(field, box, np.array([places[k] for k in missing]).reshape(-1, len(box)))
    if claim is not None:
        doubtful = [place.box for place in left_over(proof)]
        points = tuple(each for each in points if _is_borne_out(each, proof.roots, doubtful, box))
    return quick._replace(
        points=tuple(sorted(points, key=lambda found: (found.value, tuple(found.point)))),
        continuum=None if claim == "proved" and not len(proof.constant) else quick.continuum,
        complete=claim or quick.complete,
        left_over=left_over(proof),
        notes=() if claim else quick.notes,
    )


def _is_in(region: np.ndarray, point: np.ndarray, slack: float = 0.0) -> bool:
    return bool(((point >= region[:, 0] - slack) & (point <= region[:, 1] + slack)).all())


def _is_borne_out(
    point: CriticalPoint, roots: tuple[search.Root, ...], doubtful: list[np.ndarray], box: np.ndarray
) -> bool:
    """Whether it is one of the proved ones, or lies where the proof says nothing."""
    slack = 1e-5 * float(np.linalg.norm(box[:, 1] - box[:, 0]))
    return any(_is_in(root.region, point.point) for root in roots) or any(
        _is_in(place, point.point, slack) for place in doubtful
    )


def _points(field: Field, box: np.ndarray, places: np.ndarray) -> tuple[CriticalPoint, ...]:
    if not len(places):
        return ()
    jet = field.jets(places)
    found: list[Verdict] = verdicts(field, places, jet.hessian, box[:, 1] - box[:, 0])
    rows = zip(jet.value.tolist(), jet.gradient, found, strict=True)
    points = tuple(point_of(field, box, value, gradient, verdict) for value, gradient, verdict in rows)
    return without_rounding(field, points)

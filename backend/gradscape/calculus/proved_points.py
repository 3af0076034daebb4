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
from gradscape.calculus.proof import compared
from gradscape.certify import search
from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.regions import Region

# Variables of a box that can be searched with a proof.
MAXIMUM_DIMENSION = 3


def proved_points(field: Field, box: Float64[np.ndarray, "n 2"], seconds: float | None = None) -> CriticalPoints:
    """What Newton's method finds, and what Krawczyk's operator proves besides, n <= 3; it stops when time is up."""
    return borne_out_points(field, box, critical_points(field, box), seconds)


def borne_out_points(
    field: Field,
    box: Float64[np.ndarray, "n 2"],
    quick: CriticalPoints,
    seconds: float | None = None,
    within: Region = (),
) -> CriticalPoints:
    """The list with a proof.

    Args:
        within: inequalities; beyond them nothing is proved, and nothing is kept where all inside is.
    """
    proof = search.critical_points(field.code, box, seconds, field.numbers, within=within)
    claim = completeness(proof)
    missing, kept = compared(np.array([each.point for each in quick.points]).reshape(-1, len(box)), proof)
    points = tuple(each for each, is_kept in zip(quick.points, kept.tolist(), strict=True) if is_kept)
    points += _points(field, box, missing)
    return quick._replace(
        points=tuple(sorted(points, key=lambda found: (found.value, tuple(found.point)))),
        continuum=None if claim == "proved" and not len(proof.constant) else quick.continuum,
        complete=claim or quick.complete,
        left_over=left_over(proof),
        notes=() if claim else quick.notes,
    )


def _points(field: Field, box: np.ndarray, places: np.ndarray) -> tuple[CriticalPoint, ...]:
    if not len(places):
        return ()
    jet = field.jets(places)
    found: list[Verdict] = verdicts(field, places, jet.hessian, box[:, 1] - box[:, 0])
    rows = zip(jet.value.tolist(), jet.gradient, found, strict=True)
    points = tuple(point_of(field, box, value, gradient, verdict) for value, gradient, verdict in rows)
    return without_rounding(field, points)

"""Where a function is flat: POST critical-points."""

from functools import partial
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import check_size, read_field
from gradscape.api.models import FunctionText, Interval, LeftOverAnswer, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.critical_points import Continuum, CriticalPoint, Nearby, critical_points
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.proved_points import MAXIMUM_DIMENSION as PROVED_DIMENSION
from gradscape.calculus.proved_points import proved_points
from gradscape.certify.classification import Kind as CriticalKind
from gradscape.certify.completeness import Complete
from gradscape.certify.search import SECONDS

router = lab_router("derivatives")


class CriticalPointsRequest(Strict):
    """A function of one to four variables, and the box to search."""

    function: FunctionText
    box: Annotated[list[Interval], Field(min_length=1, max_length=limits.BOX_DIMENSIONS)] = Field(
        description="one interval for each variable, in their order"
    )
    prove: bool = Field(
        False,
        description=f"search once more, for up to {SECONDS:g} s, so that no critical point can be missed; "
        f"of at most {PROVED_DIMENSION} variables",
    )

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": {"source": "x^2 - y^2"}, "box": [[-3, 3], [-3, 3]]}]}
    )


class CriticalPointAnswer(BaseModel):
    """An isolated point where the gradient is zero."""

    point: list[float]
    value: float
    gradient_norm: float
    eigenvalues: list[float | None] = Field(
        description="of the Hessian, ascending; 0 where zero to rounding, null where no more than the sign is known: "
        "the first `index` ones are negative"
    )
    eigenvalue_errors: list[float | None] = Field(description="how far each may be off; null: no bound is known")
    index: int = Field(description="how many eigenvalues are certainly negative")
    kind: CriticalKind
    is_proved: bool = Field(
        description="by interval arithmetic: exactly one critical point lies here, to rounding, and it is of this kind"
    )
    on_boundary: bool = Field(description="whether it lies on the border of the box")
    nearby: Nearby | None = Field(description="if undecided: what values sampled around the point are, next to its own")


class ContinuumAnswer(BaseModel):
    """A curve or region of critical points."""

    message: str
    dimension: int
    points: list[list[float]] = Field(description="at most 64 of them")


class CriticalPointsAnswer(BaseModel):
    """What was found, lowest value first, and how far the search can be trusted."""

    points: list[CriticalPointAnswer]
    continuum: ContinuumAnswer | None
    complete: Complete = Field(
        description="whether all critical points in the box are here: proved; proved-apart from the places left over; "
        "likely, as other starts bring no others; or unknown"
    )
    left_over: list[LeftOverAnswer] = Field(description="places that the proof does not cover, at most 64")
    starts: int = Field(description="how many starting points were tried")
    iterations: int = Field(description="Newton steps of the longest walk")
    notes: list[str]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "points": [
                        {
                            "point": [0.0, 0.0],
                            "value": 0.0,
                            "gradient_norm": 0.0,
                            "eigenvalues": [-2.0, 2.0],
                            "eigenvalue_errors": [9.2e-15, 9.2e-15],
                            "index": 1,
                            "kind": "saddle",
                            "is_proved": True,
                            "on_boundary": False,
                            "nearby": None,
                        }
                    ],
                    "continuum": None,
                    "complete": "likely",
                    "left_over": [],
                    "starts": 1360,
                    "iterations": 3,
                    "notes": [],
                }
            ]
        }
    )


@router.post("/critical-points", response_model=CriticalPointsAnswer)
async def critical_points_in_a_box(request: CriticalPointsRequest) -> Answer:
    """All critical points in a box, classified by the eigenvalues of the Hessian."""
    field = read_field(request.function)
    if not field.variables:
        raise invalid("function", "has no variables to search over")
    check_size(field, "box", len(request.box))
    if request.prove and len(request.box) > PROVED_DIMENSION:
        raise invalid("prove", f"is possible for at most {PROVED_DIMENSION} variables")
    seconds = prices.search(field, len(request.box)) + (SECONDS if request.prove else 0.0)
    return await run(partial(_answered, field, np.array(request.box, dtype=float), request.prove), seconds=seconds)


def _answered(field: ScalarField, box: np.ndarray, prove: bool) -> Answer:
    found = proved_points(field, box) if prove else critical_points(field, box)
    return Answer(
        {
            "points": [_point(point) for point in found.points],
            "continuum": found.continuum and _continuum(found.continuum),
            "complete": found.complete,
            "left_over": [place._asdict() for place in found.left_over],
            "starts": found.starts,
            "iterations": found.iterations,
            "notes": found.notes,
        }
    )


def _point(found: CriticalPoint) -> dict[str, Any]:
    return {
        "point": found.point,
        "value": found.value,
        "gradient_norm": found.gradient_norm,
        "eigenvalues": found.eigenvalues,
        "eigenvalue_errors": found.errors,
        "index": found.index,
        "kind": found.kind,
        "is_proved": found.is_proved,
        "on_boundary": found.on_boundary,
        "nearby": found.nearby,
    }


def _continuum(found: Continuum) -> dict[str, Any]:
    return {"message": found.message, "dimension": found.dimension, "points": found.points}

"""The set of one equation, or of two: POST implicit."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, encoded
from gradscape.api.constraint_texts import ConstraintAnswer, Level, described, read_set
from gradscape.api.errors import invalid
from gradscape.api.models import FunctionText, Interval, Strict
from gradscape.api.routers import lab_router
from gradscape.api.set_pictures import ArcAnswer, MeshAnswer, arcs_answer, mesh_answer
from gradscape.api.work import run
from gradscape.calculus.constrained import SIDES
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.level_sets import arcs, sheet
from gradscape.calculus.singular_constraints import singular_points
from gradscape.language.equations import Equation

router = lab_router("constraints")


class ImplicitRequest(Strict):
    """An equation of two variables, or one or two of three, and the box to look in."""

    function: FunctionText = Field(description="the equation x^2 + y^2 = 1, two on lines of their own, or g alone")
    level: Level | None = Field(None, description="c in g = c; null: what stands right in the text, or else 0")
    box: Annotated[list[Interval], Field(min_length=2, max_length=limits.SET_DIMENSIONS)] = Field(
        description="one interval for each variable, in their order"
    )
    resolution: int | None = Field(
        None,
        ge=limits.FEWEST_RESOLUTION,
        le=limits.RESOLUTION,
        description=f"points of the grid along each side, at most {limits.SURFACE_RESOLUTION} of three variables; "
        f"null: {SIDES[2]} of two, {SIDES[3]} of three",
    )
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"function": {"source": "x^2 + y^2 = 1"}, "box": [[-2, 2], [-2, 2]], "resolution": 16},
                {"function": {"source": "x^2 + y^2 + z^2 = 1"}, "box": [[-2, 2], [-2, 2], [-2, 2]], "resolution": 8},
            ]
        }
    )


class ImplicitAnswer(BaseModel):
    """The set as far as a grid of this resolution sees it; each point lies on it to rounding."""

    variables: list[str]
    constraints: list[ConstraintAnswer]
    curve: list[ArcAnswer] | None = Field(description="its pieces, longest first; null where the set is a surface")
    mesh: MeshAnswer | None
    residual: float | None = Field(description="the largest |g - c| of all points; null where there are none")
    singular: list[list[float]] = Field(
        description="points of the set where the gradient of g is 0, or those of two constraints are parallel"
    )


@router.post("/implicit", response_model=ImplicitAnswer)
async def implicit(request: ImplicitRequest) -> Answer:
    """The curve or surface on which equations hold: arc lengths, what is closed, the Euler characteristic."""
    constraints, equations = read_set(request.function, request.level, len(request.box))
    if len(request.box) == 3 and (request.resolution or 0) > limits.SURFACE_RESOLUTION:
        raise invalid("resolution", f"must be at most {limits.SURFACE_RESOLUTION} for three variables")
    n = len(request.box)
    cells = (request.resolution or SIDES[n]) ** n
    seconds = prices.level_set(constraints.fields, n, cells)
    return await run(partial(_answered, constraints, equations, request), seconds=seconds)


def _answered(constraints: ConstraintSet, equations: tuple[Equation, ...], request: ImplicitRequest) -> Answer:
    box = np.array(request.box, float)
    side = request.resolution or SIDES[len(box)]
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    surface = sheet(constraints, box, side) if len(box) - len(equations) == 2 else None
    curve = arcs(constraints, box, side) if surface is None else ()
    points = surface.points if surface else np.concatenate([np.empty((0, len(box))), *(arc.points for arc in curve)])
    return Answer(
        {
            "variables": constraints.variables,
            "constraints": described(constraints, equations),
            "curve": None if surface else arcs_answer(curve, form),
            "mesh": mesh_answer(surface, form),
            "residual": np.abs(constraints.residuals(points)[0]).max() if len(points) else None,
            "singular": singular_points(constraints, box, points),
        }
    )

"""The set of one equation, or of two, and the derivative at a point of a curve: POST implicit and implicit/point."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, encoded
from gradscape.api.constraint_texts import ConstraintAnswer, Level, described, names_open, read_set
from gradscape.api.errors import invalid
from gradscape.api.models import Formula, FunctionText, Interval, Strict, Vector, formula
from gradscape.api.routers import lab_router
from gradscape.api.set_pictures import ArcAnswer, MeshAnswer, arcs_answer, mesh_answer
from gradscape.api.work import run
from gradscape.calculus.constrained import SIDES
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.implicit_point import Kind, implicit_point
from gradscape.calculus.level_sets import arcs, sheet
from gradscape.calculus.singular_constraints import singular_points
from gradscape.language import rendering
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
    slopes: bool = Field(False, description="whether dy/dx is told at each point of a curve in the plane")
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
            "curve": None if surface else arcs_answer(curve, form, slopes=request.slopes and len(box) == 2),
            "mesh": mesh_answer(surface, form),
            "residual": np.abs(constraints.residuals(points)[0]).max() if len(points) else None,
            "singular": singular_points(constraints, box, points),
        }
    )


class ImplicitPointRequest(Strict):
    """An equation of two variables, what is seen of the plane, and a place in it, which need not be on the curve."""

    function: FunctionText = Field(description="the equation x^2 + y^2 = 1, or g alone")
    level: Level | None = Field(None, description="c in g = c; null: what stands right in the text, or else 0")
    box: Annotated[list[Interval], Field(min_length=2, max_length=2)] = Field(
        description="by which both axes are measured: what is 0 to rounding is so in these units"
    )
    point: Annotated[Vector, Field(min_length=2, max_length=2)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"function": {"source": "x^2 + y^2 = 1"}, "box": [[-2, 2], [-2, 2]], "point": [0.6, 0.8]},
                {"function": {"source": "y^2 = x^3"}, "box": [[-2, 2], [-2, 2]], "point": [0, 0]},
            ]
        }
    )


class ImplicitPointAnswer(BaseModel):
    """The derivative of the second variable by the first, or what the curve is where there is none."""

    variables: list[str]
    parameters: list[str] = Field(description="names that may have numbers")
    constraint: ConstraintAnswer
    partials: list[Formula | None] = Field(description="of g by each variable; null where too long to show")
    kind: Kind = Field(
        description="slope: dy/dx exists; vertical: g_y is 0; node: two branches cross; cusp: the curve turns back; "
        "isolated: no other point of the curve is near; singular: both partial derivatives are 0, and branches touch "
        "or nothing decides what that is; no-derivative: g has none; away: no way leads onto the curve"
    )
    point: list[float | None] = Field(description="of the curve, reached along the normal; nulls where there is none")
    gradient: list[float | None] = Field(description="g_x and g_y, by autodiff")
    slope: float | None = Field(description="dy/dx = -g_x/g_y")
    reciprocal: float | None = Field(description="dx/dy = -g_y/g_x, which the upright tangent has")
    second: float | None = Field(description="d²y/dx²")
    directions: list[list[float]] = Field(description="unit tangents: one, two where branches cross, or none")
    remark: str | None = Field(description="why g has no derivative here, where that is known")


@router.post("/implicit/point", response_model=ImplicitPointAnswer)
async def at_a_point_of_the_curve(request: ImplicitPointRequest) -> Answer:
    """Implicit differentiation at the point of a curve next to a place; upright tangents, singular points are named."""
    constraints, equations = read_set(request.function, request.level, 2)
    seconds = 3 * prices.on_a_set(constraints.fields)
    return await run(partial(_at_point, constraints, equations, request), seconds=seconds)


def _at_point(constraints: ConstraintSet, equations: tuple[Equation, ...], request: ImplicitPointRequest) -> Answer:
    found = implicit_point(constraints, np.array(request.point, float), np.array(request.box, float))
    partials = rendering.partial_formulas(equations[0].function)
    return Answer(
        {
            "variables": constraints.variables,
            "parameters": names_open(equations),
            "constraint": described(constraints, equations)[0],
            "partials": [formula(each) for each in partials],
            **found._asdict(),
        }
    )

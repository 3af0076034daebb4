"""Extrema on a set: POST constrained and constrained/point."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, encoded
from gradscape.api.constraint_texts import (
    ConstraintAnswer,
    ConstraintBox,
    ConstraintText,
    Level,
    Posed,
    described,
    parameters_of,
    read_posed,
)
from gradscape.api.errors import invalid
from gradscape.api.functions import check_size
from gradscape.api.models import FunctionText, LeftOverAnswer, Strict, Vector
from gradscape.api.routers import lab_router
from gradscape.api.set_pictures import ArcAnswer, MeshAnswer, arcs_answer, mesh_answer
from gradscape.api.work import run
from gradscape.calculus.constrained import Constrained, Nearby, constrained
from gradscape.calculus.inequalities import Region, Regional, regional
from gradscape.calculus.lagrange import Kind, units
from gradscape.calculus.proved_extrema import MAXIMUM_DIMENSION, can_be_proved, proved_extrema
from gradscape.calculus.sensitivity import branches
from gradscape.calculus.tangent_point import tangent_point
from gradscape.certify.completeness import Complete
from gradscape.certify.search import SECONDS
from gradscape.language.digits import in_words as number
from gradscape.language.equations import Relation

router = lab_router("constraints")

Constraints = Annotated[list[ConstraintText], Field(min_length=1, max_length=limits.CONSTRAINTS)]


class ConstrainedRequest(Strict):
    """A function, fewer constraints than variables, and the box to search."""

    function: FunctionText
    constraints: Constraints
    box: ConstraintBox = Field(description="one interval for each variable, in their order; at most four")
    levels: Annotated[list[Level], Field(max_length=limits.LEVELS)] = Field(
        default=[], description="of the first constraint: where else its solutions are followed to"
    )
    resolution: int | None = Field(
        None,
        ge=limits.FEWEST_RESOLUTION,
        le=limits.SURFACE_RESOLUTION,
        description="points along each side of the grid that the set is cut from; null: as many as are sure to do",
    )
    arrays: Literal["lists", "base64"] = "lists"
    prove: bool = Field(
        False,
        description=f"search the box once more, for up to {number(SECONDS)} s, so that no solution can be missed; "
        "in two or three variables",
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "x + y"},
                    "constraints": [{"source": "x^2 + y^2 = 1"}],
                    "box": [[-2, 2], [-2, 2]],
                    "levels": [0.5, 2.0],
                    "arrays": "base64",
                }
            ]
        }
    )


class SolutionAnswer(BaseModel):
    """A point at which the gradient of f is a combination of those of the constraints."""

    point: list[float]
    value: float | None
    multipliers: list[float] = Field(
        description="λ in ∇f = Σ λ ∇g, one for each constraint; 0 for an inequality that is not active"
    )
    kind: Kind = Field(
        description="on the set, or in the region where there are inequalities: saddle is neither a minimum nor a "
        "maximum, undecided where second derivatives, or a multiplier of 0, decide nothing"
    )
    active: list[bool] = Field(description="which constraints hold the point; an equation always does")
    tangent_eigenvalues: list[float] = Field(
        description="of the Hessian of f - Σ λ g along the constraints that are active, ascending; 0 to rounding is 0"
    )
    index: int = Field(description="how many of them are negative")
    nearby: Nearby | None = Field(description="if undecided: what values of f around the point on the set are")
    gradient: list[float]
    constraint_gradients: list[list[float]]


class TopologyAnswer(BaseModel):
    """Minima, saddles and maxima on a closed set: their sum with signs is its Euler characteristic."""

    minima: int
    saddles: int
    maxima: int
    total: int = Field(description="Σ (-1)^index over all solutions")
    expected: int = Field(description="the Euler characteristic: 0 of closed curves, 2 of a sphere, 0 of a torus")


class SensitivityAnswer(BaseModel):
    """The solutions at another level of the first constraint, in their order; null from where a branch ends."""

    level: float
    values: list[float | None]
    multipliers: list[list[float | None]] = Field(description="those of the first constraint are slopes of the values")
    points: list[list[float | None]]


class ConstrainedAnswer(BaseModel):
    """What was found, lowest value first, and how far the search can be trusted."""

    variables: list[str]
    parameters: list[str] = Field(description="of f and the constraints; numbers for all are among those of f")
    constraints: list[ConstraintAnswer]
    points: list[SolutionAnswer]
    singular: list[list[float]] = Field(
        description="points of the set where gradients of constraints vanish or depend on each other: Lagrange's "
        "condition says nothing there"
    )
    constant: list[list[float]] = Field(description="at most 64 points of a curve or region of solutions")
    curve: list[ArcAnswer] | None = Field(description="the set, where it is a curve of two or three variables")
    mesh: MeshAnswer | None = Field(description="the set, where it is a surface of three variables")
    euler: int | None = Field(description="of the surface")
    topology: TopologyAnswer | None = Field(
        description="only of equations, where their set is closed and all solutions are decided"
    )
    complete: Complete = Field(
        description="whether all solutions in the box are here: proved; proved-apart from the places left over; "
        "likely, as other starts and the topology speak of no others; or unknown: the notes say why"
    )
    left_over: list[LeftOverAnswer] = Field(description="places that the proof does not cover, at most 64")
    sensitivity: list[SensitivityAnswer]
    notes: list[str]


@router.post("/constrained", response_model=ConstrainedAnswer)
async def constrained_extrema(request: ConstrainedRequest) -> Answer:
    """All extrema and saddles of a function on constraints, by Lagrange's multipliers, and where levels move them."""
    posed = read_posed(request.function, request.constraints, len(request.box))
    if request.prove and not can_be_proved(posed.f):
        raise invalid("prove", f"is possible in {MAXIMUM_DIMENSION} variables at most")
    seconds = prices.constrained([posed.f, *posed.constraints.fields], len(request.box))
    seconds += SECONDS if request.prove else 0.0
    return await run(partial(_answered, posed, request), seconds=seconds)


def _answered(posed: Posed, request: ConstrainedRequest) -> Answer:
    box = np.array(request.box, float)
    relations: list[Relation] = [each.relation for each in posed.equations]
    is_region = any(relation != "=" for relation in relations)
    search = proved_extrema if request.prove and not is_region else constrained
    found = search(posed.f, posed.constraints, box, request.resolution)
    seconds = SECONDS if request.prove else None
    told = regional(posed.f, posed.constraints, relations, box, found, seconds) if is_region else _on_the_set(found)
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    return Answer(
        {
            "variables": posed.f.variables,
            "parameters": parameters_of(posed),
            "constraints": described(posed.constraints, posed.equations),
            "points": [_solution(each, found) for each in told.points],
            "singular": told.singular,
            "constant": told.constant,
            "curve": arcs_answer(found.arcs, form, found.values) if len(box) - len(relations) == 1 else None,
            "mesh": mesh_answer(found.sheet, form, found.sheet and posed.f.values(found.sheet.points)),
            "euler": found.sheet and found.sheet.euler,
            "topology": None if is_region or not found.topology else found.topology._asdict(),
            "complete": told.complete,
            "left_over": [place._asdict() for place in told.left_over],
            "sensitivity": _sensitivity(posed, told.points, np.array(request.levels, float), box),
            "notes": told.notes,
        }
    )


def _on_the_set(found: Constrained) -> Region:
    """Where all constraints are equations, each holds every point."""
    points = tuple(Regional(each, (True,) * len(each.multipliers), each.kind) for each in found.solutions)
    return Region(points, found.singular, found.constant, found.complete, found.left_over, found.notes)


def _solution(each: Regional, found: Constrained) -> dict[str, Any]:
    solution = each.solution
    nearby = next((near for known, near in zip(found.solutions, found.nearby, strict=True) if known is solution), None)
    return {
        "point": solution.point,
        "value": solution.value,
        "multipliers": solution.multipliers,
        "kind": each.kind,
        "active": each.active,
        "tangent_eigenvalues": solution.eigenvalues,
        "index": solution.index,
        "nearby": nearby,
        "gradient": solution.gradient,
        "constraint_gradients": solution.slopes,
    }


def _sensitivity(
    posed: Posed, points: tuple[Regional, ...], levels: np.ndarray, box: np.ndarray
) -> list[dict[str, Any]]:
    """Solutions that the first constraint does not hold stay where they are; so do not those that it does."""
    if not len(levels) or not points:
        return []
    n, m = len(box), len(posed.equations)
    values, lagrange = np.full((len(points), len(levels)), np.nan), np.full((len(points), len(levels), m), np.nan)
    places = np.full((len(points), len(levels), n), np.nan)
    held = [k for k, each in enumerate(points) if all(each.active)]
    if held:
        starts = np.stack([points[k].solution.point for k in held])
        slopes = posed.constraints.residuals(starts)[1]
        unit = units(posed.f.jets(starts).gradient, slopes, box)
        found = branches(posed.f, posed.constraints, starts, levels, unit)
        values[held], lagrange[held], places[held] = found.values, found.multipliers, found.points
    return [
        {"level": level, "values": values[:, k], "multipliers": lagrange[:, k], "points": places[:, k]}
        for k, level in enumerate(levels.tolist())
    ]


class OnSetRequest(Strict):
    """A place, which need not satisfy the constraints."""

    function: FunctionText
    constraints: Constraints
    point: Vector = Field(description="in the order of the variables")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"function": {"source": "x + y"}, "constraints": [{"source": "x^2 + y^2 = 1"}], "point": [0.9, 0.2]}
            ]
        }
    )


class OnSetAnswer(BaseModel):
    """The gradient of f at a point of the set, taken apart: Σ λ ∇g at right angles to it, the rest along it."""

    point: list[float | None] = Field(description="of the set, reached along the normals; nulls where there is none")
    levels: list[float] = Field(description="c in g = c of each constraint")
    value: float | None
    gradient: list[float | None]
    constraint_gradients: list[list[float | None]]
    multipliers: list[float | None] = Field(description="for which Σ λ ∇g comes nearest to ∇f")
    normal: list[float | None] = Field(description="Σ λ ∇g")
    tangential: list[float | None] = Field(description="∇f - Σ λ ∇g: 0 at a solution")


@router.post("/constrained/point", response_model=OnSetAnswer)
async def at_a_point_of_the_set(request: OnSetRequest) -> Answer:
    """What a dragged point asks for: the nearest point of the set, and the gradient there in two parts."""
    posed = read_posed(request.function, request.constraints, len(request.point))
    check_size(posed.f, "point", len(request.point))
    seconds = prices.on_a_set([posed.f, *posed.constraints.fields])
    return await run(partial(_at_point, posed, np.array(request.point, float)), seconds=seconds)


def _at_point(posed: Posed, point: np.ndarray) -> Answer:
    return Answer(tangent_point(posed.f, posed.constraints, point)._asdict())

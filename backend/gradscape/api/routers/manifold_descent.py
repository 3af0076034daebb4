"""Walks that stay on a surface: POST manifold-descent."""

from functools import partial
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.constraint_texts import ConstraintAnswer, ConstraintText, Posed, described, read_posed
from gradscape.api.errors import invalid
from gradscape.api.models import FunctionText, Start, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.lagrange import Kind
from gradscape.walks.on_surfaces import Reason, Retraction, SurfaceRun, SurfaceWalk, gaps, walked, ways

router = lab_router("constraints")

Share = Annotated[float, Field(ge=0, lt=1)]
Positive = Annotated[float, Field(gt=0, le=limits.BOUND)]


class SurfaceRunRequest(Strict):
    """One walk."""

    start: Start = Field(description="in the order of the variables; brought onto the surface first")
    learning_rate: Positive = 0.1
    momentum: Share = Field(0.0, description="what part of a step goes on, projected onto the next tangent space")
    retraction: Retraction = Field(
        "closest",
        description="how a step comes back to the surface: closest, to the nearest point of it; geodesic, as far along "
        "the straightest line instead; none: plain descent, which leaves it",
    )
    steps: Annotated[int, Field(ge=1, le=limits.SURFACE_STEPS)] = 100
    tolerance: Annotated[float, Field(ge=0, le=limits.BOUND)] = Field(
        1e-8, description="of the length of the projected gradient (of the whole one without retraction)"
    )


class ManifoldDescentRequest(Strict):
    """A function, the equations of a surface (or curve), and walks on it."""

    function: FunctionText
    surface: Annotated[list[ConstraintText], Field(min_length=1, max_length=limits.CONSTRAINTS)] = Field(
        description="equations, fewer than variables: x^2 + y^2 + z^2 = 1"
    )
    runs: Annotated[list[SurfaceRunRequest], Field(min_length=1, max_length=limits.RUNS)]
    pieces: Annotated[int, Field(ge=0, le=limits.PIECES)] = Field(
        0, description="of the way of each step along the surface; 0: no ways are told"
    )
    compare: Annotated[list[Positive], Field(max_length=limits.LEVELS)] = Field(
        default=[],
        description="learning rates for which the first step of the first run is taken back both ways, closest and "
        "geodesic",
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "x^2 + 2y^2 + 3z^2"},
                    "surface": [{"source": "x^2 + y^2 + z^2 = 1"}],
                    "runs": [
                        {"start": [0.2, 0.5, 0.8], "steps": 40},
                        {"start": [0.2, 0.5, 0.8], "steps": 40, "retraction": "none"},
                    ],
                }
            ]
        }
    )


class SurfaceWalkAnswer(BaseModel):
    """What a walk did; nulls where a number does not exist."""

    points: list[list[float | None]] = Field(description="the start first, on the surface")
    values: list[float | None]
    gradients: list[list[float | None]]
    projected: list[list[float | None]] = Field(description="the gradients' parts in the tangent spaces")
    normals: list[list[float | None]] = Field(description="unit vectors along the gradient of the first equation")
    steps: list[list[float | None]] = Field(description="made in the tangent spaces, before they are taken back")
    distances: list[list[float | None]] = Field(description="|g - c| of each equation: how far it has left the surface")
    stop: Reason = Field(
        description="converged: the projected gradient is within the tolerance; lost: no way led back to the surface"
    )
    kind: Kind | None = Field(description="of the point where it has arrived, on the surface")
    hessian_eigenvalues: list[float] = Field(description="of the Riemannian Hessian there, ascending")
    predicted_rate: float | None = Field(description="of the errors, max |1 - a λ|, without momentum")
    measured_rate: float | None = Field(description="the same from the points")
    ways: list[list[list[float | None]]] | None = Field(
        description="of each step, points from its start to its end as the retraction leads; null if not asked for"
    )


class ManifoldDescentAnswer(BaseModel):
    """One walk for each run."""

    variables: list[str]
    surface: list[ConstraintAnswer]
    runs: list[SurfaceWalkAnswer]
    gaps: list[float | None] = Field(
        description="how far apart the two ways back end, for each rate of `compare`: the third power of the rate"
    )


@router.post("/manifold-descent", response_model=ManifoldDescentAnswer)
async def manifold_descent(request: ManifoldDescentRequest) -> Answer:
    """Gradient descent on a surface: project, step, retract; with momentum by transport; and plain descent."""
    sizes = {len(each.start) for each in request.runs}
    if len(sizes) > 1:
        raise invalid("runs", "must all start from as many numbers")
    posed = read_posed(request.function, request.surface, sizes.pop())
    if any(each.relation != "=" for each in posed.equations):
        raise invalid("surface", "must be equations: an inequality has no surface to stay on")
    steps = sum(each.steps for each in request.runs)
    shared = 1 + steps * (1 + request.pieces / 8) + len(request.compare)
    seconds = prices.on_a_set([posed.f, *posed.constraints.fields]) * shared
    return await run(partial(_answered, posed, request), seconds=seconds)


def _answered(posed: Posed, request: ManifoldDescentRequest) -> Answer:
    walks = [walked(posed.f, posed.constraints, _run(each)) for each in request.runs]
    return Answer(
        {
            "variables": posed.f.variables,
            "surface": described(posed.constraints, posed.equations),
            "runs": [
                _walk(walk) | {"ways": ways(posed.constraints, walk, each.retraction, request.pieces)}
                if request.pieces
                else _walk(walk) | {"ways": None}
                for walk, each in zip(walks, request.runs, strict=True)
            ],
            "gaps": gaps(posed.constraints, walks[0].points[0], -walks[0].projected[0], np.array(request.compare)),
        }
    )


def _run(asked: SurfaceRunRequest) -> SurfaceRun:
    start = np.array(asked.start, float)
    return SurfaceRun(start, asked.learning_rate, asked.momentum, asked.retraction, asked.steps, asked.tolerance)


def _walk(walk: SurfaceWalk) -> dict[str, Any]:
    return {
        "points": walk.points,
        "values": walk.values,
        "gradients": walk.gradients,
        "projected": walk.projected,
        "normals": walk.normals,
        "steps": walk.steps,
        "distances": walk.distances,
        "stop": walk.reason,
        "kind": walk.kind,
        "hessian_eigenvalues": walk.eigenvalues,
        "predicted_rate": walk.predicted_rate,
        "measured_rate": walk.measured_rate,
    }

"""Walks that stay on a surface: POST manifold-descent."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.chart_texts import (
    ChartAnswer,
    ChartRequest,
    ParametricAnswer,
    ParametricText,
    chart_answer,
    parametric_answer,
    price,
    read_start,
    read_surface,
)
from gradscape.api.constraint_texts import ConstraintAnswer, ConstraintText, Posed, described, read_posed
from gradscape.api.errors import invalid
from gradscape.api.models import AN_OBJECT, BY_FORM, PLAIN, FunctionText, Start, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.chart import Chart
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.lagrange import Kind
from gradscape.walks import in_charts
from gradscape.walks.on_surfaces import Reason, Retraction, SurfaceRun, SurfaceWalk, gaps, walked, ways

router = lab_router("constraints")

Share = Annotated[float, Field(ge=0, lt=1)]
Positive = Annotated[float, Field(gt=0, le=limits.BOUND)]


class SurfaceRunRequest(Strict):
    """One walk."""

    start: Start = Field(
        description="in the order of the variables, brought onto the surface first; on a surface "
        "r(u, v) u and v, or a point of space"
    )
    learning_rate: Positive = 0.1
    momentum: Share = Field(0.0, description="what part of a step goes on, projected onto the next tangent space")
    retraction: Literal[in_charts.ChartRetraction, "power"] = Field(
        "closest",
        description="how a step comes back to the surface: closest, to the nearest point of it; geodesic, as far along "
        "the straightest line instead; none: plain descent, which leaves it; chart, of a surface r(u, v): "
        "ordinary descent in the coordinates, as if these were all there is; power, of a sphere about the origin: no "
        "descent, but to |x| ∇f/|∇f|, which for f = x . A x is power iteration; it has no learning rate",
    )
    steps: Annotated[int, Field(ge=1, le=limits.SURFACE_STEPS)] = 100
    tolerance: Annotated[float, Field(ge=0, le=limits.BOUND)] = Field(
        1e-8, description="of the length of the projected gradient (of the whole one without retraction)"
    )


Equations = Annotated[list[ConstraintText], Field(min_length=1, max_length=limits.CONSTRAINTS)]


class ManifoldDescentRequest(Strict):
    """A function, the equations of a surface (or curve), and walks on it."""

    function: FunctionText
    surface: Annotated[Annotated[Equations, PLAIN] | Annotated[ParametricText, AN_OBJECT], BY_FORM] = Field(
        description="equations, fewer than variables: x^2 + y^2 + z^2 = 1; or a map of two coordinates to space"
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

    chart: ChartRequest | None = Field(None, description="what is to be told of the chart of a surface r(u, v)")

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
                },
                {
                    "function": {"source": "z"},
                    "surface": {"parametric": {"source": "[(2 + cos u) cos v, sin u, (2 + cos u) sin v]"}},
                    "runs": [
                        {"start": [0.5, 1.2], "steps": 20},
                        {"start": [0.5, 1.2], "steps": 20, "retraction": "chart"},
                    ],
                    "chart": {"over": [[0, 6.2832], [0, 6.2832]], "resolution": 16, "ellipses": [[0, 0], [3, 0]]},
                },
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
        description="converged: the projected gradient is within the tolerance; lost: no way led back to the surface; "
        "no-plane: the coordinates span none here"
    )
    kind: Kind | None = Field(description="of the point where it has arrived, on the surface")
    hessian_eigenvalues: list[float] = Field(description="of the Riemannian Hessian there, ascending")
    predicted_rate: float | None = Field(
        description="of the errors, max |1 - a λ|, without momentum; of power iteration |λ₂/λ₁|"
    )
    measured_rate: float | None = Field(description="the same from the points")
    ways: list[list[list[float | None]]] | None = Field(
        description="of each step, points from its start to its end as the retraction leads; null if not asked for"
    )
    coordinates: list[list[float | None]] | None = Field(
        None, description="u and v of each point, of the nearest one if the walk has left the surface r(u, v)"
    )
    metrics: list[list[list[float | None]]] | None = Field(None, description="Jᵀ J there")
    chart_ways: list[list[list[float | None]]] | None = Field(None, description="`ways` in the coordinates")


class ManifoldDescentAnswer(BaseModel):
    """One walk for each run."""

    variables: list[str]
    surface: list[ConstraintAnswer] = Field(description="as it was read, if it was given by equations")
    parametric: ParametricAnswer | None = Field(None, description="as it was read, if it was given by coordinates")
    runs: list[SurfaceWalkAnswer]
    gaps: list[float | None] = Field(
        description="how far apart the two ways back end, for each rate of `compare`: the third power of the rate"
    )
    chart: ChartAnswer | None = None


@router.post("/manifold-descent", response_model=ManifoldDescentAnswer)
async def manifold_descent(request: ManifoldDescentRequest) -> Answer:
    """Gradient descent on a surface: project, step, retract; with momentum by transport; and plain descent."""
    if isinstance(request.surface, ParametricText):
        return await _on_a_chart(request, request.surface)
    return await _on_equations(request, request.surface)


async def _on_equations(request: ManifoldDescentRequest, surface: list[ConstraintText]) -> Answer:
    sizes = {len(each.start) for each in request.runs}
    if len(sizes) > 1:
        raise invalid("runs", "must all start from as many numbers")
    if request.chart or any(each.retraction == "chart" for each in request.runs):
        raise invalid("surface", "has no coordinates to walk in: it is given by equations")
    posed = read_posed(request.function, surface, sizes.pop())
    if any(each.relation != "=" for each in posed.equations):
        raise invalid("surface", "must be equations: an inequality has no surface to stay on")
    seconds = prices.on_a_set([posed.f, *posed.constraints.fields]) * _turns(request)
    return await run(partial(_answered, posed, request), seconds=seconds)


async def _on_a_chart(request: ManifoldDescentRequest, surface: ParametricText) -> Answer:
    f, chart = read_surface(request.function, surface)
    for k, each in enumerate(request.runs):
        if len(each.start) not in (2, 3):
            raise invalid(f"runs[{k}].start", "must be u and v, or a point of space")
        if each.retraction == "power":
            raise invalid(f"runs[{k}].retraction", "is there for a sphere that an equation gives")
    seconds = prices.on_a_set([f, *chart.mapping.fields]) * _turns(request) + price(f, chart, request.chart)
    return await run(partial(_charted, f, chart, request), seconds=seconds)


def _turns(request: ManifoldDescentRequest) -> float:
    steps = sum(each.steps for each in request.runs)
    return 1 + steps * (1 + request.pieces / 8) + len(request.compare)


def _charted(f: ScalarField, chart: Chart, request: ManifoldDescentRequest) -> Answer:
    over = request.chart and request.chart.over
    runs = [_chart_run(each, read_start(chart, each.start, over)) for each in request.runs]
    walks = [in_charts.walked(f, chart, each) for each in runs]
    first = walks[0]
    return Answer(
        {
            "variables": f.variables,
            "surface": [],
            "parametric": parametric_answer(chart),
            "runs": [
                _chart_walk(chart, found, each.retraction, request.pieces)
                for found, each in zip(walks, runs, strict=True)
            ],
            "gaps": in_charts.gaps(chart, first.places[0], -first.walk.projected[0], np.array(request.compare)),
            "chart": chart_answer(f, chart, request.chart),
        }
    )


def _chart_run(asked: SurfaceRunRequest, start: np.ndarray) -> in_charts.ChartRun:
    if asked.retraction == "power":
        raise ValueError("a chart has no power iteration")
    return in_charts.ChartRun(
        start, asked.learning_rate, asked.momentum, asked.retraction, asked.steps, asked.tolerance
    )


def _chart_walk(
    chart: Chart, found: in_charts.ChartWalk, how: in_charts.ChartRetraction, pieces: int
) -> dict[str, Any]:
    led = in_charts.ways(chart, found, how, pieces) if pieces else None
    return _walk(found.walk) | {
        "coordinates": found.places,
        "metrics": found.metrics,
        "chart_ways": led,
        "ways": None if led is None else in_charts.ways_in_space(chart, found, how, led),
    }


def _answered(posed: Posed, request: ManifoldDescentRequest) -> Answer:
    walks = [walked(posed.f, posed.constraints, _run(each)) for each in request.runs]
    return Answer(
        {
            "variables": posed.f.variables,
            "surface": described(posed.constraints, posed.equations),
            "runs": [
                _walk(walk) | {"ways": ways(posed.constraints, walk, _back(each), request.pieces)}
                if request.pieces
                else _walk(walk) | {"ways": None}
                for walk, each in zip(walks, request.runs, strict=True)
            ],
            "gaps": gaps(posed.constraints, walks[0].points[0], -walks[0].projected[0], np.array(request.compare)),
        }
    )


def _run(asked: SurfaceRunRequest) -> SurfaceRun:
    start = np.array(asked.start, float)
    return SurfaceRun(start, asked.learning_rate, asked.momentum, _back(asked), asked.steps, asked.tolerance)


def _back(asked: SurfaceRunRequest) -> Retraction:
    if asked.retraction == "chart":
        raise ValueError("a surface of equations has no chart")
    return asked.retraction


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

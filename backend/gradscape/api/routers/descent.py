"""Walks in one variable: POST descent, POST root."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import check_size, on_a_line, read_field
from gradscape.api.models import Bound, FunctionText, Interval, Start, Steps, Strict
from gradscape.api.routers import lab_router
from gradscape.api.routers.parse import formula
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.optimize import roots
from gradscape.optimize.closed_form import ClosedForm, Regime
from gradscape.optimize.convergence import Order
from gradscape.optimize.descent import Descent, EndKind, descend
from gradscape.optimize.walks import Reason, Run

router = lab_router()

Tolerance = Annotated[float, Field(ge=0)]


class RunRequest(Strict):
    """One walk."""

    method: Literal["gradient-descent", "newton"] = "gradient-descent"
    start: Start = Field(description="one number for each variable")
    learning_rate: Bound = Field(0.1, description="of Newton's method: the part of its step that is taken")
    steps: Steps = 100
    tolerance: Tolerance = Field(1e-10, description="it has arrived where |f'| is at most this; 0 makes all steps")


class DescentRequest(Strict):
    """A function of at most one variable, and walks on it."""

    function: FunctionText
    runs: Annotated[list[RunRequest], Field(min_length=1, max_length=limits.RUNS)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "(x^2 - 3)^2"},
                    "runs": [{"method": "gradient-descent", "start": [2], "learning_rate": 0.05, "steps": 50}],
                }
            ]
        }
    )


class Stop(BaseModel):
    """Why a walk ended."""

    reason: Reason
    message: str


class OrderAnswer(BaseModel):
    """Order of convergence, measured: |e_{n+1}| is about rate |e_n|^order. Nulls where too few steps can tell."""

    kind: Literal["quadratic", "linear", "sublinear"] | None
    order: float | None
    rate: float | None


class EndAnswer(BaseModel):
    """What the function is like where a walk has arrived."""

    kind: EndKind
    eigenvalues: list[float | None] = Field(description="of the Hessian: of one variable, f'' alone")


class EvaluationsAnswer(BaseModel):
    """How often the method needed f and its derivatives."""

    value: int
    gradient: int
    hessian: int


class ClosedFormAnswer(BaseModel):
    """On a parabola the iterates have a formula: x_m = fixed_point + (x_0 - fixed_point) ratio^m."""

    fixed_point: float
    ratio: float
    points: list[float | None]
    regime: Regime
    mathml: str
    latex: str


class RunAnswer(BaseModel):
    """What a walk did."""

    points: list[list[float]] = Field(description="the start first")
    values: list[float | None]
    slopes: list[float | None] = Field(description="f' at each point")
    curvatures: list[float | None] = Field(description="f'' at each point")
    gradient_norms: list[float | None]
    stop: Stop
    ended_at: EndAnswer | None = Field(description="null unless it has arrived")
    predicted_rate: float | None = Field(description="of the errors, by theory: |1 - a f''| for gradient descent")
    measured_rate: float | None = Field(description="the same from the iterates, where they converge linearly")
    order: OrderAnswer
    evaluations: EvaluationsAnswer
    closed_form: ClosedFormAnswer | None = Field(description="null unless the function is a parabola")


class DescentAnswer(BaseModel):
    """One entry for each run, in their order."""

    runs: list[RunAnswer]


@router.post("/descent", response_model=DescentAnswer)
async def descent(request: DescentRequest) -> Answer:
    """Gradient descent and Newton's method, several walks side by side, each with the reason why it stopped."""
    field = on_a_line(read_field(request.function))
    for k, each in enumerate(request.runs):
        check_size(field, f"runs[{k}].start", len(each.start))
    is_short = max(each.steps for each in request.runs) <= limits.INLINE_STEPS
    return await run(partial(_descent, field, request), is_short=is_short)


def _descent(field: ScalarField, request: DescentRequest) -> Answer:
    runs = [Run(each.method, each.start[0], each.learning_rate, each.steps, each.tolerance) for each in request.runs]
    return Answer({"runs": [_run(each) for each in descend(field, runs)]})


def _run(found: Descent) -> dict[str, Any]:
    walk = found.walk
    end = found.ended_at and {"kind": found.ended_at, "eigenvalues": walk.curvatures[-1:]}
    return {
        "points": walk.points[:, None],
        "values": walk.values,
        "slopes": walk.slopes,
        "curvatures": walk.curvatures,
        "gradient_norms": np.abs(walk.slopes),
        "stop": {"reason": walk.reason, "message": found.message},
        "ended_at": end,
        "predicted_rate": found.predicted_rate,
        "measured_rate": None if found.order.kind == "quadratic" else found.order.rate,
        "order": _order(found.order),
        "evaluations": found.evaluations._asdict(),
        "closed_form": found.closed_form and _closed_form(found.closed_form),
    }


def _order(order: Order) -> dict[str, Any]:
    return order._asdict()


def _closed_form(exact: ClosedForm) -> dict[str, Any]:
    named = {name: value for name, value in exact._asdict().items() if name != "formula"}
    return {**named, **(formula(exact.formula) or {})}


class RootRequest(Strict):
    """A function of at most one variable, and where to begin."""

    function: FunctionText
    method: Literal["newton", "bisection"] = "newton"
    start: Bound | None = Field(None, description="for Newton's method")
    bracket: Interval | None = Field(None, description="for bisection: f has different signs at its ends")
    steps: Steps = 50
    tolerance: Tolerance = Field(1e-12, description="a step of at most this part of max(1, |x|) has arrived")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"function": {"source": "x^2 - 2"}, "method": "newton", "start": 1, "steps": 20}]
        }
    )


class IterateAnswer(BaseModel):
    """One step of the way to a zero."""

    x: float
    value: float | None
    slope: float | None


class RootAnswer(BaseModel):
    """The way to a zero, the start first."""

    iterates: list[IterateAnswer]
    stop: Stop
    order: OrderAnswer


@router.post("/root", response_model=RootAnswer)
async def root(request: RootRequest) -> Answer:
    """A zero by Newton's method, where each tangent meets the axis, or by bisection."""
    field = on_a_line(read_field(request.function))
    wanted = "start" if request.method == "newton" else "bracket"
    if getattr(request, wanted) is None:
        raise invalid(wanted, f"is missing: {request.method} begins there")
    return await run(partial(_root, field, request), is_short=request.steps <= limits.INLINE_STEPS)


def _root(field: ScalarField, request: RootRequest) -> Answer:
    try:
        found = _found(field, request)
    except roots.NoChangeOfSign as error:
        raise invalid("bracket", f"must have values of different signs at its ends, but {error}") from error
    columns = zip(found.points, found.values, found.slopes, strict=True)
    return Answer(
        {
            "iterates": [{"x": x, "value": value, "slope": slope} for x, value, slope in columns],
            "stop": {"reason": found.reason, "message": found.message},
            "order": _order(found.order),
        }
    )


def _found(field: ScalarField, request: RootRequest) -> roots.Root:
    if request.bracket is not None and request.method == "bisection":
        low, high = request.bracket
        return roots.bisection(field, low, high, request.steps, request.tolerance)
    assert request.start is not None
    return roots.newton(field, request.start, request.steps, request.tolerance)

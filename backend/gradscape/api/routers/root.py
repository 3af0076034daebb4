"""A zero of a function of one variable: POST root."""

from functools import partial
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import on_a_line, read_field
from gradscape.api.models import Bound, FunctionText, Interval, Steps, Strict
from gradscape.api.routers import lab_router
from gradscape.api.walk_texts import OrderAnswer, Stop, Tolerance
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.walks.line import roots

router = lab_router("descent")


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

    x: float | None
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
    return await run(partial(_root, field, request), seconds=prices.root(field, request.steps))


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
            "order": found.order._asdict(),
        }
    )


def _found(field: ScalarField, request: RootRequest) -> roots.Root:
    if request.bracket is not None and request.method == "bisection":
        low, high = request.bracket
        return roots.bisection(field, low, high, request.steps, request.tolerance)
    assert request.start is not None
    return roots.newton(field, request.start, request.steps, request.tolerance)

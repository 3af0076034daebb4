"""Functions of one variable: POST curve, POST differentiability, POST extrema."""

from functools import partial
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.functions import on_a_line, read_field
from gradscape.api.models import Bound, Digits, FunctionText, Interval, LeftOverAnswer, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus import extremum_kinds
from gradscape.calculus.curves import Break, breaks, curve
from gradscape.calculus.differentiability import Kind, differentiability
from gradscape.calculus.extrema import PROOF, extrema
from gradscape.calculus.field import Field as ScalarField
from gradscape.certify.completeness import Complete
from gradscape.language.kinks import guards

router = lab_router("derivatives")


class CurveRequest(Strict):
    """A function of at most one variable, and where to draw it."""

    function: FunctionText
    x: Interval
    samples: int = Field(512, ge=limits.FEWEST_RESOLUTION, le=limits.SAMPLES, description="points, ends included")
    derivatives: int = Field(1, ge=0, le=limits.DERIVATIVES, description="up to which order")
    at: list[Bound] = Field(
        default_factory=list, max_length=limits.PLACES, description="places whose derivatives are given one by one"
    )
    digits: Digits = "checked"
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": {"source": "sign(x)"}, "x": [-1, 1], "samples": 3, "at": [0.5]}]}
    )


class BreakAnswer(BaseModel):
    """Where the curve breaks, and what its values reach there; null where there is none or no bound."""

    x: float
    kind: Kind
    value: float | None
    left_limit: float | None
    right_limit: float | None


class LostAnswer(BaseModel):
    """A stretch on which one derivative has lost its digits to rounding; it is null there."""

    order: int = Field(description="of the derivative, 0 for the function itself")
    low: float
    high: float


class CurvePlaceAnswer(BaseModel):
    """The derivatives at one of the places asked for."""

    x: float
    derivatives: list[float | None] = Field(
        description="f, f', f'', ...; null where one does not exist, or rounding leaves fewer than six digits of it"
    )


class CurveAnswer(BaseModel):
    """The graph: values[k][i] is the k-th derivative at x[i]."""

    variable: str
    x: list[float] | Base64Array
    values: list[list[float | None]] | Base64Array = Field(description="null (base64: NaN) where undefined")
    breaks: list[BreakAnswer] = Field(description="poles, jumps, gaps, corners and ends of the domain, at most 64")
    lost: list[LostAnswer] | None = Field(
        description="where rounding errors exceed a millionth of a derivative and of its median size, as near 0 in "
        "(1 - cos x)/x^2; null where digits are as computed"
    )
    points: list[CurvePlaceAnswer]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "variable": "x",
                    "x": [-1.0, 0.0, 1.0],
                    "values": [[-1.0, 0.0, 1.0], [0.0, None, 0.0]],
                    "breaks": [{"x": 0.0, "kind": "jump", "value": 0.0, "left_limit": -1.0, "right_limit": 1.0}],
                    "lost": [],
                    "points": [{"x": 0.5, "derivatives": [1.0, 0.0]}],
                }
            ]
        }
    )


@router.post("/curve", response_model=CurveAnswer)
async def curve_over_an_interval(request: CurveRequest) -> Answer:
    """Samples a function of one variable and its derivatives, and finds where it breaks."""
    field = on_a_line(read_field(request.function))
    # Looking for breaks takes much longer than drawing.
    is_unbroken = not guards(field.function.tree, field.variables[0])
    is_checked = request.digits == "checked"
    seconds = prices.curve(field, request.samples, is_checked=is_checked, is_unbroken=is_unbroken)
    return await run(partial(_curve, field, request), seconds=seconds)


def _curve(field: ScalarField, request: CurveRequest) -> Answer:
    low, high = request.x
    places = np.array(request.at, float)
    is_checked = request.digits == "checked"
    graph = curve(field, low, high, request.samples, request.derivatives, places, is_checked=is_checked)
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    return Answer(
        {
            "variable": field.variables[0],
            "x": form(graph.x),
            "values": form(graph.values),
            "breaks": [_break(each) for each in breaks(field, low, high)],
            "lost": None if graph.lost is None else [stretch._asdict() for stretch in graph.lost],
            "points": [{"x": x, "derivatives": row} for x, row in zip(places, graph.at.T, strict=True)],
        }
    )


def _break(found: Break) -> dict[str, Any]:
    at = found.at
    limits = {"left_limit": at.left_limit, "right_limit": at.right_limit}
    return {"x": found.x, "kind": at.kind, "value": at.value, **limits}


class DifferentiabilityRequest(Strict):
    """A function of at most one variable, and a place."""

    function: FunctionText
    x: Bound

    model_config = ConfigDict(json_schema_extra={"examples": [{"function": {"source": "x|x|"}, "x": 0}]})


class DifferentiabilityAnswer(BaseModel):
    """How smooth the function is there; null where something does not exist or is infinite."""

    kind: Kind = Field(description="'smooth' where a derivative exists")
    order: int = Field(description="how often it can be differentiated there")
    is_order_exact: bool = Field(description="if not, it can be differentiated at least so often")
    value: float | None
    slope: float | None
    left_slope: float | None
    right_slope: float | None
    left_limit: float | None = Field(description="of the values coming from the left")
    right_limit: float | None
    autodiff: float | None = Field(description="what JAX answers by itself: where there is no slope, a convention")
    message: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "smooth",
                    "order": 1,
                    "is_order_exact": True,
                    "value": 0.0,
                    "slope": 0.0,
                    "left_slope": 0.0,
                    "right_slope": 0.0,
                    "left_limit": 0.0,
                    "right_limit": 0.0,
                    "autodiff": 0.0,
                    "message": "Differentiable once, but not twice, at x = 0: the slope is 0.",
                }
            ]
        }
    )


@router.post("/differentiability", response_model=DifferentiabilityAnswer)
async def differentiability_at(request: DifferentiabilityRequest) -> Answer:
    """Whether there is a derivative at a place, and if not, why."""
    field = on_a_line(read_field(request.function))
    return await run(partial(_differentiability, field, request.x), seconds=prices.place(field))


def _differentiability(field: ScalarField, x: float) -> Answer:
    return Answer(differentiability(field, x)._asdict())


class ExtremaRequest(Strict):
    """A function of at most one variable, and a closed interval."""

    function: FunctionText
    interval: Interval
    prove: bool = Field(
        False, description="search once more, for up to a second, so that no critical point can be missed"
    )

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": {"source": "x^3 - 3x"}, "interval": [-2, 3]}]}
    )


class ExtremumAnswer(BaseModel):
    """A critical point, an end of the interval, or an inflection point."""

    x: float
    value: float
    kind: extremum_kinds.Kind
    test: str = Field(description="what decided its kind")
    first: float | None = Field(description="f', null where there is none")
    second: float | None
    left_slope: float | None = Field(description="f' a little to the left; at a corner, the slope from the left")
    right_slope: float | None
    at_end: bool


class GlobalAnswer(BaseModel):
    """A largest or smallest value, at the first place that has it."""

    x: float
    value: float
    also_at: list[float] = Field(description="the other places that have it, to rounding, from left to right")


class ExtremaAnswer(BaseModel):
    """All that was found, from left to right."""

    points: list[ExtremumAnswer]
    global_minimum: GlobalAnswer | None
    global_maximum: GlobalAnswer | None
    notes: list[str] = Field(description="why there is no global extremum; stretches of critical points")
    complete: Complete = Field(
        description="whether all critical points inside the interval are here: proved; proved-apart from the places "
        "left over; likely, as finer and finer samples bring no others; or unknown"
    )
    left_over: list[LeftOverAnswer] = Field(description="places that the proof does not cover, at most 64")


@router.post("/extrema", response_model=ExtremaAnswer)
async def extrema_on_an_interval(request: ExtremaRequest) -> Answer:
    """Critical points, inflection points and ends, each with the test that decided its kind."""
    field = on_a_line(read_field(request.function))
    seconds = prices.extrema(field) + (PROOF if request.prove else 0.0)
    return await run(partial(_extrema, field, request), seconds=seconds)


def _extrema(field: ScalarField, request: ExtremaRequest) -> Answer:
    low, high = request.interval
    found = extrema(field, low, high, prove=request.prove)
    return Answer(
        {
            "points": [point._asdict() for point in found.points],
            "global_minimum": found.global_minimum and found.global_minimum._asdict(),
            "global_maximum": found.global_maximum and found.global_maximum._asdict(),
            "notes": found.notes,
            "complete": found.complete,
            "left_over": [place._asdict() for place in found.left_over],
        }
    )

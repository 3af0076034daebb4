"""Pictures of many walks at once: POST basins, POST learning-rate-map."""

from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits
from gradscape.api.answers import Answer
from gradscape.api.functions import check_size, on_a_line, read_field
from gradscape.api.models import Bound, FunctionText, Interval, Start, Steps, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.optimize import maps
from gradscape.optimize.descent import EndKind
from gradscape.optimize.walks import Method

router = lab_router()


class BasinsRequest(Strict):
    """A function of at most one variable, and an interval of starts."""

    function: FunctionText
    box: Annotated[list[Interval], Field(min_length=1, max_length=1)]
    resolution: int = Field(400, ge=limits.FEWEST_RESOLUTION, le=limits.WALKS, description="starts, ends included")
    method: Method = Field("newton-root", description="newton-root looks for zeros, newton for zeros of f'")
    learning_rate: Bound = 1.0
    steps: Steps = 100

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": {"source": "x^3 - x"}, "box": [[-2, 2]], "resolution": 9}]}
    )


class AttractorAnswer(BaseModel):
    """Where walks end."""

    point: list[float]
    value: float
    kind: EndKind | Literal["zero"]


class BasinsAnswer(BaseModel):
    """Each start, the number of the attractor it ends in (-1: none), and how many steps that took."""

    x: list[float]
    labels: list[int]
    iterations: list[int]
    attractors: list[AttractorAnswer]


@router.post("/basins", response_model=BasinsAnswer)
async def basins(request: BasinsRequest) -> Answer:
    """Which start leads where."""
    return await run(partial(_basins, on_a_line(read_field(request.function)), request))


def _basins(field: ScalarField, request: BasinsRequest) -> Answer:
    low, high = request.box[0]
    starts = np.linspace(low, high, request.resolution)
    found = maps.basins(field, starts, request.method, request.learning_rate, request.steps)
    return Answer(
        {
            "x": found.starts,
            "labels": found.labels,
            "iterations": found.iterations,
            "attractors": [{**each._asdict(), "point": [each.point]} for each in found.attractors],
        }
    )


class RateMapRequest(Strict):
    """A function of at most one variable, one start, and an interval of learning rates."""

    function: FunctionText
    start: Start
    learning_rate: Interval
    method: Literal["gradient-descent", "newton"] = "gradient-descent"
    count: int = Field(400, ge=limits.FEWEST_RESOLUTION, le=limits.WALKS, description="learning rates, ends included")
    steps: int = Field(1000, ge=0, le=limits.STEPS, description="that are made before one looks")
    keep: int = Field(32, ge=1, le=limits.KEPT_ITERATES, description="iterates that are kept of each walk")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"function": {"source": "x^2 + 4"}, "start": [1], "learning_rate": [0, 1.2], "count": 7, "keep": 2}
            ]
        }
    )


class RateMapAnswer(BaseModel):
    """For each learning rate, where its walk ends or goes around."""

    learning_rates: list[float]
    ends: list[list[float | None]] = Field(description="the last iterates; null where the walk has gone")
    outcomes: list[maps.Outcome]
    periods: list[int | None]


@router.post("/learning-rate-map", response_model=RateMapAnswer)
async def learning_rate_map(request: RateMapRequest) -> Answer:
    """Where walks end, against the learning rate: a bifurcation picture."""
    field = on_a_line(read_field(request.function))
    check_size(field, "start", len(request.start))
    return await run(partial(_rate_map, field, request))


def _rate_map(field: ScalarField, request: RateMapRequest) -> Answer:
    low, high = request.learning_rate
    rates = np.linspace(low, high, request.count)
    found = maps.rate_map(field, request.start[0], rates, request.method, request.steps, request.keep)
    return Answer(
        {
            "learning_rates": found.rates,
            "ends": found.ends,
            "outcomes": found.outcomes,
            "periods": found.periods,
        }
    )

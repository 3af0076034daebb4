"""How walks depend on the learning rate and the momentum: POST learning-rate-map, sweep, convergence-rates."""

from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.functions import check_size, on_a_line, read_field
from gradscape.api.models import FunctionText, Interval, Start, Strict
from gradscape.api.routers import lab_router
from gradscape.api.sweep_texts import Momenta, SweepQuestion, rates_and_momenta, read_sweep
from gradscape.api.walk_texts import BestAnswer
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.walks.line.rate_map import Outcome, rate_map
from gradscape.walks.methods import LINE_METHODS, METHOD, MOMENTUM_METHODS, LineMethodName, MomentumMethodName
from gradscape.walks.run import Run
from gradscape.walks.sweeps import SweepOutcome, sweep
from gradscape.walks.theory import best_gradient_descent, best_momentum, convergence_rate

router = lab_router("descent")


class RateMapRequest(Strict):
    """A function of at most one variable, one start, and an interval of learning rates."""

    function: FunctionText
    start: Start
    learning_rate: Interval
    method: LineMethodName = LINE_METHODS[0]
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
    outcomes: list[Outcome]
    periods: list[int | None]


@router.post("/learning-rate-map", response_model=RateMapAnswer)
async def learning_rate_map(request: RateMapRequest) -> Answer:
    """Where walks end, against the learning rate: a bifurcation picture."""
    field = on_a_line(read_field(request.function))
    check_size(field, "start", len(request.start))
    seconds = prices.on_a_line(field, request.count, request.steps + request.keep)
    return await run(partial(_rate_map, field, request), seconds=seconds)


def _rate_map(field: ScalarField, request: RateMapRequest) -> Answer:
    low, high = request.learning_rate
    rates = np.linspace(low, high, request.count)
    rule = METHOD[request.method].on_a_line
    assert rule is not None
    found = rate_map(field, request.start[0], rates, rule, request.steps, request.keep)
    return Answer(
        {
            "learning_rates": found.rates,
            "ends": found.ends,
            "outcomes": found.outcomes,
            "periods": found.periods,
        }
    )


class SweepRequest(SweepQuestion):
    """A walk, and the learning rates and momenta to try it with."""

    resolution: int = Field(64, ge=limits.FEWEST_RESOLUTION, le=limits.SWEEP, description="along each axis")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "x^2 + 10 y^2"},
                    "run": {"method": "momentum", "start": [1, 1], "steps": 100},
                    "learning_rate": [0.001, 1],
                    "momentum": [0, 0.99],
                    "resolution": 4,
                }
            ]
        }
    )


class SweepAnswer(BaseModel):
    """For each momentum (one row if none were asked for) and learning rate: the last value, null where it has gone."""

    learning_rates: list[float]
    momenta: list[float] | None
    values: list[list[float | None]]
    iterations: list[list[int]]
    outcomes: list[list[SweepOutcome]]
    partial: bool = Field(description="whether its time was up: this is what was done until then")


@router.post("/sweep", response_model=SweepAnswer)
async def sweep_of_settings(request: SweepRequest) -> Answer:
    """What a walk comes to, against the learning rate and the momentum."""
    field, walk = read_sweep(request)
    count = request.resolution * (request.resolution if request.momentum else 1)
    return await run(partial(_sweep, field, request, walk), seconds=prices.ends(field, walk, count))


def _sweep(field: ScalarField, request: SweepRequest, walk: Run) -> Answer:
    rates, momenta = rates_and_momenta(request, request.resolution)
    found = sweep(field, walk, rates, momenta)
    named = found._asdict() | {"outcomes": found.outcomes.tolist(), "partial": interest.was_cut()}
    return Answer({"learning_rates": rates, "momenta": momenta, **named})


class RatesRequest(Strict):
    """The curvatures of a quadratic, and which learning rates and momenta to look at."""

    eigenvalues: Annotated[list[Annotated[float, Field(gt=0)]], Field(min_length=1, max_length=limits.VARIABLES)]
    method: MomentumMethodName = MOMENTUM_METHODS[0]
    learning_rate: Interval
    momentum: Momenta = Field(default_factory=lambda: [0.0, 0.99])
    resolution: int = Field(64, ge=limits.FEWEST_RESOLUTION, le=limits.RESOLUTION)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"eigenvalues": [0.01, 0.1, 1], "learning_rate": [0, 4], "momentum": [0, 0.9], "resolution": 4}
            ]
        }
    )


class RatesAnswer(BaseModel):
    """|e_{k+1}| / |e_k| in the long run, a row for each momentum; above 1 the method diverges, null beyond numbers."""

    learning_rates: list[float]
    momenta: list[float]
    rates: list[list[float | None]]
    best: dict[Literal["gradient_descent", "momentum"], BestAnswer]


@router.post("/convergence-rates", response_model=RatesAnswer)
async def convergence_rates(request: RatesRequest) -> Answer:
    """How fast gradient methods converge on a quadratic, by theory: no walk is made."""
    rates = _evenly(request.learning_rate, request.resolution)
    momenta = _evenly(request.momentum, request.resolution)
    eigenvalues = np.array(request.eigenvalues, float)
    least, most = float(eigenvalues.min()), float(eigenvalues.max())
    best = {"gradient_descent": best_gradient_descent(least, most), "momentum": best_momentum(least, most)}
    return Answer(
        {
            "learning_rates": rates,
            "momenta": momenta,
            "rates": convergence_rate(request.method, eigenvalues, rates[None, :], momenta[:, None]),
            "best": {name: each._asdict() for name, each in best.items()},
        }
    )


def _evenly(interval: list[float], count: int) -> np.ndarray:
    low, high = interval
    return np.linspace(low, high, count)

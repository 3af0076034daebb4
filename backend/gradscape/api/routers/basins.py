"""Where walks lead, for many starts at once: POST basins."""

from functools import partial

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.basins_texts import AttractorAnswer, BasinsQuestion, Tile, axes_of, basins_of, walk_in_a_plane
from gradscape.api.errors import invalid
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.machine.kernels import LINE_RULES
from gradscape.walks.basins import line_basins
from gradscape.walks.run import Run

router = lab_router("descent")


class BasinsRequest(BasinsQuestion):
    """A function of one variable and an interval of starts, or of two and a rectangle of them."""

    resolution: int = Field(128, ge=limits.FEWEST_RESOLUTION, le=limits.WALKS, description="starts along each side")
    tile: Tile | None = Field(None, description="of two variables: the part of the grid that is wanted now")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
                    "box": [[-5, 5], [-5, 5]],
                    "resolution": 64,
                    "tile": {"first": [0, 0], "stride": 16},
                },
                {"function": {"source": "x^3 - x"}, "box": [[-2, 2]], "resolution": 9, "method": "newton-root"},
            ]
        }
    )


class BasinsAnswer(BaseModel):
    """Each start's attractor (-1: not at rest, -2: gone) and how many steps that took; rows of y in two variables."""

    x: list[float]
    y: list[float] | None
    labels: list[int] | list[list[int]]
    iterations: list[int] | list[list[int]]
    attractors: list[AttractorAnswer]
    partial: bool = Field(description="whether its time was up: this is what was done until then")


@router.post("/basins", response_model=BasinsAnswer)
async def basins(request: BasinsRequest) -> Answer:
    """Which start leads where."""
    field = at_least_one_variable(read_field(request.function))
    check_size(field, "box", len(request.box))
    if len(request.box) == 1:
        return await run(
            partial(_line, field, request), seconds=prices.on_a_line(field, request.resolution, request.steps)
        )
    walk = walk_in_a_plane(request)
    axes = axes_of(request.box, request.resolution, request.tile, walk)
    return await run(
        partial(_plane, field, request, walk, axes), seconds=prices.ends(field, walk, axes[0].size * axes[1].size)
    )


def _line(field: ScalarField, request: BasinsRequest) -> Answer:
    if request.method not in LINE_RULES:
        raise invalid("method", f"must be one of {', '.join(LINE_RULES)} in one variable")
    low, high = request.box[0]
    starts = np.linspace(low, high, request.resolution)
    rate = 1.0 if request.learning_rate is None else request.learning_rate
    found = line_basins(field, starts, request.method, rate, request.steps)
    return Answer(
        {
            "x": starts,
            "y": None,
            "labels": found.labels,
            "iterations": found.iterations,
            "attractors": [each._asdict() for each in found.attractors],
            "partial": interest.was_cut(),
        }
    )


def _plane(field: ScalarField, request: BasinsRequest, walk: Run, axes: tuple[np.ndarray, np.ndarray]) -> Answer:
    found = basins_of(field, request, walk, axes)
    return Answer(
        {
            "x": axes[0],
            "y": axes[1],
            "labels": found.labels,
            "iterations": found.iterations,
            "attractors": [each._asdict() for each in found.attractors],
            "partial": interest.was_cut(),
        }
    )

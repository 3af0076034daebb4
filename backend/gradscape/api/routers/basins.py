"""Where walks lead, for many starts at once: POST basins."""

from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.models import FunctionText, Interval, Steps, Strict
from gradscape.api.routers import lab_router
from gradscape.api.walk_texts import SettingsRequest
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.machine.kernels import LINE_RULES
from gradscape.walks.basins import MOST_ATTRACTORS, line_basins, plane_basins
from gradscape.walks.critical import Kind
from gradscape.walks.ends import is_quick
from gradscape.walks.methods import USUAL_METHOD_OF_BASINS, MethodName
from gradscape.walks.run import Run

router = lab_router("descent")


class Tile(Strict):
    """Every stride-th row and column of the grid, from the first ones: so a picture can come coarse first."""

    first: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)] = Field(
        description="row and column"
    )
    stride: int = Field(1, ge=1, le=limits.WALKS)


class BasinsRequest(SettingsRequest):
    """A function of one variable and an interval of starts, or of two and a rectangle of them."""

    function: FunctionText
    box: Annotated[list[Interval], Field(min_length=1, max_length=2)]
    resolution: int = Field(128, ge=limits.FEWEST_RESOLUTION, le=limits.WALKS, description="starts along each side")
    method: MethodName | Literal["newton-root"] = Field(
        USUAL_METHOD_OF_BASINS, description="newton looks for zeros of ∇f; newton-root, in one variable, for zeros of f"
    )
    steps: Steps = 100
    tile: Tile | None = Field(None, description="of two variables: the part of the grid that is wanted now")
    attractors: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]], Field(max_length=MOST_ATTRACTORS)
    ] = Field(default_factory=list, description="of earlier tiles: they keep their numbers")

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


class AttractorAnswer(BaseModel):
    """Where walks end."""

    point: list[float]
    value: float | None
    kind: Literal[Kind, "zero"]


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
    if request.method == "newton-root":
        raise invalid("method", "newton-root looks for zeros of a function of one variable")
    walk, axes = _walk(request), _axes(request)
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


def _walk(request: BasinsRequest) -> Run:
    assert request.method != "newton-root"
    return Run(request.method, np.zeros(2), request.settings(""), request.steps, 0.0, 0)


def _plane(field: ScalarField, request: BasinsRequest, walk: Run, axes: tuple[np.ndarray, np.ndarray]) -> Answer:
    x, y = axes
    most = limits.STARTS if is_quick(walk) else limits.SLOW_STARTS
    if len(x) * len(y) > most:
        raise invalid("tile", f"has {len(x) * len(y)} starts; of this method at most {most} are walked at once")
    starts = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    known = [np.array(point, float) for point in request.attractors]
    found = plane_basins(field, starts, np.array(request.box, float), walk, known)
    shape = len(y), len(x)
    return Answer(
        {
            "x": x,
            "y": y,
            "labels": found.labels.reshape(shape),
            "iterations": found.iterations.reshape(shape),
            "attractors": [each._asdict() for each in found.attractors],
            "partial": interest.was_cut(),
        }
    )


def _axes(request: BasinsRequest) -> tuple[np.ndarray, np.ndarray]:
    """x of the tile's columns and y of its rows."""
    tile = request.tile or Tile(first=[0, 0], stride=1)
    row, column = tile.first
    if max(row, column) >= request.resolution:
        raise invalid("tile.first", f"must be below the resolution, {request.resolution}")
    x, y = (np.linspace(low, high, request.resolution) for low, high in request.box)
    return x[column :: tile.stride], y[row :: tile.stride]

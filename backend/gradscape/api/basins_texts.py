"""What requests for basins are made of, and how a part of a plane's picture is walked: for POST basins and its jobs."""

from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import limits
from gradscape.api.errors import invalid
from gradscape.api.models import FunctionText, Interval, Steps, Strict
from gradscape.api.walk_texts import SettingsRequest
from gradscape.calculus.field import Field as ScalarField
from gradscape.walks.basins import MOST_ATTRACTORS, Basins, plane_basins
from gradscape.walks.critical import Kind
from gradscape.walks.ends import is_quick
from gradscape.walks.methods import USUAL_METHOD_OF_BASINS, MethodName
from gradscape.walks.run import Run


class Tile(Strict):
    """Every stride-th row and column of the grid, from the first ones: so a picture can come coarse first."""

    first: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)] = Field(
        description="row and column"
    )
    stride: int = Field(1, ge=1, le=limits.WALKS)


class BasinsQuestion(SettingsRequest):
    """A function, where walks start, and how they go."""

    function: FunctionText
    box: Annotated[list[Interval], Field(min_length=1, max_length=2)]
    method: Literal[MethodName, "newton-root"] = Field(  # pyright: ignore[reportInvalidTypeForm]
        USUAL_METHOD_OF_BASINS, description="newton looks for zeros of ∇f; newton-root, in one variable, for zeros of f"
    )
    steps: Steps = 100
    attractors: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]], Field(max_length=MOST_ATTRACTORS)
    ] = Field(default_factory=list, description="of earlier tiles: they keep their numbers")


class AttractorAnswer(BaseModel):
    """Where walks end."""

    point: list[float]
    value: float | None
    kind: Literal[Kind, "zero"]


def walk_in_a_plane(request: BasinsQuestion) -> Run:
    """The walk that each start makes."""
    if request.method == "newton-root":
        raise invalid("method", "newton-root looks for zeros of a function of one variable")
    return Run(request.method, np.zeros(2), request.settings(""), request.steps, 0.0, 0)


def axes_of(box: list[Interval], resolution: int, tile: Tile | None, walk: Run) -> tuple[np.ndarray, np.ndarray]:
    """x of the tile's columns and y of its rows, where they are no more starts than the method walks at once."""
    tile = tile or Tile(first=[0, 0], stride=1)
    row, column = tile.first
    if max(row, column) >= resolution:
        raise invalid("tile.first", f"must be below the resolution, {resolution}")
    x, y = (np.linspace(low, high, resolution) for low, high in box)
    x, y = x[column :: tile.stride], y[row :: tile.stride]
    most = limits.STARTS if is_quick(walk) else limits.SLOW_STARTS
    if len(x) * len(y) > most:
        raise invalid("tile", f"has {len(x) * len(y)} starts; of this method at most {most} are walked at once")
    return x, y


def basins_of(field: ScalarField, request: BasinsQuestion, walk: Run, axes: tuple[np.ndarray, np.ndarray]) -> Basins:
    """Where the starts of a tile lead: labels and iterations with a row for each y."""
    x, y = axes
    starts = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    known = [np.array(point, float) for point in request.attractors]
    found = plane_basins(field, starts, np.array(request.box, float), walk, known)
    shape = len(y), len(x)
    return found._replace(labels=found.labels.reshape(shape), iterations=found.iterations.reshape(shape))

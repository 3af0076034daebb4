"""The numbers of the front door's pictures: GET front-door."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from threading import Lock

import anyio.to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from gradscape.api.answers import Answer
from gradscape.api.assets import FOREVER, Asset
from gradscape.api.front_door import pictures
from gradscape.api.routers import PREFIX
from gradscape.certify.classification import Kind

router = APIRouter(prefix=PREFIX, tags=["catalogue"])

Range = list[float]
Rows = list[list[float]]


class CurvePicture(BaseModel):
    """A curve at equal distances, ends included."""

    x: Range
    values: list[float]
    slopes: list[float]


class HeightsPicture(BaseModel):
    """Heights over a box: z[j][i], evenly spaced, from below."""

    x: Range
    y: Range
    z: Rows


class PlanePicture(HeightsPicture):
    """A surface."""

    slopes: list[Rows] = Field(description="the gradient at each place of the grid")


class PlacePicture(BaseModel):
    """A critical point."""

    point: list[float]
    kind: Kind


class PitsPicture(HeightsPicture):
    """A landscape with all its critical points in the box."""

    points: list[PlacePicture]


class WalkPicture(BaseModel):
    """A walk downhill."""

    label: str = Field(description="of its method")
    role: str = Field(description="of its colour")
    points: Rows
    values: list[float]


class RacePicture(HeightsPicture):
    """Walks from one place."""

    walks: list[WalkPicture]


class BasinsPicture(BaseModel):
    """Which start leads where."""

    x: Range
    y: Range
    labels: list[str] = Field(description="rows from below; a letter for each start, `a` for the first attractor")
    attractors: list[PlacePicture]


class ConstraintPicture(HeightsPicture):
    """A landscape with the curve of a constraint."""

    curve: Rows = Field(description="points of the curve in order")
    gradients: Rows = Field(description="of the function, at each of them")
    slopes: list[float] = Field(description="of the function along the curve, at each of them")
    points: list[PlacePicture] = Field(description="the solutions of Lagrange's condition on it")


class MapPicture(BaseModel):
    """A map at a lattice of places, rows from below."""

    x: Range
    y: Range
    images: list[Rows]
    jacobians: list[list[Rows]]


class LinePicture(BaseModel):
    """Points and their line of least squares, as slope and intercept."""

    points: Rows
    line: list[float]
    answers: Rows = Field(description="for each point: how much the line changes when its y grows by 1")


class NetworkPicture(BaseModel):
    """A network's answers while it learns two classes."""

    x: Range
    y: Range
    points: Rows
    classes: list[int]
    epochs: list[int]
    answers: list[list[list[int]]] = Field(
        description="after each of these epochs, rows from below: 0 for one class, 100 for the other"
    )


class FrontDoor(BaseModel):
    """The numbers of each picture."""

    curve: CurvePicture
    plane: PlanePicture
    pits: PitsPicture
    race: RacePicture
    basins: BasinsPicture
    constraint: ConstraintPicture
    map: MapPicture
    line: LinePicture
    network: NetworkPicture


@router.get("/front-door", response_model=FrontDoor)
async def front_door(request: Request) -> Response:
    """The numbers of the pictures that the front door shows, computed once by the same code as the labs'."""
    asset = await anyio.to_thread.run_sync(_made_once)
    return asset.response(request, FOREVER if request.query_params.get("v") == version() else None)


_lock = Lock()


def _made_once() -> Asset:
    # Whoever comes while they are computed waits for the same numbers.
    with _lock:
        return _asset()


@cache
def _asset() -> Asset:
    return Asset(bytes(Answer(pictures()).body), "application/json")


@cache
def version() -> str:
    """Of all that the numbers are computed by, so that the page can name it before they are there."""
    found = hashlib.sha256()
    for file in _sources(resources.files("gradscape")):
        found.update(file.read_bytes())
    return found.hexdigest()[:24]


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _sources(each)
        elif each.name.endswith((".py", ".toml")):
            yield each

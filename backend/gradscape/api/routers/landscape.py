"""The loss of a network seen as a landscape: POST network/landscape."""

from functools import partial
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import prices
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.landscape_texts import LandscapeRequest, read_plane, read_walk
from gradscape.api.lesson_texts import read_lesson
from gradscape.api.network_features import read_features
from gradscape.api.network_texts import read_network
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.learning.curvature import Spectrum, spectrum
from gradscape.learning.landscape import Plane, Slice, sliced
from gradscape.learning.many import losses
from gradscape.learning.networks import Network
from gradscape.learning.numbers import numbers_of

router = lab_router("networks")


class SliceAnswer(BaseModel):
    """The loss over a plane: losses[j][i] at (x[i], y[j]), and the walk on it."""

    axes: list[str] = Field(description="what the two directions are")
    directions: list[list[float]] | Base64Array = Field(description="in all numbers: (2, numbers)")
    x: list[float] | Base64Array
    y: list[float] | Base64Array
    losses: list[list[float | None]] | Base64Array
    range: list[float | None] = Field(description="lowest and highest loss of them")
    centre: list[float] = Field(description="where the network itself is")
    path: list[list[float]] | Base64Array = Field(description="the place nearest to each frame, (frames, 2)")
    path_losses: list[float | None] = Field(description="the true loss of each frame")
    slice_losses: list[float | None] = Field(description="the loss at its place in the plane")
    variances: list[float] | None = Field(
        description="parts of the walk's variance along its two principal directions; null of other planes"
    )
    explained: float | None = Field(description="part of the walk's variance in the plane; null of a walk of one place")


class LossCurvatureAnswer(BaseModel):
    """The ends of the spectrum of the loss's Hessian in all numbers; nulls where it is beyond all numbers."""

    eigenvalues: list[float | None] = Field(description="the leading ones, largest first")
    residuals: list[float | None] = Field(description="|H v - λ v| with |v| = 1: how far λ can be off")
    least: float | None = Field(description="the least eigenvalue of all")
    least_residual: float | None
    products: int = Field(description="Hessian-vector products that it took")


class LandscapeAnswer(BaseModel):
    """All losses are mean costs over the learned samples, without what L1 and L2 add."""

    loss: float | None = Field(description="of the network itself")
    numbers: int = Field(description="how many weights and biases the network has")
    slice: SliceAnswer | None
    curvature: LossCurvatureAnswer | None


@router.post("/network/landscape", response_model=LandscapeAnswer)
async def landscape(request: LandscapeRequest) -> Answer:
    """The loss over a plane in the space of all weights and biases, a walk on it, and how the loss is curved."""
    return await run(partial(_answered, request), seconds=_price(request))


def _price(request: LandscapeRequest) -> float:
    cells = 0 if request.plane is None else request.resolution**2
    samples = len(request.data.points or range(request.data.count))
    return prices.landscape(request.network.numbers(), samples, cells, request.curvature or 0)


def _answered(request: LandscapeRequest) -> Answer:
    network = read_network(request.network)
    data = read_lesson(network, request.data, read_features(request.features))
    learned = data.inputs[:, : data.trained], data.targets[:, : data.trained]
    numbers = numbers_of(network)
    walk = read_walk(request.path, len(numbers))
    plane = read_plane(request, network, walk)
    curvature = request.curvature and spectrum(network, *learned, request.curvature, request.seed)
    return Answer(
        {
            "loss": losses(network, numbers[None], *learned)[0],
            "numbers": len(numbers),
            "slice": plane and _slice(request, network, plane, walk, learned),
            "curvature": curvature and _curvature(curvature),
        }
    )


def _slice(
    request: LandscapeRequest, network: Network, plane: Plane, walk: np.ndarray, learned: tuple[np.ndarray, np.ndarray]
) -> dict[str, Any]:
    found: Slice = sliced(network, plane, walk, *learned, request.resolution, request.reach)
    finite = found.losses[np.isfinite(found.losses)]
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    return {
        "axes": plane.names,
        "directions": form(plane.directions),
        "x": form(found.x),
        "y": form(found.y),
        "losses": form(found.losses),
        "range": [finite.min(), finite.max()] if len(finite) else [None, None],
        "centre": plane.origin,
        "path": form(found.path),
        "path_losses": found.path_losses,
        "slice_losses": found.slice_losses,
        "variances": plane.variances,
        "explained": found.explained,
    }


def _curvature(found: Spectrum) -> dict[str, Any]:
    return {name: value for name, value in found._asdict().items() if name != "vectors"}

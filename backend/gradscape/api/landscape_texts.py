"""What requests about a network's loss landscape are made of, and the planes and walks that they stand for."""

import base64
import binascii
from typing import Annotated, Literal

import numpy as np
from pydantic import ConfigDict, Field

from gradscape.api import limits
from gradscape.api.errors import invalid
from gradscape.api.models import AN_OBJECT, BY_FORM, PLAIN, Bound, Seed, Strict
from gradscape.api.network_features import FeatureChoice
from gradscape.api.network_texts import NetworkText, SamplesText
from gradscape.language.digits import in_words
from gradscape.learning.landscape import NoPlane, Plane, principal_plane, random_plane, weights_plane
from gradscape.learning.networks import MOST_INPUTS, Network
from gradscape.learning.numbers import numbers_of

Place = Annotated[int, Field(ge=0)]


class WeightsText(Strict):
    """Two numbers, by their places in the list of all: weights row by row, then biases, layer after layer."""

    kind: Literal["weights"]
    first: Place
    second: Place


class RandomText(Strict):
    """Two random directions, unit by unit as long as the unit's own numbers."""

    kind: Literal["random"]
    seed: Seed = 0


class PathText(Strict):
    """The two directions in which the walk varied most."""

    kind: Literal["path"]


class WalkText(Strict):
    """Lists of numbers as the base64 of their little-endian bytes, one after another."""

    dtype: Literal["f4", "f8"]
    shape: Annotated[str, Field(pattern=r"^\d{1,4},\d{1,4}$", examples=["40,25"])]
    bdata: str


Frames = Annotated[
    list[Annotated[list[Bound], Field(min_length=1, max_length=limits.FRAME_NUMBERS)]],
    Field(max_length=limits.FRAMES),
]
Walk = Annotated[Annotated[Frames, PLAIN] | Annotated[WalkText, AN_OBJECT], BY_FORM]


class LandscapeRequest(Strict):
    """A network, what it learns, and which plane through it to see."""

    network: NetworkText
    data: SamplesText
    features: Annotated[list[FeatureChoice], Field(min_length=1, max_length=MOST_INPUTS)] = Field(default=["x1", "x2"])
    plane: Annotated[WeightsText | RandomText | PathText, Field(discriminator="kind")] | None = Field(
        None, description="null: no slice, only the curvature"
    )
    path: Walk = Field(
        default=[],
        description=f"earlier networks as lists of all their numbers, at most {limits.FRAMES} of them and "
        f"{limits.FRAME_NUMBERS} numbers in all",
    )
    resolution: Annotated[int, Field(ge=limits.FEWEST_RESOLUTION, le=limits.SLICE)] = 41
    reach: Annotated[float, Field(ge=1e-6, le=1e3)] = Field(
        1.0,
        description="how far the slice goes beyond network and walk: in the weights themselves, in the random "
        "directions, or in halves of the walk's extent",
    )
    curvature: Annotated[int, Field(ge=1, le=limits.EIGENVALUES)] | None = Field(
        None, description="how many leading eigenvalues of the Hessian; null for none"
    )
    seed: Seed = Field(0, description="of the vector that the search for eigenvalues begins with")
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "network": {"sizes": [2, 4, 2, 1], "seed": 1},
                    "data": {"name": "circle", "count": 200},
                    "plane": {"kind": "random", "seed": 3},
                    "resolution": 5,
                    "curvature": 2,
                }
            ]
        }
    )


def read_plane(request: LandscapeRequest, network: Network, walk: np.ndarray) -> Plane | None:
    """The plane that a request speaks of."""
    text, count = request.plane, len(numbers_of(network))
    try:
        match text:
            case WeightsText(first=first, second=second):
                for name, place in (("first", first), ("second", second)):
                    if place >= count:
                        raise invalid(f"plane.{name}", f"must be below {count}, for this network has {count} numbers")
                return weights_plane(network, first, second)
            case RandomText(seed=seed):
                return random_plane(network, seed)
            case PathText():
                return principal_plane(network, walk)
    except NoPlane as error:
        raise invalid("plane", f"cannot be laid: {error}") from None
    return None


def read_walk(text: list[list[float]] | WalkText, count: int) -> np.ndarray:
    """Frames of a walk: (frames, numbers)."""
    walk = _decoded(text) if isinstance(text, WalkText) else _listed(text, count)
    frames, numbers = walk.shape
    if numbers != count:
        raise invalid("path", f"has frames of {numbers} numbers, but the network has {count}")
    if frames > limits.FRAMES or walk.size > limits.FRAME_NUMBERS:
        most = min(limits.FRAMES, limits.FRAME_NUMBERS // count)
        raise invalid("path", f"has {frames} frames; of this network there can be {most}")
    if not (np.abs(walk) <= limits.BOUND).all():
        raise invalid("path", f"has numbers that are not from {in_words(-limits.BOUND)} to {in_words(limits.BOUND)}")
    return walk


def _listed(frames: list[list[float]], count: int) -> np.ndarray:
    for k, frame in enumerate(frames):
        if len(frame) != count:
            raise invalid(f"path[{k}]", f"has {len(frame)} numbers, but the network has {count}")
    return np.array(frames, float).reshape(-1, count)


def _decoded(text: WalkText) -> np.ndarray:
    frames, numbers = map(int, text.shape.split(","))
    try:
        data = base64.b64decode(text.bdata, validate=True)
    except binascii.Error:
        raise invalid("path.bdata", "is not base64") from None
    if len(data) != frames * numbers * int(text.dtype[1]) or not numbers:
        raise invalid("path.bdata", f"does not hold {text.shape.replace(',', ' times ')} numbers of {text.dtype}")
    return np.frombuffer(data, f"<{text.dtype}").astype(float).reshape(frames, numbers)

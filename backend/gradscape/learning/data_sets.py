"""Points of the plane with something to learn about them, made from a seed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

# All data lie in the square from -6 to 6.
REACH = 6.0
_CENTRES = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
_HEIGHTS = np.array([-1, 1, -1, 1, -1, 1])


class Samples(NamedTuple):
    """points: (count, 2). targets: (count,), numbers of classes, or heights in [-1, 1], then classes is 0."""

    points: np.ndarray
    targets: np.ndarray
    classes: int


def generated(name: str, count: int, noise: float, seed: int, classes: int = 3) -> Samples:
    """So many points; `noise` from 0 to 0.5 blurs them. Only blobs have other than two classes."""
    random = np.random.default_rng(seed)
    known = DATA_SETS[name]
    points, targets = known.make(random, count, noise, classes)
    number = classes if known.classes is None else known.classes
    return Samples(np.clip(points, -REACH, REACH), targets.astype(float), number)


Made = tuple[Float64[np.ndarray, "count 2"], np.ndarray]


def _blurred(random: np.random.Generator, points: np.ndarray, noise: float) -> np.ndarray:
    return points + noise * random.normal(size=points.shape)


def _alternating(count: int) -> np.ndarray:
    return np.arange(count) % 2


def _around(angle: np.ndarray, radius: np.ndarray) -> np.ndarray:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _circle(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    """A disk, and a ring around it with a gap between them."""
    inside = _alternating(count)
    radius = np.where(inside, random.uniform(0, 2.5, count), random.uniform(3.5, 5, count))
    return _blurred(random, _around(random.uniform(0, 2 * np.pi, count), radius), 2 * noise), inside


def _xor(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    """Quadrants, with a lane along the axes kept free."""
    points = random.uniform(-5, 5, (count, 2))
    points = points + 0.3 * np.sign(points)
    return _blurred(random, points, 2 * noise), points[:, 0] * points[:, 1] > 0


def _gauss(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    label = _alternating(count)
    centres = np.where(label[:, None], 2.0, -2.0)
    return centres + (0.7 + 2 * noise) * random.normal(size=(count, 2)), label


def _spiral(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    """Two arms, half a turn apart."""
    label = _alternating(count)
    share = (np.arange(count) // 2) / max(1, (count + 1) // 2)
    points = _around(1.75 * 2 * np.pi * share + np.pi * label, 5 * share)
    return _blurred(random, points, noise), label


def _moons(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    """Two half circles that reach into each other."""
    label = _alternating(count)
    points = _around(random.uniform(0, np.pi, count), np.full(count, 3.0))
    points = np.where(label[:, None], [1.5, 0.75] - points, points - [1.5, 0.75])
    return _blurred(random, points, 0.25 + 2 * noise), label


def _blobs(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    label = np.arange(count) % classes
    centres = _around(2 * np.pi * label / classes + np.pi / 2, np.full(count, 3.5))
    return centres + (0.7 + 2 * noise) * random.normal(size=(count, 2)), label


def _plane(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    points = random.uniform(-REACH, REACH, (count, 2))
    return points, points.sum(axis=1) / 10 + noise * random.normal(size=count) / 2


def _multi_gauss(random: np.random.Generator, count: int, noise: float, classes: int) -> Made:
    """Hills and hollows: the height of the nearest one."""
    points = random.uniform(-REACH, REACH, (count, 2))
    distances = np.linalg.norm(points[:, None] - _CENTRES, axis=2)
    nearest = distances.argmin(axis=1)
    heights = _HEIGHTS[nearest] * np.maximum(0, 1 - distances.min(axis=1) / 2)
    return points, heights + noise * random.normal(size=count) / 2


class DataSet(NamedTuple):
    """How points are made. classes: how many there are; 0: heights; None: as many as are asked for."""

    label: str
    make: Callable[[np.random.Generator, int, float, int], Made]
    classes: int | None = 2


DATA_SETS: dict[str, DataSet] = {
    "circle": DataSet("circle", _circle),
    "xor": DataSet("exclusive or", _xor),
    "gauss": DataSet("two heaps", _gauss),
    "spiral": DataSet("spiral", _spiral),
    "moons": DataSet("moons", _moons),
    "blobs": DataSet("blobs of several classes", _blobs, None),
    "plane": DataSet("plane (heights)", _plane, 0),
    "multi-gauss": DataSet("hills (heights)", _multi_gauss, 0),
}

if TYPE_CHECKING:
    DataName = str
else:
    DataName = Literal[tuple(DATA_SETS)]

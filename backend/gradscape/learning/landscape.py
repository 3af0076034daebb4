"""The loss over a plane in the space of all weights and biases, and a walk seen on it.

The loss is the mean cost over the learned samples, as training reports it, without what L1 and L2 add.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.many import losses
from gradscape.learning.networks import Network
from gradscape.learning.numbers import name_of, numbers_of, units_of

# Beside the size of a walk's numbers, a difference or a part of the variance that is rounding.
_STILL = 1e-12

Walk = Float64[np.ndarray, "frames numbers"]


class NoPlane(ValueError):
    """There is no such plane, and why."""


class Plane(NamedTuple):
    """Two directions from the network of the moment, (2, numbers), and what they are called.

    origin: the coordinates of that network. unit: how far is far. variances: of a walk's variance the parts that lie
    along the two directions; None where they were not chosen for it.
    """

    directions: np.ndarray
    names: tuple[str, str]
    origin: np.ndarray
    unit: float
    variances: tuple[float, float] | None


class Slice(NamedTuple):
    """losses: (resolution, resolution), those of the lowest y first. Coordinates are those of the plane.

    path: (frames, 2), the places of the plane that are nearest to the frames of a walk. path_losses: (frames,) what
    the frames' loss is in truth; slice_losses: what it is at their places. explained: the part of the walk's variance
    that the plane shows; None of a walk that never moved.
    """

    x: np.ndarray
    y: np.ndarray
    losses: np.ndarray
    path: np.ndarray
    path_losses: np.ndarray
    slice_losses: np.ndarray
    explained: float | None


def weights_plane(network: Network, first: int, second: int) -> Plane:
    """Two numbers of the list themselves."""
    numbers = numbers_of(network)
    if first == second:
        raise NoPlane("two different numbers span a plane, and one does not")
    directions = np.zeros((2, len(numbers)))
    directions[0, first] = directions[1, second] = 1
    names = name_of(network, first), name_of(network, second)
    return Plane(directions, names, numbers[[first, second]], 1.0, None)


def random_plane(network: Network, seed: int) -> Plane:
    """Two random directions that are, unit by unit, as long as the unit's own weights and bias.

    A unit of large weights is then moved as much, for its size, as one of small weights.

    Source: Li et al. (2018), Visualizing the Loss Landscape of Neural Nets, section 4.
    """
    numbers = numbers_of(network)
    directions = np.random.default_rng(seed).normal(size=(2, len(numbers)))
    for unit in units_of(network):
        own = directions[:, unit.places]
        directions[:, unit.places] = own / np.linalg.norm(own, axis=1, keepdims=True) * _length(numbers[unit.places])
    if not _independent(directions):
        raise NoPlane("all weights and biases are 0: directions as long as they are have no length")
    return Plane(directions, ("first random direction", "second random direction"), np.zeros(2), 1.0, None)


def principal_plane(network: Network, walk: Walk) -> Plane:
    """The two directions in which a walk to this network varied most.

    The first goes the way of the walk: it began at the left. Of a walk along a line the second direction is some one
    across it.

    Source: Li et al. (2018), section 7: principal components of the differences to the last point.
    """
    differences = walk - numbers_of(network)
    if not len(walk) or not np.ptp(walk, axis=0).max() > _STILL * max(1.0, float(np.abs(walk).max())):
        raise NoPlane("a walk that has not moved has no principal directions")
    varied = differences - differences.mean(axis=0)
    _, lengths, rows = np.linalg.svd(varied, full_matrices=False)
    shares = np.square(lengths) / np.square(lengths).sum()
    second = rows[1] if len(rows) > 1 and shares[1] > _STILL else _any_across(rows[0])
    directions = np.stack([_forward(rows[0], differences), _forward(second, differences)])
    names = "first principal direction", "second principal direction"
    extent = np.ptp(np.vstack([differences, np.zeros_like(differences[:1])]) @ directions.T, axis=0).max()
    part = float(shares[1]) if len(shares) > 1 else 0.0
    return Plane(directions, names, np.zeros(2), float(extent) / 2, (float(shares[0]), part))


def _length(vector: np.ndarray) -> float:
    return float(np.linalg.norm(vector))


def _independent(directions: np.ndarray) -> bool:
    (a, b), (_, c) = directions @ directions.T
    return bool(a * c - b**2 > 1e-12 * a * c > 0)


def _any_across(direction: np.ndarray) -> np.ndarray:
    """That of the number in which it goes least, as far as it is across."""
    across = -direction[np.abs(direction).argmin()] * direction
    across[np.abs(direction).argmin()] += 1
    return across / _length(across)


def _forward(direction: np.ndarray, differences: np.ndarray) -> np.ndarray:
    """The direction or its opposite: that in which the walk went, from where it began to its end."""
    return -direction if differences[0] @ direction > 0 else direction


def sliced(
    network: Network,
    plane: Plane,
    walk: Walk,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
    resolution: int,
    reach: float,
) -> Slice:
    """The loss over a box of the plane that holds the network and the walk, and `reach` units more on every side."""
    numbers = numbers_of(network)
    steps = _coordinates(plane.directions, walk - numbers)
    places = np.vstack([steps, np.zeros((1, 2))]) + plane.origin
    low, high = places.min(axis=0) - reach * plane.unit, places.max(axis=0) + reach * plane.unit
    x, y = (np.linspace(low[axis], high[axis], resolution) for axis in (0, 1))
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2) - plane.origin
    heights = losses(network, numbers + grid @ plane.directions, inputs, targets)
    there = numbers + steps @ plane.directions
    return Slice(
        x,
        y,
        heights.reshape(resolution, resolution),
        steps + plane.origin,
        losses(network, walk, inputs, targets),
        losses(network, there, inputs, targets),
        _explained(plane.directions, walk),
    )


def _coordinates(directions: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Of the nearest places of the plane; its directions need not be perpendicular."""
    return steps @ np.linalg.pinv(directions)


def _explained(directions: np.ndarray, walk: Walk) -> float | None:
    if len(walk) < 2:
        return None
    varied = walk - walk.mean(axis=0)
    whole = float(np.square(varied).sum())
    orthonormal = np.linalg.qr(directions.T)[0]
    return float(np.square(varied @ orthonormal).sum()) / whole if whole > 0 else None

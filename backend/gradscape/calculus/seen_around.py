"""What values around a point say of it where a kink, a jump or an edge leaves no proof: evidence against, never for."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.field import Field

# Parts of the width on which the box is looked at, or of the point's size.
_DISTANCES = np.array([1e-3, 1e-5, 1e-7])
# Differences that are no smaller a part of the distance four decades nearer: they do not vanish with it.
_STAYS = 0.5
# Of the values: what rounding may make of equal ones.
_ROUNDING = 1e-13
_DIRECTIONS = 32


class Seen(NamedTuple):
    """Of m points where autodiff finds no slope, (m,) each.

    is_broken: f jumps or has a kink there, so that it has no gradient. rises, falls: there are higher, lower values
    as near as one looks.
    """

    is_broken: np.ndarray
    rises: np.ndarray
    falls: np.ndarray


def seen_around(
    field: Field,
    points: Float64[np.ndarray, "m n"],
    hessians: Float64[np.ndarray, "m n n"],
    size: Float64[np.ndarray, "m n"],
) -> Seen:
    """Values at three distances, along axes, the Hessian's eigenvectors, and others between them."""
    values = field.values(points)
    ways = _ways(hessians, size)
    places = points[:, None, None] + _DISTANCES[:, None, None] * ways[:, None]
    there = field.values(places.reshape(-1, points.shape[1])).reshape(places.shape[:-1])
    with np.errstate(invalid="ignore", over="ignore"):
        rises = np.nan_to_num(there - values[:, None, None])
        noise = _ROUNDING * np.nan_to_num(np.abs(there)).max(axis=(1, 2), keepdims=True)
        largest = np.abs(rises).max(axis=2)
        is_broken = (largest[:, -1] > noise[:, 0, 0]) & (
            largest[:, -1] / _DISTANCES[-1] > _STAYS * largest[:, 0] / _DISTANCES[0]
        )
    near = rises[:, :2]
    return Seen(is_broken, (near > noise).any(axis=(1, 2)), (near < -noise).any(axis=(1, 2)))


def contradicted(kinds: list[str], seen: Seen) -> Bool[np.ndarray, " m"]:
    """Whether a kind is not what the values say: a minimum with lower ones beside it, a saddle without both."""
    told = np.array(kinds)
    return np.asarray(
        ((told == "minimum") & seen.falls)
        | ((told == "maximum") & seen.rises)
        | ((told == "saddle") & ~(seen.rises & seen.falls))
    )


def _ways(hessians: np.ndarray, size: np.ndarray) -> Float64[np.ndarray, "m ways n"]:
    """Steps of about the size along each axis."""
    n = size.shape[1]
    others = np.random.default_rng(0).normal(size=(_DIRECTIONS, n))
    units = np.concatenate([np.eye(n), others / np.linalg.norm(others, axis=1, keepdims=True)])
    own = np.swapaxes(np.linalg.eigh(np.nan_to_num(hessians))[1], 1, 2) * size.min(axis=1)[:, None, None]
    half = np.concatenate([units * size[:, None], own], axis=1)
    return np.concatenate([half, -half], axis=1)

"""The graph of a function of two variables over a rectangle."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.field import Field
from gradscape.calculus.lost_digits import lost_heights
from gradscape.certify.jets import enclosing
from gradscape.certify.rules import DEFINED

# Of the heights that are missing so many are looked at first.
_PROBES = 100


class Surface(NamedTuple):
    """Heights over a grid: z[j, i] = f(x[i], y[j]), NaN where f is undefined or its height cannot be told.

    lowest, highest: of the heights that are there, None if there are none. undefined, lost, overflowing: how many are
    missing because there is none, because rounding has eaten its digits, and because it, or a number on the way to it,
    is too large; the latter two are None where nobody has looked, and count as undefined.
    """

    x: Float64[np.ndarray, " r"]
    y: Float64[np.ndarray, " r"]
    z: Float64[np.ndarray, "r r"]
    lowest: float | None
    highest: float | None
    undefined: int
    lost: int | None
    overflowing: int | None


def surface(
    field: Field, x: tuple[float, float], y: tuple[float, float], resolution: int, *, is_checked: bool = True
) -> Surface:
    """Samples f on resolution × resolution points, ends included.

    Args:
        is_checked: whether heights that rounding has left without digits become gaps.
    """
    horizontal, vertical = np.linspace(*x, resolution), np.linspace(*y, resolution)
    grid = np.stack(np.meshgrid(horizontal, vertical), axis=-1)
    heights = field.values(grid.reshape(-1, 2)).reshape(resolution, resolution)
    finite = np.isfinite(heights)
    missing, lost, overflowing = int((~finite).sum()), None, None
    if is_checked:
        eaten = lost_heights(field, grid, heights)
        lost, overflowing = int(eaten.sum()), _overflowing(field, grid[~finite])
        finite &= ~eaten
    known = heights[finite]
    ends = (float(known.min()), float(known.max())) if known.size else (None, None)
    z = np.where(finite, heights, np.nan)
    return Surface(horizontal, vertical, z, *ends, missing - (overflowing or 0), lost, overflowing)


def _overflowing(field: Field, missing: Float64[np.ndarray, "m 2"]) -> int:
    """At how many places that have no number f has a value all the same, beyond what the machine can hold."""
    few = missing[np.linspace(0, len(missing) - 1, _PROBES).astype(int)] if len(missing) > _PROBES else missing
    if not _has_value(field, few).any():
        return 0
    return int(_has_value(field, missing).sum())


def _has_value(field: Field, places: Float64[np.ndarray, "m 2"]) -> Bool[np.ndarray, " m"]:
    if not len(places) or np.isnan(field.program.immediates).any():
        return np.zeros(len(places), bool)
    return enclosing(field.code, field.numbers).jets(np.stack([places, places], axis=-1), 0).state >= DEFINED

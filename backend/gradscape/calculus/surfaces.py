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

# A grid follows f where the height within a cell is that between its corners. So many rows and columns of cells are
# looked at, in each at one place, off the middle, where no period of the grid's own can hide; so large a share of the
# usual range is off, and in so large a share of cells f is lost. Fewer cells than these tell nothing.
_LOOKED_AT = 15
_WITHIN = np.array([0.382, 0.618])
_OFF = 0.05
_LOST = 0.35
_LEAST_CELLS = 20


class Surface(NamedTuple):
    """Heights over a grid: z[j, i] = f(x[i], y[j]), NaN where f is undefined or its height cannot be told.

    lowest, highest: of the heights that are there, None if there are none. undefined, lost, overflowing: how many are
    missing because there is none, because rounding has eaten its digits, and because it, or a number on the way to it,
    is too large; the latter two are None where nobody has looked, and count as undefined. unresolved: whether f goes up
    and down faster than the grid can follow, None where nobody has looked.
    """

    x: Float64[np.ndarray, " r"]
    y: Float64[np.ndarray, " r"]
    z: Float64[np.ndarray, "r r"]
    lowest: float | None
    highest: float | None
    undefined: int
    lost: int | None
    overflowing: int | None
    unresolved: bool | None


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
    missing, lost, overflowing, unresolved = int((~finite).sum()), None, None, None
    if is_checked:
        unresolved = _outruns(field, grid, heights)
        eaten = lost_heights(field, grid, heights)
        lost, overflowing = int(eaten.sum()), _overflowing(field, grid[~finite])
        finite &= ~eaten
    known = heights[finite]
    ends = (float(known.min()), float(known.max())) if known.size else (None, None)
    z = np.where(finite, heights, np.nan)
    return Surface(horizontal, vertical, z, *ends, missing - (overflowing or 0), lost, overflowing, unresolved)


def _outruns(field: Field, grid: Float64[np.ndarray, "r r 2"], heights: Float64[np.ndarray, "r r"]) -> bool:
    """Whether f goes up and down faster than the grid can follow: within cells it is not what their corners say."""
    cells = np.unique(np.linspace(0, len(grid) - 2, _LOOKED_AT).astype(int))
    rows, columns = np.meshgrid(cells, cells, indexing="ij")
    right, up = _WITHIN
    places = grid[rows, columns] * (1 - _WITHIN) + grid[rows + 1, columns + 1] * _WITHIN
    there = field.values(places.reshape(-1, 2)).reshape(rows.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        below = heights[rows, columns] * (1 - right) + heights[rows, columns + 1] * right
        above = heights[rows + 1, columns] * (1 - right) + heights[rows + 1, columns + 1] * right
        off = np.abs(there - below * (1 - up) - above * up)
    known = off[np.isfinite(off)]
    if known.size < _LEAST_CELLS:
        return False
    low, high = np.quantile(heights[np.isfinite(heights)], [0.02, 0.98])
    return bool((known > _OFF * (high - low)).mean() > _LOST)


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

"""The graph of a function of two variables over a rectangle."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field


class Surface(NamedTuple):
    """Heights over a grid: z[j, i] = f(x[i], y[j]), NaN where f is undefined.

    lowest, highest: of the finite heights, None if there are none. undefined: how many heights are missing.
    """

    x: Float64[np.ndarray, " r"]
    y: Float64[np.ndarray, " r"]
    z: Float64[np.ndarray, "r r"]
    lowest: float | None
    highest: float | None
    undefined: int


def surface(field: Field, x: tuple[float, float], y: tuple[float, float], resolution: int) -> Surface:
    """Samples f on resolution × resolution points, ends included."""
    horizontal, vertical = np.linspace(*x, resolution), np.linspace(*y, resolution)
    grid = np.stack(np.meshgrid(horizontal, vertical), axis=-1).reshape(-1, 2)
    heights = field.values(grid).reshape(resolution, resolution)
    finite = np.isfinite(heights)
    known = heights[finite]
    lowest, highest = (float(known.min()), float(known.max())) if known.size else (None, None)
    return Surface(horizontal, vertical, np.where(finite, heights, np.nan), lowest, highest, int((~finite).sum()))

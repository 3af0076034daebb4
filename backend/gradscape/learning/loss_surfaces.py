"""The loss as a function of one or two of a model's parameters, the others held where they are."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.ranges import Interval
from gradscape.learning.regression import Objective


class Slice(NamedTuple):
    """C over a grid: x of the first chosen parameter, y of the second (None for one alone), costs [y, x] or [x]."""

    x: np.ndarray
    y: np.ndarray | None
    costs: np.ndarray


def slice_through(
    objective: Objective, at: Float64[np.ndarray, " n"], chosen: list[int], ranges: list[Interval], resolution: int
) -> Slice:
    """C where the chosen parameters, one or two, run over their ranges and the others are as in `at`."""
    axes = [np.linspace(low, high, resolution) for low, high in ranges]
    grid = np.meshgrid(*axes)
    thetas = np.tile(at, (grid[0].size, 1))
    for place, values in zip(chosen, grid, strict=True):
        thetas[:, place] = values.ravel()
    costs = objective.costs(thetas).reshape(grid[0].shape)
    return Slice(axes[0], axes[1] if len(axes) > 1 else None, costs)

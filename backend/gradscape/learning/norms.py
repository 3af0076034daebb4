"""The p-norms of the plane: their unit balls, and where the triangle inequality fails."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

_CORNER = 65


class Norm(NamedTuple):
    """‖v‖_p of a vector, the curve ‖v‖_p = 1, (points, 2), and whether p makes it a norm.

    sum_of_units: ‖e_1 + e_2‖_p = 2^(1/p); above ‖e_1‖ + ‖e_2‖ = 2 the triangle inequality fails.
    """

    value: float
    ball: np.ndarray
    is_norm: bool
    sum_of_units: float


def norm_of(vector: Float64[np.ndarray, " n"], p: float) -> float:
    """(Σ |v_i|^p)^(1/p); the largest |v_i| for p = ∞."""
    sizes = np.abs(vector)
    largest = float(sizes.max())
    # Divided by the largest, so that no power overflows.
    if largest == 0 or np.isinf(p):
        return largest
    return largest * float(((sizes / largest) ** p).sum() ** (1 / p))


def norm_in_the_plane(vector: Float64[np.ndarray, " 2"], p: float) -> Norm:
    """The norm for one p, from above 0 to ∞."""
    return Norm(norm_of(vector, p), unit_ball(p), p >= 1, norm_of(np.ones(2), p))


def unit_ball(p: float) -> Float64[np.ndarray, "points 2"]:
    """The curve |x|^p + |y|^p = 1 once round; with its corners at the axes and, for p = ∞, on the diagonals."""
    angle = np.linspace(0, np.pi / 2, _CORNER)
    c, s = np.cos(angle), np.sin(angle)
    c[-1] = s[0] = 0.0
    if np.isinf(p):
        quarter = np.stack([c, s], axis=1) / np.maximum(c, s)[:, None]
    else:
        # By their angle where the curve is round, by x^p + y^p = 1 where it clings to the axes.
        quarter = np.stack([c ** (2 / p), s ** (2 / p)], axis=1)
    turns = [quarter @ np.linalg.matrix_power(np.array([[0.0, 1.0], [-1.0, 0.0]]), k) for k in range(4)]
    return np.concatenate(turns)

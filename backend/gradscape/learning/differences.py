"""Derivatives by central differences, each with a bound on its own error: a check is only as good as that."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

Verdict = Literal["agree", "differ", "undecided"]
Many = Float64[np.ndarray, "count n"]

# Relative step that balances truncation, h², against rounding, 1e-16/h; and how much longer the others are.
_STEP, _LONGER = 6e-6, np.array([1.0, 2.0, 4.0])
# Estimated errors are first-order: what is left out is covered by this factor.
_SAFETY = 4.0
EPSILON = float(np.finfo(float).eps)
# A bound of more than this part of the derivatives decides nothing.
_TELLING = 1e-2


class Differences(NamedTuple):
    """Of each derivative: central differences, and what they may be wrong by, (n,) each."""

    slopes: np.ndarray
    bounds: np.ndarray


def central_differences(
    cost: Callable[[Many], Float64[np.ndarray, " count"]],
    at: Float64[np.ndarray, " n"],
    scales: Float64[np.ndarray, "kinds n"],
    noise: float,
) -> Differences:
    """∂C/∂θ at a place, of several steps for each number that whose error is least.

    Truncation is seen by how much differences over h, 2h and 4h differ, and rounding is at most noise/h.

    Args:
        scales: for each number the lengths over which C may change, of several kinds; where one is 0 or not finite 1
            is taken.
        noise: the rounding error of C.
    Source: Press et al., *Numerical Recipes*, 3rd ed., section 5.7.
    """
    known = np.where((scales > 0) & np.isfinite(scales), scales, 1.0)
    steps = (_STEP * known[:, None, :] * _LONGER[:, None]).reshape(-1, len(at))
    # Steps as numbers have them.
    above, below = at + steps, at - steps
    widths = above - below
    # All in one go: a question about many places costs little more than one about a single place.
    places = np.concatenate([_one_by_one(at, rows) for rows in (*above, *below)])
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        upper, lower = cost(places).reshape(2, *widths.shape)
        found = ((upper - lower) / widths).reshape(len(scales), len(_LONGER), -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        wrong = np.ptp(found, axis=1) + 2 * noise / widths.reshape(found.shape).min(axis=1)
    wrong = np.where(np.isfinite(wrong), wrong, np.inf)
    best = wrong.argmin(axis=0)
    numbers = np.arange(len(at))
    return Differences(found[best, 0, numbers], _SAFETY * wrong[best, numbers])


def _one_by_one(at: np.ndarray, moved: np.ndarray) -> np.ndarray:
    rows = np.tile(at, (len(at), 1))
    np.fill_diagonal(rows, moved)
    return rows


def verdict(ours: np.ndarray, others: np.ndarray, bounds: np.ndarray) -> Verdict:
    """Whether two ways to find derivatives agree as far as their errors allow; undecided where those are too large."""
    if not all(np.isfinite(each).all() for each in (ours, others, bounds)):
        return "undecided"
    if (np.abs(ours - others) > bounds).any():
        return "differ"
    largest = float(np.abs(ours).max(initial=0.0))
    return "agree" if largest == 0 or float(bounds.max(initial=0.0)) <= _TELLING * largest else "undecided"

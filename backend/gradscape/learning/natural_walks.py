"""Walks of a distribution's parameters towards data: by the gradient, or by the natural gradient F⁻¹ ∇.

Source: S. Amari, *Natural Gradient Works Efficiently in Learning* (1998).
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.densities import Density

Reason = Literal["converged", "step-limit", "left-domain", "no-metric"]

# Of a walk that are told, at most.
KEPT = 401


class Walk(NamedTuple):
    """A walk at the steps that are told: parameters, mean surprise, gradient, metric and the KL divergence of a step.

    numbers: (k,) of the steps; points, gradients: (k, t); values: (k,); fisher: (k, t, t), NaN where p is no density;
    divergences: (k - 1,) KL of each told point from the next, NaN between points that are not neighbours.
    """

    numbers: np.ndarray
    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    fisher: np.ndarray
    divergences: np.ndarray
    reason: Reason
    steps: int


def walked(
    density: Density,
    data: Float64[np.ndarray, " d"],
    start: Float64[np.ndarray, " t"],
    learning_rate: float,
    steps: int,
    tolerance: float,
    *,
    natural: bool,
) -> Walk:
    """θ ← θ - a ∇, or θ - a F⁻¹ ∇, until √(∇ · F⁻¹ ∇), which no units change, is within the tolerance."""
    theta, places, reason = start, [], "step-limit"
    for turn in range(steps + 1):
        value, gradient = density.surprise(data, theta)
        if not (np.isfinite(value) and np.isfinite(gradient).all()):
            reason = "left-domain"
            places.append(theta)
            break
        places.append(theta)
        metric = density.fisher(theta)
        if metric is None:
            reason = "no-metric"
            break
        along = _solved(metric, gradient)
        if along is None:
            reason = "no-metric"
            break
        if float(gradient @ along) <= tolerance**2:
            reason = "converged"
            break
        if turn < steps:
            theta = theta - learning_rate * (along if natural else gradient)
    return _told(density, data, np.array(places), reason)


def _solved(metric: np.ndarray, gradient: np.ndarray) -> np.ndarray | None:
    """F⁻¹ ∇, by F with a diagonal of 1, so that units of the parameters do not matter."""
    scale = np.sqrt(np.diag(metric))
    if not (np.isfinite(scale).all() and (scale > 0).all()):
        return None
    scaled = metric / np.outer(scale, scale)
    if np.linalg.cond(scaled) > 1e12:
        return None
    return np.linalg.solve(scaled, gradient / scale) / scale


def _told(density: Density, data: np.ndarray, places: np.ndarray, reason: Reason) -> Walk:
    last = len(places) - 1
    numbers = np.unique(np.linspace(0, last, min(KEPT, last + 1)).round().astype(int))
    points = places[numbers]
    surprises = [density.surprise(data, theta) for theta in points]
    t = points.shape[1]
    metrics = [density.fisher(theta) for theta in points]
    fisher = np.array([np.full((t, t), np.nan) if metric is None else metric for metric in metrics])
    steps = zip(numbers[:-1], numbers[1:], points[:-1], points[1:], strict=True)
    divergences = [density.divergence(a, b) if k + 1 == after else np.nan for k, after, a, b in steps]
    values, gradients = np.array([each[0] for each in surprises]), np.array([each[1] for each in surprises])
    return Walk(numbers, points, values, gradients, fisher, np.array(divergences, float), reason, last)

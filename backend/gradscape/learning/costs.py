"""What a network's answer costs, with the derivative in that answer."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS

Answers = Float64[np.ndarray, "outputs samples"]
HUBER_WIDTH = 1.0
CROSS_ENTROPY = "cross-entropy"


class Cost(NamedTuple):
    """C of each sample, (samples,), and ∂C/∂a, (outputs, samples)."""

    name: str
    value: Callable[[Answers, Answers], Float64[np.ndarray, " samples"]]
    slope: Callable[[Answers, Answers], Answers]
    formula: str


def _huber(a: Answers, y: Answers) -> Float64[np.ndarray, " samples"]:
    """Source: Huber (1964); a parabola up to the width, straight lines beyond."""
    error = np.abs(a - y)
    return np.where(error <= HUBER_WIDTH, error**2 / 2, HUBER_WIDTH * (error - HUBER_WIDTH / 2)).sum(axis=0)


def _cross_entropy(p: Answers, y: Answers) -> Float64[np.ndarray, " samples"]:
    """-Σ y log p over classes; with one output p and 1 - p are those of two classes. y are probabilities too."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(y > 0, -y * np.log(p), 0.0)
        if len(p) == 1:
            terms = terms + np.where(y < 1, -(1 - y) * np.log1p(-p), 0.0)
    return terms.sum(axis=0)


def _cross_entropy_slope(p: Answers, y: Answers) -> Answers:
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(y > 0, -y / p, 0.0)
        return slope + np.where(y < 1, (1 - y) / (1 - p), 0.0) if len(p) == 1 else slope


# In the order of the numbers that kernels know them by.
COSTS: dict[str, Cost] = {
    each.name: each
    for each in [
        Cost("half-squared-error", lambda a, y: ((a - y) ** 2).sum(axis=0) / 2, lambda a, y: a - y, "½ |y - a|²"),
        Cost(CROSS_ENTROPY, _cross_entropy, _cross_entropy_slope, "-Σ y log a"),
        Cost("huber", _huber, lambda a, y: np.clip(a - y, -HUBER_WIDTH, HUBER_WIDTH), "Σ h(a - y)"),
    ]
}


def probabilities(z: Answers) -> Answers:
    """What cross-entropy takes for a: the logistic function of one output, the softmax of several."""
    if len(z) == 1:
        return ACTIVATIONS["sigmoid"].value(z)
    # Shifted, so that no exponential overflows.
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)

"""What a network is told about points of the plane, and what it shall say about them."""

from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY
from gradscape.learning.data_sets import Samples
from gradscape.learning.networks import Network
from gradscape.machine.machine import values
from gradscape.machine.program import Program

FEATURES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "x1": lambda a, b: a,
    "x2": lambda a, b: b,
    "x1^2": lambda a, b: a**2,
    "x2^2": lambda a, b: b**2,
    "x1 x2": lambda a, b: a * b,
    "sin x1": lambda a, b: np.sin(a),
    "sin x2": lambda a, b: np.sin(b),
    "cos x1": lambda a, b: np.cos(a),
    "cos x2": lambda a, b: np.cos(b),
}
# By its name, or as a program of x_1 and x_2.
Feature = str | Program
# Beyond it, sums of inputs would soon be infinite.
FARTHEST = 1e12


class Mismatch(ValueError):
    """A network cannot answer what the data ask."""


def inputs_at(
    points: Float64[np.ndarray, "samples 2"], features: Sequence[Feature]
) -> Float64[np.ndarray, "inputs samples"]:
    """The features of each point; NaN where one is undefined or too large."""
    return np.stack([_feature_at(points, feature) for feature in features])


def _feature_at(points: np.ndarray, feature: Feature) -> np.ndarray:
    if isinstance(feature, str):
        return FEATURES[feature](points[:, 0], points[:, 1])
    found = values(feature, points)
    return np.where(np.abs(found) <= FARTHEST, found, np.nan)


def ends_of(network: Network) -> tuple[float, float]:
    """What a single output shall be for two classes: -1 and 1; 0 and 1 where it cannot be negative as a sigmoid."""
    is_probability = network.cost == CROSS_ENTROPY or ACTIVATIONS[network.layers[-1].activation].is_probability
    return (0.0, 1.0) if is_probability else (-1.0, 1.0)


def targets_for(samples: Samples, network: Network) -> Float64[np.ndarray, "outputs samples"]:
    """What the outputs shall be: heights; the ends of two classes; or 1 for the class.

    Raises:
        Mismatch: where there is another number of outputs than the data need.
    """
    outputs, cost = network.sizes[-1], network.cost
    if samples.classes == 0 or (samples.classes == 2 and outputs == 1):
        if outputs != 1 or (samples.classes == 0 and cost == CROSS_ENTROPY):
            needed = f"1 output, and {' or '.join(name for name in COSTS if name != CROSS_ENTROPY)}"
            raise Mismatch(f"heights need {needed}; this network has {outputs} and {cost}")
        low, high = ends_of(network) if samples.classes else (0.0, 1.0)
        return (low + (high - low) * samples.targets)[None]
    if outputs != samples.classes:
        raise Mismatch(f"{samples.classes} classes need as many outputs; this network has {outputs}")
    return np.eye(outputs)[:, samples.targets.astype(int)]

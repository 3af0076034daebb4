"""Backpropagation, written out as in the course: what every weight has to do with the cost.

    ∂C/∂z^l = f'(z^l) ∂C/∂a^l      ∂C/∂a^(l-1) = (W^l)^T ∂C/∂z^l
    ∂C/∂W^l = ∂C/∂z^l (a^(l-1))^T  ∂C/∂b^l = ∂C/∂z^l

C is the mean over samples; what is carried back is each sample's own.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY, surprise_slope
from gradscape.learning.differences import EPSILON, Differences, central_differences
from gradscape.learning.many import losses
from gradscape.learning.networks import Layer, Network, Signals, forward
from gradscape.learning.numbers import numbers_of

# Operations that round on the way through one layer, about.
_OPERATIONS = 8


class Slopes(NamedTuple):
    """Of one layer: ∂C/∂a and ∂C/∂z of each sample, (units, samples); ∂C/∂W and ∂C/∂b, means over samples."""

    a: np.ndarray
    z: np.ndarray
    weights: np.ndarray
    biases: np.ndarray


class Pass(NamedTuple):
    """Forward and back again. costs: (samples,)."""

    signals: list[Signals]
    costs: np.ndarray
    slopes: list[Slopes]


def backpropagate(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
) -> Pass:
    """All signals, all costs, and all derivatives."""
    signals = forward(network, inputs)
    cost = COSTS[network.cost]
    outputs = signals[-1]
    carried = cost.slope(*outputs, targets)
    slopes: list[Slopes] = []
    for place in reversed(range(len(network.layers))):
        layer, here = network.layers[place], signals[place]
        is_output = place == len(network.layers) - 1
        is_surprise = is_output and network.cost == CROSS_ENTROPY
        z = surprise_slope(here.z, targets) if is_surprise else _through(layer, here, carried)
        below = signals[place - 1].a if place else inputs
        slopes.insert(0, Slopes(carried, z, z @ below.T / inputs.shape[1], z.mean(axis=1)))
        carried = layer.weights.T @ z
    return Pass(signals, cost.value(*outputs, targets), slopes)


def _through(layer: Layer, here: Signals, carried: np.ndarray) -> np.ndarray:
    return ACTIVATIONS[layer.activation].slope(here.z, here.a) * carried


def by_differences(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
    passed: Pass,
) -> Differences:
    """∂C/∂W and ∂C/∂b as one list, by central differences: the cost with each number a little larger and smaller.

    The bounds have the rounding of backpropagation in them too.
    """
    below = [inputs, *(signals.a for signals in passed.signals[:-1])]
    sizes, noise, rounded = [], EPSILON * float(np.abs(passed.costs).mean()), []
    for layer, signals, under, slopes in zip(network.layers, passed.signals, below, passed.slopes, strict=True):
        with np.errstate(all="ignore"):
            # Rounding of z, and what it does to C.
            blur = _OPERATIONS * EPSILON * (np.abs(layer.weights) @ np.abs(under) + np.abs(layer.biases)[:, None])
            noise += float((np.abs(slopes.z) * blur).sum(axis=0).mean())
            # The change of a number that changes z by as much as it is, or by 1.
            wide = np.maximum(1.0, np.abs(signals.z).max(axis=1))
            sizes += [np.outer(wide, 1 / np.abs(under).max(axis=1)).ravel(), wide]
            share = _OPERATIONS * len(network.layers) ** 2 * EPSILON * np.abs(slopes.z) / under.shape[1]
            rounded += [(share @ np.abs(under).T).ravel(), share.sum(axis=1)]
    at = numbers_of(network)
    scales = np.stack([np.concatenate(sizes), np.maximum(1.0, np.abs(at)), np.abs(at)])
    found = central_differences(lambda many: losses(network, many, inputs, targets), at, scales, noise)
    return Differences(found.slopes, found.bounds + np.concatenate(rounded))

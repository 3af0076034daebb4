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
from gradscape.learning.networks import Layer, Network, Signals, forward, mean_cost

# Balances truncation, h², against rounding, 1e-16/h.
_STEP = 6e-6


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
) -> list[tuple[np.ndarray, np.ndarray]]:
    """∂C/∂W and ∂C/∂b of each layer by central differences: the cost with each number a little larger and smaller."""

    def slope(place: int, which: int, index: tuple[int, ...]) -> float:
        step = _STEP * max(1.0, abs(float(_numbers(network.layers[place], which)[index])))
        costs = [mean_cost(_moved(network, place, which, index, sign * step), inputs, targets) for sign in (1, -1)]
        return (costs[0] - costs[1]) / (2 * step)

    return [
        (_filled(layer.weights.shape, place, 0, slope), _filled(layer.biases.shape, place, 1, slope))
        for place, layer in enumerate(network.layers)
    ]


def _filled(shape: tuple[int, ...], place: int, which: int, slope) -> np.ndarray:
    return np.array([slope(place, which, index) for index in np.ndindex(shape)]).reshape(shape)


def _moved(network: Network, place: int, which: int, index: tuple[int, ...], step: float) -> Network:
    layer = network.layers[place]
    numbers = _numbers(layer, which).copy()
    numbers[index] += step
    moved = layer._replace(**{("weights", "biases")[which]: numbers})
    return network._replace(layers=(*network.layers[:place], moved, *network.layers[place + 1 :]))


def _numbers(layer: Layer, which: int) -> np.ndarray:
    return (layer.weights, layer.biases)[which]

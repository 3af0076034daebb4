"""Fully connected networks: their numbers, and what they make of inputs."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY, probabilities

MOST_HIDDEN = 6
MOST_UNITS = 8
MOST_INPUTS = 10


class Layer(NamedTuple):
    """z = W a + b, then f(z). weights: (units, inputs); biases: (units,); activation: a name of ours."""

    weights: np.ndarray
    biases: np.ndarray
    activation: str


class Network(NamedTuple):
    """Layers from the first hidden one to the output, and what its answers cost.

    With cross-entropy the output layer's activation is the logistic function or, with several outputs, softmax.
    """

    layers: tuple[Layer, ...]
    cost: str

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs, then units of every layer."""
        return self.layers[0].weights.shape[1], *(len(layer.biases) for layer in self.layers)


class Signals(NamedTuple):
    """What a layer does with its inputs: z and a, (units, samples)."""

    z: np.ndarray
    a: np.ndarray


def forward(network: Network, inputs: Float64[np.ndarray, "inputs samples"]) -> list[Signals]:
    """zˡ = Wˡ aˡ⁻¹ + bˡ and aˡ = f(zˡ) of every layer."""
    signals: list[Signals] = []
    a = inputs
    for layer in network.layers:
        z = layer.weights @ a + layer.biases[:, None]
        is_output = layer is network.layers[-1]
        a = probabilities(z) if is_output and network.cost == CROSS_ENTROPY else ACTIVATIONS[layer.activation].value(z)
        signals.append(Signals(z, a))
    return signals


def mean_cost(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
) -> float:
    """C, the mean over samples."""
    answers = forward(network, inputs)[-1]
    return float(COSTS[network.cost].value(answers.z, answers.a, targets).mean())

"""The loss of many networks of one shape at once: a grid of them, or a walk."""

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY
from gradscape.learning.networks import Network
from gradscape.learning.numbers import stacks_of

# Entries of one layer's answers that are worked on together: they stay in the processor's cache.
_BLOCK = 32_768


def losses(
    network: Network,
    many: Float64[np.ndarray, "count numbers"],
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
) -> Float64[np.ndarray, " count"]:
    """The mean cost over the samples with each list of numbers, as `mean_cost` has it; infinite beyond all numbers."""
    widest = max(network.sizes[1:])
    size = max(1, _BLOCK // (widest * inputs.shape[1]))
    found = np.empty(len(many))
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(many), size):
            found[start : start + size] = _losses(network, many[start : start + size], inputs, targets)
    return np.where(np.isnan(found), np.inf, found)


def _losses(network: Network, many: np.ndarray, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    z, a = inputs, inputs
    for (weights, biases), layer in zip(stacks_of(network, many), network.layers, strict=True):
        z = weights @ a + biases[:, :, None]
        is_output = layer is network.layers[-1]
        # Cross-entropy is found from z alone.
        a = z if is_output and network.cost == CROSS_ENTROPY else ACTIVATIONS[layer.activation].value(z)
    # Outputs come first, as costs add up over them.
    costs = COSTS[network.cost].value(z.swapaxes(0, 1), a.swapaxes(0, 1), targets[:, None, :])
    return costs.mean(axis=1)

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
    """The mean cost over the samples with each list of numbers; infinite where it is beyond all numbers.

    It is that of `mean_cost`, except that cross-entropy is found without the logarithm of a probability that was
    rounded to 0: it stays finite however sure the network is.
    """
    widest = max(network.sizes[1:])
    size = max(1, _BLOCK // (widest * inputs.shape[1]))
    found = np.empty(len(many))
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(many), size):
            found[start : start + size] = _losses(network, many[start : start + size], inputs, targets)
    return np.where(np.isnan(found), np.inf, found)


def _losses(network: Network, many: np.ndarray, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    a = inputs
    for (weights, biases), layer in zip(stacks_of(network, many), network.layers, strict=True):
        z = weights @ a + biases[:, :, None]
        is_output = layer is network.layers[-1]
        a = z if is_output and network.cost == CROSS_ENTROPY else ACTIVATIONS[layer.activation].value(z)
    # Outputs come first, as costs add up over them.
    answers, wanted = a.swapaxes(0, 1), targets[:, None, :]
    cost = _surprise if network.cost == CROSS_ENTROPY else COSTS[network.cost].value
    return cost(answers, wanted).mean(axis=1)


def _surprise(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Cross-entropy from what comes before the logistic function or softmax: log Σ e^z - Σ y z, with Σ y = 1."""
    if len(z) == 1:
        return ACTIVATIONS["softplus"].value(z[0]) - y[0] * z[0]
    highest = z.max(axis=0)
    return highest + np.log(np.exp(z - highest).sum(axis=0)) - (y * z).sum(axis=0)

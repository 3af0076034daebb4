"""Natural gradient: steps measured by how much they change what the network says, not by how far its numbers move.

    θ ← θ − a (F + λ I)⁻¹ ∇C,  F = mean over samples of Jᵀ M J

J is the Jacobian of the network's answer in all its numbers, and M the Fisher information of the distribution whose
surprise −log p(y) the cost is: a Gaussian's for half the squared error, that of Bernoulli's or the categorical
distribution for cross-entropy, that of Huber's least favourable distribution for Huber's cost.

Source: Amari (1998), Natural Gradient Works Efficiently in Learning; Martens (2020), New Insights and Perspectives on
the Natural Gradient Method, sections 5 and 9.
"""

import math

import numpy as np
from jaxtyping import Float64

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.costs import COSTS, CROSS_ENTROPY
from gradscape.learning.networks import Layer, Network, forward
from gradscape.learning.numbers import numbers_of, with_numbers

Inputs = Float64[np.ndarray, "inputs samples"]


def jacobian(network: Network, inputs: Inputs) -> Float64[np.ndarray, "samples outputs numbers"]:
    """Of every output in every number: of a = f(z), or with cross-entropy of z before softmax.

    By the formulas of backpropagation, begun at each output with 1.
    """
    signals = forward(network, inputs)
    outputs, samples = signals[-1].a.shape
    carried = np.broadcast_to(np.eye(outputs)[:, :, None], (outputs, outputs, samples))
    parts: list[np.ndarray] = []
    for place in reversed(range(len(network.layers))):
        layer, here = network.layers[place], signals[place]
        is_before = place == len(network.layers) - 1 and network.cost == CROSS_ENTROPY
        z = carried if is_before else carried * ACTIVATIONS[layer.activation].slope(here.z, here.a)
        below = signals[place - 1].a if place else inputs
        weights = np.einsum("ous,bs->soub", z, below).reshape(samples, outputs, -1)
        parts[:0] = [weights, np.moveaxis(z, 2, 0)]
        carried = np.einsum("ub,ous->obs", layer.weights, z)
    return np.concatenate(parts, axis=2)


def fisher(network: Network, inputs: Inputs) -> Float64[np.ndarray, "numbers numbers"]:
    """F, the mean over the samples' inputs; targets have no part in it."""
    rows = jacobian(network, inputs)
    if network.cost == CROSS_ENTROPY:
        p = forward(network, inputs)[-1].a.T[:, :, None]
        # M = diag(p) − p pᵀ: rows less their mean, weighed by p.
        rows = (
            np.sqrt(p * (1 - p)) * rows if p.shape[1] == 1 else np.sqrt(p) * (rows - (p * rows).sum(1, keepdims=True))
        )
    else:
        rows = math.sqrt(COSTS[network.cost].information) * rows
    flat = rows.reshape(-1, rows.shape[2])
    return flat.T @ flat / inputs.shape[1]


def stepped(
    network: Network,
    inputs: Inputs,
    targets: Float64[np.ndarray, "outputs samples"],
    rate: float,
    damping: float,
    penalties: tuple[float, float],
) -> Network:
    """The network after one batch. penalties: of the absolute values of weights, and of half their squares."""
    l1, l2 = penalties
    pairs = zip(backpropagate(network, inputs, targets).slopes, network.layers, strict=True)
    pulled = [
        Layer(slopes.weights + l2 * layer.weights + l1 * np.sign(layer.weights), slopes.biases, layer.activation)
        for slopes, layer in pairs
    ]
    gradient = numbers_of(network._replace(layers=tuple(pulled)))
    metric = fisher(network, inputs)
    if not np.isfinite(metric).all() or not np.isfinite(gradient).all():
        return with_numbers(network, np.full(len(gradient), np.nan))
    # By eigenvectors, for F itself is singular wherever numbers can make up for each other; rounding may put 0 below 0.
    values, vectors = np.linalg.eigh(metric)
    along = vectors @ ((gradient @ vectors) / (np.maximum(values, 0) + damping))
    return with_numbers(network, numbers_of(network) - rate * along)

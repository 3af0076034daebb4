"""Backpropagation beside published numbers, JAX's autodiff and finite differences."""

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.backpropagation import backpropagate, by_differences
from gradscape.learning.costs import COSTS
from gradscape.learning.differences import verdict
from gradscape.learning.networks import Layer, Network, forward, mean_cost
from gradscape.learning.training import packed
from gradscape.machine import teaching
from gradscape.machine.networks import ACTIVATED

# Matt Mazur, "A Step by Step Backpropagation Example" (2015): 2-2-2, logistic units, half squared error, rate 0.5.
MAZUR = Network(
    (
        Layer(np.array([[0.15, 0.2], [0.25, 0.3]]), np.array([0.35, 0.35]), "sigmoid"),
        Layer(np.array([[0.4, 0.45], [0.5, 0.55]]), np.array([0.6, 0.6]), "sigmoid"),
    ),
    "half-squared-error",
)
INPUTS, TARGETS = np.array([[0.05], [0.1]]), np.array([[0.01], [0.99]])

# The same functions as JAX has them.
JAX_ACTIVATIONS = {
    "tanh": jnp.tanh,
    "relu": jax.nn.relu,
    "sigmoid": jax.nn.sigmoid,
    "linear": lambda z: z,
    "leaky-relu": jax.nn.leaky_relu,
    "elu": jax.nn.elu,
    "gelu": lambda z: jax.nn.gelu(z, approximate=False),
    "swish": jax.nn.swish,
    "softplus": jax.nn.softplus,
}


def random_network(seed: int) -> tuple[Network, np.ndarray, np.ndarray]:
    """Every activation and cost comes up, with 0 to 6 hidden layers."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 9, size=random.integers(2, 9))
    names = list(ACTIVATIONS)
    layers = tuple(
        Layer(random.normal(size=(m, n)) / np.sqrt(n), random.normal(size=m) / 2, names[(seed + k) % len(names)])
        for k, (n, m) in enumerate(itertools.pairwise(sizes))
    )
    cost = list(COSTS)[seed % len(COSTS)]
    inputs = random.normal(size=(sizes[0], random.integers(1, 12)))
    targets = random.normal(size=(sizes[-1], inputs.shape[1]))
    if cost == "cross-entropy":
        targets = (
            random.integers(0, 2, size=targets.shape) * 1.0
            if sizes[-1] == 1
            else np.eye(sizes[-1])[:, random.integers(0, sizes[-1], inputs.shape[1])]
        )
    return Network(layers, cost), inputs, targets


def test_the_published_example_has_its_published_numbers():
    found = backpropagate(MAZUR, INPUTS, TARGETS)
    np.testing.assert_allclose(found.signals[0].a.ravel(), [0.5932699921, 0.5968843783], atol=1e-10)
    np.testing.assert_allclose(found.signals[1].a.ravel(), [0.7513650696, 0.7729284653], atol=1e-10)
    assert found.costs[0] == pytest.approx(0.2983711088, abs=1e-10)
    after = [layer.weights - 0.5 * slopes.weights for layer, slopes in zip(MAZUR.layers, found.slopes, strict=True)]
    np.testing.assert_allclose(after[0].ravel(), [0.1497807161, 0.1995614323, 0.2497511436, 0.2995022873], atol=1e-10)
    np.testing.assert_allclose(after[1].ravel(), [0.3589164797, 0.4086661861, 0.5113012702, 0.5613701211], atol=1e-10)
    # Its biases stay as they are.
    moved = tuple(layer._replace(weights=weights) for layer, weights in zip(MAZUR.layers, after, strict=True))
    assert mean_cost(MAZUR._replace(layers=moved), INPUTS, TARGETS) == pytest.approx(0.2910277736, abs=1e-10)


def test_it_is_what_autodiff_finds_on_200_random_networks():
    for seed in range(200):
        network, inputs, targets = random_network(seed)
        cost, expected = teaching.autodiff(packed(network), inputs, targets)
        found = backpropagate(network, inputs, targets)
        for slopes, (weights, biases) in zip(found.slopes, expected, strict=True):
            np.testing.assert_allclose(slopes.weights, weights, rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(slopes.biases, biases, rtol=1e-12, atol=1e-12)
        assert found.costs.mean() == pytest.approx(cost, rel=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_finite_differences_agree_as_far_as_they_can(seed):
    network, inputs, targets = random_network(seed)
    passed = backpropagate(network, inputs, targets)
    found = by_differences(network, inputs, targets, passed)
    ours = np.concatenate([part.ravel() for slopes in passed.slopes for part in (slopes.weights, slopes.biases)])
    np.testing.assert_allclose(found.slopes, ours, rtol=1e-5, atol=1e-8)
    assert verdict(ours, found.slopes, found.bounds) == "agree"
    # A formula that is wrong by a thousandth is found out.
    assert verdict(1.001 * ours, found.slopes, found.bounds) == "differ"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_of_activations_are_those_of_autodiff(name):
    z = np.array([-800.0, -30.0, -2.5, -0.7, -1e-3, 1e-3, 0.4, 3.0, 30.0, 800.0])
    activation = ACTIVATIONS[name]
    a = activation.value(z)
    expected = jax.vmap(jax.grad(JAX_ACTIVATIONS[name]))(z)
    # Those that are taught, and those that training is done with.
    for value, slope in [(a, activation.slope(z, a)), ACTIVATED[list(ACTIVATIONS).index(name)](jnp.array(z))]:
        np.testing.assert_allclose(value, JAX_ACTIVATIONS[name](z), rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(slope, expected, rtol=1e-11, atol=1e-14)


def test_slopes_go_through_softmax_as_its_whole_jacobian_says():
    network = Network((Layer(np.eye(3), np.zeros(3), "linear"),), "cross-entropy")
    z, y = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.0], [0.0]])
    p = forward(network, z)[-1].a
    jacobian = np.diag(p[:, 0]) - p @ p.T
    found = backpropagate(network, z, y).slopes[0]
    np.testing.assert_allclose(jacobian @ found.a, found.z, atol=1e-15)

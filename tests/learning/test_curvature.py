"""Eigenvalues of the Hessian beside those of the whole matrix by differences of gradients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.learning.test_backpropagation import random_network

from gradscape.learning import curvature
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.costs import COSTS
from gradscape.learning.curvature import extremes, hessian_product, spectrum
from gradscape.learning.networks import Layer, Network
from gradscape.learning.numbers import numbers_of, with_numbers
from gradscape.learning.training import initialised


def gradient(network: Network, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    slopes = backpropagate(network, inputs, targets).slopes
    return np.concatenate([part.ravel() for each in slopes for part in (each.weights, each.biases)])


def hessian_by_differences(network: Network, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    numbers, step = numbers_of(network), 1e-5
    rows = [
        gradient(with_numbers(network, numbers + shift), inputs, targets)
        - gradient(with_numbers(network, numbers - shift), inputs, targets)
        for shift in step * np.eye(len(numbers))
    ]
    found = np.array(rows) / (2 * step)
    return (found + found.T) / 2


def small_network(activation: str, cost: str, outputs: int) -> tuple[Network, np.ndarray, np.ndarray]:
    """With inputs at which no unit is near a kink."""
    random = np.random.default_rng([*activation.encode(), outputs])
    network = initialised((2, 3, outputs), [activation, activation], cost, "xavier", 3)
    network = with_numbers(network, numbers_of(network) + 0.3 * random.normal(size=len(numbers_of(network))))
    inputs = random.normal(size=(2, 7))
    targets = random.uniform(-0.4, 0.4, size=(outputs, 7))
    if cost == "cross-entropy":
        classes = random.integers(0, max(2, outputs), 7)
        targets = np.eye(outputs)[:, classes] if outputs > 1 else classes[None] * 1.0
    return network, inputs, targets


@pytest.mark.parametrize("outputs", [1, 3])
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_leading_eigenvalues_are_those_of_the_whole_hessian(activation, cost, outputs):
    network, inputs, targets = small_network(activation, cost, outputs)
    expected = np.linalg.eigvalsh(hessian_by_differences(network, inputs, targets))
    found = spectrum(network, inputs, targets, 5, seed=0)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(found.eigenvalues, expected[::-1][:5], atol=2e-8 * max(1.0, scale))
    assert found.least == pytest.approx(expected[0], abs=2e-8 * max(1.0, scale))
    assert found.products == len(expected)


@pytest.mark.parametrize("seed", range(40))
def test_products_are_differences_of_gradients_on_random_networks(seed):
    network, inputs, targets = random_network(seed)
    vector = np.random.default_rng(seed).normal(size=len(numbers_of(network)))
    vector /= np.linalg.norm(vector)
    shifted = [with_numbers(network, numbers_of(network) + sign * 1e-5 * vector) for sign in (1, -1)]
    # The same units on both sides of every kink, or there is no derivative to compare with.
    expected = (gradient(shifted[0], inputs, targets) - gradient(shifted[1], inputs, targets)) / 2e-5
    found = hessian_product(network, inputs, targets)(vector)
    np.testing.assert_allclose(found, expected, atol=1e-7 * max(1.0, np.abs(expected).max()))


@pytest.mark.parametrize("samples", [200, 1000])
def test_a_network_of_many_numbers_has_residuals_that_bound_its_errors(samples):
    random = np.random.default_rng(5)
    network = initialised((2, *[8] * 6, 1), ["tanh"] * 7, "half-squared-error", "xavier", 2)
    inputs, targets = random.normal(size=(2, samples)), random.choice([-1.0, 1.0], size=(1, samples))
    found = spectrum(network, inputs, targets, 3, seed=1)
    whole = np.linalg.eigvalsh(hessian_by_differences(network, inputs, targets))
    assert found.products < len(whole) / 2
    product = hessian_product(network, inputs, targets)
    for value, residual, vector in zip(found.eigenvalues, found.residuals, found.vectors, strict=True):
        measured = np.linalg.norm(product(vector) - value * vector)
        assert measured == pytest.approx(residual, abs=1e-10 * whole[-1])
        # Differences know the whole Hessian to about 1e-9 only.
        assert np.abs(whole - value).min() <= residual + 1e-8 * whole[-1]
    np.testing.assert_allclose(found.eigenvalues, whole[::-1][:3], rtol=1e-6)
    assert found.least == pytest.approx(whole[0], abs=1e-6 * whole[-1])


@given(
    st.lists(st.integers(-6, 6), min_size=1, max_size=curvature.WHOLE),
    st.integers(1, 8),
    st.integers(0, 2**32 - 1),
)
def test_eigenvalues_come_as_often_as_they_are_there(values, count, seed):
    """Whole numbers, for many of them to be equal."""
    random = np.random.default_rng(seed)
    vectors = np.linalg.qr(random.normal(size=(len(values), len(values))))[0]
    matrix = vectors @ np.diag(np.array(values, float)) @ vectors.T
    found = extremes(lambda vector: matrix @ vector, len(values), count, seed)
    np.testing.assert_allclose(found.eigenvalues, sorted(values, reverse=True)[:count], atol=1e-9)
    assert found.least == pytest.approx(min(values), abs=1e-9)
    assert found.products == len(values)


def test_the_same_seed_gives_the_same_numbers():
    network, inputs, targets = random_network(3)
    one, same = (spectrum(network, inputs, targets, 2, seed=9) for _ in range(2))
    np.testing.assert_array_equal(one.eigenvalues, same.eigenvalues)
    np.testing.assert_array_equal(one.residuals, same.residuals)


def test_a_linear_unit_s_hessian_is_the_second_moment_of_its_inputs():
    inputs = np.random.default_rng(0).normal(size=(3, 50))
    network = Network((Layer(np.ones((1, 3)), np.zeros(1), "linear"),), "half-squared-error")
    augmented = np.vstack([inputs, np.ones(50)])
    expected = np.linalg.eigvalsh(augmented @ augmented.T / 50)[::-1]
    found = spectrum(network, inputs, np.zeros((1, 50)), 4, seed=0)
    np.testing.assert_allclose(found.eigenvalues, expected, rtol=1e-12)


def test_beyond_all_numbers_there_is_no_curvature():
    network = Network((Layer(np.full((1, 1), 1e200), np.zeros(1), "linear"),) * 2, "half-squared-error")
    found = spectrum(network, np.ones((1, 3)), np.zeros((1, 3)), 2, seed=0)
    assert np.isnan(found.eigenvalues).all() and np.isnan(found.least)


@pytest.mark.parametrize("rank", [0, 1, 2, 40])
def test_a_large_matrix_that_is_mostly_0_has_its_few_eigenvalues_and_0(rank):
    random = np.random.default_rng(rank)
    size = 2 * curvature.WHOLE
    vectors = np.linalg.qr(random.normal(size=(size, size)))[0][:, :rank]
    values = np.arange(1.0, rank + 1)
    found = extremes(lambda vector: vectors @ (values * (vectors.T @ vector)), size, 2, seed=4)
    expected = [*values[::-1], 0.0, 0.0][:2]
    np.testing.assert_allclose(found.eigenvalues, expected, atol=1e-9)
    assert found.least == pytest.approx(0, abs=1e-9)

"""Natural gradient beside closed forms, definitions, and what it is invariant under."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import integrate
from tests.learning.test_backpropagation import JAX_ACTIVATIONS, random_network
from tests.learning.test_training import course

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import CROSS_ENTROPY, HUBER_INFORMATION
from gradscape.learning.natural_gradient import fisher, jacobian, stepped
from gradscape.learning.networks import Network, forward, mean_cost
from gradscape.learning.numbers import numbers_of, stacks_of
from gradscape.learning.training import Data, initialised, train
from gradscape.walks.methods import TRAINING_METHOD
from gradscape.walks.run import Run

NO_PENALTIES = (0.0, 0.0)


def course_of(batch: int, damping: float, rate: float = 1.0, **more):
    settings = TRAINING_METHOD["natural-gradient"].complete({"learning_rate": rate, "damping": damping})
    return course(batch=batch)._replace(
        optimiser=Run("natural-gradient", np.zeros(1), settings, 1, 0.0, 0), seed=0, **more
    )


def answers_of(network: Network, inputs: np.ndarray):
    """The network as a function of its list of numbers, in JAX's own functions; z before softmax."""
    names = [layer.activation for layer in network.layers]

    def answers(numbers):
        a = inputs
        for (weights, biases), name in zip(stacks_of(network, numbers[None]), names, strict=True):
            z = weights[0] @ a + biases[0][:, None]
            a = JAX_ACTIVATIONS[name](z)
        return (z if network.cost == CROSS_ENTROPY else a).T

    return answers


@pytest.mark.parametrize("seed", range(len(ACTIVATIONS)))
def test_the_jacobian_is_that_of_autodiff(seed):
    network, inputs, _ = random_network(seed)
    expected = jax.jit(jax.jacobian(answers_of(network, inputs)))(jnp.array(numbers_of(network)))
    np.testing.assert_allclose(jacobian(network, inputs), expected, rtol=1e-9, atol=1e-11)


def test_one_full_step_of_a_linear_network_lands_on_the_least_squares_solution():
    random = np.random.default_rng(3)
    inputs, targets = random.normal(size=(4, 60)), random.normal(size=(2, 60))
    network = initialised((4, 2), ["linear"], "half-squared-error", "uniform", 1)
    done = train(network, Data(inputs, targets, 60), course_of(60, 1e-10), 1, 0, None)
    augmented = np.vstack([inputs, np.ones(60)])
    expected = np.linalg.lstsq(augmented.T, targets.T, rcond=None)[0].T
    np.testing.assert_allclose(done.network.layers[0].weights, expected[:, :4], atol=1e-8)
    np.testing.assert_allclose(done.network.layers[0].biases, expected[:, 4], atol=1e-8)


def test_rescaled_inputs_change_nothing_but_for_plain_descent_they_change_all():
    """The law of its name: steps are the same function whatever the numbers are measured in."""
    random = np.random.default_rng(5)
    inputs = random.normal(size=(2, 60))
    targets = np.tanh(inputs.prod(axis=0, keepdims=True))
    network = initialised((2, 2, 1), ["tanh", "tanh"], "half-squared-error", "xavier", 2)
    mixing = np.array([[5.0, 1.0], [0.0, 0.2]])
    first = network.layers[0]
    # The same function of the mixed inputs.
    other = network._replace(
        layers=(first._replace(weights=first.weights @ np.linalg.inv(mixing)), *network.layers[1:])
    )

    def answers(how, network, inputs):
        return forward(train(network, Data(inputs, targets, 60), how, 5, 0, None).network, inputs)[-1].a

    natural = course_of(60, 1e-10, rate=0.05)
    one, same = answers(natural, network, inputs), answers(natural, other, mixing @ inputs)
    np.testing.assert_allclose(one, same, atol=1e-5)
    assert np.abs(one - forward(network, inputs)[-1].a).max() > 0.1
    plain = course(batch=60, learning_rate=0.2)
    assert np.abs(answers(plain, network, inputs) - answers(plain, other, mixing @ inputs)).max() > 0.01


@pytest.mark.parametrize("outputs", [1, 3])
def test_fisher_of_probabilities_is_the_mean_square_of_the_score(outputs):
    """By its definition: E[s sᵀ] over the answers that the network itself thinks possible, s = ∂ log p(y)/∂θ."""
    network = initialised((2, 3, outputs), ["tanh", "linear"], CROSS_ENTROPY, "xavier", 1)
    inputs = np.random.default_rng(2).normal(size=(2, 6))
    answers = answers_of(network, inputs)

    def surprise(numbers, sample, label):
        z = answers(numbers)[sample]
        if outputs == 1:
            return jax.nn.softplus(z[0]) - label * z[0]
        return -jax.nn.log_softmax(z)[label]

    p = forward(network, inputs)[-1].a
    numbers, expected = jnp.array(numbers_of(network)), 0.0
    for sample in range(6):
        for label in range(max(2, outputs)):
            score = np.asarray(jax.grad(surprise)(numbers, sample, label))
            chance = p[label, sample] if outputs > 1 else (1 - p[0, sample], p[0, sample])[label]
            expected = expected + chance * np.outer(score, score) / 6
    np.testing.assert_allclose(fisher(network, inputs), expected, atol=1e-12)


def test_huber_s_information_is_that_of_its_density():
    def density(e):
        return np.exp(-(e**2 / 2 if abs(e) <= 1 else abs(e) - 0.5))

    places = [-1, 1]
    whole = integrate.quad(density, -60, 60, points=places)[0]
    squared = integrate.quad(lambda e: np.clip(e, -1, 1) ** 2 * density(e), -60, 60, points=places)[0]
    assert pytest.approx(squared / whole, rel=1e-8) == HUBER_INFORMATION


def test_with_much_damping_it_is_plain_descent():
    network, inputs, targets = random_network(6)
    damping = 1e8
    natural = stepped(network, inputs, targets, 0.03 * damping, damping, NO_PENALTIES)
    samples = inputs.shape[1]
    plain = train(network, Data(inputs, targets, samples), course(batch=samples), 1, 0, None).network
    np.testing.assert_allclose(numbers_of(natural), numbers_of(plain), atol=1e-7)


@pytest.mark.parametrize("cost", ["half-squared-error", "cross-entropy", "huber"])
def test_small_steps_go_downhill(cost):
    random = np.random.default_rng(0)
    inputs = random.normal(size=(2, 40))
    targets = (inputs.prod(axis=0) > 0)[None] * (1.0 if cost == "cross-entropy" else 2.0)
    network = initialised((2, 4, 1), ["tanh", "linear"], cost, "xavier", 3)
    before = mean_cost(network, inputs, targets)
    after = mean_cost(stepped(network, inputs, targets, 0.05, 1e-3, NO_PENALTIES), inputs, targets)
    assert after < before


def test_penalties_pull_weights_and_leave_biases():
    network, inputs, targets = random_network(0)
    big = 1e9
    one = stepped(network, inputs, targets, big, big, NO_PENALTIES)
    other = stepped(network, inputs, targets, big, big, (0.5, 0.25))
    for layer, free, pulled in zip(network.layers, one.layers, other.layers, strict=True):
        expected = 0.5 * np.sign(layer.weights) + 0.25 * layer.weights
        np.testing.assert_allclose(free.weights - pulled.weights, expected, atol=1e-6)
        np.testing.assert_allclose(free.biases, pulled.biases, atol=1e-6)


def test_batches_are_those_of_the_other_methods():
    random = np.random.default_rng(1)
    inputs, targets = random.normal(size=(2, 50)), random.normal(size=(1, 50))
    network = initialised((2, 3, 1), ["tanh", "tanh"], "half-squared-error", "xavier", 2)
    done = train(network, Data(inputs, targets, 50), course_of(20, 0.1, rate=0.3), 2, 0, None)
    for epoch in range(2):
        order = np.random.default_rng([0, epoch]).permutation(50)
        for places in (order[:20], order[20:40], order[40:]):
            network = stepped(network, inputs[:, places], targets[:, places], 0.3, 0.1, NO_PENALTIES)
    np.testing.assert_allclose(numbers_of(done.network), numbers_of(network), rtol=1e-12)


def test_numbers_that_run_away_are_noticed():
    network = initialised((2, 4, 1), ["linear", "linear"], "half-squared-error", "he", 0)
    data = Data(np.ones((2, 20)), np.ones((1, 20)), 20)
    done = train(network, data, course_of(20, 1e-10, rate=1e11), 5, 0, None)
    assert done.diverged_at is not None
    assert np.isfinite(numbers_of(done.network)).all()

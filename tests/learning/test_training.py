"""Training on the machine beside the formulas, and what it comes to."""

import numpy as np
import pytest
from tests.learning.test_backpropagation import random_network

from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.data_sets import REACH, generated
from gradscape.learning.training import Course, Data, initialised, train
from gradscape.optimize.methods import METHOD
from gradscape.optimize.paths import PathRun

NAMES = ["circle", "xor", "gauss", "spiral", "moons", "blobs", "plane", "multi-gauss"]


def course(method="gradient-descent", batch=10, seed=0, l1=0.0, l2=0.0, horizon=100, **settings) -> Course:
    complete = METHOD[method].complete({"learning_rate": 0.03, **settings})
    return Course(PathRun(method, np.zeros(1), complete, 1, 0.0, 0), batch, l1, l2, horizon, seed)


def circle(seed: int, count: int = 250) -> Data:
    points, labels, _ = generated("circle", count, 0.0, seed)
    return Data(points.T, 2 * labels[None] - 1, count // 2)


def default_network(seed: int):
    return initialised((2, 4, 2, 1), ["tanh"] * 3, "half-squared-error", "uniform", seed)


@pytest.mark.parametrize("seed", range(30))
def test_one_batch_moves_every_number_by_its_derivative(seed):
    network, inputs, targets = random_network(seed)
    samples = inputs.shape[1]
    taught = train(network, Data(inputs, targets, samples), course(batch=samples, l2=0.01, l1=0.002), 1, 0, None)
    slopes = backpropagate(network, inputs, targets).slopes
    for before, after, slope in zip(network.layers, taught.network.layers, slopes, strict=True):
        pulled = slope.weights + 0.01 * before.weights + 0.002 * np.sign(before.weights)
        np.testing.assert_allclose(after.weights, before.weights - 0.03 * pulled, rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(after.biases, before.biases - 0.03 * slope.biases, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("batch", [1, 7, 16, 40, 128])
def test_batches_of_any_size_are_those_of_a_plain_loop(batch):
    data = circle(1, count=100)
    network = default_network(1)
    taught = train(network, data, course(batch=batch, seed=5), 2, 0, None)
    for epoch in range(2):
        order = np.random.default_rng([5, epoch]).permutation(data.trained)
        for start in range(0, data.trained, batch):
            places = order[start : start + batch]
            slopes = backpropagate(network, data.inputs[:, places], data.targets[:, places]).slopes
            layers = [
                layer._replace(weights=layer.weights - 0.03 * slope.weights, biases=layer.biases - 0.03 * slope.biases)
                for layer, slope in zip(network.layers, slopes, strict=True)
            ]
            network = network._replace(layers=tuple(layers))
    for here, there in zip(taught.network.layers, network.layers, strict=True):
        np.testing.assert_allclose(here.weights, there.weights, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"])
def test_training_goes_on_where_it_stopped(method):
    data, how = circle(2), course(method)
    whole = train(default_network(2), data, how, 6, 0, None)
    half = train(default_network(2), data, how, 3, 0, None)
    rest = train(half.network, data, how, 3, half.epoch, half.memory)
    for one, other in zip(whole.network.layers, rest.network.layers, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)
    assert whole.progress.losses == half.progress.losses + rest.progress.losses
    seldom = train(default_network(2), data, how, 6, 0, None, every=3)
    assert seldom.progress.losses == whole.progress.losses[2::3]


@pytest.mark.parametrize("batch", [40, 200])
def test_a_batch_is_never_cut_however_many_epochs_are_asked_for_at_once(batch):
    """Batches of 40 are 3 chunks of 16, of which the machine takes 1024 in a call."""
    data = circle(4, count=400)
    whole = train(default_network(4), data, course(batch=batch), 90, 0, None, every=90)
    network, memory = default_network(4), None
    for epoch in range(90):
        one = train(network, data, course(batch=batch), 1, epoch, memory)
        network, memory = one.network, one.memory
    for one, other in zip(whole.network.layers, network.layers, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)


@pytest.mark.slow
def test_the_default_network_learns_the_circle_from_nearly_every_start():
    learned = 0
    for seed in range(100):
        trained = train(default_network(seed), circle(seed, 500), course(seed=seed), 300, 0, None, every=300)
        assert trained.progress.test_losses is not None
        learned += trained.progress.test_losses[-1] < 0.05
    assert learned >= 95


def test_too_large_a_learning_rate_is_noticed_and_the_epoch_told():
    network = initialised((2, 4, 2, 1), ["linear"] * 3, "half-squared-error", "he", 0)
    trained = train(network, circle(0), course(learning_rate=50.0), 20, 0, None)
    assert trained.diverged_at is not None
    assert len(trained.progress.losses) == trained.diverged_at - 1


def test_schedules_go_down_to_what_shall_be_left():
    data = circle(3, count=20)
    steps = []
    for epoch in (0, 50, 100, 200):
        how = course(batch=10, schedule="cosine", decay_rate=0.1, horizon=100)
        before = default_network(3)
        after = train(before, data, how, 1, epoch, None).network
        plain = train(before, data, course(batch=10, seed=0), 1, epoch, None).network
        steps.append((after.layers[2].biases - before.layers[2].biases)[0] / (plain.layers[2].biases - 0.1)[0])
    np.testing.assert_allclose(steps, [1, 0.55, 0.1, 0.1], rtol=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_data_are_the_same_for_the_same_seed_and_lie_in_their_square(name):
    one, same, other = (generated(name, 200, 0.2, seed) for seed in (4, 4, 5))
    np.testing.assert_array_equal(one.points, same.points)
    assert not np.array_equal(one.points, other.points)
    assert np.abs(one.points).max() <= REACH
    if one.classes:
        counts = np.bincount(one.targets.astype(int), minlength=one.classes)
        assert len(counts) == one.classes
        assert counts.min() > 40


def test_without_noise_the_classes_are_apart():
    points, labels, _ = generated("circle", 500, 0.0, 1)
    radius = np.linalg.norm(points, axis=1)
    assert radius[labels == 1].max() < 3 < radius[labels == 0].min()
    points, labels, _ = generated("xor", 500, 0.0, 1)
    np.testing.assert_array_equal(points.prod(axis=1) > 0, labels == 1)


@pytest.mark.parametrize("how", ["uniform", "xavier", "he", "zeros"])
def test_initial_weights_are_as_large_as_their_rule_says(how):
    network = initialised((8, 8, 8), ["tanh", "tanh"], "huber", how, 0)
    reach = {"uniform": 0.5, "xavier": np.sqrt(6 / 16), "he": np.sqrt(6 / 8), "zeros": 0.0}[how]
    largest = max(np.abs(layer.weights).max() for layer in network.layers)
    assert 0.9 * reach <= largest <= reach

"""Training on the machine beside the formulas, and what it comes to."""

import numpy as np
import pytest
from tests.learning.test_backpropagation import INPUTS, MAZUR, TARGETS, random_network

from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.data_sets import REACH, Samples, generated
from gradscape.learning.features import targets_for
from gradscape.learning.networks import Layer, Network
from gradscape.learning.training import Course, Data, batch_at, batches_of, initialised, train, train_steps
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

NAMES = ["circle", "xor", "gauss", "spiral", "moons", "blobs", "plane", "multi-gauss"]
METHODS = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]


def course(method="gradient-descent", batch=10, seed=0, l1=0.0, l2=0.0, horizon=100, **settings) -> Course:
    complete = METHOD[method].complete({"learning_rate": 0.03, **settings})
    return Course(Run(method, np.zeros(1), complete, 1, 0.0, 0), batch, l1, l2, horizon, seed)


def circle(seed: int, count: int = 250) -> Data:
    points, labels, _ = generated("circle", count, 0.0, seed)
    return Data(points.T, 2 * labels[None] - 1, count // 2)


def default_network(seed: int):
    return initialised((2, 4, 2, 1), ["tanh"] * 3, "half-squared-error", "uniform", seed)


def test_one_batch_moves_every_number_by_its_derivative_in_200_random_networks():
    for seed in range(200):
        network, inputs, targets = random_network(seed)
        samples = inputs.shape[1]
        taught = train(network, Data(inputs, targets, samples), course(batch=samples, l2=0.01, l1=0.002), 1, 0, None)
        slopes = backpropagate(network, inputs, targets).slopes
        for before, after, slope in zip(network.layers, taught.network.layers, slopes, strict=True):
            pulled = slope.weights + 0.01 * before.weights + 0.002 * np.sign(before.weights)
            np.testing.assert_allclose(after.weights, before.weights - 0.03 * pulled, rtol=1e-12, atol=1e-13)
            np.testing.assert_allclose(after.biases, before.biases - 0.03 * slope.biases, rtol=1e-12, atol=1e-13)


def test_one_step_leads_where_the_published_example_does():
    one = train(MAZUR, Data(INPUTS, TARGETS, 1), course(batch=1, learning_rate=0.5), 1, 0, None).network
    expected = [0.1497807161, 0.1995614323, 0.2497511436, 0.2995022873]
    np.testing.assert_allclose(one.layers[0].weights.ravel(), expected, atol=1e-10)
    expected = [0.3589164797, 0.4086661861, 0.5113012702, 0.5613701211]
    np.testing.assert_allclose(one.layers[1].weights.ravel(), expected, atol=1e-10)


def along(method: str, g: np.ndarray, x: np.ndarray, m: np.ndarray, v: np.ndarray, k: int) -> tuple[np.ndarray, ...]:
    """What step k goes against, by the formulas that methods are shown with, and what is remembered."""
    match method:
        case "momentum":
            m = 0.8 * m + g
            return m, m, v
        case "nesterov":
            m = 0.8 * m + g
            return g + 0.8 * m, m, v
        case "adagrad":
            v = v + g**2
            return g / np.sqrt(v + 1e-6), m, v
        case "rmsprop":
            v = 0.7 * v + 0.3 * g**2
            return g / np.sqrt(v + 1e-6), m, v
        case "adam" | "adamw":
            m, v = 0.8 * m + 0.2 * g, 0.95 * v + 0.05 * g**2
            step = m / (1 - 0.8**k) / (np.sqrt(v / (1 - 0.95**k)) + 1e-6)
            return step + (0.1 * x if method == "adamw" else 0.0), m, v
    return g, m, v


SETTINGS = {
    "gradient-descent": {},
    "momentum": {"momentum": 0.8},
    "nesterov": {"momentum": 0.8},
    "adagrad": {"epsilon": 1e-6},
    "rmsprop": {"decay": 0.7, "epsilon": 1e-6},
    "adam": {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6},
    "adamw": {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6, "weight_decay": 0.1},
}


def flat(layers) -> np.ndarray:
    return np.concatenate([part.ravel() for layer in layers for part in (layer.weights, layer.biases)])


def filled(network: Network, numbers: np.ndarray) -> Network:
    layers, rest = [], numbers
    for layer in network.layers:
        weights, biases, rest = np.split(rest, np.cumsum([layer.weights.size, layer.biases.size]))
        layers.append(layer._replace(weights=weights.reshape(layer.weights.shape), biases=biases))
    return network._replace(layers=tuple(layers))


# Batches of 40 and 128 go through in several chunks, and a network of 7 layers through another kernel than one of 3.
@pytest.mark.parametrize(
    "method, batch, sizes",
    [
        *[("gradient-descent", batch, (2, 4, 2, 1)) for batch in (1, 7, 16, 40, 128)],
        *[(method, 40, (2, 4, 2, 1)) for method in SETTINGS],
        ("adam", 10, (2, 8, 8, 8, 8, 8, 8, 1)),
    ],
)
def test_training_is_what_a_plain_loop_does(method, batch, sizes):
    data = circle(1, count=100)
    network = initialised(sizes, ["tanh"] * (len(sizes) - 1), "half-squared-error", "xavier", 1)
    taught = train(network, data, course(method, batch=batch, seed=5, **SETTINGS[method]), 2, 0, None)
    x = flat(network.layers)
    m, v, k = np.zeros_like(x), np.zeros_like(x), 0
    for epoch in range(2):
        order = np.random.default_rng([5, epoch]).permutation(data.trained)
        for start in range(0, data.trained, batch):
            places = order[start : start + batch]
            k += 1
            found = backpropagate(filled(network, x), data.inputs[:, places], data.targets[:, places])
            step, m, v = along(method, flat(found.slopes), x, m, v, k)
            x = x - 0.03 * step
    np.testing.assert_allclose(flat(taught.network.layers), x, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
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


def assert_same(one, other):
    for here, there in zip(one.network.layers, other.network.layers, strict=True):
        np.testing.assert_array_equal(here.weights, there.weights)
        np.testing.assert_array_equal(here.biases, there.biases)
    assert (one.epoch, one.step) == (other.epoch, other.step)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("batch", [10, 40])
def test_training_by_batches_is_training_by_epochs(method, batch):
    data = circle(2)
    how = course(method, batch=batch, seed=4, schedule="cosine", decay_rate=0.1, horizon=3)
    batches = batches_of(how, data)
    whole = train(default_network(2), data, how, 3, 0, None)
    done = train_steps(default_network(2), data, how, 0, 0, 0, None)
    for steps in (1, 2, batches - 2, batches + 1, batches - 2):
        done = train_steps(done.network, data, how, steps, done.epoch, done.step, done.memory)
    assert (done.epoch, done.step) == (3, 0)
    assert_same(done, whole)
    assert done.progress.losses[-1] == whole.progress.losses[-1]


def test_an_epoch_that_was_begun_by_batches_is_ended_as_one():
    data, how = circle(2), course("adam", seed=4)
    begun = train_steps(default_network(2), data, how, 5, 0, 0, None)
    assert (begun.epoch, begun.step) == (0, 5)
    ended = train(begun.network, data, how, 2, begun.epoch, begun.memory, 1, begun.step)
    assert_same(ended, train(default_network(2), data, how, 2, 0, None))
    assert len(ended.progress.losses) == 2


def test_the_batches_of_an_epoch_hold_every_learned_sample_once():
    data = circle(1, count=100)
    how = course(batch=16, seed=3)
    batches = [batch_at(how, data, 7, step) for step in range(batches_of(how, data))]
    assert [len(batch) for batch in batches] == [16, 16, 16, 2]
    assert sorted(np.concatenate(batches)) == list(range(50))
    slopes = backpropagate(default_network(1), data.inputs[:, batches[2]], data.targets[:, batches[2]]).slopes
    after = train_steps(default_network(1), data, how, 1, 7, 2, None)
    for before, layer, slope in zip(default_network(1).layers, after.network.layers, slopes, strict=True):
        np.testing.assert_allclose(layer.weights, before.weights - 0.03 * slope.weights, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("batch", [17, 40, 128])
def test_many_epochs_at_once_are_as_many_one_by_one(batch):
    # Some 150 epochs are more than one call of the kernel holds, whose end is in the middle of a batch.
    data, how = circle(3), course(batch=batch)
    assert_same(
        train(default_network(3), data, how, 150, 0, None, 150), train(default_network(3), data, how, 150, 0, None)
    )


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


@pytest.mark.parametrize(
    "activation, cost, ends",
    [
        ("tanh", "half-squared-error", [-1, 1]),
        ("linear", "huber", [-1, 1]),
        ("sigmoid", "half-squared-error", [0, 1]),
        ("sigmoid", "huber", [0, 1]),
        ("tanh", "cross-entropy", [0, 1]),
    ],
)
def test_a_single_output_can_reach_what_two_classes_ask_and_is_right_beyond_their_middle(activation, cost, ends):
    samples = Samples(np.array([[-3.0, 0.0], [3.0, 0.0]]), np.array([0.0, 1.0]), 2)
    for sign, right in ((1, 1.0), (-1, 0.0)):
        network = Network((Layer(np.array([[sign, 0.0]]), np.zeros(1), activation),), cost)
        targets = targets_for(samples, network)
        assert targets.tolist() == [ends]
        data = Data(samples.points.T, targets, 2)
        assert train(network, data, course(), 0, 0, None).progress.accuracies == [right]


def test_heights_are_no_classes_whatever_the_output_is():
    samples = Samples(np.array([[-3.0, 0.0], [3.0, 0.0]]), np.array([-0.25, 0.5]), 0)
    network = initialised((2, 1), ["sigmoid"], "half-squared-error", "uniform", 1)
    targets = targets_for(samples, network)
    assert targets.tolist() == [[-0.25, 0.5]]
    assert train(network, Data(samples.points.T, targets, 2), course(), 0, 0, None).progress.accuracies is None

"""What the scenes of networks claim, from the very networks that they show."""

import numpy as np
import pytest

from gradscape.api.network_texts import SamplesText, read_samples
from gradscape.course.loader import chapters
from gradscape.learning import data_sets, natural_gradient
from gradscape.learning.backpropagation import Pass, backpropagate
from gradscape.learning.curvature import spectrum
from gradscape.learning.features import inputs_at, targets_for
from gradscape.learning.landscape import principal_plane, random_plane, sliced, weights_plane
from gradscape.learning.networks import Layer, Network, forward
from gradscape.learning.numbers import numbers_of
from gradscape.learning.training import Course, Data, Trained, initialised, train
from gradscape.walks.methods import TRAINING_METHOD
from gradscape.walks.run import Run

STATES = {
    scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"] if scene["lab"] == "network"
}


def network_of(state: dict):
    outputs = state["classes"] if state["data"] == "blobs" else 1
    sizes = (len(state["features"]), *state["hidden"], outputs)
    return initialised(sizes, state["activations"], state["cost"], state["initialisation"], state["seed"])


def lesson_of(state: dict) -> tuple[Network, Data, Course]:
    """What the network of a scene learns, and how."""
    network = network_of(state)
    text = SamplesText(name=state["data"], count=state["count"], noise=state["noise"], seed=state["sample"])
    samples, learned = read_samples(text)
    targets = targets_for(samples, network)
    data = Data(inputs_at(samples.points, state["features"]), targets, learned)
    settings = TRAINING_METHOD[state["method"]].complete(state["settings"])
    optimiser = Run(state["method"], np.zeros(1), settings, 1, 0.0, 0)
    course = Course(optimiser, state["batch"], state["l1"], state["l2"], 1000, state["seed"])
    return network, data, course


def trained(scene: str, epochs: int, **changes) -> Trained:
    """The network of a scene after so many epochs, measured at their end."""
    network, data, course = lesson_of(STATES[scene] | changes)
    return train(network, data, course, epochs, 0, None, max(epochs, 1))


def walked(scene: str, every: int, epochs: int, **changes) -> tuple[list[Network], list[float], tuple]:
    """The networks of a scene and their losses, from the beginning, and what they learn."""
    network, data, course = lesson_of(STATES[scene] | changes)
    walk, losses, memory = [network], train(network, data, course, 0, 0, None).progress.losses, None
    for epoch in range(0, epochs, every):
        step = train(walk[-1], data, course, every, epoch, memory, every)
        memory = step.memory
        walk.append(step.network)
        losses = losses + step.progress.losses
    return walk, losses, (data.inputs[:, : data.trained], data.targets[:, : data.trained])


def units_of(scene: str, points: np.ndarray):
    network = network_of(STATES[scene])
    return network, forward(network, points.T)


def test_every_unit_of_one_layer_is_a_straight_cut():
    points = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    network, signals = units_of("2.3", points)
    for unit, (weights, bias) in enumerate(zip(network.layers[0].weights, network.layers[0].biases, strict=True)):
        along = np.array([-weights[1], weights[0]])
        _, moved = units_of("2.3", points + along)
        np.testing.assert_allclose(moved[0].a[unit], signals[0].a[unit], atol=1e-12)
        on_the_cut = -bias * weights / (weights @ weights)
        assert units_of("2.3", on_the_cut[None])[1][0].a[unit, 0] == pytest.approx(0, abs=1e-12)


def test_linear_layers_are_a_straight_cut_however_many():
    # No straight cut tells a disk from the ring around it.
    assert trained("2.4", 250, activations=["linear"] * 3).progress.test_accuracies[0] < 0.75
    assert trained("2.4", STATES["2.4"]["epoch"]).progress.test_accuracies[0] > 0.97


def test_training_goes_downhill_on_points_that_were_never_learned():
    losses = [trained("2.15", epochs).progress.test_losses[0] for epochs in (0, 100, 300)]
    assert losses[0] > 0.4
    assert losses[0] > losses[1] > losses[2]
    assert losses[2] < 0.05


def test_the_points_of_the_scenes_lie_in_the_plane_that_is_drawn():
    for state in STATES.values():
        points = data_sets.generated(state["data"], state["count"], state["noise"], state["sample"]).points
        assert np.abs(points).max() <= data_sets.REACH


def stepped(scene: str) -> tuple[Network, Pass]:
    """The network of a scene in which one sample is followed, and that sample's way through it."""
    state = STATES[scene]
    sizes = [len(state["input"][0]), *state["hidden"], len(state["target"][0])]
    network = initialised(tuple(sizes), state["activations"], state["cost"], state["initialisation"], state["seed"])
    if state["numbers"]:
        numbers, layers = iter(state["numbers"]), []
        for columns, rows, activation in zip(sizes[:-1], sizes[1:], state["activations"], strict=True):
            weights = np.array([[next(numbers) for _ in range(columns)] for _ in range(rows)])
            layers.append(Layer(weights, np.array([next(numbers) for _ in range(rows)]), activation))
        assert list(numbers) == []
        network = Network(tuple(layers), state["cost"])
    return network, backpropagate(network, np.array(state["input"]).T, np.array(state["target"]).T)


def test_one_layer_s_derivatives_are_products_of_three():
    state = STATES["2.11"]
    network, passed = stepped("2.11")
    g = float(passed.signals[0].a[0, 0])
    product = (g - state["target"][0][0]) * g * (1 - g) * np.array(state["input"][0])
    np.testing.assert_allclose(passed.slopes[0].weights[0], product, rtol=1e-12)
    assert network.sizes == (3, 1)


def test_two_layers_have_the_shapes_that_the_scene_says():
    network, passed = stepped("2.12")
    assert [layer.weights.shape for layer in network.layers] == [(3, 2), (2, 3)]
    assert [slopes.weights.shape for slopes in passed.slopes] == [(3, 2), (2, 3)]
    halves = (passed.signals[-1].a[:, 0] - np.array(STATES["2.12"]["target"][0])) ** 2 / 2
    assert passed.costs[0] == pytest.approx(halves.sum(), rel=1e-12)


def test_forward_and_back_are_those_of_the_scenes():
    _, passed = stepped("2.13")
    assert passed.signals[0].z[0, 0] == pytest.approx(0.15 * 0.05 + 0.2 * 0.1 + 0.35, rel=1e-12)
    network, passed = stepped("2.14")
    below = network.layers[1].weights.T @ passed.slopes[1].z
    np.testing.assert_allclose(passed.slopes[0].a, below, rtol=1e-12)
    assert np.abs(passed.slopes[0].z).max() <= 0.25 * np.abs(below).max()


def test_mazurs_numbers_are_the_published_ones():
    """Source: Mazur, A Step by Step Backpropagation Example (2015); its last error is rounded on the way."""
    network, passed = stepped("2.16")
    assert passed.costs[0] == pytest.approx(0.2983711088, abs=1e-10)
    moved = [layer.weights - 0.5 * slopes.weights for layer, slopes in zip(network.layers, passed.slopes, strict=True)]
    assert moved[0].ravel() == pytest.approx([0.1497807161, 0.1995614323, 0.2497511436, 0.2995022873], abs=1e-10)
    assert moved[1].ravel() == pytest.approx([0.3589164797, 0.4086661861, 0.5113012702, 0.5613701211], abs=1e-10)
    layers = [layer._replace(weights=weights) for layer, weights in zip(network.layers, moved, strict=True)]
    again = backpropagate(Network(tuple(layers), network.cost), np.array([[0.05], [0.1]]), np.array([[0.01], [0.99]]))
    assert again.costs[0] == pytest.approx(0.2910277736, abs=1e-10)


def test_two_directions_show_most_of_the_walk_and_yet_not_its_losses():
    walk, losses, learned = walked("2.17", 2, 200)
    places, network = np.array([numbers_of(each) for each in walk]), walk[-1]
    assert len(places[0]) == 25
    found = sliced(network, principal_plane(network, places), places, *learned, 2, 1.0)
    assert found.explained == pytest.approx(0.955, abs=0.005)
    np.testing.assert_allclose(found.path_losses, losses, rtol=1e-9)
    assert np.abs(found.path_losses - found.slice_losses).max() > 0.05
    for plane in (random_plane(network, STATES["2.17"]["directions"]), weights_plane(network, 0, 1)):
        assert sliced(network, plane, places, *learned, 2, 1.0).explained < 0.3


@pytest.mark.parametrize("rate", [0.3, 0.15])
def test_the_largest_curvature_climbs_to_the_edge_and_stays_there(rate):
    epochs = round(700 * 0.3 / rate)
    walk, losses, learned = walked("2.18", epochs // 28, epochs, settings={"learning_rate": rate})
    sharpness = np.array([spectrum(network, *learned, 1, 0).eigenvalues[0] for network in walk])
    edge = 2 / rate
    assert sharpness[0] < 0.25 * edge
    assert np.all(np.diff(sharpness[1:7]) > 0)
    assert sharpness.max() > 1.2 * edge
    assert np.all(np.abs(sharpness[16:] / edge - 1) < 0.2)
    assert losses[0] > losses[8] > losses[16] > losses[28]


def test_natural_gradient_needs_few_steps_where_ordinary_descent_needs_many():
    _, losses, _ = walked("2.19", 20, 20)
    assert losses[-1] == pytest.approx(0.04, abs=0.001)
    _, losses, learned = walked("2.19", 60, 60, method="gradient-descent", settings={"learning_rate": 0.1})
    assert losses[-1] == pytest.approx(0.49, abs=0.005)
    # With a damping far above the Fisher matrix it is ordinary descent by the rate divided by the damping.
    _, damped, _ = walked("2.19", 60, 60, settings={"learning_rate": 10.0, "damping": 100.0})
    assert damped[-1] == pytest.approx(losses[-1], abs=0.005)
    network = network_of(STATES["2.19"])
    step = numbers_of(natural_gradient.stepped(network, *learned, 1e6, 1e6, (0.0, 0.0))) - numbers_of(network)
    plain = lesson_of(STATES["2.19"] | {"method": "gradient-descent", "settings": {"learning_rate": 1.0}})
    np.testing.assert_allclose(step, numbers_of(train(*plain, 1, 0, None).network) - numbers_of(network), atol=1e-6)


@pytest.mark.parametrize("method, rate", [("adam", 0.03), ("nesterov", 0.3)])
def test_in_the_race_methods_with_a_memory_learn_the_spirals_by_their_best_rates(method, rate):
    assert end_of_race(method, rate) < 0.05


def test_in_the_race_plain_descent_is_left_behind_by_all_of_its_rates():
    assert min(end_of_race("gradient-descent", rate) for rate in (0.01, 0.03, 0.1, 0.3, 1.0)) > 0.3


def test_in_the_race_the_rate_that_is_set_is_the_best_of_some_and_no_rate_for_others():
    nesterov, adam, rmsprop = (end_of_race(method, 0.3) for method in ("nesterov", "adam", "rmsprop"))
    assert nesterov < adam / 3 and rmsprop > 0.4


def end_of_race(method: str, rate: float) -> float:
    return trained("2.15b", 400, method=method, settings={"learning_rate": rate}).progress.losses[-1]

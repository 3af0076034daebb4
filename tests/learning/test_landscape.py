"""Planes in the space of all numbers, and the loss over them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.learning.test_backpropagation import MAZUR, random_network
from tests.learning.test_training import circle, course, default_network

from gradscape.learning.landscape import NoPlane, principal_plane, random_plane, sliced, weights_plane
from gradscape.learning.many import losses
from gradscape.learning.networks import mean_cost
from gradscape.learning.numbers import name_of, numbers_of, units_of, with_numbers
from gradscape.learning.training import initialised, train

SEEDS = st.integers(0, 2**32 - 1)


def walked(epochs: int, every: int, seed: int = 1):
    """The default network, its data, and the walk of its training: the last network of it, and all of them."""
    data, network = circle(seed), default_network(seed)
    walk = [numbers_of(network)]
    for epoch in range(0, epochs, every):
        network = train(network, data, course(), every, epoch, None).network
        walk.append(numbers_of(network))
    return network, np.array(walk), (data.inputs[:, : data.trained], data.targets[:, : data.trained])


@pytest.mark.parametrize("seed", range(60))
def test_many_losses_at_once_are_those_of_one_network_after_the_other(seed):
    network, inputs, targets = random_network(seed)
    many = numbers_of(network) + np.random.default_rng(seed).normal(size=(30, len(numbers_of(network))))
    with np.errstate(over="ignore"):
        expected = [mean_cost(with_numbers(network, each), inputs, targets) for each in many]
    # Where a probability was rounded to 0 or 1, only one of them is finite.
    is_finite = np.isfinite(expected)
    found = losses(network, many, inputs, targets)
    np.testing.assert_allclose(found[is_finite], np.array(expected)[is_finite], rtol=1e-9)
    assert np.isfinite(found).all()


def test_the_surprise_of_a_network_that_is_very_sure_and_wrong_is_as_large_as_its_output():
    network = initialised((1, 1), ["linear"], "cross-entropy", "zeros", 0)
    found = losses(network, np.array([[0.0, 900.0], [0.0, -900.0]]), np.zeros((1, 4)), np.zeros((1, 4)))
    np.testing.assert_allclose(found, [900, 0], atol=1e-12)


@given(SEEDS)
def test_numbers_are_a_list_and_back(seed):
    network, *_ = random_network(seed % 1000)
    numbers = numbers_of(network)
    for one, other in zip(network.layers, with_numbers(network, numbers).layers, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)
        np.testing.assert_array_equal(one.biases, other.biases)
    places = [place for unit in units_of(network) for place in unit.places]
    assert sorted(places) == list(range(len(numbers)))


def test_numbers_have_names():
    assert [name_of(MAZUR, place) for place in (0, 3, 4, 7, 11)] == [
        "weight from input 1 to unit 1 of layer 1",
        "weight from input 2 to unit 2 of layer 1",
        "bias of unit 1 of layer 1",
        "weight from unit 2 of layer 1 to output 1",
        "bias of output 2",
    ]


def test_a_slice_over_two_weights_is_the_loss_with_those_weights_put_in():
    network, walk, learned = walked(20, 5)
    found = sliced(network, weights_plane(network, 3, 14), walk, *learned, 7, 2.0)
    for j, i in [(0, 0), (2, 5), (6, 6)]:
        numbers = numbers_of(network)
        numbers[[3, 14]] = found.x[i], found.y[j]
        assert found.losses[j, i] == pytest.approx(mean_cost(with_numbers(network, numbers), *learned), rel=1e-12)
    np.testing.assert_allclose(found.path, walk[:, [3, 14]], atol=1e-12)
    assert found.x[0] == pytest.approx(walk[:, 3].min() - 2)
    assert found.slice_losses[-1] == pytest.approx(found.path_losses[-1], rel=1e-12)


@given(SEEDS)
def test_every_unit_of_a_random_direction_is_as_long_as_the_unit_itself(seed):
    network, *_ = random_network(seed % 50)
    numbers = numbers_of(network)
    plane = random_plane(network, seed)
    for unit in units_of(network):
        lengths = np.linalg.norm(plane.directions[:, unit.places], axis=1)
        np.testing.assert_allclose(lengths, np.linalg.norm(numbers[unit.places]), rtol=1e-12)


def test_scaling_relu_units_up_and_down_does_not_change_what_random_directions_show():
    """What filter normalisation is for: such networks are one function, and their landscapes look alike."""
    network = initialised((2, 6, 1), ["relu", "linear"], "half-squared-error", "he", 4)
    learned = np.random.default_rng(1).normal(size=(2, 40)), np.ones((1, 40))
    inner, outer = network.layers
    scaled = network._replace(
        layers=(
            inner._replace(weights=7 * inner.weights, biases=7 * inner.biases),
            outer._replace(weights=outer.weights / 7),
        )
    )
    # Without a bias at the output, whose unit's length would not scale with its weights.
    assert outer.biases == 0
    one, other = random_plane(network, 2), random_plane(scaled, 2)
    bias = len(numbers_of(network)) - 1
    one.directions[:, bias] = other.directions[:, bias] = 0
    nothing = np.zeros((0, bias + 1))
    np.testing.assert_allclose(
        sliced(network, one, nothing, *learned, 9, 1.0).losses,
        sliced(scaled, other, nothing, *learned, 9, 1.0).losses,
        rtol=1e-10,
    )


def test_principal_directions_are_those_of_the_covariance_and_show_as_much_as_they_say():
    network, walk, learned = walked(60, 3)
    plane = principal_plane(network, walk)
    values, vectors = np.linalg.eigh(np.cov(walk.T))
    np.testing.assert_allclose(plane.variances, values[::-1][:2] / values.sum(), rtol=1e-9)
    for direction, vector in zip(plane.directions, vectors.T[::-1], strict=False):
        assert abs(direction @ vector) == pytest.approx(1, abs=1e-9)
    found = sliced(network, plane, walk, *learned, 5, 1.0)
    assert found.explained == pytest.approx(sum(plane.variances), rel=1e-9)
    # It ends at the centre, and began at the left.
    np.testing.assert_allclose(found.path[-1], [0, 0], atol=1e-12)
    assert found.path[0, 0] < 0
    assert found.slice_losses[-1] == pytest.approx(found.path_losses[-1])


@given(SEEDS, st.integers(2, 30))
def test_no_plane_shows_more_of_a_walk_than_that_of_its_principal_directions(seed, frames):
    random = np.random.default_rng(seed)
    network = default_network(1)
    walk = np.vstack([numbers_of(network) + random.normal(size=(frames, 25)) @ np.diag(random.uniform(0, 3, 25))])
    learned = random.normal(size=(2, 5)), random.normal(size=(1, 5))
    best = sliced(network, principal_plane(network, walk), walk, *learned, 2, 1.0).explained
    for plane in (random_plane(network, seed), weights_plane(network, 0, 7)):
        assert sliced(network, plane, walk, *learned, 2, 1.0).explained <= best + 1e-12


def test_a_walk_along_a_line_has_one_principal_direction_and_some_other_across():
    network = default_network(1)
    end, way = numbers_of(network), np.random.default_rng(0).normal(size=25)
    walk = end - np.array([3.0, 2.0, 0.5, 0.0])[:, None] * way
    plane = principal_plane(network, walk)
    assert plane.variances[0] == pytest.approx(1)
    assert plane.variances[1] == pytest.approx(0, abs=1e-15)
    np.testing.assert_allclose(plane.directions[0], way / np.linalg.norm(way), atol=1e-10)
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-10)


def test_where_there_is_no_plane_it_is_said_why():
    network = default_network(1)
    with pytest.raises(NoPlane, match="not moved"):
        principal_plane(network, numbers_of(network)[None])
    with pytest.raises(NoPlane, match="not moved"):
        principal_plane(network, np.repeat(numbers_of(network)[None], 5, axis=0))
    with pytest.raises(NoPlane, match="not moved"):
        principal_plane(network, np.zeros((0, 25)))
    with pytest.raises(NoPlane, match="two different numbers"):
        weights_plane(network, 3, 3)
    with pytest.raises(NoPlane, match="are 0"):
        random_plane(with_numbers(network, np.zeros(25)), 1)


def test_a_walk_of_one_place_has_nothing_to_explain():
    network, walk, learned = walked(0, 1)
    found = sliced(network, random_plane(network, 1), walk, *learned, 3, 1.0)
    assert found.explained is None
    np.testing.assert_allclose([found.x[0], found.x[-1]], [-1, 1])

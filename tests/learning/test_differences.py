"""Central differences as a check: they agree within their own error at every scale, and find out what is wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.learning.nist_sets import read

from gradscape.learning.backpropagation import backpropagate, by_differences
from gradscape.learning.differences import central_differences, verdict
from gradscape.learning.networks import Layer, Network
from gradscape.learning.regression import terms

SETS = ["Misra1a", "Misra1b", "MGH10", "Thurber", "Rat43", "Lanczos3", "Filip", "Norris", "Pontius", "Chwirut2"]


@pytest.mark.parametrize("name", SETS)
def test_at_a_certified_optimum_differences_agree_as_far_as_rounding_lets_them(name):
    chosen = read(name)
    told = terms(chosen.objective(), chosen.in_order("certified"))
    assert (np.abs(told.gradient - told.differences) <= told.bounds).all()
    assert verdict(told.gradient, told.differences, told.bounds) in ("agree", "undecided")


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("part", [0.9, 1.1])
def test_beside_the_optimum_they_agree_and_find_out_a_wrong_gradient(name, part):
    chosen = read(name)
    told = terms(chosen.objective(), part * chosen.in_order("certified"))
    assert verdict(told.gradient, told.differences, told.bounds) == "agree"
    assert verdict(1.05 * told.gradient, told.differences, told.bounds) == "differ"


def test_the_check_of_misra_is_no_longer_off_by_a_hundred():
    chosen = read("Misra1a")
    told = terms(chosen.objective(), chosen.in_order("certified"))
    assert np.abs(told.gradient - told.differences).max() < 1e-2
    # ∂C/∂b₂ is a sum of terms of about 1e5 each.
    assert told.bounds.max() < 1


@settings(max_examples=60)
@given(st.integers(-9, 9), st.integers(-9, 9), st.floats(-3, 3))
def test_differences_of_a_cubic_are_right_whatever_its_units(x_unit, unit, place):
    size, height = 10.0**x_unit, 10.0**unit

    def cost(many):
        return height * ((many[:, 0] / size) ** 3 - many[:, 0] / size)

    at = np.array([place * size])
    exact = height / size * (3 * place**2 - 1)
    found = central_differences(cost, at, np.array([[size], [abs(at[0])]]), 4e-16 * height * (1 + abs(place) ** 3))
    assert abs(found.slopes[0] - exact) <= found.bounds[0] + 1e-15 * abs(exact)
    assert found.bounds[0] <= 1e-6 * height / size * (1 + place**2)


@pytest.mark.parametrize("unit", [1e-9, 1e-3, 1.0, 1e3, 1e6])
@pytest.mark.parametrize("cost", ["half-squared-error", "cross-entropy", "huber"])
def test_differences_of_networks_agree_whatever_the_units_of_their_inputs(unit, cost):
    random = np.random.default_rng(3)
    layers = (
        Layer(random.normal(size=(3, 2)) / unit, random.normal(size=3), "tanh"),
        Layer(random.normal(size=(1, 3)), random.normal(size=1), "sigmoid"),
    )
    inputs, targets = unit * random.normal(size=(2, 5)), random.integers(0, 2, size=(1, 5)) * 1.0
    network = Network(layers, cost)
    passed = backpropagate(network, inputs, targets)
    found = by_differences(network, inputs, targets, passed)
    ours = np.concatenate([part.ravel() for slopes in passed.slopes for part in (slopes.weights, slopes.biases)])
    assert (np.abs(ours - found.slopes) <= found.bounds).all()
    assert verdict(1.05 * ours, found.slopes, found.bounds) == "differ"


def test_what_is_not_known_is_undecided():
    one = np.ones(1)
    assert verdict(one, one, np.array([np.inf])) == "undecided"
    assert verdict(one, np.array([np.nan]), one) == "undecided"
    assert verdict(one, 1.5 * one, one) == "undecided"

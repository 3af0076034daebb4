"""Costs and derivatives of networks that are very sure, beside mpmath with 60 digits and exponents without end."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.learning.test_training import course

from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.costs import COSTS
from gradscape.learning.many import losses
from gradscape.learning.networks import Layer, Network, mean_cost
from gradscape.learning.numbers import numbers_of
from gradscape.learning.training import Data, packed, train
from gradscape.machine import teaching

mpmath.mp.dps = 60
TINY = mpmath.mpf(2) ** -1000
LOGITS = [-1e6, -800.0, -50.0, -37.0, -1.0, -1e-9, 0.0, 1e-9, 1.0, 37.0, 50.0, 800.0, 1e6]

EXACT = {
    "tanh": mpmath.tanh,
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "linear": lambda z: z,
    "leaky-relu": lambda z: z if z > 0 else mpmath.mpf(0.01) * z,
    "elu": lambda z: z if z > 0 else mpmath.expm1(z),
    "swish": lambda z: z / (1 + mpmath.exp(-z)),
    "gelu": lambda z: z * mpmath.erfc(-z / mpmath.sqrt(2)) / 2,
    "softplus": lambda z: mpmath.log(1 + mpmath.exp(z)),
}


def exact_slope(name: str, z: mpmath.mpf) -> mpmath.mpf:
    s = 1 / (1 + mpmath.exp(-z))
    match name:
        case "tanh":
            return 1 / mpmath.cosh(z) ** 2
        case "relu":
            return mpmath.mpf(z > 0)
        case "sigmoid":
            return 1 / (1 + mpmath.exp(-z)) / (1 + mpmath.exp(z))
        case "leaky-relu":
            return mpmath.mpf(1 if z > 0 else 0.01)
        case "elu":
            return mpmath.mpf(1) if z > 0 else mpmath.exp(z)
        case "swish":
            return s + z * s / (1 + mpmath.exp(z))
        case "gelu":
            return mpmath.erfc(-z / mpmath.sqrt(2)) / 2 + z * mpmath.exp(-(z**2) / 2) / mpmath.sqrt(2 * mpmath.pi)
        case "softplus":
            return s
    return mpmath.mpf(1)


def exact_surprise(z: list[float], y: list[float]) -> mpmath.mpf:
    """-Σ y log p."""
    if len(z) == 1:
        a, b = mpmath.log(1 + mpmath.exp(-mpmath.mpf(z[0]))), mpmath.log(1 + mpmath.exp(mpmath.mpf(z[0])))
        return y[0] * a + (1 - mpmath.mpf(y[0])) * b
    # -log p_k = log(1 + Σ e^(z_j - z_k)) over the others, which 60 digits hold however small the sum is.
    others = [[mpmath.exp(mpmath.mpf(b) - mpmath.mpf(a)) for j, b in enumerate(z) if j != k] for k, a in enumerate(z)]
    return sum((mpmath.mpf(y[k]) * mpmath.log1p(sum(others[k])) for k in range(len(z))), mpmath.mpf(0))


def exact_probabilities(z: list[float]) -> list[mpmath.mpf]:
    powers = [mpmath.exp(mpmath.mpf(each)) for each in z]
    return [1 / (1 + 1 / powers[0])] if len(z) == 1 else [each / sum(powers) for each in powers]


def agrees(found: float, exact: mpmath.mpf, digits: float = 1e-13) -> bool:
    """To so many digits; below the smallest normal numbers, to those there are."""
    return bool(abs(mpmath.mpf(float(found)) - exact) <= digits * abs(exact) + TINY)


def one_layer(outputs: int, cost: str, activation: str = "linear") -> Network:
    return Network((Layer(np.eye(outputs), np.zeros(outputs), activation),), cost)


@pytest.mark.parametrize("z", LOGITS)
@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
def test_cross_entropy_of_one_output_and_its_slopes_are_right_however_sure_it_is(z, y):
    found = backpropagate(one_layer(1, "cross-entropy"), np.array([[z]]), np.array([[y]]))
    p = exact_probabilities([z])[0]
    # 60 digits do not hold 1 - p beyond z = 140: from the other side they do.
    rest = exact_probabilities([-z])[0]
    assert agrees(found.costs[0], exact_surprise([z], [y]))
    assert agrees(found.slopes[0].z[0, 0], (1 - mpmath.mpf(y)) * p - mpmath.mpf(y) * rest)
    slope = -mpmath.mpf(y) / p + (1 - mpmath.mpf(y)) / rest
    assert agrees(found.slopes[0].a[0, 0], slope, 1e-12) or (abs(slope) > 1.7e308 and np.isinf(found.slopes[0].a[0, 0]))


sizes = st.one_of(st.floats(-1e6, 1e6), st.sampled_from(LOGITS), st.floats(-50, 50))


@settings(max_examples=80, deadline=None)
@given(st.lists(sizes, min_size=2, max_size=8), st.integers(0, 7))
def test_cross_entropy_of_several_outputs_and_its_slopes_are_right_however_sure_they_are(z, chosen):
    y = np.eye(len(z))[chosen % len(z)]
    found = backpropagate(one_layer(len(z), "cross-entropy"), np.array(z)[:, None], y[:, None])
    with mpmath.workdps(60):
        p = exact_probabilities(z)
        # Differences of z of 1e6 keep 10 digits behind the point.
        assert agrees(found.costs[0], exact_surprise(z, list(y)), 1e-9)
        for k in range(len(z)):
            others = sum((each for j, each in enumerate(p) if j != k), mpmath.mpf(0))
            assert agrees(found.slopes[0].z[k, 0], -others if y[k] else p[k], 1e-9)


@pytest.mark.parametrize("z", LOGITS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_activations_and_their_slopes_are_right_however_large_z_is(activation, z):
    at, kind = np.array([z]), ACTIVATIONS[activation]
    a = kind.value(at)
    assert agrees(a[0], EXACT[activation](mpmath.mpf(z)))
    # Near -0.75 and -1.28 gelu and swish level out: what is left of two terms there has fewer digits.
    assert agrees(kind.slope(at, a)[0], exact_slope(activation, mpmath.mpf(z)), 1e-12)


@pytest.mark.parametrize("cost", ["half-squared-error", "huber"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_cost_after_every_activation_has_a_finite_value_and_the_right_slope(cost, activation):
    for z in LOGITS:
        for y in (0.0, 1.0):
            found = backpropagate(one_layer(1, cost, activation), np.array([[z]]), np.array([[y]]))
            error = EXACT[activation](mpmath.mpf(z)) - mpmath.mpf(y)
            pull = max(-1, min(1, error)) if cost == "huber" else error
            value = abs(error) - 0.5 if cost == "huber" and abs(error) > 1 else error**2 / 2
            # a - y of a rounded a has the digits that a has.
            room = 3e-16 * max(1, abs(error))
            assert abs(found.costs[0] - value) <= 1e-13 * abs(value) + room * abs(error) + room**2
            steep = exact_slope(activation, mpmath.mpf(z))
            assert abs(found.slopes[0].z[0, 0] - pull * steep) <= (1e-12 * abs(pull) + room) * abs(steep) + TINY


@pytest.mark.parametrize("outputs, y", [(1, [[0.0, 1.0]]), (2, [[0.0, 1.0], [1.0, 0.0]])])
def test_one_sure_sample_leaves_the_loss_of_training_a_number(outputs, y):
    network, targets = one_layer(outputs, "cross-entropy"), np.array(y)
    inputs = np.array([[50.0, 1e6]] * outputs) * np.array([[1.0], [-1.0]])[:outputs]
    expected = float(sum(exact_surprise(list(inputs[:, k]), list(targets[:, k])) for k in range(2)) / 2)
    data = Data(inputs, targets, 2)
    assert train(network, data, course(), 0, 0, None).progress.losses[0] == pytest.approx(expected, rel=1e-14)
    assert mean_cost(network, inputs, targets) == pytest.approx(expected, rel=1e-14)
    assert losses(network, numbers_of(network)[None], inputs, targets)[0] == pytest.approx(expected, rel=1e-14)
    by_autodiff, slopes = teaching.autodiff(packed(network), inputs, targets)
    assert by_autodiff == pytest.approx(expected, rel=1e-14)
    ours = backpropagate(network, inputs, targets).slopes[0]
    np.testing.assert_allclose(slopes[0][0], ours.weights, rtol=1e-12)


@pytest.mark.parametrize("cost", COSTS)
def test_autodiff_agrees_far_out_for_every_activation(cost):
    for activation in ACTIVATIONS:
        network = one_layer(2, cost, activation)
        for z in (-1e6, -50.0, 50.0, 1e6):
            inputs, y = np.array([[z], [-1.0]]), np.array([[0.0], [1.0]])
            found = backpropagate(network, inputs, y)
            value, slopes = teaching.autodiff(packed(network), inputs, y)
            assert value == pytest.approx(found.costs[0], rel=1e-12, abs=1e-15)
            np.testing.assert_allclose(slopes[0][0], found.slopes[0].weights, rtol=1e-12, atol=1e-9)

"""Derivatives of functions that JAX's own rules would leave without digits, against 120-digit arithmetic."""

import mpmath
import numpy as np
import pytest

from gradscape.language.jax_source import jax_source
from gradscape.language.parser import parse
from gradscape.machine import machine
from gradscape.machine.program import program

NEAR_AND_FAR = [s * x for x in (1e-12, 1e-9, 1e-3, 0.7, 3.3, 20.3, 37.5, 170.3, 300.0) for s in (-1, 1)]
INSIDE_ONE = [s * x for x in (1e-12, 1e-9, 1e-3, 0.7, 0.999, 0.9999999) for s in (-1, 1)]
LEFT_OF_0 = [-19.7, -10.257, -9.9999, -5.5, -2.3, -1.001, -0.7, -1e-3, 1e-3, 0.5, 3.3, 160.3]
FAR = [s * x for x in (1e-9, 1e-3, 1.7, 1e4, 1e6, 1e9) for s in (-1, 1)]
FUNCTIONS = {
    "sigmoid(x)": (lambda x: 1 / (1 + mpmath.exp(-x)), NEAR_AND_FAR),
    "softplus(x)": (lambda x: mpmath.log(1 + mpmath.exp(x)), NEAR_AND_FAR),
    "swish(x)": (lambda x: x / (1 + mpmath.exp(-x)), NEAR_AND_FAR),
    "tanh(x)": (mpmath.tanh, NEAR_AND_FAR),
    "artanh(x)": (mpmath.atanh, INSIDE_ONE),
    "gamma(x)": (mpmath.gamma, LEFT_OF_0),
    "lgamma(x)": (lambda x: mpmath.log(abs(mpmath.gamma(x))), LEFT_OF_0),
    "hypot(x, 2)": (lambda x: mpmath.hypot(x, 2), FAR),
    "atan2(x, -2)": (lambda x: mpmath.atan2(x, -2), FAR),
}


def exact(f, x: float) -> list[float]:
    """f, f', ..., f⁽⁶⁾ by differences that stay on one side of every edge nearby."""
    with mpmath.workdps(140):
        step = mpmath.mpf(10) ** -10 * min(1, abs(x), abs(abs(x) - 1) or 1)
        return [float(mpmath.diff(f, mpmath.mpf(x), k, h=step)) for k in range(7)]


@pytest.mark.parametrize("source", FUNCTIONS)
def test_no_derivative_up_to_the_sixth_loses_its_digits(source):
    f, places = FUNCTIONS[source]
    found = machine.series(program(parse(source), {}), np.array(places))
    expected = np.array([exact(f, x) for x in places]).T
    np.testing.assert_allclose(found, expected, rtol=2e-7, atol=1e-250)


@pytest.mark.parametrize("source", FUNCTIONS)
def test_nor_do_gradients_and_hessians(source):
    f, places = FUNCTIONS[source]
    turned = program(parse(source.replace("x", "(y + 2x)/2"), variables=["x", "y"]), {})
    jets = machine.jets(turned, np.array([[x, 0.0] for x in places]))
    value, slope, bend = np.array([exact(f, x) for x in places]).T[:3]
    np.testing.assert_allclose(jets.value, value, rtol=1e-8, atol=1e-250)
    np.testing.assert_allclose(jets.gradient, np.stack([slope, slope / 2], axis=1), rtol=2e-8, atol=1e-250)
    hessians = np.stack([bend, bend / 2, bend / 2, bend / 4], axis=1).reshape(-1, 2, 2)
    np.testing.assert_allclose(jets.hessian, hessians, rtol=2e-8, atol=1e-250)


def test_gamma_has_the_published_values_left_of_0():
    # Γ(-1/2) = -2 sqrt(π); ψ(-1/2) = ψ(1/2) + 2 with ψ(1/2) = -γ - 2 log 2 (DLMF 5.4.6, 5.4.13).
    value, slope = machine.series(program(parse("gamma(x)"), {}), np.array([-0.5]))[:2, 0]
    assert value == pytest.approx(-2 * np.sqrt(np.pi), rel=1e-14)
    assert slope / value == pytest.approx(2 - np.euler_gamma - 2 * np.log(2), rel=1e-13)


def test_the_length_of_a_vector_does_not_overflow():
    jets = machine.jets(program(parse("hypot(x, y)"), {}), np.array([[3e200, 4e200], [3e-200, 4e-200]]))
    assert jets.value.tolist() == pytest.approx([5e200, 5e-200])
    np.testing.assert_allclose(jets.gradient, [[0.6, 0.8]] * 2, rtol=1e-14)
    np.testing.assert_allclose(jets.hessian[0] * 5e200, [[0.64, -0.48], [-0.48, 0.36]], rtol=1e-13)


@pytest.mark.parametrize("source", ["gamma(x)", "lgamma(x)", "gamma(x) lgamma(-x)"])
def test_the_printed_program_of_gamma_is_right_left_of_0_too(source):
    names: dict = {"print": lambda *_: None}
    exec(jax_source(parse(source)), names)  # noqa: S102 - what is printed for people to run
    for x in (-10.257, -0.7, 0.5, 2.4, 3.3):
        own = machine.series(program(parse(source), {}), np.array([x]))[:3, 0]
        jax, f = names["jax"], names["f"]
        printed = [f(x), jax.grad(f)(x), jax.grad(jax.grad(f))(x)]
        np.testing.assert_allclose([float(each) for each in printed], own, rtol=1e-9)

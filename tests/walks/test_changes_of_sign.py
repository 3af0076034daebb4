"""Zeros, jumps and poles between places where f has different signs, known by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.line.changes_of_sign import change_between
from gradscape.walks.line.roots import Root, bisection, newton


def field(source: str) -> Field:
    return Field(parse(source, ("x",)))


def halved(source: str, low: float, high: float) -> Root:
    return bisection(field(source), float(low), float(high), 200, 1e-12)


@pytest.mark.parametrize(
    "source, low, high, place, left, right",
    [
        ("floor(x) - 0.5", 0, 3, "x = 1", "−0.5", "0.5"),
        ("sign(x) + .5", -1, 1, "x = 0", "−0.5", "1.5"),
        ("round(x) - .5", 0, 1, "x = 0.5", "−0.5", "0.5"),
        ("if(x < 0.3, -2, x + 1)", -1, 2, "x = 0.3", "−2", "1.3"),
        ("step(x - 1) - .25", -1, 4, "x = 1", "−0.25", "0.75"),
        ("x + 1e-9 sign(x) + 1e-10", -1, 1, "x = 0", "−9·10⁻¹⁰", "1.1·10⁻⁹"),
        ("1e9 floor(x) + .5", -0.5, 0.7, "x = 0", "−10⁹", "0.5"),
    ],
)
def test_a_jump_is_no_zero_and_is_told_with_the_values_of_both_sides(source, low, high, place, left, right):
    found = halved(source, low, high)
    assert found.reason == "jump"
    assert f"closed on {place} after" in found.message
    assert f"f jumps there, from {left} to {right}: no zero" in found.message
    assert found.order.kind is None


@pytest.mark.parametrize(
    "source, low, high, place",
    [
        ("1/x", -1, 2, "x = 0"),
        ("1/x", -1, 1, "x = 0"),
        ("tan(x)", 1, 2, "x = 1.570796"),
        ("1/(x - .3)^3", 0, 1, "x = 0.3"),
        ("1/cbrt(x)", -1, 2, "x = 0"),
        ("1e-9/(x - 1/3)", 0, 1, "x = 0.3333333"),
    ],
)
def test_a_pole_is_no_zero_and_is_told_with_the_values_of_both_sides(source, low, high, place):
    found = halved(source, low, high)
    assert found.reason == "diverged"
    assert f"closed on {place} after" in found.message
    assert "f has a pole there, with" in found.message


def test_the_values_beside_a_pole_are_those_of_the_neighbouring_numbers():
    # tan of the two floats around π/2, by mpmath.
    assert "with 1.633·10¹⁶ beside it on the left and −6.218·10¹⁵ on the right" in halved("tan(x)", 1, 2).message


@settings(max_examples=60)
@given(
    st.floats(-0.9, 0.9),
    st.integers(-9, 9),
    st.sampled_from(["{s} (x - {a})", "{s} sinh(x - {a})^3", "{s} cbrt(x - {a})"]),
)
def test_zeros_of_continuous_functions_are_zeros_however_flat_or_steep(zero, unit, shape):
    source = shape.format(s=f"1e{unit}", a=f"({zero!r})")
    found = halved(source, -1, 1.1)
    assert found.reason == "converged"
    assert found.points[-1] == pytest.approx(zero, abs=1e-11)
    assert change_between(field(source), -1.0, 1.1).place == pytest.approx(zero, abs=1e-11)


@settings(max_examples=60)
@given(st.floats(-0.9, 0.9), st.floats(0.01, 1), st.integers(-9, 9))
def test_jumps_are_found_wherever_they_are_and_whatever_their_height(place, height, unit):
    source = f"1e{unit} (step(x - ({place!r})) - {height!r}/1.01 + 1e-3 x)"
    if abs(place) < 1e-3:
        return
    assert halved(source, -1, 1.1).reason == "jump"


def test_steep_is_no_jump():
    assert halved("tanh(1e13 (x - 0.3))", 0, 1).reason == "converged"
    assert halved("x^7 - 7x^6 + 21x^5 - 35x^4 + 35x^3 - 21x^2 + 7x - 1", 0.5, 1.7).reason == "converged"


def test_what_cannot_be_told_is_said_to_be_so():
    assert "cannot be told" in halved("sin(1/x)", -1, 1).message
    # x e^(-x²) is no zero at 29.5, but too small for a number.
    assert halved("x e^(-x^2)", -1, 60).reason == "flat"
    assert "too small to be told from 0" in halved("x e^(-x^2)", -1, 60).message
    assert halved("sqrt(x^2 - 1) sign(x)", -3, 4).reason == "left-domain"


@pytest.mark.parametrize("source, start", [("tan(x)", np.pi / 2), ("tan(x)", np.pi / 2 - 1e-13), ("1/x", 1e-13)])
def test_newton_beside_a_pole_has_not_arrived(source, start):
    found = newton(field(source), float(start), 50, 1e-12)
    assert found.reason == "diverged"
    assert "f has a pole at" in found.message
    assert "no zero" in found.message


def test_newton_where_numbers_are_too_small_has_not_arrived():
    found = newton(field("e^(-x)"), 1.0, 2000, 1e-12)
    assert (found.reason, "too small to be told from 0" in found.message) == ("flat", True)

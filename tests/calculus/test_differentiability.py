"""What kind of point each of the classical counterexamples has, and what autodiff says there."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def at(source: str, x: float = 0.0):
    return differentiability(Field(parse(source, ("x",))), float(x))


@pytest.mark.parametrize(
    "source, kind",
    [
        ("|x|", "corner"),
        ("relu(x)", "corner"),
        ("cbrt(x^2)", "cusp"),
        ("cbrt(x)", "vertical tangent"),
        ("sqrt(x)", "vertical tangent"),
        ("sign(x)", "jump"),
        ("|x|/x", "jump"),
        ("sin(x)/x", "gap"),
        ("if(x >= 0 and x <= 0, 1, 0)", "gap"),
        ("1/x", "pole"),
        ("1/x^2", "pole"),
        ("log(x)", "pole"),
        ("x^1.5", "edge"),
        ("log(x - 1)", "undefined"),
        ("sin(1/x)", "unresolved"),
        ("if(x < 0 or x > 0, x sin(1/x), 0)", "unresolved"),
        ("x|x|", "smooth"),
        ("sin(x)", "smooth"),
        ("3", "smooth"),
    ],
)
def test_each_kind_of_point_is_recognised(source, kind):
    assert at(source).kind == kind


@pytest.mark.parametrize("source, order", [("x|x|", 1), ("x^2*|x|", 2), ("x^3*|x|", 3), ("elu(x)", 1), ("|x|^5", 4)])
def test_a_function_that_is_differentiable_so_often_and_no_more(source, order):
    found = at(source)
    assert (found.order, found.is_order_exact) == (order, True)
    assert found.slope == (1 if source == "elu(x)" else 0)


def test_six_derivatives_are_all_that_is_looked_at():
    assert (at("cos(x)").order, at("cos(x)").is_order_exact) == (6, False)


def test_what_rounding_hides_is_not_claimed():
    # sqrt(x⁴) is x², but its third derivative drowns in rounding.
    found = at("sqrt(x^4)")
    assert found.slope == 0
    assert not found.is_order_exact


def test_slopes_on_both_sides_of_a_corner():
    assert (at("|x|").left_slope, at("|x|").right_slope) == (-1, 1)
    assert (at("max(x, x^2)", 1).left_slope, at("max(x, x^2)", 1).right_slope) == (1, 2)


def test_slopes_without_bound():
    assert (at("cbrt(x^2)").left_slope, at("cbrt(x^2)").right_slope) == (-math.inf, math.inf)
    assert (at("cbrt(x)").left_slope, at("cbrt(x)").right_slope) == (math.inf, math.inf)


def test_limits_on_both_sides_of_a_break():
    assert (at("sign(x)").left_limit, at("sign(x)").right_limit) == (-1, 1)
    assert (at("1/x").left_limit, at("1/x").right_limit) == (-math.inf, math.inf)
    assert at("sin(x)/x").left_limit == pytest.approx(1)


def test_where_there_is_no_slope_autodiff_still_answers_by_convention():
    assert math.isnan(at("sign(x)").slope)
    assert at("sign(x)").autodiff == 0
    assert at("max(x, 0)").autodiff == 0.5
    assert at("relu(x)").autodiff == 0


@given(st.floats(-3, 3))
def test_autodiff_and_the_slope_agree_wherever_a_function_is_smooth(x):
    found = at("sin(x) e^x + x^3", x)
    assert found.kind == "smooth"
    assert found.slope == pytest.approx(found.autodiff, rel=1e-12)


@given(st.floats(-1e6, 1e6))
def test_a_corner_is_found_wherever_it_lies(place):
    source = f"|x - {place}|" if place >= 0 else f"|x + {-place}|"
    assert at(source, place).kind == "corner"


def test_messages_are_sentences_with_the_numbers_in_place():
    assert at("|x|").message == "A corner at x = 0: slope −1 on the left, slope 1 on the right. There is no derivative."
    assert "slope 0.999999999 on the left, slope 1.000000001 on the right" in at("1e-9|x| + x").message
    assert "once, but not twice" in at("x|x|").message

"""Smooth, or not, and why: near edges, at every scale, and where values leave the range of floats."""

import math

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.differentiability import Differentiability, differentiability
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def at(source: str, x: float = 0.0) -> Differentiability:
    return differentiability(Field(parse(source, ("x",))), float(x))


# The slope of each by mpmath, 40 digits.
NEAR_AN_EDGE = {
    ("tan(x)", 1.57): lambda x: mp.sec(x) ** 2,
    ("sin(1/x)", 0.02): lambda x: -mp.cos(1 / x) / x**2,
    ("log(x)", 0.001): lambda x: 1 / x,
    ("log(x)", 1e-9): lambda x: 1 / x,
    ("1/x", 0.002): lambda x: -1 / x**2,
    ("1/x", -1e-9): lambda x: -1 / x**2,
    ("1/(x-5)", 5.000000001): lambda x: -1 / (x - 5) ** 2,
    ("sqrt(x)", 0.001): lambda x: 1 / (2 * mp.sqrt(x)),
    ("sqrt(x)", 1e-9): lambda x: 1 / (2 * mp.sqrt(x)),
    ("arcsin(x)", 0.999): lambda x: 1 / mp.sqrt(1 - x**2),
    ("arccos(x)", -0.999999): lambda x: -1 / mp.sqrt(1 - x**2),
    ("artanh(x)", 0.99999999): lambda x: 1 / (1 - x**2),
    ("sin(1000x)", 1.0): lambda x: 1000 * mp.cos(1000 * x),
    ("tanh(1e6 x)", 0.0): lambda x: mp.mpf(10) ** 6,
    ("|x|", 1e-9): lambda x: 1,
    ("|x - 1e6|", 999999.999999): lambda x: -1,
    ("cbrt(x)", 1e-8): lambda x: mp.mpf(1) / 3 / mp.cbrt(x) ** 2,
    ("x^x", 1e-6): lambda x: x**x * (1 + mp.log(x)),
    ("e^(1/x)", 0.005): lambda x: -mp.exp(1 / x) / x**2,
    ("1/(x^2 + 1e-12)", 1e-7): lambda x: -2 * x / (x**2 + mp.mpf("1e-12")) ** 2,
    ("sigmoid(1e7 x)", 1e-8): lambda x: 10**7 * mp.exp(-x * 10**7) / (1 + mp.exp(-x * 10**7)) ** 2,
    ("floor(x) x", 3.000000001): lambda x: 3,
    ("max(x, x^2)", 1.000000001): lambda x: 2 * x,
    ("if(x < 0, sin(x)/x, if(x > 0, sin(x)/x, 1))", 1e-3): lambda x: (x * mp.cos(x) - mp.sin(x)) / x**2,
}


@pytest.mark.parametrize("case", NEAR_AN_EDGE, ids=str)
def test_nearness_of_an_edge_is_no_corner(case):
    found = at(*case)
    with mp.workdps(40):
        slope = float(NEAR_AN_EDGE[case](mp.mpf(case[1])))
    # Rounding x - 5 or the number 1e6 x before the sine costs digits, none of them here more than six.
    assert (found.kind, found.slope) == ("smooth", pytest.approx(slope, rel=1e-6))
    assert (found.left_slope, found.right_slope, found.order) == (found.slope, found.slope, 6)


KINDS = [
    ("|u|", "corner"),
    ("sqrt(u^2)", "corner"),
    ("max(u, u^2)", "corner"),
    ("relu(u)", "corner"),
    ("if(u < 0, u^2, u^2 + u)", "corner"),
    ("hypot(u, 0)", "corner"),
    ("step(u)", "jump"),
    ("arctan(1/u)", "jump"),
    ("if(u < 0, u, u + 1)", "jump"),
    ("cbrt(u)", "vertical tangent"),
    ("cbrt(u^2)", "cusp"),
    ("1/u", "pole"),
    ("log(|u|)", "pole"),
    ("e^(1/u)", "pole"),
    ("sin(u)/u", "gap"),
    ("(e^u - 1)/u", "gap"),
    ("u^2 sin(1/u)", "gap"),
    ("u^1.5", "edge"),
    ("sqrt(u)", "vertical tangent"),
    ("u|u|", "smooth"),
    ("if(u < 0, u^2, u^3)", "smooth"),
    ("if(u < 0, sin(u), u)", "smooth"),
    ("relu(u)^2", "smooth"),
    ("sin(1/u)", "unresolved"),
]


@pytest.mark.parametrize("shift, scale", [(0, 1e-9), (2, 1e9), (-1024, 1.0)])
@pytest.mark.parametrize("source, kind", KINDS)
def test_neither_units_nor_the_place_change_the_kind(source, kind, shift, scale):
    assert at(f"u = x - ({shift})\n{scale} * ({source})", shift).kind == kind


@pytest.mark.parametrize(
    "source, x, left, right",
    [
        ("1e-7 |x|", 0, -1e-7, 1e-7),
        ("|x - 1e9|", 1e9, -1, 1),
        ("1e9 x + |x|", 0, 999999999, 1000000001),
        ("1e9 x + sqrt(x^2)", 0, 999999999, 1000000001),
        ("sqrt((x - 1e9)^2)", 1e9, -1, 1),
        ("|sin(x)|", math.pi, -1, 1),
        ("|x^2 - 2|", math.sqrt(2), -math.sqrt(8), math.sqrt(8)),
        ("sqrt(x^2) + sqrt((x - 1e-4)^2)", 0, -2, 0),
        ("if(x < 1, x^2, 2.000001x - 1.000001)", 1, 2, 2.000001),
        ("if(x < 2, if(x < 1, 0, x), if(x < 3, 4 - x, 7))", 2, 1, -1),
    ],
)
def test_slopes_of_a_corner_are_told_however_small_or_alike(source, x, left, right):
    found = at(source, x)
    assert found.kind == "corner"
    assert (found.left_slope, found.right_slope) == (pytest.approx(left, rel=1e-9), pytest.approx(right, rel=1e-9))
    assert math.isnan(found.slope)


@pytest.mark.parametrize(
    "source, x, left, right",
    [
        ("step(x) + 1e10", 0, 1e10, 1e10 + 1),
        ("1e-9 step(x)", 0, 0, 1e-9),
        ("floor(x)", 1e6, 999999, 1000000),
        ("if(x < 1, x^2, 2x - 1 + 1e-9)", 1, 1, 1 + 1e-9),
        ("1/(1 + e^(1/x))", 0, 1, 0),
        ("mod(x, 1)", 3, 1, 0),
    ],
)
def test_ends_of_a_jump_are_told_however_small_it_is(source, x, left, right):
    found = at(source, x)
    assert found.kind == "jump"
    assert (found.left_limit, found.right_limit) == (pytest.approx(left, rel=1e-15), pytest.approx(right, rel=1e-15))


@pytest.mark.parametrize(
    "x, text",
    [(1.000000001, "1.000000001"), (1 + 1e-13, "1.0000000000001"), (0.1 + 0.2, "0.3"), (2.0, "2"), (-1e-9, "−10⁻⁹")],
)
def test_a_place_is_told_with_the_digits_that_tell_it_from_a_round_number(x, text):
    assert f"x = {text}" in at("x^2", x).message


def test_no_slope_is_minus_zero():
    for source in ("-x^2", "-x|x|", "-cos(x) - 0x"):
        assert "the slope is 0." in at(source, 0).message


def test_a_jump_is_told_with_the_digits_that_show_it():
    assert at("step(x) + 1e10").message == (
        "A jump at x = 0: values reach 10000000000 on the left, 10000000001 on the right."
    )


@pytest.mark.parametrize("source, x", [("e^(1/x)", 0), ("e^(1/(x - 2))", 2), ("x e^(1/x)", 0), ("e^(1/x^3)", 0)])
def test_an_essential_singularity_is_a_pole_on_one_side(source, x):
    found = at(source, x)
    assert (found.kind, found.left_limit, found.right_limit) == ("pole", 0, math.inf)
    assert "values reach 0 on the left, +∞ on the right" in found.message


@pytest.mark.parametrize("source", ["1/x^60", "1/x^300", "e^(1/x^2)", "-log(|x|)"])
def test_a_pole_is_one_however_fast_or_slowly_it_grows(source):
    assert (at(source).kind, at(source).left_limit, at(source).right_limit) == ("pole", math.inf, math.inf)


@pytest.mark.parametrize("source, x", [("x^200", 1e6), ("e^(1000x)", 1), ("e^(e^x)", 8), ("cosh(x)^2", 500)])
def test_a_value_beyond_all_floats_is_not_undefined(source, x):
    found = at(source, x)
    assert found.kind == "smooth"
    assert math.isnan(found.value)
    assert "beyond 1.8·10³⁰⁸" in found.message


def test_a_corner_beyond_all_floats_is_no_pole():
    assert at("|x - 1| e^(1000x)", 1).kind == at("|x - 1| e^(750x)", 1).kind == "unresolved"


def test_an_underflow_is_no_zero():
    assert at("|e^(-x^2)|", 50).kind == "smooth"
    assert at("log(e^(-x^2))", 40).kind == "smooth"


@pytest.mark.parametrize("source", ["0/0", "log(-1) + x", "sqrt(-1 - x^2)", "x + 1/0"])
def test_where_there_is_nothing_it_is_said(source):
    assert at(source, 1).kind == "undefined"


@pytest.mark.parametrize(
    "source, x, limit",
    [
        ("(1 - cos(x))/x^2", 0, 0.5),
        ("(x^2 - 1)/(x - 1)", 1, 2),
        ("(x^3 - 8)/(x - 2)", 2, 12),
        ("log(1 + x)/x", 0, 1),
        ("1e-3 sin(x)/x", 0, 1e-3),
        ("sin(x)^2/(1 - cos(x))", 0, 2),
    ],
)
def test_a_gap_is_found_though_digits_are_lost_beside_it(source, x, limit):
    found = at(source, x)
    assert (found.kind, found.left_limit, found.right_limit) == ("gap", pytest.approx(limit), pytest.approx(limit))


@pytest.mark.parametrize("source", ["1/log(x)", "sqrt(x) sin(1/x)"])
def test_a_limit_that_is_reached_too_slowly_or_never_is_not_invented(source):
    found = at(source)
    assert found.kind == "edge"
    assert math.isnan(found.right_slope)


def test_a_number_that_both_branches_share_is_not_said_to_have_no_second_derivative():
    found = at("max(x, x)")
    assert (found.kind, found.slope, found.is_order_exact) == ("smooth", 1, False)


# (a function that is analytic and grows, its inverse by mpmath); (what is singular where its argument is 0, and where
# beside 0 it is analytic).
INNER = {
    "x": lambda y: y,
    "2x + sin(x)": lambda y: mp.findroot(lambda x: 2 * x + mp.sin(x) - y, float(y) / 2),
    "x^3 + x": lambda y: mp.findroot(lambda x: x**3 + x - y, float(mp.cbrt(abs(y)) * mp.sign(y) / 2)),
    "e^(x/2)": lambda y: 2 * mp.log(y),
    "arctan(x) + x": lambda y: mp.findroot(lambda x: mp.atan(x) + x - y, float(y) / 2),
}
SINGULAR = {
    "log({})": (+1,), "sqrt({})": (+1,), "1/({})": (-1, +1), "|{}|": (-1, +1), "cbrt({})": (-1, +1),
    "({})^1.5": (+1,), "arcsin(1 - ({}))": (+1,), "artanh(({}) - 1)": (+1,), "relu({})": (-1, +1),
    "sign({})": (-1, +1), "floor({})": (-1, +1), "max({}, 0)": (-1, +1), "e^(-1/({})^2)": (-1, +1),
    "sin(1/({}))": (-1, +1), "if({} < 0, 1, x)": (-1, +1), "atan2({}, -1)": (-1, +1), "gamma({})": (-1, +1),
}  # fmt: skip
OUTER = ["{}", "sin({})", "arctan({}) + x^2", "3({}) - cos(x)", "({})^2 + ({})", "tanh({}) e^(-x)"]


@settings(max_examples=100)
@given(
    st.sampled_from(list(INNER)),
    st.sampled_from([(text, side) for text, allowed in SINGULAR.items() for side in allowed]),
    st.sampled_from(OUTER),
    st.floats(0.05, 3),
    st.floats(-9, -1),
)
def test_smooth_is_never_refused_where_a_function_is_analytic(inner, singular, outer, level, power):
    """Down to a distance of 1e-9 from an edge, whose place mpmath finds."""
    text, side = singular
    with mp.workdps(40):
        edge = INNER[inner](mp.mpf(level))
        x = float(edge + side * mp.mpf(10) ** power)
    source = outer.replace("{}", text.format(f"({inner} - {level!r})"))
    assert at(source, x).kind == "smooth"


@pytest.mark.parametrize(
    "source", ["atan2(x, -1)", "min(atan2(x, -1), 2)", "min(3/atan2(3x, -2), 0.5)", "atan2(-x, -1)"]
)
def test_on_the_cut_of_atan2_there_is_a_jump_and_the_value_is_that_above_it(source):
    found = derivatives(Field(parse(source, ("x",))), np.array([[0.0]]))[0]
    assert [flag.kind for flag in found.flags] == ["jump"] and np.isnan(found.gradient[0])
    assert found.value == pytest.approx({"min(a": 2.0, "min(3": 0.5}.get(source[:5], np.pi), rel=1e-15)

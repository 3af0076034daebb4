"""Numbers that rounding has left without digits are not shown, and all others are: by 60-digit arithmetic."""

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.language.exact import Undefined, exactly
from tests.language.trees import NUMBERS, trees

from gradscape.calculus.curves import curve
from gradscape.calculus.derivatives import PointDerivatives, derivatives
from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.language.syntax import Function, Name

SMOOTH = ["sin", "cos", "exp", "tanh", "arctan", "sigmoid", "softplus", "erf", "cosh", "arsinh", "sqrt", "log"]


def at(source: str, *point: float) -> PointDerivatives:
    return derivatives(Field(parse(source)), np.array([point], float))[0]


def is_flagged(found: PointDerivatives) -> bool:
    return "cancellation" in [flag.kind for flag in found.flags]


@pytest.mark.parametrize(
    "source, x, right",
    [
        ("(1 - cos(x))/x^2", 1e-4, [0.5, -1e-4 / 12, -1 / 12]),
        ("(1 - cos(x))/x^2", 1e-9, [0.5, -1e-9 / 12, -1 / 12]),
        ("(exp(x) - 1)/x", 1e-10, [1.0, 0.5, 1 / 3]),
        ("(e^x - e^-x)/(2x)", 1e-7, [1.0, 1e-7 / 3, 1 / 3]),
        ("sin(x)/x - 1", 1e-9, [-1e-18 / 6, -1e-9 / 3, -1 / 3]),
        ("sqrt(x^2 + 1e18) - 1e9", 1.0, [5e-10, 1e-9, 1e-9]),
        ("x^2 + exp(25) - exp(25 + x)/exp(x)", 1e-9, [1e-18, 2e-9, 2.0]),
    ],
)
def test_a_number_is_either_right_or_missing_and_then_the_flag_says_why(source, x, right):
    found = at(source, x)
    assert is_flagged(found)
    numbers = [np.nan if found.value is None else found.value, found.gradient[0], found.hessian[0, 0]]
    assert any(np.isnan(numbers))
    for number, exact in zip(numbers, right, strict=True):
        assert np.isnan(number) or number == pytest.approx(exact, rel=2e-6)
    assert (found.value is None) is ("the value" in found.flags[0].message)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize(
    "source, x, value, slope",
    [
        ("(exp(x) - 1)/x", 1e-10, 1.0, 0.5), ("(1 - cos(x))/x^2", 1e-9, 0.5, -1e-9 / 12), ("e^x - e x", 1.0, 0, 0),
        ("(1 - cos(x))/x^2", 1e-4, 0.5, -1e-4 / 12), ("sin(x)", 0.5, np.sin(0.5), np.cos(0.5)), ("x^2 + 1", 3.0, 10, 6),
        ("sqrt(x^2 + 1e18) - 1e9", 1.0, 5e-10, 1e-9), ("tan(x)", 1.57, np.tan(1.57), 1 + np.tan(1.57) ** 2),
    ],
)  # fmt: skip
def test_the_slope_of_differentiability_is_right_or_missing(source, x, value, slope, scale):
    found = differentiability(Field(parse(f"{scale!r} ({source})")), x)
    assert found.kind == "smooth"
    for number, exact in [(found.value, scale * value), (found.slope, scale * slope)]:
        assert np.isnan(number) or number == pytest.approx(exact, rel=2e-6, abs=1e-15 * scale)
    assert found.left_slope == found.slope or np.isnan(found.slope)
    if np.isnan(found.value) or np.isnan(found.slope):
        assert "rounding hides" in found.message
        assert source not in ("sin(x)", "tan(x)", "x^2 + 1", "e^x - e x")


@pytest.mark.parametrize(
    "source, point",
    [
        ("sin(x)", [np.pi]), ("x^3 - 3x", [1]), ("x^2 + 1e9", [3]), ("sin(x)^2 + cos(x)^2", [0.7]), ("sin(1e9 x)", [1]),
        ("sin(1e-9 x)", [3.14e9]), ("tan(x)", [1.57079]), ("e^(-x^2)", [30]), ("gamma(x)", [-10.257]), ("x^x", [1e-9]),
        ("cos(x)", [np.pi / 2]), ("(x - 1)^3", [1.00001]), ("(1-x)^2 + 100(y-x^2)^2", [1, 1]), ("x^2 - y^2", [0, 0]),
        ("floor(3x) + x", [1 / 3]), ("|x - y|", [1, 2]), ("1/(x y)", [1e-9, 1e9]), ("x^2 + 1e-9 y^2", [1e9, 1e-9]),
        ("sqrt(x^2 + y^2)^2", [3, 4]), ("e^x - e x", [1]), ("max(x, y) x", [1e-9, 2]), ("log(x)", [1]),
        ("t - sin(t)", [0]), ("1 - cos(t)", [0]), ("e^x - 1 - x", [0]), ("tan(x) - x", [0]),
    ],
)  # fmt: skip
def test_where_digits_are_right_there_is_no_alarm(source, point):
    assert not is_flagged(at(source, *point))


def test_beside_its_zeros_the_logarithm_of_gamma_has_lost_digits():
    # By mpmath: -9.2498e-14.
    found = at("lgamma(x^2 + 1)", 4.003100874946379e-07)
    assert found.value is None and is_flagged(found)
    assert [at("lgamma(x)", x).value for x in (1.0, 2.0, 1.0000001)] == [0, 0, pytest.approx(-5.7721558e-8)]


def test_a_mixed_partial_loses_its_digits_too():
    found = at("(1 - cos(x y))/(x y)^2", 1e-5, 1e-3)
    assert is_flagged(found) and np.isnan(found.hessian).all() and found.eigenvalues is None


@pytest.mark.parametrize(
    "source, y, value, slope",
    [
        ("|x| + (1 - cos(y))/y^2", 1e-9, 0.5, -1e-9 / 12), ("|x| + (exp(y) - 1)/y", 1e-10, 1.0, 0.5),
        ("relu(x) + sqrt(y^2 + 1e18) - 1e9", 1.0, 5e-10, 1e-9), ("|x| + y^2", 3.0, 9.0, 6.0),
    ],
)  # fmt: skip
def test_beside_a_corner_numbers_without_digits_are_missing_too(source, y, value, slope):
    found = at(source, 0.0, y)
    assert "corner" in [flag.kind for flag in found.flags] and np.isnan(found.gradient[0])
    for number, exact in [(found.value, value), (found.gradient[1], slope)]:
        assert number is None or np.isnan(number) or number == pytest.approx(exact, rel=2e-6)
    assert is_flagged(found) is (source != "|x| + y^2")


def test_a_number_of_which_no_digit_is_known_is_not_told_with_sixteen():
    # By 60 digits: -1.0655e-12, where 1e-20 would change f by rounding.
    x = -1.5982335873908139e-09
    slope = at("atan2(1000x, arctan(x))", x).gradient[0]
    assert np.isnan(slope) or abs(slope + 1.0655e-12) < 2e-12
    # The second derivative of a straight line.
    assert at("arcsin(cos(x))", -1950.5205612371874).hessian[0, 0] == 0


def test_a_curve_has_gaps_where_a_peak_of_noise_would_be():
    graph = curve(Field(parse("(1 - cos(x))/x^2")), -3.0, 3.0, 801, 6)
    # Its Taylor series: Σ (-1)^k x^(2k)/(2k+2)!.
    x = mpmath.mpf("0.6")
    sixth = mpmath.diff(lambda x: (1 - mpmath.cos(x)) / x**2, x, 6)
    assert graph.values[6, np.argmin(np.abs(graph.x - 0.6))] == pytest.approx(float(sixth), rel=1e-4)
    assert np.nanmax(np.abs(graph.values[6])) < 0.02  # 720/8! = 0.0179 at 0
    (stretch,) = [each for each in graph.lost if each.order == 6]
    assert -0.6 < stretch.low < -0.1 and 0.1 < stretch.high < 0.6
    assert [each.order for each in graph.lost] == sorted(each.order for each in graph.lost)


def test_places_on_a_curve_are_judged_as_the_curve_is():
    field = Field(parse("(1 - cos(x))/x^2"))
    sixth = curve(field, -3.0, 3.0, 801, 6, np.array([0.01, 2.0])).at[6]
    assert np.isnan(sixth[0]) and np.isfinite(sixth[1])


@pytest.mark.parametrize("source", ["tan(x)", "floor(x) + x^2", "|x|", "e^x", "sin(1000x)", "sqrt(x)", "1/x", "x^6"])
@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_curve_without_cancellation_has_no_gaps_more(source, scale):
    field = Field(parse(source))
    graph = curve(field, -3.0 * scale, 3.0 * scale, 801, 6)
    assert graph.lost == ()
    np.testing.assert_array_equal(graph.values, field.series(graph.x))


PLACES = np.array([-1.9, -0.7, 1e-9, 1e-3, 0.31, 1.3])


@settings(max_examples=100)
@given(trees(SMOOTH, NUMBERS | st.just(Name("x")), max_leaves=6))
def test_of_random_functions_no_wrong_number_stands_and_no_right_one_is_missing(tree):
    field = Field(Function("", tree, ("x",), ()))
    shown = curve(field, -2.0, 2.0, 65, 6, PLACES)
    usual = np.array(
        [np.median(np.abs(row[np.isfinite(row)])) if np.isfinite(row).any() else 0 for row in shown.values]
    )
    numbers, found = field.series(PLACES), shown.at
    for place, x in enumerate(PLACES):
        if not np.isfinite(numbers[:, place]).all():
            continue
        try:
            with mpmath.workdps(120):
                exact = [
                    mpmath.diff(lambda x: exactly(tree, x=x), mpmath.mpf(x), k, h=mpmath.mpf(10) ** -14)
                    for k in range(7)
                ]
        except (Undefined, ZeroDivisionError):
            assume(False)
        for k in range(7):
            error = abs(float(exact[k] - mpmath.mpf(numbers[k, place])))
            measure = abs(float(exact[k])) + usual[k] + 1e-290
            if error > 3e-6 * measure:
                assert np.isnan(found[k, place]), f"order {k} at {x}: {numbers[k, place]} for {float(exact[k])}"
            if error < 1e-12 * measure and k < 3:
                assert np.isfinite(found[k, place]), f"order {k} at {x}: {numbers[k, place]} is right"

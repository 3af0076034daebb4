"""Measured rates of convergence beside |1 - a f''| worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.walks.runs import run_on_a_line

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.convergence import order_of
from gradscape.walks.line.roots import bisection, newton
from gradscape.walks.line.zeros_ahead import zero_ahead
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run


def field(source: str) -> Field:
    return Field(parse(source, ("x",)))


def walked(source: str, start: float, rate: float, steps: int) -> Outcome:
    return descend(field(source), [run_on_a_line("gradient-descent", float(start), float(rate), steps, 1e-10)])[0]


# Functions with where they are least and what f'' is there.
BOWLS = {
    "x^2": (0.0, 2.0),
    "cosh(x)": (0.0, 1.0),
    "(x^2-3)^2": (3**0.5, 24.0),
    "x^4/4+x^2": (0.0, 2.0),
    "e^x-x": (0.0, 1.0),
}


@settings(max_examples=60)
@given(
    st.sampled_from(list(BOWLS)),
    st.floats(0.5, 0.9999),
    st.booleans(),
    st.integers(30, 2000),
    st.floats(0.01, 0.1),
)
def test_the_measured_rate_is_that_of_the_curvature_for_rates_from_a_half_to_almost_one(
    source, rate, swings, steps, beside
):
    minimum, curvature = BOWLS[source]
    learning_rate = (1 + rate if swings else 1 - rate) / curvature
    found = walked(source, minimum + beside, learning_rate, steps)
    assert found.predicted_rate == pytest.approx(rate, rel=1e-9)
    if found.order.kind is None:
        # Few steps far out: errors still shrink by another ratio, as the walk itself shows.
        before, after = np.abs(found.trail.points[-2:, 0] - minimum)
        assert not 0.6 <= (1 - after / before) / (1 - rate) <= 1.6
        return
    assert found.order.kind == "linear"
    assert found.order.rate == pytest.approx(rate, rel=0.02)
    # On a parabola, and wherever the walk has come near, to as many digits as can be told.
    if source == "x^2" or abs(found.trail.points[:, 0][-1] - minimum) < 1e-5:
        assert found.order.rate == pytest.approx(rate, rel=1e-5)
        assert 1 - found.order.rate == pytest.approx(1 - rate, rel=1e-3)


@settings(max_examples=40)
@given(st.floats(0.5, 0.9999), st.integers(-9, 9), st.integers(-9, 9), st.integers(30, 400))
def test_rates_do_not_depend_on_the_units_of_x_and_f(rate, x_unit, f_unit, steps):
    unit = 10.0**x_unit
    source = f"1e{f_unit} (x/1e{x_unit} - 3)^2"
    learning_rate = (1 - rate) * unit**2 / (2 * 10.0**f_unit)
    found = descend(field(source), [run_on_a_line("gradient-descent", 4 * unit, learning_rate, steps, 0.0)])[0]
    assert found.order.kind == "linear"
    # The walk's own arithmetic rounds: near its end the last digits are not the method's.
    assert found.order.rate == pytest.approx(rate, rel=1e-4)


def test_a_slow_rate_is_told_before_and_after_convergence():
    for steps in (50, 5000):
        found = walked("x^2", 1, 0.01, steps)
        assert (found.order.kind, found.order.rate) == ("linear", pytest.approx(0.98, rel=1e-9))
        assert found.order.order == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("source, start", [("e^(-x)", 0.0), ("3x", 1.0), ("-log(x)", 1.0), ("softplus(-x)", 0.0)])
def test_without_a_limit_there_is_no_rate(source, start):
    found = walked(source, start, 0.5, 100)
    assert found.order == (None, None, None, None)
    assert found.predicted_rate is None


@pytest.mark.parametrize("source", ["x^4", "x^3", "x^6", "|x|^2.5"])
@pytest.mark.parametrize("steps", [400, 3000])
def test_where_the_curvature_vanishes_convergence_is_sublinear_and_has_no_rate(source, steps):
    found = walked(source, 1, 0.05, steps)
    assert (found.order.kind, found.order.rate) == ("sublinear", None)


def test_too_few_steps_into_a_quartic_valley_tell_no_rate():
    assert walked("x^4", 1, 0.1, 5).order.kind is None
    # Far out it walks as on x⁴, in the end by 1 - 0.1 · 0.002: neither is measured.
    assert walked("x^4 + 0.001x^2", 1, 0.1, 100).order.kind is None


def test_newtons_rates_are_those_of_the_books():
    quadratic = descend(field("e^x - 2x"), [run_on_a_line("newton", 1.0, 1.0, 50, 1e-10)])[0].order
    # e_{n+1} ≈ f'''/(2 f'') e_n² with f'' = f''' = 2 at log 2.
    assert (quadratic.kind, quadratic.rate) == ("quadratic", pytest.approx(0.5, abs=1e-3))
    degenerate = descend(field("x^4"), [run_on_a_line("newton", 1.0, 1.0, 100, 1e-10)])[0].order
    assert (degenerate.kind, degenerate.rate) == ("linear", pytest.approx(2 / 3, rel=1e-9))
    double = newton(field("(x-1)^2"), 3.0, 60, 1e-12).order
    assert (double.kind, double.rate) == ("linear", pytest.approx(1 / 2, rel=1e-6))
    assert newton(field("e^(-x)"), 1.0, 60, 1e-12).order.kind is None
    halving = bisection(field("x^2 - 2"), 0.0, 2.0, 60, 1e-12).order
    assert (halving.kind, halving.rate) == ("linear", pytest.approx(1 / 2, abs=0.1))


def test_an_order_between_linear_and_quadratic_is_superlinear():
    golden = (1 + 5**0.5) / 2
    # The secant method's order.
    errors = 0.3 ** (golden ** np.arange(1.0, 7.0))
    found = order_of(2 + errors, 2.0)
    assert (found.kind, found.order) == ("quadratic", pytest.approx(golden, abs=1e-3))
    found = order_of(2 + 0.3 ** (1.3 ** np.arange(1.0, 11.0)), 2.0)
    assert (found.kind, found.order, found.rate) == ("superlinear", pytest.approx(1.3, abs=1e-3), None)


def test_the_limit_ahead_is_the_next_zero_and_no_other():
    assert zero_ahead(field("cos(x)"), np.array([1.0, 0.999, 0.998]), 1) == pytest.approx(0, abs=1e-12)
    assert zero_ahead(field("e^(-x)"), np.array([1.0, 1.2, 1.3]), 1) is None
    # Below the smallest numbers f' is 0, but has no zero.
    assert zero_ahead(field("e^(-x)"), np.array([0.0, 800.0, 800.0]), 1) is None


def walked_on_a_plane(source: str, start: list[float], rate: float, steps: int) -> Outcome:
    settings = METHOD["gradient-descent"].complete({"learning_rate": rate})
    run = Run("gradient-descent", np.array(start), settings, steps, 1e-10)
    return descend(Field(parse(source, ("x", "y"))), [run])[0]


def test_a_walk_that_passes_by_a_saddle_does_not_tend_there():
    # By hand: x is multiplied by 0.8 in each step, y by 1.2.
    found = walked_on_a_plane("x^2 - y^2", [1.0, 1e-9], 0.1, 50)
    assert (found.order.kind, found.order.limit, found.predicted_rate) == (None, None, None)
    along = walked_on_a_plane("x^2 - y^2", [1.0, 0.0], 0.1, 50)
    assert along.order.rate == pytest.approx(0.8)


@pytest.mark.parametrize("rate", [2.0, 2.0001])
def test_a_coordinate_that_swings_for_ever_has_no_rate(rate):
    assert walked_on_a_plane("x^2/2 + y^2/200", [1.0, 1.0], rate, 400).order.kind is None


def test_a_rate_is_not_measured_by_how_far_the_walk_has_come():
    # |1 - 0.005 * 2|, long before half of the way is made.
    assert walked_on_a_plane("x^2 + y^2", [1.0, 1.0], 0.005, 60).order.rate == pytest.approx(0.99, rel=1e-9)


@pytest.mark.parametrize("source", ["1/x", "e^-x", "-log(x)", "1/x^2"])
def test_a_walk_without_a_limit_has_no_rate_to_predict(source):
    found = walked(source, 1.0, 0.1, 200)
    assert (found.predicted_rate, found.order.kind) == (None, None)

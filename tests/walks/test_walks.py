"""Walks in one variable against closed forms, and the reasons they give for stopping."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.walks.runs import kind_of, run_on_a_line

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.basins import line_basins
from gradscape.walks.convergence import multiplicity_of, order_of
from gradscape.walks.line.rate_map import rate_map
from gradscape.walks.line.roots import NoChangeOfSign, bisection, newton
from gradscape.walks.line.zeros_ahead import limit_of
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.stop import period_of, periods_of


def field(source: str) -> Field:
    return Field(parse(source, ("x",)))


def descent(source: str, start: float, rate: float, steps: int = 100, tolerance: float = 1e-10) -> Outcome:
    return descend(field(source), [run_on_a_line("gradient-descent", float(start), float(rate), steps, tolerance)])[0]


def newton_descent(source: str, start: float, rate: float = 1, steps: int = 100) -> Outcome:
    return descend(field(source), [run_on_a_line("newton", float(start), float(rate), steps, 1e-10)])[0]


@given(st.floats(-5, 5).filter(lambda x: abs(x) > 1e-3), st.floats(0.01, 1.2))
def test_on_a_parabola_the_iterates_are_a_geometric_sequence(start, rate):
    # f = x² + 4: x_m = x₀ (1 - 2a)^m.
    found = descent("x^2 + 4", start, rate, 20, 0.0)
    m = np.arange(len(found.trail.points[:, 0]))
    expected = start * (1 - 2 * rate) ** m
    assert found.trail.points[:, 0] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert found.closed_form is not None
    assert found.closed_form.points == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    "rate, regime, reason",
    [
        (0.2, "monotone", "converged"),
        (0.5, "one step", "converged"),
        (0.7, "alternating", "converged"),
        (1.0, "cycling", "cycling"),
        (1.1, "diverging", "diverged"),
        (0.0, "standing still", "step-limit"),
    ],
)
def test_regimes_of_the_learning_rate_on_x_squared_plus_four(rate, regime, reason):
    found = descent("x^2 + 4", 3, rate, 60)
    assert found.closed_form is not None
    assert (found.closed_form.regime, found.reason) == (regime, reason)


def test_one_step_lands_on_the_minimum_exactly():
    assert descent("x^2 + 4", 3, 0.5).trail.points[:, 0].tolist() == [3, 0]


def test_divergence_names_the_limit_that_was_exceeded():
    assert "the learning rate 1.1 exceeds 2/f″ = 1" in descent("x^2 + 4", 3, 1.1).message


def test_a_function_that_is_no_parabola_has_no_closed_form():
    assert descent("x^4", 1, 0.1).closed_form is None
    assert descent("3x", 1, 0.1).closed_form is None


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.05, 0.07])
def test_measured_and_predicted_rate_agree_at_the_minimum(rate):
    # f'' = 24 at √3, so that errors shrink by |1 - 24a|.
    found = descent("(x^2 - 3)^2", 2, rate, 400, 1e-12)
    assert found.trail.points[:, 0][-1] == pytest.approx(3**0.5, abs=1e-9)
    assert kind_of(found) == "minimum"
    assert found.order.kind == "linear"
    assert found.predicted_rate == pytest.approx(abs(1 - 24 * rate), rel=1e-6)
    assert found.order.rate == pytest.approx(found.predicted_rate, abs=2e-3)


def test_newton_jumps_to_the_extremum_of_a_parabola():
    assert newton_descent("3x^2 - 6x", 10).trail.points[:, 0].tolist() == [10, 1]


def test_newton_converges_quadratically():
    found = newton_descent("e^x - 2x", 1)
    assert found.trail.points[:, 0][-1] == pytest.approx(np.log(2), abs=1e-10)
    assert (found.order.kind, found.predicted_rate) == ("quadratic", 0)
    assert found.order.order == pytest.approx(2, abs=0.2)


def test_newton_finds_maxima_too_and_says_so():
    found = newton_descent("x^3 - 3x", -1.3)
    assert (kind_of(found), found.trail.points[:, 0][-1]) == ("maximum", pytest.approx(-1, abs=1e-10))
    assert "local maximum" in found.message


def test_newton_for_an_extremum_of_the_quartic_cycles_between_zero_and_one():
    found = newton_descent("x^4/4 - x^2 + 2x", 0, steps=40)
    assert (found.reason, found.period) == ("cycling", 2)
    assert found.trail.points[:, 0][:4].tolist() == [0, 1, 0, 1]


def test_newton_at_a_degenerate_minimum_is_only_linear():
    # f' = 4x³ has a triple zero: errors shrink by 1 - 1/3.
    found = newton_descent("x^4", 1)
    assert (kind_of(found), found.order.kind) == ("minimum", "linear")
    assert found.predicted_rate == pytest.approx(2 / 3)
    assert found.order.rate == pytest.approx(2 / 3, rel=1e-6)


def test_newton_stops_where_the_curvature_is_zero():
    assert kind_of(newton_descent("x^3", 0.0)) == "inflection"
    assert newton_descent("2x", 1).reason == "flat"


def test_a_slope_that_fades_far_out_is_no_extremum():
    assert newton_descent("log(x)", 0.5).reason == "diverged"


def test_a_walk_that_leaves_the_domain_says_where():
    found = descent("sqrt(x)", 1, 1)
    assert found.reason == "left-domain"
    assert "no value at x = −0.2071068" in found.message


def test_a_walk_stops_at_a_corner():
    assert descent("|x|", 1, 0.5).reason == "no-derivative"


def test_evaluations_are_those_the_method_needs():
    assert descent("x^2", 1, 0.5).trail.counts == (0, 2, 0, 0)
    assert newton_descent("x^2", 1).trail.counts == (0, 2, 0, 2)


def test_runs_side_by_side_are_each_as_alone():
    runs = [run_on_a_line("gradient-descent", 2.0, rate, 50, 1e-9) for rate in (0.01, 0.05)]
    runs += [run_on_a_line("newton", 2.0, 1.0, 50, 1e-9), run_on_a_line("adam", 2.0, 0.1, 50, 1e-9)]
    together = [each.trail.points.tolist() for each in descend(field("(x^2 - 3)^2"), runs)]
    alone = [descend(field("(x^2 - 3)^2"), [run])[0].trail.points.tolist() for run in runs]
    assert together == alone


def test_the_course_case_of_descent_to_the_root_of_three():
    assert descent("(x^2 - 3)^2", 2, 0.05).trail.points[:, 0][-1] == pytest.approx(3**0.5, abs=1e-9)


def test_newton_for_the_root_of_two_doubles_its_digits():
    found = newton(field("x^2 - 2"), 1.0, 50, 1e-12)
    assert found.points[:4] == pytest.approx([1, 3 / 2, 17 / 12, 577 / 408], rel=1e-15)
    assert found.order.kind == "quadratic"


def test_newton_for_a_zero_of_the_cubic_cycles_between_zero_and_one():
    found = newton(field("x^3 - 2x + 2"), 0.0, 40, 1e-12)
    assert (found.reason, found.points[:4].tolist()) == ("cycling", [0, 1, 0, 1])


def test_newton_for_the_zero_of_the_cube_root_doubles_its_distance():
    found = newton(field("cbrt(x)"), 1.0, 50, 1e-12)
    assert found.reason == "diverged"
    assert found.points[:5] == pytest.approx([1, -2, 4, -8, 16], rel=1e-9)


def test_newton_stops_at_a_horizontal_tangent():
    assert newton(field("x^2 + 1"), 0.0, 50, 1e-12).reason == "flat"


def test_bisection_halves_its_bracket():
    found = bisection(field("x^2 - 2"), 0.0, 2.0, 60, 1e-12)
    assert found.points[:3].tolist() == [1, 1.5, 1.25]
    assert found.points[-1] == pytest.approx(2**0.5, abs=1e-12)


def test_bisection_wants_different_signs_and_sees_through_a_pole():
    with pytest.raises(NoChangeOfSign):
        bisection(field("x^2 + 1"), -1.0, 1.0, 60, 1e-12)
    assert bisection(field("1/x"), -1.0, 2.0, 60, 1e-12).reason == "diverged"


def test_basins_of_the_three_roots_of_a_cubic():
    starts = np.linspace(-2, 2, 401)
    found = line_basins(field("x^3 - x"), starts, "newton-root", 1.0, 100)
    assert [float(each.point[0]) for each in found.attractors] == pytest.approx([-1, 0, 1], abs=1e-12)
    assert {each.kind for each in found.attractors} == {"zero"}
    # Outside ±1/√3 Newton's steps lead outwards; inside ±1/√5, to 0; at ±1/√5 they cycle.
    assert set(found.labels[starts > 3**-0.5 + 0.01]) == {2}
    assert set(found.labels[np.abs(starts) < 5**-0.5 - 0.01]) == {1}


def test_the_learning_rate_map_of_a_parabola_has_its_borders_where_theory_says():
    found = rate_map(field("x^2 + 4"), 1.0, np.array([0.3, 0.5, 0.99, 1.0, 1.1]), "gradient-descent", 2000, 4)
    assert found.outcomes == ("converged", "converged", "converged", "cycling", "diverged")
    assert found.periods == (None, None, None, 2, None)


def test_the_first_doubling_of_the_period_is_at_two_over_the_curvature():
    # f'' = 24 at ±√3: stable up to 1/12, then a cycle of two.
    found = rate_map(field("(x^2 - 3)^2"), 2.0, np.array([0.08, 0.086]), "gradient-descent", 5000, 4)
    assert found.outcomes == ("converged", "cycling")
    assert found.periods[1] == 2


@given(st.floats(0.05, 0.95), st.integers(6, 40))
def test_the_order_of_a_geometric_sequence_is_one(rate, count):
    points = 3 + rate ** np.arange(float(count))
    found = order_of(points, 3.0)
    if found.kind is not None:
        assert (found.kind, found.rate) == ("linear", pytest.approx(rate, rel=1e-3))
    assert limit_of(points) == pytest.approx(3, abs=0.01 + 30 * rate**count)


def test_a_zero_counts_as_often_as_derivatives_vanish():
    assert multiplicity_of(np.array([0.0, 2.0, 1.0])) == 1
    assert multiplicity_of(np.array([0.0, 0.0, 0.0, 6.0])) == 3
    assert multiplicity_of(np.zeros(4)) is None


@pytest.mark.parametrize("period", [2, 3, 5])
def test_a_period_is_found_and_a_resting_walk_has_none(period):
    assert period_of(np.resize(np.arange(float(period)), 60)) == period
    assert period_of(np.ones(60)) is None
    assert period_of(np.arange(60.0)) is None


def test_periods_of_many_walks_are_those_of_each_alone():
    random = np.random.default_rng(4)
    turns = [np.resize(random.normal(size=period), 120) for period in range(1, 20)]
    walks = np.stack([*turns, random.normal(size=120), np.geomspace(1, 1e-12, 120)], axis=1)
    assert periods_of(walks[:, :, None]) == [period_of(walk) for walk in walks.T]
    assert periods_of(walks[:, :, None])[:20] == [None, *range(2, 17), None, None, None, None]

"""Why walks stop on kinks, plateaus and slopes without end: every sentence is checked against what f is there."""

import numpy as np
import pytest
from tests.walks.runs import run_on_a_line

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run
from gradscape.walks.sentences import going_away

SEARCHING = [
    ("gradient-descent", {"line_search": "armijo"}),
    ("gradient-descent", {"line_search": "wolfe"}),
    ("conjugate-gradient", {}),
    ("conjugate-gradient", {"line_search": "exact"}),
    ("lbfgs", {}),
    ("newton-cg", {}),
    ("newton", {"line_search": "armijo"}),
    ("trust-newton", {}),
]


def walk(source: str, start: list[float], method: str, settings: dict, steps: int = 100) -> Outcome:
    field = Field(parse(source, ("x", "y")[: len(start)]))
    return descend(field, [Run(method, np.array(start), METHOD[method].complete(settings), steps, 1e-10, 0)])[0]


@pytest.mark.parametrize("method, settings", SEARCHING)
@pytest.mark.parametrize(
    "source, start",
    [
        ("|x|", [1.1]),
        ("max(0, x)", [1.1]),
        ("max(x, -2x)", [1.1]),
        ("|x| + |y|", [1.1, 0.7]),
        ("floor(x) + 1e-9 |x|", [1.5]),
        ("-e^(-x^2)", [2.0]),
        ("tanh(x)", [0.5]),
        ("sqrt(x)", [1.0]),
        ("1/x", [1.0]),
        ("1e9 |x - 1e-9|", [1e-8]),
    ],
)
def test_a_function_with_a_lower_bound_is_never_said_to_fall_without_bound(source, start, method, settings):
    found = walk(source, start, method, settings)
    assert found.reason != "unbounded"
    assert "without bound" not in found.message
    assert "curves down" not in found.message


@pytest.mark.parametrize(
    "source, start", [("-x^2", [1.0]), ("3x + y", [1.0, 1.0]), ("x^2 - y^2", [1.0, 0.2]), ("-x^4", [2.0])]
)
def test_a_function_that_falls_without_bound_along_a_direction_is_said_to(source, start):
    found = walk(source, start, "conjugate-gradient", {"line_search": "exact"})
    assert found.reason == "unbounded"
    assert "falls without bound along the direction, as far as 10¹²" in found.message


def test_conjugate_gradients_go_on_by_a_search_where_there_is_no_parabola():
    # The Hessian of |x| is 0 on both sides, as that of a straight line, but its slopes differ.
    assert abs(walk("|x|", [1.1], "conjugate-gradient", {}).trail.points[-1, 0]) < 1e-9
    assert abs(walk("|x|", [5.0], "conjugate-gradient", {}).trail.points[-1, 0]) < 1e-9
    assert walk("max(0, x)", [7.0], "conjugate-gradient", {}).trail.values[-1] == 0


def test_an_exact_step_that_does_not_exist_is_named_with_its_place():
    found = walk("|x|", [1.1], "conjugate-gradient", {"line_search": "exact"})
    assert found.reason == "no-curvature"
    assert "does not curve up along the direction at x = 1.1" in found.message


def test_a_walk_that_ends_in_a_corner_says_that_f_rises_on_both_sides():
    for method, settings in SEARCHING[:2]:
        found = walk("max(x, -2x)", [1.1], method, settings)
        assert found.reason == "no-descent"
        assert "the line search accepts no step from x = " in found.message
        assert "f rises on both sides of it" in found.message
    found = walk("max(x, -2x)", [1.1], "trust-newton", {})
    assert "however small the trust region: f rises on both sides" in found.message


def test_a_search_that_gives_up_on_a_slope_does_not_say_that_there_is_no_lower_point():
    found = walk("e^(-x)", [0.0], "conjugate-gradient", {})
    assert found.reason == "no-descent"
    assert "accepts no step" in found.message
    assert "rises" not in found.message


@pytest.mark.parametrize(
    "values, words",
    [
        ([0.0, -1.0, -3.0, -6.0, -10.0], ": f falls without bound on this way"),
        ([1.0, 0.5, 0.3, 0.2, 0.15], ": f goes on falling, ever less"),
        ([1.0, 4.0, 9.0, 16.0, 25.0], ": each step was longer than the one before"),
    ],
)
def test_what_is_said_of_a_divergence_is_what_its_values_did(values, words):
    points = np.array([0.0, 1.0, 3.0, 7.0, 15.0])
    assert going_away(points, np.array(values)) == words


def test_steps_that_do_not_grow_are_not_said_to():
    assert (
        going_away(np.array([0.0, 5.0, 6.0, 6.5]), np.array([1.0, 2.0, 1.5, np.inf]))
        == ": f is beyond all numbers there"
    )
    assert going_away(np.array([0.0, 5.0, 6.0, 6.5]), np.array([1.0, 2.0, 1.5, 1.7])) == ""


def test_on_a_line_only_a_fall_that_does_not_slacken_is_without_bound():
    def said(source: str, start: float, rate: float) -> str:
        field = Field(parse(source, ("x",)))
        return descend(field, [run_on_a_line("gradient-descent", start, rate, 200, 1e-10)])[0].message

    assert "f falls without bound on this way" in said("-x^2", 1.0, 0.5)
    # 1/x has the bound 0, however far one goes.
    assert "without bound" not in said("1/x", 1e-5, 1.0)
    assert "2/f″" in said("x^2", 1.0, 1.5)


def test_a_gradient_below_the_tolerance_is_not_said_to_be_zero():
    found = walk("-e^(-1/x^2)", [0.1], "lbfgs", {})
    assert "|f′| is 7.44·10⁻⁴¹, below the tolerance of 10⁻¹⁰" in found.message
    assert "zero" not in found.message
    assert "the slope is zero, x = −1, where it started" in walk("max(0, x)", [-1.0], "lbfgs", {}).message


def test_where_f_is_constant_around_a_walks_end_it_says_so():
    message = walk("max(0, x)", [-1.0], "lbfgs", {}).message
    assert message == "Stopped where the slope is zero, x = −1, where it started: f is constant all around."
    assert "constant" not in walk("max(0, x)^2 + x^4", [0.0], "lbfgs", {}).message


def test_numbers_that_a_sentence_compares_are_not_written_alike():
    message = walk("x^2", [1.0], "gradient-descent", {"learning_rate": 1.00001}, steps=40).message
    assert "the learning rate 1.00001 exceeds 2/f″ = 1 " in message


@pytest.mark.parametrize("step", ["floor(x)", "step(x)", "sign(x)", "if(x < 0, -1, 0)"])
@pytest.mark.parametrize("rest", ["", " + y^2"])
def test_a_walk_that_ends_where_f_jumps_has_come_to_no_minimum(step, rest):
    start = [0.5, 0.3][: 1 + bool(rest)]
    found = walk(f"{step} + x^2{rest}", start, "gradient-descent", {"learning_rate": 0.3})
    assert "Whether a critical point is near, and where, is not known" in found.message

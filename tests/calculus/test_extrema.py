"""Extrema on an interval: the course's examples, and that table and curve cannot disagree."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.curves import breaks, curve
from gradscape.calculus.extrema import Extrema, extrema
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def field(source: str) -> Field:
    return Field(parse(source, ("x",)))


def found(source: str, low: float = -4, high: float = 4) -> Extrema:
    return extrema(field(source), float(low), float(high))


def inside(source: str, low: float = -4, high: float = 4) -> dict[float, str]:
    return {round(p.x, 9) + 0.0: p.kind for p in found(source, low, high).points if not p.at_end}


def test_x_over_x_squared_plus_one_has_a_minimum_at_minus_one_and_a_maximum_at_one():
    points = {p.x: p for p in found("x/(x^2 + 1)").points}
    assert (points[-1].kind, points[-1].second) == ("local minimum", pytest.approx(0.5, rel=1e-12))
    assert (points[1].kind, points[1].second) == ("local maximum", pytest.approx(-0.5, rel=1e-12))
    assert points[1].test == "second derivative"


def test_extrema_of_the_cubic_are_at_minus_three_plus_or_minus_the_root_of_fifteen_over_three():
    critical = [p for p in found("x^3 + 3x^2 - 2x + 1").points if p.first == 0 and not p.at_end]
    assert [p.x for p in critical] == pytest.approx([(-3 - 15**0.5) / 3, (-3 + 15**0.5) / 3], rel=1e-14)
    assert [p.kind for p in critical] == ["local maximum", "local minimum"]


def test_x_cubed_has_an_inflection_where_x_to_the_fourth_has_a_minimum():
    (cubed,), (fourth,) = ([p for p in found(source, -1, 1).points if not p.at_end] for source in ("x^3", "x^4"))
    assert (cubed.first, cubed.second, fourth.first, fourth.second) == (0, 0, 0, 0)
    assert (cubed.kind, fourth.kind) == ("inflection", "local minimum")
    assert cubed.test == fourth.test == "sign of f′ on both sides"


def test_the_largest_value_can_sit_at_an_end():
    answer = found("x^3 - 3x", -2, 3)
    assert (answer.global_maximum.x, answer.global_maximum.value) == (3, 18)
    assert (answer.global_minimum.x, answer.global_minimum.value) == (-2, -2)


def test_points_without_a_derivative_are_critical_too():
    assert inside("|x|", -1, 2) == {0: "local minimum"}
    assert inside("cbrt(x^2)", -1, 2) == {0: "local minimum"}
    assert inside("2x + |x|", -1, 2) == {0: "neither"}
    assert inside("cbrt(x)", -1, 2) == {0: "inflection"}
    assert inside("sqrt(1 - x^2)", -2, 2) == {-1: "local minimum", 0: "local maximum", 1: "local minimum"}


def test_a_pole_is_neither_an_extremum_nor_passed_over():
    answer = found("1/x", -1, 1)
    assert all(p.at_end for p in answer.points)
    assert answer.global_minimum is answer.global_maximum is None
    assert any("without bound" in note for note in answer.notes)


def test_a_value_that_is_only_approached_is_no_maximum():
    answer = found("x - floor(x)", 0.5, 1.5)
    assert answer.global_maximum is None
    assert (answer.global_minimum.x, answer.global_minimum.value) == (1, 0)


def test_a_constant_function_is_critical_everywhere():
    answer = found("3")
    assert all(p.at_end for p in answer.points)
    assert answer.notes == ("f is constant from −4 to 4: every point there is critical.",)


def test_inflection_points_are_where_the_bend_changes():
    assert inside("sin(x)", -4, 4) == {
        round(-np.pi, 9): "inflection", round(-np.pi / 2, 9): "local minimum", 0: "inflection",
        round(np.pi / 2, 9): "local maximum", round(np.pi, 9): "inflection",
    }  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=7), st.integers(0, 2))
def test_no_sample_of_the_curve_is_beyond_the_global_extrema(coefficients, kinks):
    source = " + ".join(f"({c})*x^{k}" for k, c in enumerate(coefficients)) + " + |x - 0.3|" * kinks
    answer, graph = found(source, -1, 2), curve(field(source), -1.0, 2.0, 200, 0)
    slack = 1e-9 * max(1.0, float(np.abs(graph.values[0]).max()))
    assert graph.values[0].min() >= answer.global_minimum.value - slack
    assert graph.values[0].max() <= answer.global_maximum.value + slack


@settings(max_examples=60)
@given(st.lists(st.integers(-9, 9), min_size=3, max_size=7))
def test_minima_and_maxima_take_turns(coefficients):
    source = " + ".join(f"({c})*x^{k}" for k, c in enumerate(coefficients))
    kinds = [p.kind for p in found(source, -3, 3).points if p.kind in ("local minimum", "local maximum")]
    assert all(a != b for a, b in pairwise(kinds))


def test_a_curve_says_where_it_breaks_and_how():
    assert [(b.x, b.at.kind) for b in breaks(field("1/x + |x - 1|"), -2.0, 2.0)] == [(0, "pole"), (1, "corner")]
    assert [(b.x, b.at.kind) for b in breaks(field("sqrt(1 - x^2)"), -2.0, 2.0)] == [
        (-1, "vertical tangent"),
        (1, "vertical tangent"),
    ]
    assert breaks(field("x|x|"), -2.0, 2.0) == ()


def test_a_curve_holds_each_derivative_in_a_row():
    graph = curve(field("x^3"), -1.0, 1.0, 3, 3)
    assert graph.values.tolist() == [[-1, 0, 1], [3, 0, 3], [-6, 0, 6], [6, 6, 6]]


@pytest.mark.parametrize(
    "source",
    ["1e308 x", "e^(1000x)", "log(x - 5)", "0/0", "x^200", "sin(1/x)", "floor(100x)", "if(x > 0, 1/x, 0)", "x^x^x"],
)
@pytest.mark.parametrize("low, high", [(-1.0, 1.0), (0.0, 1e-9), (-1e9, 1e9), (1e6, 1e6 + 1)])
def test_odd_functions_on_odd_intervals_are_answered(source, low, high):
    answer = extrema(field(source), low, high)
    assert all(low <= point.x <= high for point in answer.points)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("prove", [False, True])
@pytest.mark.parametrize(
    "source, kind",
    [
        ("|x| |x|", "local minimum"), ("|x|^3", "local minimum"), ("cos(|x|)", "local maximum"),
        ("x |x|", "inflection"), ("-|x|^1.5", "local maximum"), ("sqrt(x^2)^2", "local minimum"),
        ("x^2 |x| - x^4", "local minimum"),
    ],
)  # fmt: skip
def test_where_f_has_a_slope_that_no_rule_finds_it_is_an_extremum_all_the_same(source, kind, prove, scale):
    found = extrema(Field(parse(f"{scale!r} ({source})", ("x",))), -0.2, 0.3, prove=prove)
    (point,) = [each for each in found.points if not each.at_end]
    assert (point.x, point.kind, point.first) == (0, kind, 0) and "no f′" not in point.test
    best = {"local minimum": found.global_minimum, "local maximum": found.global_maximum}.get(kind)
    assert best is None or best.x == 0


@pytest.mark.parametrize(
    "source, kinds", [("|x|^3 + 20x", []), ("x |x| + x", ["inflection"]), ("|x|^3 - |x|^3 + x", [])]
)
def test_a_kink_of_the_formula_at_which_f_is_steep_is_no_critical_point(source, kinds):
    found = extrema(Field(parse(source, ("x",))), -1.0, 2.0)
    assert [each.kind for each in found.points if not each.at_end] == kinds

"""No extremum or inflection made by rounding, none missed without a word, and what is proved."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.extrema import Extrema, extrema
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def found(source: str, low: float, high: float, *, prove: bool = False) -> Extrema:
    return extrema(Field(parse(source, ("x",))), float(low), float(high), prove=prove)


def kinds(answer: Extrema) -> list[str]:
    return [point.kind for point in answer.points if not point.at_end]


def critical(answer: Extrema) -> list[float]:
    return [point.x for point in answer.points if point.first == 0 and not point.at_end]


def noted(answer: Extrema, *words: str) -> bool:
    return any(all(word in note for word in words) for note in answer.notes)


@pytest.mark.parametrize(
    "source, low, high",
    [
        ("sqrt(x^2)", -1, 1),
        ("sqrt((x - 1)^2)", 0, 2),
        ("(x^2 - 1)/(x - 1)", 0, 2),
        ("(x^3 - x)/(x^2 - 1)", -0.9, 0.9),
        ("sin(x)^2 + cos(x)^2", -4, 4),
        ("1e6 sin(x)^2 + 1e6 cos(x)^2 + x", 0, 3),
        ("log(e^x)", -1, 1),
        ("e^(log(x))", 0.5, 3),
        ("1e9 + x", -1, 1),
        ("(x + 1)^2 - (x - 1)^2", -3, 3),
    ],
)
def test_straight_lines_have_no_inflections(source, low, high):
    answer = found(source, low, high)
    assert "inflection" not in kinds(answer)
    assert critical(answer) == []


def test_a_step_function_has_its_values_at_its_ends_and_constant_pieces():
    answer = found("floor(x)", 0, 3)
    assert (answer.global_minimum, answer.global_maximum) == ((0, 0, ()), (3, 3, ()))
    assert [note[:30] for note in answer.notes] == [f"f is constant from {k} to {k + 1}: eve" for k in range(3)]


@pytest.mark.parametrize(
    "source, shift", [("floor(x)", 0), ("ceil(x)", 0), ("round(x - 0.5)", 0), ("floor(x - 1)", -1)]
)
def test_a_break_ends_a_constant_piece(source, shift):
    answer = found(source, 0.5, 2.5)
    pieces = [note.split(":")[0] for note in answer.notes]
    assert pieces == [f"f is constant from {a} to {b}" for a, b in ((0.5, 1), (1, 2), (2, 2.5))]


@pytest.mark.parametrize("width, scale", [(1e-6, 1e9), (1.0, 1.0), (1e6, 1e-9)])
def test_a_bell_far_wider_drawn_than_it_is_wide_keeps_its_top_and_its_bends(width, scale):
    answer = found(f"{scale} e^(-(x/{width})^2)", -50 * width, 50 * width)
    points = {point.kind: point for point in answer.points if not point.at_end}
    assert kinds(answer) == ["inflection", "local maximum", "inflection"]
    assert points["local maximum"].x == 0
    assert abs(points["inflection"].x) == pytest.approx(width * math.sqrt(0.5), rel=1e-9)
    assert answer.global_maximum == (0, scale, ())
    assert noted(answer, "flat to rounding from")
    assert not noted(answer, "constant")


def test_what_underflows_is_not_constant_and_its_slope_has_its_sign():
    answer = found("e^(-x^2)", -50, 50, prove=True)
    assert answer.complete == "proved"
    assert [point.kind for point in answer.points if point.at_end] == ["local minimum", "local minimum"]


@pytest.mark.parametrize("source, at", [("e^(1/x)", 0), ("e^(1/(x - 0.5))", 0.5), ("1/(1 + e^(-1/x)) + e^(1/x)", 0)])
def test_an_infimum_that_is_not_reached_is_told(source, at):
    answer = found(source, -1, 1)
    assert answer.global_minimum is answer.global_maximum is None
    assert noted(answer, "no smallest value", "as close to 0", f"at {at:g}")
    assert noted(answer, "no largest value", f"without bound at {at:g}")


def test_a_supremum_that_is_not_reached_is_told():
    assert noted(found("x - floor(x)", 0.5, 1.5), "no largest value", "as close to 1 as one likes at 1")


def test_a_value_beyond_all_floats_is_not_passed_over():
    answer = found("e^(1000x)", -1, 1)
    assert answer.global_maximum is None
    assert noted(answer, "largest", "beyond 1.8·10³⁰⁸, at 1")


def test_what_oscillates_too_fast_is_not_called_complete():
    assert found("sin(2000x)", 0, 6.28).complete == "unknown"


def test_what_is_followed_is_not_said_to_be_too_fast():
    answer = found("sin(300x)", 0, 3)
    exact = (np.arange(286) + 0.5) * np.pi / 300
    assert (answer.complete, critical(answer)) == ("likely", pytest.approx(exact, rel=1e-12))
    assert not noted(answer, "faster than the search can follow")


def test_gamma_between_its_poles_has_no_inflections_and_none_are_spoken_of():
    """By mpmath, psi(1, x) + psi(0, x)^2 has no zero from -3.9 to 3 but for its poles."""
    answer = found("gamma(x)", -3.9, 3)
    assert "inflection" not in kinds(answer)
    assert not noted(answer, "more inflection points")


def test_a_proof_finds_them_all():
    answer = found("sin(500x)", 0, 6.28, prove=True)
    exact = (np.arange(999) + 0.5) * np.pi / 500
    assert answer.complete == "proved"
    assert critical(answer) == pytest.approx(exact, rel=1e-13)


def test_thirty_two_waves_of_sin_1_over_x_are_found_at_once():
    answer = found("sin(1/x)", 0.01, 1)
    exact = sorted(1 / ((k + 0.5) * np.pi) for k in range(32))
    assert (answer.complete, critical(answer)) == ("likely", pytest.approx(exact, rel=1e-12))


@pytest.mark.parametrize("width", [1e-4, 1e-6])
def test_a_proof_finds_a_needle_that_samples_miss(width):
    source = f"x^2 - 2e^(-((x - 0.5231)/{width})^2)"
    answer = found(source, -1, 1, prove=True)
    assert (answer.complete, len(critical(answer))) == ("proved", 3)


@pytest.mark.parametrize(
    "source, low, high, left_over",
    [
        ("|x|", -1, 1, {"broken": [0]}),
        ("|x| + 2|x - 1|", -1, 2, {"broken": [0, 1]}),
        ("x^4", -1, 1, {"flat": [0]}),
        ("(x - 0.5)^3", -1, 1, {"flat": [0.5]}),
    ],
)
def test_a_proof_says_what_it_leaves_over(source, low, high, left_over):
    answer = found(source, low, high, prove=True)
    assert answer.complete == "proved-apart"
    for kind, places in left_over.items():
        boxes = [place.box[0] for place in answer.left_over if place.kind == kind]
        assert [float(box.mean()) for box in boxes] == pytest.approx(places, abs=1e-5)


@pytest.mark.parametrize("source", ["x^4", "x^6", "1e-9 x^4", "1e9 (x - 0.3)^4", "cosh(x) - 1 - x^2/2"])
def test_where_the_second_derivative_is_zero_the_signs_of_the_first_decide(source):
    assert kinds(found(source, -1, 1)) == ["local minimum"]


def test_curvature_elsewhere_does_not_blur_a_minimum():
    answer = found("x^2 + x^8", -100, 100)
    [point] = [point for point in answer.points if not point.at_end]
    assert (point.x, point.kind, point.test) == (0, "local minimum", "second derivative")


def test_a_near_miss_is_no_critical_point():
    assert critical(found("x^3/3 + 1e-11x", -1, 1)) == []


@settings(max_examples=15)
@given(st.lists(st.integers(-9, 9), min_size=3, max_size=7), st.sampled_from([1e-9, 1.0, 1e9]))
def test_all_critical_points_of_random_polynomials_are_proved(coefficients, scale):
    """Against SymPy's isolated real roots of the derivative."""
    x = sympy.symbols("x")
    slope = sympy.Poly(sympy.diff(sum(c * x**k for k, c in enumerate(coefficients)), x), x)
    roots = [] if slope.is_zero or slope.degree() == 0 else list(slope.real_roots(multiple=False))
    exact = sorted(float(root) for root, _ in roots if -3 < float(root) < 3)
    source = f"{scale} (" + " + ".join(f"({c})*x^{k}" for k, c in enumerate(coefficients)) + ")"
    answer = found(source, -3, 3, prove=True)
    if slope.is_zero:
        return
    assert critical(answer) == pytest.approx(exact, abs=1e-6)
    if all(times == 1 for _, times in roots):
        assert answer.complete == "proved"

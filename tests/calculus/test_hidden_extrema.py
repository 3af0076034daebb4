"""Values and slopes without digits are no evidence: neither of an extremum, nor against one."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.extrema import Extrema, extrema
from gradscape.calculus.field import Field
from gradscape.calculus.global_extrema import Global
from gradscape.language.parser import parse

# What cancels at 0, and the same with mpmath; what it comes to there.
GAPS = {
    "(1-cos({x}))/({x})^2": (lambda x: (1 - mpmath.cos(x)) / x**2, 1 / 2),
    "(({x})-sin({x}))/({x})^3": (lambda x: (x - mpmath.sin(x)) / x**3, 1 / 6),
    "(sqrt(1+({x})^2)-1)/({x})^2": (lambda x: (mpmath.sqrt(1 + x**2) - 1) / x**2, 1 / 2),
    "(tan({x})-sin({x}))/({x})^3": (lambda x: (mpmath.tan(x) - mpmath.sin(x)) / x**3, 1 / 2),
    "(e^({x})-1-({x}))/({x})^2": (lambda x: (mpmath.exp(x) - 1 - x) / x**2, 1 / 2),
    "log(1+({x})/2)/({x})": (lambda x: mpmath.log(1 + x / 2) / x, 1 / 2),
}


EVEN = [text for text in GAPS if "e^" not in text and "log" not in text]


def found(source: str, low: float, high: float) -> Extrema:
    return extrema(Field(parse(source, ("x",))), float(low), float(high))


def inside(answer: Extrema) -> list[float]:
    return [point.x for point in answer.points if not point.at_end and point.kind != "inflection"]


def in_digits(function, x: float) -> float:
    with mpmath.workdps(50):
        return float(function(mpmath.mpf(x)))


def agrees(best: Global | None, value: float, gap: float, sign: int) -> bool:
    """Where the ends have the extremum it is theirs, and nothing is where the gap would."""
    if sign * gap < sign * value:
        return best is None
    return best is not None and best.value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("text", GAPS)
def test_beside_a_gap_where_digits_cancel_there_is_no_extremum(text):
    function, gap = GAPS[text]
    answer = found(text.format(x="x"), -1, 1)
    ends = [in_digits(function, x) for x in (-1, 1)]
    assert inside(answer) == []
    assert agrees(answer.global_minimum, min(ends), gap, +1)
    assert agrees(answer.global_maximum, max(ends), gap, -1)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(EVEN), st.sampled_from([1e-9, 1e-3, 1.0, 1e9]), st.sampled_from([0, 5, -700]))
def test_moving_and_scaling_do_not_matter(text, scale, shift):
    function, gap = GAPS[text]
    source = f"{scale!r}*({text.format(x=f'x-({shift})')})"
    answer = found(source, shift - 1, shift + 1)
    end = scale * in_digits(function, 1.0)
    assert inside(answer) == []
    assert agrees(answer.global_minimum, end, scale * gap, +1)
    assert agrees(answer.global_maximum, end, scale * gap, -1)


@pytest.mark.parametrize("width", [1e-6, 1e-3, 10, 1e6])
def test_the_width_of_the_box_does_not_matter(width):
    answer = found(f"(1-cos(x/{width!r}))/(x/{width!r})^2", -width, width)
    assert inside(answer) == []
    assert answer.global_minimum is not None
    assert answer.global_minimum[:2] == pytest.approx((-width, 1 - np.cos(1)))
    assert answer.global_maximum is None
    assert any("as close to 0.5 as one likes at 0" in note for note in answer.notes)


def test_where_rounding_hides_what_is_there_a_note_says_so():
    answer = found("(1-cos(x-5))/(x-5)^2", 4, 6)
    assert answer.complete == "unknown"
    note = next(note for note in answer.notes if "rounding" in note)
    low, high = (float(word) for word in note.split()[1:4:2])
    assert 4.99 < low < 5 - 1e-5 < 5 + 1e-5 < high < 5.01


def test_true_extrema_far_from_the_gap_stay():
    answer = found("(1-cos(x))/x^2", -10, 10)
    # Of f': x sin x = 2(1 - cos x), that is 2π, and tan(x/2) = x/2.
    root = float(2 * mpmath.findroot(lambda u: mpmath.tan(u) - u, 4.49))
    assert inside(answer) == pytest.approx([-root, -2 * np.pi, 2 * np.pi, root])


def test_an_end_without_digits_is_no_extremum():
    answer = found("(1-cos(x))/x^2", 1e-9, 1)
    assert [point.x for point in answer.points] == [1]
    assert answer.global_maximum is None
    assert any("rounding hides the value of f" in note for note in answer.notes)


@pytest.mark.parametrize(
    "source", ["sin(x)/x", "(e^x-1)/x", "sqrt(x^2+1)", "(sqrt(x+2))^2", "x^3-3x+sin(5x)", "abs(x)"]
)
def test_where_no_digits_are_lost_nobody_speaks_of_rounding(source):
    answer = found(source, -1.5, 2)
    assert not any("rounding" in note for note in answer.notes)
    assert answer.complete == "likely"

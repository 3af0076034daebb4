"""The finder of zeros: it misses none of a polynomial's, and takes no pole for one."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradscape.calculus import zeros as finder
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def field(source: str) -> Field:
    return Field(parse(source, ("x",)))


def zeros(source: str, low: float, high: float, order: int = 0) -> np.ndarray:
    return finder.zeros(field(source), float(low), float(high), order)


def polynomial(coefficients: list[int]) -> str:
    """The highest power first, as numpy has them."""
    return " + ".join(f"({c})*x^{len(coefficients) - 1 - k}" for k, c in enumerate(coefficients))


@settings(max_examples=200)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=8))
def test_no_zero_of_a_random_polynomials_slope_is_missed(coefficients):
    slope = np.polyder(np.array(coefficients, float))
    assume(np.any(slope))
    roots = np.roots(slope)
    assert zeros(polynomial(coefficients), -3, 3, order=1) == pytest.approx(real_and_simple(roots), abs=1e-6)


def real_and_simple(roots: np.ndarray) -> list[float]:
    """The real ones in the interval, each once; examples in which numpy cannot tell are left out."""
    # A pair close to the real line, a multiple root or one at the border: rounding decides for numpy.
    assume(not ((np.abs(roots.imag) > 0) & (np.abs(roots.imag) < 1e-3)).any())
    real = np.sort(roots[roots.imag == 0].real)
    assume(not (np.abs(np.abs(real) - 3) < 1e-6).any())
    assume(not (np.diff(real) < 1e-4).any())
    return [root for root in real if abs(root) < 3]


@pytest.mark.parametrize("multiplicity", [1, 2, 3, 4, 5, 6])
def test_a_multiple_zero_is_found_once(multiplicity):
    assert zeros(f"(x - 0.3)^{multiplicity}", -2, 2).tolist() == [0.3]


def test_two_zeros_closer_than_the_grid_are_told_apart():
    assert zeros("(x - 0.3001)(x - 0.3002)", -2, 2) == pytest.approx([0.3001, 0.3002], abs=1e-12)


def test_a_near_miss_is_no_zero():
    assert zeros("x^2 + 10^-12", -1, 1).tolist() == []


def test_a_pole_is_no_zero_though_the_sign_changes():
    assert zeros("1/x", -1, 1).tolist() == []
    assert zeros("tan(x)", 1, 4) == pytest.approx([np.pi], abs=1e-14)


def test_zeros_at_the_ends_of_the_interval_count():
    assert zeros("x^2 - 4", -2, 2).tolist() == [-2, 2]


@pytest.mark.parametrize(
    "source, places",
    [
        ("|x - 1|", [1]),
        ("max(x, x^2)", [0, 1]),
        ("1/(x^2 - 1)", [-1, 1]),
        ("1/x^2", [0]),
        ("floor(x)", [-2, -1, 0, 1, 2]),
        ("if(x > 0.5, x, 0)", [0.5]),
        ("sqrt(1 - x^2)", [-1, 1]),
        ("tan(x)", [-np.pi / 2, np.pi / 2]),
        ("x^x", [0]),
        ("sin(x)^2 + e^x", []),
    ],
)
def test_kinks_are_where_a_formula_may_break(source, places):
    assert finder.kinks(field(source), -2.0, 2.0) == pytest.approx(places, abs=1e-12)

"""A number in a formula is told from its neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.calculus.tangents import model_formulas
from gradscape.language.digits import shown
from gradscape.language.parser import parse


@pytest.mark.parametrize(
    "value, resolution, written",
    [
        (1 / 3, 1.0, 0.333333), (2.0, 1.0, 2.0), (0.1 + 0.2, 0.0, 0.3), (1000000009.0, 1.0, 1000000009.0),
        (40353607.0, 1e9, 40353607.0), (40353607.4, 1e9, 40353607.0), (1000.0011, 1.0, 1000.001),
        (1000000000.003, 1e-3, 1000000000.003), (1 + 3e-8, 1e-13, 1.00000003), (-1 - 2e-9, 1.0, -1.000000002),
        (0.9999999999999998, 1.0, 1.0), (1.23456789e-9, 1.0, 1.23457e-9), (1.23456789e300, 1e300, 1.23457e300),
    ],
)  # fmt: skip
def test_as_many_digits_as_are_needed(value, resolution, written):
    assert shown(value, resolution) == pytest.approx(written, rel=1e-15, abs=0)


@given(st.floats(1e-290, 1e300) | st.floats(-1e300, -1e-290), st.floats(0, 1e300))
def test_what_is_written_is_near_enough(value, resolution):
    written = shown(value, resolution)
    assert abs(written - value) <= max(resolution, 1e-15 * abs(value))
    assert abs(written - value) <= 5.001e-6 * abs(value)


def latex(source: str, *point: float, order: int = 1) -> str:
    field = Field(parse(source))
    formula = model_formulas(field, derivatives(field, np.array([point], float))[0])[order - 1]
    assert formula is not None
    return formula.latex


@pytest.mark.parametrize(
    "source, point, right",
    [
        ("x^2 + 1e9", 3, r"1000000009 + 6 \left(x-3\right)"),
        ("x^2 - 1e9", 3, r"-999999991 + 6 \left(x-3\right)"),
        ("x^9", 7, r"40353607 + 51883209 \left(x-7\right)"),
        ("1 + 1e-8 x", 3, r"1.00000003 + 10^{-8} \left(x-3\right)"),
        ("x", 1000000003, r"1000000003 + \left(x-1000000003\right)"),
        ("1000.0011 x", 1, r"1000.001 + 1000.001 \left(x-1\right)"),
    ],
)
def test_the_tangent_tells_its_numbers_from_rounder_ones(source, point, right):
    assert latex(source, point).partition(" = ")[2] == right


def test_the_tangent_plane_and_the_quadratic_model_do_too():
    assert "1000000013" in latex("x^2 + y^2 + 1e9", 3, 2)
    assert "1000000013" in latex("x^2 + y^2 + 1e9", 3, 2, order=2)

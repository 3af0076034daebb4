"""Ties that are none: functions of equal arguments have all the derivatives that their formula has on paper."""

import math

import numpy as np
import pytest

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.field import Field
from gradscape.calculus.jacobians import linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.proved_points import proved_points
from gradscape.language.parser import parse, parse_map

R2 = math.sqrt(2)
# (text, x, f', f''), by hand.
SMOOTH = [
    ("max(u, u)", 1.0, 1, 0),
    ("min(u^3, u^3)", 2.0, 12, 12),
    ("max(u^2, u^2 + 0)", -3.0, -6, 2),
    ("max(sin(u), sin(u), sin(u))", 0.0, 1, 0),
    ("if(u < 1, u^3, u^3)", 1.0, 3, 6),
    ("if(u < u, 1, u^2)", 2.0, 4, 2),
    ("if(u <= u, u^2, 1)", 2.0, 4, 2),
    ("mod(u, u) + u^2", 2.0, 4, 2),
    ("hypot(u, u)", 3.0, R2, 0),
    ("hypot(u^2, u^2)", 3.0, 6 * R2, 2 * R2),
    ("atan2(u, u) + u^2", 2.0, 4, 2),
    ("atan2(u, u) + u^2", -2.0, -4, 2),
    ("|u|^2", 0.0, 0, 2),
    ("|u^2| + relu(u^2)", 0.0, 0, 4),
    ("max(2u, u + u)^2", 1.0, 8, 8),
]


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("source, x, slope, bend", SMOOTH)
def test_derivatives_jacobian_and_smoothness_agree(source, x, slope, bend, unit):
    text = f"u = x/{unit!r}\n{source}"
    place = x * unit
    [found] = derivatives(Field(parse(text, ("x",))), np.array([[place]]))
    assert found.is_differentiable and not found.flags
    assert found.gradient[0] == pytest.approx(slope / unit, rel=1e-12)
    assert found.hessian[0, 0] == pytest.approx(bend / unit**2, rel=1e-12, abs=1e-12 / unit**2)
    told = differentiability(Field(parse(text, ("x",))), place)
    assert (told.kind, told.order, told.is_order_exact) == ("smooth", 6, False)
    [near] = linearizations(Mapping(parse_map(text, ("x",))), np.array([[place]]))
    assert near.jacobian[0, 0] == pytest.approx(slope / unit, rel=1e-12)
    assert "not-differentiable" not in near.flags


MINIMA = ["max(x, x)^2 + y^2", "|x|^2 + min(y, y)^2", "if(x < y, x^2 + y^2, x^2 + y^2)", "max(x^2 + y^2, -1)"]
MINIMA += ["max(x^2 + y^2, y^2 + x^2)", "max(x^2 + y^2, 2x - 8)", "sqrt(x^2 + y^2 + 1)", "norm([x, y, 1])"]


@pytest.mark.parametrize("source", MINIMA)
def test_a_tie_that_is_none_in_the_box_hinders_neither_search_nor_proof(source):
    field, box = Field(parse(source, ("x", "y"))), np.array([[-3.0, 2.9], [-2.8, 3.0]])
    quick, proved = critical_points(field, box), proved_points(field, box, 20.0)
    for found, claim in ((quick, "likely"), (proved, "proved")):
        assert (found.complete, found.notes) == (claim, ())
        [point] = found.points
        assert point.kind == "minimum" and point.is_proved and np.allclose(point.point, 0)


def test_a_second_derivative_that_rounding_hides_is_not_said_not_to_exist():
    """3x - 2x is x but for rounding: max decides for the one or the other by chance."""
    [found] = derivatives(Field(parse("max(x, 3x - 2x)", ("x",))), np.array([[1.0]]))
    assert not any("does not exist" in flag.message for flag in found.flags)

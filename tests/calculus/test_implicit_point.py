"""dy/dx on curves of equations: against SymPy and by hand, in any units, and where there is none."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.implicit_point import ImplicitPoint, implicit_point
from gradscape.language.equations import parse_equations

X, Y = sympy.symbols("x y", real=True)
HALF = np.array([[-2.0, 2.0], [-2.0, 2.0]])
# With a place on or near the curve.
CURVES = [
    ("x^3 + y^3 = 3x y", X**3 + Y**3 - 3 * X * Y, (1.2, 1.5)),
    ("y^2 = x^3 - x + 1", Y**2 - X**3 + X - 1, (0.3, -0.8)),
    ("x + sin(x y) = y", X + sympy.sin(X * Y) - Y, (-0.4, -0.9)),
    ("e^(x y) + y^3 = 2", sympy.exp(X * Y) + Y**3 - 2, (0.5, 0.7)),
]


def at(source: str, near: tuple[float, float], box: np.ndarray = HALF) -> ImplicitPoint:
    [equation] = parse_equations(source, ("x", "y"))
    level = float(Field(equation.level).values(np.zeros((1, 0)))[0]) if equation.level else 0.0
    return implicit_point(ConstraintSet((Field(equation.function),), np.array([level])), np.array(near, float), box)


@pytest.mark.parametrize("source, g, near", CURVES)
def test_slopes_and_second_derivatives_are_sympys(source, g, near):
    found = at(source, near)
    here = dict(zip((X, Y), map(sympy.Float, found.point), strict=True))
    assert abs(float(g.subs(here))) < 1e-14
    assert found.kind == "slope"
    assert found.slope == pytest.approx(float(sympy.idiff(g, Y, X).subs(here)), rel=1e-11)
    assert found.second == pytest.approx(float(sympy.idiff(g, Y, X, 2).subs(here)), rel=1e-9)
    assert found.slope * found.reciprocal == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 1.4), st.sampled_from([1e-9, 1e-3, 1.0, 1e9]), st.sampled_from([1e-9, 1.0, 1e4, 1e9]))
def test_units_of_the_axes_change_the_slope_by_their_ratio_alone(angle, across, up):
    box = np.array([[-2 * across, 2 * across], [-2 * up, 2 * up]])
    near = (across * np.cos(angle), up * np.sin(angle))
    found = at(f"(x/{across!r})^2 + (y/{up!r})^2 = 1", near, box)
    assert found.slope == pytest.approx(-up / across / np.tan(angle), rel=1e-9)
    assert found.second == pytest.approx(-up / across**2 / np.sin(angle) ** 3, rel=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_an_upright_tangent_has_a_derivative_the_other_way_alone(scale):
    found = at(f"x^2 + y^2 = {scale**2!r}", (scale, 0.0), scale * HALF)
    assert found.kind == "vertical" and np.isnan(found.slope) and np.isnan(found.second)
    assert found.reciprocal == 0 and found.directions.tolist() == [[0, 1]]
    beside = at(f"x^2 + y^2 = {scale**2!r}", (scale, 1e-6 * scale), scale * HALF)
    assert beside.slope == pytest.approx(-1e6, rel=1e-5)


@pytest.mark.parametrize(
    "source, place, kind, slopes",
    [
        ("x^3 + y^3 = 3x y", (0, 0), "node", [0, np.inf]),
        ("y^2 = x^2 + 2x y", (0, 0), "node", [1 - 2**0.5, 1 + 2**0.5]),
        ("(x^2 + y^2)^2 = x^2 - y^2", (0, 0), "node", [-1, 1]),
        ("y^2 = x^3", (0, 0), "cusp", [0]),
        ("(x - 1)^2 = (y - 0.3)^3", (1, 0.3), "cusp", [np.inf]),
        ("y^2 = x^3 - x^2", (0, 0), "isolated", []),
        ("(y - x^2)^2 = x^4/4", (0, 0), "singular", []),
        ("x^3 - 3x y^2 = 0", (0, 0), "singular", []),
    ],
)
def test_a_singular_point_is_what_it_is_and_has_no_derivative(source, place, kind, slopes):
    found = at(source, place)
    assert found.kind == kind and np.isnan(found.slope)
    with np.errstate(divide="ignore"):
        assert sorted(found.directions[:, 1] / found.directions[:, 0]) == pytest.approx(slopes, abs=1e-9)
    assert at(source, (place[0] + 0.7, place[1] + 0.6)).kind in ("slope", "vertical")


# By Newton's polygon: with g = v²/2 + h(u) in suitable coordinates, the lowest power of h decides. u³, u⁵: the curve
# turns back. +u⁴, +u⁶: alone. -u⁴, -u⁶: two branches touch. Other singular points have no Hessian at all.
DOUBLE_POINTS = [
    ("v^2 = u^3", "cusp"),
    ("v^2 = u^3 + u^4", "cusp"),
    ("v^2 = u^3/1000", "cusp"),
    ("v^2 = 1000u^3", "cusp"),
    ("(u + v)^2 = u^3", "cusp"),
    ("(3u - 4v)^2 = (4u + 3v)^3", "cusp"),
    ("(v - u^2)^2 = u^3", "cusp"),
    ("((1 + u)^2 + v^2 - 1)^3 + 27(1 + u)^2 v^2 = 0", "cusp"),  # astroid
    ("(u^2 + v^2 + u)^2 = u^2 + v^2", "cusp"),  # cardioid
    ("v^2 (2 - u) = u^3", "cusp"),  # cissoid
    ("v^2 = u - sin(u)", "cusp"),
    ("v^2 = e^u - 1 - u - u^2/2", "cusp"),
    ("v^2 = u^5", "cusp"),
    ("(v - u^2)^2 = u^5", "cusp"),
    ("(v - u^2)^2 = 3u^5 + v u^3", "cusp"),
    ("(3u - 4v - (4u + 3v)^2)^2 = (4u + 3v)^5", "cusp"),
    ("v^2 = tan(u) - u - u^3/3", "cusp"),
    ("v^2 + u^4 = 0", "isolated"),
    ("v^2 + u^4 = 3u^5", "isolated"),
    ("(v - u^2)^2 + u^4 = 0", "isolated"),
    ("(v + u^2)^2 + u^4/100 = v^3", "isolated"),
    ("v^2 = u^4 + u^5", "singular"),
    ("v^2 = u^4 + 100u^5", "singular"),
    ("(v - u^2)^2 = u^4/4", "singular"),
    ("v^2 = cos(u) - 1 + u^2/2", "singular"),
    ("v^2 = u^6", "singular"),
    ("v^3 = u^4", "singular"),
    ("(u^2 + v^2)^2 = u^3", "singular"),
    ("(u^2 + v^2)^2 = 3u^2 v - v^3", "singular"),
]


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("source, kind", DOUBLE_POINTS)
def test_double_points_are_told_by_taylors_series_in_any_units_and_pictures(source, kind, scale):
    units = str.maketrans({"u": f"(x/{scale!r})", "v": f"(y/{scale!r})"})
    for box in (HALF, np.array([[-3.0, 1.7], [-0.9, 4.0]])):
        assert at(source.translate(units), (0.0, 0.0), scale * box).kind == kind


def test_slopes_without_digits_are_nothing_where_they_are_small_beside_all_others():
    found = at("(x/1000 - 1)^2 = (y/1000 - 0.3)^3", (1000.0, 300.0), 1000 * HALF)
    assert found.kind == "cusp" and found.gradient.tolist() == [0, 0]


def test_a_corner_of_g_is_no_upright_tangent_though_autodiff_has_a_number():
    found = at("|x| + |y| = 1", (1.0, 0.0))
    assert found.kind == "no-derivative" and found.remark and "corner" in found.remark
    assert at("|x| + |y| = 1", (0.5, 0.5)).slope == -1


def test_a_steep_line_has_its_slope_and_an_empty_set_no_point():
    assert at("y = 1000000000000 x", (1e-12, 1.0)).slope == pytest.approx(1e12)
    empty = at("x^2 + y^2 = -1", (1.0, 1.0))
    assert empty.kind == "away" and np.isnan(empty.point).all()

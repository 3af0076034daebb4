"""Derivatives at points, ordinary and singular."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.language.parser import parse

coordinates = st.floats(-3, 3, allow_subnormal=False)


def at(source, *point, direction=None, **parameters):
    direction = None if direction is None else np.array(direction, float)
    (answer,) = derivatives(Field(parse(source), parameters), np.array([point], float), direction)
    return answer


def kinds(answer):
    return [flag.kind for flag in answer.flags]


def test_rosenbrock_has_its_published_eigenvalues_at_its_classical_start():
    answer = at("(1-x)^2 + b(y-x^2)^2", -1.2, 1, b=100.0)
    assert answer.eigenvalues == pytest.approx([23.6330193, 1506.3669807], abs=1e-7)


@given(coordinates, coordinates, st.floats(0, 2 * np.pi))
def test_slope_along_any_direction_is_the_gradients_component(x, y, angle):
    unit = [np.cos(angle), np.sin(angle)]
    answer = at("sin(x) y + x y^2", x, y, direction=unit)
    assert answer.directional_derivative == pytest.approx(answer.gradient @ unit, abs=1e-12)


@given(coordinates, coordinates)
def test_slope_is_steepest_along_the_gradient_and_equals_its_length(x, y):
    there = at("x^2 y + e^x", x, y)
    assume(there.gradient_norm > 1e-6)
    along = at("x^2 y + e^x", x, y, direction=there.gradient)
    assert along.directional_derivative == pytest.approx(there.gradient_norm, rel=1e-9)


@given(st.floats(1e-200, 1e200), st.sampled_from([(1, 0), (1, 1), (-2, 3)]))
def test_only_where_a_direction_points_matters_not_its_length(length, direction):
    long = at("x^2 + 3x y", 1, 2, direction=np.array(direction) * length)
    assert long.directional_derivative == pytest.approx(
        at("x^2 + 3x y", 1, 2, direction=direction).directional_derivative
    )


def test_a_zero_direction_has_no_slope_and_says_so():
    answer = at("x^2 + y", 1, 2, direction=(0, 0))
    assert answer.directional_derivative is None
    assert kinds(answer) == ["no-direction"]


@given(coordinates, coordinates)
def test_eigenvectors_diagonalise_the_hessian(x, y):
    answer = at("sin(x y) + x^3 - 2x y^2", x, y)
    q, values = answer.eigenvectors, answer.eigenvalues
    assert q @ answer.hessian @ q.T == pytest.approx(np.diag(values), abs=1e-9)
    assert list(values) == sorted(values)


@pytest.mark.parametrize(
    "source, point, left, right",
    [("|x|", 0, -1, 1), ("|x - 1000|", 1000, -1, 1), ("relu(x)", 0, 0, 1), ("leaky_relu(x)", 0, 0.01, 1),
     ("max(x, x^2)", 1, 1, 2), ("if(x < 2, 3x, 10 - 2x)", 2, 3, -2), ("sqrt(x^2)", 0, -1, 1), ("|x| + 1e6", 0, -1, 1)],
)  # fmt: skip
def test_a_corner_has_two_slopes_and_no_derivative(source, point, left, right):
    answer = at(source, point)
    (flag,) = [flag for flag in answer.flags if flag.variable]
    assert flag.kind == "corner"
    assert (flag.left, flag.right) == pytest.approx((left, right), abs=1e-7)
    assert np.isnan(answer.gradient).all() and answer.gradient_norm is None and answer.eigenvalues is None


@pytest.mark.parametrize(
    "source, kind",
    [("cbrt(x)", "vertical-tangent"), ("cbrt(x^2)", "cusp"), ("sqrt|x|", "cusp"), ("sign(x)", "jump"),
     ("step(x)", "jump"), ("floor(x)", "jump"), ("sqrt(x)", "domain-edge"), ("x^1.5", "domain-edge"),
     ("arcsin(x - 1)", "domain-edge")],
)  # fmt: skip
def test_a_missing_derivative_is_named(source, kind):
    answer = at(source, 0)
    assert answer.value is not None
    assert np.isnan(answer.gradient[0])
    assert kind in kinds(answer)


@pytest.mark.parametrize(
    "source, slope",
    [("x|x|", 0), ("cbrt(x)^3", 1), ("sqrt(x^4)", 0), ("elu(x)", 1), ("relu(x)^2", 0), ("|x|^1.5", 0),
     ("x|x| + 1e6", 0), ("if(x <= 0, x^2, x^3)", 0), ("min(x^2, x^4)", 0)],
)  # fmt: skip
def test_a_derivative_that_exists_is_found_where_the_formula_cannot_tell(source, slope):
    answer = at(source, 0)
    assert answer.gradient[0] == pytest.approx(slope, abs=1e-8)


def test_x_abs_x_is_differentiable_once_but_not_twice():
    answer = at("x|x|", 0)
    assert answer.gradient[0] == 0
    assert np.isnan(answer.hessian[0, 0])
    assert kinds(answer) == ["limit", "no-second-derivative"]


def test_mixed_partials_of_peanos_function_differ_at_the_origin():
    answer = at("if(x^2+y^2 > 0, xy(x^2-y^2)/(x^2+y^2), 0)", 0, 0)
    assert answer.gradient.tolist() == [0, 0]
    assert answer.hessian == pytest.approx(np.array([[0, -1], [1, 0]]), abs=1e-7)
    assert "asymmetric-hessian" in kinds(answer)
    assert answer.eigenvalues is None


@pytest.mark.parametrize("source", ["sqrt(|x y|)", "if(x^2+y^2 > 0, x y/(x^2+y^2), 0)", "cbrt(x y)"])
def test_partials_without_a_tangent_plane_are_not_called_a_derivative(source):
    answer = at(source, 0, 0)
    assert answer.gradient.tolist() == [0, 0]
    assert not answer.is_differentiable
    assert "not-differentiable" in kinds(answer)


def test_the_tip_of_a_cone_has_a_corner_in_every_variable():
    answer = at("sqrt(x^2 + y^2)", 0, 0)
    assert kinds(answer) == ["corner", "corner"]
    assert answer.value == 0


def test_undefined_and_too_large_values_are_told_apart():
    assert kinds(at("log(x)", -1)) == ["undefined"]
    assert kinds(at("exp(x)", 1000)) == ["overflow"]


@given(coordinates, coordinates)
def test_mixed_partials_commute_where_a_function_is_smooth(x, y):
    hessian = at("sin(x y) e^x + y^3 x", x, y).hessian
    assert np.array_equal(hessian, hessian.T)


@pytest.mark.parametrize(
    "source, point, mixed",
    [("max(0, x)^2 + y^2", (0, 1), 0), ("max(0, x-2)^2 y", (2, 3), 0), ("|x| x y", (0, 1), 0)],
)
def test_mixed_partials_along_a_kink_are_found_from_both_its_sides(source, point, mixed):
    (found,) = derivatives(Field(parse(source)), np.array([point], float))
    assert np.allclose([found.hessian[0, 1], found.hessian[1, 0]], mixed, atol=1e-6)
    assert not any("∂x∂y" in flag.message for flag in found.flags)

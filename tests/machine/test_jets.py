"""The machine's numbers against mpmath at 50 digits, and its honesty where there are none."""

import mpmath
import numpy as np
import pytest

from gradscape.language.parser import parse
from gradscape.machine import machine
from gradscape.machine.program import program


def jet_at(source, *point, variables=None, **parameters):
    function = parse(source, variables)
    jet = machine.jets(program(function, parameters), np.array([point], float))
    return jet.value[0], jet.gradient[0], jet.hessian[0]


def test_rosenbrock_has_its_published_derivatives_at_its_classical_start():
    value, gradient, hessian = jet_at("(1-x)^2 + 100(y-x^2)^2", -1.2, 1)
    assert value == pytest.approx(24.2, rel=1e-14)
    assert gradient == pytest.approx([-215.6, -88], rel=1e-13)
    assert hessian.tolist() == pytest.approx(np.array([[1330, 480], [480, 200]]), rel=1e-13)


@pytest.mark.parametrize("exponent", [-3, -2, -1, 1, 2, 3, 5, 8, 64])
def test_integer_powers_are_right_at_negative_bases_with_their_derivatives(exponent):
    value, gradient, hessian = jet_at(f"x^({exponent})" if exponent > 0 else f"x^-{-exponent}", -1.3)
    base = mpmath.mpf(-1.3)
    assert value == pytest.approx(float(base**exponent), rel=1e-12)
    assert gradient[0] == pytest.approx(float(exponent * base ** (exponent - 1)), rel=1e-12)
    assert hessian[0, 0] == pytest.approx(float(exponent * (exponent - 1) * base ** (exponent - 2)), rel=1e-12)


def test_a_parameter_as_exponent_is_right_at_negative_bases():
    value, gradient, hessian = jet_at("x^n", -2, n=3.0)
    assert (value, gradient[0], hessian[0, 0]) == (-8, 12, -12)


def test_zero_to_the_zero_is_one():
    assert jet_at("x^0", 0)[0] == 1
    assert jet_at("x^y", 0, 0)[0] == 1


ONE_VARIABLE = {
    "sin": (mpmath.sin, 0.7),
    "cos": (mpmath.cos, 0.7),
    "tan": (mpmath.tan, 0.7),
    "sec": (mpmath.sec, 0.7),
    "csc": (mpmath.csc, 0.7),
    "cot": (mpmath.cot, 0.7),
    "arcsin": (mpmath.asin, 0.3),
    "arccos": (mpmath.acos, 0.3),
    "arctan": (mpmath.atan, 1.7),
    "sinh": (mpmath.sinh, 1.7),
    "cosh": (mpmath.cosh, 1.7),
    "tanh": (mpmath.tanh, 0.7),
    "arsinh": (mpmath.asinh, -1.7),
    "arcosh": (mpmath.acosh, 1.7),
    "artanh": (mpmath.atanh, -0.4),
    "exp": (mpmath.exp, -2.3),
    "log": (mpmath.log, 2.3),
    "log2": (lambda x: mpmath.log(x, 2), 2.3),
    "log10": (mpmath.log10, 2.3),
    "sqrt": (mpmath.sqrt, 2.3),
    "cbrt": (lambda x: -mpmath.cbrt(-x), -2.3),
    "abs": (abs, -2.3),
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), -2.3),
    "relu": (lambda x: max(x, mpmath.mpf(0)), 2.3),
    "leaky_relu": (lambda x: x if x > 0 else x / 100, -2.3),
    "elu": (lambda x: x if x > 0 else mpmath.expm1(x), -2.3),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), -2.3),
    "swish": (lambda x: x / (1 + mpmath.exp(-x)), -2.3),
    "gelu": (lambda x: x * mpmath.ncdf(x), -2.3),
    "erf": (mpmath.erf, 0.4),
    "gamma": (mpmath.gamma, -2.3),
    "lgamma": (lambda x: mpmath.log(abs(mpmath.gamma(x))), 4.2),
    "sign": (mpmath.sign, -2.3),
    "step": (lambda x: mpmath.mpf(x >= 0), -2.3),
    "floor": (mpmath.floor, -2.3),
    "ceil": (mpmath.ceil, -2.3),
    "round": (mpmath.nint, -2.3),
}


@pytest.mark.parametrize("name", ONE_VARIABLE)
def test_function_agrees_with_mpmath_to_second_order(name):
    oracle, x = ONE_VARIABLE[name]
    value, gradient, hessian = jet_at(f"{name}(x)", x)
    with mpmath.workdps(50):
        exact = [float(mpmath.diff(oracle, mpmath.mpf(x), order)) for order in range(3)]
    assert [value, gradient[0], hessian[0, 0]] == pytest.approx(exact, rel=1e-11, abs=1e-15)


@pytest.mark.parametrize(
    "source, point",
    [("1/x", 0), ("log x", 0), ("log x", -1), ("sqrt x", -1), ("arcsin x", 2), ("x^0.5", -1), ("gamma(x)", -2),
     ("artanh x", 1), ("atan(1/x)", 0), ("mod(1, x)", 0), ("x^-2", 0), ("sin(x)/x", 0)],
)  # fmt: skip
def test_undefined_values_are_nan_and_have_no_derivatives(source, point):
    value, gradient, hessian = jet_at(source, point)
    assert np.isnan([value, gradient[0], hessian[0, 0]]).all()


@pytest.mark.parametrize(
    "source, point",
    [("abs x", 0), ("sign x", 0), ("step x", 0), ("floor x", 3), ("ceil x", 3), ("round x", 0.5), ("max(x, 1)", 1),
     ("min(x, 1)", 1), ("relu x", 0), ("if(x < 1, x, 2 - x)", 1), ("mod(x, 2)", 4), ("sqrt x", 0), ("x^1.5", 0)],
)  # fmt: skip
def test_a_defined_value_without_a_derivative_has_no_silent_slope(source, point):
    value, gradient, hessian = jet_at(source, point)
    assert np.isfinite(value)
    assert not np.isfinite(gradient[0])
    assert not np.isfinite(hessian[0, 0])


def test_the_branch_not_taken_cannot_spoil_a_derivative():
    value, gradient, hessian = jet_at("if(x > 0, log(x), x^2)", -1)
    assert (value, gradient[0], hessian[0, 0]) == (1, -2, 2)


def test_a_missing_slope_in_x_leaves_the_slope_in_y():
    _, gradient, hessian = jet_at("sqrt(x) + y^2", 0, 3)
    assert not np.isfinite(gradient[0])
    assert gradient[1] == 6
    assert hessian[1, 1] == 2


def test_a_small_mixed_partial_survives_large_neighbours():
    _, _, hessian = jet_at("1e8 x^2 + 1e8 y^2 + 1e-6 x y", 1, 1)
    assert hessian[0, 1] == 1e-6


def test_sixteen_variables_have_their_full_hessian():
    n = 16
    source = "+".join(f"{i} x_{i} x_{i % n + 1}" for i in range(1, n + 1))
    variables = [f"x_{i}" for i in range(1, n + 1)]
    point = np.linspace(-1, 1, n)
    matrix = np.zeros((n, n))
    for i in range(n):
        matrix[i, (i + 1) % n] += i + 1
        matrix[(i + 1) % n, i] += i + 1
    value, gradient, hessian = jet_at(source, *point, variables=variables)
    assert value == pytest.approx(point @ matrix @ point / 2, rel=1e-12)
    assert gradient == pytest.approx(matrix @ point, rel=1e-12)
    assert hessian == pytest.approx(matrix)


def test_requests_of_any_size_are_tiled_to_the_same_numbers():
    function = program(parse("sin(3x) + x y"), {})
    points = np.random.default_rng(1).normal(size=(2_500, 2))
    whole = machine.jets(function, points)
    single = machine.jets(function, points[2_345:2_346])
    assert whole.value[2_345] == pytest.approx(single.value[0], rel=1e-15)
    assert whole.hessian[2_345] == pytest.approx(single.hessian[0], rel=1e-14)
    assert machine.values(function, points) == pytest.approx(whole.value, rel=1e-14)

"""For random expressions, value, gradient and Hessian agree with 50-digit arithmetic."""

import mpmath
import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradscape.language.syntax import Apply, Function, Name, Number, Tree
from gradscape.machine import machine
from gradscape.machine.program import program

# Smooth inside their domains, so that 50-digit difference quotients are an oracle for their derivatives.
UNARY = {
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt,
    "tanh": mpmath.tanh, "arctan": mpmath.atan, "sinh": mpmath.sinh, "cosh": mpmath.cosh, "arsinh": mpmath.asinh,
    "erf": mpmath.erf, "neg": lambda a: -a, "sigmoid": lambda a: 1 / (1 + mpmath.exp(-a)),
    "softplus": lambda a: mpmath.log1p(mpmath.exp(a)), "sec": mpmath.sec, "cot": mpmath.cot,
}  # fmt: skip
BINARY = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "hypot": mpmath.hypot,
}
POINTS = st.floats(-2, 2, allow_subnormal=False).map(lambda x: round(x, 3))


def applied(children):
    unary = st.builds(lambda name, a: Apply(name, (a,)), st.sampled_from(sorted(UNARY)), children)
    binary = st.builds(lambda name, a, b: Apply(name, (a, b)), st.sampled_from(sorted(BINARY)), children, children)
    exponents = st.sampled_from([Number(2.0), Number(3.0), Number(7.0), Apply("neg", (Number(2.0),)), Number(0.0)])
    power = st.builds(lambda a, n: Apply("pow", (a, n)), children, exponents)
    return unary | binary | power


TREES = st.recursive(
    st.sampled_from([Name("x"), Name("y"), Number(0.5), Number(2.0), Number(3.0), Name("pi")]), applied, max_leaves=8
)


def exactly(tree: Tree, x, y):
    """The value in mpmath's arithmetic; raises where it is undefined."""
    match tree:
        case Number(value=value):
            return mpmath.mpf(value)
        case Name(name=name):
            return {"x": x, "y": y, "pi": +mpmath.pi}[name]
        case Apply(function="pow", arguments=(base, exponent)):
            return exactly(base, x, y) ** int(exactly(exponent, x, y))
        case Apply(function=function, arguments=arguments):
            values = [exactly(argument, x, y) for argument in arguments]
            result = (UNARY | BINARY)[function](*values)
            if isinstance(result, mpmath.mpc) or not mpmath.isfinite(result):
                raise ValueError("undefined")
            return result


ORDERS = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]


def jet_at_fifty_digits(tree, x, y):
    with mpmath.workdps(50):
        values = [mpmath.diff(lambda a, b: exactly(tree, a, b), (x, y), order) for order in ORDERS]
        return [float(value) for value in values]


def conditioning(tree, x, y):
    """How much rounding the coordinates and intermediate values can move the answer, by moving the input a little."""
    here = np.array(jet_at_fifty_digits(tree, x, y))
    near = np.array(jet_at_fifty_digits(tree, x * (1 + mpmath.mpf(2) ** -40), y * (1 - mpmath.mpf(2) ** -40)))
    return here, np.abs(near - here)


@settings(max_examples=150)
@given(TREES, POINTS, POINTS)
def test_value_gradient_and_hessian_agree_with_fifty_digit_arithmetic(tree, x, y):
    try:
        exact, sensitivity = conditioning(tree, mpmath.mpf(x), mpmath.mpf(y))
    except (ValueError, ZeroDivisionError, OverflowError, TypeError, mpmath.libmp.libhyper.NoConvergence):
        assume(False)
    assume(np.isfinite(exact).all() and np.abs(exact).max() < 1e12)
    scale = max(np.abs(exact).max(), 1e-3)
    # Functions that amplify a relative change of 1e-12 by more than a hundred are a test of floats, not of derivatives.
    assume((sensitivity < 1e-10 * scale).all())
    jet = machine.jets(program(Function("", tree, ("x", "y"), ()), {}), np.array([[x, y]]))
    hessian = jet.hessian[0]
    ours = [jet.value[0], *jet.gradient[0], hessian[0, 0], hessian[0, 1], hessian[1, 1]]
    assert np.allclose(ours, exact, rtol=1e-10, atol=1e-10 * scale)

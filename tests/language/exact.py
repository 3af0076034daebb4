"""The value of an expression tree in mpmath's arithmetic: the oracle for all that is derived, simplified or printed."""

import operator

import mpmath
from hypothesis import strategies as st

from gradscape.language.syntax import Apply, Name, Number, Tree

# Larger values only test how long mpmath takes.
LARGEST = mpmath.mpf(10) ** 30


class Undefined(ArithmeticError):
    """No real value here, or one beyond `LARGEST`."""


class TooLarge(Undefined):
    """A value beyond `LARGEST`, here or on the way."""


FUNCTIONS = {
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "sec": mpmath.sec, "csc": mpmath.csc, "cot": mpmath.cot,
    "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "sinh": mpmath.sinh, "cosh": mpmath.cosh,
    "tanh": mpmath.tanh, "arsinh": mpmath.asinh, "arcosh": mpmath.acosh, "artanh": mpmath.atanh, "exp": mpmath.exp,
    "log": mpmath.log, "log2": lambda x: mpmath.log(x, 2), "log10": mpmath.log10, "sqrt": mpmath.sqrt,
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), "abs": abs, "sign": mpmath.sign, "floor": mpmath.floor,
    "ceil": mpmath.ceil, "round": lambda x: mpmath.sign(x) * mpmath.floor(abs(x) + 0.5),
    "step": lambda x: mpmath.mpf(x >= 0), "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)), "relu": lambda x: max(x, 0),
    "leaky_relu": lambda x: x if x > 0 else mpmath.mpf("0.01") * x, "elu": lambda x: x if x > 0 else mpmath.expm1(x),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)), "swish": lambda x: x / (1 + mpmath.exp(-x)),
    "gelu": lambda x: x * mpmath.ncdf(x), "erf": mpmath.erf, "gamma": mpmath.gamma,
    "lgamma": lambda x: mpmath.re(mpmath.loggamma(x)), "min": min, "max": max,
    "mod": lambda x, y: x - y * mpmath.floor(x / y), "atan2": mpmath.atan2, "hypot": mpmath.hypot,
    "add": lambda *terms: mpmath.fsum(terms), "mul": lambda *factors: mpmath.fprod(factors), "neg": operator.neg,
    "div": operator.truediv, "pow": operator.pow, "less": operator.lt, "less_equal": operator.le,
    "greater": operator.gt, "greater_equal": operator.ge, "and": operator.and_, "or": operator.or_,
}  # fmt: skip


def exactly(tree: Tree, **names: mpmath.mpf) -> mpmath.mpf:
    """The value at mpmath's current precision.

    Raises:
        Undefined: where there is no real value.
    """
    match tree:
        case Number(value=value):
            # What people write as 0.1 is a tenth.
            return mpmath.mpf(repr(value))
        case Name(name=name):
            return names[name] if name in names else {"pi": +mpmath.pi, "e": +mpmath.e, "tau": 2 * mpmath.pi}[name]
        case Apply(function="if", arguments=(condition, chosen, otherwise)):
            return exactly(chosen if exactly(condition, **names) else otherwise, **names)
        case Apply(function=function, arguments=arguments):
            return _applied(function, [exactly(argument, **names) for argument in arguments])


def _applied(function: str, values: list) -> mpmath.mpf:
    try:
        result = FUNCTIONS[function](*values)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise Undefined(function) from error
    if not isinstance(result, mpmath.mpc) and LARGEST < abs(result) < mpmath.inf:
        raise TooLarge(function)
    if isinstance(result, mpmath.mpc) or not abs(result) <= LARGEST:
        raise Undefined(function)
    return result


def coordinates(irrational: int) -> st.SearchStrategy[mpmath.mpf]:
    """Numbers in [-3, 3] beside the places where a random formula has a kink or a pole."""
    with mpmath.workdps(400):
        offset = mpmath.sqrt(irrational) / 3000
    return st.integers(-3000, 3000).map(lambda thousandths: mpmath.fdiv(thousandths, 1000, prec=1400) + offset)


def partials(tree: Tree, order: tuple[int, int], x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpf:
    """A partial derivative of the value as a difference quotient at many digits."""
    return mpmath.diff(lambda a, b: exactly(tree, x=a, y=b), (x, y), order)

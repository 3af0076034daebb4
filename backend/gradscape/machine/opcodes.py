"""The one table of what the machine can do: each opcode's name, arity and function.

A function is real-valued and elementwise. Where it is undefined it is NaN (1/0 and log 0 too: infinity would let
`arctan(1/x)` pretend to be defined at 0). Where it has a value but no derivative (|x| at 0, a jump of floor, a tie
of max) its derivative is NaN, for `calculus` to resolve by one-sided limits; JAX's own conventions would be silent.
"""

from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import lax
from jax.scipy import special

from gradscape.machine.smooth import angle, artanh, distance, divide, gamma, lgamma, sigmoid, softplus, tanh

NAN = jnp.nan


class Opcode(NamedTuple):
    """One row of the table. `function(x, y, immediate)` ignores what its `operands` say it does not read.

    convention: JAX's own version of it, which answers by convention where there is no derivative.
    """

    name: str
    operands: int
    function: Callable
    convention: Callable


def _smooth_except(value: Callable, slope: Callable, undefined: Callable) -> Callable:
    """`value` with derivative `slope`, and NaN where `undefined`: a kink or a jump."""

    @jax.custom_jvp
    def function(x):
        return value(x)

    @function.defjvp
    def _(primals, tangents):
        (x,), (t,) = primals, tangents
        return function(x), jnp.where(undefined(x), NAN, slope(x)) * t

    return function


def _flat(value: Callable, jump: Callable) -> Callable:
    """A step function: slope 0 between its jumps, none at them."""
    return _smooth_except(value, jnp.zeros_like, jump)


def _defined(inside: Callable, function: Callable) -> Callable:
    """`function` where `inside` holds, NaN elsewhere; evaluated at 1/2 outside so that no infinity is made there."""

    def guarded(x):
        return jnp.where(inside(x), function(jnp.where(inside(x), x, 0.5)), NAN)

    return guarded


def _at_zero(x):
    return x == 0


def _is_integer(x):
    return x == jnp.floor(x)


absolute = _smooth_except(jnp.abs, jnp.sign, _at_zero)
sign = _flat(jnp.sign, _at_zero)
step = _flat(lambda x: jnp.where(x >= 0, 1.0, jnp.where(x < 0, 0.0, NAN)), _at_zero)
floor = _flat(jnp.floor, _is_integer)
ceil = _flat(jnp.ceil, _is_integer)
# Half away from zero, as taught in school; jnp.round would take halves to even.
nearest = _flat(lambda x: lax.round(x, lax.RoundingMethod.AWAY_FROM_ZERO), lambda x: x - jnp.floor(x) == 0.5)


relu = _smooth_except(jax.nn.relu, lambda x: 1.0 * (x > 0), _at_zero)
leaky_relu = _smooth_except(jax.nn.leaky_relu, lambda x: jnp.where(x > 0, 1.0, 0.01), _at_zero)
# e^x - 1 and x meet at 0 with the same slope, but not with the same curvature.
_elu_slope = _smooth_except(
    lambda x: jnp.where(x > 0, 1.0, jnp.exp(x)), lambda x: jnp.where(x > 0, 0.0, jnp.exp(x)), _at_zero
)
elu = _smooth_except(jax.nn.elu, _elu_slope, jnp.isnan)


@jax.custom_jvp
def constant_power(x, exponent):
    """x^c for a constant c: right for negative bases of integer powers; 0^0 = 1; 0^c undefined for c < 0."""
    undefined = jnp.isnan(x) | ((x == 0) & (exponent < 0))
    return jnp.where(undefined, NAN, jnp.power(x, exponent))


@constant_power.defjvp
def _(primals, tangents):
    (x, exponent), (t, _) = primals, tangents
    # The factor c ends the chain x^2, 2x, 2, 0: without the guard the next link would be 0 * (1/0).
    slope = jnp.where(exponent == 0, 0.0, exponent * constant_power(x, exponent - 1))
    at_edge = (x == 0) & ~_is_integer(exponent)  # x^1.5 ends at 0: what slope it has there is one-sided
    return constant_power(x, exponent), jnp.where(at_edge, NAN, slope) * t


def power(x, y):
    """x^y for a variable exponent: x > 0, and 0^y for y >= 0."""
    inside = x > 0
    return jnp.where(inside, _positive_power(jnp.where(inside, x, 1.0), y), _zero_to_the(x, y))


@jax.custom_jvp
def _positive_power(x, y):
    # exp(y log x) would lose digits in the product.
    return jnp.power(x, y)


@_positive_power.defjvp
def _(primals, tangents):
    (x, y), (tx, ty) = primals, tangents
    value = _positive_power(x, y)
    return value, value * (ty * jnp.log(x) + y * tx / x)


@jax.custom_jvp
def _zero_to_the(x, y):
    at_zero = jnp.where(y > 0, 0.0, jnp.where(y == 0, 1.0, NAN))
    return jnp.where(x == 0, at_zero, NAN)


@_zero_to_the.defjvp
def _(primals, tangents):
    # 0^y is flat in y; across x = 0 there is no neighbourhood to differentiate in.
    (x, y), (tx, _) = primals, tangents
    return _zero_to_the(x, y), jnp.where(tx == 0, 0.0, NAN) * jnp.where(y > 0, 1.0, NAN)


def _pick(chosen: Callable, second: Callable) -> Callable:
    """min or max: undecided where both arguments are equal, since the slope may jump there."""

    @jax.custom_jvp
    def function(x, y):
        return chosen(x, y)

    @function.defjvp
    def _(primals, tangents):
        (x, y), (tx, ty) = primals, tangents
        slope = jnp.where(x == y, NAN * (tx + ty), jnp.where(second(x, y), ty, tx))
        return function(x, y), slope

    return function


minimum = _pick(jnp.minimum, lambda x, y: y < x)
maximum = _pick(jnp.maximum, lambda x, y: y > x)


def _comparison(holds: Callable) -> Callable:
    """1 or 0; no derivative where both sides are equal, the border between the two answers."""

    @jax.custom_jvp
    def function(x, y):
        return jnp.where(jnp.isnan(x) | jnp.isnan(y), NAN, jnp.where(holds(x, y), 1.0, 0.0))

    @function.defjvp
    def _(primals, tangents):
        (x, y), (tx, ty) = primals, tangents
        return function(x, y), jnp.where(x == y, NAN, 0.0) * (tx + ty)

    return function


def _gate(opens: Callable) -> Callable:
    """`value` where the condition opens the gate, else 0; NaN where the condition is undefined.

    if(c, a, b) is `choose(c, a) + unless(c, b)`: what is not selected cannot leak, nor can its derivative.
    """

    @jax.custom_jvp
    def function(condition, value):
        return jnp.where(jnp.isnan(condition), NAN, jnp.where(opens(condition), value, 0.0))

    @function.defjvp
    def _(primals, tangents):
        (condition, value), (border, t) = primals, tangents
        return function(condition, value), jnp.where(jnp.isnan(border), NAN, jnp.where(opens(condition), t, 0.0))

    return function


@jax.custom_jvp
def modulo(x, y):
    """x - y floor(x/y), with the sign of y; undefined at y = 0."""
    return jnp.where(y == 0, NAN, jnp.mod(x, jnp.where(y == 0, 1.0, y)))


@modulo.defjvp
def _(primals, tangents):
    (x, y), (tx, ty) = primals, tangents
    turns = divide(x, y)
    return modulo(x, y), jnp.where(_is_integer(turns), NAN, 1.0) * tx - floor(turns) * ty


def _no_pole(x):
    return ~((x <= 0) & _is_integer(x))


def _unary(function: Callable) -> Callable:
    return lambda x, y, immediate: function(x)


def _binary(function: Callable) -> Callable:
    return lambda x, y, immediate: function(x, y)


_UNARY = {
    "neg": jnp.negative,
    "square": jnp.square,
    "reciprocal": lambda x: divide(1.0, x),
    "sqrt": jnp.sqrt,
    "cbrt": jnp.cbrt,
    "exp": jnp.exp,
    "log": _defined(lambda x: x > 0, jnp.log),
    "log2": _defined(lambda x: x > 0, jnp.log2),
    "log10": _defined(lambda x: x > 0, jnp.log10),
    "sin": jnp.sin,
    "cos": jnp.cos,
    "tan": jnp.tan,
    "arcsin": jnp.arcsin,
    "arccos": jnp.arccos,
    "arctan": jnp.arctan,
    "sinh": jnp.sinh,
    "cosh": jnp.cosh,
    "tanh": tanh,
    "arsinh": jnp.arcsinh,
    "arcosh": jnp.arccosh,
    "artanh": _defined(lambda x: jnp.abs(x) < 1, artanh),
    "sigmoid": sigmoid,
    "softplus": softplus,
    "erf": special.erf,
    "normal_cdf": special.ndtr,
    "gamma": _defined(_no_pole, gamma),
    "lgamma": _defined(_no_pole, lgamma),
    "abs": absolute,
    "sign": sign,
    "step": step,
    "floor": floor,
    "ceil": ceil,
    "round": nearest,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
}

_BINARY = {
    "add": jnp.add,
    "sub": jnp.subtract,
    "mul": jnp.multiply,
    "div": divide,
    "pow": power,
    "min": minimum,
    "max": maximum,
    "mod": modulo,
    "atan2": angle,
    "hypot": distance,
    "less": _comparison(jnp.less),
    "less_equal": _comparison(jnp.less_equal),
    "choose": _gate(lambda condition: condition != 0),
    "unless": _gate(lambda condition: condition == 0),
}

_IMMEDIATE = {
    "constant": (0, lambda x, y, immediate: jnp.full_like(x, 1.0) * immediate),
    "shift": (1, lambda x, y, immediate: x + immediate),
    "scale": (1, lambda x, y, immediate: x * immediate),
    "power": (1, lambda x, y, immediate: constant_power(x, immediate * jnp.ones_like(x))),
}

# What `language/jax_source.py` writes for them.
_CONVENTIONS = {
    "power": lambda x, y, immediate: jnp.power(x, immediate),
    "pow": _binary(jnp.power),
    "reciprocal": _unary(jnp.reciprocal),
    "div": _binary(jnp.divide),
    "log": _unary(jnp.log),
    "log2": _unary(jnp.log2),
    "log10": _unary(jnp.log10),
    "tanh": _unary(jnp.tanh),
    "artanh": _unary(jnp.arctanh),
    "sigmoid": _unary(jax.nn.sigmoid),
    "softplus": _unary(jax.nn.softplus),
    "gamma": _unary(special.gamma),
    "lgamma": _unary(special.gammaln),
    "abs": _unary(jnp.abs),
    "sign": _unary(jnp.sign),
    "step": _unary(lambda x: jnp.where(x >= 0, 1.0, 0.0)),
    "floor": _unary(jnp.floor),
    "ceil": _unary(jnp.ceil),
    "round": _unary(lambda x: lax.round(x, lax.RoundingMethod.AWAY_FROM_ZERO)),
    "relu": _unary(jax.nn.relu),
    "leaky_relu": _unary(jax.nn.leaky_relu),
    "elu": _unary(jax.nn.elu),
    "min": _binary(jnp.minimum),
    "max": _binary(jnp.maximum),
    "mod": _binary(jnp.mod),
    "atan2": _binary(jnp.arctan2),
    "hypot": _binary(lambda x, y: jnp.sqrt(x**2 + y**2)),
    "less": _binary(lambda x, y: jnp.where(x < y, 1.0, 0.0)),
    "less_equal": _binary(lambda x, y: jnp.where(x <= y, 1.0, 0.0)),
    "choose": _binary(lambda condition, x: jnp.where(condition != 0, x, 0.0)),
    "unless": _binary(lambda condition, x: jnp.where(condition == 0, x, 0.0)),
}


def _row(name: str, operands: int, function: Callable) -> Opcode:
    return Opcode(name, operands, function, _CONVENTIONS.get(name, function))


OPCODES: tuple[Opcode, ...] = (
    *(_row(name, *entry) for name, entry in _IMMEDIATE.items()),
    *(_row(name, 1, _unary(function)) for name, function in _UNARY.items()),
    *(_row(name, 2, _binary(function)) for name, function in _BINARY.items()),
)
NUMBER_OF: dict[str, int] = {opcode.name: number for number, opcode in enumerate(OPCODES)}

"""Truncated Taylor series through every opcode: how derivatives up to the sixth are carried along.

A row holds the Taylor coefficients a_k = a⁽ᵏ⁾/k! of one register, (7, lanes). The derivatives of a function of one
argument come from JAX's forward mode, nested six times; a function of two arguments is arithmetic of series.
Source: Griewank & Walther, *Evaluating Derivatives*, 2nd ed., ch. 13.
"""

import math
from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.machine.opcodes import OPCODES, Opcode

ORDER = 6
FACTORIALS = np.array([math.factorial(k) for k in range(ORDER + 1)], float)

Row = jax.Array
Rule = Callable[[Row, Row, jax.Array], Row]

_FUNCTIONS = {opcode.name: opcode.function for opcode in OPCODES}


def rule(opcode: Opcode) -> Rule:
    """The opcode on series: its rows of Taylor coefficients from those of its operands."""
    return _RULES.get(opcode.name) or partial(_composed, opcode.function)


def _composed(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    """g(a) = Σ g⁽ᵏ⁾(a₀)/k! (a - a₀)ᵏ, by Horner's rule."""
    outer = [derivative / FACTORIALS[k] for k, derivative in enumerate(_tower(function, a[0], immediate))]
    series = [outer[-1]]
    for k in reversed(range(ORDER)):
        series = [outer[k], *_convolved(series, list(a[1:]))]
    return jnp.stack(series)


def _tower(function: Callable, x: jax.Array, immediate: jax.Array) -> tuple[jax.Array, ...]:
    """g(x), g'(x), ..., g⁽⁶⁾(x)."""

    def up_to(order: int) -> Callable:
        if order == 0:
            return lambda x: (function(x, x, immediate),)

        def derivatives(x):
            lower, slopes = jax.jvp(up_to(order - 1), (x,), (jnp.ones_like(x),))
            return (*lower, slopes[-1])

        return derivatives

    return up_to(ORDER)(x)


def _convolved(a: list[jax.Array], b: list[jax.Array]) -> list[jax.Array]:
    """Coefficients of a product of series, as many as `a` has."""
    return [sum((a[i] * b[k - i] for i in range(1, k + 1)), a[0] * b[k]) for k in range(len(a))]


def _product(a: Row, b: Row, immediate: jax.Array) -> Row:
    return jnp.stack(_convolved(list(a), list(b)))


def _quotient(a: Row, b: Row, immediate: jax.Array) -> Row:
    """q with q b = a, one coefficient after the other."""
    divide = _FUNCTIONS["div"]
    quotients = [divide(a[0], b[0], immediate)]
    for k in range(1, len(a)):
        known = sum((quotients[k - i] * b[i] for i in range(2, k + 1)), quotients[k - 1] * b[1])
        quotients.append(divide(a[k] - known, b[0], immediate))
    return jnp.stack(quotients)


def _power(a: Row, b: Row, immediate: jax.Array) -> Row:
    """v = a^b from v' = v (b log a)'."""
    exponent = _product(b, _composed(_FUNCTIONS["log"], a, a, immediate), immediate)
    values = [_FUNCTIONS["pow"](a[0], b[0], immediate)]
    for k in range(1, ORDER + 1):
        values.append(sum((i * exponent[i] * values[k - i] for i in range(2, k + 1)), exponent[1] * values[k - 1]) / k)
    return jnp.stack(values)


def _distance(a: Row, b: Row, immediate: jax.Array) -> Row:
    square = _product(a, a, immediate) + _product(b, b, immediate)
    return _composed(_FUNCTIONS["sqrt"], square, square, immediate)


def _angle(y: Row, x: Row, immediate: jax.Array) -> Row:
    """θ from θ' = (x y' - y x') / (x² + y²); no derivative on the cut."""
    square = _product(x, x, immediate) + _product(y, y, immediate)
    turning = _product(x[:-1], _slope(y), immediate) - _product(y[:-1], _slope(x), immediate)
    slope = _quotient(turning, square[:-1], immediate)
    on_cut = (y[0] == 0) & (x[0] <= 0)
    higher = slope / jnp.arange(1.0, ORDER + 1)[:, None]
    return jnp.concatenate([_FUNCTIONS["atan2"](y[0], x[0], immediate)[None], jnp.where(on_cut, jnp.nan, higher)])


def _slope(a: Row) -> Row:
    """The series of a'."""
    return a[1:] * jnp.arange(1.0, ORDER + 1)[:, None]


def _remainder(a: Row, b: Row, immediate: jax.Array) -> Row:
    turns = _FUNCTIONS["div"](a[0], b[0], immediate)
    whole = jnp.floor(turns)
    return _piece("mod", a - whole * b, whole == turns, a, b, immediate)


def _smaller(a: Row, b: Row, immediate: jax.Array) -> Row:
    return _piece("min", jnp.where(b[0] < a[0], b, a), a[0] == b[0], a, b, immediate)


def _larger(a: Row, b: Row, immediate: jax.Array) -> Row:
    return _piece("max", jnp.where(b[0] > a[0], b, a), a[0] == b[0], a, b, immediate)


def _compared(name: str, a: Row, b: Row, immediate: jax.Array) -> Row:
    return _piece(name, jnp.zeros_like(a), a[0] == b[0], a, b, immediate)


def _gated(name: str, condition: Row, a: Row, immediate: jax.Array) -> Row:
    opened = _FUNCTIONS[name](condition[0], jnp.ones_like(a[0]), immediate)
    return _piece(name, jnp.where(opened == 1, a, 0.0), jnp.isnan(condition[1]), condition, a, immediate)


def _piece(name: str, series: Row, is_border: jax.Array, a: Row, b: Row, immediate: jax.Array) -> Row:
    """The opcode's own value, and the derivatives of `series` except at the border to another piece."""
    higher = jnp.where(is_border, jnp.nan, series[1:])
    return jnp.concatenate([_FUNCTIONS[name](a[0], b[0], immediate)[None], higher])


_RULES: dict[str, Rule] = {
    "neg": lambda a, b, immediate: -a,
    "shift": lambda a, b, immediate: a.at[0].add(immediate),
    "scale": lambda a, b, immediate: a * immediate,
    "add": lambda a, b, immediate: a + b,
    "sub": lambda a, b, immediate: a - b,
    "mul": _product,
    "square": lambda a, b, immediate: _product(a, a, immediate),
    "div": _quotient,
    "pow": _power,
    "hypot": _distance,
    "atan2": _angle,
    "mod": _remainder,
    "min": _smaller,
    "max": _larger,
    "less": partial(_compared, "less"),
    "less_equal": partial(_compared, "less_equal"),
    "choose": partial(_gated, "choose"),
    "unless": partial(_gated, "unless"),
}

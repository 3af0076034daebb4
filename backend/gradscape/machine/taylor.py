"""Truncated Taylor series through every opcode: how derivatives up to the sixth are carried along.

A row holds the Taylor coefficients a_k = a⁽ᵏ⁾/k! of one register, (7, lanes). The derivatives of a function of one
argument come from JAX's forward mode, nested six times; a function of two arguments is arithmetic of series.
Source: Griewank & Walther, *Evaluating Derivatives*, 2nd ed., ch. 13.
"""

import math
from collections.abc import Callable, Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.machine.opcodes import OPCODES, Opcode
from gradscape.machine.smooth import bell, distance, divide, lgamma, polygamma, sigmoid, softplus, tanh

ORDER = 6
FACTORIALS = np.array([math.factorial(k) for k in range(ORDER + 1)], float)

Row = jax.Array
Rule = Callable[[Row, Row, jax.Array], Row]

_FUNCTIONS = {opcode.name: opcode.function for opcode in OPCODES}


def rule(opcode: Opcode) -> Rule:
    """The opcode on series: its rows of Taylor coefficients from those of its operands."""
    return _RULES.get(opcode.name) or partial(_composed, opcode.function)


def _composed(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    return _substituted(_tower(function, a[0], immediate), a)


def _substituted(derivatives: Sequence[jax.Array], a: Row) -> Row:
    """g(a) = Σ g⁽ᵏ⁾(a₀)/k! (a - a₀)ᵏ, by Horner's rule, from g(a₀), g'(a₀), ..., g⁽⁶⁾(a₀)."""
    outer = [derivative / FACTORIALS[k] for k, derivative in enumerate(derivatives)]
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


def _at(k: int, a: Sequence[jax.Array] | Row, b: Sequence[jax.Array] | Row) -> jax.Array:
    """The k-th coefficient of a product of series."""
    return sum((a[i] * b[k - i] for i in range(1, k + 1)), a[0] * b[k])


def _convolved(a: list[jax.Array], b: list[jax.Array]) -> list[jax.Array]:
    """Coefficients of a product of series, as many as `a` has."""
    return [_at(k, a, b) for k in range(len(a))]


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
    return _grown(_FUNCTIONS["pow"](a[0], b[0], immediate), exponent)


def _squashed(a: Row) -> tuple[Row, Row, Row]:
    """softplus(a), σ(a) and tanh(a/2): their slopes are σ, b and 2 b with b = σ(a) σ(-a), and b' = -b tanh(a/2)."""
    inner = _slope(a)
    plus, sigma, bend, half = [softplus(a[0])], [sigmoid(a[0])], [bell(a[0])], [tanh(a[0] / 2)]
    for k in range(ORDER):
        falling = [_at(i, bend, half) for i in range(k + 1)]
        plus.append(_at(k, sigma, inner) / (k + 1))
        sigma.append(_at(k, bend, inner) / (k + 1))
        half.append(2 * _at(k, bend, inner) / (k + 1))
        bend.append(-_at(k, falling, inner) / (k + 1))
    return jnp.stack(plus), jnp.stack(sigma), jnp.stack(half)


def _log_gamma(a: Row, b: Row, immediate: jax.Array) -> Row:
    inside = ~((a[0] <= 0) & (a[0] == jnp.floor(a[0])))
    place = jnp.where(inside, a[0], 0.5)
    series = _substituted([lgamma(place), *(polygamma(k)(place) for k in range(ORDER))], a)
    return jnp.where(inside, series, jnp.nan)


def _gamma(a: Row, b: Row, immediate: jax.Array) -> Row:
    """Γ from Γ' = Γ (log Γ)'."""
    exponent = _log_gamma(a, b, immediate)
    return _grown(_FUNCTIONS["gamma"](a[0], b[0], immediate), exponent)


def _grown(value: jax.Array, exponent: Row) -> Row:
    """v from v' = v e' and its value."""
    values = [value]
    for k in range(1, ORDER + 1):
        values.append(sum((i * exponent[i] * values[k - i] for i in range(2, k + 1)), exponent[1] * values[k - 1]) / k)
    return jnp.stack(values)


def _distance(a: Row, b: Row, immediate: jax.Array) -> Row:
    return _polar(a, b)[0]


def _angle(y: Row, x: Row, immediate: jax.Array) -> Row:
    """No derivative on the cut."""
    on_cut = (y[0] == 0) & (x[0] <= 0)
    higher = _polar(x, y)[1]
    return jnp.concatenate([_FUNCTIONS["atan2"](y[0], x[0], immediate)[None], jnp.where(on_cut, jnp.nan, higher)])


def _polar(x: Row, y: Row) -> tuple[Row, Row]:
    """Radius h (7, lanes), and the angle's coefficients from the first on (6, lanes).

    With c = x/h, s = y/h and τ = θ': h τ = c y' - s x', h' = c x' + s y', c' = -s τ, s' = c τ. None of them loses
    digits far from one axis, and no square overflows.
    """
    right, up = _slope(x), _slope(y)
    h = [distance(x[0], y[0])]
    c, s, turning = [divide(x[0], h[0])], [divide(y[0], h[0])], []
    for k in range(ORDER):
        across = _at(k, c, up) - _at(k, s, right)
        known = sum((h[i] * turning[k - i] for i in range(1, k + 1)), jnp.zeros_like(h[0]))
        turning.append(divide(across - known, h[0]))
        h.append((_at(k, c, right) + _at(k, s, up)) / (k + 1))
        slopes = -_at(k, s, turning) / (k + 1), _at(k, c, turning) / (k + 1)
        c.append(slopes[0])
        s.append(slopes[1])
    return jnp.stack(h), jnp.stack(turning) / jnp.arange(1.0, ORDER + 1)[:, None]


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
    "softplus": lambda a, b, immediate: _squashed(a)[0],
    "sigmoid": lambda a, b, immediate: _squashed(a)[1],
    "tanh": lambda a, b, immediate: _squashed(2 * a)[2],
    "lgamma": _log_gamma,
    "gamma": _gamma,
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

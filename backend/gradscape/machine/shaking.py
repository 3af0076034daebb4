"""Rounding made visible: every inexact result of an instruction is moved by a rounding or two, at random.

Digits that differ between two such runs are lost ones. Lanes go in pairs that are shaken by the same amounts in
opposite directions, so that a single rounding that matters cannot be missed by chance. What is exact stays as it is:
that a function jumps beside a place is no loss of digits.

Source: D. S. Parker, *Monte Carlo Arithmetic* (1997); J. Vignes, *A stochastic arithmetic for reliable scientific
computation* (1993).
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.machine.opcodes import NUMBER_OF

# Lanes of one point: two pairs.
RUNS = 4
# By which a pair of lanes is shaken: once up, once down.
DIRECTIONS = np.array([1.0, -1.0, 1.0, -1.0])
_ROUNDING = 2.0**-52
_AMOUNTS = 4096
_STRIDE = 577  # coprime to the number of amounts: hundreds of instructions begin at different ones

_EXACT = {"constant", "neg", "abs", "sign", "step", "floor", "ceil", "round", "relu", "min", "max"}
_EXACT |= {"less", "less_equal", "choose", "unless"}
_SUMS: dict[str, Callable] = {
    "add": lambda a, b, immediate: (a, b),
    "sub": lambda a, b, immediate: (a, -b),
    "shift": lambda a, b, immediate: (a, jnp.zeros_like(a).at[0].set(immediate)),
}
_ROUNDED = {"mul", "scale", "square", "div", "reciprocal", "mod", "leaky_relu"}

# Those whose derivatives are no sums, or exact where they are.
_PLAIN = _SUMS.keys() | {"mul", "scale", "square", "mod", "leaky_relu"}

assert _EXACT | _ROUNDED | _SUMS.keys() <= NUMBER_OF.keys()


def amounts(place: jax.Array, directions: jax.Array, rows: int) -> jax.Array:
    """How much one instruction's result is moved in each lane, relative to itself: (rows, lanes)."""
    pairs = rows * len(directions) // 2
    table = _table(pairs)
    start = place * _STRIDE % _AMOUNTS
    own = jax.lax.dynamic_slice_in_dim(table, start, pairs).reshape(rows, -1)
    return jnp.repeat(own, 2, axis=1) * directions


def _table(pairs: int) -> jax.Array:
    """One to two roundings: less than one would be rounded away again."""
    random = np.random.default_rng(0)
    size = _AMOUNTS + pairs
    return jnp.asarray(random.choice([-1.0, 1.0], size) * random.uniform(1.0, 2.0, size) * _ROUNDING)


def shaken(name: str, rule: Callable) -> Callable:
    """An opcode's rule on rows of lanes, its result moved by `amount` where it is not exact."""
    if name in _EXACT:
        return lambda a, b, immediate, amount: rule(a, b, immediate)

    def moved(a, b, immediate, amount):
        if name not in _PLAIN:
            # What a rule makes of derivatives are sums of products, which may cancel inside it: sqrt(x² + 1)″ far out.
            # At 0 they are exact mostly, as of t - sin t.
            inside = jnp.where(a[0] == 0, 0.0, amount)
            a, b = _with_derivatives_moved(a, inside[::-1]), _with_derivatives_moved(b, jnp.roll(inside, 1, axis=0))
        result = rule(a, b, immediate)
        if name in _SUMS:
            amount = jnp.where(_lost(result, *_SUMS[name](a, b, immediate)) == 0, 0.0, amount)
        else:
            # Few binary digits, as of a whole number or a quarter. Of functions only at 0: cos(0) is 1, and cos(1e-9)
            # only reads as 1.
            is_exact = jnp.round(result * 1024) == result * 1024
            amount = jnp.where(is_exact if name in _ROUNDED else is_exact & (a[0] == 0), 0.0, amount)
        if name == "lgamma":
            # A sum of numbers about 1, which cancel beside its zeros at 1 and 2.
            result = result.at[0].add(amount[0] * (jnp.abs(result[0]) < 1))
        return result * (1.0 + amount)  # of an infinite result too

    return moved


def _with_derivatives_moved(row, amount):
    return row.at[1:].multiply(1.0 + amount[1:])


def _lost(total, a, b):
    """What the sum of two floats lost (Knuth, *The Art of Computer Programming* 2, 4.2.2, theorem B)."""
    other = total - a
    return (a - (total - other)) + (b - other)

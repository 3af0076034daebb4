"""Sine and cosine as the second engine wants them: in many lanes at once, where XLA calls the C library for each entry.

Beside its nearest multiple of π an angle is small, and there Taylor's series has all digits of a float: what is left is
a few multiplications and additions, which the processor does for eight entries at once.
"""

from collections.abc import Callable
from math import factorial, pi

import jax
import jax.numpy as jnp
from jax import lax

from gradscape.machine.smooth import with_slope

Row = jax.Array

# π in three parts: a number of half turns up to _MOST_TURNS times one of the first two, of 33 bits each, is exact.
# Source: Cody & Waite (1980), Software Manual for the Elementary Functions, chapter 8.
_PARTS = tuple(map(float.fromhex, ("0x1.921fb544p+1", "0x1.0b4611a6p-33", "0x1.3198a2e037073p-68")))
_MOST_TURNS = 2**18
LARGEST = _MOST_TURNS * pi
# Up to x²¹/21!: what is left out is below half a unit in the last place for |x| <= π/2.
_COEFFICIENTS = [(-1) ** k / factorial(2 * k + 1) for k in range(11)]

# Each of one trace, so that equal calls are seen to be equal.
sine = with_slope(jax.jit(lambda angle: _of(jnp.sin, 0.0, angle)), lambda angle: cosine(angle))  # noqa: PLW0108 - which is not there yet
cosine = with_slope(jax.jit(lambda angle: _of(jnp.cos, 0.5, angle)), lambda angle: -sine(angle))


def _of(library: Callable, offset: float, angle: Row) -> Row:
    """sin(angle + offset π), to one or two units in the last place; of angles beyond `LARGEST` by the C library."""
    quick, is_far = _by_series(angle, offset), jnp.abs(angle) > LARGEST
    return lax.cond(jnp.any(is_far), lambda: jnp.where(is_far, library(angle), quick), lambda: quick)


def _by_series(angle: Row, offset: float) -> Row:
    """(-1)^k sin(r), where the angle is (k - offset) π + r."""
    turns = lax.round(angle * (1 / pi) + offset, lax.RoundingMethod.TO_NEAREST_EVEN)
    rest = angle
    for part in _PARTS:
        rest = rest - (turns - offset) * part
    square, total = rest * rest, jnp.full_like(rest, _COEFFICIENTS[-1])
    for coefficient in _COEFFICIENTS[-2:0:-1]:
        total = total * square + coefficient
    value, half = rest + rest * square * total, turns * 0.5
    return jnp.where(jnp.floor(half) == half, value, -value)

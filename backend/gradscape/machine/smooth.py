"""Functions whose derivatives of every order keep their digits, which JAX's own rules lose.

A slope is given in terms of functions of the same kind, so that no derivative is a difference of nearly equal numbers:
1 - tanh^2 x is 0 from x = 19 on, and the quotient rule for x/sqrt(x^2 + y^2) has no right digit at x = 1e8 y.
"""

from collections.abc import Callable
from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy import special
from numpy.polynomial import Polynomial

NAN = jnp.nan


def divide(x, y):
    """x / y, undefined at y = 0."""
    return jnp.where(y == 0, NAN, x / jnp.where(y == 0, 1.0, y))


def with_slope(value: Callable, slope: Callable) -> Callable:
    """`value` with derivative `slope`."""

    @jax.custom_jvp
    def function(x):
        return value(x)

    @function.defjvp
    def _(primals, tangents):
        (x,), (t,) = primals, tangents
        return function(x), slope(x) * t

    return function


def _bell(x):
    # σ(x) σ(-x), of which 1 - σ(x) would leave nothing for large x.
    small = jnp.exp(-jnp.abs(x))
    return small / (1 + small) ** 2


# σ' = b, b' = -b tanh(x/2), tanh' = 4 b(2x).
bell = with_slope(_bell, lambda x: -bell(x) * tanh(x / 2))
tanh = with_slope(jnp.tanh, lambda x: 4 * bell(2 * x))
sigmoid = with_slope(jax.nn.sigmoid, bell)
softplus = with_slope(jax.nn.softplus, sigmoid)

_artanh_slope = with_slope(lambda x: 1 / ((1 - x) * (1 + x)), lambda x: 2 * x * _artanh_slope(x) ** 2)
artanh = with_slope(jnp.arctanh, _artanh_slope)


@jax.custom_jvp
def distance(x, y):
    """sqrt(x^2 + y^2), without overflow; no derivative at the origin."""
    return jnp.hypot(x, y)


@distance.defjvp
def _(primals, tangents):
    (x, y), (tx, ty) = primals, tangents
    return distance(x, y), _cosine(x, y) * tx + _cosine(y, x) * ty


@jax.custom_jvp
def _cosine(x, y):
    return divide(x, distance(x, y))


@_cosine.defjvp
def _(primals, tangents):
    # By the turning of the direction: 1/h - x^2/h^3, as the quotient rule has it, loses digits far from one axis.
    (x, y), (tx, ty) = primals, tangents
    turning = divide(_cosine(x, y) * ty - _cosine(y, x) * tx, distance(x, y))
    return _cosine(x, y), -_cosine(y, x) * turning


def angle(y, x):
    """atan2(y, x) in (-pi, pi]; undefined at the origin, no derivative on its cut along the negative x axis."""
    radius_squared = jnp.where((x == 0) & (y == 0), NAN, 1.0)
    return _cut(y, x) * radius_squared


@jax.custom_jvp
def _cut(y, x):
    # The machine has two zeros, of which -0 would be below the cut.
    return jnp.arctan2(jnp.where(y == 0, 0.0, y), x)


@_cut.defjvp
def _(primals, tangents):
    (y, x), (ty, tx) = primals, tangents
    on_cut = (y == 0) & (x <= 0)
    turning = divide(_cosine(x, y) * ty - _cosine(y, x) * tx, distance(x, y))
    return _cut(y, x), jnp.where(on_cut, NAN, turning)


@cache
def polygamma(order: int) -> Callable:
    """The derivative of that order of psi = (log gamma)', left of 0 too.

    Source: NIST Digital Library of Mathematical Functions, 5.5.4 and 5.15.6: the reflection about 1/2, differentiated.
    """

    def value(x):
        is_left = x < 0.5
        mirrored = jnp.where(is_left, 1 - x, x)
        right = special.polygamma(order, mirrored) if order else special.digamma(mirrored)
        # cot has period 1 in x, and x minus a whole number is exact.
        fraction = jnp.where(is_left, x - jnp.round(x), 0.25)
        return jnp.where(is_left, (-1) ** order * right - jnp.pi * _cotangent(order, fraction), right)

    def slope(x):
        return polygamma(order + 1)(x)  # made when it is asked for: there is no last one

    return with_slope(value, slope)


def _cotangent(order: int, x):
    """The derivative of that order of cot(pi x): a polynomial in c = cot(pi x), since c' = -pi (1 + c^2)."""
    cotangent = jnp.cos(jnp.pi * x) / jnp.sin(jnp.pi * x)
    polynomial = Polynomial([0.0, 1.0])
    for _ in range(order):
        polynomial = -np.pi * Polynomial([1.0, 0.0, 1.0]) * polynomial.deriv()
    return jnp.polyval(jnp.asarray(polynomial.coef[::-1]), cotangent)


# JAX's own have wrong second derivatives left of 0.
lgamma = with_slope(special.gammaln, polygamma(0))
gamma = with_slope(special.gamma, lambda x: gamma(x) * polygamma(0)(x))

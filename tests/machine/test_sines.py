"""The second engine's sine and cosine against arithmetic of 360 digits, and what is computed once."""

import jax
import jax.numpy as jnp
import mpmath
import numpy as np
import pytest

from gradscape.machine.sharing import shared
from gradscape.machine.sines import LARGEST, cosine, sine

RANDOM = np.random.default_rng(0)
ANGLES = {
    "few turns": RANDOM.uniform(-10, 10, 300),
    "many turns": RANDOM.uniform(-LARGEST, LARGEST, 300),
    "beside multiples of a quarter turn": RANDOM.integers(0, 2**19, 300) * (np.pi / 2),
    "next to nothing": np.array([10.0**-k for k in range(1, 300, 10)]),
    "beyond the last": np.array([1.0, LARGEST, np.nextafter(LARGEST, np.inf), 1e9, -1e15, 1e300]),
}
DOUBLE = np.finfo(float).eps


@pytest.mark.parametrize("angles", ANGLES.values(), ids=ANGLES)
def test_sine_and_cosine_have_all_digits_of_a_float(angles):
    for own, exact in ((sine, mpmath.sin), (cosine, mpmath.cos)):
        found = np.asarray(jax.jit(own)(angles))
        with mpmath.workdps(360):
            expected = np.array([float(exact(mpmath.mpf(float(angle)))) for angle in angles])
        assert np.abs(found - expected).max() <= DOUBLE
        assert (np.abs(found - expected) <= 2 * DOUBLE * np.abs(expected)).all()


def test_without_an_angle_there_is_none():
    for own in (sine, cosine):
        assert np.isnan(own(jnp.array([np.nan, np.inf, -np.inf, 1.0]))).tolist() == [True, True, True, False]


def test_derivatives_go_round_in_four_steps():
    x = jnp.linspace(-9, 9, 50)
    derivatives, f = [], lambda x: sine(x).sum()
    for _ in range(4):
        slope = jax.grad(f)
        derivatives.append(slope(x))
        f = lambda x, slope=slope: slope(x).sum()  # noqa: E731
    for found, expected in zip(derivatives, (np.cos(x), -np.sin(x), -np.cos(x), np.sin(x)), strict=True):
        assert np.allclose(found, expected, rtol=1e-14, atol=1e-15)


def operations(function, *arguments) -> list[str]:
    return [str(each.primitive) for each in jax.make_jaxpr(function)(*arguments).jaxpr.eqns]


def test_equal_operations_are_done_once_and_different_ones_all():
    def twice(x, y):
        return {"first": jnp.exp(x) * y, "second": (jnp.exp(x) * y + 0.0, jnp.exp(x) + -0.0, jnp.exp(y))}

    x, y = jnp.linspace(0, 1, 5), jnp.linspace(2, 3, 5)
    assert operations(twice, x, y).count("exp") == 4
    # + 0 and + -0 are not the same.
    assert sorted(operations(shared(twice), x, y)) == ["add", "add", "exp", "exp", "mul"]
    found, expected = shared(twice)(x, y), twice(x, y)
    assert jax.tree_util.tree_structure(found) == jax.tree_util.tree_structure(expected)
    for one, other in zip(jax.tree_util.tree_leaves(found), jax.tree_util.tree_leaves(expected), strict=True):
        assert np.array_equal(one, other)

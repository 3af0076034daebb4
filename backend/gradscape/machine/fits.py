"""The kernel that fits a model to points: descent in the model's parameters, the loss of residuals chosen by data."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from gradscape.machine.descents import FARTHEST
from gradscape.machine.first_order import Entries, Hyper, Memory, direction
from gradscape.machine.kernels import run_gradients
from gradscape.machine.program import Program

# Steps in one call.
FIT_STEPS = 512
_LOG_2 = float(np.log(2.0))

Row = jax.Array


class Points(NamedTuple):
    """What is fitted: x, y, and how much each point counts, (lanes,) each; shares are 0 where there is none.

    loss: the number of a loss of residuals. setting: what shapes it.
    """

    x: Entries
    y: Entries
    shares: Entries
    loss: Entries
    setting: Entries


def run_fit(
    program: Program, theta: Row, memory: Memory, hyper: Hyper, rates: Row, points: Points, steps: Row
) -> tuple[Row, Row, Row, Memory]:
    """(θ, ∂C/∂θ, C) before each of the next steps, and where they lead.

    The answer's first entry is how many rows were filled: fewer than `steps` where the numbers have gone.

    Args:
        program: f(x, θ_1, θ_2, ...), x being its first variable.
        theta: (variables - 1, 1). rates: (512,) learning rates. steps: (), at most 512.
    """
    count = theta.shape[0]

    def going_on(carry):
        k, theta, _, rows = carry
        cost = rows[jnp.maximum(k - 1, 0), -1]
        return (k < steps) & ((k == 0) | (jnp.all(jnp.abs(theta) <= FARTHEST) & jnp.isfinite(cost)))

    def step(carry):
        k, theta, memory, rows = carry
        cost, gradient = _cost(program, theta, points)
        rows = rows.at[k].set(jnp.concatenate([theta[:, 0], gradient[:, 0], cost[None]]))
        along, memory = direction(gradient, theta, memory, hyper, "first")
        return k + 1, theta - rates[k] * along, memory, rows

    rows = jnp.zeros((FIT_STEPS, 2 * count + 1))
    k, theta, memory, rows = lax.while_loop(going_on, step, (jnp.int32(0), theta, memory, rows))
    return k, rows, theta, memory


def _cost(program: Program, theta: Row, points: Points) -> tuple[Row, Row]:
    """C = Σ share ℓ(y - f), and ∂C/∂θ = -Σ share ℓ'(y - f) ∂f/∂θ, as a column."""
    found = run_gradients(
        program, jnp.concatenate([points.x[None], jnp.broadcast_to(theta, (len(theta), len(points.x)))])
    )
    value, slope = lax.switch(points.loss, _LOSSES, points.y - found[0], points.setting)
    counts = points.shares > 0
    cost = jnp.sum(jnp.where(counts, points.shares * value, 0.0))
    pulls = jnp.where(counts, points.shares * slope * found[2:], 0.0)
    return cost, -jnp.sum(pulls, axis=1)[:, None]


def _power(r: Row, p: Row) -> tuple[Row, Row]:
    size = jnp.abs(r)
    return size**p, jnp.where(size == 0, 0.0, p * jnp.sign(r) * jnp.where(size == 0, 1.0, size) ** (p - 1))


def _huber(r: Row, width: Row) -> tuple[Row, Row]:
    size = jnp.abs(r)
    return jnp.where(size <= width, r**2 / 2, width * (size - width / 2)), jnp.clip(r, -width, width)


def _log_cosh(r: Row, _: Row) -> tuple[Row, Row]:
    size = jnp.abs(r)
    return size + jnp.log1p(jnp.exp(-2 * size)) - _LOG_2, jnp.tanh(r)


def _quantile(r: Row, tau: Row) -> tuple[Row, Row]:
    return jnp.maximum(tau * r, (tau - 1) * r), jnp.where(r > 0, tau, jnp.where(r < 0, tau - 1, 0.0))


# ℓ and ℓ' of each loss, in the order of their numbers.
_LOSSES = [
    lambda r, _: (r**2, 2 * r),
    lambda r, _: (jnp.abs(r), jnp.sign(r)),
    _power,
    _huber,
    _log_cosh,
    _quantile,
]

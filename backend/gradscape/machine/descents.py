"""Kernels that walk by first-order rules: many walks side by side, each with its own numbers."""

import jax
import jax.numpy as jnp
from jax import lax

from gradscape.machine.first_order import Hyper, Memory, direction
from gradscape.machine.kernels import run_gradients
from gradscape.machine.program import Program

# Steps in one call: for a picture of every step, and for where walks end.
TRAIL_STEPS = 512
SETTLE_STEPS = 256
# Beyond this a walk does not come back in numbers that anyone would look at.
FARTHEST = 1e12

Rows = jax.Array


def run_descent(
    program: Program, x: Rows, memory: Memory, hyper: Hyper, rates: Rows, kicks: Rows, steps: Rows
) -> tuple[Rows, Rows, Rows, Memory]:
    """(x, f, ∇f, first, second, direction, kicked) before each of the next steps, and where they lead.

    The answer's first entry is how many rows were filled: fewer than `steps` where all walks have gone.

    Args:
        x: (variables, walks). rates: (512, walks) learning rates. kicks: (512, variables, walks), in the unit ball.
        steps: (), at most 512.
    """
    variables, walks = x.shape
    rows = jnp.zeros((TRAIL_STEPS, 5 * variables + 2, walks))

    def going_on(carry):
        k, _, _, _, is_anyone_here = carry
        return (k < steps) & is_anyone_here

    def step(carry):
        k, x, memory, rows, _ = carry
        found = run_gradients(program, x)
        along, after = direction(found[1:], x, memory, hyper, "each")
        kicked = _is_kicked(found[1:], memory, hyper)
        after = after._replace(kicked=jnp.where(kicked, 1.0 * memory.count, memory.kicked))
        there = x - rates[k] * along + jnp.where(kicked, hyper.radius, 0.0) * kicks[k]
        row = jnp.concatenate([x, found, after.first, after.second, along, 1.0 * kicked[None]])
        # A walk's last row is that of the place to which it has gone.
        return k + 1, there, after, lax.dynamic_update_index_in_dim(rows, row, k, 0), jnp.any(_is_here(x))

    made, x, memory, rows, _ = lax.while_loop(going_on, step, (jnp.int32(0), x, memory, rows, jnp.bool_(True)))
    return made, rows, x, memory


def run_settle(
    program: Program, x: Rows, memory: Memory, hyper: Hyper, rates: Rows, factors: Rows, tolerance: Rows, steps: Rows
) -> tuple[Rows, Memory, Rows, Rows]:
    """Where walks are after at most `steps` further steps: places, memories, (f, ∇f) there, and steps made.

    All walks follow one rule. A walk rests where |∇f| is at most `tolerance`, and ends where it has gone.

    Args:
        rates: (walks,) learning rates, which `factors`, (256,), change from step to step.
    """

    def is_walking(x, found):
        norm = jnp.sqrt(jnp.sum(found[1:] ** 2, axis=0))
        return _is_here(x) & (norm > tolerance) & jnp.isfinite(found[0]) & jnp.isfinite(norm)

    def going_on(carry):
        k, x, _, found, _ = carry
        return (k < steps) & jnp.any(is_walking(x, found))

    def step(carry):
        k, x, memory, found, made = carry
        walking = is_walking(x, found)
        along, memory = direction(found[1:], x, memory, hyper, "first")
        x = jnp.where(walking, x - factors[k] * rates * along, x)
        return k + 1, x, memory, run_gradients(program, x), made + walking

    made = jnp.zeros(x.shape[1], jnp.int32)
    _, x, memory, found, made = lax.while_loop(
        going_on, step, (jnp.int32(0), x, memory, run_gradients(program, x), made)
    )
    return x, memory, found, made


def _is_here(x: Rows) -> Rows:
    return jnp.all(jnp.abs(x) <= FARTHEST, axis=0)


def _is_kicked(gradient: Rows, memory: Memory, hyper: Hyper) -> Rows:
    is_flat = jnp.sqrt(jnp.sum(gradient**2, axis=0)) <= hyper.threshold
    return (hyper.radius > 0) & is_flat & (memory.count - memory.kicked >= hyper.wait)

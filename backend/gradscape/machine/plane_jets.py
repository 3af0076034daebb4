"""Jets of functions of one or two variables: one lane carries f with all five of its derivatives.

Three lanes of (f, slope, slope, mixed) would compute f and its own first and second derivative three times.
"""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
from jax import lax
from jaxtyping import Float64, Int32

from gradscape.language.registers import SCRATCH_REGISTERS, VARIABLE_REGISTERS
from gradscape.machine.kernels import Row, second_order
from gradscape.machine.opcodes import OPCODES
from gradscape.machine.program import Program
from gradscape.machine.sharing import shared

VARIABLES, ENTRIES = 2, 6
# Of lanes whose registers together stay in the processor's nearest caches.
BLOCK = 128


def run_plane_jets(
    program: Program, x: Float64[jax.Array, "2 lanes"], count: Int32[jax.Array, ""]
) -> Float64[jax.Array, "6 lanes"]:
    """(f, f_x, f_y, f_xx, f_xy, f_yy) in each of the first `count` lanes; others cost nothing from block to block."""
    lanes = x.shape[1]
    size = min(lanes, BLOCK)
    if lanes == size:
        return _block(program, x)

    def one(number: jax.Array, found: jax.Array) -> jax.Array:
        begin = jnp.int32(0), number * size
        return lax.dynamic_update_slice(found, _block(program, lax.dynamic_slice(x, begin, (VARIABLES, size))), begin)

    return lax.fori_loop(jnp.int32(0), (count + size - 1) // size, one, jnp.zeros((ENTRIES, lanes)))


def _block(program: Program, x: jax.Array) -> jax.Array:
    nothing, one = jnp.zeros_like(x[0]), jnp.ones_like(x[0])
    seeds = [jnp.stack([x[0], one, *[nothing] * 4]), jnp.stack([x[1], nothing, one, *[nothing] * 3])]
    registers = jnp.zeros((VARIABLES + SCRATCH_REGISTERS, ENTRIES, x.shape[1])).at[:VARIABLES].set(jnp.stack(seeds))
    branches = [partial(_all_of_second_order, opcode.function) for opcode in OPCODES]

    def step(place: jax.Array, registers: jax.Array) -> jax.Array:
        opcode, first, second, destination, dependence = program.rows[place]
        operands = registers[_here(first)], registers[_here(second)]
        result = lax.switch(opcode, branches, *operands, program.immediates[place])
        result = jnp.where(_depends(dependence), result, 0.0)
        return lax.dynamic_update_index_in_dim(registers, result, _here(destination), 0)

    registers = lax.fori_loop(0, program.length, step, registers)
    return registers[_here(program.rows[program.length - 1, 3])]


def _here(register: jax.Array) -> jax.Array:
    """Where a register is when variables from the third on have none."""
    return jnp.where(register < VARIABLE_REGISTERS, register, register - VARIABLE_REGISTERS + VARIABLES)


def _depends(dependence: jax.Array) -> jax.Array:
    """Which of the six entries can be other than zero: (6, 1)."""
    on_x, on_y = dependence & 1 != 0, dependence & 2 != 0
    return jnp.stack([jnp.bool_(True), on_x, on_y, on_x, on_x & on_y, on_y])[:, None]


def _all_of_second_order(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    """One instruction on jets (6, lanes): what three lanes would have in common is computed once."""

    def three(a: Row, b: Row) -> Row:
        xx, xy, yy = (
            second_order(function, a[rows, :], b[rows, :], immediate)
            for rows in map(jnp.array, ([0, 1, 1, 3], [0, 1, 2, 4], [0, 2, 2, 5]))
        )
        return jnp.stack([xx[0], xx[1], yy[1], xx[3], xy[3], yy[3]])

    return shared(three)(a, b)

"""Runs programs: the only place that interprets them. Values, and second-order jets by JAX's forward mode.

XLA compiles one loop over instructions; which function it computes is data. See `sizes.py` for the kernels.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jaxtyping import Float64, Int32

from gradscape.language.registers import SCRATCH_REGISTERS, VARIABLE_REGISTERS
from gradscape.machine.opcodes import OPCODES
from gradscape.machine.program import Program
from gradscape.machine.sizes import JET_LANES, VALUE_LANES, lanes_for

jax.config.update("jax_enable_x64", True)


class Jet(NamedTuple):
    """Value, gradient and Hessian at each point; NaN where one does not exist or autodiff cannot tell.

    value: (points,); gradient: (points, n); hessian: (points, n, n), symmetric.
    """

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray


def values(program: Program, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, " points"]:
    """f at each point; NaN where undefined, infinite where it overflows."""
    lanes = _by_variable(points)
    return _tiled(_value_kernel, VALUE_LANES, program, (lanes,))


def jets(program: Program, points: Float64[np.ndarray, "points n"]) -> Jet:
    """Value, gradient and Hessian at each point, one lane for each pair i <= j of variables.

    A lane carries f, its slope along e_i, its slope along e_j and the mixed second derivative: exact, unlike
    polarisation, where a small mixed partial would be the difference of two large numbers.
    """
    count, n = points.shape
    if n == 0:
        return Jet(values(program, points), np.empty((count, 0)), np.empty((count, 0, 0)))
    first, second = np.triu_indices(n)
    pairs = len(first)
    lanes = np.repeat(_by_variable(points), pairs, axis=1)
    directions = (np.tile(first, count).astype(np.int32), np.tile(second, count).astype(np.int32))
    answer = _tiled(_jet_kernel, JET_LANES, program, (lanes, *directions)).reshape(4, count, pairs)
    diagonal = np.flatnonzero(first == second)
    hessian = np.empty((count, n, n))
    hessian[:, first, second] = hessian[:, second, first] = answer[3]
    value = answer[0, :, 0]
    gradient = np.where(np.isfinite(value)[:, None], answer[1][:, diagonal], np.nan)
    return Jet(value, gradient, _where_slopes_exist(hessian, gradient))


def _where_slopes_exist(hessian: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """A second derivative needs a first: rows and columns of missing slopes become NaN."""
    missing = ~np.isfinite(gradient)
    return np.where(missing[:, :, None] | missing[:, None, :], np.nan, hessian)


def _by_variable(points: np.ndarray) -> np.ndarray:
    lanes = np.zeros((VARIABLE_REGISTERS, len(points)))
    lanes[: points.shape[1]] = points.T
    return lanes


def _tiled(kernel: Callable, sizes: tuple[int, ...], program: Program, arrays: tuple[np.ndarray, ...]) -> np.ndarray:
    """Runs `kernel` over the last axis of `arrays`, padded up to one of `sizes`, in tiles if need be."""
    count = arrays[0].shape[-1]
    size = lanes_for(count, sizes)
    answers = []
    for start in range(0, count, size):
        tile = [_padded(array[..., start : start + size], size) for array in arrays]
        answers.append(np.asarray(kernel(size)(program, *tile)))
    whole = answers[0] if len(answers) == 1 else np.concatenate(answers, axis=-1)
    return whole[..., :count]


def _padded(array: np.ndarray, size: int) -> np.ndarray:
    missing = size - array.shape[-1]
    # The last lane is repeated: zeros might be a slow or special place of the function.
    return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, missing)], mode="edge") if missing else array


@cache
def _value_kernel(lanes: int) -> Callable:
    return jax.jit(_run_values)


@cache
def _jet_kernel(lanes: int) -> Callable:
    return jax.jit(_run_jets)


def _run_values(program: Program, x: Float64[jax.Array, "variables lanes"]) -> Float64[jax.Array, " lanes"]:
    registers = jnp.zeros((VARIABLE_REGISTERS + SCRATCH_REGISTERS, x.shape[1])).at[:VARIABLE_REGISTERS].set(x)
    branches = [opcode.function for opcode in OPCODES]

    def step(place, registers):
        opcode, first, second, destination, _ = program.rows[place]
        result = lax.switch(opcode, branches, registers[first], registers[second], program.immediates[place])
        return lax.dynamic_update_index_in_dim(registers, result, destination, 0)

    return _result(program, lax.fori_loop(0, program.length, step, registers))


def _run_jets(
    program: Program,
    x: Float64[jax.Array, "variables lanes"],
    i: Int32[jax.Array, " lanes"],
    j: Int32[jax.Array, " lanes"],
) -> Float64[jax.Array, "4 lanes"]:
    """(f, ∂f/∂x_i, ∂f/∂x_j, ∂²f/∂x_i∂x_j) in each lane."""
    variable = jnp.arange(VARIABLE_REGISTERS)[:, None]
    seeded = jnp.stack([x, 1.0 * (variable == i), 1.0 * (variable == j), jnp.zeros_like(x)], axis=1)
    registers = jnp.zeros((VARIABLE_REGISTERS + SCRATCH_REGISTERS, 4, x.shape[1])).at[:VARIABLE_REGISTERS].set(seeded)
    branches = [partial(_second_order, opcode.function) for opcode in OPCODES]

    def step(place, registers):
        opcode, first, second, destination, dependence = program.rows[place]
        result = lax.switch(opcode, branches, registers[first], registers[second], program.immediates[place])
        result = jnp.where(_depends(dependence, i, j), result, 0.0)
        return lax.dynamic_update_index_in_dim(registers, result, destination, 0)

    return _result(program, lax.fori_loop(0, program.length, step, registers))


def _second_order(function: Callable, a: jax.Array, b: jax.Array, immediate: jax.Array) -> jax.Array:
    """One instruction on jets (4, lanes): JAX's forward mode, twice."""

    def slope_along_i(a, b, ta, tb):
        return jax.jvp(lambda a, b: function(a, b, immediate), (a, b), (ta, tb))

    primals, tangents = (a[0], b[0], a[1], b[1]), (a[2], b[2], a[3], b[3])
    (value, slope_i), (slope_j, mixed) = jax.jvp(slope_along_i, primals, tangents)
    return jnp.stack([value, slope_i, slope_j, mixed])


def _depends(dependence: jax.Array, i: jax.Array, j: jax.Array) -> jax.Array:
    """Which of the four entries can be other than zero, (4, lanes).

    In sqrt(x) + y at x = 0, the slope along y passes sqrt with tangent 0; without this, 0 * (1/0) would spoil it.
    """
    on_i, on_j = (dependence >> i) & 1, (dependence >> j) & 1
    return jnp.stack([jnp.ones_like(on_i), on_i, on_j, on_i & on_j]) == 1


def _result(program: Program, registers: jax.Array) -> jax.Array:
    return registers[program.rows[program.length - 1, 3]]

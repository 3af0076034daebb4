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
from gradscape.machine.program import EMPTY, Program
from gradscape.machine.sizes import Kernel, kernel_for

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
    count, n = points.shape
    answer = np.empty(count)
    kernel = kernel_for("value", n, count)
    for tile in _tiles(count, kernel.lanes):
        heights = np.asarray(_compiled(kernel)(program, _by_variable(points[tile], kernel)))
        answer[tile] = heights[: tile.stop - tile.start]
    return answer


def jets(program: Program, points: Float64[np.ndarray, "points n"]) -> Jet:
    """Value, gradient and Hessian at each point, one lane for each pair i <= j of variables.

    A lane carries f, its slope along e_i, its slope along e_j and the mixed second derivative: exact, unlike
    polarisation, where a small mixed partial would be the difference of two large numbers.
    """
    count, n = points.shape
    if n == 0:
        return Jet(values(program, points), np.empty((count, 0)), np.empty((count, 0, 0)))
    first, second, diagonal = _pairs(n)
    pairs = len(first)
    answer = np.empty((4, count * pairs))
    kernel = kernel_for("jet", n, count * pairs)
    for tile in _tiles(count, kernel.lanes // pairs):
        answer[:, tile.start * pairs : tile.stop * pairs] = _jet_tile(program, points[tile], kernel)
    answer = answer.reshape(4, count, pairs)
    hessian = np.empty((count, n, n))
    hessian[:, first, second] = hessian[:, second, first] = answer[3]
    return _only_what_exists(Jet(answer[0, :, 0], answer[1][:, diagonal], hessian))


def _jet_tile(program: Program, points: np.ndarray, kernel: Kernel) -> np.ndarray:
    first, second, _ = _pairs(points.shape[1])
    used = len(points) * len(first)
    i, j = np.zeros(kernel.lanes, np.int32), np.zeros(kernel.lanes, np.int32)
    i[:used].reshape(-1, len(first))[:], j[:used].reshape(-1, len(first))[:] = first, second
    lanes = _by_variable(np.repeat(points, len(first), axis=0), kernel)
    return np.asarray(_compiled(kernel)(program, lanes, i, j))[:, :used]


def warm(kernel: Kernel) -> None:
    """Compiles one kernel by running an empty program."""
    lanes, none = np.zeros((kernel.variables, kernel.lanes)), np.zeros(kernel.lanes, np.int32)
    directions = (none, none) if kernel.kind == "jet" else ()
    jax.block_until_ready(_compiled(kernel)(EMPTY, lanes, *directions))


@cache
def _pairs(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Variables i <= j of each lane of a point, and which lanes have i = j."""
    first, second = np.triu_indices(n)
    return first, second, np.flatnonzero(first == second)


def _only_what_exists(jet: Jet) -> Jet:
    """NaN for slopes where there is no value, and for second derivatives where a slope is missing."""
    if np.isfinite(jet.value).all() and np.isfinite(jet.gradient).all():
        return jet
    gradient = np.where(np.isfinite(jet.value)[:, None], jet.gradient, np.nan)
    missing = ~np.isfinite(gradient)
    return Jet(jet.value, gradient, np.where(missing[:, :, None] | missing[:, None, :], np.nan, jet.hessian))


def _by_variable(points: np.ndarray, kernel: Kernel) -> np.ndarray:
    """Points as columns, padded to the kernel's size by the last one: zeros might be a slow place of the function."""
    count, n = points.shape
    columns = np.zeros((kernel.variables, kernel.lanes))
    columns[:n, :count] = points.T
    columns[:n, count:] = points[-1:].T
    return columns


def _tiles(count: int, size: int) -> list[slice]:
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


@cache
def _compiled(kernel: Kernel) -> Callable:
    return jax.jit(_run_values if kernel.kind == "value" else _run_jets)


def _run_values(program: Program, x: Float64[jax.Array, "variables lanes"]) -> Float64[jax.Array, " lanes"]:
    registers = jnp.zeros((VARIABLE_REGISTERS + SCRATCH_REGISTERS, x.shape[1])).at[: x.shape[0]].set(x)
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
    variable = jnp.arange(x.shape[0])[:, None]
    seeded = jnp.stack([x, 1.0 * (variable == i), 1.0 * (variable == j), jnp.zeros_like(x)], axis=1)
    registers = jnp.zeros((VARIABLE_REGISTERS + SCRATCH_REGISTERS, 4, x.shape[1])).at[: x.shape[0]].set(seeded)
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

"""The kernels themselves: one loop over instructions for each kind of question; which function it is, is data.

An instruction works on rows of lanes, (1 + derivatives, lanes): each kind of kernel carries other derivatives along.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

import jax
import jax.numpy as jnp
from jax import lax
from jaxtyping import Float64, Int32

from gradscape.language.registers import SCRATCH_REGISTERS, VARIABLE_REGISTERS
from gradscape.machine import taylor
from gradscape.machine.opcodes import OPCODES
from gradscape.machine.program import Program
from gradscape.machine.shaking import amounts, shaken

# Steps of a walk between two looks at whether it has ended.
WALK_STEPS = 128
# What a walk in one variable does next; their numbers on the machine.
LineRule = Literal["gradient-descent", "newton", "newton-root"]
LINE_RULES: tuple[LineRule, ...] = ("gradient-descent", "newton", "newton-root")

Row = jax.Array


def run_values(program: Program, x: Float64[jax.Array, "variables lanes"]) -> Float64[jax.Array, " lanes"]:
    """f in each lane."""
    return _run(program, x, [opcode.function for opcode in OPCODES])


def run_jets(
    program: Program,
    x: Float64[jax.Array, "variables lanes"],
    u: Float64[jax.Array, "variables lanes"],
    v: Float64[jax.Array, "variables lanes"],
    directions: Float64[jax.Array, " lanes"] | None = None,
) -> Float64[jax.Array, "4 lanes"]:
    """(f, ∇f·u, ∇f·v, u·H v) in each lane, shaken in the given directions: 0 for not at all."""
    seeded = jnp.stack([x, u, v, jnp.zeros_like(x)], axis=1)
    branches = [partial(second_order, opcode.function) for opcode in OPCODES]
    along_u, along_v = _variables_in(u), _variables_in(v)
    return _run(program, seeded, branches, lambda dependence: _depends(dependence, along_u, along_v), directions)


def run_gradients(program: Program, x: Float64[jax.Array, "variables lanes"]) -> Float64[jax.Array, "entries lanes"]:
    """(f, ∂f/∂x_1, ..., ∂f/∂x_n) in each lane."""
    return _run(program, *_with_partials(x))


def _with_partials(x: jax.Array) -> tuple[jax.Array, list[Callable], Callable]:
    """The variables with their unit vectors, and how instructions carry all partial derivatives along."""
    variables, lanes = x.shape
    unit = jnp.broadcast_to(jnp.eye(variables)[:, :, None], (variables, variables, lanes))
    branches = [partial(_all_partials, opcode.function) for opcode in OPCODES]
    variable = jnp.arange(variables)[:, None]

    def mask(dependence):
        return jnp.concatenate([jnp.ones((1, 1), bool), (dependence >> variable) & 1 == 1])

    return jnp.concatenate([x[:, None], unit], axis=1), branches, mask


def run_jacobians(
    program: Program, results: Int32[jax.Array, " outputs"], x: Float64[jax.Array, "variables lanes"]
) -> Float64[jax.Array, "outputs entries lanes"]:
    """(g, ∂g/∂x_1, ..., ∂g/∂x_n) in each lane for each output g; `results` are their registers."""
    return _registers(program, *_with_partials(x))[results]


def run_conventions(program: Program, x: Float64[jax.Array, "1 lanes"]) -> Float64[jax.Array, "2 lanes"]:
    """(f, f') as JAX answers by itself, by its conventions where there is no derivative."""
    seeded = jnp.stack([x, jnp.ones_like(x)], axis=1)
    return _run(program, seeded, [partial(_first_order, opcode.convention) for opcode in OPCODES])


def run_series(
    program: Program, x: Float64[jax.Array, "1 lanes"], directions: Float64[jax.Array, " lanes"]
) -> Float64[jax.Array, "7 lanes"]:
    """(f, f', f'', ..., f⁽⁶⁾) of a function of one variable, by truncated Taylor series; shaken as jets are."""
    seeded = jnp.zeros((1, taylor.ORDER + 1, x.shape[1])).at[0, 0].set(x[0]).at[0, 1].set(1.0)
    order = jnp.arange(taylor.ORDER + 1)[:, None]
    branches = [taylor.rule(opcode) for opcode in OPCODES]
    coefficients = _run(program, seeded, branches, lambda dependence: (order == 0) | (dependence == 1), directions)
    return coefficients * taylor.FACTORIALS[:, None]


def run_walk(
    program: Program,
    x: Float64[jax.Array, " lanes"],
    rate: Float64[jax.Array, " lanes"],
    method: Int32[jax.Array, " lanes"],
    count: Int32[jax.Array, ""],
) -> tuple[Float64[jax.Array, "128 4 lanes"], Int32[jax.Array, ""], Float64[jax.Array, " lanes"]]:
    """(x, f, f', f'') before each of the next steps, how many of these rows are filled, and where they lead.

    Each lane walks by its own rule with its own learning rate, and stays where it has arrived, until `count` steps are
    made or none moves any more.
    """
    unit = jnp.ones((1, *x.shape))

    def seen(here):
        value, slope, _, curvature = run_jets(program, here[None, :], unit, unit)
        return value, slope, curvature

    return walked(seen, x, rate, method, count)


def walked(
    seen: Callable, x: Row, rate: Row, method: jax.Array, count: jax.Array
) -> tuple[jax.Array, jax.Array, jax.Array]:
    """What `run_walk` answers, of a function of which `seen` says f, f' and f''."""

    def step(state):
        made, here, rows, _ = state
        value, slope, curvature = seen(here)
        newton, root = jnp.where(slope == 0, 0.0, slope / curvature), jnp.where(value == 0, 0.0, value / slope)
        along = jnp.stack([slope, newton, root])
        there = here - rate * jnp.take_along_axis(along, method[None, :], axis=0)[0]
        rows = lax.dynamic_update_index_in_dim(rows, jnp.stack([here, value, slope, curvature]), made, 0)
        return made + 1, there, rows, jnp.any((there != here) & ~jnp.isnan(here))

    begin = jnp.int32(0), x, jnp.zeros((WALK_STEPS, 4, *x.shape)), jnp.bool_(True)
    made, there, rows, _ = lax.while_loop(lambda state: (state[0] < count) & state[3], step, begin)
    return rows, made, there


def _run(
    program: Program,
    seeded: jax.Array,
    branches: list[Callable],
    mask: Callable | None = None,
    directions: jax.Array | None = None,
) -> jax.Array:
    """The program's result, which its last instruction has written."""
    return _registers(program, seeded, branches, mask, directions)[program.rows[program.length - 1, 3]]


def _registers(
    program: Program,
    seeded: jax.Array,
    branches: list[Callable],
    mask: Callable | None,
    directions: jax.Array | None = None,
) -> jax.Array:
    """All registers at the end; `seeded` holds the variables, and `mask` says which entries depend on anything."""
    registers = jnp.zeros((VARIABLE_REGISTERS + SCRATCH_REGISTERS, *seeded.shape[1:])).at[: seeded.shape[0]].set(seeded)
    if directions is not None:
        branches = [shaken(opcode.name, branch) for opcode, branch in zip(OPCODES, branches, strict=True)]

    def step(place, registers):
        opcode, first, second, destination, dependence = program.rows[place]
        moved = [] if directions is None else [amounts(place, directions, seeded.shape[1])]
        result = lax.switch(opcode, branches, registers[first], registers[second], program.immediates[place], *moved)
        if mask is not None:
            # In sqrt(x) + y at x = 0, the slope along y passes sqrt with tangent 0: 0 * (1/0) would spoil it.
            result = jnp.where(mask(dependence), result, 0.0)
        return lax.dynamic_update_index_in_dim(registers, result, destination, 0)

    return lax.fori_loop(0, program.length, step, registers)


def _first_order(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    """One instruction on (value, slope): JAX's forward mode."""
    return jnp.stack(jax.jvp(lambda a, b: function(a, b, immediate), (a[0], b[0]), (a[1], b[1])))


def second_order(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    """One instruction on jets (4, lanes): JAX's forward mode, twice."""

    def slope_along_i(a, b, ta, tb):
        return jax.jvp(lambda a, b: function(a, b, immediate), (a, b), (ta, tb))

    primals, tangents = (a[0], b[0], a[1], b[1]), (a[2], b[2], a[3], b[3])
    (value, slope_i), (slope_j, mixed) = jax.jvp(slope_along_i, primals, tangents)
    return jnp.stack([value, slope_i, slope_j, mixed])


def _all_partials(function: Callable, a: Row, b: Row, immediate: jax.Array) -> Row:
    """One instruction on (value, partial derivatives): its two slopes are found once for all of them."""
    value, along = jax.linearize(lambda a, b: function(a, b, immediate), a[0], b[0])
    return jnp.concatenate([value[None], jax.vmap(along)(a[1:], b[1:])])


def _variables_in(direction: jax.Array) -> jax.Array:
    """The variables that change along each lane's direction, as bits: (lanes,)."""
    bit = 1 << jnp.arange(direction.shape[0])[:, None]
    return jnp.sum(jnp.where(direction != 0, bit, 0), axis=0)


def _depends(dependence: jax.Array, along_u: jax.Array, along_v: jax.Array) -> jax.Array:
    """Which of a jet's four entries can be other than zero, (4, lanes)."""
    on_u, on_v = dependence & along_u != 0, dependence & along_v != 0
    return jnp.stack([jnp.ones_like(on_u), on_u, on_v, on_u & on_v])

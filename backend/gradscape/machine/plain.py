"""A program as plain JAX code, of the same opcode table: the second engine differentiates and compiles it whole."""

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.machine.opcodes import NUMBER_OF, OPCODES
from gradscape.machine.program import Program
from gradscape.machine.sharing import shared
from gradscape.machine.sines import cosine, sine

Row = jax.Array
# (immediates, x_1, x_2, ...) ↦ f, each variable and f in all lanes.
Function = Callable[..., Row]
Instructions = tuple[tuple[int, int, int, int], ...]

# Where XLA has nothing quick for many lanes.
_QUICKER: dict[int, Callable] = {
    NUMBER_OF["sin"]: lambda x, y, immediate: sine(x),
    NUMBER_OF["cos"]: lambda x, y, immediate: cosine(x),
}


def instructions_of(program: Program) -> Instructions:
    """Opcode, first and second operand and destination of each instruction; numbers apart, which are inputs."""
    return tuple(tuple(row) for row in np.asarray(program.rows)[: int(program.length), :4].tolist())


def function_of(instructions: Instructions) -> Function:
    """The function that the instructions compute."""

    def f(immediates: Row, *variables: Row) -> Row:
        registers = dict(enumerate(variables))
        result = variables[0]
        for place, (opcode, first, second, destination) in enumerate(instructions):
            # An operand that an opcode does not read may name any register, also one of a variable that is not there.
            a = registers.get(first, variables[0])
            function = _QUICKER.get(opcode, OPCODES[opcode].function)
            result = function(a, registers.get(second, a), immediates[place])
            registers[destination] = result
        return result

    return f


def slopes(f: Callable[..., Row], variables: Sequence[Row]) -> tuple[Row, list[Row]]:
    """f and its partial derivatives. Along each variable what does not depend on it has no slope, not even 0 * NaN."""
    pairs = shared(lambda *variables: [_along(f, k)(*variables) for k in range(len(variables))])(*variables)
    return pairs[0][0], [slope for _, slope in pairs]


def curvatures(f: Callable[..., Row], variables: Sequence[Row]) -> tuple[Row, list[Row], list[list[Row]]]:
    """f, ∇f and the rows of the upper triangle of its Hessian, as the machine's jets have them."""
    count = len(variables)

    def each(*variables: Row) -> list[list]:
        return [[_along(_along(f, i), j)(*variables) for j in range(i, count)] for i in range(count)]

    triangle = shared(each)(*variables)
    value = triangle[0][0][0][0]
    return value, [row[0][0][1] for row in triangle], [[mixed[1] for _, mixed in row] for row in triangle]


def _along(f: Callable, k: int) -> Callable:
    """(x_1, x_2, ...) ↦ (f, ∂f/∂x_k)."""

    def pair(*variables: Row):
        def of_one(x):
            return f(*variables[:k], x, *variables[k + 1 :])

        return jax.jvp(of_one, (variables[k],), (jnp.ones_like(variables[k]),))

    return pair

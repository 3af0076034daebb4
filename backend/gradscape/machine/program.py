"""A function as data: the arrays that a compiled kernel reads."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import jax
import numpy as np

from gradscape.language.constants import constant_value
from gradscape.language.limits import MAXIMUM_OUTPUTS
from gradscape.language.lowering import MAXIMUM_INSTRUCTIONS, Code, lower, lower_map
from gradscape.language.syntax import Function, Map
from gradscape.machine.opcodes import NUMBER_OF


class Program(NamedTuple):
    """Arrays of fixed shapes, so that every function is the same input to XLA.

    rows: (512, 5) int32, each opcode, first and second operand, destination, and the variables it depends on (bits).
    immediates: (512,) float64, one number an instruction.
    length: () int32, how many instructions count; the last one's destination is the result.
    """

    rows: np.ndarray | jax.Array
    immediates: np.ndarray
    length: np.int32


EMPTY = Program(np.zeros((MAXIMUM_INSTRUCTIONS, 5), np.int32), np.zeros(MAXIMUM_INSTRUCTIONS), np.int32(1))


def program(function: Function, parameters: Mapping[str, float]) -> Program:
    """The program of `function` with the given numbers for its parameters; cheap to call again with other numbers."""
    return _filled(*_template(function), parameters)


def map_program(found: Map, parameters: Mapping[str, float]) -> tuple[Program, np.ndarray]:
    """The program of all entries of a map's value, and their registers: (8,), in their order, over again."""
    rows, code = _template(found)
    results = np.resize(np.array(code.results, np.int32), MAXIMUM_OUTPUTS)
    return _filled(rows, code, parameters), results


def code_of(function: Function) -> Code:
    """The instructions of that program, parameters still open."""
    return _template(function)[1]


def _filled(rows: jax.Array, code: Code, parameters: Mapping[str, float]) -> Program:
    immediates = np.zeros(MAXIMUM_INSTRUCTIONS)
    for place, instruction in enumerate(code.instructions):
        if instruction.immediate is not None:
            immediates[place] = constant_value(instruction.immediate, parameters)
    return Program(rows, immediates, np.int32(len(code.instructions)))


@lru_cache(maxsize=256)
def _template(function: Function | Map) -> tuple[jax.Array, Code]:
    code = lower_map(function) if isinstance(function, Map) else lower(function)
    rows = np.zeros((MAXIMUM_INSTRUCTIONS, 5), np.int32)
    for place, (opcode, first, second, destination, dependence, _) in enumerate(code.instructions):
        rows[place] = NUMBER_OF[opcode], first, second, destination, dependence
    # One copy where kernels read it, whatever numbers the parameters have.
    return jax.device_put(rows), code

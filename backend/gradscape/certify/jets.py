"""Enclosures of f and its derivatives over boxes: forward mode on the machine's own instructions.

What does not depend on a variable has no derivative by it, and costs nothing.

Source: R. E. Moore, *Interval Analysis* (1966), chapter 11, for derivatives carried along with values.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int8

from gradscape import interest
from gradscape.certify import intervals as iv
from gradscape.certify.combinations import BINARY
from gradscape.certify.forward import Sparse, chained, mapped
from gradscape.certify.intervals import ONE, ZERO, Interval
from gradscape.certify.rules import ANALYTIC, VOID, power, rule_of
from gradscape.language.constants import constant_value
from gradscape.language.lowering import Code
from gradscape.language.registers import Instruction
from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS

NO_PARAMETERS: Mapping[str, float] = {}


class Jet(NamedTuple):
    """What is certain of f over m boxes of n variables; a part beyond the order asked for has no rows.

    state: (m,); value: (m,), holding wherever f is defined; gradient: (n, m); hessian: (n (n + 1) / 2, m), the upper
    half by rows; third: (1, m), f''' of a function of one variable. Derivatives hold where the state is ANALYTIC.
    """

    state: Int8[np.ndarray, " m"]
    value: Interval
    gradient: Interval
    hessian: Interval
    third: Interval

    def chosen(self, which: np.ndarray) -> "Jet":
        """Of some boxes only."""
        parts = self.gradient[:, which], self.hessian[:, which], self.third[:, which]
        return Jet(self.state[which], self.value[which], *parts)

    def hessians(self) -> tuple[Float64[np.ndarray, "m n n"], Float64[np.ndarray, "m n n"]]:
        """Hessians as middles and radii."""
        n, count = self.gradient.lo.shape
        rows, columns = np.triu_indices(n)
        middle, spread = np.empty((count, n, n)), np.empty((count, n, n))
        with np.errstate(all="ignore"):
            middle[:, rows, columns] = middle[:, columns, rows] = self.hessian.middle.T
            spread[:, rows, columns] = spread[:, columns, rows] = self.hessian.radius.T
        return middle, spread


class Step(NamedTuple):
    """An instruction with its number."""

    row: Instruction
    immediate: Interval
    exponent: float
    is_void: bool


class Enclosing(NamedTuple):
    """Code with the numbers of its parameters, ready to be asked about many boxes."""

    steps: tuple[Step, ...]
    result: int

    def jets(self, boxes: Float64[np.ndarray, "m n 2"], order: int = 2) -> Jet:
        """What is certain of f and its derivatives up to `order` on each box; ends are meant exactly.

        Order 3 is for functions of one variable.
        """
        interest.look()
        count, n = boxes.shape[:2]
        registers: dict[int, Sparse] = {}
        for k in range(n):
            unit = {k: ONE} if order else {}
            registers[k] = Sparse(None, iv.interval(boxes[:, k, 0], boxes[:, k, 1]), unit, {})
        with np.errstate(all="ignore"):
            for step in self.steps:
                registers[step.row.destination] = _applied(step, registers, order)
            return _dense(registers[self.result], count, n, order)


def enclosing(code: Code, parameters: Mapping[str, float] = NO_PARAMETERS) -> Enclosing:
    """`code` with its constants folded as intervals; a parameter not given is 1."""
    return _enclosing(code, tuple(sorted(parameters.items())))


@lru_cache(maxsize=64)
def _enclosing(code: Code, parameters: tuple[tuple[str, float], ...]) -> Enclosing:
    numbers = _Ones(parameters)
    steps = []
    with np.errstate(all="ignore"):
        for row in code.instructions:
            tree = row.immediate
            folded = ZERO if tree is None else constant(tree, numbers)
            value = 0.0 if tree is None else constant_value(tree, numbers)
            steps.append(Step(row, folded, value, bool(np.isnan(value))))
    return Enclosing(tuple(steps), code.results[0])


class _Ones(dict):
    """Parameters, 1 where none is given."""

    def __missing__(self, name: str) -> float:
        return 1.0


def jets(code: Code, parameters: Mapping[str, float], boxes: Float64[np.ndarray, "m n 2"], order: int = 2) -> Jet:
    """What is certain of f on each box, and of its derivatives up to `order`; ends are meant exactly."""
    return enclosing(code, parameters).jets(boxes, order)


def constant(tree: Tree, parameters: Mapping[str, float]) -> Interval:
    """What a variable-free tree of arithmetic stands for; π as the number, and as the float."""
    match tree:
        case Number(value=value):
            return iv.number(value)
        case Name(name=name) if name in CONSTANTS:
            return iv.number(CONSTANTS[name], 1)
        case Name(name=name):
            return iv.number(parameters[name])
        case Apply(function=function, arguments=arguments):
            return _folded(function, [constant(argument, parameters) for argument in arguments])


def _folded(function: str, values: list[Interval]) -> Interval:
    first, *others = values
    if function == "neg":
        return -first
    if function == "pow":
        exponent = others[0]
        return iv.power(first, float(exponent.lo)) if exponent.lo == exponent.hi else iv.exp(exponent * iv.log(first))
    for other in others:
        first = first + other if function == "add" else first * other if function == "mul" else first / other
    return first


def _dense(jet: Sparse, count: int, n: int, order: int) -> Jet:
    pairs = [(i, j) for i in range(n) for j in range(i, n)]
    return Jet(
        np.full(count, ANALYTIC, np.int8) if jet.state is None else np.broadcast_to(jet.state, count),
        _stacked([jet.value], count)[0],
        _stacked([jet.gradient.get(k, ZERO) for k in range(n if order else 0)], count),
        _stacked([jet.hessian.get(pair, ZERO) for pair in (pairs if order > 1 else [])], count),
        _stacked([jet.third or ZERO] if order > 2 else [], count),
    )


def _stacked(parts: list[Interval], count: int) -> Interval:
    ends = np.empty((2, len(parts), count))
    strict = np.zeros((len(parts), count), bool)
    for k, part in enumerate(parts):
        ends[0, k], ends[1, k] = part.lo, part.hi
        if part.strict is not None:
            strict[k] = part.strict
    return Interval(ends[0], ends[1], strict)


def _applied(step: Step, registers: dict[int, Sparse], order: int) -> Sparse:
    found = _by_rule(step, registers, order)
    # 0/0 among the constants leaves no function, wherever one looks.
    return found._replace(state=np.array(VOID, np.int8)) if step.is_void else found


def _by_rule(step: Step, registers: dict[int, Sparse], order: int) -> Sparse:
    row = step.row
    if row.opcode == "constant":
        return Sparse(None, step.immediate, {}, {})
    a = registers[row.first]
    if row.opcode == "shift":
        return a if step.immediate.is_zero else a._replace(value=a.value + step.immediate)
    if row.opcode == "scale":
        return mapped(a, lambda part: part * step.immediate)
    if row.opcode == "power":
        return chained(power(step.exponent), a, order)
    if row.opcode in BINARY:
        return BINARY[row.opcode](a, registers[row.second], order)
    return chained(rule_of(row.opcode), a, order)

"""Which register holds which value: few are needed at once, so they are used again."""

from typing import NamedTuple

from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Number, Span, Tree

VARIABLE_REGISTERS = 16
SCRATCH_REGISTERS = 32


class Instruction(NamedTuple):
    """register[destination] = opcode(register[first], register[second], immediate)."""

    opcode: str
    first: int
    second: int
    destination: int
    dependence: int  # bit i is set if the result depends on variable i
    immediate: Tree | None


class Node(NamedTuple):
    """One distinct value of a function, computed from earlier nodes."""

    opcode: str
    operands: tuple[int, ...]
    immediate: Tree | None
    dependence: int


def allocated(nodes: list[Node], roots: list[int], span: Span) -> tuple[tuple[Instruction, ...], tuple[int, ...]]:
    """Gives each value a register from its computation to its last use; roots keep theirs, which are returned too."""
    needed = _reachable(nodes, roots)
    last_use = {operand: place for place, node in enumerate(nodes) if place in needed for operand in node.operands}
    register: dict[int, int] = {k: k for k, node in enumerate(nodes) if node.opcode == "variable"}
    free = list(range(VARIABLE_REGISTERS + SCRATCH_REGISTERS - 1, VARIABLE_REGISTERS - 1, -1))
    instructions = []
    for place, node in enumerate(nodes):
        if place not in needed or node.opcode == "variable":
            continue
        operands = [register[operand] for operand in node.operands] + [0, 0]
        ended = {operand for operand in node.operands if last_use[operand] == place} - set(roots)
        free.extend(register[operand] for operand in sorted(ended) if nodes[operand].opcode != "variable")
        if not free:
            raise LanguageError("this holds too many intermediate values at once", span, "shorten it")
        register[place] = free.pop()
        instructions.append(
            Instruction(node.opcode, operands[0], operands[1], register[place], node.dependence, node.immediate)
        )
    places = tuple(register[root] for root in roots)
    return tuple(instructions) or (_copy_of(nodes[roots[0]], register[roots[0]]),), places


def _copy_of(node: Node, register: int) -> Instruction:
    """f(x) = x computes nothing, but a program has at least one instruction."""
    return Instruction("shift", register, 0, VARIABLE_REGISTERS, node.dependence, Number(0.0))


def _reachable(nodes: list[Node], roots: list[int]) -> set[int]:
    reached, stack = set(), list(roots)
    while stack:
        node = stack.pop()
        if node not in reached:
            reached.add(node)
            stack.extend(nodes[node].operands)
    return reached

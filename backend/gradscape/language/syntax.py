"""The expression tree: numbers, names and applied functions, each knowing its place in the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of character offsets in the source."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Number:
    """A literal. The parser makes only non-negative ones; derivation may make others."""

    value: float
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, a parameter, or a constant of `vocabulary.CONSTANTS`."""

    name: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of `vocabulary.FUNCTIONS` (operators included) applied to its arguments.

    `add` and `mul` take two or more arguments, so that a long sum is wide and not deep. As it is written, a tree may
    also hold vectors and matrices (`vector`, whose entries may be vectors: a matrix's rows) and what is made of them;
    `expansion` turns it into trees of numbers, entry by entry.
    """

    function: str
    arguments: tuple["Tree", ...]
    span: Span = field(default=NOWHERE, compare=False)


Tree = Number | Name | Apply

# Of a number (), of a vector (entries,), of a matrix (rows, columns).
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A parsed text: its last line as one tree, earlier lines put in place of their names.

    `tree` mentions only `variables`, `parameters` and constants; a variable need not occur in it.
    """

    source: str
    tree: Tree
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    name: str = "f"


@dataclass(frozen=True, slots=True)
class Map:
    """A parsed text whose value is a number or a vector, of variables that may be vectors.

    tree: as written, earlier lines put in place of their names. outputs: the value entry by entry, trees of numbers.
    shape: of the value, () or (m,). inputs: the variables as written, with their shapes; variables: the same one by
    one, x_1, x_2, ... parameters: numbers; tables: vectors and matrices, whose entries the outputs call y_1, A_12, ...
    """

    source: str
    tree: Tree
    outputs: tuple[Tree, ...]
    shape: Shape
    inputs: tuple[tuple[str, Shape], ...]
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    tables: tuple[tuple[str, Shape], ...] = ()
    name: str = "f"

    def component(self, k: int) -> Function:
        """Its k-th entry alone, of the same variables; entries of tables are parameters like any other."""
        entries = (entry for name, shape in self.tables for entry in entry_names(name, shape))
        return Function(self.source, self.outputs[k], self.variables, (*self.parameters, *entries), self.name)


def literal(tree: Tree) -> float | None:
    """The number that a tree is, written with a sign or without; None for any other tree."""
    match tree:
        case Number(value=value):
            return value
        case Apply(function="neg", arguments=(Number(value=value),)):
            return -value
    return None


def entry_names(name: str, shape: Shape) -> list[str]:
    """What the entries of a vector or matrix are called, row by row; a number is called by its own name."""
    indices = [""]
    for size in shape:
        indices = [f"{index}{k}" for index in indices for k in range(1, size + 1)]
    return [f"{name}_{index}" for index in indices] if shape else [name]


def names_in(tree: Tree) -> Iterator[Name]:
    """Every occurrence of a name, from left to right."""
    match tree:
        case Name():
            yield tree
        case Apply(arguments=arguments):
            for argument in arguments:
                yield from names_in(argument)

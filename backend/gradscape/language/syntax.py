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

    `add` and `mul` take two or more arguments, so that a long sum is wide and not deep.
    """

    function: str
    arguments: tuple["Tree", ...]
    span: Span = field(default=NOWHERE, compare=False)


Tree = Number | Name | Apply


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


def names_in(tree: Tree) -> Iterator[Name]:
    """Every occurrence of a name, from left to right."""
    match tree:
        case Name():
            yield tree
        case Apply(arguments=arguments):
            for argument in arguments:
                yield from names_in(argument)

"""Which values of a function are certainly the same, however they are written: (x + 1)² and x² + 2x + 1.

Each is brought to one form: a polynomial with exact coefficients, in which a function of something is an unknown.
"""

import math
from collections.abc import Hashable
from fractions import Fraction

from gradscape.language.constants import constant_value
from gradscape.language.registers import Node
from gradscape.language.syntax import Tree, names_in
from gradscape.language.vocabulary import CONSTANTS

# Unknowns with how often each is a factor; and such products with their coefficients, none of them 0.
_Product = frozenset[tuple[Hashable, int]]
_Form = dict[_Product, Fraction]

_MOST_TERMS = 64
_MOST_PRODUCTS = 4_000
_ONE: _Product = frozenset()


class _TooLongError(Exception):
    """A form with too many terms to write out, or with numbers that are none."""


def are_equal(nodes: list[Node], a: int, b: int) -> bool:
    """Whether two nodes have the same value wherever both have one; False also where that is not seen."""
    forms = _Forms(nodes)
    try:
        return a == b or forms.of(a) == forms.of(b)
    except _TooLongError:
        return False


class _Forms:
    """The forms of nodes, each found once."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.known: dict[int, _Form] = {}
        self.products = 0

    def of(self, place: int) -> _Form:
        """Of one node, after those that it is made of: a long chain of operations is no deep recursion."""
        waiting = [place]
        while waiting:
            missing = [each for each in self.nodes[waiting[-1]].operands if each not in self.known]
            waiting.extend(missing)
            if not missing:
                here = waiting.pop()
                self.known[here] = self.found(self.nodes[here])
        return self.known[place]

    def found(self, node: Node) -> _Form:
        """Of a node whose operands' forms are known."""
        parts = [self.known[operand] for operand in node.operands]
        match node.opcode, parts:
            case "constant", []:
                return _of_number(node.immediate)
            case "add", [a, b]:
                return _sum(a, b)
            case "sub", [a, b]:
                return _sum(a, self.product(b, _number(-1)))
            case "neg", [a]:
                return self.product(a, _number(-1))
            case "shift", [a]:
                return _sum(a, _of_number(node.immediate))
            case "scale", [a]:
                return self.product(a, _of_number(node.immediate))
            case "square", [a]:
                return self.product(a, a)
            case "mul", [a, b]:
                return self.product(a, b)
            case "div", [a, b] if set(b) == {_ONE}:
                return self.product(a, _number(1 / b[_ONE]))
        return _unknown((node.opcode, *(frozenset(part.items()) for part in parts), node.immediate))

    def product(self, a: _Form, b: _Form) -> _Form:
        """Written out."""
        self.products += len(a) * len(b)
        if self.products > _MOST_PRODUCTS:
            raise _TooLongError
        total: _Form = {}
        for left, p in a.items():
            for right, q in b.items():
                key = _times(left, right)
                total[key] = total.get(key, Fraction(0)) + p * q
        return _checked(total)


def _times(a: _Product, b: _Product) -> _Product:
    powers = dict(a)
    for unknown, power in b:
        powers[unknown] = powers.get(unknown, 0) + power
    return frozenset(powers.items())


def _sum(a: _Form, b: _Form) -> _Form:
    return _checked({key: a.get(key, Fraction(0)) + b.get(key, Fraction(0)) for key in a.keys() | b.keys()})


def _checked(form: _Form) -> _Form:
    if len(form) > _MOST_TERMS:
        raise _TooLongError
    return {key: coefficient for key, coefficient in form.items() if coefficient}


def _number(value: Fraction | float) -> _Form:
    return {_ONE: Fraction(value)} if value else {}


def _unknown(name: Hashable) -> _Form:
    return {frozenset({(name, 1)}): Fraction(1)}


def _of_number(tree: Tree | None) -> _Form:
    """A number, or what a parameter stands for."""
    if tree is None or any(name.name not in CONSTANTS for name in names_in(tree)):
        return _unknown(("parameter", tree))
    value = constant_value(tree, {})
    if not math.isfinite(value):
        raise _TooLongError
    return _number(value)

"""How formulas look, whatever markup writes them: where fractions, roots, bars, signs and parentheses go.

`Markup` holds the two dozen ways in which MathML and LaTeX differ; `Typesetter` decides everything else once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gradscape.language.functions import CALLABLE, WORDS
from gradscape.language.printing import (
    ATOM,
    DOT,
    POWER,
    PRODUCT,
    SUM,
    is_negated,
    number_text,
    precedence,
    signed_terms,
)
from gradscape.language.syntax import Apply, Number, Tree
from gradscape.language.vocabulary import CONSTANTS

RELATIONS = {"less": "<", "less_equal": "≤", "greater": ">", "greater_equal": "≥", "not_equal": "≠"}


class Markup(Protocol):
    """One way of writing mathematics down."""

    def row(self, parts: Sequence[str]) -> str: ...
    def number(self, digits: str) -> str: ...
    def scientific(self, digits: str, exponent: str) -> str: ...
    def name(self, letter: str, index: str) -> str: ...
    def word(self, name: str) -> str: ...
    def operator(self, sign: str) -> str: ...
    def fraction(self, above: str, below: str) -> str: ...
    def superscript(self, base: str, exponent: str) -> str: ...
    def subscript(self, base: str, index: str) -> str: ...
    def root(self, radicand: str, degree: str | None) -> str: ...
    def fenced(self, inner: str, left: str, right: str) -> str: ...
    def applied(self, function: str, argument: str) -> str: ...
    def cases(self, rows: Sequence[tuple[str, str]]) -> str: ...
    def matrix(self, rows: Sequence[Sequence[str]]) -> str: ...
    def invisible_times(self) -> str: ...
    def document(self, inner: str) -> str: ...


_BIG_SIGNS = {"sum": "∑", "prod": "∏"}
_FENCES = {"abs": ("|", "|"), "bars": ("|", "|"), "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
_LOG_BASES = {"log2": "2", "log10": "10"}
_NAMED = frozenset(WORDS) - set(_FENCES) - {"sqrt", "cbrt", "if", "exp"}


@dataclass(frozen=True)
class Typesetter:
    """Writes trees in one markup."""

    markup: Markup

    def tree(self, tree: Tree) -> str:
        """The formula for a tree."""
        if isinstance(tree, Apply):
            return getattr(self, f"_{tree.function}", self._call)(tree)
        return self.number(tree.value) if isinstance(tree, Number) else self.name(tree.name)

    def number(self, value: float) -> str:
        """A number, in powers of ten where it would be long."""
        mantissa, _, exponent = number_text(abs(value)).partition("e")
        written = self.markup.scientific(mantissa, str(int(exponent))) if exponent else self.markup.number(mantissa)
        return self.markup.row([self.markup.operator("-"), written]) if value < 0 else written

    def name(self, name: str) -> str:
        """A variable, parameter or constant, its index below."""
        letter, _, index = name.partition("_")
        return self.markup.name(letter, index)

    def equals(self, left: str, right: str) -> str:
        """left = right."""
        return self.markup.row([left, self.markup.operator("="), right])

    def function_of(self, name: str, variables: Sequence[str]) -> str:
        """f(x, y); just f where there are no variables."""
        if not variables:
            return self.name(name)
        return self.markup.applied(self.name(name), self._list([self.name(variable) for variable in variables]))

    def _list(self, items: Sequence[str]) -> str:
        parts = [part for item in items for part in (self.markup.operator(","), item)][1:]
        return self.markup.fenced(self.markup.row(parts), "(", ")")

    def _grouped(self, tree: Tree) -> str:
        return self.markup.fenced(self.tree(tree), "(", ")")

    def _at_least(self, level: int, tree: Tree) -> str:
        return self.tree(tree) if precedence(tree) >= level else self._grouped(tree)

    def _add(self, tree: Apply) -> str:
        parts: list[str] = []
        for sign, term in signed_terms(tree):
            if parts or sign == "-":
                parts.append(self.markup.operator(sign))
            parts.append(self._at_least(DOT, term))
        return self.markup.row(parts)

    def _neg(self, tree: Apply) -> str:
        return self.markup.row([self.markup.operator("-"), self._at_least(DOT, tree.arguments[0])])

    def _dot(self, tree: Apply) -> str:
        left, right = tree.arguments
        return self.markup.row([self._at_least(DOT, left), self.markup.operator("·"), self._at_least(PRODUCT, right)])

    _point = _dot

    def _transpose(self, tree: Apply) -> str:
        return self.markup.superscript(self._at_least(ATOM, tree.arguments[0]), self.markup.name("T", ""))

    def _vector(self, tree: Apply) -> str:
        """A column; a matrix where the entries are its rows."""
        return self.markup.matrix([list(map(self.tree, _row(entry))) for entry in tree.arguments])

    def _sum(self, tree: Apply) -> str:
        return self.markup.row(
            [self.markup.operator(_BIG_SIGNS[tree.function]), self._at_least(PRODUCT, tree.arguments[0])]
        )

    _prod = _sum

    def _mul(self, tree: Apply) -> str:
        parts: list[str] = []
        for before, factor in zip((None, *tree.arguments), tree.arguments, strict=False):
            if before is not None:
                dotted = _needs_dot(before, factor)
                parts.append(self.markup.operator("·") if dotted else self.markup.invisible_times())
            is_product = isinstance(factor, Apply) and factor.function == "mul"
            parts.append(self._at_least(POWER if is_product else PRODUCT, factor))
        return self.markup.row(parts)

    def _div(self, tree: Apply) -> str:
        return self.markup.fraction(*map(self.tree, tree.arguments))

    def _pow(self, tree: Apply) -> str:
        base, exponent = tree.arguments
        if isinstance(base, Apply) and base.function in _NAMED and len(base.arguments) == 1 and _is_small(exponent):
            raised = self.markup.superscript(self._function_name(base.function), self.tree(exponent))
            return self.markup.applied(raised, self._grouped(base.arguments[0]))
        written = self._grouped(base) if _ends_open(base) else self._at_least(ATOM, base)
        return self.markup.superscript(written, self.tree(exponent))

    def _exp(self, tree: Apply) -> str:
        return self.markup.superscript(self.name("e"), self.tree(tree.arguments[0]))

    def _sqrt(self, tree: Apply) -> str:
        return self.markup.root(self.tree(tree.arguments[0]), None)

    def _cbrt(self, tree: Apply) -> str:
        return self.markup.root(self.tree(tree.arguments[0]), self.markup.number("3"))

    def _fenced(self, tree: Apply) -> str:
        return self.markup.fenced(self.tree(tree.arguments[0]), *_FENCES[tree.function])

    _abs = _bars = _norm = _floor = _ceil = _fenced

    def _if(self, tree: Apply) -> str:
        condition, chosen, otherwise = tree.arguments
        rows = [(self.tree(chosen), self.markup.row([self._text("if"), self.tree(condition)]))]
        rows.append((self.tree(otherwise), self._text("otherwise")))
        return self.markup.cases(rows)

    def _text(self, text: str) -> str:
        return self.markup.word(text)

    def _relation(self, tree: Apply) -> str:
        left, right = (self._at_least(SUM, argument) for argument in tree.arguments)
        return self.markup.row([left, self.markup.operator(RELATIONS[tree.function]), right])

    _less = _less_equal = _greater = _greater_equal = _not_equal = _relation

    def _connective(self, tree: Apply) -> str:
        level = precedence(tree)
        left, right = tree.arguments
        return self.markup.row(
            [self._at_least(level, left), self._text(tree.function), self._at_least(level + 1, right)]
        )

    _and = _or = _connective

    def _derivative(self, tree: Apply) -> str:
        """d/dx (...), not yet worked out."""
        inner, variable = tree.arguments
        d = self.markup.name("d", "")
        return self.markup.applied(
            self.markup.fraction(d, self.markup.row([d, self.tree(variable)])), self._grouped(inner)
        )

    def _call(self, tree: Apply) -> str:
        return self.markup.applied(self._function_name(tree.function), self._list(list(map(self.tree, tree.arguments))))

    def _function_name(self, function: str) -> str:
        if function in _LOG_BASES:
            return self.markup.subscript(self.markup.word("log"), self.markup.number(_LOG_BASES[function]))
        if function in WORDS and WORDS[function].symbol:
            return self.markup.name(WORDS[function].symbol, "")
        return self.markup.word(function) if function in CALLABLE else self.markup.name(function, "")


@dataclass(frozen=True)
class SharingTypesetter(Typesetter):
    """Writes each part once, also where several trees have it: for trees that live as long as it does."""

    written: dict[int, str] = field(default_factory=dict, compare=False)

    def tree(self, tree: Tree) -> str:
        """The formula for a tree, or what was written for it before."""
        found = self.written.get(id(tree))
        if found is None:
            found = self.written[id(tree)] = super().tree(tree)
        return found


def _row(entry: Tree) -> tuple[Tree, ...]:
    return entry.arguments if isinstance(entry, Apply) and entry.function == "vector" else (entry,)


def _is_small(exponent: Tree) -> bool:
    return isinstance(exponent, Number) and exponent.value.is_integer() and exponent.value > 0


def _ends_open(base: Tree) -> bool:
    """Where an exponent would seem to belong to a part of the base only: to the x of e^x."""
    if isinstance(base, Number):
        return "e" in number_text(base.value)
    return isinstance(base, Apply) and base.function in ("exp", "if")


def _needs_dot(before: Tree, factor: Tree) -> bool:
    """Where two factors side by side would read as something else: 2·3, x·2, 2·½."""
    return (
        _starts_with_digit(factor)
        or is_negated(before)
        or _is_quotient(before)
        or (isinstance(factor, Apply) and factor.function == "div")
        or _is_cases(before)
    )


def _starts_with_digit(tree: Tree) -> bool:
    match tree:
        case Number():
            return True
        case Apply(function="pow", arguments=(base, _)):
            return _starts_with_digit(base) and precedence(base) >= POWER
    return False


def _is_quotient(tree: Tree) -> bool:
    return isinstance(tree, Apply) and tree.function == "div" and not isinstance(tree.arguments[0], Number)


def _is_cases(tree: Tree) -> bool:
    return isinstance(tree, Apply) and tree.function == "if"


def is_constant_name(name: str) -> bool:
    """Whether the name stands for one fixed number, and is therefore set upright."""
    return name in CONSTANTS

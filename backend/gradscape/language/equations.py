"""Equations and inequalities as constraints: what stands left is measured by what stands right, g = c or g <= c."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from gradscape.language import rendering
from gradscape.language.errors import LanguageError
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.limits import MAXIMUM_LENGTH
from gradscape.language.lines import LEFT_HAND_SIDE
from gradscape.language.naming import usual_variables
from gradscape.language.parser import parse, parse_map
from gradscape.language.pasted import as_typed
from gradscape.language.syntax import Apply, Function, Number, Shape, Span, Tree, names_in
from gradscape.language.vocabulary import COORDINATES
from gradscape.language.words import canonical_name

Relation = Literal["=", "<=", ">="]
MAXIMUM_EQUATIONS = 3

_LINE = re.compile(r"[^\n;]+")
_SIGNS = re.compile(r"<=|>=|=<|=>|≤|≥|==|=|<|>")
_RELATIONS: dict[str, Relation] = {"=": "=", "==": "=", "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">="}
_WORDS = {"<=": "less_equal", ">=": "greater_equal"}


@dataclass(frozen=True)
class Equation:
    """g = level, g <= level or g >= level.

    function: g, what stands left; with what stands right taken off it if that has variables too. level: a function of
    no variables; None where the text has none. written: both sides as they stand in the text, if there are two.
    """

    function: Function
    level: Function | None
    relation: Relation
    written: tuple[Tree, Tree] | None = None

    def formula(self, level: float | None = None) -> rendering.Formula | None:
        """As it is typeset, with the given level if there is one; without any, that of 0."""
        if rendering.node_count(self.function.tree) > rendering.LONGEST_FORMULA:
            return None
        left, right = self.written or (self.function.tree, Number(0.0))
        if level is not None:
            left, right = self.function.tree, Number(level) if level >= 0 else Apply("neg", (Number(-level),))
        if self.relation == "=":
            return rendering.equation(left, right)
        return rendering.tree_formula(Apply(_WORDS[self.relation], (left, right)))


class _Known(NamedTuple):
    """Names that are parameters for certain, and the shapes of vectors and matrices."""

    parameters: tuple[str, ...]
    shapes: Mapping[str, Shape]


class _Side(NamedTuple):
    """A stretch of the text that is an expression."""

    start: int
    end: int


class _Relating(NamedTuple):
    """One line: its sides, one or two, and the relation between them."""

    sides: tuple[_Side, ...]
    relation: Relation
    arguments: tuple[str, ...] | None


def parse_equations(
    source: str,
    variables: Sequence[str] | None = None,
    parameters: Collection[str] = (),
    shapes: Mapping[str, Shape] = MappingProxyType({}),
) -> tuple[Equation, ...]:
    """All equations of a text, one a line or between semicolons; lines before may name parts, as elsewhere.

    A line `u = ...` names a part if a later line uses u, and u is neither x, y, z nor listed. A line without a relation
    is a function whose level is told elsewhere.

    Raises:
        LanguageError: with the place of the mistake in `source`.
    """
    if len(source) > MAXIMUM_LENGTH:
        message = f"the text has {len(source)} characters; the limit is {MAXIMUM_LENGTH}"
        raise LanguageError(message, Span(MAXIMUM_LENGTH, len(source)))
    reading = as_typed(source)
    try:
        return _read(reading.text, variables, _Known(tuple(parameters), shapes))
    except LanguageError as error:
        raise LanguageError(error.message, reading.span(error.span), error.hint) from None


def _read(text: str, variables: Sequence[str] | None, known: _Known) -> tuple[Equation, ...]:
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    if not lines:
        raise LanguageError("there is no equation here yet", Span(0, len(text)), "type one, for example x^2 + y^2 = 1")
    named = [line for k, line in enumerate(lines) if _names_a_part(text, lines, k, variables or ())]
    relating = [_relating(text, *line) for line in lines if line not in named]
    if not relating:
        raise LanguageError(
            "the last line belongs to an equation", Span(*lines[-1]), "write x^2 + y^2 = 1, for example"
        )
    if len(relating) > MAXIMUM_EQUATIONS:
        span = Span(relating[MAXIMUM_EQUATIONS].sides[0].start, relating[-1].sides[-1].end)
        raise LanguageError(f"at most {MAXIMUM_EQUATIONS} equations", span)
    names = variables if variables is not None else _variables(text, named, relating, known)
    return tuple(_equation(text, named, each, names, known) for each in relating)


def _names_a_part(text: str, lines: list[tuple[int, int]], k: int, listed: Sequence[str]) -> bool:
    match = LEFT_HAND_SIDE.match(text, *lines[k])
    if not match or match.group(2) is not None or k == len(lines) - 1:
        return False
    name = canonical_name(match.group(1))
    if name in COORDINATES or name in map(canonical_name, listed):
        return False
    word = re.compile(rf"(?<![A-Za-z]){re.escape(match.group(1))}(?![A-Za-z0-9_])")
    return any(word.search(text, *line) for line in lines[k + 1 :])


def _relating(text: str, start: int, end: int) -> _Relating:
    """The sides of a line; `g(x, y) = ` before them names the variables."""
    arguments = _declared(text, start, end)
    if arguments is not None:
        start = text.index("=", start) + 1
    signs = list(_outer_signs(text, start, end))
    if len(signs) > 1:
        raise LanguageError("an equation has two sides", Span(*signs[1].span()), "write each on a line of its own")
    if not signs:
        return _Relating((_Side(start, end),), "=", arguments)
    sign = signs[0]
    if sign.group() not in _RELATIONS:
        right = {"<": "<=", ">": ">=", "=<": "<=", "=>": ">="}[sign.group()]
        raise LanguageError(f"'{sign.group()}' makes no constraint", Span(*sign.span()), f"write {right}")
    sides = _Side(start, sign.start()), _Side(sign.end(), end)
    for side, place in zip(sides, ("before", "after"), strict=True):
        if not text[side.start : side.end].strip():
            raise LanguageError(f"there is nothing {place} '{sign.group()}'", Span(*sign.span()))
    return _Relating(sides, _RELATIONS[sign.group()], arguments)


def _declared(text: str, start: int, end: int) -> tuple[str, ...] | None:
    """The variables that `g(x, y) = ` declares; None of sin(x) = 1, where no more of a function follows."""
    match = LEFT_HAND_SIDE.match(text, start, end)
    if not match or match.group(2) is None or ALIASES.get(match.group(1), match.group(1)) in CALLABLE:
        return None
    arguments = tuple(part.strip() for part in match.group(2).split(","))
    rest = text[match.end() : end]
    is_head = _SIGNS.search(rest) or any(re.search(rf"(?<![A-Za-z]){re.escape(name)}", rest) for name in arguments)
    return arguments if is_head else None


def _outer_signs(text: str, start: int, end: int) -> Iterator[re.Match]:
    """Relations outside of all parentheses: those inside belong to conditions."""
    for match in _SIGNS.finditer(text, start, end):
        before = text[start : match.start()]
        if sum(map(before.count, "([")) <= sum(map(before.count, ")]")):
            yield match


def _alone(text: str, named: list[tuple[int, int]], side: _Side) -> str:
    """The text with only the names of parts and one side left, each in its place."""
    kept = [*named, side]
    return "".join(
        letter if letter == "\n" or any(start <= k < end for start, end in kept) else "\n" if letter == ";" else " "
        for k, letter in enumerate(text)
    )


def _variables(text: str, named: list[tuple[int, int]], relating: list[_Relating], known: _Known) -> tuple[str, ...]:
    """Those of all sides together, in their usual order, or as a left-hand side lists them."""
    told = next((each.arguments for each in relating if each.arguments is not None), None)
    if told is not None:
        return told
    found: dict[str, None] = {}
    for each in relating:
        for side in each.sides:
            read = parse_map(_alone(text, named, side), None, *known)
            found |= dict.fromkeys((*read.variables, *read.parameters))
    return usual_variables([name for name in found if name not in known.parameters])


def _equation(
    text: str, named: list[tuple[int, int]], line: _Relating, variables: Sequence[str], known: _Known
) -> Equation:
    left, *right = (parse(_alone(text, named, side), variables, *known) for side in line.sides)
    left = replace(left, source=text, name="g")
    if not right:
        return Equation(left, None, line.relation)
    written = left.tree, right[0].tree
    if not {name.name for name in names_in(written[1])} & set(left.variables):
        return Equation(left, replace(right[0], variables=()), line.relation, written)
    difference = Apply("add", (written[0], Apply("neg", (written[1],))))
    both = tuple(dict.fromkeys((*left.parameters, *right[0].parameters)))
    return Equation(replace(left, tree=difference, parameters=both), None, line.relation, written)

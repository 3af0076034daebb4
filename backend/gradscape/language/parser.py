"""Text to tree: reads what people write on a blackboard, and says what and where when it cannot."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

from gradscape.language import kinds
from gradscape.language.building import TreeBuilder
from gradscape.language.errors import LanguageError
from gradscape.language.expansion import expanded
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.grouping import grouped
from gradscape.language.mistakes import misplaced, odd_character
from gradscape.language.pasted import as_typed
from gradscape.language.ranks import VECTOR, entry_of, ranks_of_names, with_indices_read
from gradscape.language.shapes import inferred
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Apply, Function, Map, Name, Shape, Span, Tree, entry_names, names_in
from gradscape.language.vocabulary import CONSTANTS, COORDINATES, VARIABLE_LETTERS
from gradscape.language.words import MAXIMUM_NESTING, canonical_name, prepare

MAXIMUM_LENGTH = 4096
MAXIMUM_NODES = 2048
MAXIMUM_VARIABLES = 16
MAXIMUM_PARAMETERS = 16
MAXIMUM_OUTPUTS = 8

_WORD = r"[A-Za-zα-ωϕϵ]+(?:[0-9]+|_[0-9A-Za-z]+|_\{[A-Za-z0-9]+\}|[₀-₉]+)?"
_LEFT_HAND_SIDE = re.compile(rf"[ \t]*({_WORD})[ \t]*(?:\(([^()=<>]*)\))?[ \t]*=(?!=)")
_LINE = re.compile(r"[^\n;]+")


class _Line(NamedTuple):
    """One line of the text: `name(arguments) = text[start:end]`, the name and arguments optional."""

    name: str | None
    arguments: tuple[str, ...] | None
    head: Span
    start: int
    end: int


def parse(
    source: str,
    variables: Sequence[str] | None = None,
    parameters: Collection[str] = (),
    shapes: Mapping[str, Shape] = MappingProxyType({}),
) -> Function:
    """The function that `source` defines, whose value is a number; otherwise as `parse_map`."""
    return the_number(parse_map(source, variables, parameters, shapes))


def the_number(found: Map) -> Function:
    """A map as the function it is, if its value is a number.

    Raises:
        LanguageError: where it is a vector.
    """
    if found.shape:
        size = found.shape[0]
        raise LanguageError(
            f"this is a vector of {size} entr{'y' if size == 1 else 'ies'}, but a number belongs here",
            found.tree.span,
            "take its norm, or one entry, or look at it in the Jacobian lab",
        )
    return found.component(0)


def parse_map(
    source: str,
    variables: Sequence[str] | None = None,
    parameters: Collection[str] = (),
    shapes: Mapping[str, Shape] = MappingProxyType({}),
) -> Map:
    """What `source` defines: its last line, earlier lines being names for parts of it. LaTeX is read too.

    Args:
        source: at most 4,096 characters.
        variables: fixes which names are variables, and their order; may include names that do not occur. A vector is
            named as a whole, or entry by entry: x, or x_1, x_2, x_3.
        parameters: names that are parameters even if they look like variables.
        shapes: of vectors and matrices that are known beforehand; other shapes are inferred.
    Raises:
        LanguageError: with the place of the mistake in `source`.
    """
    if len(source) > MAXIMUM_LENGTH:
        raise LanguageError(
            f"the text has {len(source)} characters; the limit is {MAXIMUM_LENGTH}", Span(MAXIMUM_LENGTH, len(source))
        )
    reading = as_typed(source)
    try:
        return reading.in_source(_parsed(reading.text, variables, parameters, shapes), source)
    except LanguageError as error:
        raise LanguageError(error.message, reading.span(error.span), error.hint) from None


def _parsed(
    source: str, variables: Sequence[str] | None, parameters: Collection[str], shapes: Mapping[str, Shape]
) -> Map:
    lines = [
        _read_line(source, match.start(), match.end()) for match in _LINE.finditer(source) if match.group().strip()
    ]
    if not lines:
        raise LanguageError("there is no function here yet", Span(0, len(source)), "type one, for example x^2 - y^2")
    listed = None if variables is None else tuple(map(canonical_name, variables))
    taken = frozenset(map(canonical_name, parameters))
    tree = _read_lines(source, lines, {*(listed or ()), *taken, *shapes})
    tree, known = _known_shapes(tree, source, listed, shapes)
    outputs, shape = _written_out(tree, known, lines[-1])
    names = _whole_names(tree, known)
    chosen = _variables(names, lines[-1], listed, taken, known)
    others = [name for name in names if name not in chosen and name not in CONSTANTS]
    if len(others) > MAXIMUM_PARAMETERS:
        extra = names[others[MAXIMUM_PARAMETERS]]
        raise LanguageError(f"more than {MAXIMUM_PARAMETERS} parameters", extra.span, "give some of them numbers")
    return Map(
        source,
        tree,
        outputs,
        shape,
        tuple((name, known.get(name, ())) for name in chosen),
        _one_by_one(chosen, known, lines[-1]),
        tuple(sorted((name for name in others if name not in known), key=_alphabet)),
        tuple((name, known[name]) for name in sorted(others, key=_alphabet) if name in known),
        lines[-1].name or "f",
    )


def _known_shapes(
    tree: Tree, source: str, listed: Sequence[str] | None, given: Mapping[str, Shape]
) -> tuple[Tree, dict[str, Shape]]:
    """The tree in the groups it is read in, and the shapes of all vectors and matrices.

    Entries that the request lists one by one tell a vector's size.
    """
    told = {canonical_name(name): shape for name, shape in given.items()}
    ranks = ranks_of_names(tree, {name: len(shape) for name, shape in told.items()})
    for name in listed or ():
        base = entry_of(name, ranks)
        if base is not None and ranks[base] == VECTOR and canonical_name(base) not in given:
            told[base] = (sum(entry_of(other, ranks) == base for other in listed or ()),)
    tree = grouped(tree, ranks)
    return tree, inferred(tree, source, told)


def _written_out(tree: Tree, known: Mapping[str, Shape], last: _Line) -> tuple[tuple[Tree, ...], Shape]:
    """The value entry by entry, and its shape."""
    outputs, shape = expanded(tree, known)
    if len(shape) == 2:
        message = f"this is a {shape[0]}x{shape[1]} matrix, but a value is a number or a vector"
        raise LanguageError(message, tree.span, "multiply it by a vector, or take its norm")
    if len(outputs) > MAXIMUM_OUTPUTS:
        raise LanguageError(f"a value has at most {MAXIMUM_OUTPUTS} entries, not {len(outputs)}", tree.span)
    _check_size(Apply("vector", outputs), last)
    for output in outputs:
        kinds.check(output)
    return outputs, shape


def _whole_names(tree: Tree, known: Mapping[str, Shape]) -> dict[str, Name]:
    """All names but constants, as the text is read; entries x_1 of a vector go by the vector's name."""
    ranks = {name: len(shape) for name, shape in known.items()}
    names: dict[str, Name] = {}
    for name in sorted(names_in(tree), key=lambda name: name.span):
        if name.name not in CONSTANTS:
            names.setdefault(entry_of(name.name, ranks) or name.name, name)
    return names


def _one_by_one(names: Sequence[str], known: Mapping[str, Shape], last: _Line) -> tuple[str, ...]:
    entries = tuple(entry for name in names for entry in entry_names(name, known.get(name, ())))
    if len(entries) > MAXIMUM_VARIABLES:
        raise LanguageError(f"{len(entries)} variables; the limit is {MAXIMUM_VARIABLES}", last.head)
    return entries


def _read_line(source: str, start: int, end: int) -> _Line:
    match = _LEFT_HAND_SIDE.match(source, start, end)
    if not match:
        return _Line(None, None, Span(start, end), start, end)
    head = Span(match.start(1), match.end())
    name = canonical_name(match.group(1))
    _refuse_taken(match.group(1), Span(match.start(1), match.end(1)))
    arguments = None if match.group(2) is None else _read_arguments(match)
    return _Line(name, arguments, head, match.end(), end)


def _read_arguments(match: re.Match) -> tuple[str, ...]:
    names = [part.strip() for part in match.group(2).split(",")]
    span = Span(match.start(2), match.end(2))
    for name in names:
        if not re.fullmatch(_WORD, name):
            raise LanguageError("the left-hand side lists its variables, as in f(x, y)", span)
        _refuse_taken(name, span)
    canonical = tuple(canonical_name(name) for name in names)
    if len(set(canonical)) < len(canonical):
        raise LanguageError("each variable is named once", span)
    return canonical


def _refuse_taken(word: str, span: Span) -> None:
    if ALIASES.get(word, word) in CALLABLE:
        raise LanguageError(f"'{word}' is a function already", span, "choose another name")
    if ALIASES.get(word, word) in CONSTANTS:
        raise LanguageError(f"'{word}' is a constant already", span, "choose another name")


def _read_lines(source: str, lines: list[_Line], declared: Collection[str]) -> Tree:
    """The last line's tree, with the names of earlier lines replaced by what they stand for."""
    definitions: dict[str, Tree] = {}
    seen_free: set[str] = set()
    for line in lines:
        _check_head(line, lines, definitions, seen_free)
        known = {*declared, *definitions, *(line.arguments or ())}
        written = _read_expression(source, line, known)
        _check_size(written, line)
        seen_free |= {name.name for name in names_in(written)} - set(definitions)
        _refuse_own_name(line, written, definitions)
        tree = substituted(written, {k: v for k, v in definitions.items() if k not in (line.arguments or ())})
        _check_size(tree, line)
        if line is not lines[-1]:
            definitions[line.name or ""] = tree
    return with_indices_read(tree)


def _check_head(line: _Line, lines: list[_Line], definitions: Collection[str], seen_free: Collection[str]) -> None:
    is_last = line is lines[-1]
    if line.name is None and not is_last:
        raise LanguageError(
            "this line has no name, and only the last line may do without", line.head, "write u = ... or join the lines"
        )
    if line.arguments is not None and not is_last:
        raise LanguageError("only the last line may list its variables", line.head, f"write {line.name} = ...")
    if line.name in definitions:
        raise LanguageError(f"'{line.name}' is defined twice", line.head)
    if line.name in seen_free and not is_last:
        raise LanguageError(f"'{line.name}' is used above, before it is defined", line.head, "move this line up")


def _refuse_own_name(line: _Line, tree: Tree, definitions: Collection[str]) -> None:
    for name in names_in(tree):
        if line.name == name.name and name.name not in definitions and name.name not in (line.arguments or ()):
            raise LanguageError(f"'{name.name}' is defined by itself", name.span)


def _check_size(tree: Tree, line: _Line) -> None:
    """Refuses what would be too deep or too long; walks without recursion, since it is the guard of all recursion."""
    nodes, stack = 0, [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        nodes += 1
        if depth > MAXIMUM_NESTING:
            raise LanguageError(f"nested deeper than {MAXIMUM_NESTING} levels", node.span, "shorten it")
        if nodes > MAXIMUM_NODES:
            raise LanguageError(
                f"this stands for more than {MAXIMUM_NODES} numbers, names and operations",
                Span(line.start, line.end),
                "shorten it",
            )
        if isinstance(node, Apply):
            stack.extend((argument, depth + 1) for argument in node.arguments)


def _variables(
    names: Mapping[str, Name],
    last: _Line,
    listed: Sequence[str] | None,
    parameters: Collection[str],
    known: Mapping[str, Shape],
) -> tuple[str, ...]:
    """The variables in their order, vectors by their own names."""
    ranks = {name: len(shape) for name, shape in known.items()}
    whole = None if listed is None else tuple(dict.fromkeys(entry_of(name, ranks) or name for name in listed))
    missing = [name for name in last.arguments or () if whole is not None and name not in whole]
    if missing:
        raise LanguageError(f"'{missing[0]}' is a variable of the text, but not of the request", last.head)
    if whole is not None:
        return whole
    return last.arguments if last.arguments is not None else _usual_variables([n for n in names if n not in parameters])


def _usual_variables(names: Sequence[str]) -> tuple[str, ...]:
    """x, y, z, t, u, v, w, s and their subscripted kin; where none occurs, every name is a variable.

    x, y and z stand in this order, all others as one reads them, x_1 before x_2 where x_2 is read first.
    """
    usual = [name for name in names if name.partition("_")[0] in VARIABLE_LETTERS] or names
    letters = list(dict.fromkeys([*COORDINATES, *(name.partition("_")[0] for name in usual)]))
    return tuple(sorted(usual, key=lambda name: (letters.index(name.partition("_")[0]), _index(name))))


def _alphabet(name: str) -> tuple:
    letter = name.partition("_")[0]
    place = VARIABLE_LETTERS.find(letter) if letter in VARIABLE_LETTERS else len(VARIABLE_LETTERS)
    return (place, letter, _index(name))


def _index(name: str) -> tuple[int, str]:
    index = name.partition("_")[2]
    return (int(index) if index.isdigit() else 0, index)


@cache
def _grammar() -> Lark:
    text = resources.files("gradscape.language").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        text, parser="lalr", lexer="basic", start=["start", "raw"], keep_all_tokens=True, transformer=TreeBuilder()
    )


def _read_expression(source: str, line: _Line, known: Collection[str]) -> Tree:
    text = source[line.start : line.end]
    try:
        tokens = prepare(_lexed(text, line.start), known)
        return _fed(tokens, line)
    except UnexpectedCharacters as error:
        raise odd_character(source, line.start + error.pos_in_stream) from None
    except VisitError as error:
        raise error.orig_exc from None


def _lexed(text: str, offset: int) -> list[Token]:
    tokens = list(_grammar().lex(text))
    return [_moved(token, offset) for token in tokens] if offset else tokens


def _moved(token: Token, offset: int) -> Token:
    return Token(
        token.type, str(token), start_pos=(token.start_pos or 0) + offset, end_pos=(token.end_pos or 0) + offset
    )


def _fed(tokens: list[Token], line: _Line) -> Tree:
    parser = _grammar().parse_interactive("", start="start")
    try:
        for token in tokens:
            parser.feed_token(token)
        return parser.feed_eof(tokens[-1] if tokens else None)
    except UnexpectedToken as error:
        raise misplaced(error.token, tokens, line.head) from None

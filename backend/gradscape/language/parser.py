"""Text to tree: reads what people write on a blackboard, and says what and where when it cannot."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

from gradscape.language import shapes
from gradscape.language.building import TreeBuilder
from gradscape.language.errors import LanguageError
from gradscape.language.mistakes import misplaced, odd_character
from gradscape.language.syntax import Apply, Function, Name, Span, Tree, names_in
from gradscape.language.vocabulary import ALIASES, CONSTANTS, VARIABLE_LETTERS, WORDS
from gradscape.language.words import MAXIMUM_NESTING, canonical_name, prepare

MAXIMUM_LENGTH = 4096
MAXIMUM_NODES = 2048
MAXIMUM_VARIABLES = 16
MAXIMUM_PARAMETERS = 16

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


def parse(source: str, variables: Sequence[str] | None = None, parameters: Collection[str] = ()) -> Function:
    """The function that `source` defines: its last line, earlier lines being names for parts of it.

    Args:
        source: at most 4,096 characters.
        variables: fixes which names are variables, and their order; may include names that do not occur.
        parameters: names that are parameters even if they look like variables.
    Raises:
        LanguageError: with the place of the mistake in `source`.
    """
    if len(source) > MAXIMUM_LENGTH:
        raise LanguageError(
            f"the text has {len(source)} characters; the limit is {MAXIMUM_LENGTH}", Span(MAXIMUM_LENGTH, len(source))
        )
    lines = [
        _read_line(source, match.start(), match.end()) for match in _LINE.finditer(source) if match.group().strip()
    ]
    if not lines:
        raise LanguageError("there is no function here yet", Span(0, len(source)), "type one, for example x^2 - y^2")
    declared = {canonical_name(name) for name in variables or ()} | {canonical_name(name) for name in parameters}
    tree = _read_lines(source, lines, declared)
    last = lines[-1]
    ordered = _variables(tree, last, variables, parameters)
    others = _parameters(tree, ordered)
    name = last.name or "f"
    return Function(source, tree, ordered, others, name)


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
    if ALIASES.get(word, word) in WORDS:
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
        tree = _put_in_place(written, {k: v for k, v in definitions.items() if k not in (line.arguments or ())})
        _check_size(tree, line)
        if line is not lines[-1]:
            definitions[line.name or ""] = tree
    shapes.check(tree)
    return tree


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


def _put_in_place(tree: Tree, definitions: dict[str, Tree]) -> Tree:
    """`tree` with defined names replaced; keeps sums and products flat."""
    match tree:
        case Name(name=name) if name in definitions:
            return definitions[name]
        case Apply(function=function, arguments=arguments, span=span):
            parts = [_put_in_place(argument, definitions) for argument in arguments]
            if function in ("add", "mul"):
                parts = [inner for part in parts for inner in _inside(function, part)]
            return Apply(function, tuple(parts), span)
    return tree


def _inside(function: str, tree: Tree) -> Iterable[Tree]:
    return tree.arguments if isinstance(tree, Apply) and tree.function == function else (tree,)


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
    tree: Tree, last: _Line, requested: Sequence[str] | None, parameters: Collection[str]
) -> tuple[str, ...]:
    listed = tuple(canonical_name(name) for name in requested) if requested is not None else None
    missing = [name for name in last.arguments or () if listed is not None and name not in listed]
    if missing:
        raise LanguageError(f"'{missing[0]}' is a variable of the text, but not of the request", last.head)
    chosen = listed if listed is not None else last.arguments
    if chosen is None:
        chosen = _usual_variables(
            {name.name for name in names_in(tree)} - set(CONSTANTS) - set(map(canonical_name, parameters))
        )
    if len(chosen) > MAXIMUM_VARIABLES:
        raise LanguageError(f"{len(chosen)} variables; the limit is {MAXIMUM_VARIABLES}", last.head)
    return tuple(chosen)


def _usual_variables(names: Collection[str]) -> tuple[str, ...]:
    """x, y, z, t, u, v, w, s and their subscripted kin; where none occurs, every name is a variable."""
    usual = [name for name in names if name.partition("_")[0] in VARIABLE_LETTERS]
    return tuple(sorted(usual or names, key=_alphabet))


def _alphabet(name: str) -> tuple:
    letter, _, index = name.partition("_")
    place = VARIABLE_LETTERS.find(letter) if letter in VARIABLE_LETTERS else len(VARIABLE_LETTERS)
    return (place, letter, int(index) if index.isdigit() else 0, index)


def _parameters(tree: Tree, variables: Collection[str]) -> tuple[str, ...]:
    names = {name.name: name for name in names_in(tree) if name.name not in CONSTANTS and name.name not in variables}
    if len(names) > MAXIMUM_PARAMETERS:
        extra = list(names.values())[MAXIMUM_PARAMETERS]
        raise LanguageError(f"more than {MAXIMUM_PARAMETERS} parameters", extra.span, "give some of them numbers")
    return tuple(sorted(names, key=_alphabet))


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

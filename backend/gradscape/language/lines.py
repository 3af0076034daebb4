"""Text to lines: each is a name, perhaps the variables in parentheses, and what the name stands for."""

import re
from typing import NamedTuple

from gradscape.language.errors import LanguageError
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.syntax import Span
from gradscape.language.vocabulary import CONSTANTS
from gradscape.language.words import canonical_name

_WORD = r"[A-Za-zα-ωϕϵ]+(?:[0-9]+|_[0-9A-Za-z]+|_\{[A-Za-z0-9]+\}|[₀-₉]+)?"
LEFT_HAND_SIDE = re.compile(rf"[ \t]*({_WORD})[ \t]*(?:\(([^()=<>]*)\))?[ \t]*=(?!=)")
_LINE = re.compile(r"[^\n;]+")


class Line(NamedTuple):
    """One line of the text: `name(arguments) = text[start:end]`, the name and arguments optional."""

    name: str | None
    arguments: tuple[str, ...] | None
    head: Span
    start: int
    end: int

    @property
    def place(self) -> Span:
        """Where what the name stands for is written."""
        return Span(self.start, self.end)


def lines_of(text: str) -> list[Line]:
    """All lines of `text`, which has at least one.

    Raises:
        LanguageError: where it has none, or a left-hand side cannot be read.
    """
    lines = [_read_line(text, match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip()]
    if not lines:
        raise LanguageError("there is no function here yet", Span(0, len(text)), "type one, for example x^2 - y^2")
    return lines


def _read_line(source: str, start: int, end: int) -> Line:
    match = LEFT_HAND_SIDE.match(source, start, end)
    if not match:
        return Line(None, None, Span(start, end), start, end)
    head = Span(match.start(1), match.end())
    name = canonical_name(match.group(1))
    _refuse_taken(match.group(1), Span(match.start(1), match.end(1)))
    arguments = None if match.group(2) is None else _read_arguments(match)
    return Line(name, arguments, head, match.end(), end)


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

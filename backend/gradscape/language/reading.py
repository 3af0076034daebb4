"""One line to its tree: the grammar's tokens, and the tree they make."""

from collections.abc import Collection
from functools import cache
from importlib import resources

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

from gradscape.language.building import TreeBuilder
from gradscape.language.limits import MAXIMUM_NODES, too_long
from gradscape.language.lines import Line
from gradscape.language.mistakes import misplaced, odd_character
from gradscape.language.syntax import Span, Tree
from gradscape.language.words import prepare


def written(text: str, line: Line, known: Collection[str]) -> Tree:
    """The tree of a line's right-hand side, as it is written.

    Args:
        known: canonical names that are one word because the text or the request says so.
    Raises:
        LanguageError: with the place of the mistake in `text`.
    """
    try:
        tokens = prepare(_lexed(text[line.start : line.end], line.start), known)
        _check_leaves(tokens)
        return _fed(tokens, line)
    except UnexpectedCharacters as error:
        raise odd_character(text, line.start + error.pos_in_stream) from None
    except VisitError as error:
        raise error.orig_exc from None


def _check_leaves(tokens: list[Token]) -> None:
    """Refuses at once what has too many leaves for a tree: making one takes longest of all."""
    leaves = [token for token in tokens if token.type in ("NAME", "NUMBER")]
    if len(leaves) > MAXIMUM_NODES:
        raise too_long(Span(leaves[0].start_pos or 0, leaves[-1].end_pos or 0))


def _lexed(text: str, offset: int) -> list[Token]:
    # By the parser's own lexer: `Lark.lex` would build one for each text.
    tokens = list(_grammar().parse_interactive(text, start="start").lexer_thread.lex(None))
    return [_moved(token, offset) for token in tokens] if offset else tokens


def _moved(token: Token, offset: int) -> Token:
    return Token(
        token.type, str(token), start_pos=(token.start_pos or 0) + offset, end_pos=(token.end_pos or 0) + offset
    )


def _fed(tokens: list[Token], line: Line) -> Tree:
    parser = _grammar().parse_interactive("", start="start")
    try:
        for token in tokens:
            parser.feed_token(token)
        return parser.feed_eof(tokens[-1] if tokens else None)
    except UnexpectedToken as error:
        raise misplaced(error.token, tokens, line.head) from None


@cache
def _grammar() -> Lark:
    text = resources.files("gradscape.language").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        text, parser="lalr", lexer="basic", start=["start", "raw"], keep_all_tokens=True, transformer=TreeBuilder()
    )

"""From raw tokens to the grammar's tokens: letters become names and functions, gaps become products, bars pair up.

The rule for letters: a run of letters is one word if Gradscape or the text knows it (sin, pi, alpha, a name defined on
an earlier line); otherwise known words and single letters multiply (`2xy`, `x sin y`, `axy`), but only when that is
surely meant: every letter is a variable letter, or there are at most three different ones. `sine` is a mistake.
"""

import difflib
import re
from collections.abc import Collection, Iterator

from lark import Token

from gradscape.language.errors import LanguageError
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.limits import MAXIMUM_NESTING, MAXIMUM_NODES, too_long
from gradscape.language.syntax import Span
from gradscape.language.vocabulary import CONSTANTS, FOREIGN, FOREIGN_CALLS, GREEK, NOT_HERE, VARIABLE_LETTERS

_GREEK_LETTERS = {letter: name for name, letter in GREEK.items()} | {"ϕ": "phi", "ϵ": "epsilon"}
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LETTERS = re.compile(r"[A-Za-zα-ωϕϵ]+")
_PARTS = re.compile(r"([A-Za-zα-ωϕϵ]+)([0-9]*)(?:_\{?([A-Za-z0-9]+)\}?)?")
_LONGEST_WORD = max(map(len, [*CALLABLE, *ALIASES, *CONSTANTS, *GREEK]))
_DIFFERENTIAL = re.compile(r"d[a-z]?")
_CONNECTIVES = {"and": "AND", "or": "OR"}
_WORDS = frozenset([*CALLABLE, *ALIASES, *CONSTANTS, *GREEK, *_CONNECTIVES])
ENDS_OPERAND = {"NUMBER", "NAME", "CLOSE", "CLOSE_LIST", "BAR_CLOSE", "SUPERSCRIPT", "TRANSPOSE"}
_STARTS_OPERAND = {"NUMBER", "NAME", "OPEN", "OPEN_LIST", "BAR_OPEN", "ROOT", "FUNCTION_BARE", "FUNCTION_CALL"}
_OPENS = {"OPEN", "OPEN_LIST", "BAR_OPEN"}
_CLOSES = {"CLOSE", "CLOSE_LIST", "BAR_CLOSE"}


def span_of(token: Token) -> Span:
    """Where the token stands in the source."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def canonical_name(word: str) -> str:
    """One spelling for one name: x₁, x1, x_{1} and x_1 are x_1; α is alpha."""
    parts = _PARTS.fullmatch(word.translate(_SUBSCRIPTS))
    assert parts, f"{word!r} is no word of the grammar"
    letters, digits, subscript = parts.groups()
    letters = _GREEK_LETTERS.get(letters, letters)
    index = digits + (subscript or "")
    return f"{letters}_{index}" if index else letters


def prepare(tokens: list[Token], known: Collection[str]) -> list[Token]:
    """The grammar's tokens for one line.

    Args:
        tokens: as the grammar's terminals cut the text.
        known: canonical names that are one word because the text or the request says so.
    """
    _refuse_foreign_calls(tokens, known)
    _refuse_derivatives(tokens, known)
    tokens = _with_transposes([piece for token in tokens for piece in _resolved(token, known)], known)
    tokens = _fold_function_powers(tokens)
    tokens = _paired(tokens)
    tokens = _told_apart(tokens)
    return list(_with_products(tokens))


def _refuse_foreign_calls(tokens: list[Token], known: Collection[str]) -> None:
    """det(A), SIN(x) and log1p(x) are no products of letters.

    Raises:
        LanguageError: at the first of them.
    """
    for place, token in enumerate(tokens):
        if token.type != "OPEN":
            continue
        first = place
        while first and tokens[first - 1].type == "WORD" and tokens[first - 1].end_pos == tokens[first].start_pos:
            first -= 1
        word = "".join(tokens[first:place])
        own = word.lower() if word.lower() in CALLABLE or word.lower() in ALIASES else None
        is_other = word in FOREIGN_CALLS or (own is not None and word != own and len(word) > 1)
        if is_other and word not in CALLABLE and word not in ALIASES and word not in known:
            meant = FOREIGN_CALLS.get(word) or own
            hint = f"did you mean '{meant}'?" if meant else "it is none of our functions"
            raise LanguageError(
                f"unknown name '{word}'", Span(tokens[first].start_pos or 0, token.start_pos or 0), hint
            )


def _refuse_derivatives(tokens: list[Token], known: Collection[str]) -> None:
    """d/dx, dy/dx and d(x^2)/dx are no quotients of products.

    Raises:
        LanguageError: at the first of them, where d is no name of the text.
    """
    signs = [token for token in tokens if token.type not in ("OPEN", "CLOSE")]
    above = None
    for token, divide, under, after in zip(signs, signs[1:], signs[2:], [*signs[3:], None], strict=False):
        above = above or (token if _DIFFERENTIAL.fullmatch(token) else None)
        is_below = _DIFFERENTIAL.fullmatch(under) and (len(under) > 1 or (after and after.type == "WORD"))
        if above and divide.type == "DIVIDE" and is_below and "d" not in known:
            span = Span(above.start_pos or 0, under.end_pos or 0)
            raise LanguageError("a derivative cannot be typed", span, "it is made for you: type the function itself")


def _token(kind: str, text: str, start: int, end: int) -> Token:
    return Token(kind, text, start_pos=start, end_pos=end)


def _resolved(token: Token, known: Collection[str]) -> Iterator[Token]:
    if token.type != "WORD":
        yield token
        return
    position = token.start_pos or 0
    for text in _pieces(token, known):
        yield _classified(text, position, known)
        position += len(text)


def _classified(text: str, start: int, known: Collection[str]) -> Token:
    end = start + len(text)
    if text in _CONNECTIVES:
        return _token(_CONNECTIVES[text], text, start, end)
    if text[0].isdigit():
        return _token("NUMBER", text, start, end)
    if canonical_name(text) in known:
        return _token("NAME", canonical_name(text), start, end)
    word = ALIASES.get(text, text)
    if word in CALLABLE:
        return _token("FUNCTION", word, start, end)
    return _token("NAME", word if word in CONSTANTS else canonical_name(text), start, end)


def _is_word(text: str, known: Collection[str]) -> bool:
    return text in _WORDS or (bool(known) and canonical_name(text) in known)


def _pieces(token: Token, known: Collection[str]) -> list[str]:
    """The words inside one run of letters."""
    text = str(token)
    start = _LETTERS.match(text)
    assert start, f"{text!r} is no word of the grammar"
    letters = start.group()
    tail = text[len(letters) :]
    if _is_word(text, known) or (len(letters) == 1 and letters not in CALLABLE):
        return [text]
    if letters in GREEK and tail:
        return [text]
    if tail.isdigit() and (letters in CALLABLE or letters in ALIASES):
        return [letters, tail]  # sin2x
    if (letters in FOREIGN or letters in NOT_HERE) and letters not in known:
        raise _unknown(token, letters)
    pieces = _split(letters, known)
    if len(pieces) > MAXIMUM_NODES:
        raise too_long(Span(token.start_pos or 0, token.end_pos or 0))
    if not _surely_a_product(pieces, known):
        raise _unknown(token, letters)
    if tail.isdigit() and pieces[-1] in CALLABLE:
        return [*pieces, tail]
    return [*pieces[:-1], pieces[-1] + tail]


def _split(letters: str, known: Collection[str]) -> list[str]:
    """Known words (two letters or more) where they fit, longest first, and single letters between them."""
    longest = max(_LONGEST_WORD, *map(len, known), 0)
    pieces, position = [], 0
    while position < len(letters) and len(pieces) <= MAXIMUM_NODES:
        rest = letters[position : position + longest]
        lengths = range(len(rest), 1, -1)
        length = next((n for n in lengths if rest[:n] not in _CONNECTIVES and _is_word(rest[:n], known)), 1)
        pieces.append(rest[:length])
        position += length
    return pieces


def _surely_a_product(pieces: list[str], known: Collection[str]) -> bool:
    singles = [piece for piece in pieces if len(piece) == 1]
    free = [letter for letter in singles if letter not in VARIABLE_LETTERS and letter not in known]
    if any(len(piece) > 1 for piece in pieces):
        return not free  # sinx, xsinx; but not sine
    return not free or (len(pieces) <= 3 and len(set(pieces)) == len(pieces))


def _unknown(token: Token, letters: str) -> LanguageError:
    words = [*CALLABLE, *ALIASES, *GREEK] if len(letters) < 2 * _LONGEST_WORD else []
    meant = FOREIGN.get(letters) or next(iter(difflib.get_close_matches(letters, words, 1)), None)
    otherwise = "put * between letters that multiply, or define the name on a line of its own"
    hint = NOT_HERE.get(letters) or (f"did you mean '{meant}'?" if meant else otherwise)
    return LanguageError(f"unknown name '{letters}'", span_of(token), hint)


def _with_transposes(tokens: list[Token], known: Collection[str]) -> list[Token]:
    """A^T: the power and its T are one sign, unless T is a name of the text."""
    if "T" in known:
        return tokens
    joined: list[Token] = []
    for token in tokens:
        power = joined[-1] if joined else None
        if power is not None and power.type == "POWER" and token.type == "NAME" and str(token) == "T":
            joined[-1] = _token("TRANSPOSE", "^T", power.start_pos or 0, token.end_pos or 0)
        else:
            joined.append(token)
    return joined


def _fold_function_powers(tokens: list[Token]) -> list[Token]:
    """sin^2 x and sin² x: the power joins the function's token as 'sin^2'."""
    folded: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = [t.type for t in tokens[index + 1 : index + 3]]
        if token.type == "FUNCTION" and following[:1] == ["SUPERSCRIPT"]:
            exponent = tokens[index + 1]
            folded.append(_raised(token, superscript_value(exponent), exponent))
            index += 2
        elif token.type == "FUNCTION" and following[:1] == ["POWER"]:
            exponent = tokens[index + 2] if len(following) > 1 else tokens[index + 1]
            if exponent.type != "NUMBER" or not exponent.isdigit():
                raise _odd_function_power(token, exponent)
            folded.append(_raised(token, int(exponent), exponent))
            index += 3
        else:
            folded.append(token)
            index += 1
    return folded


def superscript_value(token: Token) -> int:
    """The integer that superscript characters write."""
    return int(str(token).translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


def _raised(function: Token, power: int, exponent: Token) -> Token:
    if power < 1 or power > 99:
        raise _odd_function_power(function, exponent)
    return _token("FUNCTION", f"{function}^{power}", function.start_pos or 0, exponent.end_pos or 0)


def _odd_function_power(function: Token, exponent: Token) -> LanguageError:
    span = Span(function.start_pos or 0, exponent.end_pos or 0)
    inverse = f"arc{function}"
    remedy = f"{inverse}(x) for the inverse, or 1/{function}(x)" if inverse in CALLABLE else f"({function}(x))^(...)"
    return LanguageError(f"only a positive whole power can stand right after '{function}'", span, f"write {remedy}")


def _paired(tokens: list[Token]) -> list[Token]:
    """Tells the opening bars of |x| from the closing ones, and refuses too deep a nesting."""
    open_groups: list[str] = []
    paired: list[Token] = []
    for raw in tokens:
        after_operand = bool(paired) and paired[-1].type in ENDS_OPERAND
        closes = after_operand and open_groups[-1:] == ["BAR"]
        kind = raw.type if raw.type != "BAR" else "BAR_CLOSE" if closes else "BAR_OPEN"
        token = Token.new_borrow_pos(kind, str(raw), raw)
        if token.type in _OPENS:
            open_groups.append("BAR" if token.type == "BAR_OPEN" else token.type)
        elif token.type in _CLOSES and open_groups:
            open_groups.pop()
        if len(open_groups) > MAXIMUM_NESTING:
            raise LanguageError(
                f"nested deeper than {MAXIMUM_NESTING} levels", span_of(token), "name a part on a line of its own"
            )
        paired.append(token)
    return paired


def _told_apart(tokens: list[Token]) -> list[Token]:
    """sin(x) is a call; sin x has a bare argument."""
    return [
        Token.new_borrow_pos("FUNCTION_CALL" if after and after.type == "OPEN" else "FUNCTION_BARE", str(token), token)
        if token.type == "FUNCTION"
        else token
        for token, after in zip(tokens, [*tokens[1:], None], strict=False)
    ]


def _with_products(tokens: list[Token]) -> Iterator[Token]:
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.type in ENDS_OPERAND and token.type in _STARTS_OPERAND:
            if before.type == token.type == "NUMBER":
                span = Span(before.start_pos or 0, token.end_pos or 0)
                raise LanguageError("two numbers side by side", span, f"write {before}*{token} for their product")
            apart = token.type.startswith("FUNCTION") or (token.type in _OPENS and before.type != "NUMBER")
            yield _token("PRODUCT_APART" if apart else "PRODUCT", "", token.start_pos or 0, token.start_pos or 0)
        yield token

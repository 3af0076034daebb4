"""What to say when a text cannot be read: the message, the place, the remedy."""

import unicodedata

from lark import Token

from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Span
from gradscape.language.words import ENDS_OPERAND, span_of


def misplaced(token: Token, tokens: list[Token], line: Span) -> LanguageError:
    before = next((t for t in reversed(tokens) if (t.start_pos or 0) < (token.start_pos or 0) and str(t)), None)
    after = f" after '{before}'" if before else ""
    if token.type == "$END":
        return _ends_early(tokens, line)
    span = span_of(token)
    match token.type:
        case "CLOSE" if before is not None and before.type == "OPEN":
            return LanguageError("there is nothing between these parentheses", Span(before.start_pos or 0, span.end))
        case "CLOSE_LIST" if before is not None and before.type == "OPEN_LIST":
            return LanguageError("there is nothing between these brackets", Span(before.start_pos or 0, span.end))
        case "CLOSE":
            opened = any(t.type == "OPEN" for t in tokens)
            hint = None if opened else "delete it, or add '(' before"
            return LanguageError(f"')' cannot stand here{after}", span, hint)
        case "COMMA" if number := _with_decimal_comma(token, tokens):
            return LanguageError("a decimal comma cannot be read", number, "write a point, as in 0.5")
        case "COMMA":
            return LanguageError("a comma only separates arguments and entries", span, "write [x, y] for a vector")
        case "COMPARE":
            return LanguageError("only two numbers are compared at a time", span, "join comparisons with 'and'")
        case "BAR_OPEN" | "BAR_CLOSE":
            return LanguageError(f"'|' cannot stand here{after}", span, "write abs(...)")
        case "OPEN" | "PRODUCT" | "PRODUCT_APART":
            return LanguageError(f"something is missing here{after}", span)
    return LanguageError(f"'{token}' cannot stand here{after}", span)


def _with_decimal_comma(comma: Token, tokens: list[Token]) -> Span | None:
    """Where a comma with digits right before and after it makes one number."""
    before = next((t for t in tokens if t.type == "NUMBER" and t.end_pos == comma.start_pos), None)
    after = next((t for t in tokens if t.type == "NUMBER" and t.start_pos == comma.end_pos), None)
    return Span(span_of(before).start, span_of(after).end) if before and after else None


def _ends_early(tokens: list[Token], line: Span) -> LanguageError:
    span = span_of(tokens[-1]) if tokens else line
    if tokens and tokens[-1].type not in ENDS_OPERAND:
        return LanguageError(f"something is missing after '{tokens[-1]}'", span)
    if opened := _unclosed(tokens):
        closing = ")" if opened[-1].type == "OPEN" else "]"
        return LanguageError(f"this '{opened[-1]}' is never closed", span_of(opened[-1]), f"add '{closing}'")
    if any(token.type == "BAR_OPEN" for token in tokens):
        return LanguageError("this '|' is never closed", span, "write |...| or abs(...)")
    return LanguageError("there is nothing after '='", span, "write what the name stands for")


def _unclosed(tokens: list[Token]) -> list[Token]:
    opened: list[Token] = []
    for token in tokens:
        if token.type in ("OPEN", "OPEN_LIST"):
            opened.append(token)
        elif token.type in ("CLOSE", "CLOSE_LIST") and opened:
            opened.pop()
    return opened


_CHARACTER_HINTS = {
    "=": "'=' only follows a name at the start of a line; for an equation g = c type g - c, in conditions use <= or >=",
    "{": "use parentheses ( )",
    "}": "use parentheses ( )",
    "!": "write gamma(n + 1) for n!",
    "%": "write mod(x, y) for a remainder, x/100 for a percentage",
    "'": "derivatives are made for you: type the function itself",
    "&": "write 'and'",
    ".": "a point belongs inside a number, as in 0.5",
    "_": "an underscore belongs inside a name, as in x_1",
    "∞": "type a large number instead",
    "∂": "derivatives are made for you: type the function itself",
    "∫": "integrals cannot be read: type the function itself",
    "∛": "write x^(1/3) for a cube root",
    "‖": "write norm(...)",
}


def odd_character(source: str, position: int) -> LanguageError:
    character = source[position]
    span = Span(position, position + 1)
    if not character.isprintable():
        return LanguageError(f"an invisible character (U+{ord(character):04X}) cannot be read", span, "delete it")
    lookalike = _LOOKALIKES.get(character) or unicodedata.normalize("NFKC", character)
    if lookalike != character and lookalike.isascii() and lookalike.strip():
        hint = f"it looks like '{lookalike}': type that instead"
    elif unicodedata.decimal(character, None) is not None:
        hint = f"write the digit {unicodedata.decimal(character)}"
    elif "⁄" in lookalike:
        hint = f"write ({lookalike.replace('⁄', '/')})"
    else:
        hint = _CHARACTER_HINTS.get(character)
    return LanguageError(f"the character '{character}' cannot be read here", span, hint)


# Letters of other alphabets that look the same as Latin ones.
_LOOKALIKES = dict(zip("асеорхуАВСЕНКМОРТХ\u037e", "aceopxyABCEHKMOPTX;", strict=True))

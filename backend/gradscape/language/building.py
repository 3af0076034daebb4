"""Makes the expression tree while Lark parses: canonical nodes with their spans."""

import math
from itertools import pairwise

from lark import Token, Transformer, v_args

from gradscape.language.errors import LanguageError
from gradscape.language.functions import CALLABLE, FunctionWord
from gradscape.language.syntax import Apply, Name, Number, Span, Tree
from gradscape.language.vocabulary import Word
from gradscape.language.words import span_of, superscript_value

_COMPARISONS = {
    "<": "less",
    "<=": "less_equal",
    "≤": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "≥": "greater_equal",
}
_DIVISIONS = {"/", "÷"}


def _around(*parts: Token | Tree) -> Span:
    spans = [span_of(part) if isinstance(part, Token) else part.span for part in parts]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def flat(function: str, first: Tree, second: Tree, span: Span) -> Apply:
    """A sum or product of both, without a sum inside the sum."""
    return Apply(function, _parts(function, first) + _parts(function, second), span)


def _parts(function: str, tree: Tree) -> tuple[Tree, ...]:
    if isinstance(tree, Apply) and tree.function == function and not _is_grouped(tree):
        return tree.arguments
    return (tree,)


def _is_grouped(tree: Apply) -> bool:
    """Whether a product stands in parentheses, which its span then includes: (x^T y) z is not x^T (y z)."""
    return tree.span.start < tree.arguments[0].span.start and tree.arguments[-1].span.end < tree.span.end


def _read_number(token: Token) -> float:
    value = float(token)
    if math.isinf(value):
        raise LanguageError("this number is too large", span_of(token), "numbers go up to 1.8e308")
    if value == 0 and any(digit in "123456789" for digit in token.lower().partition("e")[0]):
        raise LanguageError("this number is too small to tell from 0", span_of(token), "numbers go down to 5e-324")
    return value


def _call(token: Token, arguments: list[Tree], span: Span) -> Apply:
    name, _, exponent = str(token).partition("^")
    word = CALLABLE[name]
    if not word.fewest <= len(arguments) <= (word.most or len(arguments)):
        raise _wrong_count(word, arguments, span)
    called = Apply(name, tuple(arguments), span)
    return Apply("pow", (called, Number(float(exponent), span)), span) if exponent else called


def _wrong_count(word: Word | FunctionWord, given: list[Tree], span: Span) -> LanguageError:
    wanted = f"{word.fewest}" if word.fewest == word.most else f"{word.fewest} to {word.most}"
    hint = "a decimal comma cannot be read: write a point, as in 0.5" if _with_comma(given) else word.description
    plural = "argument" if wanted == "1" else "arguments"
    return LanguageError(f"'{word.name}' takes {wanted} {plural}, not {len(given)}", span, hint)


def _with_comma(arguments: list[Tree]) -> bool:
    """Whether digits stand right before and after a comma."""
    pairs = pairwise(arguments)
    return any(isinstance(a, Number) and _first(b).span == (a.span.end + 1, _first(b).span.end) for a, b in pairs)


def _first(tree: Tree) -> Number | Name:
    while isinstance(tree, Apply):
        tree = tree.arguments[0]
    return tree


@v_args(inline=True)
class TreeBuilder(Transformer):
    """One method per rule of the grammar."""

    def number(self, token):
        return Number(_read_number(token), span_of(token))

    def name(self, token):
        return Name(str(token), span_of(token))

    def group(self, opening, inner, closing):
        if isinstance(inner, Apply) and inner.function == "mul":
            return Apply("mul", inner.arguments, _around(opening, closing))
        return inner

    def bars(self, opening, inner, closing):
        return Apply("bars", (inner,), _around(opening, closing))

    def vector(self, opening, entries, closing):
        return Apply("vector", tuple(entries), _around(opening, closing))

    def transpose(self, base, sign):
        return Apply("transpose", (base,), _around(base, sign))

    def dot(self, left, operator, right):
        return Apply("dot" if operator == "." else "point", (left, right), _around(left, right))

    def call(self, token, opening, arguments, closing):
        return _call(token, arguments, _around(token, closing))

    def arguments(self, *parts):
        return list(parts[::2])

    def bare_call(self, token, argument):
        return _call(token, [argument], _around(token, argument))

    def root(self, sign, radicand):
        return Apply("sqrt", (radicand,), _around(sign, radicand))

    def superscript(self, base, token):
        value = superscript_value(token)
        magnitude = Number(_read_number(token.update(value=str(abs(value)))), span_of(token))
        exponent = Apply("neg", (magnitude,), span_of(token)) if value < 0 else magnitude
        return Apply("pow", (base, exponent), _around(base, token))

    def power(self, base, operator, exponent):
        return Apply("pow", (base, exponent), _around(base, exponent))

    def multiply(self, left, operator, right):
        span = _around(left, right)
        if operator in _DIVISIONS:
            return Apply("div", (left, right), span)
        return flat("mul", left, right, span)

    def negate(self, sign, operand):
        return Apply("neg", (operand,), _around(sign, operand))

    def keep(self, sign, operand):
        return operand

    def add(self, left, operator, right):
        return flat("add", left, right, _around(left, right))

    def subtract(self, left, operator, right):
        span = _around(left, right)
        return flat("add", left, Apply("neg", (right,), _around(operator, right)), span)

    def compare(self, left, operator, right):
        return Apply(_COMPARISONS[str(operator)], (left, right), _around(left, right))

    def both_conditions(self, left, connective, right):
        return Apply(str(connective).lower(), (left, right), _around(left, right))

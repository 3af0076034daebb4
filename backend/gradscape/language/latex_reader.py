"""Reads LaTeX by its own rules, a power taking one sign or one group, and writes what a person would type."""

import re
from collections.abc import Callable

from gradscape.language import latex_environments
from gradscape.language.errors import LanguageError
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.limits import MAXIMUM_NESTING
from gradscape.language.syntax import Span
from gradscape.language.vocabulary import CONSTANTS, GREEK

_TYPED = {
    "cdot": "*", "ast": "*", "times": "×", "div": "÷", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "land": " and ", "wedge": " and ", "lor": " or ",
    "vee": " or ", "colon": ":", "lbrack": "[", "rbrack": "]", "lvert": " abs(", "rvert": ")", "lVert": " norm(",
    "rVert": ")", "lfloor": " floor(", "rfloor": ")", "lceil": " ceil(", "rceil": ")", "lbrace": "(", "rbrace": ")",
    "Gamma": " gamma", "varepsilon": " epsilon", "varphi": " phi", "vartheta": " theta", "top": "T", "{": "(",
    "}": ")", "\\": "\n",
}  # fmt: skip
# Commands that change how a formula looks and not what it says.
_LOOKS = frozenset(
    [",", ";", ":", "!", " ", "quad", "qquad", "displaystyle", "textstyle", "limits", "nolimits", "(", ")", "[", "]"]
    + [f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")]
)
_ALPHABETS = frozenset(
    ["mathbf", "mathrm", "mathit", "mathsf", "mathcal", "boldsymbol", "bm", "vec", "text", "textrm", "operatorname"]
)
_FENCES = {"(": ("(", ")"), "[": ("(", ")"), "|": (" abs(", ")"), "\\|": (" norm(", ")"), ".": ("", "")}
_FENCES |= {f"\\{name}": (_TYPED[name], ")") for name in ("lvert", "lVert", "lfloor", "lceil", "lbrace", "{")}
_NOT_HERE = {
    "sum": "write sum(x_i) for the sum of a vector's entries",
    "prod": "write prod(x_i) for the product of a vector's entries",
    "int": "integrals cannot be read: type the function itself",
    "partial": "derivatives are made for you: type the function itself",
    "nabla": "derivatives are made for you: type the function itself",
    "infty": "type a large number instead",
    "lim": "limits cannot be read: type the function itself",
    "pm": "type two functions, one with + and one with -",
}
_COMMAND = re.compile(r"\\([A-Za-z]+|.|$)", re.S)
_FENCE = re.compile(r"\s*(\\[A-Za-z]+|\\.|.)", re.S)
# One digit, a whole number in braces, or what turns a matrix: these need no parentheses.
_EXPONENT = re.compile(r"\{\s*(?:\d+|\\top|T|\\math(?:sf|rm)\{T\})\s*\}|\d|T|\\top")
_BASE = re.compile(r"_\s*(?:\{\s*(2|10)\s*\}|(2))")
_SUBSCRIPT = re.compile(r"_\s*(?:\{\s*\\?(?:mathrm|text)?\{?([A-Za-z0-9]+)\}*\s*\}|([A-Za-z0-9]))")


class Reader:
    """Reads a source from left to right and writes what it says."""

    def __init__(self, source: str):
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.places: list[Span] = []
        self.depth = 0
        self.is_norm_open = False

    def read_to_the_end(self) -> None:
        """All of the source."""
        while self.at < len(self.source):
            self.read_one()

    def part(self, begin: int, end: int) -> "Reader":
        """A reader of a part of the source, with the same places."""
        part = Reader(self.source[:end])
        part.at, part.depth = begin, self.depth
        return part

    def read_one(self) -> None:
        """One sign, one group or one command with its arguments."""
        start, sign = self.at, self.source[self.at]
        self.depth += 1
        if self.depth > MAXIMUM_NESTING:
            raise LanguageError(f"nested deeper than {MAXIMUM_NESTING} levels", Span(start, start + 1), "shorten it")
        match sign:
            case "\\":
                self._read_command()
            case "{":
                self._read_bare_group()
            case "}":
                raise LanguageError("this '}' closes nothing", Span(start, start + 1), "delete it")
            case "^":
                self._read_power()
            case "_" if self.text:
                self._read_subscript()
            case "$" | "&":
                self.at += 1
            case _:
                self.at += 1
                self.write(" " if sign == "~" else sign, start)
        self.depth -= 1

    def join(self, text: list[str], places: list[Span]) -> None:
        """What was read elsewhere in the source."""
        self.text += text
        self.places += places

    def write(self, text: str, start: int, end: int | None = None) -> None:
        """What the source says from `start` on, up to here or to `end`."""
        place = Span(start, self.at if end is None else end)
        self.text += text
        self.places += [place] * len(text)

    def _read_command(self) -> None:
        found = _COMMAND.match(self.source, self.at)
        assert found
        start, name = self.at, found[1]
        self.at = found.end()
        if not name.strip():
            raise LanguageError("nothing follows this backslash", Span(start, start + 1), "delete it")
        if name in _NOT_HERE and (name not in CALLABLE or self.source.startswith(("_", "^"), self.at)):
            raise self._unknown(name, start)
        if name in _READERS:
            _READERS[name](self, start)
        elif name in _ALPHABETS:
            self._read_word(start)
        elif name in _TYPED:
            self.write(_TYPED[name], start)
        elif name in CALLABLE or ALIASES.get(name, name) in {*CALLABLE, *CONSTANTS} or name in GREEK:
            self.write(f" {name}", start)
            if not self.source.startswith("_", self.at):
                self.write(" ", start)
        elif name not in _LOOKS:
            raise self._unknown(name, start)

    def _unknown(self, name: str, start: int) -> LanguageError:
        hint = _NOT_HERE.get(name, "delete it, or write what it stands for")
        return LanguageError(f"the LaTeX command '\\{name}' cannot be read here", Span(start, self.at), hint)

    def _read_bare_group(self) -> None:
        """Braces that no command asks for: one word in them needs no parentheses."""
        first = len(self.text)
        self.read_group("(", ")")
        if "".join(self.text[first + 1 : -1]).strip().isalnum():
            self.text[first] = self.text[-1] = " "

    def read_group(self, opening: str, closing: str) -> None:
        """A group in braces, or the one sign that stands for it."""
        self._skip_gap()
        start = self.at
        if not self.source.startswith("{", start):
            self._read_sign(opening, closing)
            return
        self.at += 1
        self.write(opening, start)
        while not self.source.startswith("}", self.at):
            if self.at >= len(self.source):
                raise LanguageError("this '{' is never closed", Span(start, start + 1), "add '}'")
            self.read_one()
        self.at += 1
        self.write(closing, self.at - 1)

    def _read_sign(self, opening: str, closing: str) -> None:
        start = self.at
        if start >= len(self.source):
            raise LanguageError("something is missing at the end", Span(max(start - 1, 0), start))
        self.write(opening, start, start + 1)
        self.read_one()
        self.write(closing, start)

    def _skip_gap(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in " \t~":
            self.at += 1

    def _read_power(self) -> None:
        start = self.at
        self.at += 1
        self.write("^", start)
        self._skip_gap()
        found = re.compile(r"\{\s*(\d+|\\top|T|\\mathsf\{T\}|\\mathrm\{T\})\s*\}|\d|T|\\top").match(
            self.source, self.at
        )
        if not found:
            self.read_group("(", ")")
            return
        start, self.at = self.at, found.end()
        if found[0].isdigit() and self.source[self.at : self.at + 1].isdigit():
            raise LanguageError("in LaTeX a power without braces is one digit", Span(start, self.at + 1), "write ^{12}")
        self.write(f"{re.sub('[^0-9]', '', found[0]) or 'T'} ", start)

    def _read_subscript(self) -> None:
        found = _SUBSCRIPT.match(self.source, self.at)
        if not found:
            raise LanguageError("an index is a number or a word, as in x_1", Span(self.at, self.at + 1))
        start, self.at = self.at, found.end()
        self.write(f"_{{{found[1] or found[2]}}}", start)

    def _read_word(self, start: int) -> None:
        """A name in another alphabet."""
        found = re.compile(r"\s*(?:\{\s*((?:[A-Za-z0-9 ]|\\_)*?)\s*\}|([A-Za-z0-9]))").match(self.source, self.at)
        if not found:
            self.read_group("(", ")")
            return
        self.at = found.end()
        gap = "" if self.source.startswith("_", self.at) else " "
        word = (found[1] or found[2] or "").replace("\\_", "_")
        self.write(f" {word}{gap}", start)

    def read_fraction(self, start: int) -> None:
        """\\frac{a}{b}."""
        self.write("(", start)
        self.read_group("(", ")")
        self.write("/", start)
        self.read_group("(", ")")
        self.write(")", start)

    def read_root(self, start: int) -> None:
        """\\sqrt{a}, \\sqrt[n]{a}."""
        degree = re.compile(r"\s*\[\s*([0-9]+)\s*\]").match(self.source, self.at)
        if degree:
            self.at = degree.end()
        n = degree[1] if degree else "2"
        if n in ("2", "3"):
            self.write(" sqrt" if n == "2" else " cbrt", start)
            self.read_group("(", ")")
        else:
            self.read_group("((", f")^(1/{n}))")

    def read_logarithm(self, start: int) -> None:
        """\\log, also of base 2 or 10."""
        base = _BASE.match(self.source, self.at)
        if base:
            self.at = base.end()
        self.write(f" log{base[1] or base[2] if base else ''} ", start)

    def read_fence(self, start: int) -> None:
        """\\left( ... \\right), of any kind."""
        found = _FENCE.match(self.source, self.at)
        if not found or found[1] not in _FENCES:
            raise LanguageError("'\\left' stands before (, [ or |", Span(start, self.at), "delete it")
        opening, closing = _FENCES[found[1]]
        self.at = found.end()
        first = len(self.text)
        self.write(opening, start)
        while not self.source.startswith("\\right", self.at):
            if self.at >= len(self.source):
                raise LanguageError("this '\\left' has no '\\right'", Span(start, found.end()), "add \\right)")
            self.read_one()
        end = self.at
        self.at += len("\\right")
        closed = _FENCE.match(self.source, self.at)
        self.at = closed.end() if closed else len(self.source)
        if found[1] == "[" and "," in self.text[first:]:
            self.text[first], closing = "[", "]"
        self.write(closing, end)

    def read_bars(self, start: int) -> None:
        """\\| that opens a norm, or closes it."""
        self.write(")" if self.is_norm_open else " norm(", start)
        self.is_norm_open = not self.is_norm_open


_READERS: dict[str, Callable[[Reader, int], None]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), Reader.read_fraction),
    "log": Reader.read_logarithm,
    "sqrt": Reader.read_root,
    "left": Reader.read_fence,
    "|": Reader.read_bars,
    "begin": latex_environments.read,
}

"""LaTeX, for amsmath."""

from collections.abc import Sequence

from gradscape.language.functions import WORDS
from gradscape.language.vocabulary import GREEK

_COMMANDS = {**{name: f"\\{name}" for name in GREEK}, "pi": "\\pi", "tau": "\\tau", "∇": "\\nabla"}
_COMMANDS |= {"Γ": "\\Gamma", "σ": "\\sigma", "e": "\\mathrm{e}", "∂": "\\partial"}
_KNOWN_WORDS = frozenset(word.name for word in WORDS.values() if word.in_latex)
_SIGNS = {
    "·": "\\cdot ",
    "≤": "\\le ",
    "≥": "\\ge ",
    "≠": "\\ne ",
    "-": "-",
    ",": ", ",
    "=": " = ",
    "+": " + ",
    "<": " < ",
    ">": " > ",
    "∑": "\\sum ",
    "∏": "\\prod ",
}
_FENCES = {"|": ("\\left|", "\\right|"), "(": ("\\left(", "\\right)"), "⌊": ("\\left\\lfloor ", "\\right\\rfloor ")}
_FENCES |= {"‖": ("\\left\\lVert ", "\\right\\rVert ")}
_FENCES |= {"⌈": ("\\left\\lceil ", "\\right\\rceil ")}


class LaTeX:
    """Every name is a letter with an index or one of our words, so nothing needs escaping but underscores in words."""

    def row(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def number(self, digits: str) -> str:
        return digits

    def scientific(self, digits: str, exponent: str) -> str:
        return f"10^{{{exponent}}}" if digits == "1" else f"{digits} \\cdot 10^{{{exponent}}}"

    def name(self, letter: str, index: str) -> str:
        base = _COMMANDS.get(letter, letter if len(letter) == 1 else f"\\mathrm{{{letter}}}")
        return f"{{{base}}}_{{{index}}}" if index else f"{{{base}}}" if base.startswith("\\") else base

    def word(self, name: str) -> str:
        if name in ("if", "otherwise", "and", "or"):
            return f"\\text{{ {name} }}"
        escaped = name.replace("_", "\\_")
        return f"\\{name}" if name in _KNOWN_WORDS else f"\\operatorname{{{escaped}}}"

    def operator(self, sign: str) -> str:
        return _SIGNS.get(sign, sign)

    def fraction(self, above: str, below: str) -> str:
        return f"\\frac{{{above}}}{{{below}}}"

    def superscript(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def subscript(self, base: str, index: str) -> str:
        return f"{base}_{{{index}}}"

    def root(self, radicand: str, degree: str | None) -> str:
        return f"\\sqrt[{degree}]{{{radicand}}}" if degree else f"\\sqrt{{{radicand}}}"

    def fenced(self, inner: str, left: str, right: str) -> str:
        opening, closing = _FENCES[left]
        return f"{opening}{inner}{closing}"

    def applied(self, function: str, argument: str) -> str:
        return f"{function}{argument}"

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        body = " \\\\ ".join(f"{value} & {when}" for value, when in rows)
        return f"\\begin{{cases}}{body}\\end{{cases}}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        body = " \\\\ ".join(" & ".join(row) for row in rows)
        return f"\\begin{{pmatrix}}{body}\\end{{pmatrix}}"

    def invisible_times(self) -> str:
        return " "

    def document(self, inner: str) -> str:
        return inner

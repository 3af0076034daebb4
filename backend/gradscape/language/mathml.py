"""MathML, as browsers draw it themselves (MathML Core)."""

from collections.abc import Sequence
from html import escape

from gradscape.language.typesetting import is_constant_name
from gradscape.language.vocabulary import GREEK

_GLYPHS = {**GREEK, "pi": "π", "tau": "τ"}
_SIGNS = {"-": "−", "<": "&lt;", ">": "&gt;"}


class MathML:
    """Presentation markup; every piece of text is escaped here."""

    def row(self, parts: Sequence[str]) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

    def number(self, digits: str) -> str:
        return f"<mn>{digits}</mn>"

    def scientific(self, digits: str, exponent: str) -> str:
        power = self.superscript(self.number("10"), self.number(exponent.replace("-", "−")))
        return power if digits == "1" else self.row([self.number(digits), self.operator("·"), power])

    def name(self, letter: str, index: str) -> str:
        upright = ' mathvariant="normal"' if is_constant_name(letter) else ""
        base = f"<mi{upright}>{escape(_GLYPHS.get(letter, letter))}</mi>"
        return self.subscript(base, f"<mn>{escape(index)}</mn>") if index else base

    def word(self, name: str) -> str:
        spaced = name in ("if", "otherwise", "and", "or")
        return f"<mtext>&#x2002;{name}&#x2002;</mtext>" if spaced else f'<mi mathvariant="normal">{escape(name)}</mi>'

    def operator(self, sign: str) -> str:
        return f"<mo>{_SIGNS.get(sign, sign)}</mo>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def superscript(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def subscript(self, base: str, index: str) -> str:
        return f"<msub>{base}{index}</msub>"

    def root(self, radicand: str, degree: str | None) -> str:
        return f"<mroot>{radicand}{degree}</mroot>" if degree else f"<msqrt>{radicand}</msqrt>"

    def fenced(self, inner: str, left: str, right: str) -> str:
        opening = f'<mo form="prefix" stretchy="true">{left}</mo>'
        closing = f'<mo form="postfix" stretchy="true">{right}</mo>'
        return f"<mrow>{opening}{inner}{closing}</mrow>"

    def applied(self, function: str, argument: str) -> str:
        return f"<mrow>{function}<mo>&#x2061;</mo>{argument}</mrow>"

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        body = "".join(f"<mtr><mtd>{value}</mtd><mtd>{when}</mtd></mtr>" for value, when in rows)
        return f'<mrow><mo form="prefix" stretchy="true">{{</mo><mtable class="cases">{body}</mtable></mrow>'

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        body = "".join(f"<mtr>{''.join(f'<mtd>{entry}</mtd>' for entry in row)}</mtr>" for row in rows)
        return self.fenced(f"<mtable>{body}</mtable>", "(", ")")

    def invisible_times(self) -> str:
        return "<mo>&#x2062;</mo>"

    def document(self, inner: str) -> str:
        return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{inner}</math>'

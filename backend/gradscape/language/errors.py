"""What the language says when it cannot read a text."""

from gradscape.language.syntax import Span


class LanguageError(ValueError):
    """A user's mistake, with its place in the text and, where possible, its remedy.

    Args:
        message: what is wrong, in the user's words.
        span: the offending characters of the source.
        hint: what was probably meant, or how to write it.
    """

    def __init__(self, message: str, span: Span, hint: str | None = None):
        super().__init__(message)
        self.message = message
        self.span = span
        self.hint = hint

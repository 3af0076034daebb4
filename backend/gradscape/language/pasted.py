"""LaTeX as it is pasted from slides and notebooks, turned into what people type, each character with its place."""

import re
from dataclasses import replace
from typing import NamedTuple

from gradscape.language.latex_reader import Reader
from gradscape.language.syntax import Apply, Map, Span, Tree

# What shows that a text is LaTeX; any other is left as it is.
_SIGN = re.compile(r"[\\$]|\^[ \t]*\{")


class Reading(NamedTuple):
    """A text as people type it, and where in the source each of its characters stands."""

    text: str
    places: tuple[Span, ...] | None

    def span(self, span: Span) -> Span:
        """The place in the source of a place in the text."""
        if self.places is None or not self.places:
            return span
        last = len(self.places) - 1
        if span.start > last:
            return Span(self.places[-1].end, self.places[-1].end)
        start = self.places[span.start].start
        return Span(start, max(start, self.places[min(span.end - 1, last)].end if span.end > span.start else start))

    def in_source(self, found: Map, source: str) -> Map:
        """What was read from the text, with all its places in the source."""
        if self.places is None:
            return found
        outputs = tuple(self._moved(tree) for tree in found.outputs)
        return replace(found, source=source, tree=self._moved(found.tree), outputs=outputs)

    def _moved(self, tree: Tree) -> Tree:
        if isinstance(tree, Apply):
            tree = replace(tree, arguments=tuple(map(self._moved, tree.arguments)))
        return replace(tree, span=self.span(tree.span))


def as_typed(source: str) -> Reading:
    """The text itself, or what its LaTeX says.

    Raises:
        LanguageError: at a command that says nothing here.
    """
    if not _SIGN.search(source):
        return Reading(source, None)
    reader = Reader(source)
    reader.read_to_the_end()
    return Reading("".join(reader.text), tuple(reader.places))

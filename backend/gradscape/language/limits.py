"""How long and how deep what people type may be."""

from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Apply, Span, Tree

MAXIMUM_LENGTH = 4096
MAXIMUM_NESTING = 64
MAXIMUM_NODES = 2048
MAXIMUM_VARIABLES = 16
MAXIMUM_PARAMETERS = 16
MAXIMUM_OUTPUTS = 8
LONGEST_VECTOR = 16
LARGEST_MATRIX = 8


def too_long(place: Span) -> LanguageError:
    """What is said of a text of too many parts."""
    return LanguageError(
        f"this stands for more than {MAXIMUM_NODES} numbers, names and operations", place, "shorten it"
    )


def check_size(tree: Tree, place: Span) -> None:
    """Refuses what is too deep or too long; walks without recursion, since it is the guard of all recursion.

    Raises:
        LanguageError: at `place` where it is too long.
    """
    nodes, stack = 0, [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        nodes += 1
        if depth > MAXIMUM_NESTING:
            raise LanguageError(f"nested deeper than {MAXIMUM_NESTING} levels", node.span, "shorten it")
        if nodes > MAXIMUM_NODES:
            raise too_long(place)
        if isinstance(node, Apply):
            stack.extend((argument, depth + 1) for argument in node.arguments)

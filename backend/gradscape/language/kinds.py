"""What kind of thing an expression is: a number or a condition, with errors in the user's words."""

from enum import Enum

from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Apply, Tree
from gradscape.language.vocabulary import CONDITIONS


class Kind(Enum):
    """What a subexpression stands for."""

    SCALAR = "a number"
    CONDITION = "a condition"


def check(tree: Tree) -> None:
    """Refuses conditions where numbers belong, and numbers where conditions belong."""
    _expect(tree, Kind.SCALAR, "write if(condition, 1, 0) to make a number of it")


def kind(tree: Tree) -> Kind:
    """Scalar, but for comparisons and what joins them."""
    return Kind.CONDITION if isinstance(tree, Apply) and tree.function in CONDITIONS else Kind.SCALAR


def _expect(tree: Tree, expected: Kind, hint: str) -> None:
    if kind(tree) is not expected:
        raise LanguageError(f"this is {kind(tree).value}, but {expected.value} belongs here", tree.span, hint)
    if isinstance(tree, Apply):
        for argument, wanted in zip(tree.arguments, _argument_kinds(tree), strict=True):
            _expect(argument, wanted, _HINTS[wanted])


def _argument_kinds(tree: Apply) -> list[Kind]:
    if tree.function in ("and", "or"):
        return [Kind.CONDITION] * len(tree.arguments)
    if tree.function == "if":
        return [Kind.CONDITION, Kind.SCALAR, Kind.SCALAR]
    return [Kind.SCALAR] * len(tree.arguments)


_HINTS = {
    Kind.SCALAR: "write if(condition, 1, 0) to make a number of it",
    Kind.CONDITION: "compare two numbers, as in if(x > 0, x, -x)",
}

"""Where a derivative's formula stands for the derivative: conditions that simplification would lose.

sqrt(x)^2 has slope 1, but only for x > 0; (x^2 - 1)/(x - 1) too, but not at 1.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from gradscape.language.functions import POSITIVE, WORDS, above, nonzero
from gradscape.language.relations import minimal
from gradscape.language.simplification import ZERO
from gradscape.language.syntax import Apply, Name, Number, Tree, literal, names_in

# A formula with more is long already.
MAXIMUM_CONDITIONS = 12
_NOT_NEGATIVE = frozenset(name for name, word in WORDS.items() if word.sign == "not negative")


def conditions(*trees: Tree) -> tuple[Apply, ...]:
    """What must hold for all `trees` to be defined around a point: relations x > 0, x ≠ 1, ..., each once; at most 12.

    In their simplest form, and none that follows from another. Conditions without names are left out: nothing a person
    moves changes them.
    """
    needed = (condition for tree in trees for condition in _conditions(tree) if not _is_certain(condition))
    named = (each for each in minimal(needed) if any(True for _ in names_in(each)) and not _is_certain(each))
    return tuple(islice(named, MAXIMUM_CONDITIONS))


def _conditions(tree: Tree) -> Iterator[Apply]:
    if not isinstance(tree, Apply):
        return
    for argument in tree.arguments:
        yield from _conditions(argument)
    if tree.function in _DOMAINS:
        yield from _DOMAINS[tree.function](*tree.arguments)


def _of_power(base: Tree, exponent: Tree) -> list[Apply]:
    whole = literal(exponent)
    if whole is None or not whole.is_integer():
        # e^x and 2^x are defined everywhere; x^a is for positive x, whatever a.
        return [] if not list(_unknown(base)) else [above(base)]
    return [nonzero(base)] if whole < 0 else []


def _unknown(tree: Tree) -> Iterator[Name]:
    return (name for name in names_in(tree) if name.name not in ("e", "pi", "tau"))


def _is_certain(condition: Apply) -> bool:
    """Whether it holds wherever both sides are defined, as e^x > 0, x^2 + 1 ≠ 0 and cosh x > 0 do."""
    left, right = condition.arguments
    return not list(_unknown(condition)) or (right == ZERO and _is_positive(left))


def _is_positive(tree: Tree) -> bool:
    match tree:
        case Number(value=value):
            return value > 0
        case Name(name="e" | "pi" | "tau"):
            return True
        case Apply(function=function) if function in POSITIVE:
            return True
        case Apply(function="pow", arguments=(base, _)):
            return _is_positive(base)
        case Apply(function="add", arguments=terms):
            return any(map(_is_positive, terms)) and all(_is_positive(term) or _is_square(term) for term in terms)
        case Apply(function="mul" | "div", arguments=parts):
            return all(map(_is_positive, parts))
    return False


def _is_square(tree: Tree) -> bool:
    """Whether it is never negative."""
    match tree:
        case Apply(function="pow", arguments=(_, Number(value=value))):
            return value % 2 == 0
        case Apply(function=function) if function == "norm" or function in _NOT_NEGATIVE:
            return True
        case Apply(function="mul", arguments=parts):
            return all(_is_square(part) or _is_positive(part) for part in parts)
    return False


_DOMAINS: dict[str, Callable[..., list[Apply]]] = {
    **{name: word.domain for name, word in WORDS.items() if word.domain},
    "div": lambda a, b: [nonzero(b)],
    "pow": _of_power,
}

"""Where a formula may break: functions whose zeros are the only places of kinks, jumps, poles and ends of the domain.

Nothing is decided here: at a zero of one of them the function may still be smooth, as x|x| nearly is.
"""

from collections.abc import Callable, Iterator

from gradscape.language.functions import POSITIVE, WORDS, pairs
from gradscape.language.syntax import Apply, Number, Tree, names_in

# More guards than anyone writes; a sum over all pairs of a long maximum would have hundreds.
MAXIMUM_GUARDS = 32


def guards(tree: Tree, variable: str) -> tuple[Tree, ...]:
    """Functions of `variable` such that `tree` is smooth wherever none of them is zero; at most 32, without repeats."""
    found: dict[Tree, None] = {}
    for guard in _guards(tree):
        for part in _factors(guard):
            if len(found) < MAXIMUM_GUARDS and any(name.name == variable for name in names_in(part)):
                found[part] = None
    return tuple(found)


def _guards(tree: Tree) -> Iterator[Tree]:
    if not isinstance(tree, Apply):
        return
    for argument in tree.arguments:
        yield from _guards(argument)
    if tree.function == "pow":
        yield from _of_power(*tree.arguments)
    elif tree.function in _GUARDS:
        yield from _GUARDS[tree.function](*tree.arguments)


def _of_power(base: Tree, exponent: Tree) -> Iterator[Tree]:
    if not (isinstance(exponent, Number) and exponent.value.is_integer()):
        yield base


def _factors(guard: Tree) -> Iterator[Tree]:
    """Simpler functions that are zero wherever the guard is, so that x^2 changes its sign at 0."""
    match guard:
        case Apply(function="mul" | "hypot", arguments=arguments):
            for argument in arguments:
                yield from _factors(argument)
        case Apply(function="neg" | "abs" | "sqrt" | "cbrt" | "div" | "pow", arguments=(inner, *_)):
            yield from _factors(inner)
        case Apply(function=function) if function in POSITIVE:
            return
        case _:
            yield guard


_GUARDS: dict[str, Callable[..., list[Tree]]] = {
    **{name: word.guards for name, word in WORDS.items() if word.guards},
    "div": lambda a, b: [b],
    **dict.fromkeys(("less", "less_equal", "greater", "greater_equal"), pairs),
}

"""Trees put in place of names."""

from collections.abc import Iterable, Mapping

from gradscape.language.syntax import Apply, Name, Tree


def substituted(tree: Tree, places: Mapping[str, Tree]) -> Tree:
    """`tree` with names replaced; keeps sums flat, but not products, whose factors may be matrices."""
    match tree:
        case Name(name=name) if name in places:
            return places[name]
        case Apply(function=function, arguments=arguments, span=span):
            parts: Iterable[Tree] = [substituted(argument, places) for argument in arguments]
            if function == "add":
                parts = [inner for part in parts for inner in _terms(part)]
            return Apply(function, tuple(parts), span)
    return tree


def _terms(tree: Tree) -> tuple[Tree, ...]:
    return tree.arguments if isinstance(tree, Apply) and tree.function == "add" else (tree,)


def size_after(tree: Tree, sizes: Mapping[str, int]) -> int:
    """How many numbers, names and operations `tree` would have with names replaced by trees of so many."""
    match tree:
        case Name(name=name):
            return sizes.get(name, 1)
        case Apply(arguments=arguments):
            return 1 + sum(size_after(argument, sizes) for argument in arguments)
    return 1

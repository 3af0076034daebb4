"""Products of matrices and vectors in the groups they are read in: A x * x is (A x) * x, and stands so.

From left to right, as everybody reads. Inside a group either only matrices, rows and columns act on each other, where
the order of the products does not matter, or vectors are multiplied entry by entry.
"""

from collections.abc import Mapping

from gradscape.language.ranks import MATRIX, NUMBER, ROW, VECTOR, Rank, product_rank, rank_reader
from gradscape.language.syntax import Apply, Span, Tree


def grouped(tree: Tree, ranks: Mapping[str, Rank]) -> Tree:
    """`tree` with a group for what stands left of a product entry by entry; numbers do not need any."""
    if not any(ranks.values()):
        return tree
    return _Grouping(ranks).of(tree)


class _Grouping:
    def __init__(self, ranks: Mapping[str, Rank]):
        self.rank_of = rank_reader(ranks)
        self.found: dict[int, Tree] = {}

    def of(self, tree: Tree) -> Tree:
        # Equal parts stay one object, as an earlier line made them.
        if id(tree) not in self.found:
            self.found[id(tree)] = self._rebuilt(tree) if isinstance(tree, Apply) else tree
        return self.found[id(tree)]

    def _rebuilt(self, tree: Apply) -> Tree:
        arguments = tuple(map(self.of, tree.arguments))
        if tree.function == "mul":
            arguments = self._groups(arguments)
        same = all(new is old for new, old in zip(arguments, tree.arguments, strict=False))
        return tree if same and len(arguments) == len(tree.arguments) else Apply(tree.function, arguments, tree.span)

    def _groups(self, factors: tuple[Tree, ...]) -> tuple[Tree, ...]:
        group: list[Tree] = []
        so_far, acts, joins = NUMBER, False, False
        for factor in factors:
            rank = self.rank_of(factor)
            is_entrywise = so_far == rank == VECTOR or (so_far == NUMBER and rank != NUMBER)
            is_acting = rank in (MATRIX, ROW)
            if (acts and is_entrywise) or (joins and is_acting):
                group = [Apply("mul", tuple(group), Span(group[0].span.start, group[-1].span.end))]
                acts = joins = False
            joins = joins or so_far == rank == VECTOR
            acts = acts or is_acting
            group.append(factor)
            so_far = product_rank([so_far, rank])
        return tuple(group)

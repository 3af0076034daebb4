"""Sums and products of vectors and matrices as trees, in the short form that one would write by hand.

Sums and products entry by entry are those of numbers; products with matrices are kept apart, because their factors must
not trade places.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeGuard

from gradscape.language.shapes import reader
from gradscape.language.simplification import ONE, ZERO, add, divide, multiply, negate, power
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Apply, Name, Shape, Tree

IDENTITY = Name("I")


def ones(size: int) -> Tree:
    return Apply("vector", (ONE,) * size)


class MatrixAlgebra:
    """Trees joined to trees, in names of vectors and matrices of known shapes."""

    def __init__(self, shapes: Mapping[str, Shape]):
        self.shape_of: Callable[[Tree], Shape] = reader(shapes)

    def tidied(self, tree: Tree) -> Tree:
        """Put together again from its parts: what was put in place of a name may be a number."""
        return self.entrywise(_rebuilt, tree)

    def entrywise(self, make: Callable[..., Tree], *parts: Tree) -> Tree:
        """A rule of numbers applied to parts, in which products with matrices count as one thing each."""
        hidden: dict[str, Tree] = {}
        covered = [self._covered(part, hidden) for part in parts]
        return substituted(make(*covered), hidden)

    def _covered(self, tree: Tree, hidden: dict[str, Tree]) -> Tree:
        if not isinstance(tree, Apply):
            return tree
        if tree.function == "mul" and self.has_matrix(tree.arguments):
            name = next((name for name, known in hidden.items() if known == tree), f"§p{len(hidden)}")
            hidden[name] = tree
            return Name(name)
        if tree.function in ("dot", "point", "vector", "transpose", "diag"):
            return tree
        return Apply(tree.function, tuple(self._covered(part, hidden) for part in tree.arguments))

    # What vectors and matrices add.

    def is_vector(self, tree: Tree) -> bool:
        return len(self.shape_of(tree)) == 1

    def are_vectors(self, *trees: Tree) -> bool:
        return all(map(self.is_vector, trees))

    def has_matrix(self, factors: Sequence[Tree]) -> bool:
        """Whether it is more than numbers times one matrix, or vectors entry by entry."""
        ranks = [len(self.shape_of(factor)) for factor in factors]
        return 2 in ranks and sum(rank > 0 for rank in ranks) > 1

    def inner(self, left: Tree, right: Tree) -> Tree:
        """The dot product; a number on the left stands for a vector of equal entries."""
        if not self.shape_of(right):
            return self.entrywise(multiply, left, right)
        if not self.shape_of(left):
            return self.entrywise(multiply, left, Apply("sum", (right,)))
        scale, direction = self.pulled_out(left)
        return self.entrywise(multiply, scale, Apply("dot", (direction, right)))

    def both(self, left: Tree, right: Tree) -> Tree:
        """Their product entry by entry."""
        return self.entrywise(multiply, left, right)

    def filled(self, tree: Tree, like: Tree) -> Tree:
        """A number as a vector of equal entries, where the rows of `like` say how many."""
        rows = self.shape_of(like)[0]
        if self.shape_of(tree) or rows == 1:
            return tree
        return self.entrywise(multiply, tree, ones(rows))

    def transposed(self, tree: Tree) -> Tree:
        match tree:
            case Apply(function="transpose", arguments=(inner,)):
                return inner
            case Apply(function="diag"):
                return tree
            case Apply(function="mul", arguments=factors):
                numbers, tensors = self.sorted_factors(factors)
                if len(tensors) > 1 and self.has_matrix(tensors):
                    turned = self.chained([self.transposed(factor) for factor in reversed(tensors)])
                    return self.entrywise(multiply, *numbers, turned)
            case Apply(function="add", arguments=terms) if not self.is_vector(tree):
                return self.plus(*map(self.transposed, terms))
        return tree if tree == IDENTITY or not self.shape_of(tree) else Apply("transpose", (tree,))

    def times(self, left: Tree, right: Tree) -> Tree:
        """The matrix product, numbers in front."""
        if not self.shape_of(right):
            return self.entrywise(multiply, right, left)
        scale, inner = self.pulled_out(right)
        outer, matrix = self.pulled_out(left)
        if inner == IDENTITY:
            product = matrix
        elif matrix == IDENTITY:
            product = inner
        else:
            product = self.chained(_with_diagonals_joined([*self._tensors(matrix), *self._tensors(inner)]))
        return self.entrywise(multiply, outer, scale, product)

    def _tensors(self, tree: Tree) -> list[Tree]:
        if isinstance(tree, Apply) and tree.function == "mul" and self.has_matrix(tree.arguments):
            return list(tree.arguments)
        return [tree]

    def chained(self, tensors: Sequence[Tree]) -> Tree:
        return tensors[0] if len(tensors) == 1 else Apply("mul", tuple(tensors))

    def parted(self, tensors: Sequence[Tree]) -> tuple[Tree, Tree]:
        """What acts, and what it acts on; diag(u) v is u v entry by entry."""
        left: Tree = tensors[0]
        right = self.chained(tensors[1:])
        if _is_diagonal(left) and self.is_vector(right):
            left = left.arguments[0]
        return left, right

    def sorted_factors(self, factors: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
        """Numbers, then vectors and matrices; (A B) C is A B C, and A (B x) is A B x."""
        numbers: list[Tree] = []
        tensors: list[Tree] = []
        for factor in factors:
            if self._is_group(factor, is_last=factor is factors[-1]):
                inner_numbers, inner = self.sorted_factors(factor.arguments)
                numbers += inner_numbers
                tensors += inner
            else:
                (tensors if self.shape_of(factor) else numbers).append(factor)
        return numbers, tensors

    def _is_group(self, factor: Tree, is_last: bool) -> TypeGuard[Apply]:
        """Whether it is a product whose factors may stand in the product around it."""
        if not isinstance(factor, Apply) or factor.function not in ("mul", "point"):
            return False
        rank = len(self.shape_of(factor))
        return rank == 2 or (rank == 1 and is_last and self.has_matrix(factor.arguments))

    def pulled_out(self, tree: Tree) -> tuple[Tree, Tree]:
        """A number, and what it is multiplied by: 2 and x of 2x."""
        match tree:
            case Apply(function="neg", arguments=(inner,)):
                scale, rest = self.pulled_out(inner)
                return negate(scale), rest
            case Apply(function="div", arguments=(above, below)) if self.shape_of(above) and not self.shape_of(below):
                scale, rest = self.pulled_out(above)
                return self.entrywise(divide, scale, below), rest
            case Apply(function="div", arguments=(above, below)) if self.shape_of(below) and not self.shape_of(above):
                return above, Apply("div", (ONE, below))
            case Apply(function="mul", arguments=factors):
                numbers = [factor for factor in factors if not self.shape_of(factor)]
                others = [factor for factor in factors if self.shape_of(factor)]
                if numbers and others:
                    return self.entrywise(multiply, *numbers), self.chained(others)
        return ONE, tree

    # Sums.

    def plus(self, *terms: Tree) -> Tree:
        """Their sum; of matrices those come first that are not transposed."""
        ordered = sorted(terms, key=lambda term: isinstance(term, Apply) and term.function == "transpose")
        return self.entrywise(add, *ordered) if terms else ZERO

    def factored(self, tree: Tree) -> Tree:
        """A x + A^T x as (A + A^T) x."""
        if not isinstance(tree, Apply) or tree.function != "add":
            return tree
        groups: dict[Tree, list[tuple[Tree, Tree]]] = {}
        others: list[Tree] = []
        for term in tree.arguments:
            scale, rest = self.pulled_out(term)
            *matrices, last = self._tensors(rest)
            if matrices:
                groups.setdefault(last, []).append((scale, self.chained(matrices)))
            else:
                others.append(term)
        if all(len(parts) == 1 for parts in groups.values()):
            return tree
        return self.plus(*(self._joined(parts, last) for last, parts in groups.items()), *others)

    def _joined(self, parts: list[tuple[Tree, Tree]], last: Tree) -> Tree:
        """The sum of matrices with their numbers in front, times `last`; what all numbers share stays outside."""
        outer = parts[0][0] if len({scale for scale, _ in parts}) == 1 else ONE
        matrices = [matrix if scale == outer else self.entrywise(multiply, scale, matrix) for scale, matrix in parts]
        return self.entrywise(multiply, outer, self.chained([self.plus(*matrices), last]))


def _with_diagonals_joined(tensors: list[Tree]) -> list[Tree]:
    """diag(u) diag(v) as diag(u v)."""
    joined: list[Tree] = []
    for tensor in tensors:
        before = joined[-1] if joined else tensor
        if joined and _is_diagonal(before) and _is_diagonal(tensor):
            joined[-1] = Apply("diag", (multiply(before.arguments[0], tensor.arguments[0]),))
        else:
            joined.append(tensor)
    return joined


def _is_diagonal(tree: Tree) -> TypeGuard[Apply]:
    return isinstance(tree, Apply) and tree.function == "diag"


def _rebuilt(tree: Tree) -> Tree:
    if not isinstance(tree, Apply) or tree.function not in _MAKERS:
        return tree
    return _MAKERS[tree.function](*map(_rebuilt, tree.arguments))


_MAKERS: dict[str, Callable[..., Tree]] = {"add": add, "mul": multiply, "neg": negate, "div": divide, "pow": power}

"""Gradients, Jacobians and Hessians in vectors and matrices as they are written: of x.A x the gradient (A + A^T) x.

Cotangents are carried from a number back to the vector it depends on, tangents from the vector on to another vector,
by the rules of K. B. Petersen and M. S. Pedersen, The Matrix Cookbook (2012), sections 2.4 and 2.6. Sums and products
entry by entry are those of numbers; products with matrices are kept apart, because their factors must not trade places.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeGuard

from gradscape.language.differentiation import NotExpressible, derivative, node_count
from gradscape.language.expansion import expanded
from gradscape.language.ranks import entry_of, is_reduction
from gradscape.language.shapes import reader
from gradscape.language.simplification import ONE, ZERO, add, divide, multiply, negate, power
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Apply, Map, Name, Number, Shape, Tree, names_in

IDENTITY = Name("I")
_LONGEST = 400
_MOST_VISITS = 2_000


@lru_cache(maxsize=64)
def matrix_forms(found: Map) -> dict[str, Tree]:
    """The derivatives of a map of one vector: `gradient` and `hessian` of a number, `jacobian` of a vector.

    They are written in the map's own vectors and matrices, and in I, the identity matrix. What depends on single
    entries of its vector, or has a derivative that our words cannot write, is left out.
    """
    if len(found.inputs) != 1 or len(found.inputs[0][1]) != 1:
        return {}
    forms: dict[str, Tree] = {}
    try:
        calculus = _Calculus(found)
        if found.shape:
            forms["jacobian"] = calculus.readable(calculus.jacobian(found.tree))
        else:
            forms["gradient"] = calculus.readable(calculus.gradient(found.tree))
            forms["hessian"] = calculus.readable(calculus.jacobian(forms["gradient"]))
    except NotExpressible:
        pass
    return forms


def entry_by_entry(found: Map, form: Tree) -> Map:
    """A form of `found` as a map of the same variables, a matrix row by row: what its numbers are computed from."""
    ((_, (size,)),) = found.inputs
    written_out = substituted(form, {IDENTITY.name: Apply("diag", (_ones(size),))})
    entries = expanded(written_out, dict((*found.inputs, *found.tables))).trees
    return replace(found, tree=written_out, outputs=entries, shape=(len(entries),))


def _ones(size: int) -> Tree:
    return Apply("vector", (ONE,) * size)


class _Calculus:
    """Derivatives with respect to one vector."""

    def __init__(self, found: Map):
        ((self.variable, (self.size,)),) = found.inputs
        shapes = dict((*found.inputs, *found.tables))
        if IDENTITY.name in shapes or IDENTITY.name in found.parameters:
            raise NotExpressible("I is a name of its own here")
        self.ranks = {name: len(shape) for name, shape in shapes.items()}
        self.shape_of: Callable[[Tree], Shape] = reader({**shapes, IDENTITY.name: (self.size, self.size)})
        self.visits = 0

    def depends(self, tree: Tree) -> bool:
        """Whether the vector occurs in it, or an entry of the vector."""
        return any(self.variable in (name.name, entry_of(name.name, self.ranks)) for name in names_in(tree))

    def readable(self, tree: Tree) -> Tree:
        """The same with numbers before vectors and matrices in every product.

        Raises:
            NotExpressible: if nobody would read it.
        """
        if node_count(tree) > _LONGEST:
            raise NotExpressible("the formula is too long")
        return self._numbers_first(tree)

    def _numbers_first(self, tree: Tree) -> Tree:
        if not isinstance(tree, Apply):
            return tree
        parts = tuple(map(self._numbers_first, tree.arguments))
        if tree.function == "mul":
            parts = tuple(sorted(parts, key=lambda part: bool(self.shape_of(part))))
        return Apply(tree.function, parts)

    # From a number back to the vector.

    def gradient(self, tree: Tree) -> Tree:
        """∇tree of a number, as an upright vector."""
        paths: list[Tree] = []
        self._pull(tree, ONE, paths)
        total = self._factored(self._plus(*paths))
        if total == ZERO:
            return Apply("vector", (ZERO,) * self.size)
        return total if self.shape_of(total) else self._entrywise(multiply, total, _ones(self.size))

    def _pull(self, tree: Tree, cotangent: Tree, paths: list[Tree]) -> None:
        """Adds to `paths` what `cotangent`, of the shape of `tree` or one number for all entries, makes of it."""
        self.visits += 1
        if self.visits > _MOST_VISITS:
            raise NotExpressible("the formula is too long")
        if not self.depends(tree):
            return
        match tree:
            case Name(name=name) if name == self.variable:
                paths.append(cotangent)
            case Apply(function="add", arguments=terms):
                for term in terms:
                    self._pull(term, self._gathered(cotangent, term, tree), paths)
            case Apply(function="dot" | "point", arguments=(left, right)) if self._are_vectors(left, right):
                self._pull(left, self._both(cotangent, right), paths)
                self._pull(right, self._both(cotangent, left), paths)
            case Apply(function="mul" | "point", arguments=factors) if self._has_matrix(factors):
                self._pull_product(factors, cotangent, paths)
            case Apply(function="pow", arguments=(base, exponent)) if square := self._square(base, exponent):
                self._pull(square, cotangent, paths)
            case Apply(function="norm" | "bars", arguments=(inner,)) if self._is_vector(inner):
                self._pull(inner, self._entrywise(multiply, cotangent, self._entrywise(divide, inner, tree)), paths)
            case Apply(function="sum", arguments=(inner,)):
                self._pull(inner, cotangent, paths)
            case Apply(function="prod", arguments=(inner,)):
                self._pull(inner, self._entrywise(multiply, cotangent, self._entrywise(divide, tree, inner)), paths)
            case Apply():
                for argument, slope in self._slopes(tree):
                    part = self._entrywise(multiply, cotangent, slope)
                    self._pull(argument, self._gathered(part, argument, tree), paths)
            case _:
                raise NotExpressible("it depends on single entries")

    def _pull_product(self, factors: Sequence[Tree], cotangent: Tree, paths: list[Tree]) -> None:
        numbers, tensors = self._sorted_factors(factors)
        rest = self._chained(tensors)
        for place, number in enumerate(numbers):
            others = self._entrywise(multiply, *numbers[:place], *numbers[place + 1 :])
            self._pull(number, self._entrywise(multiply, others, self._inner(cotangent, rest)), paths)
        self._pull_chain(tensors, self._entrywise(multiply, *numbers, cotangent), paths)

    def _pull_chain(self, tensors: Sequence[Tree], cotangent: Tree, paths: list[Tree]) -> None:
        """Of a product of vectors and matrices, each acting on all to its right."""
        if len(tensors) == 1:
            self._pull(tensors[0], cotangent, paths)
            return
        left, right = self._parted(tensors)
        shape = self.shape_of(right)
        if len(self.shape_of(left)) == 2:
            self._pull_chain(tensors[1:], self._times(self._transposed(left), self._filled(cotangent, left)), paths)
            if self.depends(left):
                self._pull_row(left, self._both(cotangent, right), paths)
        elif len(shape) == 2:
            raise NotExpressible("a matrix depends on the vector")
        else:
            passed = self._both(cotangent, left) if shape else self._inner(cotangent, left)
            self._pull_chain(tensors[1:], passed, paths)
            self._pull(left, self._both(cotangent, right), paths)

    def _pull_row(self, row: Tree, cotangent: Tree, paths: list[Tree]) -> None:
        if not isinstance(row, Apply) or row.function != "transpose" or not self._is_vector(row.arguments[0]):
            raise NotExpressible("a matrix depends on the vector")
        self._pull(row.arguments[0], cotangent, paths)

    # From the vector on to another one.

    def jacobian(self, tree: Tree) -> Tree:
        """The Jacobian of a vector, a matrix with a column for each entry of the vector."""
        total = self._plus(*self._tangents(tree))
        return total if self.shape_of(total) else self._nothing(tree)

    def _nothing(self, tree: Tree) -> Tree:
        (rows,) = self.shape_of(tree)
        row = Apply("vector", (ZERO,) * self.size)
        return Apply("vector", (row,) * rows)

    def _tangents(self, tree: Tree) -> list[Tree]:
        """Matrices that add up to the Jacobian; none where it is 0."""
        self.visits += 1
        if self.visits > _MOST_VISITS:
            raise NotExpressible("the formula is too long")
        if not self.depends(tree):
            return []
        match tree:
            case Name(name=name) if name == self.variable:
                return [IDENTITY]
            case Apply(function="mul" | "point", arguments=factors) if self._has_matrix(factors):
                return self._tangents_of_product(factors, tree)
            case Apply(function="vector"):
                raise NotExpressible("it is written entry by entry")
            case Apply():
                return [
                    part
                    for argument, slope in self._slopes(tree)
                    for part in self._tangents_through(argument, slope, tree)
                ]
        raise NotExpressible("it depends on single entries")

    def _tangents_of_product(self, factors: Sequence[Tree], tree: Tree) -> list[Tree]:
        numbers, tensors = self._sorted_factors(factors)
        scale = self._entrywise(multiply, *numbers)
        whole = self._chained(tensors)
        found = [self._entrywise(multiply, scale, part) for part in self._tangents_of_chain(tensors)]
        if self.depends(scale):
            found += self._tangents_through(scale, whole, tree)
        return found

    def _tangents_of_chain(self, tensors: Sequence[Tree]) -> list[Tree]:
        if len(tensors) == 1:
            return self._tangents(tensors[0])
        left, right = self._parted(tensors)
        if len(self.shape_of(left)) == 2:
            if self.depends(left):
                raise NotExpressible("a matrix depends on the vector")
            return [self._times(left, part) for part in self._tangents_of_chain(tensors[1:])]
        return self._tangents_through(left, right, left) + self._tangents_through(right, left, left)

    def _tangents_through(self, argument: Tree, slope: Tree, whole: Tree) -> list[Tree]:
        """slope, entry by entry, times the Jacobian of one argument: a number's is its gradient as a row."""
        if self._is_vector(argument):
            parts = self._tangents(argument)
            if not self.shape_of(slope):
                return [self._entrywise(multiply, slope, part) for part in parts]
            scale, direction = self._pulled_out(slope)
            turned = Apply("diag", (direction,))
            return [self._entrywise(multiply, scale, self._times(turned, part)) for part in parts]
        if not self.depends(argument):
            return []
        upright = self._filled(slope, whole)
        (scale, direction), (steepness, way) = self._pulled_out(upright), self._pulled_out(self.gradient(argument))
        return [self._entrywise(multiply, scale, steepness, self._times(direction, self._transposed(way)))]

    # Rules of numbers, entry by entry.

    def _slopes(self, tree: Apply) -> list[tuple[Tree, Tree]]:
        """Each argument that matters, with the derivative in it of a function of numbers."""
        if is_reduction(tree) or tree.function in ("vector", "transpose", "diag", "dot"):
            raise NotExpressible(f"{tree.function} has no rule")
        function = {"bars": "abs", "point": "mul"}.get(tree.function, tree.function)
        places = [Name(f"§a{k}") for k in range(len(tree.arguments))]
        values = dict(zip((place.name for place in places), tree.arguments, strict=True))
        found = []
        for place, argument in zip(places, tree.arguments, strict=True):
            if not self.depends(argument):
                continue
            slope = derivative(Apply(function, tuple(places)), place.name)
            if slope != ZERO:
                found.append((argument, self._tidied(substituted(slope, values))))
        return found

    def _tidied(self, tree: Tree) -> Tree:
        """Put together again from its parts: what was put in place of a name may be a number."""
        return self._entrywise(_rebuilt, tree)

    def _entrywise(self, make: Callable[..., Tree], *parts: Tree) -> Tree:
        """A rule of numbers applied to parts, in which products with matrices count as one thing each."""
        hidden: dict[str, Tree] = {}
        covered = [self._covered(part, hidden) for part in parts]
        return substituted(make(*covered), hidden)

    def _covered(self, tree: Tree, hidden: dict[str, Tree]) -> Tree:
        if not isinstance(tree, Apply):
            return tree
        if tree.function == "mul" and self._has_matrix(tree.arguments):
            name = next((name for name, known in hidden.items() if known == tree), f"§p{len(hidden)}")
            hidden[name] = tree
            return Name(name)
        if tree.function in ("dot", "point", "vector", "transpose", "diag"):
            return tree
        return Apply(tree.function, tuple(self._covered(part, hidden) for part in tree.arguments))

    # What vectors and matrices add.

    def _is_vector(self, tree: Tree) -> bool:
        return len(self.shape_of(tree)) == 1

    def _are_vectors(self, *trees: Tree) -> bool:
        return all(map(self._is_vector, trees))

    def _has_matrix(self, factors: Sequence[Tree]) -> bool:
        """Whether it is more than numbers times one matrix, or vectors entry by entry."""
        ranks = [len(self.shape_of(factor)) for factor in factors]
        return 2 in ranks and sum(rank > 0 for rank in ranks) > 1

    def _square(self, base: Tree, exponent: Tree) -> Tree | None:
        """v.v for |v|², and its power for |v|⁴."""
        if (
            not isinstance(base, Apply)
            or base.function not in ("norm", "bars")
            or not self._is_vector(base.arguments[0])
        ):
            return None
        if not isinstance(exponent, Number) or exponent.value <= 0 or exponent.value % 2:
            return None
        square = Apply("dot", (base.arguments[0], base.arguments[0]))
        return power(square, Number(exponent.value / 2))

    def _gathered(self, cotangent: Tree, part: Tree, whole: Tree) -> Tree:
        """The cotangent of a number that joined every entry of a vector: the sum of theirs."""
        if self.shape_of(part) or not self.shape_of(whole):
            return cotangent
        (count,) = self.shape_of(whole)
        if not self.shape_of(cotangent):
            return self._entrywise(multiply, Number(float(count)), cotangent)
        return Apply("sum", (cotangent,))

    def _inner(self, left: Tree, right: Tree) -> Tree:
        """The dot product; a number on the left stands for a vector of equal entries."""
        if not self.shape_of(right):
            return self._entrywise(multiply, left, right)
        if not self.shape_of(left):
            return self._entrywise(multiply, left, Apply("sum", (right,)))
        scale, direction = self._pulled_out(left)
        return self._entrywise(multiply, scale, Apply("dot", (direction, right)))

    def _both(self, left: Tree, right: Tree) -> Tree:
        """Their product entry by entry."""
        return self._entrywise(multiply, left, right)

    def _filled(self, tree: Tree, like: Tree) -> Tree:
        """A number as a vector of equal entries, where the rows of `like` say how many."""
        rows = self.shape_of(like)[0]
        if self.shape_of(tree) or rows == 1:
            return tree
        return self._entrywise(multiply, tree, _ones(rows))

    def _transposed(self, tree: Tree) -> Tree:
        match tree:
            case Apply(function="transpose", arguments=(inner,)):
                return inner
            case Apply(function="diag"):
                return tree
            case Apply(function="mul", arguments=factors):
                numbers, tensors = self._sorted_factors(factors)
                if len(tensors) > 1 and self._has_matrix(tensors):
                    turned = self._chained([self._transposed(factor) for factor in reversed(tensors)])
                    return self._entrywise(multiply, *numbers, turned)
            case Apply(function="add", arguments=terms) if not self._is_vector(tree):
                return self._plus(*map(self._transposed, terms))
        return tree if tree == IDENTITY or not self.shape_of(tree) else Apply("transpose", (tree,))

    def _times(self, left: Tree, right: Tree) -> Tree:
        """The matrix product, numbers in front."""
        if not self.shape_of(right):
            return self._entrywise(multiply, right, left)
        scale, inner = self._pulled_out(right)
        outer, matrix = self._pulled_out(left)
        if inner == IDENTITY:
            product = matrix
        elif matrix == IDENTITY:
            product = inner
        else:
            product = self._chained(_with_diagonals_joined([*self._tensors(matrix), *self._tensors(inner)]))
        return self._entrywise(multiply, outer, scale, product)

    def _tensors(self, tree: Tree) -> list[Tree]:
        if isinstance(tree, Apply) and tree.function == "mul" and self._has_matrix(tree.arguments):
            return list(tree.arguments)
        return [tree]

    def _chained(self, tensors: Sequence[Tree]) -> Tree:
        return tensors[0] if len(tensors) == 1 else Apply("mul", tuple(tensors))

    def _parted(self, tensors: Sequence[Tree]) -> tuple[Tree, Tree]:
        """What acts, and what it acts on; diag(u) v is u v entry by entry."""
        left: Tree = tensors[0]
        right = self._chained(tensors[1:])
        if _is_diagonal(left) and self._is_vector(right):
            left = left.arguments[0]
        return left, right

    def _sorted_factors(self, factors: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
        """Numbers, then vectors and matrices; (A B) C is A B C, and A (B x) is A B x."""
        numbers: list[Tree] = []
        tensors: list[Tree] = []
        for factor in factors:
            if self._is_group(factor, is_last=factor is factors[-1]):
                inner_numbers, inner = self._sorted_factors(factor.arguments)
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
        return rank == 2 or (rank == 1 and is_last and self._has_matrix(factor.arguments))

    def _pulled_out(self, tree: Tree) -> tuple[Tree, Tree]:
        """A number, and what it is multiplied by: 2 and x of 2x."""
        match tree:
            case Apply(function="neg", arguments=(inner,)):
                scale, rest = self._pulled_out(inner)
                return negate(scale), rest
            case Apply(function="div", arguments=(above, below)) if self.shape_of(above) and not self.shape_of(below):
                scale, rest = self._pulled_out(above)
                return self._entrywise(divide, scale, below), rest
            case Apply(function="div", arguments=(above, below)) if self.shape_of(below) and not self.shape_of(above):
                return above, Apply("div", (ONE, below))
            case Apply(function="mul", arguments=factors):
                numbers = [factor for factor in factors if not self.shape_of(factor)]
                others = [factor for factor in factors if self.shape_of(factor)]
                if numbers and others:
                    return self._entrywise(multiply, *numbers), self._chained(others)
        return ONE, tree

    # Sums.

    def _plus(self, *terms: Tree) -> Tree:
        """Their sum; of matrices those come first that are not transposed."""
        ordered = sorted(terms, key=lambda term: isinstance(term, Apply) and term.function == "transpose")
        return self._entrywise(add, *ordered) if terms else ZERO

    def _factored(self, tree: Tree) -> Tree:
        """A x + A^T x as (A + A^T) x."""
        if not isinstance(tree, Apply) or tree.function != "add":
            return tree
        groups: dict[Tree, list[tuple[Tree, Tree]]] = {}
        others: list[Tree] = []
        for term in tree.arguments:
            scale, rest = self._pulled_out(term)
            *matrices, last = self._tensors(rest)
            if matrices:
                groups.setdefault(last, []).append((scale, self._chained(matrices)))
            else:
                others.append(term)
        if all(len(parts) == 1 for parts in groups.values()):
            return tree
        return self._plus(*(self._joined(parts, last) for last, parts in groups.items()), *others)

    def _joined(self, parts: list[tuple[Tree, Tree]], last: Tree) -> Tree:
        """The sum of matrices with their numbers in front, times `last`; what all numbers share stays outside."""
        outer = parts[0][0] if len({scale for scale, _ in parts}) == 1 else ONE
        matrices = [matrix if scale == outer else self._entrywise(multiply, scale, matrix) for scale, matrix in parts]
        return self._entrywise(multiply, outer, self._chained([self._plus(*matrices), last]))


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

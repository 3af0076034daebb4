"""Gradients, Jacobians and Hessians in vectors and matrices as they are written: of x.A x the gradient (A + A^T) x.

Cotangents are carried from a number back to the vector it depends on, tangents from the vector on to another vector,
by the rules of K. B. Petersen and M. S. Pedersen, The Matrix Cookbook (2012), sections 2.4 and 2.6.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from gradscape.language.differentiation import NotExpressible, derivative, node_count
from gradscape.language.expansion import expanded
from gradscape.language.matrix_algebra import IDENTITY, MatrixAlgebra, ones
from gradscape.language.ranks import entry_of, is_reduction
from gradscape.language.simplification import ONE, ZERO, divide, multiply, power
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Apply, Map, Name, Number, Tree, names_in

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
    written_out = substituted(form, {IDENTITY.name: Apply("diag", (ones(size),))})
    entries = expanded(written_out, dict((*found.inputs, *found.tables))).trees
    return replace(found, tree=written_out, outputs=entries, shape=(len(entries),))


class _Calculus(MatrixAlgebra):
    """Derivatives with respect to one vector."""

    def __init__(self, found: Map):
        ((self.variable, (self.size,)),) = found.inputs
        shapes = dict((*found.inputs, *found.tables))
        if IDENTITY.name in shapes or IDENTITY.name in found.parameters:
            raise NotExpressible("I is a name of its own here")
        self.ranks = {name: len(shape) for name, shape in shapes.items()}
        super().__init__({**shapes, IDENTITY.name: (self.size, self.size)})
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
        total = self.factored(self.plus(*paths))
        if total == ZERO:
            return Apply("vector", (ZERO,) * self.size)
        return total if self.shape_of(total) else self.entrywise(multiply, total, ones(self.size))

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
            case Apply(function="dot" | "point", arguments=(left, right)) if self.are_vectors(left, right):
                self._pull(left, self.both(cotangent, right), paths)
                self._pull(right, self.both(cotangent, left), paths)
            case Apply(function="mul" | "point", arguments=factors) if self.has_matrix(factors):
                self._pull_product(factors, cotangent, paths)
            case Apply(function="pow", arguments=(base, exponent)) if square := self._square(base, exponent):
                self._pull(square, cotangent, paths)
            case Apply(function="norm" | "bars", arguments=(inner,)) if self.is_vector(inner):
                self._pull(inner, self.entrywise(multiply, cotangent, self.entrywise(divide, inner, tree)), paths)
            case Apply(function="sum", arguments=(inner,)):
                self._pull(inner, cotangent, paths)
            case Apply(function="prod", arguments=(inner,)):
                self._pull(inner, self.entrywise(multiply, cotangent, self.entrywise(divide, tree, inner)), paths)
            case Apply():
                for argument, slope in self._slopes(tree):
                    part = self.entrywise(multiply, cotangent, slope)
                    self._pull(argument, self._gathered(part, argument, tree), paths)
            case _:
                raise NotExpressible("it depends on single entries")

    def _pull_product(self, factors: Sequence[Tree], cotangent: Tree, paths: list[Tree]) -> None:
        numbers, tensors = self.sorted_factors(factors)
        rest = self.chained(tensors)
        for place, number in enumerate(numbers):
            others = self.entrywise(multiply, *numbers[:place], *numbers[place + 1 :])
            self._pull(number, self.entrywise(multiply, others, self.inner(cotangent, rest)), paths)
        self._pull_chain(tensors, self.entrywise(multiply, *numbers, cotangent), paths)

    def _pull_chain(self, tensors: Sequence[Tree], cotangent: Tree, paths: list[Tree]) -> None:
        """Of a product of vectors and matrices, each acting on all to its right."""
        if len(tensors) == 1:
            self._pull(tensors[0], cotangent, paths)
            return
        left, right = self.parted(tensors)
        shape = self.shape_of(right)
        if len(self.shape_of(left)) == 2:
            self._pull_chain(tensors[1:], self.times(self.transposed(left), self.filled(cotangent, left)), paths)
            if self.depends(left):
                self._pull_row(left, self.both(cotangent, right), paths)
        elif len(shape) == 2:
            raise NotExpressible("a matrix depends on the vector")
        else:
            passed = self.both(cotangent, left) if shape else self.inner(cotangent, left)
            self._pull_chain(tensors[1:], passed, paths)
            self._pull(left, self.both(cotangent, right), paths)

    def _pull_row(self, row: Tree, cotangent: Tree, paths: list[Tree]) -> None:
        if not isinstance(row, Apply) or row.function != "transpose" or not self.is_vector(row.arguments[0]):
            raise NotExpressible("a matrix depends on the vector")
        self._pull(row.arguments[0], cotangent, paths)

    # From the vector on to another one.

    def jacobian(self, tree: Tree) -> Tree:
        """The Jacobian of a vector, a matrix with a column for each entry of the vector."""
        total = self.plus(*self._tangents(tree))
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
            case Apply(function="mul" | "point", arguments=factors) if self.has_matrix(factors):
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
        numbers, tensors = self.sorted_factors(factors)
        scale = self.entrywise(multiply, *numbers)
        whole = self.chained(tensors)
        found = [self.entrywise(multiply, scale, part) for part in self._tangents_of_chain(tensors)]
        if self.depends(scale):
            found += self._tangents_through(scale, whole, tree)
        return found

    def _tangents_of_chain(self, tensors: Sequence[Tree]) -> list[Tree]:
        if len(tensors) == 1:
            return self._tangents(tensors[0])
        left, right = self.parted(tensors)
        if len(self.shape_of(left)) == 2:
            if self.depends(left):
                raise NotExpressible("a matrix depends on the vector")
            return [self.times(left, part) for part in self._tangents_of_chain(tensors[1:])]
        return self._tangents_through(left, right, left) + self._tangents_through(right, left, left)

    def _tangents_through(self, argument: Tree, slope: Tree, whole: Tree) -> list[Tree]:
        """slope, entry by entry, times the Jacobian of one argument: a number's is its gradient as a row."""
        if self.is_vector(argument):
            parts = self._tangents(argument)
            if not self.shape_of(slope):
                return [self.entrywise(multiply, slope, part) for part in parts]
            scale, direction = self.pulled_out(slope)
            turned = Apply("diag", (direction,))
            return [self.entrywise(multiply, scale, self.times(turned, part)) for part in parts]
        if not self.depends(argument):
            return []
        upright = self.filled(slope, whole)
        (scale, direction), (steepness, way) = self.pulled_out(upright), self.pulled_out(self.gradient(argument))
        return [self.entrywise(multiply, scale, steepness, self.times(direction, self.transposed(way)))]

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
                found.append((argument, self.tidied(substituted(slope, values))))
        return found

    def _gathered(self, cotangent: Tree, part: Tree, whole: Tree) -> Tree:
        """The cotangent of a number that joined every entry of a vector: the sum of theirs."""
        if self.shape_of(part) or not self.shape_of(whole):
            return cotangent
        (count,) = self.shape_of(whole)
        if not self.shape_of(cotangent):
            return self.entrywise(multiply, Number(float(count)), cotangent)
        return Apply("sum", (cotangent,))

    def _square(self, base: Tree, exponent: Tree) -> Tree | None:
        """v.v for |v|², and its power for |v|⁴."""
        if not (isinstance(base, Apply) and base.function in ("norm", "bars") and self.is_vector(base.arguments[0])):
            return None
        if not isinstance(exponent, Number) or exponent.value <= 0 or exponent.value % 2:
            return None
        square = Apply("dot", (base.arguments[0], base.arguments[0]))
        return power(square, Number(exponent.value / 2))

"""Vectors and matrices written out: one tree of numbers for each entry.

Shapes have been checked before.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import NamedTuple

from gradscape.language.errors import LanguageError
from gradscape.language.limits import LARGEST_MATRIX
from gradscape.language.ranks import entry_of, is_reduction
from gradscape.language.syntax import Apply, Name, Number, Shape, Tree, entry_names

_MOST_MULTIPLICATIONS = 20_000
_ZERO, _ONE = Number(0.0), Number(1.0)


class Entries(NamedTuple):
    """What stands in a number, a vector, or a matrix row by row."""

    trees: tuple[Tree, ...]
    shape: Shape

    def rows(self) -> list[tuple[Tree, ...]]:
        """Of a matrix; a vector stands upright."""
        width = self.shape[1] if len(self.shape) == 2 else 1
        return [self.trees[start : start + width] for start in range(0, len(self.trees), width)]


def expanded(tree: Tree, shapes: Mapping[str, Shape]) -> Entries:
    """Trees that hold only numbers, names of numbers, and functions of numbers.

    Args:
        shapes: of all names that are no numbers.
    """
    return _Expansion(shapes).of(tree)


def _number(tree: Tree) -> Entries:
    return Entries((tree,), ())


class _Expansion:
    def __init__(self, shapes: Mapping[str, Shape]):
        self.shapes = shapes
        self.ranks = {name: len(shape) for name, shape in shapes.items()}
        self.found: dict[int, Entries] = {}
        self.multiplied = 0

    def of(self, tree: Tree) -> Entries:
        # Equal parts stay one object: what is used twice is written out once.
        if id(tree) not in self.found:
            self.found[id(tree)] = self._written_out(tree)
        return self.found[id(tree)]

    def _written_out(self, tree: Tree) -> Entries:
        match tree:
            case Name(name=name, span=span) if name in self.shapes and entry_of(name, self.ranks) is None:
                shape = self.shapes[name]
                return Entries(tuple(Name(entry, span) for entry in entry_names(name, shape)), shape)
            case Apply(function=function):
                return _RULES.get(function, _Expansion._elementwise)(self, tree)
        return _number(tree)

    def _elementwise(self, tree: Apply) -> Entries:
        if is_reduction(tree):
            return _number(_REDUCTIONS[tree.function](self.of(tree.arguments[0]).trees, tree))
        if tree.function == "pow" and (squared := self._even_power_of_length(tree)) is not None:
            return squared
        parts = [self.of(argument) for argument in tree.arguments]
        shape = max((part.shape for part in parts), key=len)
        count = max(len(part.trees) for part in parts)
        columns = [part.trees if part.shape else part.trees * count for part in parts]
        return Entries(tuple(_joined(tree, entry) for entry in zip(*columns, strict=True)), shape)

    def _even_power_of_length(self, tree: Apply) -> Entries | None:
        """|v|² as a sum of squares: as the square of a root it would have no derivative at 0."""
        base, exponent = tree.arguments
        if not isinstance(base, Apply) or base.function not in ("norm", "bars"):
            return None
        if not isinstance(exponent, Number) or exponent.value <= 0 or exponent.value % 2:
            return None
        inner = self.of(base.arguments[0])
        if not inner.shape:
            return None
        squares, half = _sum_of_squares(inner.trees, tree), Number(exponent.value / 2, exponent.span)
        return _number(squares if half == _ONE else Apply("pow", (squares, half), tree.span))

    def _vector(self, tree: Apply) -> Entries:
        parts = [self.of(entry) for entry in tree.arguments]
        return Entries(tuple(entry for part in parts for entry in part.trees), (len(parts), *parts[0].shape))

    def _diagonal(self, tree: Apply) -> Entries:
        entries = self.of(tree.arguments[0]).trees
        count = len(entries)
        return Entries(
            tuple(entries[i] if i == j else _ZERO for i in range(count) for j in range(count)), (count, count)
        )

    def _transpose(self, tree: Apply) -> Entries:
        inner = self.of(tree.arguments[0])
        if len(inner.shape) == 1:
            return Entries(inner.trees, (1, *inner.shape))
        rows, columns = inner.shape
        if rows == 1:
            return Entries(inner.trees, (columns,))
        return Entries(tuple(entry for column in zip(*inner.rows(), strict=True) for entry in column), (columns, rows))

    def _product(self, tree: Apply) -> Entries:
        factors = [self.of(factor) for factor in tree.arguments]
        numbers = tuple(factor.trees[0] for factor in factors if not factor.shape)
        others = [factor for factor in factors if factor.shape]
        if not others:
            return _number(_joined(tree, numbers))
        for factor in others:
            # At most so many sums with so many terms each; a long row of matrices would take seconds.
            self.multiplied += len(factor.trees) * LARGEST_MATRIX
        if self.multiplied > _MOST_MULTIPLICATIONS:
            raise LanguageError("this multiplies too many matrices", tree.span, "shorten it")
        product = reduce(lambda right, left: _times(left, right, tree), reversed(others))
        return Entries(tuple(_multiplied((*numbers, entry), tree) for entry in product.trees), product.shape)

    def _dot(self, tree: Apply) -> Entries:
        left, right = (self.of(operand).trees for operand in tree.arguments)
        return _number(_dotted(left, right, tree))

    def _point(self, tree: Apply) -> Entries:
        is_dot = all(len(self.of(operand).shape) == 1 for operand in tree.arguments)
        return self._dot(tree) if is_dot else self._product(tree)

    def _bars(self, tree: Apply) -> Entries:
        inner = self.of(tree.arguments[0])
        return _number(_length(inner.trees, tree) if inner.shape else Apply("abs", inner.trees, tree.span))


def _times(left: Entries, right: Entries, tree: Apply) -> Entries:
    if not right.shape:
        return Entries(tuple(_multiplied((entry, *right.trees), tree) for entry in left.trees), left.shape)
    if len(left.shape) == len(right.shape) == 1:
        pairs = zip(left.trees, right.trees, strict=True)
        return Entries(tuple(_multiplied(pair, tree) for pair in pairs), left.shape)
    columns = list(zip(*right.rows(), strict=True))
    trees = tuple(_dotted(row, column, tree) for row in left.rows() for column in columns)
    if len(right.shape) == 1:
        return Entries(trees, () if len(trees) == 1 else (len(trees),))
    return Entries(trees, (left.shape[0], len(columns)))


def _dotted(left: tuple[Tree, ...], right: tuple[Tree, ...], tree: Apply) -> Tree:
    return _added(tuple(_multiplied(pair, tree) for pair in zip(left, right, strict=True)), tree)


def _multiplied(factors: tuple[Tree, ...], tree: Apply) -> Tree:
    """Their product; entries 0 and 1 of a matrix that is written out leave no trace."""
    if _ZERO in factors:
        return _ZERO
    return _joined(Apply("mul", (), tree.span), tuple(factor for factor in factors if factor != _ONE) or (_ONE,))


def _added(terms: tuple[Tree, ...], tree: Apply) -> Tree:
    return _joined(Apply("add", (), tree.span), tuple(term for term in terms if term != _ZERO) or (_ZERO,))


def _joined(tree: Apply, arguments: tuple[Tree, ...]) -> Tree:
    """`tree` of other arguments; sums stay flat in sums, products in products."""
    function = "mul" if tree.function == "point" else tree.function
    if function not in ("add", "mul"):
        return Apply(function, arguments, tree.span)
    parts = tuple(inner for part in arguments for inner in _inside(function, part))
    return parts[0] if len(parts) == 1 else Apply(function, parts, tree.span)


def _inside(function: str, tree: Tree) -> tuple[Tree, ...]:
    return tree.arguments if isinstance(tree, Apply) and tree.function == function else (tree,)


def _sum_of_squares(entries: tuple[Tree, ...], tree: Apply) -> Tree:
    return _added(tuple(Apply("pow", (entry, Number(2.0, tree.span)), tree.span) for entry in entries), tree)


def _length(entries: tuple[Tree, ...], tree: Apply) -> Tree:
    if len(entries) == 1:
        return Apply("abs", entries, tree.span)
    return Apply("sqrt", (_sum_of_squares(entries, tree),), tree.span)


def _extreme(entries: tuple[Tree, ...], tree: Apply) -> Tree:
    return entries[0] if len(entries) == 1 else Apply(tree.function, entries, tree.span)


_REDUCTIONS: dict[str, Callable[[tuple[Tree, ...], Apply], Tree]] = {
    "sum": _added,
    "prod": _multiplied,
    "norm": _length,
    "min": _extreme,
    "max": _extreme,
}
_RULES: dict[str, Callable[[_Expansion, Apply], Entries]] = {
    "mul": _Expansion._product,
    "dot": _Expansion._dot,
    "point": _Expansion._point,
    "transpose": _Expansion._transpose,
    "vector": _Expansion._vector,
    "diag": _Expansion._diagonal,
    "bars": _Expansion._bars,
}

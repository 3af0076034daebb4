"""Which names stand for vectors and which for matrices, told by how they are used.

A name is a vector where only a vector makes sense: in a dot product, under norm, sum and prod, right of a matrix,
beside a vector in a sum. A capital letter is a matrix left of a vector, and where it is transposed. All other names are
numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import CONDITIONS, CONSTANTS

NUMBER, VECTOR, MATRIX, ROW = range(4)
Rank = int

_REDUCTIONS = frozenset({"sum", "prod", "norm", "min", "max"})
_INDICES = frozenset("ijk")


def is_reduction(tree: Tree) -> bool:
    """Whether it makes one number of a vector; min and max of several numbers do not."""
    return isinstance(tree, Apply) and tree.function in _REDUCTIONS and len(tree.arguments) == 1


def with_indices_read(tree: Tree) -> Tree:
    """`tree` with the vector x in place of x_i, where all entries are added, multiplied or compared."""
    return _indexed(tree, is_inside=False)


def _indexed(tree: Tree, is_inside: bool) -> Tree:
    match tree:
        case Name(name=name, span=span) if is_inside and name.partition("_")[2] in _INDICES:
            return Name(name.partition("_")[0], span)
        case Apply(function=function, arguments=arguments, span=span):
            inside = is_inside or is_reduction(tree)
            return Apply(function, tuple(_indexed(argument, inside) for argument in arguments), span)
    return tree


def entry_of(name: str, ranks: Mapping[str, Rank]) -> str | None:
    """The vector or matrix of which `name` is an entry: x of x_1, if x is a vector."""
    base, _, index = name.rpartition("_")
    return base if index.isdigit() and ranks.get(base) else None


def ranks_of_names(tree: Tree, known: Mapping[str, Rank]) -> dict[str, Rank]:
    """The ranks of all names that are not numbers, those that are known included."""
    ranks = _Ranks(known)
    before = -1
    while len(ranks.known) > before:
        before = len(ranks.known)
        ranks.visit(tree)
    return {name: rank for name, rank in ranks.known.items() if rank}


def product_rank(ranks: Sequence[Rank]) -> Rank:
    """Of a product, read from left to right."""
    product = NUMBER
    for rank in ranks:
        product = _PRODUCTS.get((product, rank), max(product, rank))
    return product


def rank_reader(known: Mapping[str, Rank]) -> Callable[[Tree], Rank]:
    """What tells the rank of any expression in names of these ranks; names that are not among them are numbers."""
    return _Ranks(known).of


class _Ranks:
    """What is known so far; every visit may find out more."""

    def __init__(self, known: Mapping[str, Rank]):
        self.known = dict(known)

    def of(self, tree: Tree) -> Rank:
        """As far as known: a name that nothing has told about yet passes for a number."""
        match tree:
            case Name(name=name):
                return self.known.get(name, NUMBER)
            case Apply(function="dot" | "bars"):
                return NUMBER
            case Apply(function="diag"):
                return MATRIX
            case Apply(function="vector", arguments=(first, *_)):
                return MATRIX if self.of(first) else VECTOR
            case Apply(function="transpose", arguments=(inner,)):
                return {VECTOR: ROW, ROW: VECTOR}.get(self.of(inner), self.of(inner))
            case Apply(function="point", arguments=(left, right)):
                both = self.of(left), self.of(right)
                return NUMBER if both == (VECTOR, VECTOR) else product_rank(both)
            case Apply(function="mul", arguments=factors):
                return product_rank([self.of(factor) for factor in factors])
            case Apply(arguments=arguments) if not is_reduction(tree):
                return max(map(self.of, arguments))
        return NUMBER

    def visit(self, tree: Tree) -> None:
        """Learns from one expression and its parts."""
        if not isinstance(tree, Apply):
            return
        for argument in tree.arguments:
            self.visit(argument)
        match tree:
            case Apply(function="dot", arguments=operands):
                for operand in operands:
                    self._is_vector(operand)
            case Apply(function="transpose" | "diag", arguments=(inner,)):
                self._is_vector(inner)
            case Apply(function="mul" | "point", arguments=factors):
                self._learn_from_product([factor for factor in factors if not isinstance(factor, Number)])
            case Apply(function="add", arguments=terms) if self.of(tree) == VECTOR:
                for term in terms:
                    self._is_vector(term)
            case Apply(function=function) if is_reduction(tree) and function in _REDUCTIONS:
                self._is_vector(tree.arguments[0])

    def _learn_from_product(self, factors: list[Tree]) -> None:
        for left, right in pairwise(factors):
            if self.of(left) in (MATRIX, ROW):
                self._is_vector(right)
            if self.of(right) == VECTOR and _is_capital(left):
                self._learn(left, MATRIX)

    def _is_vector(self, tree: Tree) -> None:
        """Makes a vector of what nothing else has told about."""
        if self.of(tree) != NUMBER:
            return
        match tree:
            case Name():
                self._learn(tree, MATRIX if _is_capital(tree) else VECTOR)
            case Apply(function="mul", arguments=factors):
                self._is_vector(factors[-1])
            case Apply(function="div" | "pow", arguments=(first, second)):
                self._is_vector(second if isinstance(first, Number) else first)
            case Apply(function="add", arguments=parts):
                for part in parts:
                    self._is_vector(part)
            case Apply(function=function, arguments=(inner,)) if function not in _NUMBERS and not is_reduction(tree):
                self._is_vector(inner)

    def _learn(self, tree: Tree, rank: Rank) -> None:
        if isinstance(tree, Name) and tree.name not in CONSTANTS and entry_of(tree.name, self.known) is None:
            self.known.setdefault(tree.name, rank)


def _is_capital(tree: Tree) -> bool:
    return isinstance(tree, Name) and tree.name[0].isupper()


_NUMBERS = CONDITIONS | {"dot", "bars", "vector", "transpose", "diag"}
# Where the product's rank is not simply the larger one of its factors'.
_PRODUCTS = {
    (ROW, VECTOR): NUMBER,
    (ROW, MATRIX): ROW,
    (MATRIX, VECTOR): VECTOR,
    (MATRIX, MATRIX): MATRIX,
    (VECTOR, ROW): MATRIX,
    (VECTOR, MATRIX): MATRIX,
}

"""Of what shape every part of an expression is, with errors in the user's words.

Sizes that nothing fixes yet are unknowns that get equal where the expression joins them: in A x the columns of A and
the entries of x.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

from gradscape.language.errors import LanguageError
from gradscape.language.limits import LARGEST_MATRIX, LONGEST_VECTOR
from gradscape.language.printing import is_negated
from gradscape.language.ranks import Rank, entry_of, is_reduction, ranks_of_names
from gradscape.language.syntax import Apply, Name, Shape, Tree
from gradscape.language.vocabulary import CONDITIONS, CONSTANTS

# Of a vector or matrix whose size nothing tells.
USUAL_SIZE = 2
_LONGEST_QUOTE = 24

# A size that is not known yet is the name of an unknown.
_Size = int | str
_Sizes = tuple[_Size, ...]


def inferred(tree: Tree, source: str, given: Mapping[str, Shape]) -> dict[str, Shape]:
    """The shapes of all vectors and matrices that `tree` names; names that are not among them are numbers.

    Args:
        source: the text that the tree's spans are about.
        given: shapes that are known beforehand.
    Raises:
        LanguageError: where shapes do not fit.
    """
    ranks = ranks_of_names(tree, {name: len(shape) for name, shape in given.items()})
    return _Shapes(source, ranks, given).resolved(tree)


def reader(shapes: Mapping[str, Shape]) -> Callable[[Tree], Shape]:
    """What tells the shape of any expression in names of these shapes; names that are not among them are numbers."""
    known = _Shapes("", {name: len(shape) for name, shape in shapes.items()}, shapes)

    def shape_of(tree: Tree) -> Shape:
        return tuple(map(known._decided, known.of(tree)))

    return shape_of


class _Shapes:
    """Shapes of parts, and what is known of the unknown sizes."""

    def __init__(self, source: str, ranks: Mapping[str, Rank], given: Mapping[str, Shape]):
        self.source = source
        self.ranks = ranks
        self.bound: dict[str, _Size] = {}
        # By identity, beside the tree itself, so that no other one gets its place in memory.
        self.found: dict[int, tuple[Tree, _Sizes]] = {}
        self.entries: list[tuple[Name, str]] = []
        self.fewest: dict[str, int] = {}
        self.names: dict[str, _Sizes] = {
            name: given.get(name, tuple(f"{name}.{axis}" for axis in range(rank))) for name, rank in ranks.items()
        }

    def resolved(self, tree: Tree) -> dict[str, Shape]:
        """Shapes of all names of `tree` but numbers; what nothing tells is of the usual size."""
        self.of(tree)
        for size, fewest in self.fewest.items():
            if isinstance(self._known(size), str):
                self._agree(size, max(fewest, USUAL_SIZE))
        for entry, base in self.entries:
            self._check_entry(entry, base)
        return {name: tuple(self._decided(size) for size in sizes) for name, sizes in self.names.items() if sizes}

    def _decided(self, size: _Size) -> int:
        known = self._known(size)
        return known if isinstance(known, int) else USUAL_SIZE

    def of(self, tree: Tree) -> _Sizes:
        """The shape of `tree`; unknown sizes become equal on the way."""
        if id(tree) not in self.found:
            self.found[id(tree)] = (tree, self._shape(tree))
        return tuple(map(self._known, self.found[id(tree)][1]))

    def _shape(self, tree: Tree) -> _Sizes:
        match tree:
            case Name(name=name) if name not in CONSTANTS:
                base = entry_of(name, self.ranks)
                if base is None:
                    return self.names.get(name, ())
                self._note_entry(tree, base)
            case Apply(function=function):
                return _RULES.get(function, _Shapes._elementwise)(self, tree)
        return ()

    def _known(self, size: _Size) -> _Size:
        while isinstance(size, str) and size in self.bound:
            size = self.bound[size]
        return size

    def _agree(self, a: _Size, b: _Size) -> bool:
        a, b = self._known(a), self._known(b)
        if isinstance(a, str):
            if a != b:
                self.bound[a] = b
        elif isinstance(b, str):
            self.bound[b] = a
        else:
            return a == b
        return True

    def _note_entry(self, tree: Name, base: str) -> None:
        """x_3 is one of at least three; that it exists is checked when all sizes are known."""
        self.entries.append((tree, base))
        for place, size in zip(self._places(tree, base), self.names[base], strict=True):
            if isinstance(size, str):
                self.fewest[size] = max(place, self.fewest.get(size, 0))

    def _places(self, tree: Name, base: str) -> list[int]:
        index, axes = tree.name[len(base) + 1 :], len(self.names[base])
        if axes == 1:
            return [int(index)]
        if len(index) != axes:
            shape = tuple(map(self._known, self.names[base]))
            raise self._fault(tree, f"{base} {_said(shape)}", f"{base}_12 is its entry in row 1, column 2")
        return [int(digit) for digit in index]

    def _check_entry(self, tree: Name, base: str) -> None:
        shape = tuple(self._decided(size) for size in self.names[base])
        if not all(1 <= place <= size for place, size in zip(self._places(tree, base), shape, strict=True)):
            raise self._fault(tree, f"there is no {tree.name}: {base} {_said(shape)}", "the first index is 1")

    # How each operation joins shapes.

    def _elementwise(self, tree: Apply) -> _Sizes:
        """Entry by entry; a number joins every entry of a vector."""
        shape: _Sizes = ()
        first: Tree = tree
        for argument in tree.arguments:
            own = self.of(argument)
            if not own:
                continue
            if shape and (len(own) != len(shape) or not all(map(self._agree, own, shape))):
                raise self._misfit(tree, first, argument, _HINTS.get(tree.function))
            shape, first = (own, argument) if not shape else (shape, first)
        if len(shape) == 2 and tree.function not in ("neg", "add", *CONDITIONS):
            self._refuse_of_matrix(tree, first)
        return tuple(map(self._known, shape))

    def _refuse_of_matrix(self, tree: Apply, matrix: Tree) -> None:
        if tree.function == "pow":
            raise self._fault(
                tree, f"{self._quoted(matrix)} is a matrix, and has no power here", "write A A for its square"
            )
        if tree.function == "div" and tree.arguments[1] is matrix:
            raise self._fault(tree, f"{self._quoted(matrix)} is a matrix, and nothing is divided by it", None)

    def _sum(self, tree: Apply) -> _Sizes:
        shape = self._elementwise(tree)
        number = next((term for term in tree.arguments if not self.of(term)), None)
        if len(shape) == 2 and number is not None:
            matrix = next(term for term in tree.arguments if self.of(term))
            raise self._fault(
                tree, f"{self._about(matrix)} but {self._about(number)}", "a number is not added to a matrix"
            )
        return shape

    def _product(self, tree: Apply) -> _Sizes:
        """Matrices act on what stands to their right; vectors side by side multiply entry by entry."""
        factors = [factor for factor in tree.arguments if self.of(factor)]
        for left, right in pairwise(factors):
            self._refuse_before_matrix(tree, left, right)
        shape: _Sizes = ()
        for place in reversed(range(len(factors))):
            shape = self._times(tree, factors[place], shape, factors[place + 1 :])
        return shape

    def _refuse_before_matrix(self, tree: Apply, left: Tree, right: Tree) -> None:
        if len(self.of(left)) == 1 and len(self.of(right)) == 2 and self.of(right)[0] != 1:
            vector, matrix = self._quoted(left), self._quoted(right)
            message = f"{vector} is a vector and cannot stand before the matrix {matrix}"
            raise self._fault(tree, message, f"write {vector}^T {matrix}, or {matrix} {vector}")

    def _times(self, tree: Apply, left: Tree, second: _Sizes, rest: list[Tree]) -> _Sizes:
        """The shape of `left` times all to its right, of shape `second`."""
        first = self.of(left)
        if not second:
            return first
        if len(first) == 1 and len(second) == 1:
            if not self._agree(first[0], second[0]):
                raise self._misfit(tree, left, rest[0], "write u . v for the dot product")
            return first
        if len(first) == 1:
            return (first[0], second[1])
        if not self._agree(first[1], second[0]):
            hint = f"{self._quoted(left)} needs {_count(first[1], 'entry', 'entries')} to its right"
            right = self._about(rest[0]) if len(rest) == 1 else f"what is right of it {_said(second)}"
            raise self._fault(tree, f"{self._about(left)} but {right}", hint)
        # One row times a vector is a number: x^T y, and [[1, 2]] x too.
        return () if first[0] == 1 and len(second) == 1 else (first[0], *second[1:])

    def _dot(self, tree: Apply) -> _Sizes:
        left, right = tree.arguments
        first, second = self.of(left), self.of(right)
        for operand, shape in ((left, first), (right, second)):
            if len(shape) != 1:
                what = "a matrix" if shape else "a number"
                raise self._fault(
                    tree, f"a dot joins two vectors, but {self._quoted(operand)} is {what}", "write * for a product"
                )
        if not self._agree(first[0], second[0]):
            raise self._misfit(tree, left, right, None)
        return ()

    def _point(self, tree: Apply) -> _Sizes:
        """u · v is a dot product of vectors, and a product of anything else."""
        left, right = map(self.of, tree.arguments)
        if len(left) == len(right) == 1:
            return self._dot(tree)
        return self._product(tree)

    def _transpose(self, tree: Apply) -> _Sizes:
        shape = self.of(tree.arguments[0])
        if not shape:
            raise self._fault(
                tree,
                f"{self._quoted(tree.arguments[0])} is a number, which has no transpose",
                "^T turns rows to columns",
            )
        if len(shape) == 1:
            return (1, shape[0])
        return shape[1:] if shape[0] == 1 else (shape[1], shape[0])

    def _diagonal(self, tree: Apply) -> _Sizes:
        shape = self.of(tree.arguments[0])
        if len(shape) != 1:
            what = "a matrix" if shape else "a number"
            raise self._fault(tree, f"'diag' takes a vector, but {self._quoted(tree.arguments[0])} is {what}", None)
        if isinstance(shape[0], int) and shape[0] > LARGEST_MATRIX:
            raise self._fault(tree, f"a matrix has at most {LARGEST_MATRIX} rows and columns", None)
        return (*shape, *shape)

    def _reduction(self, tree: Apply) -> _Sizes:
        if not is_reduction(tree):
            return self._elementwise(tree)
        if not self.of(tree.arguments[0]):
            argument = self._quoted(tree.arguments[0])
            raise self._fault(
                tree, f"'{tree.function}' takes a vector, but {argument} is a number", "a vector is written [x, y]"
            )
        return ()

    def _bars(self, tree: Apply) -> _Sizes:
        if len(self.of(tree.arguments[0])) == 2:
            raise self._fault(
                tree,
                f"{self._quoted(tree.arguments[0])} is a matrix, and |...| takes a number or vector",
                "write norm(A)",
            )
        return ()

    def _vector(self, tree: Apply) -> _Sizes:
        shapes = [self.of(entry) for entry in tree.arguments]
        for entry, shape in zip(tree.arguments, shapes, strict=True):
            if len(shape) == 2:
                raise self._fault(entry, f"an entry is a number, but {self._quoted(entry)} is a matrix", None)
            if len(shape) != len(shapes[0]):
                raise self._fault(
                    entry,
                    f"{self._about(entry)} but {self._about(tree.arguments[0])}",
                    "all rows have the same length",
                )
            if not all(map(self._agree, shape, shapes[0])):
                raise self._misfit(tree, tree.arguments[0], entry, "all rows of a matrix have the same length")
        rows, inner = len(tree.arguments), tuple(map(self._known, shapes[0]))
        most = LARGEST_MATRIX if inner else LONGEST_VECTOR
        if rows > most or any(isinstance(size, int) and size > LARGEST_MATRIX for size in inner):
            kind = f"a matrix has at most {most} rows and columns" if inner else f"a vector has at most {most} entries"
            raise self._fault(tree, kind, None)
        return (rows, *inner)

    # How an error speaks of a part.

    def _fault(self, tree: Tree, message: str, hint: str | None) -> LanguageError:
        return LanguageError(message, tree.span, hint)

    def _misfit(self, tree: Tree, left: Tree, right: Tree, hint: str | None) -> LanguageError:
        return self._fault(tree, f"{self._about(left)} but {self._about(right)}", hint or "they must be of one size")

    def _about(self, tree: Tree) -> str:
        return f"{self._quoted(tree)} {_said(tuple(map(self._known, self.of(tree))))}"

    def _quoted(self, tree: Tree) -> str:
        if is_negated(tree):
            tree = tree.arguments[0]
        text = " ".join(self.source[tree.span.start : tree.span.end].split())
        if len(text) > _LONGEST_QUOTE:
            text = f"{text[: _LONGEST_QUOTE - 1]}…"
        return text or "this"


def _said(shape: _Sizes) -> str:
    if not shape:
        return "is a number"
    if len(shape) == 1:
        return f"has {_count(shape[0], 'entry', 'entries')}"
    rows, columns = shape
    if isinstance(rows, str):
        return f"has {_count(columns, 'column', 'columns')}"
    return f"is {rows}x{columns}" if isinstance(columns, int) else f"has {_count(rows, 'row', 'rows')}"


def _count(size: _Size, one: str, many: str) -> str:
    return f"{size} {one if size == 1 else many}" if isinstance(size, int) else f"any number of {many}"


_HINTS = {"add": "only vectors of one size are added", "div": "vectors are divided entry by entry"}
_RULES = {
    "add": _Shapes._sum,
    "mul": _Shapes._product,
    "dot": _Shapes._dot,
    "point": _Shapes._point,
    "transpose": _Shapes._transpose,
    "vector": _Shapes._vector,
    "diag": _Shapes._diagonal,
    "bars": _Shapes._bars,
    **dict.fromkeys(("sum", "prod", "norm", "min", "max"), _Shapes._reduction),
}

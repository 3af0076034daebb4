"""Text to map, stage by stage: text, lines, tree, shapes, numbers entry by entry, names.

What people write on a blackboard is read; where it cannot be, the error says what and where.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from gradscape.language import kinds
from gradscape.language.definitions import tree_of
from gradscape.language.errors import LanguageError
from gradscape.language.expansion import expanded
from gradscape.language.grouping import grouped
from gradscape.language.limits import MAXIMUM_LENGTH, MAXIMUM_OUTPUTS, check_size
from gradscape.language.lines import lines_of
from gradscape.language.naming import Told, names_of
from gradscape.language.pasted import as_typed
from gradscape.language.ranks import VECTOR, entry_of, ranks_of_names
from gradscape.language.shapes import inferred
from gradscape.language.syntax import Apply, Function, Map, Shape, Span, Tree
from gradscape.language.words import canonical_name


def parse(
    source: str,
    variables: Sequence[str] | None = None,
    parameters: Collection[str] = (),
    shapes: Mapping[str, Shape] = MappingProxyType({}),
) -> Function:
    """The function that `source` defines, whose value is a number; otherwise as `parse_map`."""
    return the_number(parse_map(source, variables, parameters, shapes))


def the_number(found: Map) -> Function:
    """A map as the function it is, if its value is a number.

    Raises:
        LanguageError: where it is a vector.
    """
    if found.shape:
        size = found.shape[0]
        raise LanguageError(
            f"this is a vector of {size} entr{'y' if size == 1 else 'ies'}, but a number belongs here",
            found.tree.span,
            "take its norm, or one entry, or look at it in the Jacobian lab",
        )
    return found.component(0)


def parse_map(
    source: str,
    variables: Sequence[str] | None = None,
    parameters: Collection[str] = (),
    shapes: Mapping[str, Shape] = MappingProxyType({}),
) -> Map:
    """What `source` defines: its last line, earlier lines being names for parts of it. LaTeX is read too.

    Args:
        source: at most 4,096 characters.
        variables: fixes which names are variables, and their order; may include names that do not occur. A vector is
            named as a whole, or entry by entry: x, or x_1, x_2, x_3.
        parameters: names that are parameters even if they look like variables.
        shapes: of vectors and matrices that are known beforehand; other shapes are inferred.
    Raises:
        LanguageError: with the place of the mistake in `source`.
    """
    if len(source) > MAXIMUM_LENGTH:
        place = Span(MAXIMUM_LENGTH, len(source))
        raise LanguageError(f"the text has {len(source)} characters; the limit is {MAXIMUM_LENGTH}", place)
    told = Told(
        None if variables is None else tuple(map(canonical_name, variables)),
        frozenset(map(canonical_name, parameters)),
        {canonical_name(name): shape for name, shape in shapes.items()},
    )
    reading = as_typed(source)
    try:
        return reading.in_source(_read(reading.text, told), source)
    except LanguageError as error:
        raise LanguageError(error.message, reading.span(error.span), error.hint) from None


def _read(text: str, told: Told) -> Map:
    lines = lines_of(text)
    last = lines[-1]
    tree = tree_of(lines, text, {*(told.variables or ()), *told.parameters, *told.shapes})
    tree, shapes = _with_shapes(tree, text, told)
    outputs, shape = _written_out(tree, shapes, last.place)
    names = names_of(tree, shapes, last, told)
    # As in x = 1, which is an equation; f(f) = f^2 says which of the two is meant.
    if last.arguments is None and last.name in names.variables:
        raise LanguageError(f"'{last.name}' is a variable here, and cannot name the function", last.head, "name it f")
    return Map(
        text, tree, outputs, shape, names.inputs, names.variables, names.parameters, names.tables, last.name or "f"
    )


def _with_shapes(tree: Tree, text: str, told: Told) -> tuple[Tree, dict[str, Shape]]:
    """The tree in the groups it is read in, and the shapes of all vectors and matrices.

    Entries that the request lists one by one tell a vector's size.
    """
    given = dict(told.shapes)
    listed = told.variables or ()
    ranks = ranks_of_names(tree, {name: len(shape) for name, shape in given.items()})
    for base in dict.fromkeys(entry_of(name, ranks) for name in listed):
        if base is not None and ranks[base] == VECTOR and base not in given:
            given[base] = (sum(entry_of(other, ranks) == base for other in listed),)
    tree = grouped(tree, ranks)
    return tree, inferred(tree, text, given)


def _written_out(tree: Tree, shapes: Mapping[str, Shape], place: Span) -> tuple[tuple[Tree, ...], Shape]:
    """The value entry by entry, and its shape."""
    outputs, shape = expanded(tree, shapes)
    if len(shape) == 2:
        message = f"this is a {shape[0]}x{shape[1]} matrix, but a value is a number or a vector"
        raise LanguageError(message, tree.span, "multiply it by a vector, or take its norm")
    if len(outputs) > MAXIMUM_OUTPUTS:
        raise LanguageError(f"a value has at most {MAXIMUM_OUTPUTS} entries, not {len(outputs)}", tree.span)
    check_size(Apply("vector", outputs), place)
    for output in outputs:
        kinds.check(output)
    return outputs, shape

"""Names to variables and parameters: which is which, and in which order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gradscape.language.errors import LanguageError
from gradscape.language.limits import MAXIMUM_PARAMETERS, MAXIMUM_VARIABLES
from gradscape.language.lines import Line
from gradscape.language.ranks import entry_of
from gradscape.language.syntax import Name, Shape, Tree, entry_names, names_in
from gradscape.language.vocabulary import CONSTANTS, COORDINATES, VARIABLE_LETTERS


class Told(NamedTuple):
    """What a request tells of the names in its text, all by their canonical names."""

    variables: tuple[str, ...] | None
    parameters: frozenset[str]
    shapes: Mapping[str, Shape]


class Names(NamedTuple):
    """The names of a map, each kind in its order; `variables` are the inputs one by one."""

    inputs: tuple[tuple[str, Shape], ...]
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    tables: tuple[tuple[str, Shape], ...]


def names_of(tree: Tree, shapes: Mapping[str, Shape], last: Line, told: Told) -> Names:
    """What each name of `tree` is.

    Args:
        shapes: of all vectors and matrices.
        last: the line that may list the variables.
    Raises:
        LanguageError: where there are too many, or the text's list is not the request's.
    """
    names = _whole_names(tree, shapes)
    chosen = _variables(names, last, told, shapes)
    others = [name for name in names if name not in chosen]
    if len(others) > MAXIMUM_PARAMETERS:
        extra = names[others[MAXIMUM_PARAMETERS]]
        raise LanguageError(f"more than {MAXIMUM_PARAMETERS} parameters", extra.span, "give some of them numbers")
    ordered = sorted(others, key=_alphabet)
    return Names(
        tuple((name, shapes.get(name, ())) for name in chosen),
        _one_by_one(chosen, shapes, last),
        tuple(name for name in ordered if name not in shapes),
        tuple((name, shapes[name]) for name in ordered if name in shapes),
    )


def _whole_names(tree: Tree, shapes: Mapping[str, Shape]) -> dict[str, Name]:
    """All names but constants, as the text is read; entries x_1 of a vector go by the vector's name."""
    ranks = {name: len(shape) for name, shape in shapes.items()}
    names: dict[str, Name] = {}
    for name in sorted(names_in(tree), key=lambda name: name.span):
        if name.name not in CONSTANTS:
            names.setdefault(entry_of(name.name, ranks) or name.name, name)
    return names


def _variables(names: Mapping[str, Name], last: Line, told: Told, shapes: Mapping[str, Shape]) -> tuple[str, ...]:
    """The variables in their order, vectors by their own names."""
    if told.variables is None:
        free = [name for name in names if name not in told.parameters]
        return usual_variables(free) if last.arguments is None else last.arguments
    ranks = {name: len(shape) for name, shape in shapes.items()}
    whole = tuple(dict.fromkeys(entry_of(name, ranks) or name for name in told.variables))
    for name in last.arguments or ():
        if name not in whole:
            raise LanguageError(f"'{name}' is a variable of the text, but not of the request", last.head)
    return whole


def _one_by_one(names: Sequence[str], shapes: Mapping[str, Shape], last: Line) -> tuple[str, ...]:
    entries = tuple(entry for name in names for entry in entry_names(name, shapes.get(name, ())))
    if len(entries) > MAXIMUM_VARIABLES:
        raise LanguageError(f"{len(entries)} variables; the limit is {MAXIMUM_VARIABLES}", last.head)
    return entries


def usual_variables(names: Sequence[str]) -> tuple[str, ...]:
    """x, y, z, t, u, v, w, s and their subscripted kin; where none occurs, every name is a variable.

    x, y and z stand in this order, all others as one reads them, x_1 before x_2 where x_2 is read first.
    """
    usual = [name for name in names if name.partition("_")[0] in VARIABLE_LETTERS] or names
    letters = list(dict.fromkeys([*COORDINATES, *(name.partition("_")[0] for name in usual)]))
    return tuple(sorted(usual, key=lambda name: (letters.index(name.partition("_")[0]), _index(name))))


def _alphabet(name: str) -> tuple:
    letter = name.partition("_")[0]
    place = VARIABLE_LETTERS.find(letter) if letter in VARIABLE_LETTERS else len(VARIABLE_LETTERS)
    return (place, letter, _index(name))


def _index(name: str) -> tuple[int, str]:
    index = name.partition("_")[2]
    return (int(index) if index.isdigit() else 0, index)

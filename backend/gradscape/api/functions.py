"""The function in a request: its text, its numbers, and the field they make."""

from collections.abc import Mapping as Numbers
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from gradscape.api import limits
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.models import FunctionText
from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.language.errors import LanguageError
from gradscape.language.functions import ALIASES, CALLABLE
from gradscape.language.parser import parse_map, the_number
from gradscape.language.syntax import Map, Shape, entry_names
from gradscape.language.vocabulary import CONSTANTS
from gradscape.language.words import canonical_name

_PLANE = ("x", "y", "z")


def read_field(text: FunctionText) -> Field:
    """The field of a request: its value is a number.

    Raises:
        LanguageError: where the text cannot be read.
        ProblemError: where its names contradict each other.
    """
    found, numbers = read_map(text)
    return Field(the_number(found), numbers)


def read_map(text: FunctionText) -> tuple[Map, dict[str, float]]:
    """What a request's text defines, and numbers for all its parameters, those of vectors and matrices entry by entry.

    Raises:
        LanguageError: where the text cannot be read.
        ProblemError: where its names contradict each other.
    """
    given = numbers_given(text)
    variables = None if text.variables is None else tuple(_usable("variables", name) for name in text.variables)
    _refuse_contradictions(list(given), variables)
    shapes = {name: value.shape for name, value in given.items() if value.ndim}
    shapes |= {_usable("shapes", name): tuple(shape) for name, shape in text.shapes.items()}
    found = _parsed(text.source, variables, frozenset(given), tuple(sorted(shapes.items())))
    return found, _numbers(found, given)


def numbers_given(text: FunctionText) -> dict[str, np.ndarray]:
    """The request's parameters by their canonical names: numbers, vectors and matrices."""
    return {_usable("parameters", name): np.array(value) for name, value in text.parameters.items()}


# Dragging a point or a slider asks again and again about the same text.
@lru_cache(maxsize=512)
def _parsed(
    source: str, variables: tuple[str, ...] | None, parameters: frozenset[str], shapes: tuple[tuple[str, Shape], ...]
) -> Map:
    return parse_map(source, variables, parameters, dict(shapes))


def _numbers(found: Map, given: Numbers[str, np.ndarray]) -> dict[str, float]:
    """A number for every parameter; what is not given is 1: all entries of a vector, the diagonal of a matrix."""
    numbers = {name: float(given.get(name, 1.0)) for name in found.parameters}
    for name, shape in found.tables:
        value = given.get(name, np.array(1.0))
        if not value.ndim:
            value = value * (np.eye(*shape) if len(shape) == 2 else np.ones(shape))
        numbers |= dict(zip(entry_names(name, shape), map(float, value.flat), strict=True))
    return numbers


def _usable(field: str, name: str) -> str:
    word = ALIASES.get(name, name)
    if word in CALLABLE or word in CONSTANTS:
        raise invalid(f"function.{field}", "may not name a function or constant of the language")
    return canonical_name(name)


def _refuse_contradictions(parameters: Sequence[str], variables: Sequence[str] | None) -> None:
    if variables is None:
        return
    if len(set(variables)) < len(variables):
        raise invalid("function.variables", "must name each variable once")
    if set(variables) & set(parameters):
        raise invalid("function.variables", "and function.parameters may not share a name")


def read_mapping(text: FunctionText, path: str = "function") -> Mapping:
    """The map of a request; x joins where it has no variable.

    Raises:
        FunctionError: where the text cannot be read, or is too long for the machine.
        ProblemError: where its names contradict each other, or it has too many variables.
    """
    try:
        mapping = _with_a_variable(*read_map(text))
        _ = mapping.program
    except LanguageError as error:
        raise FunctionError(error, f"{path}.source") from None
    count = len(mapping.variables)
    if count > limits.MAP_VARIABLES:
        raise invalid(path, f"has {count} variables; a Jacobian has at most {limits.MAP_VARIABLES}")
    return mapping


def _with_a_variable(found: Map, numbers: dict[str, float]) -> Mapping:
    if not found.variables:
        free = next(name for name in _PLANE if name not in found.parameters)
        found = replace(found, variables=(free,), inputs=((free, ()),))
    return Mapping(found, numbers)


def on_a_plane(field: Field) -> Field:
    """The same field as one of two variables, for drawing; x and y join where it has fewer."""
    function = field.function
    count = len(function.variables)
    if count > 2:
        raise invalid("function", f"has {count} variables; a surface is drawn over two")
    if count == 2:
        return field
    taken = {*function.variables, *function.parameters}
    free = [name for name in _PLANE if name not in taken][: 2 - count]
    pair = (free[0], "y") if function.variables == ("y",) else (*function.variables, *free)
    return replace(field, function=replace(function, variables=pair))


def on_a_line(field: Field) -> Field:
    """The same field as one of one variable; x joins where it has none."""
    function = field.function
    if len(function.variables) > 1:
        raise invalid("function", f"has {len(function.variables)} variables; a curve has one")
    if function.variables:
        return field
    free = next(name for name in _PLANE if name not in function.parameters)
    return replace(field, function=replace(function, variables=(free,)))


def at_least_one_variable(field: Field) -> Field:
    """The same field; x joins where it has no variable."""
    return field if field.variables else on_a_line(field)


def check_size(field: Field, path: str, given: int) -> None:
    """Refuses a point, direction or box that has another dimension than the function."""
    check_count(field.variables, path, given)


def check_count(names: tuple[str, ...], path: str, given: int) -> None:
    """Refuses a list of numbers that is not one for each variable."""
    if given != len(names):
        listed = f": {', '.join(names)}" if names else ""
        wanted = f"{len(names)} variable{'' if len(names) == 1 else 's'}{listed}"
        raise invalid(path, f"has {given} entr{'y' if given == 1 else 'ies'}, but the function has {wanted}")

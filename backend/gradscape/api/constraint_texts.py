"""Constraints in a request: their texts, the levels, and the set they make together with a function."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import limits
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import numbers_given, read_field
from gradscape.api.models import Formula, FunctionText, Interval, Strict, formula
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field as ScalarField
from gradscape.language.equations import Equation, Relation, parse_equations
from gradscape.language.errors import LanguageError
from gradscape.language.naming import usual_variables
from gradscape.language.syntax import Shape, entry_names
from gradscape.language.vocabulary import COORDINATES
from gradscape.machine import machine

Level = Annotated[float, Field(ge=-limits.LEVEL, le=limits.LEVEL)]
ConstraintBox = Annotated[list[Interval], Field(min_length=2, max_length=limits.BOX_DIMENSIONS)]


class ConstraintText(Strict):
    """One equation or inequality; several lines of text are several of them."""

    source: str = Field(
        description="g(x, y) = c as in x^2 + y^2 = 1, also with <= or >=; a text without a relation is g alone, "
        "measured by `level`. Parameters are those of the function",
        examples=["x^2 + y^2 = 1"],
    )
    level: Level | None = Field(
        None,
        description="c; null: what stands right in the text; of several equations that of the first",
        examples=[1.0],
    )


class ConstraintAnswer(BaseModel):
    """A constraint as it was read: g and its level."""

    formula: Formula | None = Field(description="the equation or inequality, too long to show where null")
    relation: Relation
    level: float


class Posed(NamedTuple):
    """A function on a set, in the same variables; `equations` as they were read."""

    f: ScalarField
    constraints: ConstraintSet
    equations: tuple[Equation, ...]


def read_posed(text: FunctionText, texts: Sequence[ConstraintText], dimension: int) -> Posed:
    """The function and its constraints in all their variables, of which there are as many as the box has sides.

    Raises:
        FunctionError: where a text cannot be read.
        ProblemError: where numbers and texts do not fit together.
    """
    f = _field(text)
    read = [_equations(text, each, f"constraints[{k}]", None) for k, each in enumerate(texts)]
    names = _variables(text, [f.variables, *(each.function.variables for group in read for each in group)], dimension)
    f = _field(text.model_copy(update={"variables": list(names)}))
    again = [_equations(text, each, f"constraints[{k}]", names) for k, each in enumerate(texts)]
    given = [level for each, group in zip(texts, again, strict=True) for level in _given(each.level, group)]
    return Posed(f, *_set(text, [each for group in again for each in group], given, dimension))


def read_set(text: FunctionText, level: float | None, dimension: int) -> tuple[ConstraintSet, tuple[Equation, ...]]:
    """The set of the equations of one text."""
    source = ConstraintText(source=text.source, level=level)
    first = _equations(text, source, "function", tuple(text.variables) if text.variables else None)
    names = _variables(text, [each.function.variables for each in first], dimension)
    found = _equations(text, source, "function", names)
    return _set(text, found, _given(level, found), dimension)


def described(constraints: ConstraintSet, equations: Sequence[Equation]) -> list[dict]:
    """The constraints as JSON has them."""
    return [
        {"formula": formula(each.formula(_moved(each, level))), "relation": each.relation, "level": level}
        for each, level in zip(equations, constraints.levels.tolist(), strict=True)
    ]


def parameters_of(posed: Posed) -> list[str]:
    """Names that may have numbers: those of the function, then of both sides of each equation."""
    return list(dict.fromkeys((*posed.f.function.parameters, *names_open(posed.equations))))


def names_open(equations: Sequence[Equation]) -> list[str]:
    """Names on either side that may have numbers."""
    sides = [side for each in equations for side in (each.function, each.level) if side is not None]
    return list(dict.fromkeys(name for side in sides for name in side.parameters))


def _given(level: float | None, equations: Sequence[Equation]) -> list[float | None]:
    """The level of the first equation of a text is told; those of others stand in it."""
    return [level, *[None] * (len(equations) - 1)]


def _moved(equation: Equation, level: float) -> float | None:
    """A level that is not the text's own."""
    own = 0.0 if equation.level is None else None
    return None if own == level and equation.written else level


def _field(text: FunctionText) -> ScalarField:
    try:
        return read_field(text)
    except LanguageError as error:
        raise FunctionError(error, "function.source") from None


def _equations(
    text: FunctionText, constraint: ConstraintText, path: str, names: tuple[str, ...] | None
) -> tuple[Equation, ...]:
    given = numbers_given(text)
    shapes = {name: value.shape for name, value in given.items() if value.ndim}
    shapes |= {name: tuple(shape) for name, shape in text.shapes.items()}
    try:
        return _parsed(constraint.source, names, frozenset(given), tuple(sorted(shapes.items())))
    except LanguageError as error:
        raise FunctionError(error, f"{path}.source") from None


@lru_cache(maxsize=256)
def _parsed(
    source: str, names: tuple[str, ...] | None, parameters: frozenset[str], shapes: tuple[tuple[str, Shape], ...]
) -> tuple[Equation, ...]:
    return parse_equations(source, names, parameters, dict(shapes))


def _variables(text: FunctionText, read: Sequence[tuple[str, ...]], dimension: int) -> tuple[str, ...]:
    """Those of all texts together; more of x, y and z where the box has more sides."""
    found = tuple(text.variables or usual_variables(list(dict.fromkeys(name for each in read for name in each))))
    taken = {*found, *text.parameters}
    free = [name for name in COORDINATES if name not in taken]
    if len(found) < dimension <= len(found) + len(free) and text.variables is None:
        found = usual_variables([*found, *free[: dimension - len(found)]])
    if len(found) != dimension:
        raise invalid("box", f"has {dimension} intervals, but there are {len(found)} variables: {', '.join(found)}")
    return found


def _set(
    text: FunctionText, equations: Sequence[Equation], given: Sequence[float | None], dimension: int
) -> tuple[ConstraintSet, tuple[Equation, ...]]:
    if len(equations) >= dimension:
        count = f"{len(equations)} constraints leave nothing of {dimension} variables"
        raise invalid("constraints", f"must be fewer than the variables: {count}")
    numbers = _entries(text)
    fields = tuple(ScalarField(each.function, _for(each.function.parameters, numbers)) for each in equations)
    for k, field in enumerate(fields):
        try:
            _ = field.program
        except LanguageError as error:
            raise FunctionError(error, f"constraints[{k}].source") from None
    levels = [_level(each, number, numbers) for each, number in zip(equations, given, strict=True)]
    return ConstraintSet(fields, np.array(levels, float)), tuple(equations)


def _for(names: Sequence[str], numbers: dict[str, float]) -> dict[str, float]:
    return {name: numbers[name] for name in names if name in numbers}


def _entries(text: FunctionText) -> dict[str, float]:
    """Numbers of all parameters, those of vectors and matrices entry by entry."""
    found: dict[str, float] = {}
    for name, value in numbers_given(text).items():
        found |= dict(zip(entry_names(name, value.shape), map(float, value.flat), strict=True))
    return found


def _level(equation: Equation, given: float | None, numbers: dict[str, float]) -> float:
    if given is not None:
        return given
    if equation.level is None:
        return 0.0
    right = replace(equation.level, variables=("x",))
    level = float(machine.values(ScalarField(right, _for(right.parameters, numbers)).program, np.zeros((1, 1)))[0])
    if not abs(level) <= limits.LEVEL:
        raise invalid("constraints", "have a right side without a number for a level")
    return level

"""Answers in the terminal, without a server: `gradscape eval` and `gradscape descent`."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import ValidationError

from gradscape.api.errors import ProblemError
from gradscape.api.functions import read_field
from gradscape.api.models import FunctionText
from gradscape.api.walk_texts import RunRequest
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.language.digits import in_words
from gradscape.language.errors import LanguageError
from gradscape.language.printing import source
from gradscape.machine import executables
from gradscape.settings import Settings
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run

# Of a walk's points, as many as fit a screen: the first and the last.
_SHOWN = 20
_DIGITS = 10


class AnswerError(Exception):
    """What was asked cannot be answered, in words for a terminal."""


def evaluated(settings: Settings, text: str, at: str, parameters: Sequence[str]) -> str:
    """Value, gradient, Hessian and eigenvalues of a function at one point, `1,2` in the order of its variables.

    Raises:
        AnswerError: where the text or the point cannot be read.
    """
    field = _field(settings, text, parameters)
    point = _point(field, at)
    [found] = derivatives(field, point[None])
    lines = [
        _head(field, point),
        f"value        {_number(found.value)}",
        f"gradient     {_row(found.gradient)}",
        *(f"{'hessian' if k == 0 else '':12} {_row(row)}" for k, row in enumerate(found.hessian)),
    ]
    if found.eigenvalues is not None:
        lines.append(f"eigenvalues  {_row(found.eigenvalues)}")
    return "\n".join([*lines, *(flag.message for flag in found.flags)])


def walked(settings: Settings, text: str, start: str, method: str | None, steps: int, given: Sequence[str]) -> str:
    """A walk downhill, its points with f and |∇f|, and why it stopped. given: `learning_rate=0.1` and parameters.

    Raises:
        AnswerError: where something cannot be read, or is no setting of the method.
    """
    names = RunRequest.model_fields.keys()
    own = [each for each in given if each.partition("=")[0] in names]
    field = _field(settings, text, [each for each in given if each not in own])
    asked: dict[str, Any] = {"start": _point(field, start).tolist(), "steps": steps, **_numbers(own)}
    if method is not None:
        asked["method"] = method
    try:
        request = RunRequest.model_validate(asked)
        numbers = request.settings("")
    except ValidationError as error:
        first = error.errors()[0]
        raise AnswerError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except ProblemError as error:
        raise AnswerError(f"{error.field}: {error.detail}") from None
    run = Run(request.method, np.array(request.start), numbers, request.steps, request.tolerance, request.seed)
    return _told(field, descend(field, [run])[0])


def _told(field: Field, found: Outcome) -> str:
    trail = found.trail
    norms = trail.slopes()
    rows = [
        f"{k:>6}  {_row(trail.points[k])}  f = {_number(float(trail.values[k]))}  |∇f| = {_number(float(norms[k]))}"
        for k in range(len(trail.points))
    ]
    if len(rows) > _SHOWN:
        rows[_SHOWN // 2 : -_SHOWN // 2] = ["   ..."]
    return "\n".join([*rows, found.message])


def _field(settings: Settings, text: str, parameters: Sequence[str]) -> Field:
    if settings.compilation_cache is not None:
        executables.keep_in(settings.compilation_cache)
    try:
        field = read_field(FunctionText.model_validate({"source": text, "parameters": _numbers(parameters)}))
        # Whether it is too long for the machine is known when it is first asked for.
        _ = field.program
    except LanguageError as error:
        raise AnswerError(_pointed_at(text, error)) from None
    except ProblemError as error:
        raise AnswerError(error.detail) from None
    except ValidationError as error:
        raise AnswerError(error.errors()[0]["msg"]) from None
    return field


def _pointed_at(text: str, error: LanguageError) -> str:
    start, end = error.span
    hint = f" ({error.hint})" if error.hint else ""
    if "\n" in text:
        return f"{error.message}{hint}"
    return f"{error.message}{hint}\n  {text}\n  {' ' * start}{'^' * max(1, end - start)}"


def _numbers(given: Sequence[str]) -> dict[str, float]:
    numbers = {}
    for each in given:
        name, _, value = each.partition("=")
        try:
            numbers[name.strip()] = int(value) if value.strip().isdigit() else float(value)
        except ValueError:
            raise AnswerError(f"{each!r} is not of the form name=number") from None
    return numbers


def _point(field: Field, text: str) -> np.ndarray:
    try:
        point = np.array([float(part) for part in text.split(",") if part.strip()])
    except ValueError:
        raise AnswerError(f"{text!r} is no point: write its numbers with commas between, as in 1,-0.5") from None
    if len(point) != len(field.variables):
        names = ", ".join(field.variables) or "none"
        raise AnswerError(f"the point has {len(point)} numbers, the function {len(field.variables)} variables: {names}")
    return point


def _head(field: Field, point: np.ndarray) -> str:
    numbers: Mapping[str, float] = field.numbers
    names = ", ".join(field.variables)
    given = "".join(f", {name} = {_number(value)}" for name, value in numbers.items())
    return f"f({names}) = {source(field.function.tree)} at {_row(point)}{given}"


def _row(numbers: np.ndarray) -> str:
    return f"({', '.join(_number(float(each)) for each in numbers)})"


def _number(value: float | None) -> str:
    return "does not exist" if value is None or np.isnan(value) else in_words(value, _DIGITS)

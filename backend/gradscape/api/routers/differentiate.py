"""The way to a derivative, rule by rule: POST differentiate."""

import operator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import check_size, on_a_line, read_field
from gradscape.api.models import Condition, Formula, FunctionText, Start, Strict, VariableName, condition, formula
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.lost_digits import checked_points
from gradscape.language.conditions import conditions
from gradscape.language.derivation import Chain, Step, derivation
from gradscape.language.differentiation import NotExpressible
from gradscape.language.printing import source
from gradscape.language.rendering import derivative_equation, equation
from gradscape.language.syntax import Apply, Name, Number, Tree

router = lab_router("functions")


class DifferentiateRequest(Strict):
    """A function, the variable to differentiate in, and a point for the numbers."""

    function: FunctionText
    variable: VariableName | None = Field(None, description="the first one, unless given")
    at: Start | None = Field(None, description="a point in the order of the variables: asks for values there")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": {"source": "sin(x^2)"}, "variable": "x", "at": [1]}]}
    )


class LayersAnswer(BaseModel):
    """A composition outer(u) with u = inner, and the numbers at the point."""

    letter: str = Field(examples=["u"])
    outer: str
    inner: str
    mathml: str = Field(description="outer, its derivative, and inner")
    inner_value: float | None
    outer_slope: float | None = Field(description="derivative of outer, at inner_value")
    inner_slope: float | None


class RuleAnswer(BaseModel):
    """One rule, applied to one part."""

    rule: str = Field(examples=["product rule"])
    explanation: str
    depth: int = Field(description="0 for the whole function, 1 for its parts, and so on")
    before: str
    after: str = Field(description="with d/dx[...] for what is still to be differentiated")
    mathml: str
    latex: str
    chain: LayersAnswer | None = Field(description="only of the chain rule")


class ResultAnswer(Formula):
    """The finished derivative."""

    source: str = Field(description="in the language of functions")


class ConditionAnswer(Condition):
    """A condition, and whether it is met."""

    holds: bool | None = Field(description="at the point; null without one, or where it cannot be told")


class DifferentiateAnswer(BaseModel):
    """All steps, each before those of its parts; the finished formula; and both its value and autodiff's."""

    steps: list[RuleAnswer]
    result: ResultAnswer
    conditions: list[ConditionAnswer] = Field(description="what simplification does not show, at most 12")
    value: float | None = Field(description="of the formula at the point; null where the function has no derivative")
    autodiff: float | None = Field(description="of the function at the point, by JAX")
    difference: float | None
    cancellation: bool = Field(description="whether one of the two is null because rounding leaves it too few digits")


@router.post("/differentiate", response_model=DifferentiateAnswer)
async def differentiate(request: DifferentiateRequest) -> Answer:
    """The symbolic derivative step by step, each step naming its rule."""
    field = read_field(request.function)
    field = field if field.variables else on_a_line(field)
    variable = request.variable or field.variables[0]
    if variable not in field.variables:
        raise invalid("variable", f"is none of the function's variables: {', '.join(field.variables)}")
    if request.at is not None:
        check_size(field, "at", len(request.at))
    seconds = prices.steps_of_rules(field)
    return await run(partial(_answered, field, variable, request.at), seconds=seconds)


def _answered(field: ScalarField, variable: str, at: list[float] | None) -> Answer:
    try:
        found = derivation(field.function.tree, variable)
    except NotExpressible as error:
        raise invalid(
            "function", f"cannot be differentiated in steps: {error}", "shorten it, or take autodiff's numbers"
        ) from error
    point = None if at is None else np.array([at])
    shown = equation(_slope_of(field, variable), found.result)
    needed = [_condition(field, each, point) for each in conditions(field.function.tree)]
    value, autodiff = (None, None) if point is None else _numbers(field, found.result, variable, point)
    if point is not None and (np.isnan(field.values(point)[0]) or any(each["holds"] is False for each in needed)):
        value = None
    return Answer(
        {
            "steps": [_step(field, variable, step, point) for step in found.steps],
            "result": {**(formula(shown) or {}), "source": source(found.result)},
            "conditions": needed,
            "value": value and value.number,
            "autodiff": autodiff and autodiff.number,
            "difference": _difference(value, autodiff),
            "cancellation": any(each is not None and each.is_lost for each in (value, autodiff)),
        }
    )


class _Known(NamedTuple):
    """A number, None where rounding leaves it too few digits."""

    number: float | None
    is_lost: bool


def _numbers(field: ScalarField, result: Tree, variable: str, point: np.ndarray) -> tuple[_Known, _Known]:
    """The formula's at the point, and autodiff's."""
    made, lost = checked_points(_part(field, result), point)
    jet, lost_slope = checked_points(field, point)
    at = (0, field.variables.index(variable))
    return (
        _known(made.value[0], lost is not None and lost.value[0]),
        _known(jet.gradient[at], lost_slope is not None and lost_slope.gradient[at]),
    )


def _known(number: float, is_lost: bool) -> _Known:
    return _Known(None if is_lost else float(number), bool(is_lost))


def _difference(value: _Known | None, autodiff: _Known | None) -> float | None:
    if value is None or autodiff is None or value.number is None or autodiff.number is None:
        return None
    return abs(value.number - autodiff.number)


def _condition(field: ScalarField, needed: Apply, point: np.ndarray | None) -> dict[str, Any]:
    return {**condition(needed), "holds": None if point is None else _holds(field, needed, point)}


def _holds(field: ScalarField, condition: Apply, point: np.ndarray) -> bool | None:
    left, right = (float(_part(field, side).values(point)[0]) for side in condition.arguments)
    return None if np.isnan(left) or np.isnan(right) else bool(_RELATIONS[condition.function](left, right))


_RELATIONS = {"greater": operator.gt, "less": operator.lt, "not_equal": operator.ne}


def _slope_of(field: ScalarField, variable: str) -> Tree:
    """df/dx as a name for the left-hand side."""
    arguments = tuple(Name(name) for name in field.variables)
    return Apply("derivative", (Apply(field.function.name, arguments), Name(variable)))


def _step(field: ScalarField, variable: str, step: Step, point: np.ndarray | None) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "explanation": step.explanation,
        "depth": step.depth,
        "before": source(step.before),
        "after": source(step.after),
        **(formula(derivative_equation(step.before, variable, step.after)) or {}),
        "chain": step.chain and _chain(field, variable, step.chain, point),
    }


def _chain(field: ScalarField, variable: str, chain: Chain, point: np.ndarray | None) -> dict[str, Any]:
    inner = _part(field, chain.inner)
    numbers: dict[str, float | None] = {"inner_value": None, "outer_slope": None, "inner_slope": None}
    if point is not None:
        inside = float(inner.values(point)[0])
        outer = _part(field, _with(chain.outer_slope, chain.letter, inside))
        slopes = _numbers(inner, outer.function.tree, variable, point)
        numbers = {"inner_value": inside, "outer_slope": slopes[0].number, "inner_slope": slopes[1].number}
    made = derivative_equation(chain.outer, chain.letter, chain.outer_slope)
    shown = {"letter": chain.letter, "outer": source(chain.outer), "inner": source(chain.inner)}
    return {**shown, "mathml": made.mathml, **numbers}


def _part(field: ScalarField, tree: Tree) -> ScalarField:
    """A part of the function as a function of the same variables."""
    return replace(field, function=replace(field.function, tree=tree))


def _with(tree: Tree, letter: str, value: float) -> Tree:
    """`tree` with a number for its letter."""
    match tree:
        case Name(name=name) if name == letter:
            return Number(value) if value >= 0 else Apply("neg", (Number(-value),))
        case Apply(function=function, arguments=arguments):
            return Apply(function, tuple(_with(argument, letter, value) for argument in arguments))
    return tree

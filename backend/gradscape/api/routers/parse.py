"""What a typed function means: POST parse."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits
from gradscape.api.answers import Answer
from gradscape.api.functions import read_field
from gradscape.api.models import Formula, FunctionText, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.language import rendering

router = lab_router()


class ParseRequest(Strict):
    """A function's text."""

    function: FunctionText

    model_config = ConfigDict(json_schema_extra={"examples": [{"function": {"source": "x^2 - a*y^2"}}]})


class Partial(Formula):
    """The right-hand side of one partial derivative."""

    variable: str = Field(examples=["x"])


class Gradient(Formula):
    """The gradient as a column, and its entries one by one."""

    entries: list[Partial | None]


class ParseAnswer(BaseModel):
    """Names, formulas and JAX source; a formula too long to show is null."""

    variables: list[str] = Field(examples=[["x", "y"]])
    parameters: list[str] = Field(examples=[["a"]])
    mathml: str | None
    latex: str | None
    jax: str = Field(description="Python source that runs as printed")
    gradient: Gradient | None
    hessian: Formula | None


@router.post("/parse", response_model=ParseAnswer)
async def parse(request: ParseRequest) -> Answer:
    """Reads a function and shows it, its gradient and its Hessian as formulas."""
    is_short = len(request.function.source) <= limits.INLINE_SOURCE
    return Answer(await run(lambda: described(read_field(request.function)), is_short=is_short))


def described(field: ScalarField) -> dict[str, Any]:
    """The answer for one function."""
    function = field.function
    # Found out here, what is too long for the machine is shown while it is typed.
    _ = field.program
    own = formula(rendering.function_formula(function)) or {"mathml": None, "latex": None}
    return {
        "variables": function.variables,
        "parameters": function.parameters,
        **own,
        "jax": rendering.jax_source(function),
        "gradient": _gradient(field),
        "hessian": formula(rendering.hessian_formula(function)),
    }


def _gradient(field: ScalarField) -> dict[str, Any] | None:
    whole = formula(rendering.gradient_formula(field.function))
    if whole is None:
        return None
    partials = rendering.partial_formulas(field.function)
    pairs = zip(field.variables, map(formula, partials), strict=True)
    return {**whole, "entries": [entry and {"variable": name, **entry} for name, entry in pairs]}


def formula(made: rendering.Formula | None) -> dict[str, str] | None:
    """A formula as JSON has it."""
    return None if made is None else {"mathml": made.mathml, "latex": made.latex}

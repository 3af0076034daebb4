"""What a typed function means: POST parse."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import prices
from gradscape.api.answers import Answer
from gradscape.api.functions import read_map
from gradscape.api.models import Condition, Formula, FunctionText, Shaped, Strict, conditions_of, formula, with_shapes
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.language import rendering
from gradscape.language.syntax import Map

router = lab_router("functions")


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

    variables: list[str] = Field(examples=[["x", "y"]], description="one by one: a vector x is x_1, x_2, ...")
    inputs: list[Shaped] = Field(description="the variables as they are written, vectors as a whole")
    parameters: list[str] = Field(examples=[["a"]], description="those that are numbers")
    tables: list[Shaped] = Field(description="parameters that are vectors or matrices")
    shape: list[int] = Field(description="of the value: [] for a number, [m] for a vector of m entries")
    mathml: str | None
    latex: str | None
    jax: str = Field(description="Python source that runs as printed")
    gradient: Gradient | None
    hessian: Formula | None
    jacobian: Formula | None = Field(description="its rows are the gradients of the value's entries")
    conditions: list[Condition] = Field(
        description="where the formulas of the derivatives hold, which simplification may not show; at most 12"
    )


@router.post("/parse", response_model=ParseAnswer)
async def parse(request: ParseRequest) -> Answer:
    """Reads a function and shows it, its gradient and its Hessian as formulas."""
    seconds = prices.reading(len(request.function.source))
    return Answer(await run(lambda: described(*read_map(request.function)), seconds=seconds))


def described(found: Map, numbers: dict[str, float]) -> dict[str, Any]:
    """The answer for one function."""
    fields = [ScalarField(found.component(k), numbers) for k in range(len(found.outputs))]
    for field in fields:
        # Found out here, what is too long for the machine is shown while it is typed.
        _ = field.program
    own = formula(rendering.map_formula(found)) or {"mathml": None, "latex": None}
    is_number = not found.shape
    return {
        "variables": found.variables,
        "inputs": with_shapes(found.inputs),
        "parameters": found.parameters,
        "tables": with_shapes(found.tables),
        "shape": found.shape,
        **own,
        "jax": rendering.jax_map_source(found),
        "gradient": _gradient(fields[0]) if is_number else None,
        "hessian": formula(rendering.hessian_formula(fields[0].function)) if is_number else None,
        "jacobian": formula(rendering.jacobian_formula(found)),
        "conditions": conditions_of(*(field.function.tree for field in fields)),
    }


def _gradient(field: ScalarField) -> dict[str, Any] | None:
    whole = formula(rendering.gradient_formula(field.function))
    if whole is None:
        return None
    partials = rendering.partial_formulas(field.function)
    pairs = zip(field.variables, map(formula, partials), strict=True)
    return {**whole, "entries": [entry and {"variable": name, **entry} for name, entry in pairs]}

"""The chain rule for compositions of maps: POST chain."""

from functools import partial
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import check_count, read_mapping
from gradscape.api.models import (
    AN_OBJECT,
    BY_FORM,
    PLAIN,
    Condition,
    Formula,
    FunctionText,
    Strict,
    Vector,
    conditions_of,
    formula,
)
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus import chain
from gradscape.calculus.chain import Passage, Product
from gradscape.calculus.jacobians import checked_jacobians
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.matrices_in_formulas import product_formula
from gradscape.language import rendering

router = lab_router("maps")

Matrix = list[list[float | None]]


Maps = Annotated[list[FunctionText], Field(min_length=1, max_length=limits.STAGES - 1)]


class ChainRequest(Strict):
    """Maps one after the other: each takes the value of the one before as its variables, in their order."""

    outer: FunctionText = Field(description="applied last")
    inner: Annotated[Annotated[FunctionText, AN_OBJECT] | Annotated[Maps, PLAIN], BY_FORM] = Field(
        description="applied first; of several, the first one is applied first"
    )
    point: Vector = Field(description="where the first one is applied")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"outer": {"source": "x^2 + y^2"}, "inner": {"source": "[sin t, cos t]"}, "point": [0.5]},
                {
                    "outer": {"source": "x y"},
                    "inner": {"source": "[s + t, s - t]", "variables": ["s", "t"]},
                    "point": [2, 1],
                },
            ]
        }
    )


class StageAnswer(BaseModel):
    """One map at the place it is applied."""

    name: str
    variables: list[str]
    shape: list[int] = Field(description="of its Jacobian: [m, n]")
    input: list[float | None]
    value: list[float | None]
    jacobian: Matrix = Field(description="null where a slope does not exist, or rounding has left it no digits")
    notes: list[str] = Field(description="why a slope does not exist here, as at a corner, in sentences")
    formula: Formula | None
    jacobian_formula: Formula | None
    conditions: list[Condition] = Field(description="where the formula of the Jacobian holds, at most 12")


class TermAnswer(BaseModel):
    """One term of the sum that makes an entry of the product."""

    through: str = Field(description="the variable of the outer map")
    outer: float | None
    inner: float | None
    product: float | None


class StepAnswer(BaseModel):
    """One product of two matrices."""

    stage: int = Field(description="whose Jacobian was multiplied in, the innermost is 0")
    matrix: Matrix
    multiplications: int


class ModeAnswer(BaseModel):
    """The product of all Jacobians in one order."""

    steps: list[StepAnswer]
    multiplications: int


class ChainAnswer(BaseModel):
    """The product of the Jacobians beside the Jacobian of the composition by automatic differentiation."""

    variables: list[str]
    stages: list[StageAnswer] = Field(description="the one that is applied first comes first")
    inner_value: list[float | None]
    inner_jacobian: Matrix = Field(description="of all inner maps together")
    outer_jacobian: Matrix = Field(description="at the inner value")
    product: Matrix
    composed_jacobian: Matrix | None = Field(description="null where the composition is too long to write out")
    difference: float | None = Field(description="the largest one between the two")
    terms: list[list[list[TermAnswer]]] = Field(description="of each entry of the product")
    forward: ModeAnswer
    reverse: ModeAnswer
    composed: Formula | None
    mathml: str | None
    latex: str | None


@router.post("/chain", response_model=ChainAnswer)
async def chain_rule(request: ChainRequest) -> Answer:
    """A composition of maps at a point: its stages, the product of their Jacobians, and autodiff of the whole."""
    inner = request.inner if isinstance(request.inner, list) else [request.inner]
    names = [f"inner[{k}]" if isinstance(request.inner, list) else "inner" for k in range(len(inner))] + ["outer"]
    stages = [read_mapping(text, name) for text, name in zip([*inner, request.outer], names, strict=True)]
    check_count(stages[0].variables, "point", len(request.point))
    _check_sizes(stages, names)
    seconds = sum(prices.jacobians(stage, 1, 0, is_checked=True) for stage in stages)
    return await run(partial(_answered, stages, np.array(request.point, dtype=float)), seconds=seconds)


def _check_sizes(stages: list[Mapping], names: list[str]) -> None:
    for k in range(1, len(stages)):
        given, taken = stages[k - 1].shape[0], stages[k].shape[1]
        if given != taken:
            listed = ", ".join(stages[k].variables)
            wanted = f"{taken} number{'' if taken == 1 else 's'} ({listed})"
            raise invalid(names[k], f"takes {wanted}, but {names[k - 1]} gives {given}")


def _answered(stages: list[Mapping], point: np.ndarray) -> Answer:
    passages = chain.passages(stages, point)
    jacobians = [passage.jacobian for passage in passages]
    forward, reverse = chain.forward(jacobians), chain.reverse(jacobians)
    inner, product = forward[-2].matrix, forward[-1].matrix
    whole = chain.composed(stages)
    composed = None if whole is None else checked_jacobians(whole, point[None]).jacobians[0]
    return Answer(
        {
            "variables": stages[0].variables,
            "stages": [_stage(stage, passage) for stage, passage in zip(stages, passages, strict=True)],
            "inner_value": passages[-2].value,
            "inner_jacobian": inner,
            "outer_jacobian": jacobians[-1],
            "product": product,
            "composed_jacobian": composed,
            "difference": None if composed is None else chain.difference(product, composed),
            "terms": _terms(stages[-1].variables, jacobians[-1], inner),
            "forward": _mode(forward),
            "reverse": _mode(reverse),
            "composed": None if whole is None or chain.is_renamed(whole) else formula(rendering.map_formula(whole.map)),
            **(formula(product_formula(jacobians[::-1], product)) or {"mathml": None, "latex": None}),
        }
    )


def _stage(stage: Mapping, passage: Passage) -> dict[str, Any]:
    return {
        "name": stage.map.name,
        "variables": stage.variables,
        "shape": stage.shape,
        "input": passage.input,
        "value": passage.value,
        "jacobian": passage.jacobian,
        "notes": passage.notes,
        "formula": formula(rendering.map_formula(stage.map)),
        "jacobian_formula": formula(rendering.jacobian_formula(stage.map)),
        "conditions": conditions_of(*(entry.function.tree for entry in stage.fields)),
    }


def _mode(products: list[Product]) -> dict[str, Any]:
    steps = [product._asdict() for product in products]
    return {"steps": steps, "multiplications": sum(product.multiplications for product in products)}


def _terms(through: tuple[str, ...], outer: np.ndarray, inner: np.ndarray) -> list[list[list[dict[str, Any]]]]:
    """outer[i, k] inner[k, j] for each entry i, j of the product."""
    return [
        [
            [
                {"through": name, "outer": a, "inner": b, "product": a * b}
                for name, a, b in zip(through, row.tolist(), column.tolist(), strict=True)
            ]
            for column in inner.T
        ]
        for row in outer
    ]

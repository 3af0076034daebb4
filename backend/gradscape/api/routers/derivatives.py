"""Everything first and second order at given points: POST derivatives."""

from functools import partial
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.functions import check_size, read_field
from gradscape.api.models import Digits, Formula, FunctionText, Strict, Vector, formula
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.derivatives import PointDerivatives, derivatives
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.flags import Flag
from gradscape.calculus.flags import Kind as FlagKind
from gradscape.calculus.tangents import model_formulas

router = lab_router("derivatives")


class DerivativesRequest(Strict):
    """A function and the points to look at."""

    function: FunctionText
    points: Annotated[list[Vector], Field(min_length=1, max_length=limits.POINTS)] = Field(
        description="each in the order of the variables"
    )
    direction: Vector | None = Field(None, description="of any length but 0; asks for the slope along it")
    formulas: bool = Field(True, description="whether to give the tangent plane and quadratic model as formulas")
    digits: Digits = "checked"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "x^2 - a*y^2", "parameters": {"a": 1.0}},
                    "points": [[1, 2]],
                    "direction": [3, 4],
                    "formulas": False,
                }
            ]
        }
    )


class FlagAnswer(BaseModel):
    """Why something does not exist at a point."""

    kind: FlagKind
    message: str
    variable: str | None = Field(None, description="the variable along which it happens")
    left: float | None = Field(None, description="slope coming from smaller values of the variable")
    right: float | None = Field(None, description="slope coming from larger values of the variable")


class PointAnswer(BaseModel):
    """The derivatives at one point; null where one does not exist."""

    point: list[float]
    value: float | None
    gradient: list[float | None]
    gradient_norm: float | None
    hessian: list[list[float | None]] = Field(description="hessian[i][j] is the derivative in j of that in i")
    eigenvalues: list[float] | None = Field(description="of the Hessian, ascending")
    eigenvectors: list[list[float]] | None = Field(description="eigenvectors[k] belongs to eigenvalues[k]")
    directional_derivative: float | None = Field(None, description="only where a direction was asked for")
    tangent: Formula | None
    taylor2: Formula | None
    flags: list[FlagAnswer]


class DerivativesAnswer(BaseModel):
    """One entry for each point, in their order."""

    results: list[PointAnswer]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "results": [
                        {
                            "point": [1.0, 2.0],
                            "value": -3.0,
                            "gradient": [2.0, -4.0],
                            "gradient_norm": 4.47213595499958,
                            "hessian": [[2.0, 0.0], [0.0, -2.0]],
                            "eigenvalues": [-2.0, 2.0],
                            "eigenvectors": [[0.0, 1.0], [1.0, 0.0]],
                            "directional_derivative": -2.0,
                            "tangent": None,
                            "taylor2": None,
                            "flags": [],
                        }
                    ]
                }
            ]
        }
    )


@router.post("/derivatives", response_model=DerivativesAnswer)
async def derivatives_at_points(request: DerivativesRequest) -> Answer:
    """Value, gradient, Hessian with eigenvectors, slope along a direction, tangent plane and quadratic model."""
    field = read_field(request.function)
    for k, point in enumerate(request.points):
        check_size(field, f"points[{k}]", len(point))
    if request.direction is not None:
        check_size(field, "direction", len(request.direction))
    formulas = len(request.points) if request.formulas else 0
    seconds = prices.points(field, len(request.points), formulas, is_checked=request.digits == "checked")
    return await run(partial(_answered, field, request), seconds=seconds)


def _answered(field: ScalarField, request: DerivativesRequest) -> Answer:
    points = np.array(request.points, dtype=float).reshape(len(request.points), len(field.variables))
    direction = None if request.direction is None else np.array(request.direction, dtype=float)
    found = derivatives(field, points, direction, is_checked=request.digits == "checked")
    return Answer({"results": [_result(field, each, request) for each in found]})


def _result(field: ScalarField, found: PointDerivatives, request: DerivativesRequest) -> dict[str, Any]:
    tangent, taylor2 = model_formulas(field, found) if request.formulas else (None, None)
    slope = {} if request.direction is None else {"directional_derivative": found.directional_derivative}
    return {
        "point": found.point,
        "value": found.value,
        "gradient": found.gradient,
        "gradient_norm": found.gradient_norm,
        "hessian": found.hessian,
        "eigenvalues": found.eigenvalues,
        "eigenvectors": found.eigenvectors,
        **slope,
        "tangent": formula(tangent),
        "taylor2": formula(taylor2),
        "flags": [_flag(flag) for flag in found.flags],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {name: value for name, value in flag._asdict().items() if value is not None}

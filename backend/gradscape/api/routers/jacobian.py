"""Jacobians of maps at points: POST jacobian."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.functions import check_count, read_mapping
from gradscape.api.models import (
    Condition,
    Digits,
    Formula,
    FunctionText,
    Shaped,
    Strict,
    Vector,
    conditions_of,
    formula,
    with_shapes,
)
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus import jacobians
from gradscape.calculus.jacobians import Linearization
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.matrices_in_formulas import linearization_formula
from gradscape.calculus.matrix_forms import forms_at
from gradscape.language import rendering

router = lab_router("maps")


class JacobianRequest(Strict):
    """A map, and the points to look at."""

    function: FunctionText
    points: Annotated[list[Vector], Field(min_length=1, max_length=limits.POINTS)] = Field(
        description="each in the order of the variables, vectors entry by entry"
    )
    images_of: Annotated[list[Vector], Field(max_length=limits.IMAGES)] = Field(
        default_factory=list, description="points whose values alone are wanted: a grid, a circle"
    )
    digits: Digits = "checked"
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "[r cos t, r sin t]", "variables": ["r", "t"]},
                    "points": [[2, 0.5]],
                    "images_of": [[1, 0], [2, 0]],
                },
                {
                    "function": {
                        "source": "norm(A x - y)^2/2",
                        "parameters": {"A": [[2, 1], [1, 3]], "y": [1, 2]},
                        "variables": ["x"],
                    },
                    "points": [[0, 1]],
                },
            ]
        }
    )


class SingularVectors(BaseModel):
    """right[k], a unit vector of the input, is sent to singular_values[k] times left[k], one of the output."""

    left: list[list[float]]
    right: list[list[float]]


class PlaceAnswer(BaseModel):
    """A map near one point; null where something does not exist."""

    point: list[float]
    value: list[float | None]
    jacobian: list[list[float | None]] = Field(description="jacobian[i][j] is the derivative of entry i in variable j")
    determinant: float | None = Field(description="only where m = n; null where it is too large for a number, too")
    singular_values: list[float] | None = Field(description="the largest first")
    singular_vectors: SingularVectors | None
    rank: int | None = Field(
        description="how many singular values, of rows and columns brought to one size, exceed max(m, n) times 2^-52 "
        "times the largest, which is rounding"
    )
    divergence: float | None = Field(description="the trace; only where m = n")
    curl: list[float | None] | None = Field(
        description="of a vector field: one number in the plane, d f_2/dx - d f_1/dy, three in space; null elsewhere"
    )
    gradient: list[float | None] | None = Field(description="only where the value is one number")
    hessian: list[list[float | None]] | None = Field(description="only where the value is one number")
    linearization: Formula | None = Field(description=f"null if there are more than {limits.FORMULAS} points")
    flags: list[jacobians.Flag]
    notes: list[str] = Field(description="why a slope does not exist here, as at a corner, in sentences")


class MatrixFormAnswer(BaseModel):
    """A derivative in the map's own vectors and matrices, as in ∇f(x) = (A + A^T) x."""

    of: Literal["gradient", "hessian", "jacobian"]
    formula: Formula
    text: str = Field(description="the right-hand side in our language; I is the identity matrix")
    values: list[list[float | None]] | list[list[list[float | None]]] = Field(description="at each point")
    difference: float | None = Field(
        description="the largest between its numbers and automatic differentiation's, relative to the largest above 1"
    )


class JacobianAnswer(BaseModel):
    """One entry for each point, in their order."""

    inputs: list[Shaped]
    variables: list[str]
    shape: list[int] = Field(description="of the Jacobian: [m, n]", examples=[[2, 2]])
    formula: Formula | None = Field(description="of the Jacobian")
    conditions: list[Condition] = Field(
        description="where the formulas hold, those of matrix_forms too; at most 12. Elsewhere numbers are null"
    )
    matrix_forms: list[MatrixFormAnswer] = Field(description="empty where single entries are named")
    results: list[PlaceAnswer]
    images: list[list[float | None]] | Base64Array | None


@router.post("/jacobian", response_model=JacobianAnswer)
async def jacobian_at_points(request: JacobianRequest) -> Answer:
    """Value, Jacobian, determinant, singular values and vectors, rank and linearization of a map at each point."""
    mapping = read_mapping(request.function)
    for name, points in (("points", request.points), ("images_of", request.images_of)):
        for k, point in enumerate(points):
            check_count(mapping.variables, f"{name}[{k}]", len(point))
    is_checked = request.digits == "checked"
    seconds = prices.jacobians(mapping, len(request.points), len(request.images_of), is_checked=is_checked)
    return await run(partial(_answered, mapping, request), seconds=seconds)


def _answered(mapping: Mapping, request: JacobianRequest) -> Answer:
    points = np.array(request.points, dtype=float)
    images = mapping.values(np.array(request.images_of, dtype=float)) if request.images_of else None
    is_checked = request.digits == "checked"
    found = jacobians.linearizations(mapping, points, is_checked=is_checked)
    with_formulas = len(points) <= limits.FORMULAS
    hessians = _hessians(mapping, points, is_checked=is_checked) if mapping.shape[0] == 1 else None
    return Answer(
        {
            "inputs": with_shapes(mapping.map.inputs),
            "variables": mapping.variables,
            "shape": mapping.shape,
            "formula": formula(rendering.jacobian_formula(mapping.map)),
            "conditions": conditions_of(*(entry.function.tree for entry in mapping.fields)),
            "matrix_forms": _matrix_forms(mapping, points, found, hessians) if with_formulas else [],
            "results": [
                {
                    **_result(point, near),
                    "gradient": near.jacobian[0] if hessians is not None else None,
                    "hessian": hessians[k] if hessians is not None else None,
                    "linearization": formula(linearization_formula(mapping, near, point)) if with_formulas else None,
                    "flags": near.flags,
                    "notes": near.notes,
                }
                for k, (point, near) in enumerate(zip(points, found, strict=True))
            ],
            "images": images if images is None or request.arrays == "lists" else encoded(images),
        }
    )


def _hessians(mapping: Mapping, points: np.ndarray, *, is_checked: bool) -> np.ndarray:
    return jacobians.checked_hessians(mapping, points) if is_checked else mapping.fields[0].jets(points).hessian


def _matrix_forms(
    mapping: Mapping, points: np.ndarray, found: list[Linearization], hessians: np.ndarray | None
) -> list[dict[str, Any]]:
    jacobian = np.stack([near.jacobian for near in found])
    autodiff = {"jacobian": jacobian, "gradient": jacobian[:, 0]}
    if hessians is not None:
        autodiff["hessian"] = hessians
    return [{**form._asdict(), "formula": formula(form.formula)} for form in forms_at(mapping, points, autodiff)]


def _result(point: np.ndarray, near: Linearization) -> dict[str, Any]:
    vectors = None if near.left is None else {"left": near.left, "right": near.right}
    return {
        "point": point,
        "value": near.value,
        "jacobian": near.jacobian,
        "determinant": near.determinant,
        "singular_values": near.singular_values,
        "singular_vectors": vectors,
        "rank": near.rank,
        "divergence": jacobians.divergence(near),
        "curl": jacobians.curl(near),
    }

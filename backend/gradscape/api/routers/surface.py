"""The graph of a function over a rectangle: POST surface."""

from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.functions import on_a_plane, read_field
from gradscape.api.models import Digits, FunctionText, Interval, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.rims import Rim, rim
from gradscape.calculus.surfaces import Surface
from gradscape.calculus.surfaces import surface as sampled

router = lab_router("derivatives")


class SurfaceRequest(Strict):
    """A function of at most two variables, and where to draw it."""

    function: FunctionText
    x: Interval = Field(description="range of the first variable")
    y: Interval = Field(description="range of the second variable")
    resolution: int = Field(
        100, ge=limits.FEWEST_RESOLUTION, le=limits.RESOLUTION, description="points along each side, ends included"
    )
    digits: Digits = "checked"
    arrays: Literal["lists", "base64"] = "lists"
    rim: bool = Field(False, description="whether to find where the function ends between the points of the grid")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"function": {"source": "x^2 - y^2"}, "x": [-1, 1], "y": [-1, 1], "resolution": 3}]
        }
    )


class RimAnswer(BaseModel):
    """Points of the grid without a height, each moved to the nearest place with one: z = f(x, y) at the very rim."""

    rows: list[int] = Field(description="of the points, as in z[row][column]")
    columns: list[int]
    x: list[float]
    y: list[float]
    z: list[float]


class SurfaceAnswer(BaseModel):
    """Heights over a grid: z[j][i] = f(x[i], y[j])."""

    x: list[float] | Base64Array
    y: list[float] | Base64Array
    z: list[list[float | None]] | Base64Array = Field(description="null (base64: NaN) where missing")
    range: list[float | None] = Field(description="smallest and largest height; nulls where there is none")
    undefined: int = Field(description="how many heights are missing because the function has none there")
    lost: int | None = Field(
        description="how many are missing because rounding errors exceed a millionth of their size and of the median "
        "size; null where digits are as computed"
    )
    overflowing: int | None = Field(
        description="how many are missing because they, or numbers on the way to them, are beyond 1.8e308; null where "
        "digits are as computed: there they count as undefined"
    )
    unresolved: bool | None = Field(
        description="whether the function goes up and down faster than the grid can follow, so that between its points "
        "heights are others than one would think; null where digits are as computed"
    )
    rim: RimAnswer | None = Field(
        None,
        description="where the surface ends, so that it can be drawn to its rim; null if it was not asked for. "
        "Gaps thinner than two points, and those of lost digits, have none",
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "x": [-1.0, 0.0, 1.0],
                    "y": [-1.0, 0.0, 1.0],
                    "z": [[0.0, -1.0, 0.0], [1.0, 0.0, 1.0], [0.0, -1.0, 0.0]],
                    "range": [-1.0, 1.0],
                    "undefined": 0,
                    "lost": 0,
                    "overflowing": 0,
                    "unresolved": False,
                    "rim": None,
                }
            ]
        }
    )


@router.post("/surface", response_model=SurfaceAnswer)
async def surface(request: SurfaceRequest) -> Answer:
    """Samples a function of two variables on a grid; a function of fewer is drawn over the plane too."""
    field = on_a_plane(read_field(request.function))
    return await run(partial(_answered, field, request), seconds=prices.surface(field, request.resolution))


def _rim_of(field: ScalarField, graph: Surface) -> Rim:
    return rim(field, graph.x, graph.y, graph.z)


def _answered(field: ScalarField, request: SurfaceRequest) -> Answer:
    (left, right), (bottom, top) = request.x, request.y
    is_checked = request.digits == "checked"
    graph = sampled(field, (left, right), (bottom, top), request.resolution, is_checked=is_checked)
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    return Answer(
        {
            "x": form(graph.x),
            "y": form(graph.y),
            "z": form(graph.z),
            "range": [graph.lowest, graph.highest],
            "undefined": graph.undefined,
            "lost": graph.lost,
            "overflowing": graph.overflowing,
            "unresolved": graph.unresolved,
            "rim": _rim_of(field, graph)._asdict() if request.rim else None,
        }
    )

"""The graph of a function over a rectangle: POST surface."""

from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.functions import on_a_plane, read_field
from gradscape.api.models import FunctionText, Interval, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.surfaces import surface as sampled

router = lab_router()


class SurfaceRequest(Strict):
    """A function of at most two variables, and where to draw it."""

    function: FunctionText
    x: Interval = Field(description="range of the first variable")
    y: Interval = Field(description="range of the second variable")
    resolution: int = Field(
        100, ge=limits.FEWEST_RESOLUTION, le=limits.RESOLUTION, description="points along each side, ends included"
    )
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"function": {"source": "x^2 - y^2"}, "x": [-1, 1], "y": [-1, 1], "resolution": 3}]
        }
    )


class SurfaceAnswer(BaseModel):
    """Heights over a grid: z[j][i] = f(x[i], y[j])."""

    x: list[float] | Base64Array
    y: list[float] | Base64Array
    z: list[list[float | None]] | Base64Array = Field(description="null (base64: NaN) where undefined")
    range: list[float | None] = Field(description="smallest and largest height; nulls where nothing is defined")
    undefined: int = Field(description="how many heights are missing")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "x": [-1.0, 0.0, 1.0],
                    "y": [-1.0, 0.0, 1.0],
                    "z": [[0.0, -1.0, 0.0], [1.0, 0.0, 1.0], [0.0, -1.0, 0.0]],
                    "range": [-1.0, 1.0],
                    "undefined": 0,
                }
            ]
        }
    )


@router.post("/surface", response_model=SurfaceAnswer)
async def surface(request: SurfaceRequest) -> Answer:
    """Samples a function of two variables on a grid; a function of fewer is drawn over the plane too."""
    field = on_a_plane(read_field(request.function))
    is_short = request.resolution <= limits.INLINE_RESOLUTION
    return await run(partial(_answered, field, request), is_short=is_short)


def _answered(field: ScalarField, request: SurfaceRequest) -> Answer:
    graph = sampled(field, (request.x[0], request.x[1]), (request.y[0], request.y[1]), request.resolution)
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    return Answer(
        {
            "x": form(graph.x),
            "y": form(graph.y),
            "z": form(graph.z),
            "range": [graph.lowest, graph.highest],
            "undefined": graph.undefined,
        }
    )

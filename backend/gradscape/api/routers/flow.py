"""The flow line of a vector field through a point: POST flow."""

from functools import partial
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.functions import check_count, read_mapping
from gradscape.api.models import FunctionText, Interval, Start, Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.flow import LONGEST, STEPS, End, FlowLine, flow_through
from gradscape.calculus.mapping import Mapping
from gradscape.language.digits import in_words as number

router = lab_router("maps")


class FlowRequest(Strict):
    """A map to as many numbers as it has variables, taken for a vector field; a point, and the box to stay in."""

    function: FunctionText
    point: Start = Field(description="in the order of the variables, inside the box")
    box: Annotated[list[Interval], Field(min_length=1, max_length=limits.MAP_VARIABLES)] = Field(
        description="one interval for each variable, in their order"
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"function": {"source": "[-y, x]"}, "point": [1, 0], "box": [[-2, 2], [-2, 2]]},
                {"function": {"source": "[y, (1 - x^2) y - x]"}, "point": [0.5, 0], "box": [[-3, 3], [-3, 3]]},
            ]
        }
    )


class FlowLineAnswer(BaseModel):
    """One direction of the line, from the point on."""

    points: list[list[float]]
    times: list[float | None] = Field(
        description="0 at the point, negative backward; null, infinite, at a point at rest"
    )
    end: End = Field(
        description="left-box: the last point lies on its rim; rest: the last point is a zero of the field, which is "
        "not reached in any time; closed: back at the point, after one period; cycle: once round a closed line, as "
        f"near to it as can be told; no-value: the field ends or jumps; unfinished: after {STEPS} steps, or "
        f"{number(LONGEST)} sides of the box"
    )
    period: float | None = Field(description="of the closed line, if it ends as closed or cycle")


class FlowAnswer(BaseModel):
    """Where x' = F(x) carries the point, and where it came from."""

    variables: list[str]
    forward: FlowLineAnswer
    backward: FlowLineAnswer


@router.post("/flow", response_model=FlowAnswer)
async def flow(request: FlowRequest) -> Answer:
    """The flow line of a vector field through a point, both ways, and how each ends."""
    mapping = read_mapping(request.function)
    m, n = mapping.shape
    if m != n:
        raise invalid("function", f"has {n} variables and {m} entries; a vector field has as many of both")
    check_count(mapping.variables, "point", len(request.point))
    check_count(mapping.variables, "box", len(request.box))
    point, box = np.array(request.point, float), np.array(request.box, float)
    if not ((box[:, 0] <= point) & (point <= box[:, 1])).all():
        raise invalid("point", "lies outside of the box")
    return await run(partial(_answered, mapping, point, box), seconds=prices.flow(mapping))


def _answered(mapping: Mapping, point: np.ndarray, box: np.ndarray) -> Answer:
    found = flow_through(mapping, point, box)
    return Answer({"variables": mapping.variables, "forward": _line(found.forward), "backward": _line(found.backward)})


def _line(line: FlowLine) -> dict[str, object]:
    return {"points": line.points, "times": line.times, "end": line.end, "period": line.period}

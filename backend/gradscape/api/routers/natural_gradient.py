"""Distributions walking towards data: POST natural-gradient."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import read_field
from gradscape.api.models import Bound, FunctionText, Strict, VariableName
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.language.errors import LanguageError
from gradscape.learning.families import (
    FAMILIES,
    MOST_PARAMETERS,
    Density,
    Family,
    Support,
    fisher_rao_distance,
    fisher_rao_way,
)
from gradscape.learning.natural_walks import KEPT, Reason, Walk, walked

router = lab_router("constraints")

Parameters = Annotated[list[Bound], Field(min_length=1, max_length=MOST_PARAMETERS)]
_PLANE = next(name for name in FAMILIES)


class OwnFamily(Strict):
    """A log density of one's own."""

    source: str = Field(
        max_length=limits.SOURCE_CHARACTERS,
        description="log p of x and the parameters",
        examples=["-|x - m|/b - log(2 b)"],
    )
    parameters: Annotated[list[VariableName], Field(min_length=1, max_length=MOST_PARAMETERS)] = Field(
        description="in their order", examples=[["m", "b"]]
    )
    support: Support = Field("real", description="where x may lie")


class NaturalRunRequest(Strict):
    """One walk."""

    natural: bool = Field(description="by F⁻¹ ∇, or by the gradient ∇ alone")
    learning_rate: Annotated[float, Field(gt=0, le=limits.BOUND)] = 0.1
    steps: Annotated[int, Field(ge=1, le=limits.STEPS)] = 200
    tolerance: Annotated[float, Field(ge=0, le=limits.BOUND)] = Field(
        1e-6, description="of √(∇ · F⁻¹ ∇), which is the same in all units and parameters"
    )


class NaturalGradientRequest(Strict):
    """A family, data, and walks of its parameters down the mean of -log p."""

    family: Literal[tuple(FAMILIES)] | OwnFamily = Field(  # pyright: ignore[reportInvalidTypeForm]
        description="; ".join(f"{name}: {row.means}" for name, row in FAMILIES.items()) + "; or one's own"
    )
    data: Annotated[list[Bound], Field(min_length=1, max_length=limits.POINTS)]
    start: Parameters
    runs: Annotated[list[NaturalRunRequest], Field(max_length=limits.RUNS)]
    ellipses: Annotated[list[Parameters], Field(max_length=limits.POINTS)] = Field(
        default=[], description="parameters at which the metric is wanted: its ellipses are those of equal divergence"
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "family": "normal",
                    "data": [1.3, 1.9, 2.8],
                    "start": [0, 1],
                    "runs": [{"natural": True, "steps": 30}, {"natural": False, "steps": 30}],
                    "ellipses": [[0, 1], [1, 2]],
                }
            ]
        }
    )


class NaturalWalkAnswer(BaseModel):
    """What a walk did; a number that does not exist is null."""

    steps: list[int] = Field(description=f"which steps are told, the start being 0: at most {KEPT}")
    points: list[list[float | None]]
    values: list[float | None] = Field(description="mean of -log p over the data")
    gradients: list[list[float | None]]
    fisher: list[list[list[float | None]]] = Field(description="the metric at each point")
    divergences: list[float | None] = Field(description="KL of each point's distribution from the next one's")
    stop: Reason = Field(
        description="left-domain: the data have no density there; no-metric: p is no density there, or F is singular"
    )
    made: int = Field(description="how many steps in all")


class NaturalGradientAnswer(BaseModel):
    """One walk for each run."""

    parameters: list[str]
    runs: list[NaturalWalkAnswer]
    ellipses: list[list[list[float | None]] | None] = Field(description="the metric there; null where there is none")
    distance: float | None = Field(
        description=f"Fisher and Rao's, from the start to the maximum of likelihood; of the family {_PLANE}"
    )
    way: list[list[float]] | None = Field(description="the shortest way between them: an arc of an ellipse")


@router.post("/natural-gradient", response_model=NaturalGradientAnswer)
async def natural_gradient(request: NaturalGradientRequest) -> Answer:
    """Ordinary and natural gradient descent on the parameters of a family of distributions, with its Fisher metric."""
    family = _family(request)
    field = _field(family)
    for k, each in enumerate([request.start, *request.ellipses]):
        if len(each) != len(family.parameters):
            name = "start" if k == 0 else f"ellipses[{k - 1}]"
            raise invalid(name, f"has {len(each)} entries, but the family has {len(family.parameters)} parameters")
    seconds = prices.family_walks(sum(each.steps for each in request.runs), len(family.parameters))
    return await run(partial(_answered, request, family, field), seconds=seconds)


def _family(request: NaturalGradientRequest) -> Family:
    own = request.family
    if not isinstance(own, OwnFamily):
        return FAMILIES[own]
    return Family(own.source, tuple(own.parameters), own.support, "")


def _field(family: Family) -> ScalarField:
    try:
        field = read_field(FunctionText(source=family.source, variables=["x", *family.parameters]))
        _ = field.program
    except LanguageError as error:
        raise FunctionError(error, "family.source") from None
    if field.function.parameters:
        raise invalid("family", f"mentions {', '.join(field.function.parameters)}, which are no parameters of it")
    return field


def _answered(request: NaturalGradientRequest, family: Family, field: ScalarField) -> Answer:
    data, start = np.array(request.data, float), np.array(request.start, float)
    walks = [
        walked(
            Density(field, family.support, data),
            data,
            start,
            each.learning_rate,
            each.steps,
            each.tolerance,
            natural=each.natural,
        )
        for each in request.runs
    ]
    density = Density(field, family.support, data)
    distance, way = _shortest(request, data)
    return Answer(
        {
            "parameters": family.parameters,
            "runs": [_walk(each) for each in walks],
            "ellipses": [density.fisher(np.array(theta, float)) for theta in request.ellipses],
            "distance": distance,
            "way": way,
        }
    )


def _shortest(request: NaturalGradientRequest, data: np.ndarray) -> tuple[float | None, np.ndarray | None]:
    best = float(data.mean()), float(data.std())
    if request.family != _PLANE or not best[1] > 0 or not request.start[1] > 0:
        return None, None
    start = request.start[0], request.start[1]
    return fisher_rao_distance(start, best), fisher_rao_way(start, best)


def _walk(walk: Walk) -> dict[str, Any]:
    return {
        "steps": walk.numbers,
        "points": walk.points,
        "values": walk.values,
        "gradients": walk.gradients,
        "fisher": walk.fisher,
        "divergences": walk.divergences,
        "stop": walk.reason,
        "made": walk.steps,
    }

"""Distributions walking towards data: POST natural-gradient."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import read_field
from gradscape.api.models import AN_OBJECT, BY_FORM, PLAIN, Bound, FunctionText, Interval, Strict, VariableName
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.language.errors import LanguageError
from gradscape.learning.densities import Density
from gradscape.learning.families import (
    FAMILIES,
    MOST_PARAMETERS,
    NORMAL,
    Family,
    Support,
    fisher_rao_distance,
    fisher_rao_way,
    in_parameters_of,
    scaled,
)
from gradscape.learning.family_pictures import densities, outcomes, surprises
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
    coordinates: Literal[NORMAL] | None = Field(  # pyright: ignore[reportInvalidTypeForm]
        None,
        description="in the parameters of which other family of normal distributions the walk is made; its points are "
        "told in those of the request. null: in these",
    )
    unit: Annotated[float, Field(gt=0, le=1e6)] = Field(
        1.0,
        description="how many times as large all numbers of the data are while the walk is made, as with another unit "
        "of measurement; its points and values are told without it. Of normal distributions",
    )
    learning_rate: Annotated[float, Field(gt=0, le=limits.BOUND)] = 0.1
    steps: Annotated[int, Field(ge=1, le=limits.STEPS)] = 200
    tolerance: Annotated[float, Field(ge=0, le=limits.BOUND)] = Field(
        1e-6, description="of √(∇ · F⁻¹ ∇), which is the same in all units and parameters"
    )


class DensitiesRequest(Strict):
    """Distributions to draw."""

    parameters: Annotated[list[Parameters], Field(max_length=limits.RUNS)]
    over: Interval = Field(description="of x")


class NaturalMapRequest(Strict):
    """A box of one or two parameters over which the mean of -log p is wanted."""

    over: Annotated[list[Interval], Field(min_length=1, max_length=2)] = Field(
        description="one interval for each parameter that is drawn"
    )
    of: Annotated[list[Annotated[int, Field(ge=0, lt=MOST_PARAMETERS)]], Field(min_length=1, max_length=2)] | None = (
        Field(None, description="which parameters, counted from 0; null: all. The others stay as they are at the start")
    )
    resolution: Annotated[int, Field(ge=limits.FEWEST_RESOLUTION, le=limits.FAMILY_RESOLUTION)] = Field(
        64, description="points along each"
    )


class NaturalGradientRequest(Strict):
    """A family, data, and walks of its parameters down the mean of -log p."""

    family: Annotated[Annotated[Literal[tuple(FAMILIES)], PLAIN] | Annotated[OwnFamily, AN_OBJECT], BY_FORM] = Field(  # pyright: ignore[reportInvalidTypeForm]
        description="; ".join(f"{name}: {row.means}" for name, row in FAMILIES.items()) + "; or one's own"
    )
    data: Annotated[list[Bound], Field(min_length=1, max_length=limits.POINTS)]
    start: Parameters
    runs: Annotated[list[NaturalRunRequest], Field(max_length=limits.RUNS)]
    ellipses: Annotated[list[Parameters], Field(max_length=limits.POINTS)] = Field(
        default=[], description="parameters at which the metric is wanted: its ellipses are those of equal divergence"
    )
    densities: DensitiesRequest | None = None
    map: NaturalMapRequest | None = None

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


class DensitiesAnswer(BaseModel):
    """Densities, or of counts and bits probabilities."""

    x: list[float]
    p: list[list[float | None]] = Field(description="for each of the parameters, at each x")


class NaturalMapAnswer(BaseModel):
    """Mean of -log p over the data."""

    axes: list[list[float]] = Field(description="the parameters that are drawn, ascending")
    heights: list[float | None] | list[list[float | None]] = Field(
        description="null where the data have no density; of two axes heights[j][i] is at axes[0][i], axes[1][j]"
    )


class NaturalGradientAnswer(BaseModel):
    """One walk for each run."""

    parameters: list[str]
    runs: list[NaturalWalkAnswer]
    ellipses: list[list[list[float | None]] | None] = Field(description="the metric there; null where there is none")
    distance: float | None = Field(
        description=f"Fisher and Rao's, from the start to the maximum of likelihood; of the family {_PLANE}"
    )
    way: list[list[float]] | None = Field(description="the shortest way between them: an arc of an ellipse")
    densities: DensitiesAnswer | None
    map: NaturalMapAnswer | None


@router.post("/natural-gradient", response_model=NaturalGradientAnswer)
async def natural_gradient(request: NaturalGradientRequest) -> Answer:
    """Ordinary and natural gradient descent on the parameters of a family of distributions, with its Fisher metric."""
    family = _family(request)
    field = _field(family)
    for k, each in enumerate([request.start, *request.ellipses]):
        if len(each) != len(family.parameters):
            name = "start" if k == 0 else f"ellipses[{k - 1}]"
            raise invalid(name, f"has {len(each)} entries, but the family has {len(family.parameters)} parameters")
    _check_normal(request)
    _check_pictures(request, len(family.parameters))
    seconds = prices.family_walks(sum(each.steps for each in request.runs), len(family.parameters))
    if request.map is not None:
        seconds += prices.family_map(field, len(request.data) * request.map.resolution ** len(request.map.over))
    return await run(partial(_answered, request, family, field), seconds=seconds)


def _check_normal(request: NaturalGradientRequest) -> None:
    if request.family in NORMAL:
        return
    for k, each in enumerate(request.runs):
        if each.coordinates is not None or each.unit != 1:
            name = "coordinates" if each.coordinates is not None else "unit"
            raise invalid(f"runs[{k}].{name}", "is there for normal distributions only")


def _check_pictures(request: NaturalGradientRequest, count: int) -> None:
    if request.map is not None:
        _check_map(request.map, count)
    for k, each in enumerate(request.densities.parameters if request.densities else []):
        if len(each) != count:
            raise invalid(
                f"densities.parameters[{k}]", f"has {len(each)} entries, but the family has {count} parameters"
            )


def _check_map(asked: NaturalMapRequest, count: int) -> None:
    if asked.of is None and len(asked.over) != count:
        raise invalid("map.over", f"has {len(asked.over)} intervals, but the family has {count} parameters")
    if asked.of is None:
        return
    if len(asked.of) != len(asked.over) or len(set(asked.of)) != len(asked.of):
        raise invalid("map.of", "must name as many different parameters as there are intervals")
    if max(asked.of) >= count:
        raise invalid("map.of", f"has {max(asked.of)}, but the family has {count} parameters, counted from 0")


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
    data = np.array(request.data, float)
    walks = [_walked(request, each, family, field) for each in request.runs]
    density = Density(field, family.support, data)
    distance, way = _shortest(request, data)
    return Answer(
        {
            "parameters": family.parameters,
            "runs": [_walk(each) for each in walks],
            "ellipses": [density.fisher(np.array(theta, float)) for theta in request.ellipses],
            "distance": distance,
            "way": way,
            "densities": _densities(request, family, field),
            "map": _map(request, field, data),
        }
    )


def _walked(request: NaturalGradientRequest, asked: NaturalRunRequest, family: Family, field: ScalarField) -> Walk:
    """A walk in its own parameters and unit, its points and values told in those of the request."""
    name = request.family if isinstance(request.family, str) else ""
    data, start = np.array(request.data, float), np.array([request.start], float)
    own = asked.coordinates or name
    if own != name:
        field = _field(FAMILIES[own])
    if own in NORMAL:
        start = scaled(own, in_parameters_of(own, start, name), asked.unit)
    data = data * asked.unit
    rules = asked.learning_rate, asked.steps, asked.tolerance
    walk = walked(Density(field, family.support, data), data, start[0], *rules, natural=asked.natural)
    if own not in NORMAL:
        return walk
    points = in_parameters_of(name, scaled(own, walk.points, 1 / asked.unit), own)
    return walk._replace(points=points, values=walk.values - np.log(asked.unit))


def _densities(request: NaturalGradientRequest, family: Family, field: ScalarField) -> dict[str, Any] | None:
    if request.densities is None:
        return None
    places = outcomes(family.support, (request.densities.over[0], request.densities.over[1]))
    thetas = np.array(request.densities.parameters, float).reshape(-1, len(family.parameters))
    return {"x": places, "p": densities(field, thetas, places)}


def _map(request: NaturalGradientRequest, field: ScalarField, data: np.ndarray) -> dict[str, Any] | None:
    if request.map is None:
        return None
    axes = [np.linspace(low, high, request.map.resolution) for low, high in request.map.over]
    # The second parameter changes from row to row.
    grid = np.stack(np.meshgrid(*axes, indexing="xy"), axis=-1)
    thetas = np.tile(np.array(request.start, float), (grid[..., 0].size, 1))
    thetas[:, request.map.of or range(len(axes))] = grid.reshape(-1, len(axes))
    return {"axes": axes, "heights": surprises(field, thetas, data).reshape(grid.shape[:-1])}


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

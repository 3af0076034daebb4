"""A surface r(u, v) in a request: its text, the box of its chart, and what is told of both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import limits, prices
from gradscape.api.answers import Base64Array, encoded
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import read_field, read_map, read_mapping
from gradscape.api.models import Formula, FunctionText, Interval, Strict, formula
from gradscape.api.set_pictures import Form, MeshAnswer, mesh_answer
from gradscape.calculus.chart import Chart, metrics, nearest_in, normals
from gradscape.calculus.chart_extrema import OnChart, Rest, drawn, extrema
from gradscape.calculus.field import Field as ScalarField
from gradscape.calculus.lagrange import Kind
from gradscape.language.errors import LanguageError
from gradscape.language.naming import usual_variables
from gradscape.language.rendering import map_formula
from gradscape.language.vocabulary import COORDINATES

_COORDINATES = ("u", "v")


class ParametricText(Strict):
    """A surface by two coordinates."""

    parametric: FunctionText = Field(
        description="a vector of three numbers, of two variables: [cos u cos v, sin u cos v, sin v]. Numbers for its "
        "parameters may also stand at the function"
    )


class ChartRequest(Strict):
    """The part of the chart that is drawn and searched."""

    over: Annotated[list[Interval], Field(min_length=2, max_length=2)] = Field(
        description="one interval for each coordinate"
    )
    resolution: Annotated[int, Field(ge=limits.FEWEST_RESOLUTION, le=limits.SURFACE_RESOLUTION)] = Field(
        40, description="points along each side"
    )
    ellipses: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]], Field(max_length=limits.POINTS)
    ] = Field(default=[], description="places of the chart at which the metric is wanted")
    arrays: Literal["lists", "base64"] = "lists"


class ChartSolutionAnswer(BaseModel):
    """A point of the surface at which f is at rest on it."""

    coordinates: list[float] = Field(description="one of its places in the chart, if it has several")
    point: list[float]
    value: float | None
    multiplier: float = Field(description="λ in ∇f = λ n, with the unit normal n")
    normal: list[float]
    kind: Kind
    tangent_eigenvalues: list[float] = Field(description="of the Hessian of f on the surface, ascending")
    index: int = Field(description="how many of them are negative")


class ChartTopologyAnswer(BaseModel):
    """Minima, saddles and maxima on a closed surface: their sum with signs is its Euler characteristic."""

    minima: int
    saddles: int
    maxima: int
    total: int
    expected: int


class ChartAnswer(BaseModel):
    """The surface over a box of its chart, and f on it."""

    axes: list[list[float]] = Field(description="the coordinates, ascending")
    heights: list[list[float | None]] | Base64Array = Field(
        description="f on the surface: heights[j][i] is at axes[0][i], axes[1][j]"
    )
    mesh: MeshAnswer = Field(
        description="vertices row by row as `heights`; those that fall on each other count as one in its pieces"
    )
    metrics: list[list[list[float | None]]] = Field(description="Jᵀ J at each place of `ellipses`")
    points: list[ChartSolutionAnswer] = Field(description="lowest first")
    singular: list[list[float]] = Field(
        description="points, at most 64, where the tangents r_u and r_v span no plane, as at the poles of a globe"
    )
    topology: ChartTopologyAnswer | None = Field(
        description="only where the box covers a closed surface once and all solutions are decided"
    )
    notes: list[str]


class ParametricAnswer(BaseModel):
    """The surface as it was read."""

    coordinates: list[str]
    formula: Formula | None = Field(description="too long to show where null")


def read_surface(text: FunctionText, surface: ParametricText) -> tuple[ScalarField, Chart]:
    """The function of space, and the surface; numbers that one text has not are those of the other.

    Raises:
        FunctionError: where a text cannot be read.
        ProblemError: where a surface has no two coordinates, or no three entries.
    """
    own = surface.parametric
    asked = own.model_copy(update={"parameters": text.parameters | own.parameters})
    mapping = read_mapping(_of_two(asked), "surface.parametric")
    outputs, n = mapping.shape
    if outputs != 3:
        raise invalid("surface.parametric", f"has {outputs} entries; a point of space has three: [..., ..., ...]")
    if n != 2:
        raise invalid("surface.parametric", f"has {n} variables, {', '.join(mapping.variables)}; a surface has two")
    return _in_space(text), Chart(mapping)


def _of_two(text: FunctionText) -> FunctionText:
    """u before v, however they are read; both join where there are fewer."""
    try:
        found, _ = read_map(text)
    except LanguageError as error:
        raise FunctionError(error, "surface.parametric.source") from None
    if text.variables is not None or "=" in text.source or len(found.variables) > 2:
        return text
    free = [name for name in _COORDINATES if name not in {*found.variables, *text.parameters}]
    return text.model_copy(update={"variables": sorted([*found.variables, *free][:2])})


def _in_space(text: FunctionText) -> ScalarField:
    """The function in three variables; more of x, y and z join where it has fewer."""
    field = _field(text)
    names = field.variables
    free = [name for name in COORDINATES if name not in {*names, *text.parameters}]
    if len(names) < 3 <= len(names) + len(free) and text.variables is None:
        names = usual_variables([*names, *free[: 3 - len(names)]])
        field = _field(text.model_copy(update={"variables": list(names)}))
    if len(names) != 3:
        raise invalid("function", f"has {len(names)} variables; a surface lies in space, which has three")
    return field


def _field(text: FunctionText) -> ScalarField:
    try:
        field = read_field(text)
        _ = field.program
    except LanguageError as error:
        raise FunctionError(error, "function.source") from None
    return field


def read_start(chart: Chart, start: Sequence[float], over: Sequence[Sequence[float]] | None) -> np.ndarray:
    """A place of the chart: as it is given, or the nearest one to a point of space."""
    if len(start) == 2:
        return np.array(start, float)
    if over is None:
        raise invalid("chart", "must say in which box the place nearest to a start in space is looked for")
    return nearest_in(chart, np.array(start, float), np.array(over, float))


def price(f: ScalarField, chart: Chart, request: ChartRequest | None) -> float:
    """Of the picture of the chart, with its search."""
    if request is None:
        return 0.0
    fields = [f, *chart.mapping.fields]
    return sum(prices.search(field, 2) for field in fields) + prices.level_set(fields, 2, request.resolution**2)


def parametric_answer(chart: Chart) -> dict[str, Any]:
    """The surface as it was read, as JSON has it."""
    found = chart.mapping.map
    # Without a head it is called r: f is the function on it.
    named = replace(found, name="r") if found.name == "f" else found
    return {"coordinates": chart.coordinates, "formula": formula(map_formula(named))}


def chart_answer(f: ScalarField, chart: Chart, request: ChartRequest | None) -> dict[str, Any] | None:
    """The picture of the chart as JSON has it."""
    if request is None:
        return None
    box, side = np.array(request.over, float), request.resolution
    form: Form = encoded if request.arrays == "base64" else lambda array: array
    picture = drawn(chart, box, side)
    found = extrema(f, chart, box, picture)
    values = f.values(picture.sheet.points)
    places = np.array(request.ellipses, float).reshape(-1, 2)
    return {
        "axes": picture.axes,
        "heights": form(values.reshape(side, side)),
        "mesh": mesh_answer(picture.sheet, form, values),
        "metrics": metrics(chart.frames(places).slopes) if len(places) else [],
        "points": _solutions(f, chart, found),
        "singular": picture.singular,
        "topology": found.topology and found.topology._asdict(),
        "notes": found.notes,
    }


def _solutions(f: ScalarField, chart: Chart, found: OnChart) -> list[dict[str, Any]]:
    rows = zip(found.rests, found.kinds, found.values, strict=True)
    return [_solution(f, chart, rest, kind, value) for rest, kind, value in rows]


def _solution(f: ScalarField, chart: Chart, rest: Rest, kind: Kind, value: float) -> dict[str, Any]:
    normal = normals(chart.frames(rest.place[None]).slopes)[0]
    return {
        "coordinates": rest.place,
        "point": rest.point,
        "value": value,
        "multiplier": float(f.jets(rest.point[None]).gradient[0] @ normal),
        "normal": normal,
        "kind": kind,
        "tangent_eigenvalues": rest.riemannian,
        "index": int((rest.riemannian < 0).sum()),
    }

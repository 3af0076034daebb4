"""What a scene of the course is: a lab, the state it opens in, and what to look at and try there."""

import math
from typing import Any, TypedDict

TOGGLES = ("tangent", "gradient", "field", "direction", "slices", "quadratic", "eigenvectors", "critical")


class Slider(TypedDict):
    """A parameter of the function, and how far its slider goes."""

    value: float
    min: float
    max: float


class Domain(TypedDict):
    """The box that is drawn: the range of the first variable and of the second."""

    x: list[float]
    y: list[float]


class SurfaceState(TypedDict):
    """All that the surface lab can show, as the page keeps it in its address."""

    lab: str
    source: str
    parameters: dict[str, Slider]
    domain: Domain
    point: list[float]
    angle: float
    show: dict[str, bool]


# `try` is a word of Python, so this one cannot be written as a class.
Scene = TypedDict(
    "Scene",
    {"id": str, "lab": str, "title": str, "text": str, "try": str, "state": SurfaceState},
)


class Chapter(TypedDict):
    """Scenes in their teaching order."""

    id: str
    title: str
    scenes: list[Scene]


class CourseError(ValueError):
    """A chapter's file says something that no lab can show."""


def read_chapter(table: dict[str, Any]) -> Chapter:
    """A chapter from its file's table, every scene checked and completed."""
    return {"id": table["id"], "title": table["title"], "scenes": [read_scene(scene) for scene in table["scenes"]]}


def read_scene(table: dict[str, Any]) -> Scene:
    """A scene from its table; says which scene is wrong, and how."""
    try:
        return {
            "id": table["id"],
            "lab": table["lab"],
            "title": table["title"],
            "text": table["text"].strip(),
            "try": table["try"].strip(),
            "state": read_surface_state(table["state"]),
        }
    except (CourseError, KeyError) as error:
        raise CourseError(f"scene {table.get('id', '?')}: {error}") from error


def read_surface_state(table: dict[str, Any]) -> SurfaceState:
    """A complete state of the surface lab: toggles that are not named are off."""
    return {
        "lab": "surface",
        "source": table["source"],
        "parameters": {name: _slider(name, slider) for name, slider in table.get("parameters", {}).items()},
        "domain": {"x": _interval(table["domain"]["x"]), "y": _interval(table["domain"]["y"])},
        "point": _point(table["point"]),
        "angle": float(table["angle"]),
        "show": _toggles(table["show"]),
    }


def _slider(name: str, table: dict[str, float]) -> Slider:
    slider: Slider = {"value": float(table["value"]), "min": float(table["min"]), "max": float(table["max"])}
    if not slider["min"] <= slider["value"] <= slider["max"]:
        raise CourseError(f"the slider of {name} cannot stand at {slider['value']}")
    return slider


def _interval(bounds: list[float]) -> list[float]:
    low, high = map(float, bounds)
    if not (low < high and math.isfinite(high - low)):
        raise CourseError(f"{bounds} is not an interval")
    return [low, high]


def _point(coordinates: list[float]) -> list[float]:
    if len(coordinates) != 2:
        raise CourseError(f"a point of the surface lab has two coordinates, not {len(coordinates)}")
    return [float(coordinate) for coordinate in coordinates]


def _toggles(shown: list[str]) -> dict[str, bool]:
    unknown = set(shown) - set(TOGGLES)
    if unknown:
        raise CourseError(f"nothing to show is called {', '.join(sorted(unknown))}")
    return {toggle: toggle in shown for toggle in TOGGLES}

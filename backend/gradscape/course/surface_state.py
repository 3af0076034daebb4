"""The state of the surface lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, Slider, interval, number, sliders, toggles

TOGGLES = ("tangent", "gradient", "field", "direction", "slices", "quadratic", "eigenvectors", "critical")


class Box(TypedDict):
    """What is drawn: the range of the first variable and of the second."""

    x: list[float]
    y: list[float]


class SurfaceState(TypedDict):
    """All that the surface lab can show, as the page keeps it in its address."""

    lab: str
    source: str
    parameters: dict[str, Slider]
    domain: Box
    point: list[float]
    angle: float
    show: dict[str, bool]


def read_surface_state(table: dict[str, Any]) -> SurfaceState:
    """A complete state of the surface lab: toggles that are not named are off."""
    return {
        "lab": "surface",
        "source": table["source"],
        "parameters": sliders(table),
        "domain": {"x": interval(table["domain"]["x"]), "y": interval(table["domain"]["y"])},
        "point": _point(table["point"]),
        "angle": number("angle", table["angle"]),
        "show": toggles(table["show"], TOGGLES),
    }


def _point(coordinates: list[float]) -> list[float]:
    if len(coordinates) != 2:
        raise CourseError(f"a point of the surface lab has two coordinates, not {len(coordinates)}")
    return [number("point", coordinate) for coordinate in coordinates]

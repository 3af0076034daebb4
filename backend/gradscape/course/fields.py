"""What the states of all labs are made of, and what is refused in a chapter's file."""

import math
from collections.abc import Iterable
from typing import Any, TypedDict


class CourseError(ValueError):
    """A chapter's file says something that no lab can show."""


class Slider(TypedDict):
    """A parameter of the function, and how far its slider goes."""

    value: float
    min: float
    max: float


def sliders(table: dict[str, Any]) -> dict[str, Slider]:
    """The sliders of a state's `parameters`; none where it has no such table."""
    return {name: _slider(name, slider) for name, slider in table.get("parameters", {}).items()}


def _slider(name: str, table: dict[str, float]) -> Slider:
    slider: Slider = {"value": float(table["value"]), "min": float(table["min"]), "max": float(table["max"])}
    if not slider["min"] <= slider["value"] <= slider["max"]:
        raise CourseError(f"the slider of {name} cannot stand at {slider['value']}")
    return slider


def interval(bounds: list[float]) -> list[float]:
    """Two finite numbers, the smaller first."""
    low, high = map(float, bounds)
    if not (low < high and math.isfinite(high - low)):
        raise CourseError(f"{bounds} is not an interval")
    return [low, high]


def number(name: str, value: Any) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise CourseError(f"{name} is not a number: {value!r}")
    return float(value)


def whole(name: str, value: Any, fewest: int, most: int) -> int:
    """A whole number from `fewest` to `most`."""
    if isinstance(value, bool) or not isinstance(value, int) or not fewest <= value <= most:
        raise CourseError(f"{name} is not a whole number from {fewest} to {most}: {value!r}")
    return value


def choice(name: str, value: Any, allowed: Iterable[str]) -> str:
    """One of the names that are allowed."""
    if value not in allowed:
        raise CourseError(f"{name} is not one of {', '.join(allowed)}: {value!r}")
    return value


def toggles(shown: list[str], names: tuple[str, ...]) -> dict[str, bool]:
    """All toggles of a lab; those that are not named are off."""
    unknown = set(shown) - set(names)
    if unknown:
        raise CourseError(f"nothing to show is called {', '.join(sorted(unknown))}")
    return {name: name in shown for name in names}

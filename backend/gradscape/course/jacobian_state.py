"""The state of the Jacobian lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, Slider, choice, interval, number, sliders, toggles, whole

VIEWS = ("map", "chain")
MODES = ("forward", "reverse")
FIGURES = ("circle", "square", "letter")
TOGGLES = ("grid", "image", "linear", "singular", "close", "cases", "table")
MOST_STAGES = 6
MOST_VARIABLES = 8
MOST_STEPS = 100


class JacobianState(TypedDict):
    """All that the Jacobian lab can show, as the page keeps it in its address."""

    lab: str
    view: str
    source: str
    sources: list[str]
    parameters: dict[str, Slider]
    point: list[float]
    domain: dict[str, list[float]]
    figure: str
    reach: float
    step: int
    mode: str
    show: dict[str, bool]


def read_jacobian_state(table: dict[str, Any]) -> JacobianState:
    """A complete state of the Jacobian lab: toggles that are not named are off."""
    return {
        "lab": "jacobian",
        "view": choice("view", table["view"], VIEWS),
        "source": table["source"],
        "sources": _sources(table["sources"]),
        "parameters": sliders(table),
        "point": _point(table["point"]),
        "domain": {axis: interval(table["domain"][axis]) for axis in ("x", "y")},
        "figure": choice("figure", table["figure"], FIGURES),
        "reach": _reach(table["reach"]),
        "step": whole("step", table["step"], 0, MOST_STEPS),
        "mode": choice("mode", table["mode"], MODES),
        "show": toggles(table["show"], TOGGLES),
    }


def _sources(sources: list[str]) -> list[str]:
    if not 2 <= len(sources) <= MOST_STAGES:
        raise CourseError(f"a chain has 2 to {MOST_STAGES} stages, not {len(sources)}")
    return sources


def _point(entries: list[Any]) -> list[float]:
    if not 1 <= len(entries) <= MOST_VARIABLES:
        raise CourseError(f"a point has 1 to {MOST_VARIABLES} numbers, not {len(entries)}")
    return [number("point", entry) for entry in entries]


def _reach(value: Any) -> float:
    reach = number("reach", value)
    if reach <= 0:
        raise CourseError(f"reach is not above 0: {reach}")
    return reach

"""The state of the derivative lab."""

from typing import Any, TypedDict

from gradscape.course.fields import Slider, interval, number, sliders, toggles, whole

TOGGLES = ("tangent", "secant", "lens", "derivatives", "derivation", "taylor", "extrema", "slopes")
HIGHEST_ORDER = 6


class DerivativeState(TypedDict):
    """All that the derivative lab can show, as the page keeps it in its address."""

    lab: str
    source: str
    parameters: dict[str, Slider]
    domain: dict[str, list[float]]
    point: float
    h: float
    order: int
    taylor: int
    show: dict[str, bool]


def read_derivative_state(table: dict[str, Any]) -> DerivativeState:
    """A complete state of the derivative lab: toggles that are not named are off."""
    return {
        "lab": "derivative",
        "source": table["source"],
        "parameters": sliders(table),
        "domain": {"x": interval(table["domain"]["x"])},
        "point": number("point", table["point"]),
        "h": number("h", table["h"]),
        "order": whole("order", table["order"], 0, HIGHEST_ORDER),
        "taylor": whole("taylor", table["taylor"], 0, HIGHEST_ORDER),
        "show": toggles(table["show"], TOGGLES),
    }

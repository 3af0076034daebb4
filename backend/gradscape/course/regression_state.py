"""The state of the regression lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, Slider, choice, interval, number, sliders, toggles, whole
from gradscape.course.paths_state import read_setting

VIEWS = ("fit", "norms")
DATA = ("line", "line-through-origin", "parabola", "cubic", "wave", "decay", "steps", "own")
LOSSES = ("squared", "absolute", "power", "huber", "log-cosh", "quantile")
REDUCTIONS = ("mean", "sum")
METHODS = ("gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
TOGGLES = ("residuals", "best", "progress", "profile", "terms", "normal")
MOST_POINTS = 256
MOST_STEPS = 2000


class RegressionState(TypedDict):
    """All that the regression lab can show, as the page keeps it in its address."""

    lab: str
    view: str
    data: str
    count: int
    noise: float
    outliers: int
    sample: int
    points: list[list[float]]
    source: str
    parameters: dict[str, Slider]
    loss: str
    p: float
    delta: float
    tau: float
    reduction: str
    compare: list[str]
    method: str
    settings: dict[str, float | str]
    steps: int
    step: int
    axes: list[str]
    domain: dict[str, list[float]] | None
    order: float
    vector: list[float]
    show: dict[str, bool]


def read_regression_state(table: dict[str, Any]) -> RegressionState:
    """A complete state of the regression lab; a domain without axes is chosen by the page."""
    method = choice("method", table["method"], METHODS)
    steps = whole("steps", table["steps"], 1, MOST_STEPS)
    points = [[number("points", each) for each in point] for point in table["points"]]
    if len(points) > MOST_POINTS or any(len(point) != 2 for point in points):
        raise CourseError(f"points are up to {MOST_POINTS} pairs of numbers")
    return {
        "lab": "regression",
        "view": choice("view", table["view"], VIEWS),
        "data": choice("data", table["data"], DATA),
        "count": whole("count", table["count"], 2, MOST_POINTS),
        "noise": number("noise", table["noise"]),
        "outliers": whole("outliers", table["outliers"], 0, table["count"]),
        "sample": whole("sample", table["sample"], 0, 2**32 - 1),
        "points": points,
        "source": table["source"],
        "parameters": sliders(table),
        "loss": choice("loss", table["loss"], LOSSES),
        "p": number("p", table["p"]),
        "delta": number("delta", table["delta"]),
        "tau": number("tau", table["tau"]),
        "reduction": choice("reduction", table["reduction"], REDUCTIONS),
        "compare": [choice("compare", name, LOSSES) for name in table["compare"]],
        "method": method,
        "settings": {name: read_setting(method, name, value) for name, value in table["settings"].items()},
        "steps": steps,
        "step": whole("step", table["step"], 0, steps),
        "axes": [str(name) for name in table["axes"]],
        "domain": {axis: interval(bounds) for axis, bounds in table["domain"].items()} or None,
        "order": number("order", table["order"]),
        "vector": [number("vector", each) for each in table["vector"]],
        "show": toggles(table["show"], TOGGLES),
    }

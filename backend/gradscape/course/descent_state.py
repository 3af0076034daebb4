"""The state of the descent lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, Slider, choice, interval, number, sliders, toggles, whole

TOGGLES = ("cobweb", "iterates", "error", "map", "basins", "table")
METHODS = ("gradient-descent", "newton")
GOALS = ("minimum", "zero")
MOST_RUNS = 6
MOST_STEPS = 10_000


class Run(TypedDict):
    """One walk: by which method, from where, and with which learning rate."""

    method: str
    start: float
    rate: float


class DescentState(TypedDict):
    """All that the descent lab can show, as the page keeps it in its address."""

    lab: str
    source: str
    parameters: dict[str, Slider]
    domain: dict[str, list[float]]
    goal: str
    runs: list[Run]
    steps: int
    step: int
    show: dict[str, bool]


def read_descent_state(table: dict[str, Any]) -> DescentState:
    """A complete state of the descent lab: toggles that are not named are off."""
    goal = choice("goal", table["goal"], GOALS)
    steps = whole("steps", table["steps"], 1, MOST_STEPS)
    return {
        "lab": "descent",
        "source": table["source"],
        "parameters": sliders(table),
        "domain": {"x": interval(table["domain"]["x"])},
        "goal": goal,
        "runs": _runs(table["runs"], goal),
        "steps": steps,
        "step": whole("step", table["step"], 0, steps),
        "show": toggles(table["show"], TOGGLES),
    }


def _runs(tables: list[dict[str, Any]], goal: str) -> list[Run]:
    if not 1 <= len(tables) <= MOST_RUNS:
        raise CourseError(f"there are 1 to {MOST_RUNS} runs, not {len(tables)}")
    runs = [_run(table) for table in tables]
    if goal == "zero" and any(run["method"] != "newton" for run in runs):
        raise CourseError("only Newton's method walks to a zero")
    return runs


def _run(table: dict[str, Any]) -> Run:
    return {
        "method": choice("method", table["method"], METHODS),
        "start": number("start", table["start"]),
        "rate": number("rate", table["rate"]),
    }

"""The state of the paths lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, Slider, choice, interval, number, sliders, toggles, whole
from gradscape.optimize.methods import ANY_METHOD, METHOD

TOGGLES = ("progress", "arrows", "theory", "rates", "basins", "sweep", "saddle", "critical", "table")
AGAINST = ("iterations", "work")
MOST_RUNS = 8
MOST_STEPS = 10_000


class Run(TypedDict):
    """One walk: by which method, from where, and what steers it unlike usual."""

    method: str
    start: list[float]
    settings: dict[str, float | str]


class PathsState(TypedDict):
    """All that the paths lab can show, as the page keeps it in its address."""

    lab: str
    source: str
    parameters: dict[str, Slider]
    domain: dict[str, list[float]]
    runs: list[Run]
    together: bool
    steps: int
    step: int
    trail: int
    against: str
    show: dict[str, bool]


def read_paths_state(table: dict[str, Any]) -> PathsState:
    """A complete state of the paths lab: toggles that are not named are off."""
    steps = whole("steps", table["steps"], 1, MOST_STEPS)
    runs = _runs(table["runs"])
    return {
        "lab": "paths",
        "source": table["source"],
        "parameters": sliders(table),
        "domain": {axis: interval(table["domain"][axis]) for axis in ("x", "y")},
        "runs": runs,
        "together": _together(table["together"], runs),
        "steps": steps,
        "step": whole("step", table["step"], 0, steps),
        "trail": whole("trail", table["trail"], 0, MOST_STEPS),
        "against": choice("against", table["against"], AGAINST),
        "show": toggles(table["show"], TOGGLES),
    }


def _runs(tables: list[dict[str, Any]]) -> list[Run]:
    if not 1 <= len(tables) <= MOST_RUNS:
        raise CourseError(f"there are 1 to {MOST_RUNS} runs, not {len(tables)}")
    runs = [_run(table) for table in tables]
    if len({len(run["start"]) for run in runs}) > 1:
        raise CourseError("all runs of a scene have starts with as many entries")
    return runs


def _together(value: Any, runs: list[Run]) -> bool:
    if not isinstance(value, bool):
        raise CourseError(f"together is neither true nor false: {value!r}")
    if value and any(run["start"] != runs[0]["start"] for run in runs):
        raise CourseError("runs from several starts are not together")
    return value


def _run(table: dict[str, Any]) -> Run:
    method = choice("method", table["method"], METHOD)
    return {
        "method": method,
        "start": [number("start", entry) for entry in table["start"]],
        "settings": {name: read_setting(method, name, value) for name, value in table["settings"].items()},
    }


def read_setting(method: str, name: str, value: Any) -> float | str:
    """A setting that the method has, within its limits."""
    known = {setting.name: setting for setting in ANY_METHOD[method].settings}
    if name not in known:
        raise CourseError(f"{name} is no setting of {method}")
    if (fault := known[name].fault(value)) is not None:
        raise CourseError(f"{name} {fault}")
    return value if isinstance(value, str) else number(name, value)

"""What a scene of the course is: a lab, the state it opens in, and what to look at and try there."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from gradscape.course.derivative_state import DerivativeState, read_derivative_state
from gradscape.course.descent_state import DescentState, read_descent_state
from gradscape.course.fields import CourseError, choice
from gradscape.course.jacobian_state import JacobianState, read_jacobian_state
from gradscape.course.network_state import NetworkState, read_network_state
from gradscape.course.paths_state import PathsState, read_paths_state
from gradscape.course.regression_state import RegressionState, read_regression_state
from gradscape.course.surface_state import SurfaceState, read_surface_state

State = SurfaceState | DerivativeState | DescentState | PathsState | JacobianState | RegressionState | NetworkState

# One for each lab of the page.
READERS: Mapping[str, Callable[[dict[str, Any]], State]] = {
    "derivative": read_derivative_state,
    "descent": read_descent_state,
    "surface": read_surface_state,
    "paths": read_paths_state,
    "jacobian": read_jacobian_state,
    "regression": read_regression_state,
    "network": read_network_state,
}

# `try` is a word of Python, so this one cannot be written as a class.
Scene = TypedDict(
    "Scene",
    {"id": str, "lab": str, "title": str, "text": str, "try": str, "state": State},
)


class Chapter(TypedDict):
    """Scenes in their teaching order."""

    id: str
    title: str
    scenes: list[Scene]


def read_chapter(table: dict[str, Any]) -> Chapter:
    """A chapter from its file's table, every scene checked and completed."""
    return {"id": table["id"], "title": table["title"], "scenes": [read_scene(scene) for scene in table["scenes"]]}


def read_scene(table: dict[str, Any]) -> Scene:
    """A scene from its table; says which scene is wrong, and how."""
    try:
        lab = choice("lab", table["lab"], READERS)
        return {
            "id": table["id"],
            "lab": lab,
            "title": table["title"],
            "text": table["text"].strip(),
            "try": table["try"].strip(),
            "state": READERS[lab](table["state"]),
        }
    except (CourseError, KeyError) as error:
        raise CourseError(f"scene {table.get('id', '?')}: {error}") from error

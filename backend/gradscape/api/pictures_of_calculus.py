"""Numbers of the front door's pictures of slopes, surfaces and maps, as the labs compute them."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gradscape.api.constraint_texts import read_set
from gradscape.api.functions import read_field, read_mapping
from gradscape.api.models import FunctionText
from gradscape.calculus.constrained import constrained
from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.course.loader import chapters

# More than a picture of 300 pixels can show.
_DIGITS = 4
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
PITS_BOX = np.array([[-6.0, 6.0], [-5.0, 5.0]])
# Of the grid by which a curve is found: as many points on it as a small picture shows.
_SIDE = 33
# Where complex squaring turns nothing over another.
NEAR = np.array([[0.2, 1.6], [-0.7, 0.7]])
# Its tangent planes lie above it, so that they are seen whole.
DOME = "cos(x) + cos(y)"
DOME_BOX = np.array([[-1.5, 1.5], [-1.5, 1.5]])


def state_of(scene: str) -> dict[str, Any]:
    """The state in which a scene of the course opens."""
    return next(each["state"] for chapter in chapters() for each in chapter["scenes"] if each["id"] == scene)


def text_of(source: str) -> FunctionText:
    """A function without parameters, as a request has it."""
    return FunctionText.model_validate({"source": source})


def rounded(numbers: ArrayLike, digits: int = _DIGITS) -> np.ndarray:
    """To so many digits of the largest of them."""
    array = np.asarray(numbers, float)
    largest = np.abs(array[np.isfinite(array)]).max(initial=0.0)
    places = digits - 1 - int(np.floor(np.log10(largest))) if largest > 0 else 0
    # Without negative zeros.
    return np.round(array, places) + 0.0


def lattice(box: np.ndarray, columns: int, rows: int) -> np.ndarray:
    """Evenly spaced points of a box, row by row from below: (rows * columns, 2)."""
    (left, right), (low, high) = box.tolist()
    axes = np.linspace(left, right, columns), np.linspace(low, high, rows)
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


def heights(field: Field, box: np.ndarray, columns: int, rows: int) -> dict[str, Any]:
    """Of a function over a box: z[j][i], from below."""
    z = field.values(lattice(box, columns, rows)).reshape(rows, columns)
    return {"x": box[0], "y": box[1], "z": rounded(z)}


def curve(scene: str) -> dict[str, Any]:
    """The scene's curve and its slopes."""
    state = state_of(scene)
    low, high = state["domain"]["x"]
    values, slopes = read_field(text_of(state["source"])).series(np.linspace(low, high, 51))[:2]
    return {"x": [low, high], "values": rounded(values, 6), "slopes": rounded(slopes, 6)}


def plane() -> dict[str, Any]:
    """A dome and its gradients."""
    field, size = read_field(text_of(DOME)), 25
    gradients = field.jets(lattice(DOME_BOX, size, size)).gradient
    return {**heights(field, DOME_BOX, size, size), "slopes": rounded(gradients.reshape(size, size, 2))}


def pits() -> dict[str, Any]:
    """Himmelblau's function with its critical points."""
    field = read_field(text_of(HIMMELBLAU))
    found = critical_points(field, PITS_BOX).points
    points = [{"point": rounded(each.point), "kind": each.kind} for each in found]
    return {**heights(field, PITS_BOX, 61, 41), "points": points}


def constraint(scene: str) -> dict[str, Any]:
    """The scene's function with the curve of its constraint, gradients and slopes along it, and the solutions there."""
    state = state_of(scene)
    box = np.array([state["domain"]["x"], state["domain"]["y"]], float)
    field = read_field(text_of(state["source"]))
    found = constrained(field, read_set(text_of(state["constraint"]), state["level"], len(box))[0], box, _SIDE)
    arc = found.arcs[0]
    gradients = field.jets(arc.points).gradient
    return {
        **heights(field, box, 61, 61),
        "curve": rounded(arc.points),
        "gradients": rounded(gradients),
        "slopes": rounded((gradients * arc.tangents).sum(axis=1)),
        "points": [{"point": rounded(each.point), "kind": each.kind} for each in found.solutions],
    }


def close_by(scene: str) -> dict[str, Any]:
    """The scene's map around its point: where a lattice goes, and its Jacobian at each of its points."""
    state, size = state_of(scene), 17
    mapping = read_mapping(text_of(state["source"]))
    values, jacobians = mapping.jacobians(lattice(NEAR, size, size))
    return {
        "x": NEAR[0],
        "y": NEAR[1],
        "images": rounded(values.reshape(size, size, 2)),
        "jacobians": rounded(jacobians.reshape(size, size, 2, 2)),
    }

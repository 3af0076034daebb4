"""Curves and surfaces of constraints as answers have them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api.answers import Base64Array
from gradscape.calculus.level_sets import Arc, Sheet

# Lists, or base64.
Form = Callable[[np.ndarray], Any]


class ArcAnswer(BaseModel):
    """A connected piece of a curve. A closed one ends with the point that it begins with."""

    points: list[list[float]] | Base64Array = Field(description="in order, each brought onto the curve to rounding")
    lengths: list[float] | Base64Array = Field(description="how far along the curve each point is")
    length: float = Field(description="of the whole piece")
    closed: bool
    values: list[float | None] | Base64Array | None = Field(
        None, description="of f at each point; only where there is a function"
    )
    slopes: list[float | None] | Base64Array | None = Field(
        None, description="dy/dx at each point, only where it is asked for; null where the tangent is upright"
    )


class PieceAnswer(BaseModel):
    """A connected piece of a surface."""

    euler: int = Field(description="its Euler characteristic: corners - edges + triangles")
    closed: bool = Field(description="whether it has no border within the box")


class MeshAnswer(BaseModel):
    """A surface as triangles."""

    vertices: list[list[float]] | Base64Array = Field(description="brought onto the surface to rounding")
    normals: list[list[float | None]] | Base64Array = Field(description="unit vectors along the gradient")
    faces: list[list[int]] = Field(description="three vertices each, by their numbers from 0")
    pieces: list[PieceAnswer] = Field(description="largest first")
    euler: int = Field(description="of all pieces together")
    closed: bool
    values: list[float | None] | Base64Array | None = Field(
        None, description="of f at each vertex; only where there is a function"
    )


def arcs_answer(
    arcs: Sequence[Arc], form: Form, values: Sequence[np.ndarray] = (), *, slopes: bool = False
) -> list[dict[str, Any]]:
    """Pieces of a curve as JSON has them; slopes are those of a curve in the plane."""
    return [
        {
            "points": form(arc.points),
            "lengths": form(arc.lengths),
            "length": arc.lengths[-1],
            "closed": arc.closed,
            "values": form(values[k]) if values else None,
            "slopes": form(_slopes(arc)) if slopes else None,
        }
        for k, arc in enumerate(arcs)
    ]


def _slopes(arc: Arc) -> np.ndarray:
    with np.errstate(all="ignore"):
        slopes = arc.tangents[:, 1] / arc.tangents[:, 0]
    return np.where(np.isfinite(slopes), slopes, np.nan)


def mesh_answer(sheet: Sheet | None, form: Form, values: np.ndarray | None = None) -> dict[str, Any] | None:
    """A surface as JSON has it, with the values of a function on it if there is one."""
    return sheet and {
        "vertices": form(sheet.points),
        "normals": form(sheet.normals),
        "faces": sheet.triangles,
        "pieces": [piece._asdict() for piece in sheet.pieces],
        "euler": sheet.euler,
        "closed": sheet.closed,
        "values": None if values is None else form(values),
    }

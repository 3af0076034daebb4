"""The set of a constraint as a picture: a curve with its arc length, or a surface with its Euler characteristic.

Where two equations meet in space, the curve is cut out of the surface of the first one.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.marching import Crossed, Piece, chains, crossed, lattice, pieces, simplices_between

# Of one request; a piece shorter than so many points is rounding at a corner of a cell.
_FEWEST_POINTS = 3


class Arc(NamedTuple):
    """A connected piece of a curve: its points in order, how far each is along it, and its unit tangents there.

    A closed one ends with its first point again.
    """

    points: Float64[np.ndarray, "k n"]
    lengths: Float64[np.ndarray, " k"]
    tangents: Float64[np.ndarray, "k n"]
    closed: bool


class Sheet(NamedTuple):
    """A surface: corners of triangles with unit normals along the gradient, and what its connected pieces are."""

    points: Float64[np.ndarray, "k 3"]
    normals: Float64[np.ndarray, "k 3"]
    triangles: Int64[np.ndarray, "t 3"]
    pieces: tuple[Piece, ...]

    @property
    def euler(self) -> int:
        return sum(piece.euler for piece in self.pieces)

    @property
    def closed(self) -> bool:
        return bool(self.pieces) and all(piece.closed for piece in self.pieces)


def arcs(constraints: ConstraintSet, box: Float64[np.ndarray, "n 2"], side: int) -> tuple[Arc, ...]:
    """The curve of one equation in the plane, or of two in space, longest piece first."""
    cut = _surface_cut(constraints, box, side) if len(box) == 3 else _cut(constraints, box, side)
    points = constraints.onto(cut.points, _cell(box, side))
    slopes = constraints.residuals(points)[1]
    tangents = _tangents(slopes)
    found = []
    for chain in chains(cut.simplices, len(points)):
        order = _without_repeats(points, chain.order, _cell(box, side))
        if len(order) >= _FEWEST_POINTS:
            found.append(_arc(points[order], tangents[order], chain.closed))
    return tuple(sorted(found, key=lambda arc: -arc.lengths[-1]))


def sheet(constraints: ConstraintSet, box: Float64[np.ndarray, "3 2"], side: int) -> Sheet:
    """The surface of one equation in space."""
    cut = _cut(constraints, box, side)
    moved = constraints.onto(cut.points, _cell(box, side))
    points = np.where(np.isfinite(moved).all(axis=1, keepdims=True), moved, cut.points)
    normals = constraints.residuals(points)[1][:, 0]
    with np.errstate(all="ignore"):
        normals = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    return Sheet(points, normals, cut.simplices, pieces(cut.simplices, len(points)))


def _cut(constraints: ConstraintSet, box: np.ndarray, side: int) -> Crossed:
    """Where the first constraint's level passes the cells of a grid."""
    grid = lattice(box, side)
    heights = constraints.fields[0].values(grid) - constraints.levels[0]
    return crossed(grid, heights, simplices_between(heights, side, len(box)))


def _surface_cut(constraints: ConstraintSet, box: np.ndarray, side: int) -> Crossed:
    surface = _cut(constraints, box, side)
    heights = constraints.fields[1].values(surface.points) - constraints.levels[1]
    return crossed(surface.points, heights, surface.simplices)


def _cell(box: np.ndarray, side: int) -> float:
    """The diagonal of a cell."""
    return float(np.linalg.norm(box[:, 1] - box[:, 0])) / (side - 1)


def _tangents(slopes: Float64[np.ndarray, "k m n"]) -> Float64[np.ndarray, "k n"]:
    """Unit vectors at right angles to all gradients; NaN where these do not leave one direction."""
    if slopes.shape[2] == 2:
        along = np.stack([-slopes[:, 0, 1], slopes[:, 0, 0]], axis=1)
    else:
        along = np.cross(slopes[:, 0], slopes[:, 1])
    with np.errstate(all="ignore"):
        return along / np.linalg.norm(along, axis=1, keepdims=True)


def _without_repeats(points: np.ndarray, order: np.ndarray, cell: float) -> np.ndarray:
    """Without points that fell on the one before, as they do where the level passes a corner of the grid."""
    order = order[np.isfinite(points[order]).all(axis=1)]
    gaps = np.linalg.norm(np.diff(points[order], axis=0), axis=1)
    return order[np.concatenate([[True], gaps > 1e-6 * cell])] if len(order) else order


def _arc(points: np.ndarray, tangents: np.ndarray, closed: bool) -> Arc:
    chord = np.diff(points, axis=0)
    size = np.linalg.norm(chord, axis=1)
    along = chord / size[:, None]
    # Tangents point the way the curve is walked.
    with np.errstate(invalid="ignore"):
        forward = np.where(np.sum(tangents[:-1] * along, axis=1, keepdims=True) < 0, -1.0, 1.0)
    facing = tangents * np.concatenate([forward, forward[-1:]])
    steps = size * _longer(along, facing[:-1], facing[1:] * _same_way(along, facing[1:]))
    return Arc(points, np.concatenate([[0.0], np.cumsum(steps)]), facing, closed)


def _same_way(along: np.ndarray, tangents: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.where(np.sum(tangents * along, axis=1, keepdims=True) < 0, -1.0, 1.0)


def _longer(along: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """How much longer the arc is than its chord: of the cubic with the same tangents, 1 + (2a² - ab + 2b²)/30.

    a and b are what the tangents at both ends have across the chord. 1 where they are no guide: at a corner.
    """
    a, b = (each - along * np.sum(each * along, axis=1, keepdims=True) for each in (first, last))
    longer = 1 + (2 * (a * a).sum(axis=1) - (a * b).sum(axis=1) + 2 * (b * b).sum(axis=1)) / 30
    is_smooth = np.isfinite(longer) & (longer < 1.05)
    return np.where(is_smooth, longer, 1.0)

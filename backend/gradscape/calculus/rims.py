"""Where a function of two variables ends between the points of a grid: undefined points moved to the rim."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64, Int64

from gradscape.calculus.field import Field

_NEIGHBOURS = [(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)]
_HALVINGS = 12  # a cell's side over 4096 is nothing to see
_MOST = 4096  # pairs: a function with more gaps than that has no rim one could draw


class Rim(NamedTuple):
    """Points of the grid without a value, and the nearest place with one towards a neighbour that has one.

    rows, columns: of the points. x, y, z: of the places, on the line to a neighbour, where z = f(x, y) is finite.
    """

    rows: Int64[np.ndarray, " n"]
    columns: Int64[np.ndarray, " n"]
    x: Float64[np.ndarray, " n"]
    y: Float64[np.ndarray, " n"]
    z: Float64[np.ndarray, " n"]


def rim(field: Field, x: Float64[np.ndarray, " r"], y: Float64[np.ndarray, " r"], z: Float64[np.ndarray, "r r"]) -> Rim:
    """The rim of where f is defined, by bisection between neighbours of which one is.

    Only where nothing is defined for two points beyond: a gap that is thinner would be bridged, and a single point
    that is missing, or a line of them as of 1/x, is no rim. Points on the first row and column stay: drawings take the
    spacing of the grid from them.
    """
    holes, ends = _pairs(np.isfinite(z))
    none, nowhere = np.zeros(0, int), np.zeros(0)
    nothing = Rim(none, none, nowhere, nowhere, nowhere)
    if not 0 < len(holes) <= _MOST:
        return nothing
    inside, outside = (np.stack([x[places[:, 1]], y[places[:, 0]]], axis=-1) for places in (ends, holes))
    # Where only its digits are lost, f does not end.
    is_end = ~np.isfinite(field.values(outside))
    if not is_end.any():
        return nothing
    holes, ends, inside, outside = holes[is_end], ends[is_end], inside[is_end], outside[is_end]
    shares, heights = _bisected(field, inside, outside, z[ends[:, 0], ends[:, 1]])
    # The shorter way of those from one point; diagonals are longer.
    steps = (1 - shares) * np.hypot(*(holes - ends).T)
    order = np.lexsort([steps, holes[:, 1], holes[:, 0]])
    first = order[_firsts(holes[order])]
    places = inside + shares[:, None] * (outside - inside)
    rows, columns = holes[first].T
    return Rim(rows, columns, places[first, 0], places[first, 1], heights[first])


def _pairs(known: Bool[np.ndarray, "r r"]) -> tuple[Int64[np.ndarray, "n 2"], Int64[np.ndarray, "n 2"]]:
    """Rows and columns of the points without a value, and of the neighbours that have one and lie on the rim."""
    # A line of gaps that ends at the edge of the grid is one beyond it too.
    inside, beyond = np.pad(known, 2), np.pad(known, 2, mode="reflect")
    size = len(known)
    holes: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    for j, i in _NEIGHBOURS:

        def at(room: Bool[np.ndarray, "s s"], times: int, j: int = j, i: int = i) -> Bool[np.ndarray, "r r"]:
            rows, columns = 2 + times * j, 2 + times * i
            return room[rows : rows + size, columns : columns + size]

        found = ~known & at(inside, 1) & ~at(beyond, -1) & ~at(beyond, -2)
        found[0] = found[:, 0] = False
        places = np.argwhere(found)
        holes.append(places)
        ends.append(places + [j, i])
    return np.concatenate(holes), np.concatenate(ends)


def _bisected(
    field: Field,
    inside: Float64[np.ndarray, "n 2"],
    outside: Float64[np.ndarray, "n 2"],
    heights: Float64[np.ndarray, " n"],
) -> tuple[Float64[np.ndarray, " n"], Float64[np.ndarray, " n"]]:
    """How far from inside to outside f is still finite, and what it is there."""
    low, high = np.zeros(len(inside)), np.ones(len(inside))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        values = field.values(inside + middle[:, None] * (outside - inside))
        is_known = np.isfinite(values)
        heights = np.where(is_known, values, heights)
        low, high = np.where(is_known, middle, low), np.where(is_known, high, middle)
    return low, heights


def _firsts(rows: Int64[np.ndarray, "n 2"]) -> Bool[np.ndarray, " n"]:
    """Which of sorted rows differ from the one before."""
    return np.concatenate([[True], np.any(rows[1:] != rows[:-1], axis=1)])

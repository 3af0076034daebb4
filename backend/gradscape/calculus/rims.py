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


class _Pairs(NamedTuple):
    """Points of the grid without a value beside points that have one, all by their rows and columns.

    is_last: whether the grid ends at the point without one, seen from the other.
    """

    holes: Int64[np.ndarray, "n 2"]
    ends: Int64[np.ndarray, "n 2"]
    is_last: Bool[np.ndarray, " n"]

    def where(self, chosen: Bool[np.ndarray, " n"]) -> "_Pairs":
        return _Pairs(*(each[chosen] for each in self))


def rim(field: Field, x: Float64[np.ndarray, " r"], y: Float64[np.ndarray, " r"], z: Float64[np.ndarray, "r r"]) -> Rim:
    """The rim of where f is defined, by bisection between neighbours of which one is.

    Only where nothing is defined for two points beyond: a gap that is thinner would be bridged, and a single point
    that is missing, or a line of them as of 1/x, is no rim. At the edge of the grid, beyond which nothing is known, f
    ends before a point if it has no value short of it either.
    """
    none, nowhere = np.zeros(0, int), np.zeros(0)
    nothing = Rim(none, none, nowhere, nowhere, nowhere)
    pairs = _pairs(np.isfinite(z))
    if not 0 < len(pairs.holes) <= _MOST:
        return nothing

    def place(at: Int64[np.ndarray, "n 2"]) -> Float64[np.ndarray, "n 2"]:
        return np.stack([x[at[:, 1]], y[at[:, 0]]], axis=-1)

    # Where only its digits are lost, f does not end.
    pairs = pairs.where(~np.isfinite(field.values(place(pairs.holes))))
    if not len(pairs.holes):
        return nothing
    inside, outside = place(pairs.ends), place(pairs.holes)
    shares, heights = _bisected(field, inside, outside, z[*pairs.ends.T])
    places = inside + shares[:, None] * (outside - inside)
    first = _shortest(pairs, shares)
    rows, columns = pairs.holes[first].T
    return Rim(rows, columns, places[first, 0], places[first, 1], heights[first])


def _shortest(pairs: _Pairs, shares: Float64[np.ndarray, " n"]) -> Int64[np.ndarray, " m"]:
    """The pairs with the shortest way of those from one point without a value; diagonals are longer."""
    chosen = np.flatnonzero(~pairs.is_last | (shares < 1 - 2.0**-_HALVINGS))
    holes, ends = pairs.holes[chosen], pairs.ends[chosen]
    steps = (1 - shares[chosen]) * np.hypot(*(holes - ends).T)
    order = np.lexsort([steps, holes[:, 1], holes[:, 0]])
    return chosen[order[_firsts(holes[order])]]


def _pairs(known: Bool[np.ndarray, "r r"]) -> _Pairs:
    """Points without a value, each with every neighbour that has one and lies on the rim."""
    size = len(known)
    inside, within = np.pad(known, 2), np.pad(np.ones_like(known), 2)
    found: list[_Pairs] = []
    for j, i in _NEIGHBOURS:

        def at(room: Bool[np.ndarray, "s s"], times: int, j: int = j, i: int = i) -> Bool[np.ndarray, "r r"]:
            rows, columns = 2 + times * j, 2 + times * i
            return room[rows : rows + size, columns : columns + size]

        holes = np.argwhere(~known & at(inside, 1) & ~at(inside, -1) & ~at(inside, -2))
        found.append(_Pairs(holes, holes + [j, i], ~at(within, -1)[*holes.T]))
    return _Pairs(*map(np.concatenate, zip(*found, strict=True)))


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
    return np.concatenate([np.ones(min(len(rows), 1), bool), np.any(rows[1:] != rows[:-1], axis=1)])

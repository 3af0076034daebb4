"""Where a function passes a level: crossings of the edges of triangles and tetrahedra, joined to curves and surfaces.

Simplices, unlike squares and cubes, have one way only for a level to pass them, so that surfaces are closed wherever
they do not leave the grid, and one rule serves curves in the plane, surfaces in space and curves on surfaces.

Source: A. Doi and A. Koide, *An efficient method of triangulating equi-valued surfaces by using tetrahedral cells*
(1991); H. W. Kuhn, *Some combinatorial lemmas in topology* (1960), for the simplices of a cube.
"""

from functools import cache
from itertools import permutations, product
from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64, Int64


class Crossed(NamedTuple):
    """What a level leaves of simplices: points on their edges, (k, n), and simplices of one dimension less, (s, d)."""

    points: Float64[np.ndarray, "k n"]
    simplices: Int64[np.ndarray, "s d"]


def crossed(
    points: Float64[np.ndarray, "p n"], heights: Float64[np.ndarray, " p"], simplices: Int64[np.ndarray, "s d"]
) -> Crossed:
    """Where `heights`, linear on each simplex, are 0; d is 3 for triangles and 4 for tetrahedra.

    A height of exactly 0 counts as just above, and simplices with a missing height are left out.
    """
    above = heights >= 0
    known = np.isfinite(heights[simplices]).all(axis=1)
    inside = above[simplices]
    cut = simplices[known & inside.any(axis=1) & ~inside.all(axis=1)]
    count = cut.shape[1]
    pairs = np.concatenate([np.empty((0, count - 1, 2), np.int64), *_cut_pairs(cut, above)])
    low, high = pairs.min(axis=2), pairs.max(axis=2)
    edges, places = np.unique(low * len(points) + high, return_inverse=True)
    first, second = edges // len(points), edges % len(points)
    with np.errstate(over="ignore", invalid="ignore"):
        share = heights[first] / (heights[first] - heights[second])
    share = np.where(np.isfinite(share), share, 0.5)[:, None]
    return Crossed(points[first] * (1 - share) + points[second] * share, places.reshape(low.shape))


def _cut_pairs(cut: np.ndarray, above: np.ndarray) -> list[np.ndarray]:
    """The edges that each piece has its corners on, as pairs of points: (pieces, d - 1, 2) for each case."""
    # Corners below first, then those above, in a fixed order.
    ordered = np.take_along_axis(cut, np.argsort(above[cut], axis=1, kind="stable"), axis=1)
    below = (~above[cut]).sum(axis=1)
    pieces = []
    for lower, patches in _PATCHES[cut.shape[1]].items():
        chosen = ordered[below == lower]
        pieces += [chosen[:, np.array(patch)] for patch in patches]
    return pieces


# By how many corners lie below: pieces, each corner of which lies on the edge from a corner below to one above.
_PATCHES: dict[int, dict[int, list[list[tuple[int, int]]]]] = {
    3: {1: [[(0, 1), (0, 2)]], 2: [[(0, 2), (1, 2)]]},
    4: {
        1: [[(0, 1), (0, 2), (0, 3)]],
        2: [[(0, 2), (0, 3), (1, 3)], [(0, 2), (1, 3), (1, 2)]],
        3: [[(0, 3), (1, 3), (2, 3)]],
    },
}


def lattice(box: Float64[np.ndarray, "n 2"], side: int) -> Float64[np.ndarray, "p n"]:
    """All points of a grid with `side` points along each variable, the last one running fastest."""
    ticks = [np.linspace(low, high, side) for low, high in box]
    return np.stack(np.meshgrid(*ticks, indexing="ij"), axis=-1).reshape(-1, len(box))


def simplices_between(heights: Float64[np.ndarray, " p"], side: int, n: int) -> Int64[np.ndarray, "s d"]:
    """The simplices of those cells of a lattice in which the sign changes: 2 triangles, or 6 tetrahedra, a cell."""
    above = (heights >= 0).reshape((side,) * n)
    corners = [above[tuple(slice(c, side - 1 + c) for c in corner)] for corner in product((0, 1), repeat=n)]
    mixed = np.logical_or.reduce(corners) & ~np.logical_and.reduce(corners)
    strides = side ** np.arange(n - 1, -1, -1)
    base = np.argwhere(mixed) @ strides
    return (base[:, None, None] + (_kuhn(n) @ strides)[None]).reshape(-1, n + 1)


@cache
def _kuhn(n: int) -> np.ndarray:
    """Corners of the simplices that a unit cube is cut into, (n!, n + 1, n): one for each order of the variables."""
    steps = [np.eye(n, dtype=np.int64)[list(order)] for order in permutations(range(n))]
    return np.stack([np.concatenate([np.zeros((1, n), np.int64), np.cumsum(step, axis=0)]) for step in steps])


class Chain(NamedTuple):
    """One piece of a curve: its points by their numbers, in order; a closed one ends where it begins."""

    order: Int64[np.ndarray, " k"]
    closed: bool


def chains(segments: Int64[np.ndarray, "s 2"], count: int) -> list[Chain]:
    """Segments joined end to end, longest first; each of `count` points belongs to at most two of them."""
    segments = segments[segments[:, 0] != segments[:, 1]]
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for a, b in segments.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    seen = np.zeros(count, bool)
    ends = [k for k, near in enumerate(neighbours) if len(near) == 1]
    found = [_walked(start, neighbours, seen) for start in ends if not seen[start]]
    found += [_walked(start, neighbours, seen) for start in range(count) if neighbours[start] and not seen[start]]
    return sorted(found, key=lambda each: -len(each.order))


def _walked(start: int, neighbours: list[list[int]], seen: np.ndarray) -> Chain:
    order, here = [start], start
    seen[start] = True
    while True:
        onward = next((k for k in neighbours[here] if not seen[k]), None)
        if onward is None:
            break
        seen[onward] = True
        order.append(onward)
        here = onward
    closed = len(order) > 2 and start in neighbours[here]
    return Chain(np.array([*order, start] if closed else order), closed)


class Piece(NamedTuple):
    """A connected piece of a surface: how its corners, edges and triangles add up, and whether it has no border."""

    euler: int
    closed: bool


def pieces(triangles: Int64[np.ndarray, "t 3"], count: int) -> tuple[Piece, ...]:
    """Euler's characteristic of each connected piece: corners - edges + triangles; largest piece first."""
    if not len(triangles):
        return ()
    sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    edges, uses = np.unique(sides[:, 0] * count + sides[:, 1], return_counts=True)
    first, second = edges // count, edges % count
    links = scipy.sparse.coo_array((np.ones(len(edges)), (first, second)), shape=(count, count))
    number, labels = scipy.sparse.csgraph.connected_components(links, directed=False)
    corners = np.bincount(labels[np.unique(triangles)], minlength=number)
    of_edges, of_triangles = (np.bincount(labels[k], minlength=number) for k in (first, triangles[:, 0]))
    open_edges = np.bincount(labels[first], weights=uses != 2, minlength=number)
    used = np.flatnonzero(of_triangles)
    used = used[np.argsort(-of_triangles[used], kind="stable")]
    return tuple(Piece(int(corners[k] - of_edges[k] + of_triangles[k]), not open_edges[k]) for k in used)

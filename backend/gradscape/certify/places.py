"""Boxes of a search as geometry: widened, cut, merged, and zeros told apart."""

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.certify.newton import Root, centres

_INFLATION = 0.1
# Cells along each side of the grid that tells which places are one.
_CELLS = {1: 4096, 2: 256, 3: 64}
# A slanted curve is followed by about so many hulls.
_MOST_HULLS = 12
# As much of all may a hull cover in vain.
_WASTE = 0.01
# Where all cover more than this, by twice as many: of two curves that cross.
_LARGE = 0.2


def widened(boxes: Float64[np.ndarray, "m n 2"]) -> Float64[np.ndarray, "m n 2"]:
    """By a tenth each way, so that a zero at a cut lies well inside both halves."""
    reach = _INFLATION * (boxes[:, :, 1] - boxes[:, :, 0])
    return np.stack([boxes[:, :, 0] - reach, boxes[:, :, 1] + reach], axis=-1)


def halved(
    boxes: Float64[np.ndarray, "m n 2"],
    slopes: Float64[np.ndarray, "m n"],
    unit: Float64[np.ndarray, " n"],
    tolerance: Float64[np.ndarray, "m n"],
) -> Float64[np.ndarray, "twice n 2"]:
    """Each box cut near its middle, across the variable that moves the equations most for its width.

    Args:
        unit: of each variable, in which sides are compared.
        tolerance: no side that is narrower is cut.
    """
    width, index = boxes[:, :, 1] - boxes[:, :, 0], np.arange(len(boxes))
    shape = np.where(width > tolerance, width / unit, 0.0)
    known = np.asarray(np.isfinite(slopes).all(axis=1))
    smear = np.where(known[:, None], slopes * width, shape)
    # Curvatures may differ by hundreds of decades: a side much longer than the others is cut whatever they say.
    allowed = (shape > 0) & (shape >= 1e-3 * shape.max(axis=1, keepdims=True))
    which = np.argmax(np.where(allowed, smear, -1.0), axis=1)
    # Off the middle, so that cuts miss the round places where critical points like to sit.
    cut = boxes[index, which, 0] + 0.4871 * width[index, which]
    lower, upper = boxes.copy(), boxes.copy()
    lower[index, which, 1] = cut
    upper[index, which, 0] = cut
    return np.concatenate([lower, upper])


def distinct(roots: list[Root], box: Float64[np.ndarray, "n 2"]) -> tuple[Root, ...]:
    """Each once: two whose enclosures meet are one if either lies where the other is the only one."""
    inside = [r for r in roots if not ((r.enclosure[:, 0] > box[:, 1]) | (r.enclosure[:, 1] < box[:, 0])).any()]
    inside.sort(key=lambda each: tuple(each.enclosure[:, 0]))
    kept: list[Root] = []
    ends = np.array([each.enclosure for each in inside]).reshape(-1, len(box), 2)
    for k, root in enumerate(inside):
        first = max(0, k - 256)
        meet = (ends[first:k, :, 0] <= root.enclosure[:, 1]) & (ends[first:k, :, 1] >= root.enclosure[:, 0])
        if not any(_is_same(root, inside[first + int(j)]) for j in np.flatnonzero(meet.all(axis=1))):
            kept.append(root)
    return tuple(kept)


def _is_same(a: Root, b: Root) -> bool:
    low, high = np.minimum(a.enclosure[:, 0], b.enclosure[:, 0]), np.maximum(a.enclosure[:, 1], b.enclosure[:, 1])
    return any(bool(((low >= each.region[:, 0]) & (high <= each.region[:, 1])).all()) for each in (a, b))


def merged(boxes: Float64[np.ndarray, "m n 2"]) -> Float64[np.ndarray, "k n 2"]:
    """Boxes that touch and make a box together as one: nothing is covered that none of them covers."""
    n, places = boxes.shape[1], [each.copy() for each in boxes]
    count = len(places) + 1
    while len(places) < count:
        count = len(places)
        for k in range(n):
            places = _joined_along(places, k)
    return np.array(places).reshape(-1, n, 2)


def _joined_along(places: list[np.ndarray], k: int) -> list[np.ndarray]:
    """Those that differ in the side k only, and touch there, as one."""
    joined: list[np.ndarray] = []
    last: dict[bytes, np.ndarray] = {}
    for box in sorted(places, key=lambda each: tuple(each[:, 0])):
        others = np.delete(box, k, axis=0).tobytes()
        before = last.get(others)
        if before is not None and box[k, 0] <= before[k, 1]:
            before[k, 1] = max(before[k, 1], box[k, 1])
        else:
            last[others] = box
            joined.append(box)
    return joined


def gathered(boxes: Float64[np.ndarray, "m n 2"], whole: Float64[np.ndarray, "n 2"]) -> Float64[np.ndarray, "k n 2"]:
    """Few hulls of boxes that touch, or nearly so: along a slanted or bent curve some hulls instead of one.

    whole: the box that all lie in, whose grid of cells says what is near.
    """
    if len(boxes) < 2:
        return boxes
    size = np.maximum(whole[:, 1] - whole[:, 0], 1e-300)
    groups = [boxes[part] for part in _connected((boxes - whole[:, :1]) / size[:, None])]
    waste = [_waste(each, size) for each in groups]
    while max(waste) > _WASTE and len(groups) < _MOST_HULLS * (2 if _covered(groups, size) > _LARGE else 1):
        k = int(np.argmax(waste))
        halves = _divided(groups[k], size)
        groups[k : k + 1], waste[k : k + 1] = halves, [_waste(each, size) for each in halves]
    hulls = np.stack([_hull(each) for each in groups])
    return hulls[np.lexsort(hulls[:, ::-1, 0].T)]


def _connected(boxes: np.ndarray) -> list[np.ndarray]:
    """Indices of boxes in the unit cube that share cells of a grid, or neighbouring cells, directly or by others."""
    n = boxes.shape[1]
    cells = _CELLS[n]
    # Off the round places, so that two boxes that meet there share a cell.
    first, last = (np.clip((boxes[:, :, k] * cells + 0.37).astype(int), 0, cells) for k in (0, 1))
    taken = np.zeros((cells + 1,) * n, bool)
    for low, high in np.unique(np.stack([first, last], axis=1), axis=0):
        taken[tuple(map(slice, low, high + 1))] = True
    grid = np.zeros(taken.shape, np.int32)
    scipy.ndimage.label(taken, np.ones((3,) * n), output=grid)
    labels = grid[tuple(first.T)]
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _hull(boxes: np.ndarray) -> np.ndarray:
    return np.stack([boxes[:, :, 0].min(axis=0), boxes[:, :, 1].max(axis=0)], axis=-1)


def _covered(groups: list[np.ndarray], size: np.ndarray) -> float:
    """How much of the whole the hulls take."""
    hulls = np.stack([_hull(each) for each in groups])
    return float(((hulls[:, :, 1] - hulls[:, :, 0]) / size).prod(axis=1).sum())


def _waste(boxes: np.ndarray, size: np.ndarray) -> float:
    """How much of the hull no box covers, as a part of the whole."""
    sizes = np.append(boxes, _hull(boxes)[None], axis=0)
    volumes = ((sizes[:, :, 1] - sizes[:, :, 0]) / size).prod(axis=1)
    return float(volumes[-1] - volumes[:-1].sum()) if len(boxes) > 1 else 0.0


def _divided(boxes: np.ndarray, size: np.ndarray) -> list[np.ndarray]:
    """In two, across the side where that leaves the least covered in vain."""
    middles, hull = centres(boxes), _hull(boxes)
    ways = [[boxes[middles[:, k] <= hull[k].mean()], boxes[middles[:, k] > hull[k].mean()]] for k in range(len(size))]
    parted = [parts for parts in ways if all(map(len, parts))]
    return min(parted, key=lambda parts: sum(_waste(part, size) for part in parts), default=[boxes])

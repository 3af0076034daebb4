"""Boxes of a search as geometry: widened, cut, merged, and zeros told apart."""

import numpy as np
from jaxtyping import Float64

from gradscape.certify.newton import Root

_INFLATION = 0.1


def widened(boxes: Float64[np.ndarray, "m n 2"]) -> Float64[np.ndarray, "m n 2"]:
    """By a tenth each way, so that a zero at a cut lies well inside both halves."""
    reach = _INFLATION * (boxes[:, :, 1] - boxes[:, :, 0])
    return np.stack([boxes[:, :, 0] - reach, boxes[:, :, 1] + reach], axis=-1)


def halved(
    boxes: Float64[np.ndarray, "m n 2"], slopes: Float64[np.ndarray, "m n"], tolerance: Float64[np.ndarray, "m n"]
) -> Float64[np.ndarray, "twice n 2"]:
    """Each box cut near its middle, across the variable that moves the equations most for its width."""
    width, index = boxes[:, :, 1] - boxes[:, :, 0], np.arange(len(boxes))
    shape = width / tolerance
    known = np.asarray(np.isfinite(slopes).all(axis=1))
    smear = np.where(known[:, None], slopes * width, shape)
    # Curvatures may differ by hundreds of decades: a side much longer than the others is cut whatever they say.
    allowed = (shape > 1) & (shape >= 1e-3 * shape.max(axis=1, keepdims=True))
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


def merged(boxes: Float64[np.ndarray, "m n 2"], with_gaps: bool) -> Float64[np.ndarray, "k n 2"]:
    """Boxes that touch as one, over a gap of half their width too if asked."""
    places: list[np.ndarray] = []
    for box in sorted(boxes, key=lambda each: tuple(each[:, 0])):
        recent = np.array(places[-64:]).reshape(-1, *boxes.shape[1:])
        reach = with_gaps * (0.5 * (box[:, 1] - box[:, 0]) + 1e-300)
        touching = ((recent[:, :, 0] - reach <= box[:, 1]) & (recent[:, :, 1] + reach >= box[:, 0])).all(axis=1)
        if touching.any():
            place = places[-len(recent) + int(np.argmax(touching))]
            place[:, 0], place[:, 1] = np.minimum(place[:, 0], box[:, 0]), np.maximum(place[:, 1], box[:, 1])
        else:
            places.append(box.copy())
    return np.array(places).reshape(-1, *boxes.shape[1:])

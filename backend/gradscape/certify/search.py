"""All critical points of a function in a box, with a proof: branch and bound with the Krawczyk operator."""

import time
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from gradscape.certify.jets import Jet, jets
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.language.lowering import Code

_INFLATION = 0.1
_SMALLEST = 2.0**-44
_BATCH = 1024
_MOST_LEFT_OVER = 512
# Parts of a point's size, as half sides of boxes about it.
_LADDER = (1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-11, 1e-13)
_NO_PARAMETERS: Mapping[str, float] = {}


class Root(NamedTuple):
    """Exactly one critical point lies in `region`, and it lies in `enclosure`: both (n, 2)."""

    enclosure: np.ndarray
    region: np.ndarray


class Search(NamedTuple):
    """All critical points in a box.

    proved: nothing is left over. constant: pieces on which f is certainly constant; flat: places where the gradient
    may vanish once, several times or never, since it does not rise above its rounding; broken: places where f could
    not be shown to be analytic; unseen: boxes not looked at when time was up. Each (k, n, 2).
    """

    roots: tuple[Root, ...]
    constant: np.ndarray
    flat: np.ndarray
    broken: np.ndarray
    unseen: np.ndarray
    boxes: int
    seconds: float

    @property
    def proved(self) -> bool:
        return not (len(self.flat) or len(self.broken) or len(self.unseen))


def critical_points(
    code: Code, box: np.ndarray, seconds: float = 1.0, parameters: Mapping[str, float] = _NO_PARAMETERS
) -> Search:
    """Branch and bound with the Krawczyk operator; whatever it does not decide, it says so."""
    box = np.asarray(box, float)
    start, looked_at = time.perf_counter(), 0
    waiting, roots = box[None], []
    left_over: dict[str, list[np.ndarray]] = {"constant": [], "flat": [], "broken": []}
    smallest = _SMALLEST * np.maximum(box[:, 1] - box[:, 0], 1e-300)
    while len(waiting) and time.perf_counter() - start < seconds and _count(left_over) < _MOST_LEFT_OVER:
        # Of the smallest boxes first, so that few are waiting at any time.
        waiting, boxes = waiting[:-_BATCH], waiting[-_BATCH:]
        looked_at += len(boxes)
        waiting = np.concatenate([waiting, *_examined(code, boxes, smallest, roots, left_over, parameters)])
    # All at once: a call for one root costs as much as for a thousand.
    refined = []
    if roots:
        images, regions = (np.array(each) for each in zip(*roots, strict=True))
        refined = _refined(code, images, regions, parameters)
    empty = np.empty((0, len(box), 2))
    places = {name: _merged(np.concatenate([empty, *found]), name != "constant") for name, found in left_over.items()}
    return Search(
        _distinct(refined, box), **places, unseen=waiting, boxes=looked_at, seconds=time.perf_counter() - start
    )


def _count(left_over: dict[str, list[np.ndarray]]) -> int:
    return sum(len(boxes) for found in left_over.values() for boxes in found)


def _examined(
    code: Code,
    boxes: np.ndarray,
    smallest: np.ndarray,
    roots: list[Root],
    left_over: dict[str, list[np.ndarray]],
    parameters: Mapping[str, float],
) -> tuple[np.ndarray, np.ndarray]:
    """Boxes to look at again (they shrank), and halves of those that did not; all others are settled, or left over."""
    width = boxes[:, :, 1] - boxes[:, :, 0]
    wide = np.stack([boxes[:, :, 0] - _INFLATION * width, boxes[:, :, 1] + _INFLATION * width], axis=-1)
    jet = jets(code, parameters, wide)
    possible = (jet.state != VOID) & ~((jet.state == ANALYTIC) & jet.gradient.nonzero.any(axis=0))
    boxes, wide, jet = boxes[possible], wide[possible], jet.chosen(possible)
    analytic = jet.state == ANALYTIC
    image, doubt, keeps_sign = _krawczyk(code, wide, jet, parameters)
    usable = analytic & np.isfinite(image).all(axis=(1, 2))
    inside = usable & ((image[:, :, 0] > wide[:, :, 0]) & (image[:, :, 1] < wide[:, :, 1])).all(axis=1)
    inside &= ~keeps_sign
    roots.extend(Root(*pair) for pair in zip(image[inside], wide[inside], strict=True))
    met = np.stack([np.maximum(boxes[:, :, 0], image[:, :, 0]), np.minimum(boxes[:, :, 1], image[:, :, 1])], axis=-1)
    settled = inside | (analytic & keeps_sign) | (usable & (met[:, :, 0] > met[:, :, 1]).any(axis=1))
    sizes = jet.gradient.magnitude.T
    constant = ~settled & analytic & (sizes == 0).all(axis=1)
    noise = ~settled & ~constant & analytic & (sizes <= 8 * doubt).all(axis=1)
    tolerance = np.maximum(smallest, 4 * np.spacing(np.abs(boxes).max(axis=2)))
    is_small = ~(settled | constant | noise) & (boxes[:, :, 1] - boxes[:, :, 0] <= tolerance).all(axis=1)
    for name, which in (
        ("constant", constant),
        ("flat", noise | (is_small & analytic)),
        ("broken", is_small & ~analytic),
    ):
        left_over[name].append(boxes[which])
    going_on = ~(settled | constant | noise | is_small)
    shrank = going_on & usable & ((met[:, :, 1] - met[:, :, 0]) < 0.5 * (boxes[:, :, 1] - boxes[:, :, 0])).any(axis=1)
    shrank &= ((boxes[:, :, 1] - boxes[:, :, 0]) > tolerance).all(axis=1)
    cut = going_on & ~shrank
    middle, spread = jet.chosen(cut).hessians()
    return met[shrank], _halved(boxes[cut], (np.abs(middle) + spread).sum(axis=1), tolerance[cut])


def _krawczyk(
    code: Code, boxes: np.ndarray, jet: Jet, parameters: Mapping[str, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every critical point of the box lies in c - Y g(c) + (1 - Y H)(X - c); if that is inside, there is one (1969).

    Returns that image, how far rounding blurs each slope at the centre, and where the mean value theorem alone says
    that some slope keeps its sign.
    """
    n = boxes.shape[1]
    centre = boxes.mean(axis=2)
    at_centre = jets(code, parameters, np.stack([centre, centre], axis=-1), order=1)
    middle, spread = jet.hessians()
    inverse = _inverses(middle)
    with np.errstate(all="ignore"):
        rounding = 4 * n * 2.3e-16 * (np.abs(inverse) @ np.abs(middle) + np.eye(n))
        left_over = np.abs(np.eye(n) - inverse @ middle) + np.abs(inverse) @ spread + rounding
        slope, doubt = at_centre.gradient.middle.T[:, :, None], at_centre.gradient.radius.T[:, :, None]
        radius = np.maximum(boxes[:, :, 1] - centre, centre - boxes[:, :, 0])[:, :, None]
        step = (inverse @ slope)[:, :, 0]
        reach = (left_over @ radius + np.abs(inverse) @ (doubt + 4 * n * 2.3e-16 * np.abs(slope)))[:, :, 0]
        reach = reach * (1 + 1e-14) + 2e-16 * np.abs(centre) + 1e-300
        change = ((np.abs(middle) + spread) @ radius)[:, :, 0] * (1 + 1e-14)
        keeps_sign = (np.abs(slope[:, :, 0]) - doubt[:, :, 0] > change).any(axis=1)
    image = np.stack([centre - step - reach, centre - step + reach], axis=-1)
    return image, at_centre.gradient.radius.T, keeps_sign


def _inverses(matrices: np.ndarray) -> np.ndarray:
    usable = np.asarray(np.isfinite(matrices).all(axis=(1, 2)))
    with np.errstate(all="ignore"):
        usable &= np.abs(np.linalg.det(np.where(usable[:, None, None], matrices, 0.0))) > 1e-290
    inverse = np.full(matrices.shape, np.nan)
    if usable.any():
        inverse[usable] = np.linalg.inv(matrices[usable])
    return inverse


def _refined(code: Code, images: np.ndarray, regions: np.ndarray, parameters: Mapping[str, float]) -> list[Root]:
    """The enclosures after a few more turns, which square their width each time."""
    for _ in range(4):
        narrower, *_ = _krawczyk(code, images, jets(code, parameters, images), parameters)
        low, high = np.maximum(images[:, :, 0], narrower[:, :, 0]), np.minimum(images[:, :, 1], narrower[:, :, 1])
        better = np.asarray(np.isfinite(narrower).all(axis=(1, 2)) & (low <= high).all(axis=1))
        images = np.where(better[:, None, None], np.stack([low, high], axis=-1), images)
    return [Root(*pair) for pair in zip(images, regions, strict=True)]


def _halved(boxes: np.ndarray, slopes: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    """Each box cut near its middle, across the variable that moves the gradient most for its width."""
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


def _distinct(roots: list[Root], box: np.ndarray) -> tuple[Root, ...]:
    """Each once: two whose enclosures meet are one if either lies where the other is the only one."""
    inside = [r for r in roots if not ((r.enclosure[:, 0] > box[:, 1]) | (r.enclosure[:, 1] < box[:, 0])).any()]
    inside.sort(key=lambda each: tuple(each.enclosure[:, 0]))
    kept: list[Root] = []
    ends = np.array([each.enclosure for each in inside]).reshape(-1, len(box), 2)
    for k, root in enumerate(inside):
        near = slice(max(0, k - 256), k)
        meet = (ends[near, :, 0] <= root.enclosure[:, 1]) & (ends[near, :, 1] >= root.enclosure[:, 0])
        if not any(_is_same(root, inside[max(0, k - 256) + int(j)]) for j in np.flatnonzero(meet.all(axis=1))):
            kept.append(root)
    return tuple(kept)


def _is_same(a: Root, b: Root) -> bool:
    low, high = np.minimum(a.enclosure[:, 0], b.enclosure[:, 0]), np.maximum(a.enclosure[:, 1], b.enclosure[:, 1])
    return any(bool(((low >= each.region[:, 0]) & (high <= each.region[:, 1])).all()) for each in (a, b))


def _merged(boxes: np.ndarray, with_gaps: bool) -> np.ndarray:
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


def enclosed(code: Code, point: np.ndarray, parameters: Mapping[str, float] = _NO_PARAMETERS) -> Root | None:
    """The critical point that Newton's method came to, with a proof that it is there and alone; None without one."""
    return enclosed_all(code, np.asarray(point, float)[None], parameters)[0]


def enclosed_all(
    code: Code,
    points: np.ndarray,
    parameters: Mapping[str, float] = _NO_PARAMETERS,
    width: np.ndarray | None = None,
) -> list[Root | None]:
    """`enclosed` for each of (m, n) points in one go, which costs little more than one of them.

    Args:
        width: of the box that they were looked for in, (n,): Newton's method has come nearer than 1e-7 of it.
    """
    points = np.array(points, float)
    found: list[Root | None] = [None] * len(points)
    for radii in _radii(points, width):
        left = np.array([k for k, root in enumerate(found) if root is None], int)
        if not len(left):
            break
        if len(radii) > 1:
            points[left] = _polished(code, points[left], parameters)
        for k, root in zip(left.tolist(), _first_proofs(code, points[left], radii[:, left], parameters), strict=True):
            found[k] = root
    return found


def _polished(code: Code, points: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
    """Two steps of Newton's method as it stands: those of a walk spare directions that hardly curve."""
    for _ in range(2):
        jet = jets(code, parameters, np.stack([points, points], axis=-1))
        with np.errstate(all="ignore"):
            steps = (_inverses(jet.hessians()[0]) @ jet.gradient.middle.T[:, :, None])[:, :, 0]
        is_small = np.abs(steps) <= 1e-3 * np.maximum(1.0, np.abs(points))
        points = np.where((is_small & np.isfinite(steps)).all(axis=1)[:, None], points - steps, points)
    return points


def _radii(points: np.ndarray, width: np.ndarray | None) -> list[np.ndarray]:
    """Half sides to try, (r, m, n): first the one that mostly does, then a ladder of all sizes that a point has."""
    of_point = np.maximum(1.0, np.abs(points).max(axis=1, keepdims=True)) * np.ones(points.shape)
    # Each coordinate by its own size too, for valleys like Powell's, where one is a millionth of the other.
    sizes = [of_point, np.where(points == 0, 1.0, np.abs(points))]
    if width is not None:
        sizes.insert(0, np.broadcast_to(width, points.shape))
    return [1e-7 * sizes[0][None], np.stack([part * size for size in sizes for part in _LADDER])]


def _first_proofs(
    code: Code, points: np.ndarray, radii: np.ndarray, parameters: Mapping[str, float]
) -> list[Root | None]:
    """For each point the first of its boxes that the Krawczyk operator maps into itself."""
    rungs, count, n = radii.shape
    regions = np.stack([points - radii, points + radii], axis=-1).reshape(-1, n, 2)
    proved = np.zeros(rungs * count, bool)
    images = np.empty(regions.shape)
    for first in range(0, len(regions), _BATCH):
        tile = slice(first, first + _BATCH)
        jet = jets(code, parameters, regions[tile])
        image, *_ = _krawczyk(code, regions[tile], jet, parameters)
        inside = (image[:, :, 0] > regions[tile, :, 0]) & (image[:, :, 1] < regions[tile, :, 1])
        proved[tile], images[tile] = (jet.state == ANALYTIC) & inside.all(axis=1), image
    by_rung = proved.reshape(rungs, count)
    which = np.flatnonzero(by_rung.any(axis=0))
    chosen = by_rung.argmax(axis=0)[which] * count + which
    found: list[Root | None] = [None] * count
    images, regions = images[chosen], regions[chosen]
    # Each turn squares the width; what is far narrower than its region already is as narrow as rounding lets it be.
    wide = ((images[:, :, 1] - images[:, :, 0]) > 1e-5 * (regions[:, :, 1] - regions[:, :, 0])).any(axis=1)
    roots = [Root(*pair) for pair in zip(images, regions, strict=True)]
    if wide.any():
        refined = _refined(code, images[wide], regions[wide], parameters)
        for k, root in zip(np.flatnonzero(wide).tolist(), refined, strict=True):
            roots[k] = root
    for k, root in zip(which.tolist(), roots, strict=True):
        found[k] = root
    return found

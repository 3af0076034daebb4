"""All critical points of a function in a box, with a proof: branch and bound with interval Newton operators.

Sources: R. E. Moore, *Interval Analysis* (1966), for the search; `newton` names those of its operators.
"""

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape import interest
from gradscape.certify.equations import Sought, System, equations
from gradscape.certify.jets import NO_PARAMETERS, Enclosing
from gradscape.certify.lagrange import Constraint, lagrange_equations
from gradscape.certify.newton import Root, centres, inverses, krawczyk, narrowed, refined
from gradscape.certify.places import distinct, gathered, halved, merged, widened
from gradscape.certify.regions import Region, Within, parted
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.certify.waiting import Boxes, Waiting
from gradscape.language.lowering import Code

_SMALLEST = 2.0**-44
_BATCH = 1024
# As much of a box at most may an operator leave, for what it leaves to be taken for a root.
_CONTRACTING = 0.75
_MOST_LEFT_OVER = 4096
# Parts of a point's size, as half sides of boxes about it.
_LADDER = (1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-11, 1e-13)


class Search(NamedTuple):
    """All zeros in a box.

    proved: nothing is left over. constant: pieces on which all vanishes for certain; flat: places where there may be
    one zero, several or none, since what should vanish does not rise above its rounding; broken: places where f could
    not be shown to be analytic; unseen: places not decided when time was up; border: zeros of which rounding does not
    tell whether they are in the region that was searched. Each (k, n, 2), all but the last hulls of boxes that touch.
    """

    roots: tuple[Root, ...]
    constant: np.ndarray
    flat: np.ndarray
    broken: np.ndarray
    unseen: np.ndarray
    border: np.ndarray
    boxes: int
    seconds: float
    box: np.ndarray

    @property
    def proved(self) -> bool:
        return not (len(self.flat) or len(self.broken) or len(self.unseen) or len(self.border))


class Limits(NamedTuple):
    """When to give up: after so many seconds, or boxes looked at."""

    seconds: float
    boxes: int = 10_000_000


# How long a proof may take, if nothing else is said.
SECONDS = 1.0


def critical_points(
    code: Code,
    box: Float64[np.ndarray, "n 2"],
    seconds: float | None = None,
    parameters: Mapping[str, float] = NO_PARAMETERS,
    *,
    within: Region = (),
    most_boxes: int = 10_000_000,
) -> Search:
    """All zeros of the gradient; whatever is not decided is said so. For one to three variables.

    It gives up after so many seconds or boxes, or when the time of the whole question is up (between batches).

    Args:
        within: inequalities that zeros must satisfy, too.
    """
    limits = Limits(SECONDS if seconds is None else seconds, most_boxes)
    return _searched(equations(code, parameters, len(box)), box, limits, within)


def zeros(
    code: Code,
    interval: Float64[np.ndarray, "1 2"],
    order: int,
    parameters: Mapping[str, float] = NO_PARAMETERS,
    limits: Limits | None = None,
) -> Search:
    """All zeros of f, f' or f'' (order 0, 1, 2) of one variable, at which the sign changes."""
    return _searched(equations(code, parameters, 1, order), interval, limits or Limits(SECONDS))


def tangencies(
    f: Enclosing,
    constraints: Sequence[Constraint],
    box: Float64[np.ndarray, "n 2"],
    seconds: float | None = None,
    *,
    within: Region = (),
    most_boxes: int = 10_000_000,
) -> Search:
    """All points of a set in the box at which ∇f is a combination of its normals, of two or three variables.

    Args:
        constraints: fewer than variables, one at least.
        within: inequalities that zeros must satisfy, too.
    """
    limits = Limits(SECONDS if seconds is None else seconds, most_boxes)
    return _searched(lagrange_equations(f, constraints), box, limits, within)


class _Findings:
    """What a search has settled so far."""

    def __init__(self, n: int):
        self.images: list[np.ndarray] = []
        self.regions: list[np.ndarray] = []
        self.left: dict[str, list[np.ndarray]] = {
            name: [np.empty((0, n, 2))] for name in ("constant", "flat", "broken")
        }

    def count_doubtful(self) -> int:
        return sum(len(boxes) for name in ("flat", "broken") for boxes in self.left[name])

    def places(self, box: np.ndarray) -> dict[str, np.ndarray]:
        """Those that touch as few; what is certain is not stretched over gaps."""
        constant = merged(np.concatenate(self.left["constant"]))
        doubtful = {name: gathered(np.concatenate(self.left[name]), box) for name in ("flat", "broken")}
        return {"constant": constant, **doubtful}


def _searched(everywhere: Sought, box: np.ndarray, limits: Limits, within: Region = ()) -> Search:
    box = np.asarray(box, float)
    sought = Within(everywhere, within) if within else everywhere
    start, looked_at = time.perf_counter(), 0
    waiting, found = Waiting(box), _Findings(len(box))
    smallest = _SMALLEST * np.maximum(box[:, 1] - box[:, 0], 1e-300)
    while len(waiting) and not _is_over(limits, time.perf_counter() - start, looked_at, found, waiting):
        boxes = waiting.next(_BATCH)
        looked_at += len(boxes)
        waiting.add(_examined(sought, boxes, smallest, found))
    roots, border = parted(_roots(everywhere, found, box), within, len(box))
    on_breaks, unseen = waiting.on_breaks()
    found.left["broken"].append(on_breaks)
    places = found.places(box) | {"unseen": gathered(unseen, box), "border": border}
    return Search(roots, **places, boxes=looked_at, seconds=time.perf_counter() - start, box=box)


def _is_over(limits: Limits, seconds: float, boxes: int, found: _Findings, waiting: Waiting) -> bool:
    too_long = seconds >= limits.seconds or boxes >= limits.boxes
    return too_long or found.count_doubtful() >= _MOST_LEFT_OVER or waiting.is_crowded or interest.time_is_up()


def _roots(sought: Sought, found: _Findings, box: np.ndarray) -> tuple[Root, ...]:
    if not found.images:
        return ()
    # All at once: a call for one root costs as much as for a thousand.
    images, regions = np.concatenate(found.images), np.concatenate(found.regions)
    return distinct([Root(*pair) for pair in zip(refined(sought, images), regions, strict=True)], box)


def _examined(sought: Sought, boxes: np.ndarray, smallest: np.ndarray, found: _Findings) -> Boxes:
    """Boxes to look at again (they shrank), and halves of those that did not; all others are settled, or left over."""
    wide = widened(boxes)
    system = sought.over(wide)
    possible = (system.state != VOID) & ~((system.state == ANALYTIC) & _has_sign(system))
    boxes, wide, system = boxes[possible], wide[possible], system.chosen(possible)
    analytic = system.state == ANALYTIC
    at_centre = sought.at(centres(wide), system)
    inner, empty = narrowed(wide, system, at_centre)
    image = krawczyk(wide, system, at_centre)
    empty &= analytic
    is_root = image.certain & ~empty & (_contract(image.ends, wide) | _is_small(boxes, smallest))
    found.images.append(image.ends[is_root])
    found.regions.append(wide[is_root])
    rest = _common(boxes, inner, analytic)
    rest = _common(rest, image.ends, image.usable)
    settled = is_root | empty | (rest[:, :, 0] > rest[:, :, 1]).any(axis=1)
    sizes, doubt = system.values.magnitude.T, at_centre.radius.T
    constant = ~settled & analytic & (sizes == 0).all(axis=1)
    # Where all is no more than rounding, halves would say no more.
    noise = ~settled & ~constant & analytic & (sizes <= 8 * doubt).all(axis=1)
    open_still = ~(settled | constant | noise)
    return _shared_out(boxes, rest, open_still, constant, noise, system, smallest, found)


def _contract(images: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Whether the operator narrows enough for a few turns of it to come to the zero: near a pole it hardly does."""
    return np.asarray((_widths(images) <= _CONTRACTING * _widths(boxes)).all(axis=1))


def _widths(boxes: np.ndarray) -> np.ndarray:
    return boxes[:, :, 1] - boxes[:, :, 0]


def _is_small(boxes: np.ndarray, smallest: np.ndarray) -> np.ndarray:
    return np.asarray((_widths(boxes) <= _tolerance(boxes, smallest)).all(axis=1))


def _tolerance(boxes: np.ndarray, smallest: np.ndarray) -> np.ndarray:
    return np.maximum(smallest, 4 * np.spacing(np.abs(boxes).max(axis=2)))


def _has_sign(system: System) -> np.ndarray:
    return system.values.nonzero.any(axis=0)


def _common(boxes: np.ndarray, others: np.ndarray, where: np.ndarray) -> np.ndarray:
    """What boxes have in common with others, where these are known."""
    low, high = np.maximum(boxes[:, :, 0], others[:, :, 0]), np.minimum(boxes[:, :, 1], others[:, :, 1])
    return np.where(where[:, None, None], np.stack([low, high], axis=-1), boxes)


def _shared_out(
    boxes: np.ndarray,
    rest: np.ndarray,
    open_still: np.ndarray,
    constant: np.ndarray,
    noise: np.ndarray,
    system: System,
    smallest: np.ndarray,
    found: _Findings,
) -> Boxes:
    """Which boxes are left over, by kind, which shrank enough to be looked at as they are, and the halves of others."""
    analytic = system.state == ANALYTIC
    width, tolerance = _widths(boxes), _tolerance(boxes, smallest)
    is_small = open_still & (width <= tolerance).all(axis=1)
    left = {"constant": constant, "flat": noise | (is_small & analytic), "broken": is_small & ~analytic}
    for name, which in left.items():
        found.left[name].append(boxes[which])
    shrank = open_still & ~is_small & (_widths(rest) < 0.6 * width).any(axis=1)
    # One side at its smallest: cut the other.
    shrank &= (width > tolerance).all(axis=1)
    # Never to a point, which could not be widened, and on which everything is constant.
    left_width = _widths(rest)
    slack = np.where(left_width < np.minimum(0.1 * tolerance, width), 0.3 * tolerance, 0.0)
    rest = np.stack([rest[:, :, 0] - slack, rest[:, :, 1] + slack], axis=-1)
    cut = open_still & ~is_small & ~shrank
    slopes = np.moveaxis(system.slopes[:, :, cut].magnitude, -1, 0).sum(axis=1)
    # Of a box with a kink slopes say nothing: it is cut across its longest side.
    slopes[~analytic[cut]] = 1 / smallest
    halves = halved(rest[cut], slopes, smallest, tolerance[cut])
    smooth = np.concatenate([analytic[shrank], np.tile(analytic[cut], 2)])
    return Boxes(np.concatenate([rest[shrank], halves]), smooth)


def enclosed(code: Code, point: np.ndarray, parameters: Mapping[str, float] = NO_PARAMETERS) -> Root | None:
    """The critical point that Newton's method came to, with a proof that it is there and alone; None without one."""
    return enclosed_all(code, np.asarray(point, float)[None], parameters)[0]


def enclosed_all(
    code: Code,
    points: np.ndarray,
    parameters: Mapping[str, float] = NO_PARAMETERS,
    width: np.ndarray | None = None,
) -> list[Root | None]:
    """`enclosed` for each of (m, n) points in one go, which costs little more than one of them.

    Args:
        width: of the box that they were looked for in, (n,): Newton's method has come nearer than 1e-7 of it.
    """
    points = np.array(points, float)
    found: list[Root | None] = [None] * len(points)
    sought = equations(code, parameters, points.shape[1])
    for radii in _radii(points, width):
        left = np.array([k for k, root in enumerate(found) if root is None], int)
        if not len(left):
            break
        if len(radii) > 1:
            points[left] = _polished(sought, points[left])
        for k, root in zip(left.tolist(), _first_proofs(sought, points[left], radii[:, left]), strict=True):
            found[k] = root
    return found


def _polished(sought: Sought, points: np.ndarray) -> np.ndarray:
    """Two steps of Newton's method as it stands: those of a walk spare directions that hardly curve."""
    for _ in range(2):
        system = sought.by_jets(np.stack([points, points], axis=-1))
        with np.errstate(all="ignore"):
            slopes = np.moveaxis(system.slopes.middle, -1, 0)
            steps = (inverses(slopes) @ system.values.middle.T[:, :, None])[:, :, 0]
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


def _first_proofs(sought: Sought, points: np.ndarray, radii: np.ndarray) -> list[Root | None]:
    """For each point the first of its boxes that the Krawczyk operator maps into itself."""
    rungs, count, n = radii.shape
    regions = np.stack([points - radii, points + radii], axis=-1).reshape(-1, n, 2)
    proved = np.zeros(rungs * count, bool)
    images = np.empty(regions.shape)
    for first in range(0, len(regions), _BATCH):
        tile = slice(first, first + _BATCH)
        system = sought.by_jets(regions[tile])
        image = krawczyk(regions[tile], system, sought.at(centres(regions[tile]), system))
        proved[tile], images[tile] = image.certain, image.ends
    by_rung = proved.reshape(rungs, count)
    which = np.flatnonzero(by_rung.any(axis=0))
    chosen = by_rung.argmax(axis=0)[which] * count + which
    found: list[Root | None] = [None] * count
    images, regions = images[chosen], regions[chosen]
    # Each turn squares the width; what is far narrower than its region already is as narrow as rounding lets it be.
    wide = ((images[:, :, 1] - images[:, :, 0]) > 1e-5 * (regions[:, :, 1] - regions[:, :, 0])).any(axis=1)
    roots = [Root(*pair) for pair in zip(images, regions, strict=True)]
    if wide.any():
        narrow = refined(sought, images[wide])
        for k, enclosure in zip(np.flatnonzero(wide).tolist(), narrow, strict=True):
            roots[k] = Root(enclosure, regions[k])
    for k, root in zip(which.tolist(), roots, strict=True):
        found[k] = root
    return found

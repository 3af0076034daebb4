"""Where a function is certainly analytic, and what is certain on the two sides of a point where it may not be."""

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64, Int8

from gradscape.certify.jets import NO_PARAMETERS, enclosing, jets
from gradscape.certify.rules import ANALYTIC, DEFINED, UNDECIDED, VOID
from gradscape.language.lowering import Code

_RUNGS = 64
# Of them, so many must be void before a side is.
_NEAREST = 8
_EACH = np.arange(_NEAREST)
_MOST_PARTS = 1024
# So many roundings beside a place one looks for a break in it: from each distance on both sides.
_ASIDE = np.array([-8.0, 8.0, -64.0, 64.0])


class Certain(NamedTuple):
    """f is analytic within `radius` of the point in every coordinate; 0 where that could not be shown."""

    radius: float
    void: bool


def analytic_radius(code: Code, point: np.ndarray, parameters: Mapping[str, float] = NO_PARAMETERS) -> Certain:
    """A radius within which f is certainly analytic: the largest of 64, from two roundings to at least 1."""
    point = np.asarray(point, float)
    size = float(np.abs(point).max())
    smallest = max(2 * np.spacing(size), 1e-300)
    radii = np.geomspace(smallest, max(1.0, size), _RUNGS)
    found = _states(code, point, radii, parameters)
    held = int(np.argmin(np.append(found == ANALYTIC, False)))
    return Certain(float(radii[held - 1]) if held else 0.0, bool(found[0] == VOID))


def _states(code: Code, point: np.ndarray, radii: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
    lows = np.nextafter(point - radii[:, None], -np.inf)
    highs = np.nextafter(point + radii[:, None], np.inf)
    return jets(code, parameters, np.stack([lows, highs], axis=-1), order=0).state


def states(
    code: Code, places: Float64[np.ndarray, " k"], parameters: Mapping[str, float] = NO_PARAMETERS
) -> np.ndarray:
    """What is certain of f within two roundings of each place (`certify.rules`): (k,)."""
    return _states_within(code, places, 2 * _rounding(places), parameters)


def _rounding(places: np.ndarray) -> np.ndarray:
    """From each place to the next; about 0 far more, so that nothing underflows."""
    return np.where(places == 0, 1e-290, np.spacing(np.abs(places)))


def _states_within(code: Code, places: np.ndarray, radii: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
    ends = np.stack([np.nextafter(places - radii, -np.inf), np.nextafter(places + radii, np.inf)], axis=-1)
    return jets(code, parameters, ends[:, None, :], order=0).state


def breaks_within_rounding(
    code: Code, points: Float64[np.ndarray, "m n"], parameters: Mapping[str, float] = NO_PARAMETERS
) -> Bool[np.ndarray, "m n"]:
    """Along which axes f certainly has a corner or a jump so near to a point that no float tells the two apart.

    |sin x| at the float beside pi: its slope there is 1 on the right of it and -1 on the left.
    """
    unit, found = _rounding(points), np.zeros(points.shape, bool)
    around = np.stack([points - 2 * unit, points + 2 * unit], axis=-1)
    doubtful = np.flatnonzero(np.isin(jets(code, parameters, around, order=0).state, (UNDECIDED, DEFINED)))
    for k in range(points.shape[1] if len(doubtful) else 0):
        beside = points[doubtful, None].repeat(len(_ASIDE), axis=1)
        beside[:, :, k] += unit[doubtful, k, None] * _ASIDE
        jet = jets(code, parameters, np.stack([beside.reshape(-1, beside.shape[2])] * 2, axis=-1), order=1)
        ends = np.stack([jet.value.lo, jet.value.hi, jet.gradient.lo[k], jet.gradient.hi[k]], axis=-1).reshape(-1, 2, 2)
        # A value may be certain where its slope is not.
        ends[(jet.state != ANALYTIC)[:, None] | ~np.isfinite(ends).all(axis=2)] = np.nan
        # By place, distance, and side: the ends of the value, and those of the slope.
        sides = ends.reshape(-1, len(_ASIDE) // 2, 2, 2, 2)
        found[doubtful, k] = [any(_apart(both[:, 0]) or _apart(both[:, 1]) for both in place) for place in sides]
    return found


def is_analytic_over(
    code: Code, box: Float64[np.ndarray, "n 2"], parameters: Mapping[str, float] = NO_PARAMETERS
) -> bool:
    """Whether f is certainly analytic all over a box, which is cut into at most some thousand parts to see it."""
    boxes = np.asarray(box, float)[None]
    while 0 < len(boxes) <= _MOST_PARTS:
        boxes = boxes[jets(code, parameters, boxes, order=0).state != ANALYTIC]
        for k in range(len(box)):
            lower, upper = boxes.copy(), boxes.copy()
            # Off the middle, for kinks like to sit at round places: on a cut both halves would have them.
            lower[:, k, 1] = upper[:, k, 0] = boxes[:, k, 0] + 0.4871 * (boxes[:, k, 1] - boxes[:, k, 0])
            boxes = np.concatenate([lower, upper])
    return not len(boxes)


class Beside(NamedTuple):
    """What is certain just left and right of x, nearer than any distance that was tried: (2, 2), each a side's ends.

    analytic, void: (2,), whether f certainly is so on a side of x, however near.
    """

    values: np.ndarray
    slopes: np.ndarray
    analytic: np.ndarray
    void: np.ndarray


class Sides(NamedTuple):
    """The same, and what it proves.

    kind: pole: values beyond all floats; jump: values that stay apart; corner: slopes that do; None: not shown.
    """

    kind: Literal["smooth", "pole", "jump", "corner", "edge", "undefined"] | None
    values: np.ndarray
    slopes: np.ndarray
    analytic: np.ndarray
    void: np.ndarray


def sides(code: Code, x: float, parameters: Mapping[str, float] = NO_PARAMETERS) -> Sides:
    """What is certain on both sides of one place."""
    [found] = beside(code, np.array([x]), parameters)
    return Sides(_kind_of(code, x, parameters, found.values, found.slopes, found.void), *found)


def beside(
    code: Code, places: Float64[np.ndarray, " k"], parameters: Mapping[str, float] = NO_PARAMETERS
) -> list[Beside]:
    """What is certain beside each place, itself left out by one rounding: there |x| has certain slopes."""
    # All sides at once: a call for one box costs nearly as much as for hundreds.
    boxes = np.concatenate([_beside(x) for x in places.tolist()])
    jet = jets(code, parameters, boxes[:, None, :], order=1)
    state = jet.state.reshape(-1, 2, _NEAREST)
    analytic, void = state[:, :, 0] == ANALYTIC, (state == VOID).all(axis=2)
    parts = (np.stack([part.lo, part.hi], axis=-1) for part in (jet.value, jet.gradient[0]))
    values, slopes = (np.where(analytic[..., None], part[::_NEAREST].reshape(-1, 2, 2), np.nan) for part in parts)
    return [Beside(*each) for each in zip(values, slopes, analytic, void, strict=True)]


def _beside(x: float) -> Float64[np.ndarray, "boxes 2"]:
    """The nearest boxes of the ladder, those on the left first."""
    hole = math.ulp(x) if x else 1e-290
    step = (max(1.0, abs(x)) / (4 * hole)) ** (1 / (_RUNGS - 1))
    radii = 4 * hole * step**_EACH
    boxes = np.empty((2, _NEAREST, 2))
    boxes[0, :, 0], boxes[0, :, 1], boxes[1, :, 0], boxes[1, :, 1] = x - radii, x - hole, x + hole, x + radii
    return boxes.reshape(-1, 2)


def _kind_of(code: Code, x: float, parameters: Mapping[str, float], values, slopes, void):
    if void.any():
        return "undefined" if void.all() else "edge"
    is_bounded = bool(np.isfinite(values).all())
    if is_bounded and (_apart(values) or _apart(slopes)):
        return "jump" if _apart(values) else "corner"
    if states(code, np.array([x]), parameters)[0] == ANALYTIC:
        return "smooth"
    return "pole" if np.isinf(values).any() else None


def _apart(ends: np.ndarray) -> bool:
    """Whether the gap between the sides is much wider than either; a cube root closes its own within the hole."""
    gap = max(ends[1, 0] - ends[0, 1], ends[0, 0] - ends[1, 1])
    return bool(gap > 16 * (ends[:, 1] - ends[:, 0]).max())


def signs(
    code: Code,
    intervals: Float64[np.ndarray, "m 2"],
    order: int,
    parameters: Mapping[str, float] = NO_PARAMETERS,
) -> Int8[np.ndarray, " m"]:
    """Of f, f', f'' or f''' (orders 0 to 3) all over each interval: 1 or -1 where it is certain, else 0."""
    jet = enclosing(code, parameters).jets(np.asarray(intervals, float)[:, None, :], order)
    part = (jet.value[None], jet.gradient, jet.hessian, jet.third)[order][0]
    known = (jet.state == ANALYTIC) & part.nonzero
    return np.where(known, np.where(part.lo >= 0, 1, -1), 0).astype(np.int8)

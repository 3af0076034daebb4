"""Interval Newton operators: where in a box a zero may lie, and whether one certainly does, alone.

Sources: R. Krawczyk, *Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken* (1969); A. Neumaier,
*Interval Methods for Systems of Equations* (1990), chapters 4 and 5.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.certify import intervals as iv
from gradscape.certify.equations import Sought, System
from gradscape.certify.intervals import Interval
from gradscape.certify.rules import ANALYTIC

_UNIT = 2.3e-16
_MOST_TURNS = 16
# A turn that leaves more of a width than this is the last.
_WORTHWHILE = 0.9


class Root(NamedTuple):
    """Exactly one zero lies in `region`, and it lies in `enclosure`: both (n, 2)."""

    enclosure: Float64[np.ndarray, "n 2"]
    region: Float64[np.ndarray, "n 2"]


class Image(NamedTuple):
    """Krawczyk's image of each box, and whether it may be used; certain: it lies inside, so one zero does."""

    ends: Float64[np.ndarray, "m n 2"]
    usable: Bool[np.ndarray, " m"]
    certain: Bool[np.ndarray, " m"]


def krawczyk(boxes: Float64[np.ndarray, "m n 2"], system: System, at_centre: Interval) -> Image:
    """c - Y g(c) + (1 - Y G)(X - c), with G the slopes over X and Y about the inverse of their middle.

    Every zero of X lies in its image; an image inside X holds exactly one.
    """
    n, centre = boxes.shape[1], centres(boxes)
    with np.errstate(all="ignore"):
        middle, spread = np.moveaxis(system.slopes.middle, -1, 0), np.moveaxis(system.slopes.radius, -1, 0)
        inverse = inverses(middle)
        rounding = 4 * n * _UNIT * (np.abs(inverse) @ np.abs(middle) + np.eye(n))
        left_over = np.abs(np.eye(n) - inverse @ middle) + np.abs(inverse) @ spread + rounding
        slope, doubt = at_centre.middle.T[:, :, None], at_centre.radius.T[:, :, None]
        radius = np.maximum(boxes[:, :, 1] - centre, centre - boxes[:, :, 0])[:, :, None]
        step = (inverse @ slope)[:, :, 0]
        reach = (left_over @ radius + np.abs(inverse) @ (doubt + 4 * n * _UNIT * np.abs(slope)))[:, :, 0]
        reach = reach * (1 + 1e-14) + 2e-16 * np.abs(centre) + 1e-300
    ends = np.stack([centre - step - reach, centre - step + reach], axis=-1)
    usable = (system.state == ANALYTIC) & np.isfinite(ends).all(axis=(1, 2))
    inside = (ends[:, :, 0] > boxes[:, :, 0]) & (ends[:, :, 1] < boxes[:, :, 1])
    return Image(ends, usable, usable & inside.all(axis=1))


def centres(boxes: Float64[np.ndarray, "m n 2"]) -> Float64[np.ndarray, "m n"]:
    """Points inside, about the middle."""
    return np.clip(0.5 * boxes[:, :, 0] + 0.5 * boxes[:, :, 1], boxes[:, :, 0], boxes[:, :, 1])


def inverses(matrices: np.ndarray) -> np.ndarray:
    """Of each matrix; NaN where it has none."""
    usable = np.asarray(np.isfinite(matrices).all(axis=(1, 2)))
    usable &= np.abs(np.linalg.det(np.where(usable[:, None, None], matrices, 0.0))) > 1e-290
    inverse = np.full(matrices.shape, np.nan)
    if usable.any():
        inverse[usable] = np.linalg.inv(matrices[usable])
    return inverse


def narrowed(
    boxes: Float64[np.ndarray, "m n 2"], system: System, at_centre: Interval
) -> tuple[Float64[np.ndarray, "m n 2"], Bool[np.ndarray, " m"]]:
    """What of each box the i-th equation alone leaves for the i-th variable, and which boxes hold no zero.

    By the mean value theorem gᵢ(c) + Σₖ Gᵢₖ (xₖ - cₖ) = 0, solved for xᵢ (Neumaier's componentwise Newton step): it
    works on boxes that are far too wide for `krawczyk`. Other variables of the same equation were tried: they save
    fewer boxes than they cost. Only where the state is analytic.
    """
    n, centre, boxes = boxes.shape[1], centres(boxes), boxes.copy()
    empty = np.zeros(len(boxes), bool)
    with np.errstate(all="ignore"):
        for i in range(n):
            rest = at_centre[i]
            for k in range(n):
                rest = rest + _term(boxes, centre, system, i, k) if k != i else rest
            _solve(boxes[:, i], centre[:, i], rest, system.slopes[i, i])
            empty |= boxes[:, i, 0] > boxes[:, i, 1]
            boxes[empty, i] = centre[empty, i, None]
    return boxes, empty


def _term(boxes: np.ndarray, centre: np.ndarray, system: System, i: int, k: int) -> Interval:
    return system.slopes[i, k] * (iv.interval(boxes[:, k, 0], boxes[:, k, 1]) - iv.interval(centre[:, k]))


def _solve(ends: np.ndarray, centre: np.ndarray, rest: Interval, slope: Interval) -> None:
    """Cuts `ends` (m, 2) to the x with rest + slope (x - c) = 0."""
    c = iv.interval(centre)
    # x = c + q for q = -rest / slope, one ray each side of a gap where the slope may be 0 and the rest may not.
    # 0 times any x is 0: a slope that may be 0 says nothing, even where the rest is certainly 0.
    solution = iv.where(slope.nonzero, c + -rest / slope, iv.whole(centre))
    sign = np.where(rest.lo > 0, 1.0, np.where(rest.hi < 0, -1.0, 0.0))
    least = np.where(sign > 0, rest.lo, -rest.hi) * (1 - 4e-16)
    up, down = least / slope.hi * (1 - 4e-16), least / -slope.lo * (1 - 4e-16)
    before, after = np.where(sign > 0, up, down), np.where(sign > 0, down, up)
    is_gap = (sign != 0) & (slope.lo < 0) & (slope.hi > 0)
    gap_low, gap_high = (c - iv.interval(before)).hi, (c + iv.interval(after)).lo
    low, high = np.maximum(ends[:, 0], solution.lo), np.minimum(ends[:, 1], solution.hi)
    ends[:, 0] = np.where(is_gap & (low > gap_low), np.maximum(low, gap_high), low)
    ends[:, 1] = np.where(is_gap & (high < gap_high), np.minimum(high, gap_low), high)


def refined(sought: Sought, images: Float64[np.ndarray, "m n 2"]) -> Float64[np.ndarray, "m n 2"]:
    """Enclosures after more turns, each as long as they bring something: near the zero, one squares the width.

    Args:
        images: a turn must leave well less than all of them, as of those that a search takes for roots.
    """
    images, left = images.copy(), np.arange(len(images))
    for _ in range(_MOST_TURNS):
        before = images[left]
        images[left] = _turned(sought, before, sought.over(before))
        left = left[(_widths(images[left]) < _WORTHWHILE * _widths(before)).any(axis=1)]
        if not len(left):
            break
    # Where all is narrow, intervals lose least to rounding.
    return _turned(sought, images, sought.by_jets(images))


def _widths(boxes: np.ndarray) -> np.ndarray:
    return boxes[:, :, 1] - boxes[:, :, 0]


def _turned(sought: Sought, images: np.ndarray, system: System) -> np.ndarray:
    narrower = krawczyk(images, system, sought.at(centres(images), system)).ends
    low, high = np.maximum(images[:, :, 0], narrower[:, :, 0]), np.minimum(images[:, :, 1], narrower[:, :, 1])
    better = np.asarray(np.isfinite(narrower).all(axis=(1, 2)) & (low <= high).all(axis=1))
    return np.where(better[:, None, None], np.stack([low, high], axis=-1), images)

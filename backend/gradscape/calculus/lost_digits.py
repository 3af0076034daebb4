"""Where rounding has eaten the digits of a number: 1 - cos x has none left at x = 1e-9.

A number counts as lost where its error may exceed a millionth of what it is measured by: on a curve its own size and
the median size of that derivative, at a single point what it would change by over the way to 0, or over a unit.
"""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.field import Field
from gradscape.calculus.zero_to_rounding import measures, settled, settled_series
from gradscape.machine.machine import Jet

# As much of a number may be wrong.
TOLERANCE = 1e-6
# Numbers so small have few digits by themselves: nothing has cancelled.
_UNDERFLOW = 1e-300
_LARGEST = np.finfo(float).max
# On a curve so many places are looked at first, half of them evenly, half where it is roughest.
_PROBES = 100
# A good number so few places from two lost ones is luck.
_LUCKY = 5


def checked_curve(
    field: Field, x: Float64[np.ndarray, " samples"], beside: Float64[np.ndarray, " places"], orders: int
) -> tuple[Float64[np.ndarray, "orders all"], Bool[np.ndarray, "orders all"], Float64[np.ndarray, "orders places"]]:
    """f, f', ... along a curve and then at places beside it, and which of these numbers have lost their digits.

    At the places beside it, also how far rounding may have moved them.
    """
    everywhere, samples = np.concatenate([x, beside]), len(x)
    if samples <= 2 * _PROBES:
        values, error = (part[:orders] for part in field.checked_series(everywhere))
        lost = _is_lost(values, error, typical(values[:, :samples]))
    else:
        values = field.series(everywhere)[:orders]
        lost, error = _lost_where_probed(field, everywhere, values, samples)
    closed = np.concatenate([_closed(lost[:, :samples]), lost[:, samples:]], axis=1)
    return values, closed, error[:, error.shape[1] - len(beside) :]


def _lost_where_probed(
    field: Field, everywhere: np.ndarray, values: np.ndarray, samples: int
) -> tuple[np.ndarray, np.ndarray]:
    """All samples of a long curve are looked at only where a few of them are lost; every place beside it is.

    Also how far those that were looked at last may be off, of which the places beside are the last.
    """
    usual, lost, error = typical(values[:, :samples]), np.zeros(values.shape, bool), values
    for which in (_probes(values[:, :samples], len(everywhere)), np.arange(len(everywhere))):
        error = field.checked_series(everywhere[which])[1][: len(values)]
        lost[:, which] = _is_lost(values[:, which], error, usual)
        if not lost[:, :samples].any():
            break
    return lost, error


def _closed(lost: np.ndarray) -> np.ndarray:
    """The few between lost ones are lost too: at the end of a stretch one or the other passes by luck."""
    there = np.array(lost)
    for row in there:
        places = np.flatnonzero(row)
        for before, after in pairwise(places):
            if after - before <= _LUCKY:
                row[before:after] = True
    return there


def _is_lost(values: np.ndarray, error: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Where the error is more than a part of a number itself and of the size that its derivative has elsewhere."""
    return np.isfinite(values) & (error > TOLERANCE * (np.abs(values) + usual[:, None]))


def typical(values: Float64[np.ndarray, "orders samples"]) -> Float64[np.ndarray, " orders"]:
    """The median size of each derivative where it exists."""
    sizes = np.sort(np.abs(values), axis=1)  # NaN comes last
    known = np.isfinite(sizes).sum(axis=1)
    middle = sizes[np.arange(len(sizes)), np.maximum(known - 1, 0) // 2]
    return np.where(known > 0, middle, 0.0)


def _probes(values: np.ndarray, count: int) -> np.ndarray:
    """The roughest samples, as many at equal distances, and all places beside the curve."""
    samples = values.shape[1]
    with np.errstate(all="ignore"):
        bends = np.abs(values[:, 2:] - 2 * values[:, 1:-1] + values[:, :-2])
        usual = np.minimum(np.fmax(bends, 0.0), _LARGEST).mean(axis=1, keepdims=True)  # NaN counts as 0
        rough = np.fmax(bends / (np.abs(values[:, 1:-1]) + usual + _UNDERFLOW), 0.0).max(axis=0)
    roughest = 1 + np.argpartition(rough, -_PROBES // 2)[-_PROBES // 2 :]
    return np.concatenate([roughest, np.linspace(0, samples - 1, _PROBES // 2).astype(int), np.arange(samples, count)])


def lost_heights(
    field: Field, points: Float64[np.ndarray, "r r 2"], heights: Float64[np.ndarray, "r r"]
) -> Bool[np.ndarray, "r r"]:
    """Which heights of a grid have lost their digits, by their own and the median size of all.

    All are looked at only where some are lost of a few: at equal distances, and where the surface is roughest.
    """
    places, values = points.reshape(-1, 2), heights.reshape(-1)
    usual = typical(values[None])
    for which in (_probes_of_grid(heights), np.arange(len(values))):
        _, error = field.checked_values(places[which])
        lost = _is_lost(values[which][None], error[None], usual)[0]
        if not lost.any():
            return np.zeros(heights.shape, bool)
    grid = lost.reshape(heights.shape)
    # Mirrored at its rim, so that places there are between others too.
    mirrored = np.pad(grid, 1, mode="reflect")
    return (_closed(mirrored) | _closed(mirrored.T).T)[1:-1, 1:-1]


def _probes_of_grid(heights: np.ndarray) -> np.ndarray:
    """About a hundred places in equal rows and columns, and as many roughest ones."""
    count = len(heights)
    lines = np.unique(np.linspace(0, count - 1, round(_PROBES**0.5)).astype(int))
    evenly = (lines[:, None] * count + lines).reshape(-1)
    if heights.size <= 2 * _PROBES:
        return np.arange(heights.size)
    with np.errstate(all="ignore"):
        across = np.abs(np.diff(heights, 2, axis=1, prepend=np.nan, append=np.nan))
        along = np.abs(np.diff(heights, 2, axis=0, prepend=np.nan, append=np.nan))
        rough = np.nan_to_num(np.fmax(across, along) / np.abs(heights), posinf=0.0).reshape(-1)
    return np.concatenate([evenly, np.argpartition(rough, -_PROBES)[-_PROBES:]])


class Lost(NamedTuple):
    """Which parts at m points have lost their digits: value (m,), gradient (m, n), hessian (m, n, n)."""

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray


def checked_points(field: Field, points: Float64[np.ndarray, "m n"]) -> tuple[Jet, Lost | None]:
    """The jets at single points, and which parts of them have lost their digits; None where none has.

    What is 0 to rounding is 0, and what is tiny beside the other numbers has only the digits that are known.
    """
    jet, error = field.checked_jets(points)
    shown = settled(field, points, jet, error)
    return Jet(*(_with_known_digits(*each) for each in zip(shown, error, strict=True))), _lost(points, jet, error)


def _with_known_digits(part: np.ndarray, error: np.ndarray) -> np.ndarray:
    """With 0 for a number of which none is known: it is lost where a millionth of its measure may be wrong."""
    doubtful = np.isfinite(part) & np.isfinite(error) & (part != 0) & (error > TOLERANCE * np.abs(part))
    if not doubtful.any():
        return part
    known = part.copy()
    pairs = zip(part[doubtful].tolist(), error[doubtful].tolist(), strict=True)
    known[doubtful] = [_with_digits(value, abs(value) / off) for value, off in pairs]
    return known


def _with_digits(value: float, times: float) -> float:
    """With the digits that are known of it where it is so many times its error."""
    return float(f"{value:.{max(math.floor(math.log10(times)), 1) - 1}e}") if times > 1 else 0.0


def checked_place(field: Field, x: float) -> tuple[Float64[np.ndarray, "2"], Bool[np.ndarray, "2"]]:
    """f and f' of a function of one variable at a single place, and which of them have lost their digits.

    What is 0 to rounding is 0, and what no float can hold NaN.
    """
    place = np.array([x])
    jet, error = field.checked_jets(place[None])
    lost = _lost(place[None], jet, error)
    derivatives, errors = (np.stack([each.value, each.gradient[:, 0], each.hessian[:, 0, 0]]) for each in (jet, error))
    known = _with_known_digits(settled_series(field, place, derivatives, errors)[:2, 0], errors[:2, 0])
    known = np.where(np.isfinite(known), known, np.nan)
    return known, np.zeros(2, bool) if lost is None else np.array([lost.value[0], lost.gradient[0, 0]])


def _lost(points: np.ndarray, jet: Jet, error: Jet) -> Lost | None:
    # Mostly each number alone is sure: then nobody needs to know what it would be measured by.
    numbers, errors = (np.concatenate([part.ravel() for part in each]) for each in (jet, error))
    if not _suspect(numbers, errors, 0.0).any():
        return None
    with np.errstate(invalid="ignore", over="ignore"):
        sure = [np.nan_to_num(np.maximum(np.abs(part) - off, 0.0)) for part, off in zip(jet, error, strict=True)]
        return Lost(*(_suspect(*each) for each in zip(jet, error, measures(points, *sure), strict=True)))


def _suspect(part: np.ndarray, error: np.ndarray, scale: np.ndarray | float) -> np.ndarray:
    return np.isfinite(part) & ~(error <= TOLERANCE * (np.abs(part) + scale) + _UNDERFLOW)

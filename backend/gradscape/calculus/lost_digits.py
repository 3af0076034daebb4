"""Where rounding has eaten the digits of a number: 1 - cos x has none left at x = 1e-9.

A number counts as lost where its error may exceed a millionth of what it is measured by: on a curve its own size and
the median size of that derivative, at a single point what it would change by over the way to 0, or over a unit.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.field import Field
from gradscape.machine.machine import Jet

# As much of a number may be wrong.
TOLERANCE = 1e-6
# On a curve so many places are looked at first, half of them evenly, half where it is roughest.
_PROBES = 128
# A good number so few places from two lost ones is luck.
_LUCKY = 5


def lost_on_curve(
    field: Field, x: Float64[np.ndarray, " samples"], values: Float64[np.ndarray, "orders samples"]
) -> Bool[np.ndarray, "orders samples"]:
    """Which values of a curve and its derivatives have lost their digits; all places are asked only where some have."""
    if len(x) > 2 * _PROBES:
        probes = _probes(values)
        if not lost_at(field, x[probes], values[:, probes], typical(values)).any():
            return np.zeros(values.shape, bool)
    return _closed(lost_at(field, x, values, typical(values)))


def _closed(lost: np.ndarray) -> np.ndarray:
    """The few between lost ones are lost too: at the end of a stretch one or the other passes by luck."""
    there = np.array(lost)
    for row in there:
        places = np.flatnonzero(row)
        for before, after in pairwise(places):
            if after - before <= _LUCKY:
                row[before:after] = True
    return there


def lost_at(
    field: Field,
    x: Float64[np.ndarray, " places"],
    values: Float64[np.ndarray, "orders places"],
    usual: Float64[np.ndarray, " orders"],
) -> Bool[np.ndarray, "orders places"]:
    """Which derivatives at some places of a curve have lost their digits; `usual` is the size they have elsewhere."""
    error = field.series_rounding(x)[: len(values)]
    return np.isfinite(values) & (error > TOLERANCE * (np.abs(values) + usual[:, None]))


def typical(values: Float64[np.ndarray, "orders samples"]) -> Float64[np.ndarray, " orders"]:
    """The median size of each derivative where it exists."""
    sizes = np.sort(np.abs(values), axis=1)  # NaN comes last
    known = np.isfinite(sizes).sum(axis=1)
    middle = sizes[np.arange(len(sizes)), np.maximum(known - 1, 0) // 2]
    return np.where(known > 0, middle, 0.0)


def _probes(values: np.ndarray) -> np.ndarray:
    count = values.shape[1]
    bends = np.abs(values[:, 2:] - 2 * values[:, 1:-1] + values[:, :-2])
    rough = np.nan_to_num(bends / (np.abs(values[:, 1:-1]) + np.nan_to_num(bends).mean(axis=1, keepdims=True) + 1e-300))
    roughest = 1 + np.argpartition(rough.max(axis=0), -_PROBES // 2)[-_PROBES // 2 :]
    return np.concatenate([roughest, np.linspace(0, count - 1, _PROBES // 2).astype(int)])


class Lost(NamedTuple):
    """Which parts at m points have lost their digits: value (m,), gradient (m, n), hessian (m, n, n)."""

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray


def lost_at_points(field: Field, points: Float64[np.ndarray, "m n"], jet: Jet) -> Lost:
    """Which parts of the jets at single points have lost their digits."""
    error = field.jet_rounding(points)
    with np.errstate(invalid="ignore", over="ignore"):
        sure = [np.nan_to_num(np.maximum(np.abs(part) - off, 0.0)) for part, off in zip(jet, error, strict=True)]
        lost = (
            np.isfinite(part) & ~(off <= TOLERANCE * (np.abs(part) + scale))
            for part, off, scale in zip(jet, error, _scales(points, *sure), strict=True)
        )
        return Lost(*lost)


def _scales(
    points: np.ndarray, value: np.ndarray, gradient: np.ndarray, hessian: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each part is measured by, from what is sure of all parts: m, (m, n), (m, n, n).

    Near a zero, a value is measured by what the slopes make of the way to 0; a slope beside a large value by what would
    change the value over a unit.
    """
    near = np.where(points == 0, 1.0, np.abs(points))
    far = np.maximum(1.0, near)
    bends = (hessian * near[:, None, :]).sum(axis=2)
    of_value = ((gradient + bends) * near).sum(axis=1)
    of_gradient = value[:, None] / far + bends
    across = (value[:, None] / far + gradient)[:, :, None] / far[:, None, :]
    of_hessian = np.maximum(across, across.transpose(0, 2, 1)) + hessian.max(axis=(1, 2), initial=0.0)[:, None, None]
    return of_value, of_gradient, of_hessian

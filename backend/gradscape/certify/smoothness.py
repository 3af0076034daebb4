"""Where a function is certainly analytic, and what is certain on the two sides of a point where it may not be."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64, Int8

from gradscape.certify.jets import NO_PARAMETERS, enclosing, jets
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.language.lowering import Code

_RUNGS = 64
# Of them, so many must be void before a side is.
_NEAREST = 8


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
    states = _states(code, point, radii, parameters)
    held = int(np.argmin(np.append(states == ANALYTIC, False)))
    return Certain(float(radii[held - 1]) if held else 0.0, bool(states[0] == VOID))


def _states(code: Code, point: np.ndarray, radii: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
    lows = np.nextafter(point - radii[:, None], -np.inf)
    highs = np.nextafter(point + radii[:, None], np.inf)
    return jets(code, parameters, np.stack([lows, highs], axis=-1), order=0).state


class Sides(NamedTuple):
    """What is certain just left and right of x, nearer than any distance that was tried: (2, 2), each a side's ends.

    kind: pole: values beyond all floats; jump: values that stay apart; corner: slopes that do; None: not shown.
    analytic, void: (2,), whether f certainly is so on a side of x, however near.
    """

    kind: Literal["smooth", "pole", "jump", "corner", "edge", "undefined"] | None
    values: np.ndarray
    slopes: np.ndarray
    analytic: np.ndarray
    void: np.ndarray


def sides(code: Code, x: float, parameters: Mapping[str, float] = NO_PARAMETERS) -> Sides:
    """The point itself left out, by one rounding: there |x| is analytic on each side, and its slopes are certain."""
    hole = max(float(np.spacing(abs(x))), 1e-290)
    radii = np.geomspace(4 * hole, max(1.0, abs(x)), _RUNGS)[:_NEAREST]
    left = np.stack([x - radii, np.full(_NEAREST, x - hole)], axis=-1)
    right = np.stack([np.full(_NEAREST, x + hole), x + radii], axis=-1)
    # Both sides at once: a call for one box costs nearly as much as for sixteen.
    jet = jets(code, parameters, np.concatenate([left, right])[:, None, :], order=1)
    states = jet.state.reshape(2, _NEAREST)
    analytic, void = states[:, 0] == ANALYTIC, (states == VOID).all(axis=1)
    nearest = [0, _NEAREST]
    values = np.stack([jet.value.lo[nearest], jet.value.hi[nearest]], axis=-1)
    slopes = np.stack([jet.gradient.lo[0, nearest], jet.gradient.hi[0, nearest]], axis=-1)
    values[~analytic] = slopes[~analytic] = np.nan
    return Sides(_kind_of(code, x, parameters, values, slopes, void), values, slopes, analytic, void)


def _kind_of(code: Code, x: float, parameters: Mapping[str, float], values, slopes, void):
    if void.any():
        return "undefined" if void.all() else "edge"
    is_bounded = bool(np.isfinite(values).all())
    if is_bounded and (_apart(values) or _apart(slopes)):
        return "jump" if _apart(values) else "corner"
    if analytic_radius(code, np.array([x]), parameters).radius > 0:
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

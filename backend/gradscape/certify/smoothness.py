"""Where a function is certainly analytic, and what is certain on the two sides of a point where it may not be."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.language.lowering import Code

_RUNGS = 64
_NO_PARAMETERS: Mapping[str, float] = {}


class Certain(NamedTuple):
    """f is analytic within `radius` of the point in every coordinate; 0 where that could not be shown."""

    radius: float
    void: bool


def analytic_radius(code: Code, point: np.ndarray, parameters: Mapping[str, float] = _NO_PARAMETERS) -> Certain:
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
    """

    kind: Literal["smooth", "pole", "jump", "corner", "edge", "undefined"] | None
    values: np.ndarray
    slopes: np.ndarray


def sides(code: Code, x: float, parameters: Mapping[str, float] = _NO_PARAMETERS) -> Sides:
    """The point itself left out, by one rounding: there |x| is analytic on each side, and its slopes are certain."""
    known = analytic_radius(code, np.array([x]), parameters)
    hole = max(float(np.spacing(abs(x))), 1e-290)
    radii = np.geomspace(4 * hole, max(1.0, abs(x)), _RUNGS)
    beside = x - hole, x + hole
    boxes = [
        np.stack([x - radii, np.full(_RUNGS, beside[0])], -1),
        np.stack([np.full(_RUNGS, beside[1]), x + radii], -1),
    ]
    seen = [jets(code, parameters, box[:, None, :], order=1) for box in boxes]
    values, slopes = np.full((2, 2), np.nan), np.full((2, 2), np.nan)
    for side, jet in enumerate(seen):
        if jet.state[0] == ANALYTIC:
            values[side] = jet.value.lo[0], jet.value.hi[0]
            slopes[side] = jet.gradient.lo[0, 0], jet.gradient.hi[0, 0]
    voids = [bool((jet.state[:8] == VOID).all()) for jet in seen]
    if known.radius > 0:
        return Sides("smooth", values, slopes)
    if any(voids):
        return Sides("undefined" if all(voids) else "edge", values, slopes)
    if np.isinf(values).any():
        return Sides("pole", values, slopes)
    kind = "jump" if _apart(values) else "corner" if _apart(slopes) else None
    return Sides(kind, values, slopes)


def _apart(ends: np.ndarray) -> bool:
    """Whether the gap between the sides is much wider than either; a cube root closes its own within the hole."""
    gap = max(ends[1, 0] - ends[0, 1], ends[0, 0] - ends[1, 1])
    return bool(gap > 16 * (ends[:, 1] - ends[:, 0]).max())

"""How far a value and its derivatives may be off by rounding alone: enclosures at the point itself."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.certify.intervals import Interval
from gradscape.certify.jets import NO_PARAMETERS, enclosing
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.language.lowering import Code


class Rounding(NamedTuple):
    """Half widths of enclosures at m points: each holds the true number and what floats make of it.

    So a float is off by at most twice as much. NaN where there is nothing to be right: a value where f is certainly
    undefined, a derivative where f could not be shown to be analytic; infinite where nothing is known. Parts beyond
    the order asked for have no columns.
    """

    value: Float64[np.ndarray, " m"]
    gradient: Float64[np.ndarray, "m n"]
    hessian: Float64[np.ndarray, "m n n"]
    third: Float64[np.ndarray, "m one"]


def rounding(
    code: Code,
    points: Float64[np.ndarray, "m n"],
    parameters: Mapping[str, float] = NO_PARAMETERS,
    order: int = 2,
) -> Rounding:
    """The radius of the value, the gradient, the Hessian, and of f''' for order 3 of one variable.

    Source: R. E. Moore, *Interval Analysis* (1966), chapter 3: an enclosure of point data bounds all rounding.
    """
    jet = enclosing(code, parameters).jets(np.stack([points, points], axis=-1), order)
    n = points.shape[1]
    rows = np.zeros((n, n), int)
    rows[np.triu_indices(n)] = np.arange(n * (n + 1) // 2)
    rows = np.maximum(rows, rows.T)
    with np.errstate(all="ignore"):
        value = np.where(jet.state == VOID, np.nan, _radius(jet.value))
        slopes, curvatures, third = (
            np.where(jet.state == ANALYTIC, _radius(part), np.nan).T for part in (jet.gradient, jet.hessian, jet.third)
        )
    hessian = curvatures[:, rows] if order > 1 else np.empty((len(points), 0, 0))
    return Rounding(value, slopes, hessian, third)


def _radius(part: Interval) -> np.ndarray:
    """Infinite where an end is."""
    return np.where(np.isfinite(part.lo) & np.isfinite(part.hi), part.radius, np.inf)

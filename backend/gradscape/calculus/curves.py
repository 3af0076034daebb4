"""The graph of a function of one variable with its derivatives, and the places where it breaks."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.differentiability import Differentiability, differentiabilities
from gradscape.calculus.field import Field
from gradscape.calculus.lost_digits import checked_curve
from gradscape.calculus.zero_to_rounding import settled_series
from gradscape.calculus.zeros import kinks

# More breaks than a picture can show: tan over a hundred of its poles.
MAXIMUM_BREAKS = 64
_NOWHERE = np.empty(0)


class Curve(NamedTuple):
    """f and its derivatives along x: values[k, i] is f⁽ᵏ⁾(x[i]), NaN where it does not exist or has lost its digits.

    at: the same at the single places that were asked for. lost: None where nobody has looked.
    """

    x: Float64[np.ndarray, " samples"]
    values: Float64[np.ndarray, "orders samples"]
    at: Float64[np.ndarray, "orders places"]
    lost: tuple["Stretch", ...] | None


class Stretch(NamedTuple):
    """Where rounding has eaten the digits of one derivative: all around, from the first such place to the last."""

    order: int
    low: float
    high: float


class Break(NamedTuple):
    """Where a curve breaks, and how."""

    x: float
    at: Differentiability


def curve(
    field: Field,
    low: float,
    high: float,
    samples: int,
    derivatives: int,
    at: Float64[np.ndarray, " places"] = _NOWHERE,
    *,
    is_checked: bool = True,
) -> Curve:
    """f, ..., f⁽ᵈᵉʳⁱᵛᵃᵗⁱᵛᵉˢ⁾ at equal distances, ends included, and at single places.

    Args:
        is_checked: whether numbers that rounding has left without digits become gaps.
    """
    x = np.linspace(low, high, samples)
    if not is_checked:
        values = field.series(np.concatenate([x, at]))[: derivatives + 1]
        return Curve(x, values[:, :samples], values[:, samples:], None)
    values, lost, error = checked_curve(field, x, at, derivatives + 1)
    values = np.concatenate([values[:, :samples], settled_series(field, at, values[:, samples:], error)], axis=1)
    shown = np.where(lost, np.nan, values)
    stretches = _stretches(x, values[:, :samples], lost[:, :samples])
    return Curve(x, shown[:, :samples], shown[:, samples:], stretches)


def _stretches(x: np.ndarray, values: np.ndarray, lost: np.ndarray) -> tuple[Stretch, ...]:
    """Runs of lost places; a place without any value (0/0 itself) does not end one."""
    found = []
    for order in np.flatnonzero(lost.any(axis=1)).tolist():
        there, kept = x[lost[order]], x[np.isfinite(values[order]) & ~lost[order]]
        # Between two lost places of one run there is no good one.
        runs = np.split(there, np.flatnonzero(np.diff(np.searchsorted(kept, there))) + 1)
        found.extend(Stretch(order, float(run[0]), float(run[-1])) for run in runs if len(run))
    return tuple(found)


def breaks(field: Field, low: float, high: float) -> tuple[Break, ...]:
    """Poles, jumps, gaps, corners and ends of the domain in [low, high], ascending; at most 64."""
    return those_that_break(looked_at(field, kinks(field, low, high)))


def looked_at(field: Field, places: Float64[np.ndarray, " kinks"]) -> tuple[Break, ...]:
    """What f is like at the places where it may break, at most 64 of them."""
    few = places[:MAXIMUM_BREAKS].tolist()
    return tuple(Break(*each) for each in zip(few, differentiabilities(field, few), strict=True))


def those_that_break(found: tuple[Break, ...]) -> tuple[Break, ...]:
    """Of all that was looked at."""
    return tuple(each for each in found if each.at.kind not in ("smooth", "undefined"))

"""What rounding hides from the search for extrema: a value without digits is no evidence, neither for nor against one.

Errors are those of enclosures at the place itself (`certify.rounding`), asked for only where it matters.
"""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.certain_signs import certain_signs
from gradscape.calculus.field import Field
from gradscape.calculus.lost_digits import TOLERANCE
from gradscape.calculus.one_sided import AGREEMENT, Ending, one_sided_limit
from gradscape.calculus.zeros import Nodes
from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC
from gradscape.language.digits import in_words

# Values are measured by what nine in ten do not exceed; what underflows is no loss.
_USUALLY = 0.9
_NOTHING = 1e-300
_BISECTIONS = 16
_MOST_REGIONS = 3
# Distances of the samples that a limit is extrapolated from, at two scales.
_SCALES = np.array([0.1, 0.3])
_STEPS = 10.0 ** -np.arange(0.0, 2.5, 0.5)


class Region(NamedTuple):
    """Where neither the values nor the slopes can be judged."""

    low: float
    high: float


def value_errors(field: Field, x: Float64[np.ndarray, " m"]) -> Float64[np.ndarray, " m"]:
    """What rounding certainly does not exceed in each value; 0 where f is not certainly analytic."""
    jet = jets(field.code, field.numbers, np.stack([x, x], axis=-1)[:, None, :], order=0)
    with np.errstate(all="ignore"):
        return np.where((jet.state == ANALYTIC) & np.isfinite(jet.value.radius), 2 * jet.value.radius, 0.0)


def usual_size(heights: Float64[np.ndarray, " m"]) -> float:
    """What values without digits of their own are measured by."""
    sizes = np.abs(heights[np.isfinite(heights)])
    return float(np.quantile(sizes, _USUALLY)) if len(sizes) else 0.0


def lost_values(
    field: Field, x: Float64[np.ndarray, " m"], values: Float64[np.ndarray, " m"], usual: float
) -> Bool[np.ndarray, " m"]:
    """Whether rounding has made more than a millionth of each value, and of what values are here."""
    tolerated = np.maximum(TOLERANCE * np.abs(values) + TOLERANCE * usual, _NOTHING)
    lost = value_errors(field, x) > tolerated
    if lost.any():
        # Enclosures say at most how much; shaken runs, how much it is.
        lost[lost] = field.checked_series(x[lost])[1][0] > tolerated[lost]
    return lost


def hidden_regions(field: Field, nodes: Nodes) -> tuple[Region, ...]:
    """Rows of nodes whose slopes have no certain sign, if the value of one is lost; up to where the sign is certain."""
    values, slopes = nodes.derivatives[:2]
    is_quiet = np.isfinite(values) & (slopes == 0)
    quiet, usual = np.flatnonzero(is_quiet), usual_size(values)
    lost = quiet[lost_values(field, nodes.x[quiet], values[quiet], usual)] if len(quiet) else quiet
    if not len(lost):
        return ()
    # A gap itself (0/0) does not end a row.
    runs = [run for run in _runs(is_quiet | np.isnan(values)) if np.isin(lost, run).any()]
    return tuple(_widened(field, nodes, _trimmed(run, is_quiet)) for run in runs)


def _runs(there: np.ndarray) -> list[np.ndarray]:
    places = np.flatnonzero(there)
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)


def _trimmed(run: np.ndarray, is_quiet: np.ndarray) -> np.ndarray:
    """Without places at its ends that have no value at all."""
    quiet = run[is_quiet[run]]
    return np.arange(quiet[0], quiet[-1] + 1)


def _widened(field: Field, nodes: Nodes, run: np.ndarray) -> Region:
    """Outwards to where the sign of the slope is certain, by bisection towards the next node, or to a gap itself."""
    inner, ends = nodes.x[[run[0], run[-1]]], np.clip([run[0] - 1, run[-1] + 1], 0, len(nodes.x) - 1)
    outer, is_gap = nodes.x[ends], np.isnan(nodes.derivatives[0, ends])
    for _ in range(_BISECTIONS):
        middle = (inner + outer) / 2
        is_certain = ~np.isnan(certain_signs(field, middle, middle).first)
        inner, outer = np.where(is_certain, inner, middle), np.where(is_certain, middle, outer)
    low, high = np.where(is_gap, nodes.x[ends], inner).tolist()
    return Region(low, high)


def is_inside(regions: tuple[Region, ...], low: float, high: float) -> bool:
    """Whether a stretch belongs to one of the regions."""
    return any(each.low <= low and high <= each.high for each in regions)


def limit_from_afar(field: Field, x: float, side: int, room: float) -> float:
    """The limit at x from one side by samples as far as the interval has room; NaN unless two scales agree on it."""
    distances = np.outer(_SCALES * room, _STEPS)
    values = field.values((x + side * distances).reshape(-1, 1)).reshape(distances.shape)
    errors = value_errors(field, (x + side * distances).ravel()).reshape(distances.shape).max(axis=1)
    near, far = (one_sided_limit(*each) for each in zip(values, errors.tolist(), strict=True))
    if (
        near.ending is not Ending.LIMIT
        or far.ending is not Ending.LIMIT
        or abs(near.limit - far.limit) > AGREEMENT * abs(near.limit)
    ):
        return math.nan
    return near.limit


def region_notes(regions: tuple[Region, ...]) -> list[str]:
    """That nothing is known there, and where it is."""
    notes = [
        f"Between {_end(each.low, each)} and {_end(each.high, each)} rounding leaves too few digits of f: "
        "an extremum there would not be seen."
        for each in regions[:_MOST_REGIONS]
    ]
    return notes + ["There are more such places."] * (len(regions) > _MOST_REGIONS)


def _end(x: float, region: Region) -> str:
    """With as many digits as tell one end from the other."""
    width = region.high - region.low
    digits = 2 - math.floor(math.log10(width)) if width > 0 else 15
    return in_words(round(x, digits) + 0.0, 12)

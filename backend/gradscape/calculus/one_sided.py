"""Limits from one side, from a few samples at shrinking distances."""

from enum import Enum
from typing import NamedTuple

import numpy as np

# Distances from the point, each a tenth of the one before. Smaller ones would drown difference quotients in rounding.
STEPS = np.array([1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
# Relative trust in an extrapolated limit; two limits closer than this are taken as equal.
AGREEMENT = 1e-6


class Ending(Enum):
    """How a quantity behaves on the way to the point."""

    LIMIT = "limit"
    UNBOUNDED = "unbounded"
    UNDEFINED = "undefined"
    UNKNOWN = "unknown"


class OneSided(NamedTuple):
    """The limit, or the sign of infinity where unbounded; NaN otherwise."""

    ending: Ending
    limit: float


def one_sided_limit(samples: np.ndarray) -> OneSided:
    """The limit of samples[k] taken at STEPS[k]."""
    if not np.isfinite(samples).all():
        return OneSided(Ending.UNDEFINED, np.nan)
    changes = np.diff(samples)
    scale = max(1.0, float(np.abs(samples).max()))
    if np.abs(changes[-1]) <= 0.5 * np.abs(changes[0]) or np.abs(changes).max() <= 1e-9 * scale:
        return OneSided(Ending.LIMIT, _tidy(_extrapolated(samples), uncertainty=abs(float(changes[-1]))))
    steadily_away = np.all(np.abs(samples[1:]) > np.abs(samples[:-1])) and abs(np.sign(samples).sum()) == len(samples)
    if steadily_away and np.abs(changes[-1]) >= 0.9 * np.abs(changes[0]):
        return OneSided(Ending.UNBOUNDED, float(np.sign(samples[-1]) * np.inf))
    return OneSided(Ending.UNKNOWN, np.nan)


def agree(a: float, b: float) -> bool:
    """Whether two extrapolated limits are the same number as far as they can tell."""
    return abs(a - b) <= AGREEMENT * max(1.0, abs(a), abs(b))


def one_sided_derivative(
    value: float, values: np.ndarray, slopes: np.ndarray, distances: np.ndarray, side: int
) -> OneSided:
    """Derivative from one side, of a quantity that is `value` at the point and `values` beside it.

    If the quantity is continuous and its slopes have a limit, that is the one-sided derivative (by the mean value
    theorem), and it is free of cancellation. Otherwise the difference quotients decide, as for x² sin(1/x).
    """
    if not np.isfinite(values).all():
        return OneSided(Ending.UNDEFINED, np.nan)
    if not stays_away(value, values):
        slope = one_sided_limit(slopes)
        if slope.ending in (Ending.LIMIT, Ending.UNBOUNDED):
            return slope
    sign = (-1.0, 1.0)[side]
    return one_sided_limit((values - value) / (sign * distances))


def stays_away(value: float, values: np.ndarray) -> bool:
    """Whether f(a ± h) keeps a gap to f(a) as h shrinks: a jump."""
    gaps = np.abs(values - value)
    rounding = 1e-9 + 1e-15 * abs(value)
    return bool(gaps[-1] > max(rounding, 0.5 * gaps[0]))


def in_words(side: OneSided) -> str:
    """A slope from one side, for a sentence."""
    match side.ending:
        case Ending.LIMIT:
            return f"slope {side.limit:.6g}"
        case Ending.UNBOUNDED:
            return "slope growing without bound"
        case Ending.UNDEFINED:
            return "nothing"
    return "no single slope"


def _extrapolated(samples: np.ndarray) -> float:
    """Aitken's Δ²: exact for L + C h^p at geometric distances, whatever p is (Aitken 1926)."""
    # The last samples of a difference quotient are the noisiest: use the middle ones.
    a, b, c = samples[1:4]
    bend = (c - b) - (b - a)
    if abs(bend) <= 1e-9 * max(1.0, abs(c)):
        return float(c)
    return float(c - (c - b) ** 2 / bend)


def _tidy(value: float, uncertainty: float) -> float:
    """Digits that the extrapolation cannot know are not shown."""
    return 0.0 if abs(value) < max(1e-8, 2 * uncertainty) else float(f"{value:.8g}")

"""Limits from one side, from a few samples at shrinking distances.

Nothing here has a size of its own: what counts as small, or as the same, is measured by the samples themselves.
"""

import math
from enum import Enum
from typing import NamedTuple

import numpy as np

from gradscape.language.digits import told_apart

# Distances from the point, each a tenth of the one before. Smaller ones would drown difference quotients in rounding.
STEPS = np.array([1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
# Relative trust in an extrapolated limit; two limits closer than this are taken as equal.
AGREEMENT = 1e-6
# How far, in their own uncertainties, two limits must be apart to be different.
_CLEARLY = 16.0
_ROUNDING = 2.0**-50
# Beside the samples on the way to it, a limit so small is zero.
_NEGLIGIBLE = 1e-9
# More digits of a limit are never shown.
_FINEST = 1e-12


# Samples that rounding may move by more than this part of their size tell nothing.
_NOISY = 1e-3
# Samples that go somewhere as slowly as 1/log x are not extrapolated.
_SLOW = 0.03
# Rounding that may hide behind samples that are all the same, 0 as a rule.
_CALM = 1e-12
Noise = tuple[float, float, float]
NO_NOISE: Noise = (0.0, 0.0, 0.0)


class Ending(Enum):
    """How a quantity behaves on the way to the point."""

    LIMIT = "limit"
    UNBOUNDED = "unbounded"
    UNDEFINED = "undefined"
    UNKNOWN = "unknown"


class OneSided(NamedTuple):
    """The limit and how far it may be off, or the sign of infinity where unbounded; NaN otherwise."""

    ending: Ending
    limit: float
    uncertainty: float = 0.0


def one_sided_limit(samples: np.ndarray, noise: float = 0.0, usual: float = 0.0) -> OneSided:
    """The limit of samples at geometrically shrinking distances.

    Args:
        noise: how far rounding may move each of them.
        usual: the size of the same quantity nearby, where it is known to be larger than the samples.
    """
    if not np.isfinite(samples).all():
        return OneSided(Ending.UNDEFINED, np.nan)
    usual = max(usual, float(np.abs(samples).max()))
    changes = np.diff(samples)
    if not changes.any() and noise <= max(_CALM, _NOISY * usual):
        return OneSided(Ending.LIMIT, float(samples[0]) + 0.0, noise)
    if not noise <= _NOISY * usual:
        return OneSided(Ending.UNKNOWN, np.nan)
    is_still = np.abs(changes).max() <= max(1e-9 * usual, 4 * noise)
    if np.abs(changes[-1]) <= 0.5 * np.abs(changes[0]) or is_still:
        return _extrapolated(samples, noise, usual)
    steadily_away = np.all(np.abs(samples[1:]) > np.abs(samples[:-1])) and abs(np.sign(samples).sum()) == len(samples)
    if steadily_away and np.abs(changes[-1]) >= 0.9 * np.abs(changes[0]):
        return OneSided(Ending.UNBOUNDED, float(np.sign(samples[-1]) * np.inf))
    return _of_a_power(samples, noise + _ROUNDING * usual)


def agree(a: float, b: float) -> bool:
    """Whether two extrapolated limits are the same number as far as they can tell."""
    return abs(a - b) <= AGREEMENT * max(1.0, abs(a), abs(b))


def are_one(a: OneSided, b: OneSided) -> bool:
    """Whether both are limits, and the same number by their own sizes too: slopes of ±1e-7 are not."""
    return a.ending is b.ending is Ending.LIMIT and agree(a.limit, b.limit) and not apart(a, b)


def surer(a: OneSided, b: OneSided) -> OneSided:
    """Of two limits that are one number, that of which more digits are known."""
    return min(a, b, key=lambda each: each.uncertainty)


def apart(a: OneSided, b: OneSided) -> bool:
    """Whether two limits are certainly not the same number: further apart than either may be off."""
    trust = _CLEARLY * (a.uncertainty + b.uncertainty) + _ROUNDING * max(abs(a.limit), abs(b.limit))
    return bool(abs(a.limit - b.limit) > trust)


def one_sided_derivative(
    value: float, values: np.ndarray, slopes: np.ndarray, distances: np.ndarray, side: int, noise: Noise = NO_NOISE
) -> OneSided:
    """Derivative from one side, of a quantity that is `value` at the point and `values` beside it.

    If the quantity is continuous and its slopes have a limit, that is the one-sided derivative (by the mean value
    theorem), and it is free of cancellation. Otherwise the difference quotients decide, as for x² sin(1/x).

    Args:
        noise: how far rounding may move the values and the slopes, and how large slopes are nearby.
    """
    if not np.isfinite(values).all():
        return OneSided(Ending.UNDEFINED, np.nan)
    if not stays_away(value, values, noise[0]):
        slope = one_sided_limit(slopes, *noise[1:])
        if slope.ending in (Ending.LIMIT, Ending.UNBOUNDED):
            return slope
    sign = (-1.0, 1.0)[side]
    rounding = noise[0] + _ROUNDING * max(abs(value), float(np.abs(values).max()))
    return one_sided_limit((values - value) / (sign * distances), rounding / float(distances[-1]))


def stays_away(value: float, values: np.ndarray, noise: float = 0.0) -> bool:
    """Whether f(a ± h) keeps a gap to f(a) as h shrinks, larger than what rounding may make: a jump."""
    gaps = np.abs(values - value)
    rounding = noise + _ROUNDING * max(abs(value), float(np.abs(values).max()))
    return bool(gaps[-1] > max(rounding, 0.5 * gaps[0]))


def sides_in_words(left: OneSided, right: OneSided) -> str:
    """Slopes from both sides, for a sentence, with as many digits as tell them apart."""
    texts = zip((left, right), told_apart(left.limit, right.limit), strict=True)
    return "{} on the left, {} on the right".format(*(_in_words(side.ending, text) for side, text in texts))


def _in_words(ending: Ending, limit: str) -> str:
    match ending:
        case Ending.LIMIT:
            return f"slope {limit}"
        case Ending.UNBOUNDED:
            return f"slope going to {limit}"
        case Ending.UNDEFINED:
            return "nothing"
    return "a slope that is not decided"


def known(limit: float, uncertainty: float, usual: float) -> OneSided:
    """A limit without the digits that are not known; beside the usual size of the samples, a tiny one is zero."""
    if abs(limit) <= max(2 * uncertainty, _NEGLIGIBLE * usual):
        return OneSided(Ending.LIMIT, 0.0, max(uncertainty, abs(limit)))
    trusted = max(uncertainty, _FINEST * abs(limit))
    return OneSided(Ending.LIMIT, round(limit, -math.floor(math.log10(trusted))) + 0.0, trusted)


def _extrapolated(samples: np.ndarray, noise: float, usual: float) -> OneSided:
    """The limit from the middle samples, trusted as far as the last ones say the same."""
    # The last samples of a difference quotient are the noisiest: use the middle ones.
    (limit, blur), (later, _) = _aitken(samples[1:4]), _aitken(samples[2:5])
    uncertainty = abs(limit - later) + (noise + _ROUNDING * usual) * blur
    # Where samples are nearly too large for the machine, what is made of them is.
    if not math.isfinite(uncertainty) or abs(limit - later) > _SLOW * float(np.abs(samples - limit).max()) + noise:
        return OneSided(Ending.UNKNOWN, np.nan)
    return known(limit, uncertainty, usual)


def _of_a_power(samples: np.ndarray, noise: float) -> OneSided:
    """The limit L of L + C h^p with p > 0, however small: its changes shrink by one ratio, and as slowly as 1/log none.

    noise: how far each sample may be off. Source: Aitken (1926), with all ratios compared.
    """
    changes = np.diff(samples)
    ratios = changes[1:] / changes[:-1] if changes.all() else np.array([np.nan])
    blur = 4 * noise / float(np.abs(changes).min()) if changes.all() else np.inf
    left = 1 - float(ratios.mean())
    uncertainty = _CLEARLY * noise / left**2
    is_one = bool(np.ptp(ratios) <= _CLEARLY * blur < left)
    if not (is_one and uncertainty <= AGREEMENT * float(np.abs(samples).max())):
        return OneSided(Ending.UNKNOWN, np.nan)
    return known(float(samples[-1] + changes[-1] * (1 - left) / left), uncertainty, float(np.abs(samples).max()))


def _aitken(samples: np.ndarray) -> tuple[float, float]:
    """Aitken's Δ²: exact for L + C h^p at geometric distances, whatever p is (1926); and how it magnifies rounding."""
    a, b, c = samples.tolist()
    bend = (c - b) - (b - a)
    if abs(bend) <= 1e-9 * float(np.abs(samples).max()):
        return c, 1.0
    share = (c - b) / bend
    return c - (c - b) * share, (1 + abs(share)) ** 2

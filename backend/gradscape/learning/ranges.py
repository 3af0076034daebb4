"""Ranges with round ends, to draw over."""

import numpy as np
from jaxtyping import Float64

Interval = tuple[float, float]
# Room around what has to be seen, as a part of it.
_ROOM = 0.2
_WIDEST = 1e6


def range_around(values: Float64[np.ndarray, " count"]) -> Interval:
    """A range with round ends in which all the values lie, with room on both sides.

    Round, so that it stays as it is while what lies in it moves a little.
    """
    near = values[np.isfinite(values) & (np.abs(values) < _WIDEST)]
    low, high = (float(near.min()), float(near.max())) if len(near) else (-1.0, 1.0)
    width = max(high - low, 0.1 * max(abs(low), abs(high)), 0.5)
    low, high = low - _ROOM * width, high + _ROOM * width
    step = _round_step((high - low) / 4)
    return step * float(np.floor(low / step)), step * float(np.ceil(high / step))


def _round_step(size: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not larger."""
    power = 10.0 ** np.floor(np.log10(size))
    return float(max(factor * power for factor in (1, 2, 5) if factor * power <= size * (1 + 1e-9)))

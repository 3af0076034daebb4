"""Where a walk in one variable tends: the zero of f or f' ahead of its last iterate, found to rounding."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field

_MOST_STEPS = 60
# Relative to the place, or to the way there: what Newton's last step may still change.
_SETTLED = 1e-14
# How many places between the last iterate and the limit are looked at for another zero.
_BETWEEN = 31


def limit_of(points: Float64[np.ndarray, " m"]) -> float:
    """Where a convergent sequence ends, by Aitken's Δ² from its last three members."""
    if len(points) < 3:
        return float(points[-1])
    a, b, c = points[-3:]
    bend = (c - b) - (b - a)
    correction = (c - b) ** 2 / bend if bend else 0.0
    # Aitken's sequences shrink by one ratio; quicker ones are at their end.
    is_linear = 0.05 * abs(b - a) < abs(c - b)
    return float(c - correction) if is_linear and abs(correction) <= 10 * abs(c - b) else float(c)


def zero_ahead(field: Field, points: Float64[np.ndarray, " m"], order: int) -> float | None:
    """The zero of f (order 0) or f' (order 1) that the iterates tend to, as far as can be told; else None.

    Slow walks have most of their way before them, so that their own last steps do not say where they end. That there
    is no other zero between them and this one is looked at in 31 places.
    """
    last = float(points[-1])
    found = _by_newton(field, limit_of(points), order)
    if found is None or not _stands_alone(field, found, float(np.ptp(points)), order):
        return None
    # Between near neighbours signs are those of rounding.
    if abs(found - last) <= _SETTLED * abs(last):
        return found
    between = last + (found - last) * np.linspace(0, 1, _BETWEEN + 2)[:-1]
    signs = np.sign(field.series(between)[order])
    return found if (signs == signs[0]).all() and signs[0] != 0 else None


def _by_newton(field: Field, start: float, order: int) -> float | None:
    """A zero of g = f or f' by Newton's method for g/g', which is as quick where g has a multiple zero.

    Source: Ralston & Rabinowitz, *A First Course in Numerical Analysis*, 2nd ed., section 8.6.
    """
    x = start
    for _ in range(_MOST_STEPS):
        g, slope, bend = (float(each) for each in field.series(np.array([x]))[order : order + 3, 0])
        with np.errstate(all="ignore"):
            step = -float(np.float64(g) * slope / (np.float64(slope) ** 2 - np.float64(g) * bend)) if g else 0.0
        if not np.isfinite(step):
            return None
        x += step
        if abs(step) <= _SETTLED * max(abs(x), abs(x - start)):
            return x
    return None


def _stands_alone(field: Field, x: float, width: float, order: int) -> bool:
    """Whether g is not 0 all around, as it is on a plateau or below the smallest numbers."""
    around = field.series(x + width / 8 * np.array([-1.0, 0.0, 1.0]))[order : order + 2]
    return bool(around[1, 1] != 0 or (width > 0 and around[0, 0] != 0 and around[0, 2] != 0))

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
    """`zeros_ahead` of one walk."""
    return zeros_ahead(field, [points], order)[0]


def zeros_ahead(field: Field, walks: list[Float64[np.ndarray, " _"]], order: int) -> list[float | None]:
    """The zero of f (order 0) or f' (order 1) that each walk's iterates tend to, as far as can be told; else None.

    Slow walks have most of their way before them, so that their own last steps do not say where they end. That there
    is no other zero between them and this one is looked at in 31 places. All walks go together: a question about many
    places costs the machine no more than one about a single place.
    """
    found = _by_newton(field, np.array([limit_of(points) for points in walks]), order)
    answers: list[float | None] = [None] * len(walks)
    known = np.flatnonzero(np.isfinite(found)).tolist()
    if not known:
        return answers
    derivatives = field.series(np.concatenate([_looked_at(walks[k], found[k]) for k in known]))
    for k, rows in zip(known, np.split(derivatives[order : order + 2], len(known), axis=1), strict=True):
        answers[k] = float(found[k]) if _is_ahead(walks[k], found[k], *rows) else None
    return answers


def _by_newton(field: Field, starts: Float64[np.ndarray, " walks"], order: int) -> Float64[np.ndarray, " walks"]:
    """Zeros of g = f or f' by Newton's method for g/g', which is as quick where g has a multiple zero; NaN for none.

    Source: Ralston & Rabinowitz, *A First Course in Numerical Analysis*, 2nd ed., section 8.6.
    """
    x, found, walking = starts.copy(), np.full(len(starts), np.nan), np.arange(len(starts))
    for _ in range(_MOST_STEPS):
        if not len(walking):
            break
        g, slope, bend = field.series(x[walking])[order : order + 3]
        with np.errstate(all="ignore"):
            step = np.where(g == 0, 0.0, -(g * slope / (slope**2 - g * bend)))
            there = x[walking] + step
            is_settled = np.abs(step) <= _SETTLED * np.maximum(np.abs(there), np.abs(there - starts[walking]))
        x[walking] = there
        found[walking[is_settled]] = there[is_settled]
        walking = walking[np.isfinite(step) & ~is_settled]
    return found


def _looked_at(points: np.ndarray, found: float) -> np.ndarray:
    """On both sides of a zero, the zero itself, and then between a walk's last iterate and it."""
    last = points[-1]
    around = found + _way(points, found) / 8 * np.array([-1.0, 0.0, 1.0])
    return np.concatenate([around, last + (found - last) * np.linspace(0, 1, _BETWEEN + 2)[:-1]])


def _way(points: np.ndarray, found: float) -> float:
    """How far a walk went, or has to go to the zero, which is all its way where it made no step."""
    return max(float(np.ptp(points)), abs(found - points[-1]))


def _is_ahead(points: np.ndarray, found: float, g: np.ndarray, slopes: np.ndarray) -> bool:
    """Whether a zero stands alone, and no other is between the walk and it; by g and g' where one has looked."""
    # Not 0 all around, as on a plateau or below the smallest numbers.
    stands_alone = slopes[1] != 0 or (_way(points, found) > 0 and g[0] != 0 and g[2] != 0)
    # Between near neighbours signs are those of rounding.
    is_there = abs(found - points[-1]) <= _SETTLED * abs(points[-1])
    signs = np.sign(g[3:])
    return bool(stands_alone and (is_there or ((signs == signs[0]).all() and signs[0] != 0)))

"""Where a walk in one variable tends: the zero of f or f' ahead of its last iterate, found to rounding."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.machine.kernels import LINE_RULES

_MOST_STEPS = 60
# Relative to the place, or to the way there: what Newton's last step may still change.
_SETTLED = 1e-14
# Places between the last iterate and the limit that are looked at for another zero, as parts of the way.
_BETWEEN = np.linspace(0, 1, 33)[:-1]
_BOTH_SIDES = np.array([0.0, -1.0, 1.0])
# Of max(1, |x|): as far beside a zero of f' one tells by f' of what kind it is.
_BESIDE = 1e-3
# Where Halley's correction of a step is larger, the place is too far for it.
_MODERATE = 0.5
# A walk whose last step is so small a part of the one before needs no help; others get so many steps of Newton's
# method, which has come near where it moves by no more than this.
_QUICK, _NEWTON_STEPS, _NEAR = 0.05, 12, 1e-9


class Ahead(NamedTuple):
    """A zero with f, f', ..., f⁽⁶⁾ at it and `beside` it, (7, 3)."""

    place: float
    derivatives: np.ndarray


def beside(x: Float64[np.ndarray, " places"]) -> Float64[np.ndarray, "places 3"]:
    """Each place, and one on each side of it near enough to tell of what kind it is."""
    return x[:, None] + _BESIDE * np.maximum(1.0, np.abs(x))[:, None] * _BOTH_SIDES


def limit_of(points: Float64[np.ndarray, " m"]) -> float:
    """Where a convergent sequence ends, by Aitken's Δ² from its last three members."""
    if len(points) < 3:
        return float(points[-1])
    a, b, c = points[-3:]
    bend = (c - b) - (b - a)
    correction = (c - b) ** 2 / bend if bend else 0.0
    # Aitken's sequences shrink by one ratio; quicker ones are at their end.
    return float(c - correction) if not _is_quick(points) and abs(correction) <= 10 * abs(c - b) else float(c)


def zero_ahead(field: Field, points: Float64[np.ndarray, " m"], order: int) -> float | None:
    """`zeros_ahead` of one walk, its place alone."""
    found = zeros_ahead(field, [points], order)[0]
    return None if found is None else found.place


def zeros_ahead(field: Field, walks: list[Float64[np.ndarray, " _"]], order: int) -> list[Ahead | None]:
    """The zero of f (order 0) or f' (order 1) that each walk's iterates tend to, as far as can be told; else None.

    Slow walks have most of their way before them, so that their own last steps do not say where they end. That there
    is no other zero between them and this one is looked at in 31 places. All walks go together, and around each place
    it is looked at once: a question about many places costs the machine no more than one about a single place.
    """
    if not walks:
        return []
    starts, last = np.array([limit_of(points) for points in walks]), np.array([points[-1] for points in walks])
    travelled, x = np.array([np.ptp(points) for points in walks]), _nearer(field, starts, order, walks)
    answers: list[Ahead | None] = [None] * len(walks)
    walking, has_settled = np.arange(len(walks)), np.zeros(len(walks), bool)
    for _ in range(_MOST_STEPS):
        if not len(walking):
            break
        here, from_last = x[walking], last[walking]
        way = np.maximum(travelled[walking], np.abs(here - from_last))
        seen = _seen(field, here, from_last, way)
        step = np.where(has_settled[walking], 0.0, _step(*seen[order : order + 4, :, 0]))
        there = here + step
        with np.errstate(invalid="ignore"):
            size = np.maximum(np.abs(there), np.abs(there - starts[walking]))
            is_going, has_settled[walking] = np.isfinite(step), np.abs(step) <= _SETTLED * size
            is_seen = is_going & (np.abs(step) <= _SETTLED * np.abs(there))
        for k in np.flatnonzero(is_seen).tolist():
            if _is_ahead(float(from_last[k]), float(there[k]), float(way[k]), *seen[order : order + 2, k]):
                answers[int(walking[k])] = Ahead(float(there[k]), seen[:, k, :3])
        x[walking] = there
        walking = walking[is_going & ~is_seen]
    return answers


def _nearer(field: Field, starts: np.ndarray, order: int, walks: list[np.ndarray]) -> np.ndarray:
    """Where plain Newton's method leads from the starts, which takes the machine one call; a start it does not help.

    Walks that are quick have come near enough themselves.
    """
    if all(_is_quick(points) for points in walks):
        return starts
    rules = np.full(len(starts), LINE_RULES.index("newton" if order else "newton-root"), np.int32)
    rows = next(machine.walks(field.program, starts, np.ones(len(starts)), rules, _NEWTON_STEPS))
    before, there = rows[-2:, 0]
    with np.errstate(invalid="ignore"):
        has_settled = np.abs(there - before) <= _NEAR * np.maximum(np.abs(there), np.abs(there - starts))
    return np.where(has_settled, there, starts)


def _is_quick(points: np.ndarray) -> bool:
    return len(points) > 2 and bool(abs(points[-1] - points[-2]) <= _QUICK * abs(points[-2] - points[-3]))


def _seen(field: Field, x: np.ndarray, last: np.ndarray, way: np.ndarray) -> Float64[np.ndarray, "7 walks places"]:
    """At and beside each place (3), an eighth of the way on both sides of it (2), and from the last iterate to it."""
    around = x[:, None] + way[:, None] / 8 * _BOTH_SIDES[1:]
    between = last[:, None] + (x - last)[:, None] * _BETWEEN
    places = np.concatenate([beside(x), around, between], axis=1)
    return field.series(places.reshape(-1)).reshape(7, *places.shape)


def _step(g: np.ndarray, slope: np.ndarray, bend: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Halley's step for u = g/g', as quick where g has a multiple zero; from afar Newton's; NaN where u has a pole.

    Source: Ralston & Rabinowitz, *A First Course in Numerical Analysis*, 2nd ed., sections 8.4 and 8.6.
    """
    with np.errstate(all="ignore"):
        changing = slope**2 - g * bend  # of u, times g'²
        newton = np.where(slope == 0, np.nan, g * slope / changing)
        correction = newton * (2 * g * bend**2 / slope - slope * bend - g * turn) / (2 * changing)
        halley = np.where(np.abs(correction) <= _MODERATE, newton / (1 - correction), newton)
        return np.where(g == 0, 0.0, -halley)


def _is_ahead(last: float, found: float, way: float, g: np.ndarray, slopes: np.ndarray) -> bool:
    """Whether a zero stands alone, and no other is between the walk and it; by g and g' where one has looked."""
    # Not 0 all around, as on a plateau or below the smallest numbers.
    stands_alone = slopes[0] != 0 or (way > 0 and g[3] != 0 and g[4] != 0)
    # Between near neighbours signs are those of rounding.
    is_there = abs(found - last) <= _SETTLED * abs(last)
    signs = np.sign(g[5:])
    return bool(stands_alone and (is_there or ((signs == signs[0]).all() and signs[0] != 0)))

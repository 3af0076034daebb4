"""Walks in one variable: gradient descent and Newton's method, as far as each goes and why it stops there."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.machine.kernels import GRADIENT_DESCENT, NEWTON, NEWTON_ROOT

Method = Literal["gradient-descent", "newton", "newton-root"]
Reason = Literal[
    "converged", "cycling", "diverged", "left-domain", "no-derivative", "flat", "jump", "undecided", "step-limit"
]

METHOD_NUMBER: dict[Method, int] = {"gradient-descent": GRADIENT_DESCENT, "newton": NEWTON, "newton-root": NEWTON_ROOT}
# Beyond this a walk does not come back in numbers that anyone would look at.
FARTHEST = 1e12
LONGEST_PERIOD = 16
# How often a cycle must repeat before it is called one.
_TURNS = 3
_SAME = 1e-9
# A zero of f' that Newton's step puts farther away, relative to |x|, is none.
_NEARBY = 1e-3


class Run(NamedTuple):
    """What is asked of one walk; it has converged where |f'| (for a zero: the next step) is at most `tolerance`."""

    method: Method
    start: float
    learning_rate: float
    steps: int
    tolerance: float


class Walk(NamedTuple):
    """The iterates of a run with what f is there: (m,) each, the start first; and why it stopped.

    period: of a cycle, else None.
    """

    points: np.ndarray
    values: np.ndarray
    slopes: np.ndarray
    curvatures: np.ndarray
    reason: Reason
    period: int | None


def walk(field: Field, runs: list[Run]) -> list[Walk]:
    """All runs at once, each until it stops or has made its steps.

    Args:
        runs: at most 512.
    """
    rows = _rows(field, runs)
    return [_ended(run, rows[:, :, k]) for k, run in enumerate(runs)]


def _rows(field: Field, runs: list[Run]) -> np.ndarray:
    """(x, f, f', f'') of every step: (steps, 4, runs)."""
    starts = np.array([run.start for run in runs], float)
    rates = np.array([run.learning_rate for run in runs], float)
    methods = np.array([METHOD_NUMBER[run.method] for run in runs], np.int32)
    pieces: list[np.ndarray] = []
    for piece in machine.walks(field.program, starts, rates, methods, max(run.steps for run in runs) + 1):
        pieces.append(piece)
        if not np.isfinite(piece[-1, 0]).any():
            break
    return np.concatenate(pieces)


def _ended(run: Run, rows: np.ndarray) -> Walk:
    rows = rows[: run.steps + 1]
    ends: list[tuple[int, Reason]] = [(_first(hits), reason) for reason, hits in _stops(run, rows).items()]
    last, reason = min(ends, key=lambda end: end[0])
    period = None
    if last >= len(rows):
        period = period_of(rows[:, 0])
        reason = "cycling" if period else "diverged" if runs_away(rows[:, 0]) else "step-limit"
        last = len(rows) - 1
    x, value, slope, curvature = rows[: last + 1].T
    return Walk(x, value, slope, curvature, reason, period)


def _stops(run: Run, rows: np.ndarray) -> dict[Reason, np.ndarray]:
    """At which steps there is which reason to stop; an earlier entry wins where two come together."""
    x, value, slope, curvature = rows.T
    arrived = _has_arrived(run, rows)
    needed = {"gradient-descent": slope, "newton": curvature, "newton-root": slope}[run.method]
    return {
        "diverged": ~(np.abs(x) <= FARTHEST) | np.isinf(value),
        "left-domain": np.isnan(value),
        "converged": arrived,
        "no-derivative": ~np.isfinite(needed) | ~np.isfinite(slope),
        "flat": (needed == 0) & ~arrived if run.method != "gradient-descent" else np.zeros(len(rows), bool),
    }


def _has_arrived(run: Run, rows: np.ndarray) -> np.ndarray:
    x, value, slope, curvature = rows.T
    size = np.maximum(1.0, np.abs(x))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if run.method == "newton-root":
            return (value == 0) | (np.abs(value / slope) <= run.tolerance * size)
        # Far out on a tail as that of log x the slope is small too, but no zero of it is near.
        is_near = ~(np.abs(slope / curvature) > _NEARBY * size)
    return (slope == 0) | ((np.abs(slope) <= run.tolerance) & is_near)


def _first(hits: np.ndarray) -> int:
    places = np.flatnonzero(hits)
    return int(places[0]) if len(places) else len(hits)


def period_of(points: np.ndarray) -> int | None:
    """The shortest period, 2 to 16, with which the last iterates repeat; None if they do not, or stand still.

    Args:
        points: (m,) or (m, n).
    """
    # A walk that repeats has been at its last point a short while ago: most walks are done with at this one look.
    recent = points[-(_TURNS + 1) * LONGEST_PERIOD :].reshape(min(len(points), (_TURNS + 1) * LONGEST_PERIOD), -1)
    returns = np.abs(recent[-1 - LONGEST_PERIOD : -1] - recent[-1]).max(axis=1)
    if not (returns <= _SAME * np.ptp(recent, axis=0).max()).any():
        return None
    for period in range(2, LONGEST_PERIOD + 1):
        last = points[-(_TURNS + 1) * period :]
        if len(last) < (_TURNS + 1) * period:
            return None
        size = float(np.ptp(last, axis=0).max())
        if size > _SAME * (1 + np.abs(last).max()) and np.abs(last[period:] - last[:-period]).max() <= _SAME * size:
            return period
    return None


def runs_away(points: np.ndarray) -> bool:
    """Whether every one of the last steps was longer than the one before, and they have grown much.

    Args:
        points: (m,) or (m, n).
    """
    steps = np.diff(points, axis=0)
    lengths = np.abs(steps) if steps.ndim == 1 else np.linalg.norm(steps, axis=1)
    last = lengths[-10:]
    return len(last) > 2 and bool((np.diff(last) > 0).all()) and bool(last[-1] > 3 * lengths[0] > 0)

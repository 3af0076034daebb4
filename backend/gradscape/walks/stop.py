"""Where a walk ended, and why."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64, Int

from gradscape.calculus.field import Field
from gradscape.calculus.newton import newton_steps
from gradscape.machine.descents import FARTHEST
from gradscape.machine.machine import Jet
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail

Reason = Literal[
    "converged",
    "cycling",
    "diverged",
    "left-domain",
    "no-derivative",
    "flat",
    "no-descent",
    "no-curvature",
    "unbounded",
    "jump",
    "undecided",
    "step-limit",
    "time-limit",
]

# A critical point that Newton's step puts farther away than this part of max(1, |x|) is none.
NEARBY = 1e-3
# With tolerance 0 a walk makes all its steps; it has then arrived if the gradient is at most this.
_ARRIVED = 1e-10
_MOST_CANDIDATES = 64
_LONGEST_PERIOD = 16
# How often a cycle must repeat before it is called one.
_TURNS = 3
_SAME = 1e-9


class Stop(NamedTuple):
    """A trail as far as it counts, and why it ends there.

    period: of a cycle, else None. jet: what f is where it has arrived, of one point, if one has looked.
    """

    trail: Trail
    reason: Reason
    period: int | None
    jet: Jet | None = None

    def is_tending(self) -> bool:
        """Whether it has come to a critical point, or may be on its way to one."""
        return self.reason in ("converged", "step-limit", "time-limit")


def stopped(field: Field, run: Run, trail: Trail) -> Stop:
    """A trail cut where the walk has arrived or has gone."""
    trail = _inside(trail)
    arrived = _arrival(field, run, trail)
    if arrived is not None:
        return Stop(trail.until(arrived[0]), "converged", None, arrived[1])
    reason = _hindrance(run, trail)
    period = period_of(trail.points) if reason == "step-limit" else None
    if reason == "step-limit":
        reason = "cycling" if period else "diverged" if runs_away(trail.points) else reason
    return Stop(trail, reason, period)


def _inside(trail: Trail) -> Trail:
    """As far as f has values, and one step out: rules go on where only slopes exist, as left of log x."""
    outside = np.flatnonzero(np.isnan(trail.values[:-1]))
    return trail.until(int(outside[0])) if len(outside) else trail


def _hindrance(run: Run, trail: Trail) -> Reason:
    """Why a walk that has not arrived goes no farther."""
    value, x = trail.values[-1], trail.points[-1]
    if not np.abs(x).max() <= FARTHEST or np.isinf(value):
        return "diverged"
    if np.isnan(value):
        return "left-domain"
    if not np.isfinite(trail.gradients[-1]).all():
        return "no-derivative"
    if trail.ending is not None:
        return trail.ending
    is_level = run.tolerance > 0 and len(trail.points) <= run.steps
    return "flat" if is_level else "step-limit"


def _arrival(field: Field, run: Run, trail: Trail) -> tuple[int, Jet] | None:
    """The first iterate with a negligible gradient and a zero of it nearby, and what f is there.

    Far out on a tail as that of log(1 + |x|²) the gradient is small too, but no critical point is near.
    """
    norms = trail.slopes()
    is_small = (norms <= (run.tolerance or _ARRIVED)) & np.isfinite(trail.values)
    if run.tolerance == 0:
        is_small[:-1] = False
    candidates = np.flatnonzero(is_small)
    if trail.hessians is None:
        candidates = candidates[:_MOST_CANDIDATES]
    if not len(candidates):
        return None
    points, gradients = trail.points[candidates], trail.gradients[candidates]
    jet = (
        field.jets(points)
        if trail.hessians is None
        else Jet(trail.values[candidates], gradients, trail.hessians[candidates])
    )
    sizes = np.maximum(1.0, np.linalg.norm(points, axis=1))
    with np.errstate(invalid="ignore"):
        distances = np.linalg.norm(newton_steps(jet.gradient, jet.hessian), axis=1)
        is_near = (norms[candidates] == 0) | ~(distances > NEARBY * sizes)
    if not is_near.any():
        return None
    k = int(np.argmax(is_near))
    return int(candidates[k]), Jet(*(part[k : k + 1] for part in jet))


def period_of(points: Float64[np.ndarray, "m ..."]) -> int | None:
    """The shortest period, 2 to 16, with which the last iterates repeat; None if they do not, or stand still.

    Args:
        points: (m,) or (m, n).
    """
    return periods_of(points.reshape(len(points), 1, -1))[0]


def periods_of(points: Float64[np.ndarray, "m walks n"]) -> list[int | None]:
    """`period_of` each of many walks of the same length."""
    found: list[int | None] = [None] * points.shape[1]
    left = _returning(points[-(_TURNS + 1) * _LONGEST_PERIOD :])
    for period in range(2, _LONGEST_PERIOD + 1):
        last = points[-(_TURNS + 1) * period :, left]
        if not len(left) or len(last) < (_TURNS + 1) * period:
            break
        sizes = np.ptp(last, axis=0).max(axis=1)
        moves = sizes > _SAME * (1 + np.abs(last).max(axis=(0, 2)))
        repeats = moves & (np.abs(last[period:] - last[:-period]).max(axis=(0, 2)) <= _SAME * sizes)
        for walk in left[repeats]:
            found[walk] = period
        left = left[~repeats]
    return found


def _returning(recent: Float64[np.ndarray, "m walks n"]) -> Int[np.ndarray, " some"]:
    """Which walks were at their last point a short while ago, as one that repeats was: most are done with here."""
    returns = np.abs(recent[-1 - _LONGEST_PERIOD : -1] - recent[-1]).max(axis=2)
    return np.flatnonzero((returns <= _SAME * np.ptp(recent, axis=0).max(axis=1)).any(axis=0))


def runs_away(points: Float64[np.ndarray, "m ..."]) -> bool:
    """Whether every one of the last steps was longer than the one before, and they have grown much.

    Args:
        points: (m,) or (m, n).
    """
    steps = np.diff(points, axis=0)
    lengths = np.abs(steps) if steps.ndim == 1 else np.linalg.norm(steps, axis=1)
    last = lengths[-10:]
    return len(last) > 2 and bool((np.diff(last) > 0).all()) and bool(last[-1] > 3 * lengths[0] > 0)

"""The critical point that a walk tends to: its place to rounding, and its kind as calculus tells it."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.classification import Verdict, verdicts
from gradscape.calculus.clear_verdicts import Surroundings, clear_verdict, clear_verdicts, surroundings
from gradscape.calculus.extremum_kinds import critical_alone, jumps_near
from gradscape.calculus.field import Field
from gradscape.calculus.newton import newton_steps
from gradscape.certify import classification
from gradscape.machine.machine import Jet
from gradscape.walks.arrivals import is_at_end
from gradscape.walks.line.zeros_ahead import Ahead, zeros_ahead
from gradscape.walks.stop import NEARBY, Stop
from gradscape.walks.trail import Trail

Kind = Literal[classification.Kind, "inflection"]

_POLISHING_STEPS = 12
_SETTLED = 1e-7
# Steps of Newton's method that creep shrink by one ratio, to within this.
_STEADY = 0.01
# Distances of about the rounding of the limit say nothing about the method.
_ROUNDING = 1e-13
_ON_A_CURVE: dict[str, Kind] = {"local minimum": "minimum", "local maximum": "maximum", "inflection": "inflection"}


class Critical(NamedTuple):
    """A critical point, with the eigenvalues (n,) of its Hessian, ascending, and its kind.

    eigenvalues: 0 where zero to rounding, NaN where no more than the sign is known; errors: how far each may be off.
    is_settled: whether Newton's method has come to rest there, so that it is a zero of the gradient; off: the length of
    the step that it would make next. derivatives: of one variable f, f', ... there, (7,).
    """

    point: np.ndarray
    eigenvalues: np.ndarray
    errors: np.ndarray
    kind: Kind
    is_settled: bool = True
    off: float = 0.0
    derivatives: np.ndarray | None = None

    def is_ahead_of(self, trail: Trail) -> bool:
        """Whether it is no farther away than the walk itself is long; otherwise the walk may lead anywhere."""
        left, travelled = self.point - trail.points[-1], np.ptp(trail.points, axis=0)
        return bool(np.linalg.norm(left) <= max(NEARBY, float(np.linalg.norm(travelled))))


class Polished(NamedTuple):
    """Where Newton's method leads from near each start, (starts, n), and what f is there.

    lengths: (starts,) of the steps that it would make next. clear: the verdicts of which numbers leave no doubt.
    """

    points: np.ndarray
    jet: Jet
    lengths: np.ndarray
    clear: list[Verdict | None]

    def are_found(self) -> Bool[np.ndarray, " starts"]:
        """Whether f can be differentiated twice there."""
        return np.isfinite(self.jet.hessian).all(axis=(1, 2)) & np.isfinite(self.lengths)


def critical_points(field: Field, stops: list[Stop]) -> list[Critical | None]:
    """What each walk tends to, or where it has gone what is near its start; None where there is nothing."""
    if stops[0].trail.points.shape[1] == 1:
        return _on_a_line(field, stops)
    starts = np.stack([stop.trail.points[-1 if stop.is_tending() else 0] for stop in stops])
    seen = [stop.jet for stop in stops if stop.is_tending() and stop.jet is not None]
    is_seen = len(seen) == len(stops)
    ends = polished(field, starts, Jet(*map(np.concatenate, zip(*seen, strict=True))) if is_seen else None)
    known: list[Verdict] = []
    return [critical_at(field, ends, k, known) for k in range(len(stops))]


def nearest_critical_point(field: Field, start: Float64[np.ndarray, " n"]) -> Critical | None:
    """The critical point to which Newton's method leads from near it; None where none is there."""
    return critical_at(field, polished(field, start[None]), 0, [])


def polished(field: Field, starts: Float64[np.ndarray, "starts n"], first: Jet | None = None) -> Polished:
    """Newton's method from near critical points, as long as it makes slopes smaller.

    Args:
        first: the jets at the starts, where they are known.
    """
    count, walking, points = len(starts), np.arange(len(starts)), starts.copy()
    jet = Jet(*map(np.array, first or field.jets(starts)))
    lengths, ratios, are_level = np.full(count, np.inf), np.full(count, np.nan), np.zeros(count, bool)
    around: Surroundings | None = None
    for _ in range(_POLISHING_STEPS):
        steps = newton_steps(jet.gradient[walking], jet.hessian[walking])
        sizes = np.maximum(1.0, np.abs(points[walking]).max(axis=1))
        before, lengths[walking] = lengths[walking], _norms(steps)
        ratio = _ratios(lengths[walking], before)
        # Where curvature vanishes with the slope, as on x⁴, the steps form a geometric series, whose sum is known.
        is_creeping = (np.abs(ratio - ratios[walking]) <= _STEADY) & (ratio < 1)
        ratios[walking] = ratio
        there = points[walking] + steps / (1 - np.where(is_creeping, ratio, 0.0))[:, None]
        going_on = (lengths[walking] > _ROUNDING * sizes) & ~are_level[walking]
        # One short step more is the last: what is asked about its end is asked at once.
        are_short = bool((lengths[walking] <= _SETTLED * sizes)[going_on].all())
        walking, there = walking[going_on], there[going_on]
        if not len(walking):
            break
        near = surroundings(field, there) if are_short else None
        next_jet = field.jets(there) if near is None else near.here
        are_better = _norms(next_jet.gradient) < _norms(jet.gradient[walking])
        walking = walking[are_better]
        points[walking], are_level[walking] = there[are_better], near is not None and near.are_level()[are_better]
        for part, found in zip(jet, next_jet, strict=True):
            part[walking] = found[are_better]
        if len(walking):
            around = near if len(walking) == count else None
    return _with_verdicts(field, Polished(points, jet, lengths, [None] * count), around)


def _norms(vectors: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return np.linalg.norm(vectors, axis=1)


def _ratios(lengths: np.ndarray, before: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):
        return lengths / before


def _with_verdicts(field: Field, ends: Polished, around: Surroundings | None) -> Polished:
    which = np.flatnonzero(ends.are_found())
    known = around if len(which) == len(ends.points) else None
    found = clear_verdicts(field, ends.points[which], ends.lengths[which], known)
    for k, verdict in zip(which, found, strict=True):
        ends.clear[k] = verdict
    return ends


def critical_at(field: Field, ends: Polished, k: int, known: list[Verdict]) -> Critical | None:
    """What is where start number `k` leads: by numbers where they leave no doubt, else by a proof.

    Args:
        known: of those that others have come to, which need no second proof; that of this one is added.
    """
    point, length = ends.points[k], float(ends.lengths[k])
    if not (np.isfinite(ends.jet.hessian[k]).all() and np.isfinite(length)):
        return None
    found = next((each for each in known if each.is_alone_at(point)), None)
    if found is None:
        found = ends.clear[k] or verdicts(field, point[None], ends.jet.hessian[k : k + 1])[0]
        known.append(found)
    if found.is_refuted or found.is_broken:
        return None
    # Newton's method creeps where the curvature vanishes with the slope.
    is_settled = found.is_proved or length <= _SETTLED * max(1.0, float(np.abs(point).max()))
    kind = found.kind if is_settled else "undecided"
    return Critical(point, found.eigenvalues, found.errors, kind, is_settled, length)


def _on_a_line(field: Field, stops: list[Stop]) -> list[Critical | None]:
    """In one variable; what is asked of the machine is asked for all walks at once."""
    ways = [stop.trail.points[:, 0] if stop.is_tending() else stop.trail.points[:1, 0] for stop in stops]
    zeros = zeros_ahead(field, ways, 1)
    known = [k for k, zero in enumerate(zeros) if zero is not None]
    places = np.array([[zero.place] for zero in zeros if zero is not None]).reshape(-1, 1)
    clear = dict(zip(known, clear_verdicts(field, places, np.spacing(np.abs(places[:, 0]))), strict=True))
    return [_of_a_curve(field, stop, zeros[k], clear.get(k)) for k, stop in enumerate(stops)]


def _of_a_curve(field: Field, stop: Stop, zero: Ahead | None, clear: Verdict | None) -> Critical | None:
    """By numbers where they leave no doubt, else by signs that are certain, around it or where the walk stands."""
    trail = stop.trail
    if zero is not None:
        found = _by_signs(field, zero.place) if clear is None else _of_verdict(clear)
        return found._replace(derivatives=zero.derivatives[:, 0])
    if stop.reason != "converged":
        return None
    place = float(trail.points[-1, 0])
    if jumps_near(field, place):
        return None
    found = _by_signs(field, place, is_zero=False)
    is_there = is_at_end(trail.points, None, trail.newton_step())
    return found._replace(kind=found.kind if is_there else "undecided", is_settled=False)


def _of_verdict(found: Verdict) -> Critical:
    return Critical(found.place, found.eigenvalues, found.errors, found.kind)


def _by_signs(field: Field, place: float, *, is_zero: bool = True) -> Critical:
    """A zero of f' by what is certain around it; undecided where it is none."""
    found = critical_alone(field, place, is_zero=is_zero)
    second = field.series(np.array([place]))[2] if found is None else np.array([found.second])
    kind = "undecided" if found is None else _ON_A_CURVE.get(found.kind, "undecided")
    return Critical(np.array([place]), second, np.full(1, np.nan), kind)


def kind_at(field: Field, place: float) -> Kind:
    """What a zero of f' is, in one variable."""
    clear = clear_verdict(field, np.array([place]), float(np.spacing(abs(place))))
    return _by_signs(field, place).kind if clear is None else clear.kind

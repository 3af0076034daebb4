"""The critical point that a walk tends to: its place to rounding, and its kind as calculus tells it."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

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


def critical_points(field: Field, stops: list[Stop]) -> list[Critical | None]:
    """What each walk tends to, or where it has gone what is near its start; None where there is nothing."""
    if stops[0].trail.points.shape[1] == 1:
        return _on_a_line(field, stops)
    known: list[Verdict] = []
    return [_ahead(field, stop, known) for stop in stops]


def _ahead(field: Field, stop: Stop, known: list[Verdict]) -> Critical | None:
    points = stop.trail.points
    if not stop.is_tending():
        return nearest_critical_point(field, points[0], known)
    return nearest_critical_point(field, points[-1], known, stop.jet)


def nearest_critical_point(
    field: Field, start: Float64[np.ndarray, " n"], known: list[Verdict] | None = None, first: Jet | None = None
) -> Critical | None:
    """The critical point to which Newton's method leads from near it; None where none is there.

    Args:
        known: those that other walks have come to, which need no second proof; the one found is added.
        first: the jet at the start, where that is known.
    """
    point, jet, length, ratio = start, field.jets(start[None]) if first is None else first, np.inf, np.nan
    around: Surroundings | None = None
    for _ in range(_POLISHING_STEPS):
        step = newton_steps(jet.gradient[:1], jet.hessian[:1])[0]
        with np.errstate(over="ignore", invalid="ignore"):
            before, length = length, float(np.linalg.norm(step))
        size = max(1.0, float(np.abs(point).max()))
        if length <= _ROUNDING * size or (around is not None and around.is_level):
            break
        before, ratio = ratio, length / before
        # Where curvature vanishes with the slope, as on x⁴, the steps form a geometric series, whose sum is known.
        is_creeping = abs(ratio - before) <= _STEADY and ratio < 1
        there = point + step / (1 - ratio) if is_creeping else point + step
        # One short step more is the last: what is asked about its end is asked at once.
        near = surroundings(field, there) if length <= _SETTLED * size else None
        next_jet = field.jets(there[None]) if near is None else near.here
        if not np.linalg.norm(next_jet.gradient[0]) < np.linalg.norm(jet.gradient[0]):
            break
        point, jet, around = there, next_jet, near
    if not np.isfinite(jet.hessian[0]).all() or not np.isfinite(length):
        return None
    found = _verdict(field, point, jet.hessian[0], length, [] if known is None else known, around)
    if found.is_refuted or found.is_broken:
        return None
    # Newton's method creeps where the curvature vanishes with the slope.
    is_settled = found.is_proved or length <= _SETTLED * max(1.0, float(np.abs(point).max()))
    kind = found.kind if is_settled else "undecided"
    return Critical(point, found.eigenvalues, found.errors, kind, is_settled, length)


def _verdict(
    field: Field, point: np.ndarray, hessian: np.ndarray, left: float, known: list[Verdict], around: Surroundings | None
) -> Verdict:
    """By numbers where they leave no doubt, else by a proof. left: the length of Newton's next step."""
    for each in known:
        if each.is_alone_at(point):
            return each
    clear = clear_verdict(field, point, left, around)
    known.extend(verdicts(field, point[None], hessian[None]) if clear is None else [clear])
    return known[-1]


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

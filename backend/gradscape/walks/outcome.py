"""Walks with all that is known of them: why they stopped, what they came to, and how fast."""

from typing import NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.walks.convergence import UNKNOWN, Order, multiplicity_of, order_of, told
from gradscape.walks.critical import Critical, critical_points
from gradscape.walks.line.closed_form import ClosedForm, closed_forms
from gradscape.walks.run import Run
from gradscape.walks.sentences import message
from gradscape.walks.stop import Reason, Stop, stopped
from gradscape.walks.theory import Theory, predicted_rate, theory_of
from gradscape.walks.trail import Trail
from gradscape.walks.trails import trails

# Of the way: less is no motion of its own.
_ROUNDING = 1e-13


class Outcome(NamedTuple):
    """A walk with its explanation; what is not known is None. end: what it has arrived at."""

    trail: Trail
    reason: Reason
    message: str
    period: int | None
    end: Critical | None
    theory: Theory | None
    predicted_rate: float | None
    order: Order
    closed_form: ClosedForm | None


def descend(field: Field, runs: list[Run]) -> list[Outcome]:
    """All runs, each with the reason why it stopped."""
    stops = [stopped(field, run, trail) for run, trail in zip(runs, trails(field, runs), strict=True)]
    points, exact = critical_points(field, stops), closed_forms(field, runs, [stop.trail for stop in stops])
    return [_explained(field, *each) for each in zip(runs, stops, points, exact, strict=True)]


def _explained(field: Field, run: Run, stop: Stop, near: Critical | None, exact: ClosedForm | None) -> Outcome:
    """near: what the walk tends to, or what is near its start where it has gone."""
    end = near if stop.is_tending() else None
    predicted, order = _speed(field, run, stop.trail, end)
    if stop.reason == "step-limit" and end is not None and not (order.kind or end.is_ahead_of(stop.trail)):
        # It may lead anywhere: neither how far it has come nor how fast speaks for that point.
        near, predicted = None, None
    arrived = end if stop.reason == "converged" else None
    sentence = message(field, run, stop, end)
    return Outcome(stop.trail, stop.reason, sentence, stop.period, arrived, _theory(run, near), predicted, order, exact)


def _theory(run: Run, near: Critical | None) -> Theory | None:
    if near is None or near.kind != "minimum" or not (near.eigenvalues > 0).all():
        return None
    return theory_of(near.eigenvalues, run.method, run.number("momentum"))


def _speed(field: Field, run: Run, trail: Trail, end: Critical | None) -> tuple[float | None, Order]:
    """How fast errors shrink by theory, and by the iterates."""
    if end is None or not end.is_settled:
        return None, UNKNOWN
    predicted = _predicted(run, end)
    if _passes_by(field, trail, end) or (predicted is None and not end.is_ahead_of(trail)):
        return None, UNKNOWN
    if predicted is not None and predicted >= 1 and end.eigenvalues.all():
        # One coordinate swings for ever, however the others shrink.
        return predicted, UNKNOWN
    return predicted, told(order_of(trail.points, end.point), predicted)


def _passes_by(field: Field, trail: Trail, end: Critical) -> bool:
    """Whether a walk that comes near a saddle point or a maximum goes away along where f curves down."""
    if not end.eigenvalues[0] < 0 or len(trail.points) < 2:
        return False
    curvatures, axes = np.linalg.eigh(field.jets(end.point[None]).hessian[0])
    away = np.linalg.norm((trail.points - end.point) @ axes[:, curvatures < 0], axis=1)
    return bool(away[-1] > max(float(away[-2]), _ROUNDING * float(np.abs(trail.points - end.point).max())))


def _predicted(run: Run, end: Critical) -> float | None:
    if not run.is_steady():
        return None
    rate, momentum = run.number("learning_rate"), run.number("momentum")
    if end.derivatives is None:
        is_known = end.kind == "minimum" and bool(np.isfinite(end.eigenvalues).all())
        return predicted_rate(run.method, end.eigenvalues, rate, momentum) if is_known else None
    if not np.isfinite(end.derivatives[:3]).all():
        return None
    multiplicity = multiplicity_of(end.derivatives[1:])
    return predicted_rate(run.method, end.derivatives[2:3], rate, momentum, multiplicity)

"""Descent in one variable: what each run did, why it stopped, and what theory says about it."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.language.digits import in_words as number
from gradscape.optimize.arrivals import Words, how_steep, is_at_end, settled, still_sloping
from gradscape.optimize.arrivals import told as arrival_told
from gradscape.optimize.closed_form import ClosedForm, closed_form, may_be_parabola, sampled
from gradscape.optimize.convergence import UNKNOWN, Order, order_of, predicted_rate, told
from gradscape.optimize.limits import Ahead, beside, zeros_ahead
from gradscape.optimize.stops import going_away
from gradscape.optimize.walks import Run, Walk, walk

EndKind = Literal["minimum", "maximum", "inflection", "undecided"]

_FLAT = 1e-7


class Evaluations(NamedTuple):
    """How often the method needed f, f' and f''."""

    value: int
    gradient: int
    hessian: int


class Descent(NamedTuple):
    """A run with its explanation; ended_at and the rates are None where the run did not arrive.

    ended_at: what it came to, or stopped near, its slope below the tolerance.
    """

    walk: Walk
    message: str
    ended_at: EndKind | None
    order: Order
    predicted_rate: float | None
    evaluations: Evaluations
    closed_form: ClosedForm | None


def descend(field: Field, runs: list[Run]) -> list[Descent]:
    """All runs, each with the reason why it stopped; what is asked of the machine is asked for all of them at once."""
    walks = walk(field, runs)
    tending = [k for k, each in enumerate(walks) if each.reason in ("converged", "step-limit")]
    ahead = dict(zip(tending, zeros_ahead(field, [walks[k].points for k in tending], 1), strict=True))
    bowls = [k for k, each in enumerate(walks) if may_be_parabola(each.curvatures)]
    seen = field.series(np.concatenate([sampled(runs[k]) for k in bowls])) if bowls else np.empty((7, 0))
    at_starts = dict(zip(bowls, np.split(seen, max(1, len(bowls)), axis=1), strict=False))
    return [_explained(field, runs[k], each, ahead.get(k), at_starts.get(k)) for k, each in enumerate(walks)]


def _explained(field: Field, run: Run, each: Walk, ahead: Ahead | None, at_start: np.ndarray | None) -> Descent:
    """at_start: the series that the closed form wants, (7, 3); None where there is none."""
    end = _end(field, each, ahead) if each.reason == "converged" else None
    order = UNKNOWN if ahead is None else order_of(each.points, ahead.place)
    predicted = None if ahead is None else predicted_rate(ahead.derivatives[:, 0], run.method, run.learning_rate)
    order = told(order, predicted) if run.method == "gradient-descent" else order
    taken = len(each.points)
    evaluations = Evaluations(0, taken, taken if run.method == "newton" else 0)
    exact = None if at_start is None else closed_form(field, run, taken, at_start)
    message = _message(field, run, each, end)
    return Descent(each, message, end and end.kind, order, predicted, evaluations, exact)


class _End(NamedTuple):
    """Where a walk came to: place is the zero of f' (None if not known), which it has reached or stopped near."""

    kind: EndKind
    place: float | None
    is_reached: bool


def _end(field: Field, each: Walk, ahead: Ahead | None) -> _End:
    slope, curvature = abs(float(each.slopes[-1])), abs(float(each.curvatures[-1]))
    left = 0.0 if slope == 0 else slope / curvature if curvature else np.nan
    points, last = each.points[:, None], float(each.points[-1])
    is_reached = is_at_end(points, None if ahead is None else np.array([ahead.place]), left)
    if ahead is not None:
        return _End(_kind_of(ahead.derivatives), float(settled(np.array([ahead.place]), points)[0]), is_reached)
    if not is_reached:
        return _End("undecided", None, is_reached)
    return _End(kind_at(field, last), float(settled(np.array([last]), points)[0]), is_reached)


def kind_at(field: Field, x: float) -> EndKind:
    """What a zero of f' is: by f'', or where that is zero by the values around it."""
    return _kind_of(field.series(beside(np.array([x]))[0]))


def _kind_of(derivatives: np.ndarray) -> EndKind:
    second, scale = derivatives[2, 0], np.nanmax(np.abs(derivatives[2:, 0]), initial=0.0)
    if abs(second) > _FLAT * max(scale, 1e-290):
        return "minimum" if second > 0 else "maximum"
    left, right = np.sign(derivatives[1, 1]), np.sign(derivatives[1, 2])
    if left == right != 0:
        return "inflection"
    return "minimum" if left < right else "maximum" if left > right else "undecided"


_WORDS: dict[EndKind, Words] = {
    "minimum": Words("Converged to a local minimum", "", "a local minimum", "The minimum is at {}"),
    "maximum": Words(
        "Stopped at a local maximum",
        ": the slope is zero there, and the method asks for no more",
        "a local maximum",
        "The maximum is at {}",
    ),
    "inflection": Words(
        "Stopped at an inflection point",
        ": the slope is zero there, but it is no extremum",
        "an inflection point",
        "The slope is zero at {}, but it is no extremum",
    ),
    "undecided": Words(
        "Stopped where the slope is zero",
        "; what kind of point it is stays undecided",
        "a point of slope zero",
        "The slope is zero at {}; what kind of point it is stays undecided",
    ),
}


def _arrival(field: Field, run: Run, each: Walk, end: _End, counted: str) -> str:
    still = still_sloping("|f′|", abs(float(each.slopes[-1])), run.tolerance)
    place = None if end.place is None else place_of(field, end.place)
    here = _last_place(field, each)
    return arrival_told(_WORDS[end.kind], end.is_reached, place, here, counted, still)


def _message(field: Field, run: Run, each: Walk, end: _End | None) -> str:
    steps, place = len(each.points) - 1, _last_place(field, each)
    counted = f"after {steps} step{'' if steps == 1 else 's'}"
    match each.reason:
        case "converged":
            assert end is not None
            return _arrival(field, run, each, end, counted if steps else "where it started")
        case "cycling":
            cause = _too_fast(field, run, each)
            return f"Cycling with period {each.period}: it comes back to the same {each.period} points{cause}."
        case "diverged":
            cause = _too_fast(field, run, each) or going_away(each.points, each.values)
            return f"Diverged {counted}{cause}."
        case "left-domain":
            return f"Left the domain {counted}: f has no value at {place}."
        case "no-derivative":
            return f"Stopped {counted}: there is no derivative at {place}."
        case "flat":
            return f"Stopped {counted}: f″ is zero at {place}, and Newton's step would be infinite."
    steep, cause = how_steep("|f′|", np.abs(each.slopes)), _too_fast(field, run, each)
    return f"The step limit of {run.steps} is reached at {place}, where {steep}{cause}."


def _last_place(field: Field, each: Walk) -> str:
    points = each.points[:, None]
    return place_of(field, float(settled(points[-1], points)[0]))


def place_of(field: Field, x: float) -> str:
    """A place by its variable's name, for a sentence."""
    return f"{field.variables[0] if field.variables else 'x'} = {number(x, 7)}"


def _too_fast(field: Field, run: Run, each: Walk) -> str:
    """Where on the way the learning rate first exceeded 2/f''; nothing where it did not."""
    if run.method != "gradient-descent":
        return ""
    exceeded = np.flatnonzero(run.learning_rate * each.curvatures >= 2)
    if len(exceeded):
        first, limit = exceeded[0], 2 / float(each.curvatures[exceeded[0]])
        relation = "equals" if run.learning_rate == limit else "exceeds"
        where = place_of(field, float(each.points[first]))
        rate, bound = number(run.learning_rate, 4), number(limit, 4)
        return f", because the learning rate {rate} {relation} 2/f″ = {bound} at {where}"
    return ""

"""Why a walk in several variables stopped, what kind of point it came to, and how fast."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.classification import Verdict, verdicts
from gradscape.calculus.clear_verdicts import Surroundings, clear_verdict, surroundings
from gradscape.calculus.field import Field
from gradscape.calculus.newton import newton_steps
from gradscape.certify.classification import Kind
from gradscape.language.digits import in_words as number
from gradscape.machine.descents import FARTHEST
from gradscape.machine.machine import Jet
from gradscape.optimize.arrivals import Words, how_steep, is_at_end, settled, still_sloping, told
from gradscape.optimize.convergence import UNKNOWN, Order, order_of
from gradscape.optimize.methods import ANY_METHOD
from gradscape.optimize.paths import PathRun, Trail, trails
from gradscape.optimize.stops import going_away, without_a_step, without_curvature
from gradscape.optimize.theory import Theory, predicted_rate, stability_limit, theory_of
from gradscape.optimize.walks import period_of, runs_away

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
]

# A critical point that Newton's step puts farther away than this part of max(1, |x|) is none.
_NEARBY = 1e-3
# With tolerance 0 a walk makes all its steps; it has then arrived if the gradient is at most this.
_ARRIVED = 1e-10
_MOST_CANDIDATES = 64
_POLISHING_STEPS = 12
_SETTLED = 1e-7
# Steps of Newton's method that creep shrink by one ratio, to within this.
_STEADY = 0.01
# Distances of about the rounding of the limit say nothing about the method.
_ROUNDING = 1e-13
_LOOKED_AT = 64


class End(NamedTuple):
    """The critical point a walk came to: its place found to rounding, eigenvalues (n,) ascending, and its kind.

    eigenvalues: 0 where zero to rounding, NaN where no more than the sign is known; errors: how far each may be off.
    is_settled: whether Newton's method has come to rest there, so that it is a zero of the gradient; off: the length of
    the step that it would make next.
    """

    point: np.ndarray
    eigenvalues: np.ndarray
    errors: np.ndarray
    kind: Kind
    is_settled: bool
    off: float


class Outcome(NamedTuple):
    """A walk with its explanation; what is not known is None."""

    trail: Trail
    reason: Reason
    message: str
    period: int | None
    end: End | None
    theory: Theory | None
    predicted_rate: float | None
    order: Order


def descend(field: Field, runs: list[PathRun]) -> list[Outcome]:
    """All runs, each with the reason why it stopped."""
    known: list[Verdict] = []
    return [_explained(field, run, trail, known) for run, trail in zip(runs, trails(field, runs), strict=True)]


def _explained(field: Field, run: PathRun, trail: Trail, known: list[Verdict]) -> Outcome:
    trail = _inside(trail)
    last, reason, jet = _stop(field, run, trail)
    trail = trail.until(last)
    period = period_of(trail.points) if reason == "step-limit" else None
    if reason == "step-limit":
        reason = "cycling" if period else "diverged" if runs_away(trail.points) else reason
    end = _end_of(field, trail, known, jet) if reason in ("converged", "step-limit") else None
    theory = _theory(
        run, end if reason in ("converged", "step-limit") else nearest_critical_point(field, trail.points[0], known)
    )
    predicted = None
    if theory is not None and end is not None and _is_steady(run):
        predicted = predicted_rate(run.method, theory.eigenvalues, run.number("learning_rate"), run.number("momentum"))
    order = UNKNOWN if end is None else order_of(trail.points, end.point)
    # Where curvatures differ much, ratios rise for long to that of the least; but there is one.
    order = UNKNOWN if order.kind == "sublinear" and predicted is not None and predicted < 1 else order
    message = _message(field, run, trail, reason, period, end)
    arrived = end if reason == "converged" else None
    return Outcome(trail, reason, message, period, arrived, theory, predicted, order)


def _is_steady(run: PathRun) -> bool:
    """Whether every step is made with the same learning rate."""
    return run.settings.get("schedule", "constant") == "constant" and run.settings.get("line_search", "none") == "none"


def _inside(trail: Trail) -> Trail:
    """As far as f has values, and one step out: rules go on where only slopes exist, as left of log x."""
    outside = np.flatnonzero(np.isnan(trail.values[:-1]))
    return trail.until(int(outside[0])) if len(outside) else trail


def _stop(field: Field, run: PathRun, trail: Trail) -> tuple[int, Reason, Jet | None]:
    """At which iterate the walk ended, and why; what f is there, if one has looked."""
    last = len(trail.points) - 1
    arrived = _arrival(field, run, trail)
    if arrived is not None:
        return arrived[0], "converged", arrived[1]
    return *_stop_on_the_way(run, trail, last), None


def _stop_on_the_way(run: PathRun, trail: Trail, last: int) -> tuple[int, Reason]:
    value, x = trail.values[-1], trail.points[-1]
    if not np.abs(x).max() <= FARTHEST or np.isinf(value):
        return last, "diverged"
    if np.isnan(value):
        return last, "left-domain"
    if not np.isfinite(trail.gradients[-1]).all():
        return last, "no-derivative"
    if trail.ending is not None:
        return last, trail.ending
    is_level = run.tolerance > 0 and last < run.steps
    return last, "flat" if is_level else "step-limit"


def _arrival(field: Field, run: PathRun, trail: Trail) -> tuple[int, Jet] | None:
    """The first iterate with a negligible gradient and a zero of it nearby, and what f is there.

    Far out on a tail as that of log(1 + |x|²) the gradient is small too, but no critical point is near.
    """
    norms = np.linalg.norm(trail.gradients, axis=1)
    is_small = norms <= (run.tolerance or _ARRIVED)
    if run.tolerance == 0:
        is_small[:-1] = False
    candidates = np.flatnonzero(is_small)[:_MOST_CANDIDATES]
    if not len(candidates):
        return None
    jet = field.jets(trail.points[candidates])
    sizes = np.maximum(1.0, np.linalg.norm(trail.points[candidates], axis=1))
    with np.errstate(invalid="ignore"):
        distances = np.linalg.norm(newton_steps(jet.gradient, jet.hessian), axis=1)
        is_near = (norms[candidates] == 0) | ~(distances > _NEARBY * sizes)
    if not is_near.any():
        return None
    k = int(np.argmax(is_near))
    return int(candidates[k]), Jet(*(part[k : k + 1] for part in jet))


def _end_of(field: Field, trail: Trail, known: list[Verdict], jet: Jet | None) -> End | None:
    """The critical point that the walk tends to; None where Newton's method finds none from its last point."""
    found = nearest_critical_point(field, trail.points[-1], known, jet)
    if found is None:
        return None
    # Farther away than the walk itself is long, what was found is another place's.
    left, travelled = np.linalg.norm(found.point - trail.points[-1]), np.linalg.norm(np.ptp(trail.points, axis=0))
    return found if left <= max(_NEARBY, float(travelled)) else None


def nearest_critical_point(
    field: Field, start: np.ndarray, known: list[Verdict] | None = None, first: Jet | None = None
) -> End | None:
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
    if found.is_refuted:
        return None
    # Newton's method creeps where the curvature vanishes with the slope.
    is_settled = found.is_proved or length <= _SETTLED * max(1.0, float(np.abs(point).max()))
    return End(point, found.eigenvalues, found.errors, found.kind if is_settled else "undecided", is_settled, length)


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


def _theory(run: PathRun, end: End | None) -> Theory | None:
    if end is None or end.kind != "minimum" or not np.isfinite(end.eigenvalues).all():
        return None
    return theory_of(end.eigenvalues, run.method, run.number("momentum"))


_WORDS: dict[Kind, Words] = {
    "minimum": Words("Converged to a local minimum", "", "a local minimum", "The minimum is at {}"),
    "maximum": Words(
        "Stopped at a local maximum",
        ": the gradient is zero there, and the method asks for no more",
        "a local maximum",
        "The maximum is at {}",
    ),
    "saddle": Words(
        "Stopped at a saddle point",
        ": the gradient is zero there, but it is no minimum",
        "a saddle point",
        "The saddle point is at {}",
    ),
    "undecided": Words(
        "Stopped where the gradient is zero",
        "; what kind of point it is stays undecided",
        "a critical point",
        "The critical point is at {}; of what kind it is stays undecided",
    ),
}


def _arrival_words(field: Field, run: PathRun, trail: Trail, end: End | None, counted: str) -> str:
    slope, here = float(np.linalg.norm(trail.gradients[-1])), trail.points[-1]
    limit = end.point if end and end.is_settled else None
    is_reached = is_at_end(trail.points, limit, 0.0 if slope == 0 else np.nan)
    place = None if end is None or limit is None else place_of(field, settled(limit, trail.points, end.off))
    words = _WORDS[end.kind if end else "undecided"]
    still = still_sloping("|∇f|", slope, run.tolerance)
    return told(words, is_reached, place, place_of(field, settled(here, trail.points)), counted, still)


def _message(field: Field, run: PathRun, trail: Trail, reason: Reason, period: int | None, end: End | None) -> str:
    steps, place = len(trail.points) - 1, place_of(field, settled(trail.points[-1], trail.points))
    counted = f"after {steps} step{'' if steps == 1 else 's'}"
    match reason:
        case "converged":
            return _arrival_words(field, run, trail, end, counted if steps else "where it started")
        case "cycling":
            cause = _too_fast(field, run, trail)
            return f"Cycling with period {period}: it comes back to the same {period} points{cause}."
        case "diverged":
            cause = _too_fast(field, run, trail) or going_away(trail.points, trail.values)
            return f"Diverged {counted}{cause}."
        case "left-domain":
            if not steps:
                return f"No step is made: f has no value at {place}, where it starts."
            return f"Left the domain {counted}: f has no value at {place}."
        case "no-derivative":
            return f"Stopped {counted}: the gradient does not exist at {place}."
        case "flat":
            if trail.ending == "flat":
                return f"Stopped {counted}: {without_curvature(field, trail, place)}."
            return f"Stopped {counted}: the gradient is nearly zero at {place}, but no critical point is near."
        case "no-descent":
            return f"Stopped {counted}: {without_a_step(field, run, trail, place)}."
        case "no-curvature":
            return (
                f"Stopped {counted}: f does not curve up along the direction at {place}, so that there is no exact "
                "step to the lowest point of its parabola."
            )
        case "unbounded":
            return f"Stopped {counted}: from {place} f falls without bound along the direction, as far as 10¹²."
    sizes, cause = np.linalg.norm(trail.gradients, axis=1), _too_fast(field, run, trail.last())
    return f"The step limit of {run.steps} is reached at {place}, where {how_steep('|∇f|', sizes)}{cause}."


def place_of(field: Field, point: np.ndarray) -> str:
    """A place by its variables' names, for a sentence."""
    names = ", ".join(field.variables[:4]) + (", …" if len(point) > 4 else "")
    numbers = ", ".join(number(entry, 5) for entry in point[:4]) + (", …" if len(point) > 4 else "")
    return f"({names}) = ({numbers})" if len(point) > 1 else f"{names or 'x'} = {numbers}"


def _too_fast(field: Field, run: PathRun, trail: Trail) -> str:
    """Where on the way the learning rate first exceeded what the largest curvature allows; nothing if it did not."""
    known = ANY_METHOD[run.method].limit
    if known is None or not run.is_by_rule():
        return ""
    places = np.flatnonzero(np.abs(trail.points).max(axis=1) <= FARTHEST)
    if not len(places):
        return ""
    looked = places[np.unique(np.linspace(0, len(places) - 1, _LOOKED_AT).astype(int))]
    hessians = field.jets(trail.points[looked]).hessian
    largest = np.linalg.eigvalsh(np.where(np.isfinite(hessians), hessians, 0.0))[:, -1]
    rate = float(run.rates()[0])
    for place, curvature in zip(looked, largest, strict=True):
        limit = stability_limit(run.method, run.number("momentum"), float(curvature))
        if limit is not None and rate >= limit * (1 - 1e-12):
            relation = "equals" if abs(rate - limit) <= 1e-12 * limit else "exceeds"
            bound, where = f"{known.text} = {number(limit, 4)}", place_of(field, trail.points[place])
            given = number(rate, 4)
            return f", because the learning rate {given} {relation} {bound} (λ: the largest curvature at {where})"
    return ""

"""What stopped a walk, in words that its values bear out."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.certify.jets import enclosing
from gradscape.certify.rules import ANALYTIC
from gradscape.language.digits import in_words as number
from gradscape.language.digits import told_apart
from gradscape.machine.descents import FARTHEST
from gradscape.walks.arrivals import Words, how_steep, is_at_end, settled, still_sloping, told
from gradscape.walks.critical import Critical, Kind
from gradscape.walks.run import Run
from gradscape.walks.stop import Stop
from gradscape.walks.theory import stability_limit
from gradscape.walks.trail import Trail

# Along the direction a search failed on, as parts of max(1, |x|): where f is compared with the last point's.
_BESIDE = 10.0 ** -np.arange(2.0, 15.0)
# Iterates whose curvature is looked at where it is not known anyway.
_LOOKED_AT = 64
_CLOSE = 1e-12

_WORDS: dict[Kind, Words] = {
    "minimum": Words("Converged to a local minimum", "", "a local minimum", "The minimum is at {}"),
    "maximum": Words(
        "Stopped at a local maximum",
        ": the slope is zero there, and the method asks for no more",
        "a local maximum",
        "The maximum is at {}",
    ),
    "saddle": Words(
        "Stopped at a saddle point",
        ": the slope is zero there, but it is no minimum",
        "a saddle point",
        "The saddle point is at {}",
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
        "a critical point",
        "The critical point is at {}; of what kind it is stays undecided",
    ),
}

_CONSTANT = Words(
    "Stopped where the slope is zero", ": f is constant all around", "a place where f is constant", "It is so at {}"
)
# Of the place: how far around is looked at whether f is constant.
_AROUND = 1e-6


def message(field: Field, run: Run, stop: Stop, end: Critical | None) -> str:
    """What happened to a walk, in a sentence or two."""
    trail, steps = stop.trail, len(stop.trail.points) - 1
    place, after = place_of(field, settled(trail.points[-1], trail.points)), counted(steps)
    match stop.reason:
        case "converged":
            return _arrival(field, run, trail, end, after if steps else "where it started")
        case "cycling":
            again = f"it comes back to the same {stop.period} points"
            return f"Cycling with period {stop.period}: {again}{_too_fast(field, run, trail)}."
        case "diverged":
            return f"Diverged {after}{_too_fast(field, run, trail) or going_away(trail.points, trail.values)}."
        case "left-domain" if not steps:
            return f"No step is made: f has no value at {place}, where it starts."
        case "left-domain":
            return f"Left the domain {after}: f has no value at {place}."
        case "time-limit":
            steep = how_steep(_size(run), trail.slopes())
            done = f"{steps} of {run.steps} steps"
            return f"The time for one answer was up after {done}: at {place}, where {steep}."
        case "step-limit":
            # What was too fast early on, and is no more, is not why it has not arrived.
            cause = _too_fast(field, run, trail.part(slice(steps // 2, None)))
            steep = how_steep(_size(run), trail.slopes())
            return f"The step limit of {run.steps} is reached at {place}, where {steep}{cause}."
    return f"Stopped {after}: {_obstacle(field, run, stop, place)}."


def _arrival(field: Field, run: Run, trail: Trail, end: Critical | None, after: str) -> str:
    limit, off = (end.point, end.off) if end and end.is_settled else (None, 0.0)
    place = None if limit is None else place_of(field, settled(limit, trail.points, off))
    kind = end.kind if end else "undecided"
    is_constant = kind == "undecided" and _is_constant_around(field, trail.points[-1])
    # Where nothing is found there may be a jump: autodiff's slope of 0 is none then.
    is_known = end is not None or is_constant
    is_reached = is_known and is_at_end(trail.points, limit, trail.newton_step())
    of_kind = _CONSTANT if is_constant else _WORDS[kind]
    words = Words(*(text.replace("slope", _slope(run)) for text in of_kind))
    still = still_sloping(_size(run), float(trail.slopes()[-1]), run.tolerance)
    return told(words, is_reached, place, place_of(field, settled(trail.points[-1], trail.points)), after, still)


def _is_constant_around(field: Field, point: Float64[np.ndarray, " n"]) -> bool:
    """Whether the gradient is certainly 0 all around."""
    reach = _AROUND * np.maximum(1.0, np.abs(point))
    jet = enclosing(field.code, field.numbers).jets(np.stack([point - reach, point + reach], axis=-1)[None], 1)
    return bool(jet.state[0] == ANALYTIC and jet.gradient.is_zero.all())


def _obstacle(field: Field, run: Run, stop: Stop, place: str) -> str:
    """What a method cannot go on without."""
    match stop.reason:
        case "no-derivative" if len(run.start) == 1:
            return f"there is no derivative at {place}"
        case "no-derivative":
            return f"the gradient does not exist at {place}"
        case "flat" if stop.trail.ending == "flat":
            return _without_curvature(field, stop.trail, place)
        case "no-descent":
            return _without_a_step(field, run, stop.trail, place)
        case "no-curvature":
            return (
                f"f does not curve up along the direction at {place}, so that there is no exact step to the lowest "
                "point of its parabola"
            )
        case "unbounded":
            return f"from {place} f falls without bound along the direction, as far as 10¹²"
    return f"the {_slope(run)} is nearly zero at {place}, but no critical point is near"


def place_of(field: Field, point: Float64[np.ndarray, " n"]) -> str:
    """A place by its variables' names, for a sentence."""
    if len(point) == 1:
        return f"{field.variables[0] if field.variables else 'x'} = {number(float(point[0]), 7)}"
    names = ", ".join(field.variables[:4]) + (", …" if len(point) > 4 else "")
    numbers = ", ".join(number(entry, 5) for entry in point[:4]) + (", …" if len(point) > 4 else "")
    return f"({names}) = ({numbers})"


def counted(steps: int) -> str:
    """After how many steps something happened."""
    return f"after {steps} step{'' if steps == 1 else 's'}"


def _slope(run: Run) -> str:
    return "slope" if len(run.start) == 1 else "gradient"


def _size(run: Run) -> str:
    return "|f′|" if len(run.start) == 1 else "|∇f|"


def _too_fast(field: Field, run: Run, trail: Trail) -> str:
    """Where the learning rate first exceeded what the largest curvature allows; nothing if it did not."""
    known, rate = run.row().limit, run.number("learning_rate")
    if known is None or not run.is_by_rule():
        return ""
    points, curvatures = _curvatures(field, trail)
    momentum = run.number("momentum")
    # The limit falls with the curvature: where the largest of all leaves room, no other need be looked at.
    most = stability_limit(run.method, momentum, float(curvatures.max(initial=0.0)))
    if most is None or rate < most * (1 - _CLOSE):
        return ""
    for point, curvature in zip(points, curvatures.tolist(), strict=True):
        limit = stability_limit(run.method, momentum, curvature)
        if limit is not None and rate >= limit * (1 - _CLOSE):
            relation = "equals" if abs(rate - limit) <= _CLOSE * limit else "exceeds"
            place, (given, bound) = place_of(field, point), told_apart(rate, limit, 4)
            text, where = known.text, f"(λ: the largest curvature at {place})"
            if len(point) == 1:
                text, where = text.replace("λ", "f″"), f"at {place}"
            return f", because the learning rate {given} {relation} {text} = {bound} {where}"
    return ""


def _curvatures(field: Field, trail: Trail) -> tuple[np.ndarray, np.ndarray]:
    """Points on the way, in their order, with the largest curvature there."""
    places = np.flatnonzero(np.abs(trail.points).max(axis=1) <= FARTHEST)
    if not len(places):
        return np.empty((0, trail.points.shape[1])), np.empty(0)
    if trail.hessians is None:
        places = places[np.unique(np.linspace(0, len(places) - 1, _LOOKED_AT).astype(int))]
    points = trail.points[places]
    hessians = field.jets(points).hessian if trail.hessians is None else trail.hessians[places]
    return points, np.linalg.eigvalsh(np.where(np.isfinite(hessians), hessians, 0.0))[:, -1]


def going_away(points: Float64[np.ndarray, "m ..."], values: Float64[np.ndarray, " m"]) -> str:
    """How a walk left all bounds; nothing where its values show no one way."""
    lengths = np.linalg.norm(np.diff(points.reshape(len(points), -1), axis=0), axis=1)
    # Early on a walk may climb, out of a valley or by a random kick.
    late = values[len(values) // 2 :]
    falls = -np.diff(late[~np.isnan(late)])
    if len(falls) and (falls > 0).all():
        # A fall that does not slacken has no end in sight; one that does may have a bound, as that of 1/x.
        return ": f falls without bound on this way" if falls[-1] >= falls[0] else ": f goes on falling, ever less"
    last = lengths[-10:]
    if len(last) > 1 and (np.diff(last) > 0).all():
        return ": each step was longer than the one before"
    return ": f is beyond all numbers there" if np.isinf(values[-1]) else ""


def _without_a_step(field: Field, run: Run, trail: Trail, place: str) -> str:
    """Why a method that looks for a lower point made no step from the last one."""
    if "radius" in run.settings:
        text = f"no step lowers f from {place}, however small the trust region"
    else:
        text = f"the line search accepts no step from {place}"
    return f"{text}: f rises on both sides of it along the steepest descent" if _is_lowest(field, trail) else text


def _is_lowest(field: Field, trail: Trail) -> bool:
    """Whether f is above its last value on both sides along the gradient, as at a corner, at several distances."""
    point, gradient = trail.points[-1], trail.gradients[-1]
    size = float(np.linalg.norm(gradient))
    if not size > 0:
        return False
    offsets = _BESIDE[:, None] * max(1.0, float(np.abs(point).max())) * gradient / size
    values = field.values(np.concatenate([point + offsets, point - offsets]))
    return bool((values > trail.values[-1]).all())


def _without_curvature(field: Field, trail: Trail, place: str) -> str:
    """Why Newton's step does not exist."""
    is_line = trail.points.shape[1] == 1
    if not np.isfinite(field.jets(trail.points[-1:]).hessian).all():
        missing, it = ("no second derivative", "it") if is_line else ("no second derivatives", "them")
        return f"f has {missing} at {place}, and Newton's method needs {it}"
    what = "f″ is zero" if is_line else "the Hessian is singular"
    return f"{what} at {place}, and Newton's step would be infinite"

"""Zeros of a function of one variable: Newton's method and bisection, step by step."""

import math
from typing import NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.language.digits import in_words as number
from gradscape.machine.descents import FARTHEST
from gradscape.machine.kernels import LINE_RULES
from gradscape.walks.arrivals import settled
from gradscape.walks.convergence import UNKNOWN, Order, order_of
from gradscape.walks.line.changes_of_sign import Change, Crossing, change_at, change_between
from gradscape.walks.line.iterates import at_a_zero, iterates
from gradscape.walks.line.zeros_ahead import zero_ahead
from gradscape.walks.sentences import counted, place_of
from gradscape.walks.stop import Reason, period_of, runs_away

# Of the last step, or of neighbouring numbers: how far beside the end of a walk f is looked at.
_BESIDE = 1000.0
# Halvings that one question is about: as many as have their middles in one tile of the machine.
_LEVELS = 6


class Root(NamedTuple):
    """Iterates with f and f' there, (m,) each; why the method stopped; how fast it came."""

    points: np.ndarray
    values: np.ndarray
    slopes: np.ndarray
    reason: Reason
    message: str
    order: Order


class NoChangeOfSign(ValueError):
    """Both ends of a bracket have values of one sign, or none."""


def newton(field: Field, start: float, steps: int, tolerance: float) -> Root:
    """x_{n+1} = x_n - f/f' : where the tangent at x_n meets the axis."""
    rule = np.array([LINE_RULES.index("newton-root")], np.int32)
    rows = iterates(field, np.array([start]), np.ones(1), rule, steps)[:, :, 0]
    last, reason = _stop(rows, tolerance)
    x, value, slope, _ = rows[: last + 1].T
    reason = _checked(field, float(x[-1]), float(value[-1]), float(slope[-1]), reason)
    found = Root(x, value, slope, reason, "", _order(field, x) if reason in ("converged", "step-limit") else UNKNOWN)
    return found._replace(message=_message(field, found, steps))


def _stop(rows: np.ndarray, tolerance: float) -> tuple[int, Reason]:
    """After how many steps there is which reason to stop; an earlier one wins where two come together."""
    x, value, slope, _ = rows.T
    arrived = at_a_zero(rows, tolerance)
    reasons: dict[Reason, np.ndarray] = {
        "diverged": ~(np.abs(x) <= FARTHEST) | np.isinf(value),
        "left-domain": np.isnan(value),
        "converged": arrived,
        "no-derivative": ~np.isfinite(slope),
        "flat": slope == 0,
    }
    is_over = np.stack(list(reasons.values()))
    if is_over.any():
        last = int(is_over.any(axis=0).argmax())
        return last, list(reasons)[int(is_over[:, last].argmax())]
    return len(rows) - 1, "cycling" if period_of(x) else "diverged" if runs_away(x) else "step-limit"


def _checked(field: Field, x: float, value: float, slope: float, reason: Reason) -> Reason:
    """The walk has not arrived where steps are short for another reason than a zero.

    Beside a pole steps are short too, but f is larger there than around; and f may be 0 because it is too small for a
    number.
    """
    if reason != "converged":
        return reason
    if value == 0:
        return "flat" if change_at(field, x).kind == "plateau" else reason
    reach = _BESIDE * max(abs(value / slope), np.spacing(abs(x)))
    around = np.abs(field.values(np.array([[x - reach], [x + reach]])))
    return "diverged" if np.nanmax(around, initial=0.0) < abs(value) else reason


def bisection(field: Field, low: float, high: float, steps: int, tolerance: float) -> Root:
    """Halves an interval at whose ends f has different signs; a step halves the error's bound.

    Raises:
        NoChangeOfSign: if the ends do not bracket a zero.
    """
    ends = field.values(np.array([[low], [high]]))
    if not ends[0] * ends[1] <= 0:
        raise NoChangeOfSign(f"f({number(low)}) = {number(ends[0])} and f({number(high)}) = {number(ends[1])}")
    points, found = _halved(field, low, high, steps, tolerance)
    derivatives = field.series(points)
    reason, message = _bisection_end(field, points, found, steps)
    order = _order(field, points) if reason in ("converged", "step-limit") else UNKNOWN
    return Root(points, derivatives[0], derivatives[1], reason, message, order)


def _halved(field: Field, low: float, high: float, steps: int, tolerance: float) -> tuple[np.ndarray, Change | None]:
    """The middles, and what was found where the bracket closed; None where it did not."""
    begin, end = field.values(np.array([[low], [high]])).tolist()
    sign, points = np.sign(begin) or -np.sign(end) or 1.0, []
    values: dict[float, float] = {}
    for _ in range(steps + 1):
        middle = (low + high) / 2
        points.append(middle)
        if middle not in values:
            values = _halving(field, low, high)
        value = values[middle]
        if value == 0 or np.isnan(value):
            return np.array(points), change_at(field, middle)
        if high - low <= 2 * tolerance * max(1.0, abs(middle)):
            return np.array(points), change_between(field, low, high)
        low, high = (middle, high) if np.sign(value) == sign else (low, middle)
    return np.array(points), None


def _halving(field: Field, low: float, high: float) -> dict[float, float]:
    """f at all the middles to which the next few halvings can lead: at once they cost no more than a single one."""
    ends = np.array([low, high])
    for _ in range(_LEVELS):
        middles = (ends[:-1] + ends[1:]) / 2
        ends = np.insert(ends, np.arange(1, len(ends)), middles)
    inner = ends[1:-1]
    return dict(zip(inner.tolist(), field.values(inner[:, None]).tolist(), strict=True))


def _order(field: Field, points: np.ndarray) -> Order:
    limit = zero_ahead(field, points, 0)
    return UNKNOWN if limit is None else order_of(points, limit)


def _bisection_end(field: Field, points: np.ndarray, found: Change | None, steps: int) -> tuple[Reason, str]:
    taken = counted(len(points) - 1)
    if found is None:
        return "step-limit", f"The step limit of {steps} is reached at {place_of(field, points[-1:])}."
    at = settled(np.array([found.place]), points[:, None])
    place, left, right = place_of(field, at), _height(found.left), _height(found.right)
    return _END_OF[found.kind], _CLOSED_ON[found.kind].format(taken=taken, place=place, left=left, right=right)


def _height(value: float) -> str:
    return number(value, 4) if math.isfinite(value) else "+∞" if value > 0 else "−∞"


_END_OF: dict[Crossing, Reason] = {
    "zero": "converged",
    "plateau": "flat",
    "jump": "jump",
    "pole": "diverged",
    "hole": "left-domain",
    "undecided": "undecided",
}
_CLOSED_ON: dict[Crossing, str] = {
    "zero": "Converged to a zero, {place}, {taken}.",
    "plateau": "Stopped {taken}: f is 0 around {place}, or too small to be told from 0.",
    "jump": "The bracket closed on {place} {taken}, but f jumps there, from {left} to {right}: no zero.",
    "pole": "The bracket closed on {place} {taken}, but f has a pole there, with {left} beside it on the left and "
    "{right} on the right: no zero.",
    "hole": "Left the domain {taken}: f has no value at {place}.",
    "undecided": "The bracket closed on {place} {taken}, where f is {left} on the left and {right} on the right; "
    "whether there is a zero between cannot be told.",
}


def _message(field: Field, found: Root, steps: int) -> str:
    place, taken = place_of(field, found.points[-1:]), counted(len(found.points) - 1)
    match found.reason:
        case "converged":
            zero = found.points[-1:] if found.order.limit is None else found.order.limit
            return f"Converged to a zero, {place_of(field, zero)}, {taken}."
        case "cycling":
            period = period_of(found.points)
            return f"Cycling with period {period}: the tangents lead around the same {period} points."
        case "diverged":
            if abs(float(found.points[-1])) <= FARTHEST:
                return f"Stopped {taken}: f has a pole at {place} or beside it, and the tangents lead away: no zero."
            return f"Diverged {taken}: the tangents lead farther and farther away."
        case "left-domain":
            return f"Left the domain {taken}: f has no value at {place}."
        case "no-derivative":
            return f"Stopped {taken}: there is no derivative at {place}, and so no tangent."
        case "flat":
            if found.values[-1] == 0:
                return _CLOSED_ON["plateau"].format(taken=taken, place=place)
            return f"Stopped {taken}: the tangent at {place} is horizontal and never meets the axis."
    return f"The step limit of {steps} is reached at {place}, where f is {number(float(found.values[-1]), 3)}."

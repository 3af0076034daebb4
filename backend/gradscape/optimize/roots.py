"""Zeros of a function of one variable: Newton's method and bisection, step by step."""

from typing import NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.optimize.convergence import UNKNOWN, Order, limit_of, order_of
from gradscape.optimize.descent import place_of
from gradscape.optimize.walks import Reason, Run, Walk, walk


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
    each = walk(field, [Run("newton-root", start, 1.0, steps, tolerance)])[0]
    order = order_of(each.points, limit_of(each.points)) if each.reason == "converged" else UNKNOWN
    return Root(each.points, each.values, each.slopes, each.reason, _message(field, each, steps), order)


def bisection(field: Field, low: float, high: float, steps: int, tolerance: float) -> Root:
    """Halves an interval at whose ends f has different signs; a step halves the error's bound.

    Raises:
        NoChangeOfSign: if the ends do not bracket a zero.
    """
    ends = field.values(np.array([[low], [high]]))
    if not ends[0] * ends[1] <= 0:
        raise NoChangeOfSign(f"f({low:.6g}) = {ends[0]:.6g} and f({high:.6g}) = {ends[1]:.6g}")
    sign, points = np.sign(ends[0]) or -np.sign(ends[1]) or 1.0, []
    for _ in range(steps + 1):
        middle = (low + high) / 2
        points.append(middle)
        value = float(field.values(np.array([[middle]]))[0])
        if value == 0 or np.isnan(value) or high - low <= 2 * tolerance * max(1.0, abs(middle)):
            break
        low, high = (middle, high) if np.sign(value) == sign else (low, middle)
    derivatives = field.series(np.array(points))
    reason, message = _bisection_end(field, np.array(points), derivatives[0], steps)
    order = order_of(np.array(points), points[-1])
    return Root(np.array(points), derivatives[0], derivatives[1], reason, message, order)


def _bisection_end(field: Field, points: np.ndarray, values: np.ndarray, steps: int) -> tuple[Reason, str]:
    place, taken = place_of(field, float(points[-1])), _counted(len(points) - 1)
    if np.isnan(values[-1]):
        return "left-domain", f"Left the domain {taken}: f has no value at {place}."
    # At a pole the signs differ too, but values grow as the bracket closes.
    if len(values) > 8 and abs(values[-1]) > 10 * abs(values[0]):
        return "diverged", f"The bracket closed on {place} {taken}, but f jumps or has a pole there: no zero."
    if len(points) > steps:
        return "step-limit", f"The step limit of {steps} is reached at {place}."
    return "converged", f"Converged to a zero, {place}, {taken}."


def _message(field: Field, each: Walk, steps: int) -> str:
    place, taken = place_of(field, float(each.points[-1])), _counted(len(each.points) - 1)
    match each.reason:
        case "converged":
            return f"Converged to a zero, {place}, {taken}."
        case "cycling":
            return f"Cycling with period {each.period}: the tangents lead around the same {each.period} points."
        case "diverged":
            return f"Diverged {taken}: the tangents lead farther and farther away."
        case "left-domain":
            return f"Left the domain {taken}: f has no value at {place}."
        case "no-derivative":
            return f"Stopped {taken}: there is no derivative at {place}, and so no tangent."
        case "flat":
            return f"Stopped {taken}: the tangent at {place} is horizontal and never meets the axis."
    return f"The step limit of {steps} is reached at {place}, where f is {float(each.values[-1]):.3g}."


def _counted(steps: int) -> str:
    return f"after {steps} step{'' if steps == 1 else 's'}"

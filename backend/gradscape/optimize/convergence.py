"""How fast a walk came to its end, measured from its iterates, and what theory predicts."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.optimize.walks import Method

# Errors of about the rounding of the limit say nothing about the method.
_ROUNDING = 1e-13
_NEGLIGIBLE = 1e-7
_LAST = 8
_FEWEST_OF_A_TREND = 12
_GREATEST_ORDER = 3.5


class Order(NamedTuple):
    """Order of convergence: e_{n+1} ~ rate e_n^order. kind is None where too few iterates can tell."""

    kind: Literal["quadratic", "linear", "sublinear"] | None
    order: float | None
    rate: float | None


UNKNOWN = Order(None, None, None)


def limit_of(points: np.ndarray) -> float:
    """Where a convergent sequence ends, by Aitken's Δ² from its last three members."""
    if len(points) < 3:
        return float(points[-1])
    a, b, c = points[-3:]
    bend = (c - b) - (b - a)
    correction = (c - b) ** 2 / bend if bend else 0.0
    # Aitken's sequences shrink by one ratio; quicker ones are at their end.
    is_linear = 0.05 * abs(b - a) < abs(c - b)
    return float(c - correction) if is_linear and abs(correction) <= 10 * abs(c - b) else float(c)


def is_slowing_down(points: np.ndarray) -> bool:
    """Whether each of the last steps was shorter than the one before: on the way to a limit not yet reached."""
    lengths = np.abs(np.diff(points[-_LAST:]))
    return len(lengths) == _LAST - 1 and bool((np.diff(lengths) < 0).all())


def order_of(points: np.ndarray, limit: float) -> Order:
    """Measured from the last three errors |x_n - limit| that rounding has not touched.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., appendix A.2 (rates of convergence).
    """
    errors = np.abs(points - limit)
    known = errors[errors > _ROUNDING * max(1.0, abs(limit))]
    if len(known) < 3 or not known[-3] > known[-2] > known[-1]:
        return UNKNOWN
    return _order_of_last(known)


def order_of_errors(errors: np.ndarray) -> Order:
    """Measured from errors |x_n - x*| that rounding has not touched, which may swing as those of momentum do."""
    last = _order_of_last(errors) if errors[-3] > errors[-2] > errors[-1] else UNKNOWN
    # One lucky last step is no order of convergence.
    if (last.kind == "quadratic" and (last.order or 0) < _GREATEST_ORDER) or len(errors) < _FEWEST_OF_A_TREND:
        return last
    # A straight line through log e_n: a swinging error has a rate only over many steps.
    half = np.log(errors[len(errors) // 2 :])
    rate = float(np.exp(np.polyfit(np.arange(len(half)), half, 1)[0]))
    # Three errors of a swinging sequence say nothing about its order.
    order = last.order if last.order is not None and abs(last.order - 1) < 0.5 else None
    return Order("sublinear" if last.kind == "sublinear" else "linear", order, rate) if rate < 1 else UNKNOWN


def _order_of_last(known: np.ndarray) -> Order:
    a, b, c = known[-3:]
    rate = float(c / b)
    order = float(np.log(c / b) / np.log(b / a))
    if order > 1.5 and c < 0.1 * b and b < 0.9 * a:
        return Order("quadratic", order, float(c / b**2))
    return Order("sublinear" if rate > 0.99 and _is_slowing(known) else "linear", order, rate)


def _is_slowing(errors: np.ndarray) -> bool:
    """Whether the ratio of errors creeps towards 1: over twice the steps, half of what was missing to it."""
    missing = 1 - errors[1:] / errors[:-1]
    return len(missing) > 10 and bool(missing[-1] < 0.75 * missing[len(missing) // 2] < missing[0])


def predicted_rate(field: Field, method: Method, learning_rate: float, limit: float) -> float | None:
    """|e_{n+1} / e_n| near the limit; 0 means faster than linear, 1 slower.

    Gradient descent: |1 - a f''|. Newton's method: |1 - a/m| at a zero of f' (or f) of multiplicity m.
    """
    derivatives = field.series(np.array([limit]))[:, 0]
    if not np.isfinite(derivatives[:3]).all():
        return None
    if method == "gradient-descent":
        return float(abs(1 - learning_rate * derivatives[2]))
    multiplicity = multiplicity_of(derivatives[0 if method == "newton-root" else 1 :])
    return None if multiplicity is None else abs(1 - learning_rate / multiplicity)


def multiplicity_of(derivatives: np.ndarray) -> int | None:
    """How often a zero counts: the first derivative that is not zero; None if none is."""
    sizes = np.abs(derivatives)
    significant = np.flatnonzero(sizes[1:] > _NEGLIGIBLE * np.nanmax(sizes, initial=0.0))
    return int(significant[0]) + 1 if len(significant) else None

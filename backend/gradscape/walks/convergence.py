"""How fast a walk came to its end, measured from its iterates, and what theory predicts."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

# Of the size of what is measured: errors of about the rounding of the limit say nothing about the method.
_ROUNDING, _CLEAN = 1e-13, 1e-9
_NEGLIGIBLE = 1e-7
# Errors by whose fall the rate is measured: as many as it takes for them to halve.
_WINDOW = 2.0
_FEWEST_OF_A_TREND = 12
# With errors e the ratio lacks e^s to 1: 0 for linear convergence in the long run, 2 on x⁴.
_CREEPS = 0.4
_NEAR_1 = 1e-12
# What is missing to 1 of the rates measured and predicted may differ by this factor.
_ALIKE = 2.0
# Of three errors: more than linear, about quadratic, and more than any method here has.
_LEAST_ORDER, _ABOUT_2, _GREATEST_ORDER = 1.15, 1.5, 3.5


class Order(NamedTuple):
    """Order of convergence: e_{n+1} ~ rate e_n^order. kind is None where the iterates cannot tell.

    quadratic: of order 2 or about it, or more. superlinear: ratios of errors fall to 0, more slowly. sublinear: they
    rise to 1, so that there is no rate. limit: what the errors are distances to, (n,).
    """

    kind: Literal["quadratic", "superlinear", "linear", "sublinear"] | None
    order: float | None
    rate: float | None
    limit: np.ndarray | None = None


UNKNOWN = Order(None, None, None)


def order_of(points: Float64[np.ndarray, "..."], limit: Float64[np.ndarray, " n"] | float) -> Order:
    """Measured from the errors |x_n - limit| that rounding has not touched, (m,) or (m, n).

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., appendix A.2 (rates of convergence).
    """
    place = np.atleast_1d(np.asarray(limit, float))
    errors = np.linalg.norm(points.reshape(len(points), -1) - place, axis=1)
    scale = max(float(np.linalg.norm(place)), float(errors.max(initial=0.0)))
    is_lost = errors <= _ROUNDING * scale
    usable = errors[: int(np.argmax(is_lost))] if is_lost.any() else errors
    # A walk that has not come nearer does not tend there.
    if len(usable) < 3 or not usable[-1] < usable[len(usable) // 2] * (1 - _ROUNDING):
        return UNKNOWN
    return order_of_errors(usable, _CLEAN * scale)._replace(limit=place)


def order_of_errors(errors: Float64[np.ndarray, " m"], clean: float = 0.0) -> Order:
    """Measured from at least three errors, which may swing as those of momentum do.

    clean: errors from here on have the digits that a rate needs, though smaller ones may still say what order it is.
    """
    quick = _quicker_than_linear(errors)
    if quick is not None:
        return quick
    late = errors[len(errors) // 2 :]
    if (np.diff(late) >= 0).any():
        return _of_a_swing(errors)
    if not errors[-3] > errors[-2]:
        return UNKNOWN
    if _creeps(errors):
        return Order("sublinear", None, None)
    count = int((errors >= clean).sum())
    return _steady(errors[:count] if count > 2 else errors)


def _steady(errors: np.ndarray) -> Order:
    """By the last halving of the error: the ratio of two errors that hardly differ would be that of their rounding."""
    late = errors[min(len(errors) // 2, len(errors) - 3) :]
    window = late[min(int(np.argmax(late <= _WINDOW * late[-1])), len(late) - 2) :]
    rate = float((window[-1] / window[0]) ** (1 / (len(window) - 1)))
    return Order("linear", _local_order(*errors[-3:]), rate)


def _quicker_than_linear(errors: np.ndarray) -> Order | None:
    a, b, c = errors[-3:]
    if not (c < 0.1 * b and b < 0.9 * a):
        return None
    order = _local_order(a, b, c)
    # One lucky last step, as of a method whose errors swing, is no order of convergence.
    is_lucky = len(errors) >= _FEWEST_OF_A_TREND and order > _GREATEST_ORDER
    if is_lucky or order <= _LEAST_ORDER:
        return None
    return Order("quadratic", order, float(c / b**2)) if order > _ABOUT_2 else Order("superlinear", order, None)


def _local_order(a: float, b: float, c: float) -> float:
    """Source: Weerakoon & Fernando (2000), A variant of Newton's method with accelerated third-order convergence."""
    return float(np.log(c / b) / np.log(b / a))


def _of_a_swing(errors: np.ndarray) -> Order:
    """A straight line through log e_n: a swinging error has a rate only over many steps, and no order."""
    if len(errors) < _FEWEST_OF_A_TREND:
        return UNKNOWN
    half = np.log(errors[len(errors) // 2 :])
    rate = float(np.exp(np.polyfit(np.arange(len(half)), half, 1)[0]))
    return Order("linear", None, rate) if rate < 1 else UNKNOWN


def _creeps(errors: np.ndarray) -> bool:
    """Whether the ratio of errors rises to 1 with a power of the error, over both of the last halvings of the walk."""
    if len(errors) < _FEWEST_OF_A_TREND:
        return False
    places = np.array([len(errors) // 4, len(errors) // 2, len(errors) - 1])
    missing = np.log(np.maximum(1 - errors[places] / errors[places - 1], 1e-300))
    heights = np.log(errors[places])
    return bool((np.diff(missing) / np.diff(heights) > _CREEPS).all())


def told(order: Order, predicted: float | None) -> Order:
    """What iterates and theory say together: where they contradict each other, too few steps were made to tell."""
    if predicted is None or order.kind not in ("linear", "sublinear"):
        return order
    is_level = predicted >= 1 - _NEAR_1
    if order.rate is None or is_level:
        return order if (order.rate is None) == is_level else UNKNOWN
    # Far from the limit errors shrink by other ratios than they do in the end.
    is_near = 1 - order.rate <= _ALIKE * (1 - predicted) and 1 - predicted <= _ALIKE * (1 - order.rate)
    return order if is_near else UNKNOWN


def multiplicity_of(derivatives: Float64[np.ndarray, " _"]) -> int | None:
    """How often a zero counts: the first derivative that is not zero; None if none is."""
    sizes = np.abs(derivatives)
    significant = np.flatnonzero(sizes[1:] > _NEGLIGIBLE * np.nanmax(sizes, initial=0.0))
    return int(significant[0]) + 1 if len(significant) else None

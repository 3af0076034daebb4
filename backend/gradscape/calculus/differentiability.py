"""How smooth a function of one variable is at a point, from its two sides."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.calculus.one_sided import (
    STEPS,
    Ending,
    OneSided,
    agree,
    in_words,
    one_sided_derivative,
    one_sided_limit,
    stays_away,
)
from gradscape.machine import machine

Kind = Literal[
    "smooth",
    "corner",
    "cusp",
    "vertical tangent",
    "jump",
    "gap",
    "pole",
    "edge",
    "unresolved",
    "undefined",
]
HIGHEST_ORDER = 6


class Differentiability(NamedTuple):
    """What a function is like at a point.

    order: how often it is differentiable; if not is_order_exact, at least so often. slope: the derivative, NaN if
    there is none. left_slope, right_slope: from one side, infinite where unbounded, NaN where there is none.
    left_limit, right_limit: of the values. autodiff: the slope that JAX answers by convention.
    """

    kind: Kind
    order: int
    is_order_exact: bool
    value: float
    slope: float
    left_slope: float
    right_slope: float
    left_limit: float
    right_limit: float
    autodiff: float
    message: str


class _Sides(NamedTuple):
    """f and its derivatives at shrinking distances: (2, 7, steps), left and right."""

    distances: np.ndarray
    derivatives: np.ndarray

    def of(self, order: int, side: int) -> np.ndarray:
        return self.derivatives[side, order]


def differentiability(field: Field, x: float) -> Differentiability:
    """Whether f' exists at x, how often f is differentiable there, and if not, why."""
    here, sides = _looked_at(field, x)
    value = float(here[0])
    limits = [_limit(value, sides.of(0, side)) for side in (0, 1)]
    slopes = [_slope(value, limits[side], sides, side) for side in (0, 1)]
    kind = _kind(value, limits, slopes)
    order, is_exact, slope = _order(here, sides, slopes) if kind == "smooth" else (0, True, np.nan)
    message = _message(field, x, kind, order, slope, limits, slopes) if is_exact else _at_least(field, x, order, slope)
    left, right = (side.limit if side.ending is not Ending.UNKNOWN else np.nan for side in slopes)
    autodiff = machine.convention(field.program, x)[1]
    return Differentiability(
        kind, order, is_exact, value, slope, left, right, limits[0].limit, limits[1].limit, autodiff, message
    )


def _looked_at(field: Field, x: float) -> tuple[np.ndarray, _Sides]:
    # Distances are relative to x, so that they are not lost in its rounding.
    distances = max(1.0, abs(x)) * STEPS
    places = np.concatenate([[x], x - distances, x + distances])
    derivatives = field.series(places)
    beside = derivatives[:, 1:].reshape(-1, 2, len(STEPS)).transpose(1, 0, 2)
    return derivatives[:, 0], _Sides(distances, beside)


def _limit(value: float, values: np.ndarray) -> OneSided:
    """Of the values from one side; the value itself where f is continuous from there."""
    if not np.isfinite(values).all():
        return OneSided(Ending.UNDEFINED, np.nan)
    if np.isfinite(value) and not stays_away(value, values):
        return OneSided(Ending.LIMIT, value)
    return one_sided_limit(values)


def _slope(value: float, limit: OneSided, sides: _Sides, side: int) -> OneSided:
    """Derivative from one side; of a gap, of the function with the gap filled."""
    if limit.ending is not Ending.LIMIT:
        return OneSided(limit.ending if limit.ending is Ending.UNDEFINED else Ending.UNKNOWN, np.nan)
    return one_sided_derivative(limit.limit, sides.of(0, side), sides.of(1, side), sides.distances, side)


def _kind(value: float, limits: list[OneSided], slopes: list[OneSided]) -> Kind:
    endings = {limit.ending for limit in limits}
    if Ending.UNBOUNDED in endings:
        return "pole"
    if endings == {Ending.UNDEFINED}:
        return "undefined"
    if Ending.UNDEFINED in endings:
        is_steep = any(slope.ending is Ending.UNBOUNDED for slope in slopes)
        return "vertical tangent" if is_steep and np.isfinite(value) else "edge"
    if Ending.UNKNOWN in endings:
        return "unresolved"
    left, right = limits
    if not agree(left.limit, right.limit):
        return "jump"
    if not (np.isfinite(value) and agree(left.limit, value)):
        return "gap"
    return _kind_of_continuous(*slopes)


def _kind_of_continuous(left: OneSided, right: OneSided) -> Kind:
    endings = {left.ending, right.ending}
    if endings == {Ending.LIMIT}:
        return "smooth" if agree(left.limit, right.limit) else "corner"
    if endings == {Ending.UNBOUNDED}:
        return "vertical tangent" if left.limit == right.limit else "cusp"
    return "corner" if endings == {Ending.LIMIT, Ending.UNBOUNDED} else "unresolved"


def _order(here: np.ndarray, sides: _Sides, slopes: list[OneSided]) -> tuple[int, bool, float]:
    """How many derivatives exist, whether that is all, and the first one.

    Autodiff's derivative where it has one, else the limit from both sides.
    """
    slope = float(here[1]) if np.isfinite(here[1]) else (slopes[0].limit + slopes[1].limit) / 2
    value = slope
    for order in range(2, HIGHEST_ORDER + 1):
        if np.isfinite(here[order]):
            value = float(here[order])
            continue
        left, right = (
            one_sided_derivative(value, sides.of(order - 1, side), sides.of(order, side), sides.distances, side)
            for side in (0, 1)
        )
        if Ending.UNKNOWN in (left.ending, right.ending):
            return order - 1, False, slope
        if not (left.ending is right.ending is Ending.LIMIT and agree(left.limit, right.limit)):
            return order - 1, True, slope
        value = (left.limit + right.limit) / 2
    return HIGHEST_ORDER, False, slope


_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}


def _place(field: Field, x: float) -> str:
    return f"{field.variables[0] if field.variables else 'x'} = {x:.6g}"


def _at_least(field: Field, x: float, order: int, slope: float) -> str:
    often = "Smooth" if order == HIGHEST_ORDER else f"Differentiable at least {_TIMES[order]}"
    return f"{often} at {_place(field, x)}: the slope is {slope:.6g}."


def _message(
    field: Field, x: float, kind: Kind, order: int, slope: float, limits: list[OneSided], slopes: list[OneSided]
) -> str:
    place = _place(field, x)
    sides = f"{in_words(slopes[0])} on the left, {in_words(slopes[1])} on the right"
    ends = f"{_end_in_words(limits[0])} on the left, {_end_in_words(limits[1])} on the right"
    match kind:
        case "smooth":
            often = f"{_TIMES[order]}, but not {_TIMES.get(order + 1, 'more often')}"
            return f"Differentiable {often}, at {place}: the slope is {slope:.6g}."
        case "corner":
            return f"A corner at {place}: {sides}. There is no derivative."
        case "cusp":
            return f"A cusp at {place}: the slope grows without bound on both sides, with opposite signs."
        case "vertical tangent" if Ending.UNDEFINED in (limits[0].ending, limits[1].ending):
            return f"The domain ends at {place} with a vertical tangent: there is no derivative."
        case "vertical tangent":
            return f"A vertical tangent at {place}: the slope grows without bound. There is no derivative."
        case "jump":
            return f"A jump at {place}: values reach {ends}."
        case "gap":
            return f"A gap at {place}: values reach {limits[0].limit:.6g} from both sides, and f could be filled in."
        case "pole":
            return f"A pole at {place}: values reach {ends}."
        case "edge":
            return f"The domain ends at {place}: {sides}."
        case "unresolved":
            return f"At {place} the slopes from the two sides come to no end: this cannot be decided by numbers."
    return f"The function has no value at {place}, nor beside it."


def _end_in_words(limit: OneSided) -> str:
    if limit.ending is Ending.UNBOUNDED:
        return "+∞" if limit.limit > 0 else "−∞"
    return f"{limit.limit:.6g}" if limit.ending is Ending.LIMIT else "nothing"

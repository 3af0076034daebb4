"""How smooth a function of one variable is at a point: by proof where f is analytic, else from its two sides."""

from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus import smoothness_words as words
from gradscape.calculus.field import Field
from gradscape.calculus.lost_digits import checked_place
from gradscape.calculus.one_sided import Ending, OneSided, apart, one_sided_derivative
from gradscape.calculus.two_sides import FINE_SCALES, TwoSides, Window, certain_sides, two_sides, windows
from gradscape.certify.jets import jets
from gradscape.certify.smoothness import analytic_radius
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
_DECIDED_BY_SLOPES: tuple[Kind, ...] = ("smooth", "corner", "cusp", "vertical tangent")
_UNKNOWN = OneSided(Ending.UNKNOWN, np.nan)
# An enclosure of a slope that autodiff does not have is shown if it is narrower than this part of it.
_NARROW = 1e-6


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


def differentiability(field: Field, x: float) -> Differentiability:
    """Whether f' exists at x, how often f is differentiable there, and if not, why."""
    certain = analytic_radius(field.code, np.array([x]), field.numbers)
    if certain.radius > 0:
        return _analytic(field, x)
    if certain.void:
        return _undefined(field, x)
    here, views = windows(field, x)
    return _from_both_sides(field, x, here, views)


def _analytic(field: Field, x: float) -> Differentiability:
    """Nearness of an edge is no corner; what is too large, or hidden by rounding, is there all the same."""
    numbers, lost = checked_place(field, x)
    value, slope = np.where(lost, np.nan, numbers).tolist()
    if np.isnan(slope):
        slope = _enclosed_slope(field, x)
    autodiff = machine.convention(field.program, x)[1]
    message = words.lost(field, x) if lost[0] else words.analytic(field, x, value, slope)
    return Differentiability(
        "smooth", HIGHEST_ORDER, False, value, slope, slope, slope, value, value, autodiff, message
    )


def _enclosed_slope(field: Field, x: float) -> float:
    jet = jets(field.code, field.numbers, np.array([[[x, x]]]), order=1)
    middle, spread = float(jet.gradient.middle[0, 0]), float(jet.gradient.radius[0, 0])
    return middle if spread <= _NARROW * abs(middle) or middle == spread == 0 else np.nan


def _undefined(field: Field, x: float) -> Differentiability:
    autodiff = machine.convention(field.program, x)[1]
    nothing = np.nan
    values = nothing, nothing, nothing, nothing, nothing, nothing
    return Differentiability("undefined", 0, True, *values, autodiff, words.undefined(field, x))


def _from_both_sides(field: Field, x: float, here: np.ndarray, views: list[Window]) -> Differentiability:
    value, certain = float(here[0]), certain_sides(field, x)
    seen = [two_sides(field, x, value, view, certain) for view in views]
    agreed = _agreed([_kind(value, *each) for each in seen], seen)
    kind, (limits, slopes) = ("unresolved", _in_common(*seen[:2])) if agreed is None else agreed[1:]
    order, is_exact, slope = 0, True, np.nan
    if agreed and kind == "smooth":
        order, is_exact, slope = _common_order(here, views[agreed[0]], views[agreed[0] + 1], slopes)
    message = words.message(field, x, kind, order, is_exact, slope, limits, slopes)
    left, right = (each.limit if each.ending is not Ending.UNKNOWN else np.nan for each in slopes)
    autodiff = machine.convention(field.program, x)[1]
    return Differentiability(
        kind, order, is_exact, value, slope, left, right, limits[0].limit, limits[1].limit, autodiff, message
    )


def _agreed(kinds: list[Kind], seen: list[TwoSides]) -> tuple[int, Kind, TwoSides] | None:
    """The first two neighbouring scales that agree, and on what; None where no two do."""
    # From further away one looks only where rounding hides what is near.
    few = FINE_SCALES if kinds[0] != "unresolved" else len(seen)
    for k, (a, b) in enumerate(pairwise(seen[:few])):
        common = _in_common(a, b)
        deciding = common.limits + (common.slopes if kinds[k] in _DECIDED_BY_SLOPES else ())
        if kinds[k] == kinds[k + 1] != "unresolved" and not any(each is _UNKNOWN for each in deciding):
            return k, kinds[k], common
    return None


def _in_common(a: TwoSides, b: TwoSides) -> TwoSides:
    limits, slopes = (
        tuple(_UNKNOWN if _differ(*pair) else min(pair, key=_doubt) for pair in zip(*both, strict=True))
        for both in ((a.limits, b.limits), (a.slopes, b.slopes))
    )
    return TwoSides((limits[0], limits[1]), (slopes[0], slopes[1]))


def _doubt(side: OneSided) -> float:
    return side.uncertainty


def _differ(a: OneSided, b: OneSided) -> bool:
    if a.ending is Ending.LIMIT is b.ending:
        return apart(a, b)
    return a.ending is not b.ending or (a.ending is Ending.UNBOUNDED and a.limit != b.limit)


def _kind(value: float, limits: tuple[OneSided, OneSided], slopes: tuple[OneSided, OneSided]) -> Kind:
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
    if apart(left, right):
        return "jump"
    if not np.isfinite(value) or apart(left, OneSided(Ending.LIMIT, value)):
        return "gap"
    return _kind_of_continuous(*slopes)


def _kind_of_continuous(left: OneSided, right: OneSided) -> Kind:
    endings = {left.ending, right.ending}
    if endings == {Ending.LIMIT}:
        return "corner" if apart(left, right) else "smooth"
    if endings == {Ending.UNBOUNDED}:
        return "vertical tangent" if left.limit == right.limit else "cusp"
    return "corner" if endings == {Ending.LIMIT, Ending.UNBOUNDED} else "unresolved"


def _common_order(
    here: np.ndarray, near: Window, far: Window, slopes: tuple[OneSided, OneSided]
) -> tuple[int, bool, float]:
    """As far as both scales go; exact only where they say the same."""
    (a, is_exact, slope), (b, is_exact_too, _) = (_order(here, view, slopes) for view in (near, far))
    return min(a, b), a == b and is_exact and is_exact_too, slope


def _order(here: np.ndarray, view: Window, slopes: tuple[OneSided, OneSided]) -> tuple[int, bool, float]:
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
            one_sided_derivative(
                value, view.derivatives[side, order - 1], view.derivatives[side, order], view.distances, side
            )
            for side in (0, 1)
        )
        if {Ending.UNKNOWN, Ending.UNDEFINED} & {left.ending, right.ending}:
            return order - 1, False, slope
        if not (left.ending is right.ending is Ending.LIMIT) or apart(left, right):
            return order - 1, True, slope
        value = (left.limit + right.limit) / 2
    return HIGHEST_ORDER, False, slope

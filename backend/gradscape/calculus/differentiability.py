"""How smooth a function of one variable is at a point: by proof where f is analytic, else from its two sides."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus import smoothness_words as words
from gradscape.calculus.field import Field
from gradscape.calculus.lost_digits import checked_place
from gradscape.calculus.one_sided import Ending, OneSided, apart, one_sided_derivative, surer
from gradscape.calculus.two_sides import FINE_SCALES, TwoSides, Views, Window, proved_sides, two_sides, views
from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC, VOID
from gradscape.certify.smoothness import Beside, beside, states
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
    return differentiabilities(field, [x])[0]


def differentiabilities(field: Field, places: list[float]) -> list[Differentiability]:
    """The same at many places, each question asked of all of them at once."""
    if not places:
        return []
    state = dict(zip(places, states(field.code, np.array(places), field.numbers).tolist(), strict=True))
    found = {x: _analytic(field, x) for x in places if state[x] == ANALYTIC}
    found |= {x: _undefined(field, x) for x in places if state[x] == VOID}
    rest = [x for x in places if x not in found]
    certain = dict(zip(rest, beside(field.code, np.array(rest), field.numbers), strict=True)) if rest else {}
    found |= {x: broken for x in rest if (broken := _proved_break(field, x, certain[x]))}
    rest = [x for x in rest if x not in found]
    seen = zip(rest, views(field, rest), strict=True)
    found |= {x: _from_both_sides(field, x, around, certain[x]) for x, around in seen}
    return [found[x] for x in places]


def _analytic(field: Field, x: float) -> Differentiability:
    """Nearness of an edge is no corner; what is too large, or hidden by rounding, is there all the same."""
    numbers, lost = checked_place(field, x)
    value, slope = np.where(lost, np.nan, numbers).tolist()
    if np.isnan(slope):
        slope = _enclosed_slope(field, x)
    value, slope = value + 0.0, slope + 0.0
    autodiff = machine.convention(field.program, x)[1]
    message = words.lost(field, x) if lost[0] else words.analytic(field, x, value, slope)
    return Differentiability(
        "smooth", HIGHEST_ORDER, False, value, slope, slope, slope, value, value, autodiff, message
    )


def _proved_break(field: Field, x: float, certain: Beside) -> Differentiability | None:
    """A corner or a jump whose two sides are known to rounding: samples could add nothing."""
    value, autodiff = machine.convention(field.program, x)
    seen = proved_sides(x, value, certain)
    kind = seen and _kind(value, *seen)
    if seen is None or kind not in ("corner", "jump"):
        return None
    return _broken(field, x, kind, value, seen, autodiff)


def _enclosed_slope(field: Field, x: float) -> float:
    jet = jets(field.code, field.numbers, np.array([[[x, x]]]), order=1)
    middle, spread = float(jet.gradient.middle[0, 0]), float(jet.gradient.radius[0, 0])
    return middle if spread <= _NARROW * abs(middle) or middle == spread == 0 else np.nan


def _undefined(field: Field, x: float) -> Differentiability:
    autodiff = machine.convention(field.program, x)[1]
    nothing = np.nan
    values = nothing, nothing, nothing, nothing, nothing, nothing
    return Differentiability("undefined", 0, True, *values, autodiff, words.undefined(field, x))


def _broken(
    field: Field, x: float, kind: Kind, value: float, seen: TwoSides, autodiff: float,
    order: int = 0, is_exact: bool = True, slope: float = np.nan,
) -> Differentiability:  # fmt: skip
    limits, slopes = seen
    message = words.message(field, x, kind, order, is_exact, slope, limits, slopes)
    left, right = (each.limit if each.ending is not Ending.UNKNOWN else np.nan for each in slopes)
    ends = limits[0].limit, limits[1].limit
    return Differentiability(kind, order, is_exact, value, slope, left, right, *ends, autodiff, message)


def _from_both_sides(field: Field, x: float, around: Views, certain: Beside) -> Differentiability:
    value, autodiff = float(around.here[0]), machine.convention(field.program, x)[1]
    k, kind, seen = _agreed(field, x, around, certain)
    if kind != "smooth":
        return _broken(field, x, kind, value, seen, autodiff)
    near, far = around.windows[k : k + 2]
    order, is_exact, slope = _common_order(around.here, near, far, seen.slopes)
    return _broken(field, x, kind, value, seen, autodiff, order, is_exact, slope + 0.0)


def _agreed(field: Field, x: float, around: Views, certain: Beside) -> tuple[int, Kind, TwoSides]:
    """The first two neighbouring scales that agree, and on what; unresolved where no two do."""
    value, seen, kinds = float(around.here[0]), [], []
    for k, window in enumerate(around.windows):
        # From further away one looks only where rounding hides what is near.
        if k == FINE_SCALES and kinds[0] != "unresolved":
            break
        seen.append(two_sides(field, x, value, window, certain))
        kinds.append(_kind(value, *seen[k]))
        if k and kinds[k - 1] == kinds[k] != "unresolved":
            common = _in_common(*seen[k - 1 :])
            deciding = common.limits + (common.slopes if kinds[k] in _DECIDED_BY_SLOPES else ())
            if not any(each is _UNKNOWN for each in deciding):
                return k - 1, kinds[k], common
    return 0, "unresolved", _in_common(*seen[:2])


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
    slope = float(here[1]) if np.isfinite(here[1]) else surer(*slopes).limit
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

"""What is said about a point of a curve, in a sentence."""

import numpy as np

from gradscape.calculus.field import Field
from gradscape.calculus.one_sided import Ending, OneSided, sides_in_words
from gradscape.language.digits import in_words as number

_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}
_Pair = tuple[OneSided, OneSided]


def place(field: Field, x: float) -> str:
    """x = 2, with as many digits as tell a point from the round number beside it."""
    rounded = float(f"{x:.12g}")
    # A few roundings beside 0.3 is 0.3.
    is_other = rounded == float(f"{x:.6g}") and abs(rounded - x) > 4 * np.spacing(abs(x))
    return f"{field.variables[0] if field.variables else 'x'} = {number(x, 16 if is_other else 12)}"


def analytic(field: Field, x: float, value: float, slope: float) -> str:
    """Where f is certainly analytic."""
    if np.isnan(value):
        return f"Smooth at {place(field, x)}, but a number on the way to its value is beyond 1.8·10³⁰⁸."
    if np.isnan(slope):
        return f"Smooth at {place(field, x)}, but rounding hides the slope."
    return f"Smooth at {place(field, x)}: the slope is {number(slope)}."


def lost(field: Field, x: float) -> str:
    """Where f is certainly analytic, and rounding has eaten its value."""
    return f"Smooth at {place(field, x)}, but nearly equal numbers cancel: rounding hides the value."


def undefined(field: Field, x: float) -> str:
    """Where there is no function."""
    return f"The function has no value at {place(field, x)}, nor beside it."


def message(
    field: Field, x: float, kind: str, order: int, is_exact: bool, slope: float, limits: _Pair, slopes: _Pair
) -> str:
    """What the two sides say."""
    here = place(field, x)
    sides = sides_in_words(*slopes)
    ends = "{} on the left, {} on the right".format(*_ends_in_words(limits))
    match kind:
        case "smooth":
            return f"{_often(order, is_exact)} at {here}: the slope is {number(slope)}."
        case "corner":
            return f"A corner at {here}: {sides}. There is no derivative."
        case "cusp":
            return f"A cusp at {here}: {sides}. There is no derivative."
        case "vertical tangent" if Ending.UNDEFINED in (limits[0].ending, limits[1].ending):
            return f"The domain ends at {here} with a vertical tangent: there is no derivative."
        case "vertical tangent":
            return f"A vertical tangent at {here}: the slope goes to {number(slopes[0].limit)}. There is no derivative."
        case "jump":
            return f"A jump at {here}: values reach {ends}."
        case "gap":
            return f"A gap at {here}: values reach {number(limits[0].limit)} from both sides, and f could be filled in."
        case "pole":
            return f"A pole at {here}{_way_to_a_pole(limits)}."
        case "edge":
            return f"The domain ends at {here}: {sides}."
        case "unresolved":
            return _unresolved(here, limits)
    return undefined(field, x)


def _often(order: int, is_exact: bool) -> str:
    if is_exact:
        return f"Differentiable {_TIMES[order]}, but not {_TIMES.get(order + 1, 'more often')},"
    return f"Differentiable at least {_TIMES[order]}" if order in _TIMES else "Smooth"


def _unresolved(here: str, limits: _Pair) -> str:
    what = "values" if Ending.UNKNOWN in (limits[0].ending, limits[1].ending) else "slopes"
    return f"At {here} it is not decided where the {what} from the two sides go: numbers settle too slowly, or never."


def _way_to_a_pole(limits: _Pair) -> str:
    ends = [f"{_end_in_words(each, 6)} on the {side}" for each, side in zip(limits, ("left", "right"), strict=True)]
    undefined = [each.ending is Ending.UNDEFINED for each in limits]
    if any(undefined):
        return f", where the domain ends: values reach {ends[undefined.index(False)]}"
    return f": values reach {', '.join(ends)}"


def _ends_in_words(limits: _Pair) -> tuple[str, str]:
    """With as many digits as tell the two apart."""
    for digits in (6, 9, 12, 15, 17):
        left, right = (_end_in_words(limit, digits) for limit in limits)
        if left != right or limits[0].limit == limits[1].limit:
            break
    return left, right


def _end_in_words(limit: OneSided, digits: int) -> str:
    if limit.ending is Ending.UNBOUNDED:
        return "+∞" if limit.limit > 0 else "−∞"
    return number(limit.limit, digits) if limit.ending is Ending.LIMIT else "what is not decided"

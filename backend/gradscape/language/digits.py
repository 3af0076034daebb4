"""Numbers as people read them: in formulas to six digits, or more where six would say another number; in sentences."""

import math

USUAL = 6
# What differs only behind these digits is rounding.
_NOISE = 12
_ALL = 17
# Of the largest number that goes into a result: some hundred roundings of it.
_ROUNDING = 2.0**-44

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def in_words(value: float, digits: int = USUAL) -> str:
    """`value` for a sentence, to so many digits: −0.2, 3.81·10⁻⁶, 10⁹; infinite as ∞, and nothing where NaN."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    if not exponent:
        return mantissa.replace("-", "−")
    power = f"10{str(int(exponent)).translate(_RAISED)}"
    factor = {"1": "", "-1": "−"}.get(mantissa, f"{mantissa.replace('-', '−')}·")
    return f"{factor}{power}"


def told_apart(a: float, b: float, digits: int = USUAL) -> tuple[str, str]:
    """Both numbers for a sentence that compares them, with as many more digits as it takes for it to be seen."""
    for count in range(digits, _ALL):
        # Neither is told further from itself than a quarter of the way to the other: 1.000000001 is not 1 there.
        off = max(abs(float(f"{each:.{count}g}") - each) for each in (a, b))
        if a == b or not off > abs(a - b) / 4:
            return in_words(a, count), in_words(b, count)
    return in_words(a, _ALL), in_words(b, _ALL)


def without_rounding(value: float, size: float) -> float:
    """`value`, or 0 where that is what it is to rounding, beside numbers of `size` that it came from."""
    return 0.0 if abs(value) <= _ROUNDING * size else value


def shown(value: float, resolution: float = math.inf) -> float:
    """`value` as it is written: to six digits, and as many more as tell it from its neighbours.

    No digit before the point is rounded to a zero, which would look exact; 1000.0011 is not written as 1000.

    Args:
        resolution: how far off it may be, whatever its size: 1e9 + 0.001 is not 1e9 where slopes are 1e-6.
    """
    if not math.isfinite(value) or value == 0:
        return value + 0.0
    allowed = max(resolution, 4 * math.ulp(value))
    for digits in range(max(USUAL, _whole_digits(value)), _ALL):
        rounded, is_honest = _written(value, digits)
        if is_honest and abs(rounded - value) <= allowed:
            return rounded
    return _written(value, _ALL)[0]


def _whole_digits(value: float) -> int:
    """Those before the point, where they are written out."""
    size = abs(value)
    return len(str(int(size))) if 1 <= size < 1e15 else 0


def _written(value: float, digits: int) -> tuple[float, bool]:
    """`value` to so many digits, and whether what ends early there ends for good: 0.5 of 0.5, not of 0.50000001."""
    text = f"{value:.{digits - 1}e}"
    rounded = float(text)
    return rounded, rounded == value or text[digits + (value < 0)] != "0" or rounded == float(f"{value:.{_NOISE}g}")

"""How many digits of a number are written in a formula: six, and more where six would say another number."""

import math

USUAL = 6
# What differs only behind these digits is rounding.
_NOISE = 12
_ALL = 17


def shown(value: float, resolution: float = math.inf) -> float:
    """`value` as it is written: to six digits, and as many more as tell it from its neighbours.

    No digit before the point is rounded to a zero, which would look exact; 1000.0011 is not written as 1000.

    Args:
        resolution: how far off it may be, whatever its size: 1e9 + 0.001 is not 1e9 where slopes are 1e-6.
    """
    if not math.isfinite(value) or value == 0:
        return value + 0.0
    allowed = max(resolution, 4 * math.ulp(value))
    digits = max(USUAL, _whole_digits(value))
    while digits < _ALL and not (_is_honest(value, digits) and abs(_rounded(value, digits) - value) <= allowed):
        digits += 1
    return _rounded(value, digits)


def _whole_digits(value: float) -> int:
    """Those before the point, where they are written out."""
    size = abs(value)
    return len(str(int(size))) if 1 <= size < 1e15 else 0


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _is_honest(value: float, digits: int) -> bool:
    """Whether what ends early there ends for good: 0.5 of 0.5, but not of 0.50000001."""
    last = f"{value:.{digits - 1}e}".partition("e")[0][-1]
    return last != "0" or _rounded(value, digits) == _rounded(value, _NOISE)

"""Newton's step in the plane by a formula: the same for NumPy's arrays and for JAX's."""

from types import ModuleType
from typing import Any

# Curvature below this part of the largest is taken as none: dividing by it would throw the walk away.
SMALLEST_CURVATURE = 1e-12
# Squares of steps must not overflow.
SMALLEST = 1e-150
# Where the determinant is above this part of the largest entry's square, Cramer's rule keeps as many digits as any.
_CLEAR = 1e-8
# Beyond these sizes products might overflow, or vanish.
_LARGE, _SMALL = 1e100, 1e-100

# NumPy's or JAX's.
Entries = Any


Step = tuple[Entries, Entries]
Slopes = tuple[Entries, Entries]
Curvatures = tuple[Entries, Entries, Entries]


def clear_step(xp: ModuleType, gradient: Slopes, hessian: Curvatures) -> tuple[Entries, Step]:
    """Where H is far from singular, and -H⁻¹∇f there by Cramer's rule.

    Args:
        xp: the module whose arrays these are. hessian: a, b and c of H = [[a, b], [b, c]].
    """
    (gx, gy), (a, b, c) = gradient, hessian
    size = xp.maximum(xp.maximum(xp.abs(a), xp.abs(b)), xp.abs(c))
    determinant = a * c - b * b
    is_clear = (xp.abs(determinant) > _CLEAR * size * size) & (size < _LARGE) & (size > _SMALL)
    is_clear &= xp.maximum(xp.abs(gx), xp.abs(gy)) < _LARGE
    over = 1.0 / xp.where(is_clear, determinant, 1.0)
    return is_clear, ((b * gy - c * gx) * over, (b * gx - a * gy) * over)


def careful_step(xp: ModuleType, gradient: Slopes, hessian: Curvatures) -> Step:
    """The same for any H, and any sizes, with no movement along directions without curvature and slope; NaN without H.

    H = [[a, b], [b, c]] is turned into its own axes: its eigenvalues are m ± d, with m the mean of a and c, and d the
    hypotenuse of half their difference and b; the one nearer to 0 is their product over the other.
    """
    (gx, gy), (a, b, c) = gradient, hessian
    size = xp.maximum(xp.maximum(xp.abs(a), xp.abs(b)), xp.abs(c))
    is_known = xp.isfinite(size)
    size = xp.where(is_known & (size > 0), size, 1.0)
    a, b, c = a / size, b / size, c / size
    mean, half = (a + c) / 2, (a - c) / 2
    reach = xp.hypot(half, b)
    larger = mean + xp.where(mean < 0, -reach, reach)
    smaller = (a * c - b * b) / xp.where(larger == 0, 1.0, larger)
    floor = xp.maximum(SMALLEST_CURVATURE * xp.abs(larger), SMALLEST / size)
    high, low = xp.where(mean < 0, smaller, larger), xp.where(mean < 0, larger, smaller)
    # The axis of the higher one, from whichever of two formulas does not cancel.
    p, q = xp.where(half < 0, b, half + reach), xp.where(half < 0, reach - half, b)
    length = xp.hypot(p, q)
    p, q = xp.where(length > 0, p / xp.where(length > 0, length, 1.0), 1.0), q / xp.where(length > 0, length, 1.0)
    along = (p * gx + q * gy) / _away_from_zero(xp, high, floor)
    across = (p * gy - q * gx) / _away_from_zero(xp, low, floor)
    nothing = xp.where(is_known, 0.0, xp.nan)
    return nothing - (p * along - q * across) / size, nothing - (q * along + p * across) / size


def _away_from_zero(xp: ModuleType, curvature: Entries, floor: Entries) -> Entries:
    return xp.where(xp.abs(curvature) < floor, xp.where(curvature < 0, -floor, floor), curvature)

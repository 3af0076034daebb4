"""Tight enclosures of polynomials: in Bernstein's form the coefficients enclose the values, and subdivide well.

Natural intervals forget that all terms of a dense polynomial share one x; these do not. Only for large boxes and
moderate degrees: what is small is served as well by `jets`, whose answers these are met with.

Source: J. Garloff, *Convergent bounds for the range of multivariate polynomials* (1986); the derivative's
coefficients by differences: G. Farin, *Curves and Surfaces for CAGD*, chapter 5.
"""

from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import UNIT, Interval
from gradscape.certify.jets import Enclosing, Step

# Of one variable: matrices of this size are still made in no time, and powers of a box's ends do not overflow soon.
MOST_DEGREE = 16
_MOST_COEFFICIENTS = 400
_UNDERFLOW = 1e-290
_SHARP = 1e-4


class Coefficients(NamedTuple):
    """a[i, j, ...] of x^i y^j ..., each within `radius` of `middle`."""

    middle: np.ndarray
    radius: np.ndarray


class Beyond(ArithmeticError):
    """No polynomial, or one of too high a degree."""


def polynomial(enclosing: Enclosing, n: int) -> Coefficients | None:
    """The coefficients of what the code computes; None where it is no polynomial, or one of too high a degree."""
    registers = {k: _variable(k, n) for k in range(n)}
    try:
        with np.errstate(all="ignore"):
            for step in enclosing.steps:
                registers[step.row.destination] = _applied(step, registers, n)
    except Beyond:
        return None
    found = registers[enclosing.result]
    return found if np.isfinite(found.middle + found.radius).all() else None


def _variable(k: int, n: int) -> Coefficients:
    middle = np.zeros([2 if axis == k else 1 for axis in range(n)])
    middle.flat[1] = 1.0
    return Coefficients(middle, np.zeros_like(middle))


def _number(value: Interval, n: int) -> Coefficients:
    return Coefficients(np.full([1] * n, value.middle), np.full([1] * n, value.radius))


def _applied(step: Step, registers: dict[int, Coefficients], n: int) -> Coefficients:
    if step.is_void:
        raise Beyond("no value")
    row, number = step.row, _number(step.immediate, n)
    a, b = registers.get(row.first, number), registers.get(row.second, number)
    match row.opcode:
        case "constant":
            return number
        case "shift":
            return _sum(a, number)
        case "scale":
            return _product(a, number)
        case "neg":
            return _negated(a)
        case "add":
            return _sum(a, b)
        case "sub":
            return _sum(a, _negated(b))
        case "mul":
            return _product(a, b)
        case "square":
            return _product(a, a)
        case "div":
            return _product(a, _reciprocal(b, n))
        case "reciprocal":
            return _reciprocal(a, n)
        case "power" if step.exponent in range(MOST_DEGREE + 1):
            found = _number(iv.ONE, n)
            for _ in range(int(step.exponent)):
                found = _product(found, a)
            return found
    raise Beyond(row.opcode)


def _negated(a: Coefficients) -> Coefficients:
    return Coefficients(-a.middle, a.radius)


def _reciprocal(a: Coefficients, n: int) -> Coefficients:
    if a.middle.size > 1:
        raise Beyond("a quotient")
    middle, radius = a.middle.flat[0], a.radius.flat[0]
    return _number(iv.reciprocal(iv.interval(np.nextafter(middle - radius, -np.inf), _above(middle + radius))), n)


def _above(x):
    return np.nextafter(x, np.inf)


def _sum(a: Coefficients, b: Coefficients) -> Coefficients:
    shape = _affordable(np.maximum(a.middle.shape, b.middle.shape))
    first, second = (Coefficients(_padded(each.middle, shape), _padded(each.radius, shape)) for each in (a, b))
    middle = first.middle + second.middle
    return Coefficients(middle, _above((first.radius + second.radius) * (1 + 4 * UNIT) + np.abs(middle) * UNIT))


def _affordable(shape: np.ndarray) -> np.ndarray:
    # x_1^2 + ... + x_16^2 would have 3^16 coefficients, nearly all of them 0.
    if shape.max() > MOST_DEGREE + 1 or np.prod(shape, dtype=float) > _MOST_COEFFICIENTS:
        raise Beyond("a high degree")
    return shape


def _padded(a: np.ndarray, shape: np.ndarray) -> np.ndarray:
    return np.pad(a, [(0, int(more - size)) for more, size in zip(shape, a.shape, strict=True)])


def _product(a: Coefficients, b: Coefficients) -> Coefficients:
    terms = min(np.count_nonzero(a.middle), np.count_nonzero(b.middle)) + 3
    size_a, size_b = np.abs(a.middle), np.abs(b.middle)
    radius = _convolved(size_a, b.radius) + _convolved(a.radius, size_b + b.radius)
    radius = radius + terms * UNIT * _convolved(size_a, size_b)
    return Coefficients(_convolved(a.middle, b.middle), radius * (1 + 1e-9))


def _convolved(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    shape = _affordable(np.array(a.shape) + b.shape - 1)
    a, b = (a, b) if np.count_nonzero(a) <= np.count_nonzero(b) else (b, a)
    found = np.zeros(shape)
    for place in zip(*np.nonzero(a), strict=True):
        where = tuple(slice(int(start), int(start) + size) for start, size in zip(place, b.shape, strict=True))
        found[where] += a[place] * b
    return found


def derivative(a: Coefficients, k: int) -> Coefficients:
    """Of the derivative by the k-th variable."""
    degree = a.middle.shape[k] - 1
    if not degree:
        return Coefficients(np.zeros_like(a.middle), np.zeros_like(a.radius))
    factors = np.arange(1.0, degree + 1).reshape([-1 if axis == k else 1 for axis in range(a.middle.ndim)])
    middle, radius = (np.take(each, range(1, degree + 1), k) * factors for each in a)
    return Coefficients(middle, radius * (1 + 1e-9) + np.abs(middle) * UNIT)


def at_points(a: Coefficients, points: Float64[np.ndarray, "m n"]) -> Interval:
    """p at each point: (m,)."""
    degrees = np.array(a.middle.shape) - 1
    doubt = a.radius + float((6 * degrees + 24).sum()) * UNIT * np.abs(a.middle)
    middle, radius = (np.broadcast_to(each, (len(points), *each.shape)) for each in (a.middle, doubt))
    for k, degree in enumerate(degrees):
        powers = points[:, k, None] ** np.arange(degree + 1)
        middle, radius = _along(k, powers[:, None], middle), _along(k, np.abs(powers)[:, None], radius)
    middle, radius = middle.reshape(len(points)), radius.reshape(len(points)) * (1 + 1e-9) + _UNDERFLOW
    return Interval(middle - radius, middle + radius)


class Bernstein(NamedTuple):
    """Coefficients of Bernstein's form on m boxes, their errors, and the widths of the boxes (m, n)."""

    middle: np.ndarray
    radius: np.ndarray
    widths: np.ndarray

    def slope(self, k: int) -> "Bernstein":
        """Of the derivative by the k-th variable: differences of neighbours."""
        axis = k + 1
        degree = self.middle.shape[axis] - 1
        if not degree:
            return self._replace(middle=np.zeros_like(self.middle), radius=np.zeros_like(self.radius))
        factor = degree / self.widths[:, k].reshape(-1, *[1] * (self.middle.ndim - 1))
        length = self.middle.shape[axis]
        lower, upper = (np.take(self.radius, range(start, length - 1 + start), axis) for start in (0, 1))
        return self._replace(
            middle=np.diff(self.middle, axis=axis) * factor, radius=(lower + upper) * factor * (1 + 1e-9)
        )

    @property
    def is_sharp(self) -> bool:
        """Whether rounding is far below the size of the coefficients on every box."""
        axes = tuple(range(1, self.middle.ndim))
        largest = np.abs(self.middle).max(axis=axes)
        return bool((self.radius.max(axis=axes) <= _SHARP * largest + 1e-280).all())

    def range(self) -> Interval:
        """What the values lie in: the convex hull of the coefficients."""
        axes = tuple(range(1, self.middle.ndim))
        lo, hi = (self.middle - self.radius).min(axis=axes), (self.middle + self.radius).max(axis=axes)
        usable = np.isfinite(lo) & np.isfinite(hi)
        return Interval(np.where(usable, lo, -np.inf), np.where(usable, hi, np.inf))


def bernstein(a: Coefficients, boxes: Float64[np.ndarray, "m n 2"]) -> Bernstein:
    """p over each box, x = low + width t with t in [0, 1]: first Taylor's shift, then the change of basis."""
    m, n = boxes.shape[:2]
    widths = np.maximum(_above(boxes[:, :, 1] - boxes[:, :, 0]), 1e-300)
    degrees = np.array(a.middle.shape) - 1
    # Each entry is a sum along n axes of products of at most so many rounded factors.
    steps = float((6 * degrees + 24).sum())
    doubt = a.radius + steps * UNIT * np.abs(a.middle)
    middle = np.broadcast_to(a.middle, (m, *a.middle.shape))
    radius = np.broadcast_to(doubt, (m, *doubt.shape))
    for k in range(n):
        lows, width = boxes[:, k, 0], widths[:, k]
        shift = _shift(lows, width, int(degrees[k]))
        middle = _along(k, shift, middle)
        radius = _along(k, np.abs(shift) if (lows >= 0).all() else _shift(np.abs(lows), width, int(degrees[k])), radius)
    return Bernstein(middle, radius * (1 + 1e-9) + _UNDERFLOW, widths)


def _shift(low: np.ndarray, width: np.ndarray, degree: int) -> np.ndarray:
    """(m, d + 1, d + 1): from powers of x to Bernstein's polynomials in t."""
    j, i = np.indices((degree + 1, degree + 1))
    taylor = scipy.special.comb(i, j) * low[:, None, None] ** np.maximum(i - j, 0) * width[:, None, None] ** j
    return (scipy.special.comb(j, i) / scipy.special.comb(degree, i)) @ taylor


def _along(k: int, matrices: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The matrix of each box applied along the k-th axis of its values."""
    moved = np.moveaxis(values, k + 1, 1)
    others = moved.shape[2:]
    applied = matrices @ moved.reshape(*moved.shape[:2], int(np.prod(others)))
    return np.moveaxis(applied.reshape(*applied.shape[:2], *others), 1, k + 1)

"""Lagrange's condition for two constraints in three variables, as equations that a search encloses.

On g = c and h = d the gradients of f, g and h lie in one plane where det(∇f, ∇g, ∇h) = 0. So they do where ∇g and ∇h
alone are parallel; but there all three equations have parallel slopes or none, so that such a point is never proved to
be a solution, and is left over as a place of its own.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int

from gradscape.certify.equations import System, symmetric_places
from gradscape.certify.intervals import Interval
from gradscape.certify.jets import Enclosing, Jet
from gradscape.certify.rules import ANALYTIC, VOID

# Which equation (g, h, the determinant) stands in each row: all orders there are.
_ORDERS = np.array([[2, 0, 1], [2, 1, 0], [1, 2, 0], [0, 2, 1], [0, 1, 2], [1, 0, 2]])


class EquationsOfTwo(NamedTuple):
    """g - c, h - d and det(∇f, ∇g, ∇h), in the order in which each moves the variable of its row most."""

    f: Enclosing
    g: Enclosing
    h: Enclosing
    levels: tuple[Interval, Interval]

    def over(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """The equations and their slopes over boxes of a search."""
        return self.by_jets(boxes)

    def by_jets(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """Void where one of the equations certainly does not hold: g = c and h = d, whatever f is there."""
        f, g, h = (each.jets(boxes) for each in (self.f, self.g, self.h))
        with np.errstate(all="ignore"):
            values, slopes = self._sides(f, g, h), _slopes(f, g, h)
            order = _orders(g.gradient, h.gradient)
        state = np.minimum(np.minimum(f.state, g.state), h.state)
        fails = (state == ANALYTIC) & values.nonzero[2]
        state = np.where(fails | values.nonzero[:2].any(axis=0), VOID, state)
        return System(state.astype(np.int8), _ordered(values, order), _ordered(slopes, order), pivots=order)

    def at(self, points: Float64[np.ndarray, "m n"], system: System) -> Interval:
        """The left-hand sides at points: (n, m)."""
        boxes = np.stack([points, points], axis=-1)
        f, g, h = (each.jets(boxes, 1) for each in (self.f, self.g, self.h))
        with np.errstate(all="ignore"):
            order = _orders(g.gradient, h.gradient) if system.pivots is None else system.pivots
            return _ordered(self._sides(f, g, h), order)

    def _sides(self, f: Jet, g: Jet, h: Jet) -> Interval:
        one, other = g.value - self.levels[0], h.value - self.levels[1]
        return _rows(one, other, _inner(f.gradient, _cross(g.gradient, h.gradient)))


def _slopes(f: Jet, g: Jet, h: Jet) -> Interval:
    """∂/∂x_l of each side, (3, 3, m): those of a determinant are three determinants, by cyclic order."""
    places = symmetric_places(3)
    a, b, c = (each.gradient for each in (f, g, h))
    by_column = [
        _inner(f.hessian[places[:, k]], _cross(b, c))
        + _inner(g.hessian[places[:, k]], _cross(c, a))
        + _inner(h.hessian[places[:, k]], _cross(a, b))
        for k in range(3)
    ]
    return _rows(b, c, _rows(*by_column))


def _cross(a: Interval, b: Interval) -> Interval:
    """a × b of rows, (3, m)."""
    return a[[1, 2, 0]] * b[[2, 0, 1]] - a[[2, 0, 1]] * b[[1, 2, 0]]


def _inner(a: Interval, b: Interval) -> Interval:
    """a · b of rows, (m,)."""
    terms = a * b
    return terms[0] + terms[1] + terms[2]


def _rows(*parts: Interval) -> Interval:
    """One below the other."""
    return Interval(*(np.stack([getattr(each, end) for each in parts]) for end in ("lo", "hi", "nonzero")))


def _orders(g: Interval, h: Interval) -> Int[np.ndarray, " m"]:
    """Of each box a row of `_ORDERS`: the determinant where the curve runs, g and h across."""
    one, other = (each.middle / np.maximum(np.abs(each.middle).max(axis=0), 1e-300) for each in (g, h))
    along = np.abs(np.cross(one, other, axis=0)).argmax(axis=0)
    rest = [np.take_along_axis(each, (along + k)[None] % 3, 0)[0] for each in (one, other) for k in (1, 2)]
    straight, crossed = np.abs(rest[0] * rest[3]), np.abs(rest[1] * rest[2])
    return 2 * along + (crossed > straight)


def _ordered(rows: Interval, order: Int[np.ndarray, " m"]) -> Interval:
    """The equations of each box in its order: (3, ..., m)."""
    which = _ORDERS[order].T.reshape((3,) + (1,) * (rows.lo.ndim - 2) + (-1,))
    return Interval(*(np.take_along_axis(part, which, axis=0) for part in (rows.lo, rows.hi, rows.nonzero)))

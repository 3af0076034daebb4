"""Lagrange's condition for one constraint in two or three variables, as equations that a search encloses.

On g = c the gradients are parallel where f_i g_k = f_k g_i for all i, if g_k is not 0: on each box that is asked of the
k for which g_k stays farthest from 0. Where ∇g = 0 it holds too, but there, as at solutions whose Hessian along the set
is singular, the slopes of the equations are: such a point is never proved to be one, but is left over as a place of its
own. In three variables these equations have more zeros, where f_k = g_k = 0. None of them is taken for a solution: a
box whose pivot may be 0 is one on which all of ∇g, a row of the slopes, may be; among the slopes that it encloses there
are singular ones, and Krawczyk's operator is certain only where there are none (A. Neumaier, theorem 5.1.8).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int

from gradscape.certify import intervals as iv
from gradscape.certify.equations import System, symmetric_places
from gradscape.certify.intervals import Interval
from gradscape.certify.jets import Enclosing, Jet
from gradscape.certify.lagrange_of_two import EquationsOfTwo
from gradscape.certify.rules import ANALYTIC, VOID


class LagrangeEquations(NamedTuple):
    """g - c in the k-th row, f_i g_k - f_k g_i in all others, for f and g of the same n variables; k is the pivot."""

    f: Enclosing
    g: Enclosing
    level: Interval

    def over(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """The equations and their slopes over boxes of a search."""
        return self.by_jets(boxes)

    def by_jets(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """Void where one of the equations certainly does not hold: g = c, whatever f is there."""
        f, g = self.f.jets(boxes), self.g.jets(boxes)
        k = _pivots(g.gradient)
        with np.errstate(all="ignore"):
            values, slopes = self._sides(f, g, k), _slopes(f, g, k)
        state = np.minimum(f.state, g.state)
        fails = (state == ANALYTIC) & values.nonzero.any(axis=0)
        state = np.where(fails | (g.value - self.level).nonzero, VOID, state)
        return System(state.astype(np.int8), values, slopes, pivots=k)

    def at(self, points: Float64[np.ndarray, "m n"], system: System) -> Interval:
        """The left-hand sides at points: (n, m)."""
        boxes = np.stack([points, points], axis=-1)
        f, g = self.f.jets(boxes, 1), self.g.jets(boxes, 1)
        with np.errstate(all="ignore"):
            return self._sides(f, g, _pivots(g.gradient) if system.pivots is None else system.pivots)

    def _sides(self, f: Jet, g: Jet, k: Int[np.ndarray, " m"]) -> Interval:
        turn = f.gradient * _entry(g.gradient, k) - _entry(f.gradient, k) * g.gradient
        return iv.where(_is_pivot(turn, k), g.value - self.level, turn)


class Constraint(NamedTuple):
    """g = level, a number that may be rounded: what √2 stood for is enclosed."""

    g: Enclosing
    level: float

    @property
    def enclosed_level(self) -> Interval:
        """One rounding wide; of 0 there is none."""
        return iv.number(self.level, 1 if self.level else 0)


def lagrange_equations(f: Enclosing, constraints: Sequence[Constraint]) -> LagrangeEquations | EquationsOfTwo:
    """For one constraint on two or three variables, or two on three."""
    g, *others = constraints
    if others:
        return EquationsOfTwo(f, g.g, others[0].g, (g.enclosed_level, others[0].enclosed_level))
    return LagrangeEquations(f, g.g, g.enclosed_level)


def _slopes(f: Jet, g: Jet, k: Int[np.ndarray, " m"]) -> Interval:
    """∂/∂x_l of each side, (n, n, m): f_il g_k + f_i g_kl - f_kl g_i - f_k g_il."""
    places = symmetric_places(len(f.gradient.lo))
    bends, own = f.hessian[places], g.hessian[places]
    across, down = np.s_[:, None], np.s_[None]
    turn = bends * _entry(g.gradient, k) + f.gradient[across] * _entry(own, k)[down]
    turn = turn - _entry(bends, k)[down] * g.gradient[across] - _entry(f.gradient, k) * own
    return iv.where(_is_pivot(f.gradient, k)[across], g.gradient[down], turn)


def _pivots(gradient: Interval) -> Int[np.ndarray, " m"]:
    """Of each column the row that stays farthest from 0; where all may be 0, the one that is largest at its middle."""
    least = gradient.mignitude
    return np.where((least > 0).any(axis=0), least.argmax(axis=0), np.abs(gradient.middle).argmax(axis=0))


def _is_pivot(rows: Interval, k: Int[np.ndarray, " m"]) -> np.ndarray:
    return np.arange(len(rows.lo))[:, None] == k


def _entry(rows: Interval, k: Int[np.ndarray, " m"]) -> Interval:
    """The k-th row of each column: (n, ..., m) to (..., m)."""
    which = k.reshape((1,) * (rows.lo.ndim - 1) + (-1,))
    return Interval(*(np.take_along_axis(part, which, axis=0)[0] for part in (rows.lo, rows.hi, rows.nonzero)))

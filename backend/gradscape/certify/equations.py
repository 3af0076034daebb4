"""What is looked for: n equations in n variables, as a vanishing gradient or a vanishing derivative of one variable."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float64, Int, Int8

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import Interval
from gradscape.certify.jets import Enclosing, Jet, enclosing
from gradscape.certify.polynomials import Coefficients, at_points, bernstein, derivative, polynomial
from gradscape.certify.rules import ANALYTIC
from gradscape.language.lowering import Code

# Variables of a polynomial whose coefficients are kept as one dense array: those of a box that can be searched.
_MOST_DENSE = 3


class System(NamedTuple):
    """Over m boxes: state (m,), the left-hand sides (n, m), and their slopes by each variable (n, n, m).

    coarse: found by a polynomial's coefficients, far above their rounding, so that no intervals were needed. pivots:
    where each box has equations of its own, which ones, (m,).
    """

    state: Int8[np.ndarray, " m"]
    values: Interval
    slopes: Interval
    coarse: bool = False
    pivots: Int[np.ndarray, " m"] | None = None

    def chosen(self, which: np.ndarray) -> "System":
        """Of some boxes only."""
        pivots = None if self.pivots is None else self.pivots[which]
        return System(self.state[which], self.values[:, which], self.slopes[:, :, which], self.coarse, pivots)


@runtime_checkable
class Sought(Protocol):
    """As many equations as variables, whose common zeros are looked for."""

    def over(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """As tightly as is known, for the boxes of a search."""
        ...

    def by_jets(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """By interval arithmetic alone, which is as tight where boxes are small."""
        ...

    def at(self, points: Float64[np.ndarray, "m n"], system: System) -> Interval:
        """The left-hand sides of the system over m boxes at a point of each: (n, m)."""
        ...


class Polynomials(NamedTuple):
    """f by its coefficients, and the left-hand sides by theirs."""

    whole: Coefficients
    sides: tuple[Coefficients, ...]


class Equations(NamedTuple):
    """∇f = 0 (order 1), or f = 0, f' = 0, f'' = 0 of one variable by their order; polynomials where f is one."""

    enclosing: Enclosing
    variables: int
    order: int
    polynomials: Polynomials | None

    def over(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """As tightly as is known, for the boxes of a search."""
        if self.polynomials is None:
            return self.by_jets(boxes)
        coarse = _by_coefficients(self.polynomials.whole, boxes, self.order)
        return coarse if coarse.coarse else _met(coarse, self.by_jets(boxes))

    def by_jets(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """By interval arithmetic alone, which is as tight where boxes are small."""
        jet = self.enclosing.jets(boxes, self.order + 1)
        if self.variables == 1:
            parts = _by_order(jet)
            return System(jet.state, parts[self.order], parts[self.order + 1][None])
        return System(jet.state, jet.gradient, jet.hessian[symmetric_places(self.variables)])

    def at(self, points: Float64[np.ndarray, "m n"], system: System) -> Interval:
        """The left-hand sides at points: (n, m)."""
        if system.coarse and self.polynomials is not None:
            with np.errstate(all="ignore"):
                return _stacked([at_points(side, points) for side in self.polynomials.sides])
        jet = self.enclosing.jets(np.stack([points, points], axis=-1), self.order)
        return _by_order(jet)[self.order] if self.variables == 1 else jet.gradient


def equations(code: Code, parameters: Mapping[str, float], variables: int, order: int = 1) -> Equations:
    """Of a function of so many variables."""
    prepared = enclosing(code, parameters)
    return Equations(prepared, variables, order, _polynomials(prepared, variables, order))


def _polynomials(prepared: Enclosing, n: int, order: int) -> Polynomials | None:
    # A dense array of coefficients in 16 variables has 3^16 entries for a sum of squares.
    if n > _MOST_DENSE:
        return None
    whole = polynomial(prepared, n)
    if whole is None:
        return None
    if n > 1:
        return Polynomials(whole, tuple(derivative(whole, k) for k in range(n)))
    side = whole
    for _ in range(order):
        side = derivative(side, 0)
    return Polynomials(whole, (side,))


def _by_order(jet: Jet) -> tuple[Interval, ...]:
    """f and its three derivatives by one variable: (1, m) each."""
    return jet.value[None], jet.gradient, jet.hessian, jet.third


def symmetric_places(n: int) -> np.ndarray:
    """Where each entry of a symmetric matrix stands in its upper half by rows."""
    places = np.zeros((n, n), int)
    places[np.triu_indices(n)] = np.arange(n * (n + 1) // 2)
    return np.maximum(places, places.T)


def _by_coefficients(a: Coefficients, boxes: np.ndarray, order: int) -> System:
    """What Bernstein's form says; coarse where its rounding is far below what it encloses."""
    m, n = boxes.shape[:2]
    with np.errstate(all="ignore"):
        form = bernstein(a, boxes)
        for _ in range(order if n == 1 else 0):
            form = form.slope(0)
        sides = [form] if n == 1 else [form.slope(k) for k in range(n)]
        slopes = [sides[i].slope(j) for i in range(n) for j in range(i, n)]
        values, bends = (_stacked([each.range() for each in forms]) for forms in (sides, slopes))
        coarse = all(each.is_sharp for each in sides + slopes)
    return System(np.full(m, ANALYTIC, np.int8), values, bends[symmetric_places(n)], coarse)


def _met(a: System, b: System) -> System:
    return System(np.maximum(a.state, b.state), iv.met(a.values, b.values), iv.met(a.slopes, b.slopes))


def _stacked(parts: list[Interval]) -> Interval:
    return Interval(np.stack([each.lo for each in parts]), np.stack([each.hi for each in parts]))

"""Jets while they are computed: sums, products and the chain rule, of what is not zero by structure."""

from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

import numpy as np

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import ZERO, Ends, Interval
from gradscape.certify.rules import Rule

Pair = tuple[int, int]


class Sparse(NamedTuple):
    """A value with its derivatives by variable, and by pair of variables i <= j; absent ones are 0.

    state None: analytic everywhere. third: f''' of a function of one variable.
    """

    state: Ends | None
    value: Interval
    gradient: dict[int, Interval]
    hessian: dict[Pair, Interval]
    third: Interval | None = None


def worse(a: Ends | None, b: Ends | None) -> Ends | None:
    """The state of what needs both."""
    if a is None or b is None:
        return b if a is None else a
    return np.minimum(a, b)


def mapped(a: Sparse, action: Callable[[Interval], Interval]) -> Sparse:
    """A linear function of the value and of each derivative."""
    third = None if a.third is None else action(a.third)
    return Sparse(a.state, action(a.value), _each(a.gradient, action), _each(a.hessian, action), third)


def _each(parts: dict, action: Callable[[Interval], Interval]) -> dict:
    return {key: action(part) for key, part in parts.items()}


def together(a: Sparse, b: Sparse, state: Ends | None, combine: Callable[[Interval, Interval], Interval]) -> Sparse:
    """Value by value and derivative by derivative, with 0 for what is absent."""

    def merged(x: dict, y: dict) -> dict:
        return {key: combine(x.get(key, ZERO), y.get(key, ZERO)) for key in x.keys() | y.keys()}

    absent = a.third is None and b.third is None
    third = None if absent else combine(a.third or ZERO, b.third or ZERO)
    return Sparse(state, combine(a.value, b.value), merged(a.gradient, b.gradient), merged(a.hessian, b.hessian), third)


def added(a: Sparse, b: Sparse, order: int) -> Sparse:
    """a + b."""
    gradient = _sum(a.gradient, b.gradient)
    third = _total([part for part in (a.third, b.third) if part is not None])
    return Sparse(worse(a.state, b.state), a.value + b.value, gradient, _sum(a.hessian, b.hessian), third)


def _sum(a: dict, b: dict) -> dict:
    return a | {key: a[key] + part if key in a else part for key, part in b.items()}


def _total(terms: list[Interval]) -> Interval | None:
    if not terms:
        return None
    first, *others = terms
    for other in others:
        first = first + other
    return first


def subtracted(a: Sparse, b: Sparse, order: int) -> Sparse:
    """a - b."""
    return added(a, mapped(b, lambda part: -part), order)


def multiplied(a: Sparse, b: Sparse, order: int) -> Sparse:
    """ab by Leibniz's rule."""
    gradient = _sum(_each(a.gradient, b.value.__mul__), _each(b.gradient, a.value.__mul__))
    hessian: dict[Pair, Interval] = {}
    if order > 1:
        hessian = _sum(_each(a.hessian, b.value.__mul__), _each(b.hessian, a.value.__mul__))
        hessian = _sum(hessian, _mixed(a.gradient, b.gradient))
    third = _third_of_product(a, b) if order > 2 else None
    return Sparse(worse(a.state, b.state), a.value * b.value, gradient, hessian, third)


def _mixed(a: dict[int, Interval], b: dict[int, Interval]) -> dict[Pair, Interval]:
    """∂ᵢa ∂ⱼb + ∂ⱼa ∂ᵢb."""
    found: dict[Pair, Interval] = {}
    for i, left in a.items():
        for j, right in b.items():
            pair = (min(i, j), max(i, j))
            part = left * right
            part = iv.scaled(part, 2.0) if i == j else part
            found[pair] = found[pair] + part if pair in found else part
    return found


def _third_of_product(a: Sparse, b: Sparse) -> Interval | None:
    thrice = iv.number(3.0)
    terms = [b.value * a.third] if a.third is not None else []
    terms += [a.value * b.third] if b.third is not None else []
    for slopes, curvatures in ((a.gradient, b.hessian), (b.gradient, a.hessian)):
        if slopes and curvatures:
            terms.append(slopes[0] * curvatures[0, 0] * thrice)
    return _total(terms)


def chained(rule: Rule, a: Sparse, order: int) -> Sparse:
    """g(a) by the chain rule; to third order by Faà di Bruno's formula."""
    value, *slopes = islice(rule.chain(a.value), (order if a.gradient else 0) + 1)
    state = a.state if rule.state is None else worse(a.state, rule.state(a.value))
    if not slopes:
        return Sparse(state, value, {}, {})
    gradient = _each(a.gradient, slopes[0].__mul__)
    hessian: dict[Pair, Interval] = {}
    if order > 1:
        bent = _each(_squares(a.gradient), slopes[1].__mul__)
        hessian = _sum(bent, _each(a.hessian, slopes[0].__mul__))
    third = _third_of_chain(slopes, a) if order > 2 else None
    return Sparse(state, value, gradient, hessian, third)


def _squares(gradient: dict[int, Interval]) -> dict[Pair, Interval]:
    """∂ᵢa ∂ⱼa; a square is not negative."""
    keys = sorted(gradient)
    return {
        (i, j): iv.square(gradient[i]) if i == j else gradient[i] * gradient[j]
        for place, i in enumerate(keys)
        for j in keys[place:]
    }


def _third_of_chain(slopes: list[Interval], a: Sparse) -> Interval | None:
    first = a.gradient[0]
    terms = [slopes[2] * iv.power(first, 3.0)]
    if (0, 0) in a.hessian:
        terms.append(slopes[1] * (first * a.hessian[0, 0]) * iv.number(3.0))
    if a.third is not None:
        terms.append(slopes[0] * a.third)
    return _total(terms)

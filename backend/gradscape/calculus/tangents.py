"""The tangent plane and the quadratic model at a point, as formulas with their numbers in place."""

import math
from collections.abc import Iterable

import numpy as np

from gradscape.calculus.derivatives import PointDerivatives
from gradscape.calculus.field import Field
from gradscape.language.digits import shown
from gradscape.language.rendering import Formula, equation
from gradscape.language.syntax import Apply, Name, Number, Tree

# Of the variation that the other terms stand for, as much of f(a) may be rounded off.
_ROUNDED_OFF = 1e-6


def tangent_formula(field: Field, at: PointDerivatives) -> Formula | None:
    """L(x) = f(a) + ∇f(a)·(x - a), or None where f is not differentiable."""
    if at.value is None or not at.is_differentiable or not np.isfinite(at.gradient).all():
        return None
    return equation(_applied("L", field), _sum(_first_order(field, at)))


def taylor2_formula(field: Field, at: PointDerivatives) -> Formula | None:
    """Q(x) = L(x) + ½ (x - a)·H (x - a), or None where f is not twice differentiable."""
    if at.value is None or at.eigenvalues is None or not at.is_differentiable:
        return None
    return equation(_applied("Q", field), _sum([*_first_order(field, at), *_second_order(field, at)]))


def _applied(letter: str, field: Field) -> Tree:
    return Apply(letter, tuple(Name(variable) for variable in field.variables))


def _first_order(field: Field, at: PointDerivatives) -> Iterable[Tree | None]:
    assert at.value is not None
    yield number(at.value, _ROUNDED_OFF * _variation(at)) if at.value else None
    for slope, shift in zip(at.gradient, _shifts(field, at), strict=True):
        yield _times(float(slope), [shift])


def _variation(at: PointDerivatives) -> float:
    """How much f changes on the way to 0, or over a unit if that is nearer."""
    reach = np.where(at.point == 0, 1.0, np.minimum(np.abs(at.point), 1.0))
    change = float(np.abs(at.gradient) @ reach)
    return change if change > 0 else math.inf


def _second_order(field: Field, at: PointDerivatives) -> Iterable[Tree | None]:
    shifts = _shifts(field, at)
    for i, shift in enumerate(shifts):
        yield _times(float(at.hessian[i, i]) / 2, [Apply("pow", (shift, Number(2.0)))])
        for j in range(i + 1, len(shifts)):
            # Both mixed entries together: ½ (f_xy + f_yx) = f_xy.
            yield _times(float(at.hessian[i, j] + at.hessian[j, i]) / 2, [shift, shifts[j]])


def _shifts(field: Field, at: PointDerivatives) -> list[Tree]:
    """x - a, y - b, ..."""
    return [shift(Name(name), float(place)) for name, place in zip(field.variables, at.point, strict=True)]


def shift(name: Name, place: float) -> Tree:
    """x - place."""
    if place == 0:
        return name
    return Apply("add", (name, Number(-shown(place)) if place < 0 else Apply("neg", (Number(shown(place)),))))


def _times(coefficient: float, factors: list[Tree]) -> Tree | None:
    """coefficient · factors, without a factor 1; None for 0."""
    size = abs(shown(coefficient))
    if size == 0:
        return None
    parts = tuple(factors) if size == 1 else (Number(size), *factors)
    product = parts[0] if len(parts) == 1 else Apply("mul", parts)
    return Apply("neg", (product,)) if coefficient < 0 else product


def number(value: float, resolution: float = math.inf) -> Tree:
    """A number as it is shown."""
    rounded = shown(value, resolution)
    return Apply("neg", (Number(-rounded),)) if rounded < 0 else Number(rounded)


def _sum(terms: Iterable[Tree | None]) -> Tree:
    kept = tuple(term for term in terms if term is not None)
    if not kept:
        return Number(0.0)
    # A shift whose slope is 1 stays a sum inside the sum, in parentheses: (y - 0.5) is how far one has gone along y.
    return kept[0] if len(kept) == 1 else Apply("add", kept)

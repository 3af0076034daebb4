"""The tangent plane and the quadratic model at a point, as formulas with their numbers in place."""

import math
from collections.abc import Iterable

import numpy as np

from gradscape.calculus.derivatives import PointDerivatives
from gradscape.calculus.field import Field
from gradscape.language.digits import shown
from gradscape.language.rendering import Formula, equations
from gradscape.language.syntax import Apply, Name, Number, Tree

# Of the variation that the other terms stand for, as much of f(a) may be rounded off.
_ROUNDED_OFF = 1e-6


def model_formulas(field: Field, at: PointDerivatives) -> tuple[Formula | None, Formula | None]:
    """L(x) = f(a) + ∇f(a)·(x - a) and Q(x) = L(x) + ½ (x - a)·H (x - a).

    None where f is not differentiable, or not twice.
    """
    if at.value is None or not at.is_differentiable or not np.isfinite(at.gradient).all():
        return None, None
    shifts = [shift(Name(name), place) for name, place in zip(field.variables, at.point.tolist(), strict=True)]
    first = [*_first_order(at.value, at, shifts)]
    sides = {"L": _sum(first)}
    if at.eigenvalues is not None:
        sides["Q"] = _sum([*first, *_second_order(at.hessian.tolist(), shifts)])
    found = equations(field.variables, sides)
    return found["L"], found.get("Q")


def _first_order(value: float, at: PointDerivatives, shifts: list[Tree]) -> Iterable[Tree | None]:
    yield number(value, _ROUNDED_OFF * _variation(at)) if value else None
    for slope, along in zip(at.gradient.tolist(), shifts, strict=True):
        yield _times(slope, [along])


def _variation(at: PointDerivatives) -> float:
    """How much f changes on the way to 0, or over a unit if that is nearer."""
    ways = (min(abs(place), 1.0) if place else 1.0 for place in at.point.tolist())
    change = sum(abs(slope) * way for slope, way in zip(at.gradient.tolist(), ways, strict=True))
    return change if change > 0 else math.inf


def _second_order(hessian: list[list[float]], shifts: list[Tree]) -> Iterable[Tree | None]:
    for i, along in enumerate(shifts):
        yield _times(hessian[i][i] / 2, [Apply("pow", (along, Number(2.0)))])
        for j in range(i + 1, len(shifts)):
            # Both mixed entries together: ½ (f_xy + f_yx) = f_xy.
            yield _times((hessian[i][j] + hessian[j][i]) / 2, [along, shifts[j]])


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

"""Jacobians with their numbers in place, as formulas."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.jacobians import Linearization
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.tangents import number, shift
from gradscape.language.rendering import Formula, equation
from gradscape.language.syntax import Apply, Name, Tree


def linearization_formula(mapping: Mapping, at: Linearization, point: Float64[np.ndarray, " n"]) -> Formula | None:
    """L(x) = f(a) + J (x - a), or None where there is no Jacobian."""
    if at.singular_values is None:
        return None
    names = [Name(name) for name in mapping.variables]
    moved = [shift(name, float(place)) for name, place in zip(names, point, strict=True)]
    right = Apply("mul", (_matrix(at.jacobian), _column(moved)))
    return equation(Apply("L", tuple(names)), Apply("add", (_column(list(map(number, map(float, at.value)))), right)))


def product_formula(jacobians: list[np.ndarray], product: np.ndarray) -> Formula | None:
    """The Jacobians of all stages, the outermost first, and their product; None where one is missing."""
    if not all(np.isfinite(matrix).all() for matrix in (*jacobians, product)):
        return None
    factors = tuple(map(_matrix, jacobians))
    return equation(Apply("mul", factors), _matrix(product))


def _matrix(entries: np.ndarray) -> Tree:
    return Apply("vector", tuple(Apply("vector", tuple(number(float(entry)) for entry in row)) for row in entries))


def _column(entries: list[Tree]) -> Tree:
    return entries[0] if len(entries) == 1 else Apply("vector", tuple(entries))

"""The gradient at one point of a set, taken apart: what constraints hold of it, and what is left along the set."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import multipliers

# Newton's method finds its way onto the set from anywhere in the picture.
_STEPS = 24


class TangentPoint(NamedTuple):
    """∇f = Σ λ ∇g + tangential; NaN where the point has no place on the set or there is no derivative."""

    point: Float64[np.ndarray, " n"]
    levels: Float64[np.ndarray, " m"]
    value: float
    gradient: Float64[np.ndarray, " n"]
    constraint_gradients: Float64[np.ndarray, "m n"]
    multipliers: Float64[np.ndarray, " m"]
    normal: Float64[np.ndarray, " n"]
    tangential: Float64[np.ndarray, " n"]


def tangent_point(f: Field, constraints: ConstraintSet, near: Float64[np.ndarray, " n"]) -> TangentPoint:
    """At the point of the set that Newton's method comes to along the normals."""
    far = max(1.0, float(np.abs(near).max()))
    point = constraints.onto(near[None], far, steps=_STEPS)
    values, slopes = constraints.residuals(point)
    reach = 1e-9 * far * np.linalg.norm(slopes[0], axis=1) + 1e-12 * np.abs(constraints.levels)
    if not (np.abs(values[0]) <= reach).all():
        point = np.full(point.shape, np.nan)
        slopes = np.full(slopes.shape, np.nan)
    jet = f.jets(point)
    found = multipliers(jet.gradient, slopes)
    normal = np.einsum("km,kmn->kn", found, slopes)[0]
    parts = normal, jet.gradient[0] - normal
    return TangentPoint(point[0], constraints.levels, float(jet.value[0]), jet.gradient[0], slopes[0], found[0], *parts)

"""Everything first and second order about a function at given points."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.flags import Flag
from gradscape.calculus.singular_points import resolve
from gradscape.machine.machine import Jet


class PointDerivatives(NamedTuple):
    """What autodiff and, where that cannot tell, the definition of the derivative give at one point.

    gradient: (n,), NaN where a partial does not exist. hessian: (n, n), entry [i, j] is ∂/∂x_j of ∂f/∂x_i.
    eigenvalues: (n,) ascending; eigenvectors: (n, n), row k belongs to eigenvalue k; both None unless the Hessian
    is complete and symmetric. directional_derivative: None without a direction or where it is unknown.
    """

    point: np.ndarray
    value: float | None
    gradient: np.ndarray
    gradient_norm: float | None
    hessian: np.ndarray
    eigenvalues: np.ndarray | None
    eigenvectors: np.ndarray | None
    directional_derivative: float | None
    is_differentiable: bool
    flags: tuple[Flag, ...]


def derivatives(
    field: Field, points: Float64[np.ndarray, "points n"], direction: Float64[np.ndarray, " n"] | None = None
) -> list[PointDerivatives]:
    """Value, gradient, Hessian, its eigenvectors and the slope along `direction` at each point.

    Args:
        direction: only where it points matters, not its length; NaN slope where it is zero.
    """
    jets = field.jets(points)
    unit = None if direction is None else _unit(direction)
    return [_at(field, point, Jet(*(part[k : k + 1] for part in jets)), unit) for k, point in enumerate(points)]


def _unit(direction: np.ndarray) -> np.ndarray:
    # Scaling first keeps the norm of very long or short directions from overflowing.
    largest = np.abs(direction).max(initial=0.0)
    if largest == 0:
        return np.full_like(direction, np.nan)
    return direction / largest / np.linalg.norm(direction / largest)


def _at(field: Field, point: np.ndarray, jet: Jet, unit: np.ndarray | None) -> PointDerivatives:
    value = float(jet.value[0])
    if not math.isfinite(value):
        return _nothing(point, overflows=math.isinf(value))
    gradient, hessian, is_differentiable, flags = jet.gradient[0], jet.hessian[0], True, ()
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        gradient, hessian, is_differentiable, flags = resolve(field, point, jet)
    eigenvalues, eigenvectors, eigen_flags = _eigen(field, hessian)
    slope, slope_flags = _slope(gradient, unit, is_differentiable)
    norm = _finite(float(np.linalg.norm(gradient)))
    all_flags = (*flags, *eigen_flags, *slope_flags)
    return PointDerivatives(
        point, value, gradient, norm, hessian, eigenvalues, eigenvectors, slope, is_differentiable, all_flags
    )


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _nothing(point: np.ndarray, *, overflows: bool) -> PointDerivatives:
    n = len(point)
    flag = (
        Flag("overflow", "the value here is beyond 1.8e308, the largest number the machine can hold")
        if overflows
        else Flag("undefined", "the function has no value here")
    )
    missing = np.full(n, np.nan)
    return PointDerivatives(point, None, missing, None, np.full((n, n), np.nan), None, None, None, False, (flag,))


def _eigen(field: Field, hessian: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None, tuple[Flag, ...]]:
    if not np.isfinite(hessian).all():
        return None, None, ()
    gaps = np.abs(hessian - hessian.T)
    if gaps.max(initial=0.0) > 1e-6 * max(1.0, np.abs(hessian).max(initial=0.0)):
        i, j = sorted(np.unravel_index(int(gaps.argmax()), gaps.shape))
        a, b = field.variables[i], field.variables[j]
        orders = f"first {a} then {b} gives {hessian[i, j]:.6g}, first {b} then {a} {hessian[j, i]:.6g}"
        message = f"the mixed partials differ here: {orders}"
        return None, None, (Flag("asymmetric-hessian", message),)
    eigenvalues, columns = np.linalg.eigh((hessian + hessian.T) / 2)
    return eigenvalues, _pointing_one_way(columns.T), ()


def _pointing_one_way(eigenvectors: np.ndarray) -> np.ndarray:
    """Each eigenvector with its largest entry positive, so that equal requests and near points give equal signs."""
    if not len(eigenvectors):
        return eigenvectors
    largest = np.abs(eigenvectors).argmax(axis=1)
    signs = np.sign(eigenvectors[np.arange(len(eigenvectors)), largest])
    return eigenvectors * signs[:, None] + 0.0  # + 0.0 turns -0 into 0


def _slope(
    gradient: np.ndarray, unit: np.ndarray | None, is_differentiable: bool
) -> tuple[float | None, tuple[Flag, ...]]:
    """D_u f = ∇f·u, which holds where f is differentiable."""
    if unit is None:
        return None, ()
    if np.isnan(unit).any():
        return None, (Flag("no-direction", "the direction is zero: it points nowhere"),)
    return (_finite(float(gradient @ unit)) if is_differentiable else None), ()

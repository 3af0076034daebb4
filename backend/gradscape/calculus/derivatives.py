"""Everything first and second order about a function at given points."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.flags import Flag
from gradscape.calculus.kinks import hidden_kinks
from gradscape.calculus.lost_digits import Lost, checked_points
from gradscape.calculus.singular_points import resolve
from gradscape.certify.classification import have_sure_signs, inertias
from gradscape.certify.jets import enclosing
from gradscape.certify.rules import DEFINED
from gradscape.certify.smoothness import analytic_radius
from gradscape.language.digits import in_words as number
from gradscape.language.digits import without_rounding
from gradscape.machine.machine import Jet

_NEARLY_LARGEST = 1.7e308
_TOO_LARGE_ON_THE_WAY = (
    "a number on the way to a derivative overflows here, or is too small to tell from 0: f has one all the same"
)


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
    field: Field,
    points: Float64[np.ndarray, "points n"],
    direction: Float64[np.ndarray, " n"] | None = None,
    *,
    is_checked: bool = True,
) -> list[PointDerivatives]:
    """Value, gradient, Hessian, its eigenvectors and the slope along `direction` at each point.

    Args:
        direction: only where it points matters, not its length; NaN slope where it is zero.
        is_checked: whether numbers that rounding has left without digits are left out.
    """
    jets, lost = checked_points(field, points) if is_checked else (field.jets(points), None)
    if is_checked:
        jets = _without_hidden_kinks(field, points, jets)
    jets = Jet(*(part + 0.0 for part in jets))  # the machine's -0 is 0
    unit = None if direction is None else _unit(direction)
    return [
        _at(field, point, Jet(*(part[k : k + 1] for part in jets)), lost and Lost(*(part[k] for part in lost)), unit)
        for k, point in enumerate(points)
    ]


def _without_hidden_kinks(field: Field, points: np.ndarray, jets: Jet) -> Jet:
    """Without the slopes, and what follows from them, that only rounding makes: these are to be found out otherwise."""
    kinked = hidden_kinks(field, points)
    if not kinked.any():
        return jets
    of_hessian = kinked[:, :, None] | kinked[:, None, :]
    return Jet(jets.value, np.where(kinked, np.nan, jets.gradient), np.where(of_hessian, np.nan, jets.hessian))


def _unit(direction: np.ndarray) -> np.ndarray:
    # Scaling first keeps the norm of very long or short directions from overflowing.
    largest = np.abs(direction).max(initial=0.0)
    if largest == 0:
        return np.full_like(direction, np.nan)
    unit = direction / largest / np.linalg.norm(direction / largest)
    return np.array([without_rounding(float(entry), 1.0) for entry in unit])


def _at(field: Field, point: np.ndarray, jet: Jet, lost: Lost | None, unit: np.ndarray | None) -> PointDerivatives:
    value = float(jet.value[0])
    if not math.isfinite(value):
        return _nothing(point, no_value(field, point, value))
    gradient, hessian, is_differentiable, flags = jet.gradient[0], jet.hessian[0], True, ()
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        if analytic_radius(field.code, point, field.numbers).radius:
            flags = (Flag("overflow", _TOO_LARGE_ON_THE_WAY),)
        else:
            gradient, hessian, is_differentiable, flags = resolve(field, point, jet)
    if lost and (lost.value or lost.gradient.any() or lost.hessian.any()):
        gradient, hessian = np.where(lost.gradient, np.nan, gradient), np.where(lost.hessian, np.nan, hessian)
        flags = (*flags, _cancellation(lost))
    eigenvalues, eigenvectors, eigen_flags = _eigen(field, hessian)
    slope, slope_flags = _slope(gradient, unit, is_differentiable)
    norm = _finite(float(np.linalg.norm(gradient)))
    all_flags = (*flags, *eigen_flags, *slope_flags)
    known = None if lost and lost.value else value
    return PointDerivatives(
        point, known, gradient, norm, hessian, eigenvalues, eigenvectors, slope, is_differentiable, all_flags
    )


def _cancellation(lost: Lost) -> Flag:
    parts = {"the value": lost.value, "slopes": lost.gradient.any(), "second derivatives": lost.hessian.any()}
    names = [name for name, is_lost in parts.items() if is_lost]
    named = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    message = f"nearly equal numbers cancel here, and rounding leaves fewer than six digits of {named}"
    return Flag("cancellation", message)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _nothing(point: np.ndarray, flag: Flag) -> PointDerivatives:
    n = len(point)
    missing = np.full(n, np.nan)
    return PointDerivatives(point, None, missing, None, np.full((n, n), np.nan), None, None, None, False, (flag,))


def no_value(field: Field, point: np.ndarray, value: float) -> Flag:
    """Why there is no number where `value` is not finite: f is undefined, too large, or too large on the way."""
    certain = enclosing(field.code, field.numbers).jets(np.stack([point, point], axis=-1)[None], 0)
    low, high = float(certain.value.lo[0]), float(certain.value.hi[0])
    # A number that only the way to it cannot hold: e^1000/e^999 is e.
    is_there = certain.state[0] >= DEFINED and not np.isnan(field.program.immediates).any()
    if math.isinf(value) and (not is_there or max(low, -high) > _NEARLY_LARGEST):
        return Flag("overflow", "the value here is beyond 1.8·10³⁰⁸, the largest number the machine can hold")
    if is_there:
        message = "an intermediate result overflows here, or is too small to tell from 0: f has a value all the same"
        return Flag("overflow", message)
    return Flag("undefined", "the function has no value here")


def _eigen(field: Field, hessian: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None, tuple[Flag, ...]]:
    if not np.isfinite(hessian).all():
        return None, None, ()
    if not (hessian == hessian.T).all():
        if flag := _asymmetry(field, hessian):
            return None, None, (flag,)
        hessian = (hessian + hessian.T) / 2
    eigenvalues, columns = np.linalg.eigh(hessian)
    return _known_to_sign(eigenvalues, hessian) + 0.0, _pointing_one_way(columns.T), ()


def _asymmetry(field: Field, hessian: np.ndarray) -> Flag | None:
    gaps = np.abs(hessian - hessian.T)
    if gaps.max() > 1e-6 * max(1.0, np.abs(hessian).max()):
        i, j = sorted(np.unravel_index(int(gaps.argmax()), gaps.shape))
        a, b = field.variables[i], field.variables[j]
        orders = f"first {a} then {b} gives {number(hessian[i, j])}, first {b} then {a} {number(hessian[j, i])}"
        message = f"the mixed partials differ here: {orders}"
        return Flag("asymmetric-hessian", message)
    return None


def _known_to_sign(eigenvalues: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """With 0 for an eigenvalue that may be of either sign, by its own error."""
    if have_sure_signs(eigenvalues.tolist()):
        return eigenvalues
    found, rank = inertias(hessian[None], np.zeros((1, *hessian.shape)))[0], np.arange(len(eigenvalues))
    is_sure = (rank < found.negative) | (rank >= len(rank) - found.positive)
    return np.where(is_sure | (np.abs(eigenvalues) > found.errors), eigenvalues, 0.0)


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
    if not is_differentiable:
        return None, ()
    parts = gradient * unit
    return _finite(without_rounding(float(parts.sum()), float(np.abs(parts).sum()))), ()

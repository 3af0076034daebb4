"""Numbers that are 0 to rounding: no larger than what rounding, or the last digit of their place, makes of them."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine.machine import Jet

# A number that is a larger part of what it is measured by is none of these.
_SUSPECT = 2.0**-40
# Two roundings: where a place came from a decimal, an angle or a pixel.
_LAST_DIGITS = 2.0**-51


def settled(field: Field, points: Float64[np.ndarray, "m n"], jet: Jet, error: Jet) -> Jet:
    """The jets at `points` with 0 for what is 0 to rounding; 10⁻²⁰ of x¹⁰ at 0.01 is not, sin π to 16 digits is.

    Args:
        error: how far rounding may have moved each number.
    """
    if _are_of_like_size(points, jet) or not any(each.any() for each in _suspects(points, jet)):
        return jet
    blur = [part + off for part, off in zip(error, _of_the_last_digits(field, points, jet), strict=True)]
    return Jet(*(_zeros(part, off) for part, off in zip(jet, blur, strict=True)))


def _zeros(part: np.ndarray, blur: np.ndarray) -> np.ndarray:
    """An infinite blur knows nothing."""
    return np.where(np.isfinite(blur) & (np.abs(part) <= blur), 0.0, part)


def _are_of_like_size(points: np.ndarray, jet: Jet) -> bool:
    """Whether no number can be suspect, seen by the largest and the smallest alone: at most points it is enough."""
    sizes = np.abs(np.concatenate([part.ravel() for part in jet]))
    sizes = sizes[sizes > 0]
    far, n = max(1.0, np.abs(points).max(initial=0.0)), points.shape[1]
    with np.errstate(over="ignore", invalid="ignore"):
        # No measure is above: (1 + n) terms of each kind, over ways of at most `far` each.
        largest = 3 * (1 + n) ** 2 * far**2 * sizes.max(initial=0.0)
        return bool(sizes.min(initial=np.inf) >= _SUSPECT * largest)


def _suspects(points: np.ndarray, jet: Jet) -> list[np.ndarray]:
    with np.errstate(invalid="ignore", over="ignore"):
        sizes = [np.abs(part) for part in jet]
        scales = measures(points, *(np.nan_to_num(part) for part in sizes))
        return [(part > 0) & (part < _SUSPECT * scale) for part, scale in zip(sizes, scales, strict=True)]


def measures(
    points: np.ndarray, value: np.ndarray, gradient: np.ndarray, hessian: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each part is measured by, from what is sure of all parts: m, (m, n), (m, n, n).

    Near a zero, a value is measured by what the slopes make of the way to 0; a slope beside a large value by what would
    change the value over a unit.
    """
    near = np.where(points == 0, 1.0, np.abs(points))
    far = np.maximum(1.0, near)
    bends = (hessian * near[:, None, :]).sum(axis=2)
    of_value = ((gradient + bends) * near).sum(axis=1)
    of_gradient = value[:, None] / far + bends
    across = (value[:, None] / far + gradient)[:, :, None] / far[:, None, :]
    of_hessian = np.maximum(across, across.transpose(0, 2, 1)) + hessian.max(axis=(1, 2), initial=0.0)[:, None, None]
    return of_value, of_gradient, of_hessian


def _of_the_last_digits(field: Field, points: np.ndarray, jet: Jet) -> list[np.ndarray]:
    """How far each number changes with the last digits of the coordinates, one after the other."""
    count, n = points.shape
    moved = points[:, None, :] * (1 + _LAST_DIGITS * np.eye(n))
    there = field.jets(moved.reshape(count * n, n))
    with np.errstate(invalid="ignore"):
        return [
            np.nan_to_num(np.abs(other.reshape(count, n, *part.shape[1:]) - part[:, None]), posinf=0.0).sum(axis=1)
            for part, other in zip(jet, there, strict=True)
        ]


def settled_series(
    field: Field,
    x: Float64[np.ndarray, " m"],
    derivatives: Float64[np.ndarray, "orders m"],
    error: Float64[np.ndarray, "orders m"] | float = 0.0,
) -> Float64[np.ndarray, "orders m"]:
    """f, f', ... at places of a line, in the same way."""
    sizes, place = np.nan_to_num(np.abs(derivatives), posinf=0.0), np.where(x == 0, 1.0, np.abs(x))
    padded = np.pad(sizes, ((1, 1), (0, 0)))
    with np.errstate(over="ignore"):
        measured = padded[:-2] / place + padded[2:] * place
    if not ((sizes > 0) & (sizes < np.maximum(_SUSPECT * measured, error))).any():
        return derivatives
    there = field.series(x * (1 + _LAST_DIGITS))[: len(derivatives)]
    with np.errstate(invalid="ignore"):
        blur = error + np.nan_to_num(np.abs(there - derivatives), posinf=0.0)
    return _zeros(derivatives, blur)

"""What the Jacobian at a point says of a map: how it stretches, turns and flattens what is near the point."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.lost_digits import checked_points
from gradscape.calculus.mapping import Mapping

# As in numpy.linalg.matrix_rank: singular values below this part of the largest, times the longer side, count as 0.
_ROUNDING = float(np.finfo(float).eps)

Flag = Literal["no-value", "not-differentiable", "cancellation", "singular", "orientation-reversed"]


class Linearization(NamedTuple):
    """A map near one point; what does not exist is None.

    value: (m,); jacobian: (m, n). determinant: how areas or volumes grow, of square Jacobians; 0 where rounding cannot
    tell it from 0, infinite where it is too large. singular_values: (k,), k = min(m, n), the largest first; the unit
    vector right[i] of the input plane, (k, n), is sent to singular_values[i] left[i], left: (k, m). rank: how many
    dimensions the image of a small ball has, but for rounding.
    """

    value: np.ndarray
    jacobian: np.ndarray
    determinant: float | None
    singular_values: np.ndarray | None
    left: np.ndarray | None
    right: np.ndarray | None
    rank: int | None
    flags: tuple[Flag, ...]


def linearizations(
    mapping: Mapping, points: Float64[np.ndarray, "points n"], *, is_checked: bool = True
) -> list[Linearization]:
    """The map near each point; without numbers that rounding has left without digits, if they are checked."""
    found = (
        checked_jacobians(mapping, points) if is_checked else (*mapping.jacobians(points), np.zeros(len(points), bool))
    )
    return [_linearization(*each) for each in zip(*found, strict=True)]


def checked_jacobians(
    mapping: Mapping, points: Float64[np.ndarray, "points n"]
) -> tuple[Float64[np.ndarray, "points m"], Float64[np.ndarray, "points m n"], Bool[np.ndarray, " points"]]:
    """Values and Jacobians, NaN where a number has lost its digits to rounding, and at which points one has."""
    values, jacobians = mapping.jacobians(points)
    has_lost = np.zeros(len(points), bool)
    for k, entry in enumerate(mapping.fields):
        jet, lost = checked_points(entry, points)
        values[jet.value == 0, k] = 0.0
        jacobians[:, k][jet.gradient == 0] = 0.0
        if lost:
            values[lost.value, k] = np.nan
            jacobians[:, k][lost.gradient] = np.nan
            has_lost |= lost.value | lost.gradient.any(axis=1)
    return values, jacobians, has_lost


def checked_hessians(mapping: Mapping, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, "points n n"]:
    """Those of a map of one number, NaN where one has lost its digits."""
    jet, lost = checked_points(mapping.fields[0], points)
    return np.where(lost.hessian, np.nan, jet.hessian) if lost else jet.hessian


def _linearization(value: np.ndarray, jacobian: np.ndarray, has_lost: np.bool_) -> Linearization:
    if not (np.isfinite(jacobian).all() and np.isfinite(value).all()):
        flag: Flag = "not-differentiable" if np.isfinite(value).all() else "no-value"
        if has_lost:
            flag = "cancellation"
        return Linearization(value, jacobian, None, None, None, None, None, (flag,))
    left, sizes, right = np.linalg.svd(jacobian, full_matrices=False)
    left, right = _turned(left.T, right)
    rank = _rank(jacobian)
    sizes = np.where(np.arange(len(sizes)) < rank, sizes, 0.0)
    determinant = _determinant(jacobian) if jacobian.shape[0] == jacobian.shape[1] else None
    flags: list[Flag] = []
    if rank < len(sizes):
        flags.append("singular")
    elif determinant is not None and determinant < 0:
        flags.append("orientation-reversed")
    return Linearization(value, jacobian, determinant, sizes, left, right, rank, tuple(flags))


def _rank(jacobian: np.ndarray) -> int:
    """Of the Jacobian with its rows and columns brought to one size, in which units do not matter."""
    balanced = jacobian
    for axis in (1, 0, 1):
        # By powers of two, which round nothing.
        exponents = np.frexp(np.abs(balanced).max(axis=axis, keepdims=True))[1]
        balanced = np.ldexp(balanced, -exponents)
    sizes = np.linalg.svd(balanced, compute_uv=False)
    return int(np.sum(sizes > _ROUNDING * max(jacobian.shape) * sizes[0])) if sizes[0] > 0 else 0


def _determinant(jacobian: np.ndarray) -> float:
    with np.errstate(over="ignore"):
        determinant = float(np.linalg.det(jacobian))
        # Hadamard: no determinant of columns so long is larger, and rounding is a part of the largest.
        largest = float(np.prod(np.linalg.norm(jacobian, axis=0)))
    return 0.0 if abs(determinant) <= _ROUNDING * len(jacobian) * largest else determinant


def _turned(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Singular vectors point up or down as they like: here the largest entry of each right one is positive."""
    largest = np.abs(right).argmax(axis=1)
    signs = np.sign(right[np.arange(len(right)), largest])[:, None]
    return left * signs, right * signs

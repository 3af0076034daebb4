"""What the Jacobian at a point says of a map: how it stretches, turns and flattens what is near the point."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.calculus.kinks import hidden_kinks
from gradscape.calculus.lost_digits import checked_points
from gradscape.calculus.mapping import Mapping

# As in numpy.linalg.matrix_rank: singular values below this part of the largest, times the longer side, count as 0.
_ROUNDING = float(np.finfo(float).eps)
# Two ways of computing a number agree to so many of its digits.
_SAME = 1e-9

Flag = Literal["no-value", "not-differentiable", "cancellation", "singular", "orientation-reversed"]
# What `derivatives` says of slopes, not of second derivatives.
_OF_SLOPES = {"corner", "cusp", "vertical-tangent", "jump", "domain-edge", "unresolved", "not-differentiable"}


class Linearization(NamedTuple):
    """A map near one point; what does not exist is None.

    value: (m,); jacobian: (m, n). determinant: how areas or volumes grow, of square Jacobians; 0 where rounding cannot
    tell it from 0, infinite where it is too large. singular_values: (k,), k = min(m, n), the largest first; the unit
    vector right[i] of the input plane, (k, n), is sent to singular_values[i] left[i], left: (k, m). rank: how many
    dimensions the image of a small ball has, but for rounding. notes: why a slope does
    not exist, in sentences.
    """

    value: np.ndarray
    jacobian: np.ndarray
    determinant: float | None
    singular_values: np.ndarray | None
    left: np.ndarray | None
    right: np.ndarray | None
    rank: int | None
    flags: tuple[Flag, ...]
    notes: tuple[str, ...] = ()


def linearizations(
    mapping: Mapping, points: Float64[np.ndarray, "points n"], *, is_checked: bool = True
) -> list[Linearization]:
    """The map near each point; without numbers that rounding has left without digits, if they are checked."""
    if not is_checked:
        return [_linearization(*each, False, True, ()) for each in zip(*mapping.jacobians(points), strict=True)]
    found = checked_jacobians(mapping, points)
    return [_linearization(*each) for each in zip(*found, strict=True)]


def divergence(near: Linearization) -> float | None:
    """How much what a field carries along spreads here: the trace of a square Jacobian; None of any other.

    0 where rounding cannot tell it from 0.
    """
    if near.rank is None or near.jacobian.shape[0] != near.jacobian.shape[1]:
        return None
    return _sum_of(np.diag(near.jacobian))


def curl(near: Linearization) -> Float64[np.ndarray, " k"] | None:
    """Twice the turning of what a field carries along, from the antisymmetric part of its Jacobian.

    (1,): ∂f₂/∂x - ∂f₁/∂y in the plane; (3,), a vector, in space; None elsewhere. 0 where rounding cannot tell it
    from 0.
    """
    entries = _CURLS.get(near.jacobian.shape)
    if near.rank is None or entries is None:
        return None
    return np.array([_sum_of(np.array([near.jacobian[i, j], -near.jacobian[j, i]])) for i, j in entries])


_CURLS = {(2, 2): ((1, 0),), (3, 3): ((2, 1), (0, 2), (1, 0))}


def _sum_of(terms: np.ndarray) -> float:
    with np.errstate(over="ignore"):
        total = float(terms.sum())
    return 0.0 if abs(total) <= _ROUNDING * len(terms) * np.abs(terms).max() else total


class Checked(NamedTuple):
    """At each of m points: the value (m, outputs), the Jacobian (m, outputs, n), and what is to be said of them.

    NaN where a number has lost its digits to rounding, or does not exist. has_lost: (m,) whether one has lost them;
    is_differentiable: (m,) whether all slopes exist and together make a linear map that f is near to.
    """

    values: Float64[np.ndarray, "points m"]
    jacobians: Float64[np.ndarray, "points m n"]
    has_lost: list[bool]
    is_differentiable: list[bool]
    notes: list[tuple[str, ...]]


def checked_jacobians(mapping: Mapping, points: Float64[np.ndarray, "points n"]) -> Checked:
    """Values and Jacobians as `derivatives` has them, entry by entry; where a slope does not exist, with the reason."""
    values, jacobians = mapping.jacobians(points)
    found = Checked(values, jacobians, [False] * len(points), [True] * len(points), [()] * len(points))
    for k, entry in enumerate(mapping.fields):
        jet, lost = checked_points(entry, points)
        values[:, k] = _with_digits_of(values[:, k], jet.value)
        jacobians[:, k] = _with_digits_of(jacobians[:, k], jet.gradient)
        kinked = hidden_kinks(entry, points)
        for place in np.flatnonzero(kinked.any(axis=1) | ~np.isfinite(jacobians[:, k]).all(axis=1)).tolist():
            if np.isfinite(values[place, k]):
                _resolve(found, place, k, entry, points[place])
        if lost:
            values[lost.value, k] = np.nan
            jacobians[:, k][lost.gradient] = np.nan
            for place in np.flatnonzero(lost.value | (lost.gradient & ~kinked).any(axis=1)).tolist():
                found.has_lost[place] = True
    return found


def _with_digits_of(computed: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Numbers as they are computed, but for those that are told with fewer digits, or as 0."""
    with np.errstate(invalid="ignore", over="ignore"):
        is_same = np.abs(computed - known) <= _SAME * np.abs(known)
    return np.where(np.isfinite(known) & ~is_same, known, computed)


def _resolve(found: Checked, place: int, k: int, entry: Field, point: np.ndarray) -> None:
    """The k-th row by the definition of the derivative, and what there is to be said of it."""
    [at] = derivatives(entry, point[None])
    found.jacobians[place, k] = at.gradient
    found.is_differentiable[place] &= at.is_differentiable
    named = f"entry {k + 1}: " if len(found.values[place]) > 1 else ""
    found.notes[place] += tuple(named + flag.message for flag in at.flags if flag.kind in _OF_SLOPES)


def checked_hessians(mapping: Mapping, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, "points n n"]:
    """Those of a map of one number, NaN where one has lost its digits or does not exist."""
    return np.stack([each.hessian for each in derivatives(mapping.fields[0], points)])


def _linearization(
    value: np.ndarray, jacobian: np.ndarray, has_lost: bool, is_differentiable: bool, notes: tuple[str, ...]
) -> Linearization:
    if not (np.isfinite(jacobian).all() and np.isfinite(value).all() and is_differentiable):
        flag: Flag = "not-differentiable" if np.isfinite(value).all() else "no-value"
        if has_lost:
            flag = "cancellation"
        return Linearization(value, jacobian, None, None, None, None, None, (flag,), notes)
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
    return Linearization(value, jacobian, determinant, sizes, left, right, rank, tuple(flags), notes)


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

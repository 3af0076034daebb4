"""Points at rest of a vector field: its zeros, and whether what is near one runs into it."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.mapping import Mapping

# Steps of Newton's method; at a zero where the Jacobian is singular, each leaves more than half of the way.
_STEPS = 60
# From here on, in sides of the box, a step changes nothing.
_STILL = 1e-13
# Farther away, in sides of the box, is another place.
_NEAR = 1e-2
# Of eigenvalues beside their size, and of their sizes beside the largest: less may be rounding, or a centre.
_CLEAR = 1e-2
_SIZE = 1e-9


class RestPoint(NamedTuple):
    """A zero of the field.

    distance: to where the search began, in sides of the box. attracts: whether all eigenvalues of the Jacobian there
    say clearly that what is close runs into it.
    """

    point: Float64[np.ndarray, " n"]
    distance: float
    attracts: bool


def rest_point_near(
    mapping: Mapping, start: Float64[np.ndarray, " n"], widths: Float64[np.ndarray, " n"], sign: float
) -> RestPoint | None:
    """The zero that Newton's method finds from `start`; None where it finds none close by.

    Args:
        widths: of the box, in which distances are measured.
        sign: 1 forward in time, -1 backward.
    """
    place, step, jacobian = start, np.inf, None
    for _ in range(_STEPS):
        [value], [jacobian] = mapping.jacobians(place[None])
        if not (np.isfinite(value).all() and np.isfinite(jacobian).all()):
            return None
        # In sides of the box, so that units do not matter to what counts as singular.
        move = np.linalg.lstsq(jacobian * widths / widths[:, None], value / widths, rcond=None)[0]
        step = float(np.linalg.norm(move))
        place = place - move * widths
        if np.linalg.norm((place - start) / widths) > _NEAR:
            return None
        if step <= _STILL:
            break
    if step > 1e-6 * _NEAR or jacobian is None or not _is_zero(mapping, place, start, widths):
        return None
    distance = float(np.linalg.norm((place - start) / widths))
    return RestPoint(place, distance, _attracts(sign * jacobian))


def _is_zero(mapping: Mapping, place: np.ndarray, start: np.ndarray, widths: np.ndarray) -> bool:
    """Whether nothing is left there of the field: where the Jacobian is singular, steps may end without a zero."""
    left, first = np.abs(mapping.values(np.stack([place, start])) / widths).max(axis=1)
    return bool(left <= 1e-3 * first)


def _attracts(jacobian: np.ndarray) -> bool:
    eigenvalues = np.linalg.eigvals(jacobian)
    sizes = np.abs(eigenvalues)
    return bool((sizes > _SIZE * sizes.max()).all() and (eigenvalues.real < -_CLEAR * sizes).all())

"""How often the gradient turns while its point goes once round a box: what all critical points inside add up to."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field

_FIRST = 256
_MOST = 4096
# Two neighbours whose gradients differ by more are looked at in between; a whole turn must not be missed.
_LARGEST_TURN = np.pi / 2


def winding_number(field: Field, box: Float64[np.ndarray, "2 2"]) -> int | None:
    """Turns of ∇f, anticlockwise, round the edge of a box of two variables; None where samples do not settle it.

    Where f is smooth inside and all critical points there are minima, maxima and saddles, it is the sum of +1 for each
    minimum and maximum and -1 for each saddle. Evidence from samples, not a proof.

    Source: the theorem of Poincaré and Hopf; J. Milnor, *Topology from the Differentiable Viewpoint* (1965), section 6.
    """
    places = 4.0 * np.arange(_FIRST) / _FIRST
    gradients = field.jets(_round(box, places)).gradient
    while np.isfinite(gradients).all() and (gradients != 0).any(axis=1).all():
        angles = np.arctan2(gradients[:, 1], gradients[:, 0])
        turns = np.angle(np.exp(1j * (np.roll(angles, -1) - angles)))
        following = np.append(places[1:], 4.0)
        between = (places + following) / 2
        # Between neighbouring numbers the shorter way is taken.
        wide = np.flatnonzero((np.abs(turns) > _LARGEST_TURN) & (between > places) & (between < following))
        if not len(wide):
            return round(float(turns.sum()) / (2 * np.pi))
        if len(places) + len(wide) > _MOST:
            return None
        order = np.argsort(np.concatenate([places, between[wide]]), kind="stable")
        places = np.concatenate([places, between[wide]])[order]
        gradients = np.concatenate([gradients, field.jets(_round(box, between[wide])).gradient])[order]
    return None


def _round(box: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Points of the edge: from the lower left corner through one side for each whole number."""
    (left, right), (low, high) = box
    corners = np.array([[left, low], [right, low], [right, high], [left, high], [left, low]])
    side = np.minimum(places.astype(int), 3)
    share = (places - side)[:, None]
    return corners[side] + share * (corners[side + 1] - corners[side])

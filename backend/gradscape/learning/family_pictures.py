"""What is drawn of a family of distributions: densities, and the mean surprise of data over its parameters."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.learning.families import Support

_PLACES = 201
# Of one call of the machine.
_MOST_AT_ONCE = 65_536


def outcomes(support: Support, over: tuple[float, float]) -> Float64[np.ndarray, " x"]:
    """Places x at which densities are drawn, within an interval and where there may be any."""
    low, high = over
    if support == "bits":
        return np.array([0.0, 1.0])
    if support == "counts":
        first, last = max(0, int(np.ceil(low))), int(np.floor(high))
        return np.arange(first, max(first, min(last, first + _PLACES)) + 1, dtype=float)
    if support == "positive":
        low = max(low, 1e-6 * max(high, 0.0))
    return np.linspace(low, high, _PLACES) if low < high else np.empty(0)


def densities(
    field: Field, thetas: Float64[np.ndarray, "k t"], places: Float64[np.ndarray, " x"]
) -> Float64[np.ndarray, "k x"]:
    """p(x; θ) at each place for each θ; NaN where there is none."""
    return np.exp(_logarithms(field, thetas, places))


def surprises(
    field: Field, thetas: Float64[np.ndarray, "k t"], data: Float64[np.ndarray, " d"]
) -> Float64[np.ndarray, " k"]:
    """Mean of -log p over data for each θ."""
    rows = max(1, _MOST_AT_ONCE // len(data))
    parts = [_logarithms(field, thetas[k : k + rows], data).mean(axis=1) for k in range(0, len(thetas), rows)]
    return -np.concatenate(parts) if parts else np.empty(0)


def _logarithms(field: Field, thetas: np.ndarray, places: np.ndarray) -> np.ndarray:
    points = np.concatenate([np.tile(places, len(thetas))[:, None], np.repeat(thetas, len(places), axis=0)], axis=1)
    values = field.values(points) if len(points) else np.empty(0)
    with np.errstate(all="ignore"):
        return np.asarray(values, float).reshape(len(thetas), len(places))

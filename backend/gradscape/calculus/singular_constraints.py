"""Points of a set where the gradients of its constraints fail: Lagrange's condition says nothing there."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.starts import spread

_STARTS = 48
_TURNS = 60
# Where the normal vanishes to second order, as at a cusp, Newton's method halves the error each turn.
_LEVEL = 1e-9
_MERGED = 1e-5
MOST_SHOWN = 64


def singular_points(
    constraints: ConstraintSet, box: Float64[np.ndarray, "n 2"], near: Float64[np.ndarray, "p n"]
) -> Float64[np.ndarray, "k n"]:
    """Points of the set in the box with μ · ∇g = 0 for some μ ≠ 0, at most 64 of them.

    Least squares for (μ · ∇g, g - c, |μ|² - 1) = 0 from points spread over the box and some of the set.

    Args:
        near: points of the set, to begin at too.
    """
    starts = np.concatenate([spread(_STARTS, 0, box), near[:: max(1, len(near) // _STARTS)]])
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    values, slopes = constraints.residuals(starts)
    usual = _usual(slopes)
    known = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(values).all(axis=1)
    here, slopes = starts[known], slopes[known]
    if not len(here) or usual == 0:
        return np.empty((0, len(box)))
    mu, longest = _least(slopes), 0.1 * length
    rested = [(here[:0], mu[:0])]
    for turn in range(_TURNS):
        error, slope = _equations(constraints, here, mu, usual)
        step = (np.linalg.pinv(slope, rcond=1e-9) @ error[:, :, None])[:, :, 0]
        move, change = step[:, : len(box)], step[:, len(box) :]
        size, turned = np.linalg.norm(move, axis=1, keepdims=True), np.linalg.norm(change, axis=1, keepdims=True)
        here = here - move * (longest / np.maximum(size, longest))
        mu = mu - change * (0.5 / np.maximum(turned, 0.5))
        done = (size[:, 0] <= 1e-13 * length) | (turn == _TURNS - 1)
        rested.append((here[done], mu[done]))
        going_on = ~done & _inside(here, box, 0.5)
        here, mu = here[going_on], mu[going_on]
        if not len(here):
            break
    ends, factors = (np.concatenate(parts) for parts in zip(*rested, strict=True))
    return _merged(_resting(constraints, ends, factors, usual, box), box)


def _equations(
    constraints: ConstraintSet, points: np.ndarray, mu: np.ndarray, usual: float
) -> tuple[np.ndarray, np.ndarray]:
    """The left-hand sides (k, n + m + 1) and their slopes by x and μ; gradients in units of what is usual."""
    n, m = points.shape[1], mu.shape[1]
    jets = [field.jets(points) for field in constraints.fields]
    slopes = np.stack([jet.gradient for jet in jets], axis=1) / usual
    hessians = np.stack([jet.hessian for jet in jets], axis=1) / usual
    values = (np.stack([jet.value for jet in jets], axis=1) - constraints.levels) / usual
    error = np.concatenate(
        [np.einsum("km,kmn->kn", mu, slopes), values, (np.sum(mu**2, axis=1) - 1)[:, None] / 2], axis=1
    )
    slope = np.zeros((len(points), n + m + 1, n + m))
    slope[:, :n, :n] = np.einsum("km,kmij->kij", mu, hessians)
    slope[:, :n, n:] = slopes.transpose(0, 2, 1)
    slope[:, n : n + m, :n] = slopes
    slope[:, n + m, n:] = mu
    known = np.asarray(np.isfinite(slope).all(axis=(1, 2)) & np.isfinite(error).all(axis=1))
    return np.where(known[:, None], error, 0.0), np.where(known[:, None, None], slope, 0.0)


def _resting(
    constraints: ConstraintSet, points: np.ndarray, mu: np.ndarray, usual: float, box: np.ndarray
) -> np.ndarray:
    """Those at which all equations hold."""
    if not len(points):
        return points
    values, slopes = constraints.residuals(points)
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    normal = np.linalg.norm(np.einsum("km,kmn->kn", mu, slopes), axis=1)
    mu_length = np.linalg.norm(mu, axis=1)
    on_set = (np.abs(values) <= _LEVEL * usual * length).all(axis=1)
    return points[on_set & (normal <= 1e-7 * usual * mu_length) & (mu_length > 0.5) & _inside(points, box, 1e-9)]


def _least(slopes: np.ndarray) -> np.ndarray:
    """The combination of the gradients that is smallest for its length."""
    return np.linalg.svd(slopes)[0][:, :, -1]


def _usual(slopes: np.ndarray) -> float:
    sizes = np.linalg.norm(slopes, axis=(1, 2))
    sizes = sizes[np.isfinite(sizes)]
    return (float(np.median(sizes)) or float(sizes.max())) if sizes.size else 0.0


def _inside(points: np.ndarray, box: np.ndarray, slack: float) -> np.ndarray:
    reach = slack * (box[:, 1] - box[:, 0])
    return np.asarray(((points >= box[:, 0] - reach) & (points <= box[:, 1] + reach)).all(axis=1))


def _merged(points: np.ndarray, box: np.ndarray) -> np.ndarray:
    """One of each cluster, what is 0 to rounding as 0."""
    length, kept = float(np.linalg.norm(box[:, 1] - box[:, 0])), []
    while len(points) and len(kept) < MOST_SHOWN:
        kept.append(np.where(np.abs(points[0]) < 1e-9 * length, 0.0, points[0]))
        points = points[np.linalg.norm(points - points[0], axis=1) > _MERGED * length]
    return np.array(kept).reshape(-1, len(box))

"""What stopped a walk, in words that its values bear out."""

import numpy as np

from gradscape.calculus.field import Field
from gradscape.optimize.paths import PathRun, Trail

# Along the direction a search failed on, as parts of max(1, |x|): where f is compared with the last point's.
_BESIDE = 10.0 ** -np.arange(2.0, 15.0)


def going_away(points: np.ndarray, values: np.ndarray) -> str:
    """How a walk left all bounds; nothing where its values show no one way.

    Args:
        points: (m,) or (m, n), values: (m,).
    """
    lengths = np.linalg.norm(np.diff(points.reshape(len(points), -1), axis=0), axis=1)
    # Early on a walk may climb, out of a valley or by a random kick.
    late = values[len(values) // 2 :]
    falls = -np.diff(late[~np.isnan(late)])
    if len(falls) and (falls > 0).all():
        # A fall that does not slacken has no end in sight; one that does may have a bound, as that of 1/x.
        return ": f falls without bound on this way" if falls[-1] >= falls[0] else ": f goes on falling, ever less"
    last = lengths[-10:]
    if len(last) > 1 and (np.diff(last) > 0).all():
        return ": each step was longer than the one before"
    return ": f is beyond all numbers there" if np.isinf(values[-1]) else ""


def without_a_step(field: Field, run: PathRun, trail: Trail, place: str) -> str:
    """Why a method that looks for a lower point made no step from the last one."""
    if run.method == "trust-newton":
        text = f"no step lowers f from {place}, however small the trust region"
    else:
        text = f"the line search accepts no step from {place}"
    return f"{text}: f rises on both sides of it along the steepest descent" if _is_lowest(field, trail) else text


def _is_lowest(field: Field, trail: Trail) -> bool:
    """Whether f is above its last value on both sides along the gradient, as at a corner, at several distances."""
    point, gradient = trail.points[-1], trail.gradients[-1]
    size = float(np.linalg.norm(gradient))
    if not size > 0:
        return False
    offsets = _BESIDE[:, None] * max(1.0, float(np.abs(point).max())) * gradient / size
    values = field.values(np.concatenate([point + offsets, point - offsets]))
    return bool((values > trail.values[-1]).all())


def without_curvature(field: Field, trail: Trail, place: str) -> str:
    """Why Newton's step does not exist."""
    if not np.isfinite(field.jets(trail.points[-1:]).hessian).all():
        return f"f has no second derivatives at {place}, and Newton's method needs them"
    return f"the Hessian is singular at {place}, and Newton's step would be infinite"

"""The derivative of y by x at a point of a curve g(x, y) = c, and what the curve is where there is none."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet, normal_step
from gradscape.calculus.derivatives import PointDerivatives, derivatives
from gradscape.calculus.double_points import double_point
from gradscape.calculus.field import Field
from gradscape.calculus.starts import spread

Kind = Literal["slope", "vertical", "node", "isolated", "cusp", "singular", "no-derivative", "away"]

# Newton's method finds its way onto the curve from anywhere in the picture.
_STEPS = 40
_STARTS = 48
# What is 0 to rounding, in units of the box.
_NOTHING = 1e-8
_FOLDED = 1e-9
_ON_CURVE = 1e-9
# Of what is usual: a coefficient of a series that is 0 but for where the point was found.
_NO_TERM = 1e-6


class ImplicitPoint(NamedTuple):
    """A point of the curve; NaN where something does not exist.

    point, gradient: (2,). slope: dy/dx = -g_x/g_y. reciprocal: dx/dy. second: d²y/dx². directions: unit tangents, two
    where two branches cross, none where there is no branch. remark: why g has no derivative here.
    """

    kind: Kind
    point: Float64[np.ndarray, " 2"]
    gradient: Float64[np.ndarray, " 2"]
    slope: float
    reciprocal: float
    second: float
    directions: Float64[np.ndarray, "k 2"]
    remark: str | None = None


def implicit_point(
    constraints: ConstraintSet, near: Float64[np.ndarray, " 2"], box: Float64[np.ndarray, "2 2"]
) -> ImplicitPoint:
    """The point of the curve near by, with dy/dx and d²y/dx² by implicit differentiation.

    From g_x + g_y y' = 0 and, differentiated once more, g_xx + 2 g_xy y' + g_yy y'² + g_y y'' = 0. Where both partial
    derivatives are 0 the Hessian tells branches that cross from a point that is alone, and Taylor's series along its
    null direction tells cusps from points that are alone; what neither decides, or where branches touch, is singular.

    Source: W. Fulton, *Algebraic Curves* (2008), section 3.1, for double points.
    """
    widths = box[:, 1] - box[:, 0]
    usual = _usual(constraints, box, widths)
    point = _onto(constraints, near, widths, usual)
    if not np.isfinite(point).all():
        return _without("away", point, np.full(2, np.nan))
    found = derivatives(constraints.fields[0], point[None], is_checked=True)[0]
    if not np.isfinite(found.gradient).all():
        found = _with_nothing_left(constraints.fields[0], found, widths, usual)
    if not found.is_differentiable or not np.isfinite(found.gradient).all():
        return _without("no-derivative", point, found.gradient, _reason(found))
    if np.linalg.norm(found.gradient * widths) <= _NOTHING * usual:
        return _singular(constraints, point, found, widths, usual)
    return _regular(point, found, widths)


def _with_nothing_left(field: Field, found: PointDerivatives, widths: np.ndarray, usual: float) -> PointDerivatives:
    """Slopes of which rounding has left no digit are 0 if that is nothing beside those of the picture."""
    jet, off = field.checked_jets(found.point[None])
    largest = np.abs(jet.gradient[0]) + off.gradient[0]
    if not np.linalg.norm(largest * widths) <= _NOTHING * usual:
        return found
    gradient = np.where(np.abs(jet.gradient[0]) <= off.gradient[0], 0.0, jet.gradient[0])
    return found._replace(gradient=gradient, hessian=jet.hessian[0])


def _regular(point: np.ndarray, found: PointDerivatives, widths: np.ndarray) -> ImplicitPoint:
    (g_x, g_y), hessian = found.gradient, found.hessian
    across, up, bend = g_x * widths[0], g_y * widths[1], hessian[1, 1] * widths[1] ** 2
    # No further from the place with an upright tangent than rounding can tell.
    is_upright = abs(up) <= max(_FOLDED * abs(bend), 1e-15 * abs(across))
    with np.errstate(all="ignore"):
        slope = np.nan if is_upright else -g_x / g_y
        reciprocal = 0.0 if is_upright else float(-g_y / g_x)
        bent = hessian[0, 0] + 2 * hessian[0, 1] * slope + hessian[1, 1] * slope**2
        second = float(-bent / g_y)
        along = np.array([0.0, 1.0]) if is_upright else np.array([1.0, slope]) / np.hypot(1.0, slope)
    kind = "vertical" if is_upright else "slope"
    # Added 0 makes 0 of -0.
    return ImplicitPoint(kind, point, found.gradient, slope + 0.0, reciprocal, second + 0.0, along[None] + 0.0)


def _singular(
    constraints: ConstraintSet, point: np.ndarray, found: PointDerivatives, widths: np.ndarray, usual: float
) -> ImplicitPoint:
    """By the Hessian in units of the box: a t² + 2 b t u + c u² = 0 along branches."""
    hessian = found.hessian * np.outer(widths, widths)
    here = _without("singular", point, found.gradient)
    if not np.isfinite(hessian).all() or np.abs(hessian).max() <= _NOTHING * usual:
        return here
    values, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
    small, large = sorted(values, key=abs)
    if abs(small) > 1e-6 * abs(large):
        if small * large > 0:
            return here._replace(kind="isolated")
        ratio = np.sqrt(abs(values[0] / values[1]))
        branches = [vectors[:, 0] + sign * ratio * vectors[:, 1] for sign in (1, -1)]
        return here._replace(kind="node", directions=_raw(np.array(branches), widths))
    null, across = (vectors[:, int(pick(np.abs(values)))] for pick in (np.argmin, np.argmax))
    kind = double_point(constraints.fields[0], point, null * widths, across * widths, _NO_TERM * usual)
    return here._replace(kind=kind, directions=_raw(null[None], widths)) if kind == "cusp" else here._replace(kind=kind)


def _raw(directions: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Unit tangents that point to the right, or up, in the coordinates themselves."""
    along = directions * widths
    along = along / np.linalg.norm(along, axis=1, keepdims=True)
    along = np.where(np.abs(along) < 1e-12, 0.0, along)
    return along * np.where((along[:, :1] < 0) | ((along[:, :1] == 0) & (along[:, 1:] < 0)), -1.0, 1.0) + 0.0


def _onto(constraints: ConstraintSet, near: np.ndarray, widths: np.ndarray, usual: float) -> np.ndarray:
    """Newton's method along the normal, with both axes measured by the box; NaN where it comes to no point."""
    point = near[None]
    for _ in range(_STEPS):
        values, slopes = constraints.residuals(point)
        if _is_on(values, slopes * widths, usual):
            break
        step = normal_step(values, slopes * widths)
        length = np.linalg.norm(step)
        point = point - step * (0.5 / np.maximum(length, 0.5)) * widths
    values, slopes = constraints.residuals(point)
    size = float(np.linalg.norm(slopes[0, 0] * widths))
    least = _NOTHING * usual if np.isfinite(size) else usual
    is_there = abs(values[0, 0]) <= _ON_CURVE * np.fmax(size, least)
    return point[0] if is_there else np.full(2, np.nan)


def _is_on(values: np.ndarray, slopes: np.ndarray, usual: float) -> bool:
    """Whether another step would change nothing: where the normal fails, too."""
    size = float(np.linalg.norm(slopes[0, 0]))
    return bool(abs(values[0, 0]) <= 1e-16 * max(size, usual) or not np.isfinite(size))


def _usual(constraints: ConstraintSet, box: np.ndarray, widths: np.ndarray) -> float:
    """How large gradients are in the box, which is the unit of length."""
    slopes = constraints.residuals(spread(_STARTS, 0, box))[1][:, 0] * widths
    sizes = np.linalg.norm(slopes, axis=1)
    sizes = sizes[np.isfinite(sizes)]
    return float(np.median(sizes)) if sizes.size else 0.0


def _reason(found: PointDerivatives) -> str | None:
    return found.flags[0].message if found.flags else None


def _without(kind: Kind, point: np.ndarray, gradient: np.ndarray, remark: str | None = None) -> ImplicitPoint:
    return ImplicitPoint(kind, point, gradient, np.nan, np.nan, np.nan, np.empty((0, 2)), remark)

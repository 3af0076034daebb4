"""Newton's method for extrema: pure, damped, searched along its direction, and within a trust region."""

from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from gradscape.walks.rules.questions import Question, Sample, Settings, Talk, Walker
from gradscape.walks.rules.steps import go

# Of the largest curvature: below, a direction counts as flat.
_NEGLIGIBLE = 1e-14
# Thresholds of a trust region: what share of the promised decrease is poor, good, and enough to take the step.
_POOR, _GOOD, _ENOUGH = 0.25, 0.75, 1e-3
_LARGEST_RADIUS = 1e8
_SMALLEST_RADIUS = 1e-14
_BISECTIONS = 100
_ROUNDING = 1e-14


def newton(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """x ← x − a H⁻¹∇f; with a line search along a direction that leads downhill, |H|⁻¹ in place of H⁻¹."""
    is_searched = settings["line_search"] != "none"
    sample = yield Question("jet", point)
    while True:
        walker.reach(point, sample)
        direction = newton_direction(sample.gradient, sample.second, is_downhill=is_searched)
        if direction is None:
            return "flat"
        step = float(settings["learning_rate"])
        if not is_searched:
            point = point + step * direction
            sample = yield from _jet_after(walker, point, direction, step)
            continue
        reached = yield from go(walker, point, sample, direction, settings, abs(step))
        if reached is None:
            return "no-descent"
        point, sample = reached
        sample = sample._replace(second=(yield Question("hessian", point)).second)


def _jet_after(
    walker: Walker, point: np.ndarray, direction: np.ndarray, step: float
) -> Generator[Question, Sample, Sample]:
    sample = yield Question("jet", point)
    walker.note(direction=direction, step_sizes=step)
    return sample


def newton_direction(gradient: np.ndarray, hessian: np.ndarray, *, is_downhill: bool) -> np.ndarray | None:
    """−H⁻¹∇f, or −|H|⁻¹∇f with curvatures by their size; None where a slope meets no curvature.

    Source: for |H|, Dauphin et al. (2014), saddle-free Newton.
    """
    if not np.isfinite(hessian).all():
        return None
    curvatures, axes = np.linalg.eigh(hessian)
    along = axes.T @ gradient
    is_flat = np.abs(curvatures) <= _NEGLIGIBLE * max(np.abs(curvatures).max(initial=0.0), 1e-290)
    if (is_flat & (np.abs(along) > 0)).any():
        return None
    divisor = np.where(is_flat, 1.0, np.abs(curvatures) if is_downhill else curvatures)
    return -axes @ np.where(is_flat, 0.0, along / divisor)


class Model(NamedTuple):
    """The quadratic model of f at a point, in the axes of its Hessian: slopes and curvatures along them."""

    slopes: np.ndarray
    curvatures: np.ndarray
    axes: np.ndarray

    def change(self, step: np.ndarray) -> float:
        """What the model says f changes by."""
        along = self.axes.T @ step
        return float(self.slopes @ along + self.curvatures @ along**2 / 2)


def trust_newton(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """The minimum of the quadratic model within a radius; the radius follows how right the model was.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithm 4.1.
    """
    radius = float(settings["radius"])
    sample = yield Question("jet", point)
    while True:
        walker.reach(point, sample)
        if not np.isfinite(sample.second).all():
            return "flat"
        curvatures, axes = np.linalg.eigh(sample.second)
        model = Model(axes.T @ sample.gradient, curvatures, axes)
        trials = []
        while True:
            step = trust_step(model, radius)
            tried = yield Question("value", point + step)
            promised = model.change(step)
            share = _share(tried.value - sample.value, promised, sample.value)
            is_taken = bool(share > _ENOUGH)
            failed = None if is_taken else "armijo"
            trials.append(
                {"step": radius, "value": tried.value, "slope": None, "failed": failed, "is_accepted": is_taken}
            )
            used, radius = radius, _next_radius(radius, share, float(np.linalg.norm(step)))
            if is_taken:
                break
            if radius < _SMALLEST_RADIUS:
                return "no-descent"
        walker.note(
            direction=step,
            step_sizes=1.0,
            radii=used,
            newton=newton_direction(sample.gradient, sample.second, is_downhill=False),
            cauchy=cauchy_step(sample.gradient, sample.second, used),
            trials=trials,
        )
        point = point + step
        sample = yield Question("jet", point)


def _share(change: float, promised: float, value: float) -> float:
    """What part of the promised decrease there was; all of it where both are lost in the rounding of f."""
    if abs(promised) <= _ROUNDING * abs(value) and abs(change) <= _ROUNDING * abs(value):
        return 1.0
    return change / promised if promised < 0 else -1.0


def _next_radius(radius: float, share: float, length: float) -> float:
    # A comparison with NaN, where f has no value, counts as poor.
    if not share >= _POOR:
        return length / 4
    at_border = length > 0.99 * radius
    return min(2 * radius, _LARGEST_RADIUS) if share > _GOOD and at_border else radius


def trust_step(model: Model, radius: float) -> np.ndarray:
    """The exact minimum of the model within the radius, negative curvature and the hard case included.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., theorem 4.1 and section 4.3.
    """
    slopes, curvatures = model.slopes, model.curvatures
    lowest = float(curvatures[0])
    if lowest > 0 and np.linalg.norm(slopes / curvatures) <= radius:
        return -model.axes @ (slopes / curvatures)
    shift = max(0.0, -lowest)
    scale = max(float(np.abs(curvatures).max()), 1e-290)
    is_lowest = curvatures + shift <= 1e-12 * scale
    others = np.where(is_lowest, 0.0, slopes / np.where(is_lowest, 1.0, curvatures + shift))
    room = radius**2 - float(others @ others)
    if np.linalg.norm(slopes[is_lowest]) <= 1e-14 * max(float(np.linalg.norm(slopes)), 1e-290) and room > 0:
        # The hard case: no slope along the lowest curvature, so that either way there is as good.
        first = np.zeros(len(slopes))
        first[0] = np.sqrt(room) if lowest < 0 else 0.0
        return -model.axes @ (others + first)
    low, high = shift, shift + float(np.linalg.norm(slopes)) / radius + 1e-300
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            is_long = not np.linalg.norm(slopes / (curvatures + middle)) <= radius
        low, high = (middle, high) if is_long else (low, middle)
    return -model.axes @ (slopes / (curvatures + high))


def cauchy_step(gradient: np.ndarray, hessian: np.ndarray, radius: float) -> np.ndarray:
    """The best step against the gradient within the radius. Source: Nocedal & Wright, equations 4.11 and 4.12."""
    length = float(np.linalg.norm(gradient))
    if length == 0:
        return np.zeros_like(gradient)
    curvature = float(gradient @ hessian @ gradient)
    share = 1.0 if curvature <= 0 else min(1.0, length**3 / (radius * curvature))
    return -share * radius / length * gradient

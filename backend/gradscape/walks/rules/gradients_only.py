"""Methods that learn about curvature from gradients and products: L-BFGS, conjugate gradients, Newton-CG."""

from collections import deque
from collections.abc import Generator

import numpy as np

from gradscape.walks.rules.line_search import falls_without_bound
from gradscape.walks.rules.questions import Question, Sample, Settings, Talk, Walker
from gradscape.walks.rules.steps import go

Pair = tuple[np.ndarray, np.ndarray]

# y·s must be positive by this much of |y| |s|, or the pair says nothing about curvature.
_LEAST_CURVATURE = 1e-12
# Powell's test: directions that have lost their conjugacy begin anew.
_NOT_CONJUGATE = 0.2
# The first trial of a step is at most so many times as long as the step before.
_LONGER = 10


def lbfgs(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """Along −B∇f, where B ≈ H⁻¹ comes from the last steps and the gradients they changed.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5.
    """
    pairs: deque[Pair] = deque(maxlen=int(settings["memory"]))
    sample = yield Question("gradient", point)
    while True:
        walker.reach(point, sample)
        direction = -_by_pairs(list(pairs), sample.gradient)
        # Nothing is known of the scale before the first step.
        first = 1.0 if pairs else min(1.0, 1 / max(float(np.linalg.norm(sample.gradient)), 1e-290))
        reached = yield from go(
            walker, point, sample, direction, settings, first * abs(float(settings["learning_rate"]))
        )
        if reached is None and pairs:
            pairs.clear()
            reached = yield from go(walker, point, sample, -sample.gradient, settings, 1.0)
        if reached is None:
            return "no-descent"
        moved, change = reached[0] - point, reached[1].gradient - sample.gradient
        if moved @ change > _LEAST_CURVATURE * np.linalg.norm(moved) * np.linalg.norm(change):
            pairs.append((moved, change))
        point, sample = reached


def _by_pairs(pairs: list[Pair], gradient: np.ndarray) -> np.ndarray:
    """B∇f by the two-loop recursion."""
    if not pairs:
        return gradient
    q, weights = gradient.copy(), []
    for s, y in reversed(pairs):
        weights.append(float(s @ q) / float(s @ y))
        q = q - weights[-1] * y
    s, y = pairs[-1]
    r = float(s @ y) / float(y @ y) * q
    for (s, y), weight in zip(pairs, reversed(weights), strict=True):
        r = r + (weight - float(y @ r) / float(s @ y)) * s
    return r


def conjugate_gradient(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """p ← −∇f + β p by Fletcher and Reeves or by Polak and Ribière (β ≥ 0), begun anew where p leads uphill.

    With exact steps on a quadratic this is the linear method of Hestenes and Stiefel.
    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 5.2 and 5.4, equation 5.44.
    """
    sample = yield Question("gradient", point)
    direction, first = -sample.gradient, abs(float(settings["learning_rate"]))
    while True:
        walker.reach(point, sample)
        if not sample.gradient @ direction < 0:
            direction = -sample.gradient
        before, old = sample.gradient, float(sample.gradient @ direction)
        reached = yield from _conjugate_step(walker, point, sample, direction, settings, first)
        if reached is None and settings["line_search"] != "exact":
            return "no-descent"
        if reached is None:
            if (yield from falls_without_bound(point, direction)):
                return "unbounded"
            if "otherwise" not in settings:
                return "no-curvature"
            # What looked like a quadratic is none: a search that needs no parabola goes on.
            settings = {**settings, "line_search": settings["otherwise"]}
            walker.iterates.pop()
            continue
        moved = float(np.linalg.norm(reached[0] - point))
        taken = moved / max(float(np.linalg.norm(direction)), 1e-290)
        point, sample = reached
        direction = -sample.gradient + _weight(before, sample.gradient, settings) * direction
        # The next first trial would change f to first order as much as the last step did.
        slope = float(sample.gradient @ direction)
        longest = _LONGER * moved / max(float(np.linalg.norm(direction)), 1e-290)
        first = min(taken * old / slope, longest) if slope < 0 else abs(float(settings["learning_rate"]))


def _conjugate_step(
    walker: Walker, point: np.ndarray, sample: Sample, direction: np.ndarray, settings: Settings, first: float
) -> Generator[Question, Sample, tuple[np.ndarray, Sample] | None]:
    if settings["line_search"] != "exact":
        return (yield from go(walker, point, sample, direction, settings, first))
    curved = yield Question("product", point, direction)
    curvature = float(direction @ curved.second)
    if not curvature > 0:
        return None
    step = -float(sample.gradient @ direction) / curvature
    point = point + step * direction
    sample = yield Question("gradient", point)
    walker.note(direction=direction, step_sizes=step, trials=[])
    return point, sample


def _weight(before: np.ndarray, now: np.ndarray, settings: Settings) -> float:
    """β of the next direction; 0, a new beginning, where successive gradients are far from orthogonal."""
    size = float(before @ before)
    if size == 0 or (settings["line_search"] != "exact" and abs(now @ before) >= _NOT_CONJUGATE * (now @ now)):
        return 0.0
    if settings["formula"] == "fletcher-reeves":
        return float(now @ now) / size
    return max(0.0, float(now @ (now - before)) / size)


def newton_cg(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """Newton's equation H p = −∇f solved roughly by conjugate gradients, from products H d alone.

    Where a direction has negative curvature, the step follows it: so the walk leaves saddles.
    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithm 7.1, with the direction of negative
    curvature added to the step.
    """
    sample = yield Question("gradient", point)
    while True:
        walker.reach(point, sample)
        direction, residuals, is_negative = yield from _inner(point, sample.gradient)
        if not np.isfinite(direction).all():
            return "flat"
        reached = yield from go(walker, point, sample, direction, settings, abs(float(settings["learning_rate"])))
        if reached is None:
            return "no-descent"
        walker.note(products=len(residuals) - 1, residuals=residuals, negative_curvature=is_negative)
        point, sample = reached


def _inner(
    point: np.ndarray, gradient: np.ndarray
) -> Generator[Question, Sample, tuple[np.ndarray, list[float], bool]]:
    """The step, the residuals on the way, and whether negative curvature was met."""
    length = float(np.linalg.norm(gradient))
    target = min(0.5, np.sqrt(length)) * length
    z, r, d = np.zeros_like(gradient), gradient.copy(), -gradient
    residuals = [length]
    for _ in range(2 * len(gradient)):
        product = (yield Question("product", point, d)).second
        curvature = float(d @ product)
        residuals.append(residuals[-1])
        if not np.isfinite(curvature):
            return np.full_like(z, np.nan), residuals, False
        if curvature <= 0:
            return z + d, residuals, True
        step = float(r @ r) / curvature
        z, after = z + step * d, r + step * product
        residuals[-1] = float(np.linalg.norm(after))
        if residuals[-1] <= target:
            break
        d, r = -after + float(after @ after) / float(r @ r) * d, after
    return z, residuals, False

"""How far to go along a direction: backtracking until f falls enough, and the strong Wolfe conditions."""

from collections.abc import Generator
from typing import Any, Literal, NamedTuple

import numpy as np

from gradscape.walks.rules.questions import Question, Sample

_MOST_TRIALS = 60
_LONGEST = 1e10
# Of the bracket: a new trial keeps this far from its ends.
_MARGIN = 0.1
# Relative to f: a change below this is lost in the rounding of its terms, and the slope decides alone.
_ROUNDING = 1e-12
# Steps up to 1e12 in the largest coordinate; a slope that is less by a rounding error is the same.
_EVER_FARTHER = 10.0 ** np.arange(-2, 13)
_STRAIGHT = 1e-3


class Trial(NamedTuple):
    """A point tried on the ray: f and its slope along the direction there, and which condition it failed."""

    step: float
    value: float
    slope: float | None
    failed: Literal["armijo", "curvature"] | None


class Ray(NamedTuple):
    """Where a search begins, with f and its slope there, and what it asks for."""

    origin: np.ndarray
    direction: np.ndarray
    value: float
    slope: float
    first: float
    armijo: float
    wolfe: float

    def at(self, step: float) -> np.ndarray:
        """The point a step along the ray."""
        # A step along a slope without bound leads to infinity.
        with np.errstate(over="ignore", invalid="ignore"):
            return self.origin + step * self.direction

    def falls_enough(self, step: float, value: float) -> bool:
        """Armijo: f(t) ≤ f(0) + c₁ t f'(0)."""
        allowed = _ROUNDING * abs(self.value)
        return bool(value <= self.value + self.armijo * step * self.slope + allowed)

    def is_level_enough(self, slope: float) -> bool:
        """Strong curvature condition: |f'(t)| ≤ c₂ |f'(0)|."""
        return abs(slope) <= self.wolfe * abs(self.slope)


class Found(NamedTuple):
    """What a search came to: the step with what f is there (None if no step will do), and all trials."""

    step: float
    sample: Sample | None
    trials: list[Trial]


Search = Generator[Question, Sample, Found]


def fixed(ray: Ray) -> Search:
    """No search: the first step as it is."""
    sample = yield Question("gradient", ray.at(ray.first))
    return Found(ray.first, sample, [])


def armijo(ray: Ray) -> Search:
    """Halves the step until f falls enough.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithm 3.1.
    """
    step, trials = ray.first, []
    for _ in range(_MOST_TRIALS):
        value = (yield Question("value", ray.at(step))).value
        is_enough = ray.falls_enough(step, value)
        trials.append(Trial(step, value, None, None if is_enough else "armijo"))
        if is_enough:
            sample = yield Question("gradient", ray.at(step))
            return Found(step, sample, trials)
        step /= 2
    return Found(0.0, None, trials)


def wolfe(ray: Ray) -> Search:
    """A step that meets the strong Wolfe conditions.

    Source: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 3.5 and 3.6.
    """
    trials: list[Trial] = []
    start = Sample(ray.value, ray.slope * np.ones(1), np.empty(0))
    low, low_slope, step = (0.0, start), ray.slope, ray.first
    while len(trials) < _MOST_TRIALS and step < _LONGEST:
        sample, slope, trial = yield from _tried(ray, step)
        trials.append(trial)
        if trial.failed is None:
            return Found(step, sample, trials)
        if trial.failed == "armijo" or (low[0] > 0 and sample.value >= low[1].value):
            return (yield from _zoom(ray, (*low, low_slope), (step, sample, slope), trials))
        if slope >= 0:
            return (yield from _zoom(ray, (step, sample, slope), (*low, low_slope), trials))
        low, low_slope = (step, sample), slope
        step *= 2
    return _best_of(low, trials)


End = tuple[float, Sample, float]


def _zoom(ray: Ray, low: End, high: End, trials: list[Trial]) -> Search:
    """Narrows a bracket whose lower end falls enough."""
    while len(trials) < _MOST_TRIALS and abs(high[0] - low[0]) > 1e-14 * max(abs(high[0]), abs(low[0])):
        step = _between(low, high)
        sample, slope, trial = yield from _tried(ray, step)
        trials.append(trial)
        if trial.failed is None:
            return Found(step, sample, trials)
        if trial.failed == "armijo" or sample.value >= low[1].value:
            high = (step, sample, slope)
            continue
        if slope * (high[0] - low[0]) >= 0:
            high = low
        low = (step, sample, slope)
    return _best_of(low[:2], trials)


def _tried(ray: Ray, step: float) -> Generator[Question, Sample, tuple[Sample, float, Trial]]:
    sample = yield Question("gradient", ray.at(step))
    slope = float(sample.gradient @ ray.direction)
    failed = None
    if not ray.falls_enough(step, sample.value):
        failed = "armijo"
    elif not ray.is_level_enough(slope):
        failed = "curvature"
    known = slope if np.isfinite(slope) else None
    return sample, slope, Trial(step, sample.value, known, failed)


def _between(low: End, high: End) -> float:
    """The minimum of the parabola through f and its slope at the lower end, and f at the other; or the middle."""
    width = high[0] - low[0]
    with np.errstate(all="ignore"):
        share = -low[2] * width / (2 * (high[1].value - low[1].value - low[2] * width))
    usable = np.isfinite(share) and _MARGIN <= share <= 1 - _MARGIN
    return low[0] + width * (float(share) if usable else 0.5)


def _best_of(end: tuple[float, Sample], trials: list[Trial]) -> Found:
    """The lower end of the bracket, where f has fallen, if no step meets both conditions."""
    return Found(end[0], end[1] if end[0] > 0 else None, trials)


def falls_without_bound(origin: np.ndarray, direction: np.ndarray) -> Generator[Question, Sample, bool]:
    """Whether f falls along the ray as far as numbers that one looks at go, and nowhere less steeply than before.

    Where f does not curve up at one point it may turn upwards or level out farther on.
    """
    unit = direction / float(np.abs(direction).max())
    before, fall, reached = (yield Question("value", origin)).value, 0.0, 0.0
    for step in _EVER_FARTHER:
        value = (yield Question("value", origin + step * unit)).value
        with np.errstate(invalid="ignore"):
            steep = (before - value) / (step - reached)
        if value == -np.inf:
            return True
        if not steep > 0 or steep < fall * (1 - _STRAIGHT):
            return False
        before, fall, reached = value, steep, step
    return True


SEARCHES = {"none": fixed, "armijo": armijo, "wolfe": wolfe}


def trial_table(found: Found) -> list[dict[str, Any]]:
    """The trials with which one was taken."""
    return [{**trial._asdict(), "is_accepted": trial.step == found.step} for trial in found.trials]

"""What the methods with a direction of their own share: a search along it, noted and counted."""

from collections.abc import Generator

import numpy as np

from gradscape.walks.rules.line_search import SEARCHES, Ray, trial_table
from gradscape.walks.rules.questions import Question, Sample, Settings, Talk, Walker

Reached = Generator[Question, Sample, tuple[np.ndarray, Sample] | None]


def go(
    walker: Walker, point: np.ndarray, sample: Sample, direction: np.ndarray, settings: Settings, first: float
) -> Reached:
    """The next point along `direction` by the line search asked for; None where f does not fall along it.

    first: the step that is tried first.
    """
    slope = float(sample.gradient @ direction)
    name = str(settings["line_search"])
    if name != "none" and not slope < 0:
        return None
    numbers = (float(settings.get(name, 0.0)) for name in ("armijo", "wolfe"))
    ray = Ray(point, direction, sample.value, slope, first, *numbers)
    found = yield from SEARCHES[name](ray)
    if found.sample is None:
        return None
    walker.note(direction=direction, step_sizes=found.step, trials=trial_table(found))
    return ray.at(found.step), found.sample


def line_searched_descent(walker: Walker, point: np.ndarray, settings: Settings) -> Talk:
    """Gradient descent as far as a line search says."""
    sample = yield Question("gradient", point)
    while True:
        walker.reach(point, sample)
        reached = yield from go(
            walker, point, sample, -sample.gradient, settings, abs(float(settings["learning_rate"]))
        )
        if reached is None:
            return "no-descent"
        point, sample = reached

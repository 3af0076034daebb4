"""One network trained again and again, each time from weights that are drawn anew: how the loss falls."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int

from gradscape.learning.networks import Network
from gradscape.learning.training import Course, Data, Progress, train


class Lessons(NamedTuple):
    """The mean cost of what is learned, and of the test, at each measurement; NaN once numbers ran away."""

    losses: Float64[np.ndarray, "networks measures"]
    test_losses: Float64[np.ndarray, "networks measures"] | None


def lessons(networks: list[Network], data: Data, courses: list[Course], epochs: int, every: int) -> Lessons:
    """All networks, each taught by its course, measured before it begins and after every few epochs."""
    found = [_progress(*each, data, epochs, every) for each in zip(networks, courses, strict=True)]
    count = len(measured_epochs(epochs, every))
    has_test = data.trained < data.inputs.shape[1]
    tests = np.stack([_filled(each.test_losses or [], count) for each in found]) if has_test else None
    return Lessons(np.stack([_filled(each.losses, count) for each in found]), tests)


def measured_epochs(epochs: int, every: int) -> Int[np.ndarray, " measures"]:
    """After how many it is measured: none, every few, and all."""
    return np.unique(np.minimum(np.arange(0, epochs + every, every), epochs))


def _progress(network: Network, course: Course, data: Data, epochs: int, every: int) -> Progress:
    before = train(network, data, course, 0, 0, None).progress
    if not epochs:
        return before
    after = train(network, data, course, epochs, 0, None, every).progress
    tests = None if before.test_losses is None else before.test_losses + (after.test_losses or [])
    return Progress(before.losses + after.losses, tests, None, None)


def _filled(losses: list[float], count: int) -> np.ndarray:
    """Where numbers ran away there are fewer."""
    return np.array(losses + [np.nan] * (count - len(losses)))

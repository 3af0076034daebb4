"""Many walks by one method, from starts that are drawn in a box: how f falls along them, and which of them arrive."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64, Int

from gradscape.calculus.field import Field
from gradscape.machine.descents import FARTHEST
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail
from gradscape.walks.trails import trails


class Ensemble(NamedTuple):
    """f of each walk after some numbers of steps, where it ends, and whether it has arrived there.

    A walk that has arrived, or whose method cannot go on, stays where it is; f is NaN once a walk has gone.
    """

    values: Float64[np.ndarray, "walks measures"]
    ends: Float64[np.ndarray, "walks n"]
    has_arrived: Bool[np.ndarray, " walks"]


def drawn_starts(box: Float64[np.ndarray, "n 2"], seed: int, walks: range) -> Float64[np.ndarray, "walks n"]:
    """Evenly from the box; that of a walk depends on the seed and its number alone."""
    low, high = box.T
    return np.stack([np.random.default_rng([seed, walk]).uniform(low, high) for walk in walks])


def ensemble(
    field: Field, run: Run, starts: Float64[np.ndarray, "walks n"], measures: Int[np.ndarray, " measures"]
) -> Ensemble:
    """Walks like `run` from all starts. measures: steps after which f is told, ascending."""
    found = [_until_arrival(run, trail) for trail in trails(field, [run._replace(start=start) for start in starts])]
    has_gone = [_has_gone(trail) for trail in found]
    values = np.stack([_along(trail, gone, measures) for trail, gone in zip(found, has_gone, strict=True)])
    is_flat = [run.tolerance > 0 and bool(trail.slopes()[-1] <= run.tolerance) for trail in found]
    has_arrived = np.array(is_flat) & ~np.array(has_gone)
    return Ensemble(values, np.stack([trail.points[-1] for trail in found]), has_arrived)


def _until_arrival(run: Run, trail: Trail) -> Trail:
    """Walks by a rule go on somewhat beyond where they arrive."""
    is_flat = (trail.slopes() <= run.tolerance) & (run.tolerance > 0)
    return trail.part(slice(int(is_flat.argmax()) + 1)) if is_flat.any() else trail


def _has_gone(trail: Trail) -> bool:
    return not (np.isfinite(trail.values[-1]) and np.abs(trail.points[-1]).max() <= FARTHEST)


def _along(trail: Trail, has_gone: bool, measures: np.ndarray) -> np.ndarray:
    last = len(trail.values) - 1
    values = trail.values[np.minimum(measures, last)]
    return np.where(has_gone & (measures >= last), np.nan, values)

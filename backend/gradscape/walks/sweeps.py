"""What a method comes to for many learning rates, and many momenta."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.machine.descents import FARTHEST
from gradscape.walks.ends import Ends, ends
from gradscape.walks.run import Run

SweepOutcome = Literal["converged", "step-limit", "diverged", "left-domain", "no-derivative"]


class Sweep(NamedTuple):
    """The last value of f, the steps made, and what became of each walk: (momenta, rates) each.

    values: NaN where the walk has gone.
    """

    values: np.ndarray
    iterations: np.ndarray
    outcomes: np.ndarray


def sweep(
    field: Field, run: Run, rates: Float64[np.ndarray, " rates"], momenta: Float64[np.ndarray, " momenta"] | None
) -> Sweep:
    """Walks like `run` with each learning rate, and each momentum if any are given."""
    rows = [run] if momenta is None else [run.with_setting("momentum", float(momentum)) for momentum in momenta]
    runs = [row.with_setting("learning_rate", float(rate)) for row in rows for rate in rates]
    found = ends(field, runs)
    shape = len(rows), len(rates)
    outcomes = _outcomes(found)
    values = np.where(np.isin(outcomes, ("diverged", "left-domain")), np.nan, found.values)
    return Sweep(values.reshape(shape), found.steps.reshape(shape), outcomes.reshape(shape))


def _outcomes(found: Ends) -> np.ndarray:
    is_far = ~(np.abs(found.points).max(axis=1) <= FARTHEST) | np.isinf(found.values)
    # At a corner there is a value, and no gradient to go by.
    gone = [found.has_gone & np.isnan(found.values), found.has_gone & is_far, found.has_gone]
    names: list[SweepOutcome] = ["converged", "left-domain", "diverged", "no-derivative"]
    return np.select([found.has_arrived, *gone], names, "step-limit")

"""Runs in one variable, in short."""

import numpy as np

from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome
from gradscape.walks.run import Run


def run_on_a_line(method: str, start: float, rate: float, steps: int, tolerance: float = 1e-10) -> Run:
    """A walk from one place by a method with a learning rate."""
    settings = METHOD[method].complete({"learning_rate": float(rate)})
    return Run(method, np.array([float(start)]), settings, steps, tolerance)


def kind_of(found: Outcome) -> str | None:
    """Of the point it came to."""
    return None if found.end is None else found.end.kind

"""Plain gradient descent and Newton's method in one variable, whose steps the machine makes, many in one call."""

from typing import Any

import numpy as np

from gradscape.calculus.field import Field
from gradscape.machine.descents import FARTHEST
from gradscape.machine.kernels import LINE_RULES, LineRule
from gradscape.walks.line.iterates import iterates
from gradscape.walks.rules.questions import Counts
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail


def trails(field: Field, runs: list[Run]) -> list[Trail]:
    """The trails of all runs, each until it has gone, cannot go on, or has made its steps."""
    starts = np.array([run.start[0] for run in runs], float)
    rates = np.array([run.number("learning_rate") for run in runs])
    rules = np.array([LINE_RULES.index(_rule(run)) for run in runs], np.int32)
    rows = iterates(field, starts, rates, rules, max(run.steps for run in runs))
    return [_trail(run, rows[: run.steps + 1, :, k]) for k, run in enumerate(runs)]


def _rule(run: Run) -> LineRule:
    rule = run.row().on_a_line
    assert rule is not None
    return rule


def _trail(run: Run, rows: np.ndarray) -> Trail:
    x, value, slope, curvature = rows.T
    is_gone = ~(np.abs(x) <= FARTHEST) | ~np.isfinite(value) | ~np.isfinite(slope)
    by_curvature = _rule(run) == "newton"
    is_stuck = (slope != 0) & ((curvature == 0) | ~np.isfinite(curvature)) if by_curvature else np.zeros_like(is_gone)
    ends = np.flatnonzero(is_gone | is_stuck)
    count = int(ends[0]) + 1 if len(ends) else len(rows)
    ending = "flat" if is_stuck[count - 1] and not is_gone[count - 1] else None
    made, hessian = slice(count - 1), int(by_curvature)
    divisor = np.where(slope[made] == 0, 1.0, curvature[made]) if by_curvature else 1.0
    notes: dict[str, Any] = {
        "direction": -(slope[made] / divisor)[:, None],
        "step_sizes": np.full(count - 1, run.number("learning_rate")),
    }
    x, value, slope, curvature = rows[:count].T
    counts = Counts(gradient=count, hessian=hessian * count)
    work = (1 + hessian) * np.arange(1, count + 1)
    return Trail(x[:, None], value, slope[:, None], curvature[:, None, None], work, notes, counts, ending)

"""Walks by first-order rules, which the machine makes side by side, each with its own numbers."""

from typing import Any

import numpy as np

from gradscape import interest
from gradscape.calculus.field import Field
from gradscape.machine import races
from gradscape.machine.descents import FARTHEST
from gradscape.machine.first_order import RULES, Hyper
from gradscape.walks.rules.questions import Counts
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail

# Lanes of the machine's kernels for races.
_LANES = 8


def trails(field: Field, runs: list[Run]) -> list[Trail]:
    """The trails of all runs, each as long as it stays in numbers, or somewhat beyond where it arrives."""
    found = []
    for first in range(0, len(runs), _LANES):
        found += _side_by_side(field, runs[first : first + _LANES])
    return found


def _side_by_side(field: Field, runs: list[Run]) -> list[Trail]:
    # One step more than asked for: it is not made, but says what f is at the last point.
    steps = max(run.steps for run in runs) + 1
    rates = np.zeros((steps, len(runs)))
    for k, run in enumerate(runs):
        rates[: run.steps, k] = run.rates()
    starts = np.stack([run.start for run in runs])
    pieces: list[races.Trail] = []
    for piece in races.descents_from(field.program, starts, hyper(runs), rates, _kicks(runs, steps)):
        pieces.append(piece)
        if all(_is_over(run, piece, k) for k, run in enumerate(runs)) or interest.time_is_up():
            break
    whole = races.Trail(*(np.concatenate(parts) for parts in zip(*pieces, strict=True)))
    return [_by_rule(run, whole, k, rates[:, k]) for k, run in enumerate(runs)]


def _is_over(run: Run, piece: races.Trail, k: int) -> bool:
    norm, x = np.linalg.norm(piece.gradients[-1, :, k]), piece.points[-1, :, k]
    is_gone = not (np.isfinite(norm) and np.abs(x).max() <= FARTHEST)
    return is_gone or (run.tolerance > 0 and bool(norm <= run.tolerance))


def hyper(runs: list[Run]) -> Hyper:
    """What the machine needs to know of runs by first-order rules."""

    def column(name: str, otherwise: float = 0.0) -> np.ndarray:
        return np.array([run.number(name, otherwise) for run in runs])

    return Hyper(
        rule=np.array([RULES.index(run.row().rule) for run in runs], np.int32),
        first=np.maximum(column("momentum"), column("beta1")),
        second=np.maximum(column("decay"), column("beta2")),
        epsilon=column("epsilon", 1e-8),
        weight_decay=column("weight_decay"),
        radius=column("perturbation"),
        threshold=column("threshold"),
        wait=column("wait"),
    )


def _kicks(runs: list[Run], steps: int) -> np.ndarray | None:
    """Points drawn evenly from the unit ball for the runs that are perturbed: (steps, n, runs)."""
    if not any("perturbation" in run.settings for run in runs):
        return None
    n = len(runs[0].start)
    kicks = np.zeros((steps, n, len(runs)))
    for k, run in enumerate(runs):
        generator = np.random.default_rng(run.seed)
        normal = generator.standard_normal((steps, n))
        radius = generator.random((steps, 1)) ** (1 / n)
        kicks[:, :, k] = radius * normal / np.linalg.norm(normal, axis=1, keepdims=True)
    return kicks


def _by_rule(run: Run, whole: races.Trail, k: int, rates: np.ndarray) -> Trail:
    count = min(run.steps + 1, len(whole.values))
    norms = np.linalg.norm(whole.gradients[:count, :, k], axis=1)
    with np.errstate(invalid="ignore"):
        is_gone = ~np.isfinite(norms) | ~(np.abs(whole.points[:count, :, k]).max(axis=1) <= FARTHEST)
    ends = np.flatnonzero(is_gone)
    count = min(count, int(ends[0]) + 1) if len(ends) else count
    rows = slice(0, count)
    notes: dict[str, Any] = {"direction": -whole.directions[rows, :, k], "step_sizes": rates[rows]}
    if run.row().complete({}).keys() & {"momentum", "beta1"}:
        notes["velocity"] = whole.first[rows, :, k]
    if run.row().squares:
        notes["second_moment"] = whole.second[rows, :, k]
    if "perturbation" in run.settings:
        notes["perturbed"] = whole.kicked[rows, k]
    # A memory that did not change is cut with its steps.
    notes = {name: entries[: count - 1] for name, entries in notes.items()}
    work = np.arange(1, count + 1)
    points, gradients = whole.points[rows, :, k], whole.gradients[rows, :, k]
    is_cut = not len(ends) and count <= run.steps and interest.was_cut()
    ending = "time-limit" if is_cut else None
    return Trail(points, whole.values[rows, k], gradients, None, work, notes, Counts(gradient=count), ending)

"""Walks downhill in any number of variables: the trail of every run, by whatever method."""

from typing import Any, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.machine import races
from gradscape.machine.descents import FARTHEST
from gradscape.machine.first_order import RULES, SQUARING, Hyper
from gradscape.optimize.gradients_only import conjugate_gradient, lbfgs, newton_cg
from gradscape.optimize.methods import ANY_METHOD, METHOD, AnyMethodName, Value
from gradscape.optimize.newton import newton, trust_newton
from gradscape.optimize.questions import Counts, Ending, Walker, converse
from gradscape.optimize.steps import line_searched_descent

# Lanes of the machine's kernels for races.
_LANES = 8
_TALKS = {
    "gradient-descent": line_searched_descent,
    "newton": newton,
    "damped-newton": newton,
    "trust-newton": trust_newton,
    "lbfgs": lbfgs,
    "conjugate-gradient": conjugate_gradient,
    "newton-cg": newton_cg,
}
_SAME_CURVATURE = 1e-10


class PathRun(NamedTuple):
    """What is asked of one walk. settings: all of its method's; with tolerance 0 it makes all its steps."""

    method: AnyMethodName
    start: np.ndarray
    settings: dict[str, Value]
    steps: int
    tolerance: float
    seed: int

    def is_by_rule(self) -> bool:
        """Whether its steps follow a first-order rule, without a search."""
        return METHOD[self.method].family == "first-order" and self.settings.get("line_search", "none") == "none"

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A setting that is a number."""
        return float(self.settings.get(name, otherwise))

    def with_setting(self, name: str, value: Value) -> "PathRun":
        """The same run with one setting changed."""
        return self._replace(settings={**self.settings, name: value})

    def rates(self) -> np.ndarray:
        """The learning rate of each step, by its schedule: (steps,)."""
        rate, left = self.number("learning_rate"), self.number("decay_rate", 1.0)
        part = np.arange(self.steps) / self.steps
        match self.settings.get("schedule"):
            case "exponential":
                return rate * left**part
            case "cosine":
                return rate * (left + (1 - left) * (1 + np.cos(np.pi * part)) / 2)
        return np.full(self.steps, rate)


class Trail(NamedTuple):
    """Where a walk went, with what f is there, the start first; before it is known why it stopped.

    points, gradients: (m, n); values: (m,). work: (m,) gradient evaluations spent until then. notes: what made each
    step, by name. ending: why the method itself could not go on, if so.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    work: np.ndarray
    notes: dict[str, Any]
    counts: Counts
    ending: Ending | None

    def last(self) -> "Trail":
        """Its last point alone."""
        return self._cut(slice(-1, None), {}, self.counts)

    def until(self, last: int) -> "Trail":
        """The trail as far as its iterate `last`."""
        notes = {name: entries[:last] for name, entries in self.notes.items()}
        # Walks by a rule go on beyond where they have arrived: what that costs is not theirs.
        counts = self.counts if last + 1 == len(self.points) else Counts(gradient=last + 1)
        return self._cut(slice(last + 1), notes, counts)

    def _cut(self, kept: slice, notes: dict[str, Any], counts: Counts) -> "Trail":
        points, values, gradients, work = self.points[kept], self.values[kept], self.gradients[kept], self.work[kept]
        return Trail(points, values, gradients, work, notes, counts, self.ending)


def trails(field: Field, runs: list[PathRun]) -> list[Trail]:
    """The trails of all runs, in their order; each method's runs go side by side."""
    by_rule = [run for run in runs if run.is_by_rule()]
    found = dict(zip(map(id, by_rule), _raced(field, by_rule), strict=True))
    talking = [run for run in runs if not run.is_by_rule()]
    found |= dict(zip(map(id, talking), _conversed(field, talking), strict=True))
    return [found[id(run)] for run in runs]


def _conversed(field: Field, runs: list[PathRun]) -> list[Trail]:
    walkers = [Walker(run.steps, run.tolerance) for run in runs]
    talks = [
        _TALKS[run.method](walker, run.start, _decided(field, run)) for walker, run in zip(walkers, runs, strict=True)
    ]
    converse(field, walkers, talks)
    return [_trail(walker) for walker in walkers]


def _decided(field: Field, run: PathRun) -> dict[str, Value]:
    """Settings with what was left to us decided: exact steps on a quadratic, a search elsewhere."""
    if run.settings.get("line_search") != "automatic":
        return run.settings
    search = "exact" if is_quadratic(field, run.start) else "wolfe"
    return {**run.settings, "line_search": search, "otherwise": "wolfe"}


def is_quadratic(field: Field, start: np.ndarray) -> bool:
    """Whether the Hessian is the same around the start, and the gradient changes by it: of |x| it does not."""
    offsets = np.array([0.0, 0.7, -1.3])[:, None] * (1 + np.arange(len(start))) ** 0.5
    _, gradients, hessians = field.jets(start + offsets)
    size, slope = np.abs(hessians).max(), np.abs(gradients).max()
    if not np.isfinite(size) or not np.isfinite(slope):
        return False
    changes = gradients - gradients[0] - offsets @ hessians[0]
    is_same = np.abs(hessians - hessians[0]).max() <= _SAME_CURVATURE * size
    return bool(is_same and np.abs(changes).max() <= _SAME_CURVATURE * max(size, slope))


def _trail(walker: Walker) -> Trail:
    points, values, gradients, counts = zip(*walker.iterates, strict=True)
    n = len(points[0])
    work = np.array([each.gradient + each.hessian_vector + n * each.hessian for each in counts])
    last = len(points) - 1
    notes = {name: entries[:last] for name, entries in walker.notes.items()}
    return Trail(np.stack(points), np.array(values), np.stack(gradients), work, notes, walker.counts, walker.ending)


def _raced(field: Field, runs: list[PathRun]) -> list[Trail]:
    found = []
    for first in range(0, len(runs), _LANES):
        found += _side_by_side(field, runs[first : first + _LANES])
    return found


def _side_by_side(field: Field, runs: list[PathRun]) -> list[Trail]:
    # One step more than asked for: it is not made, but says what f is at the last point.
    steps = max(run.steps for run in runs) + 1
    rates = np.zeros((steps, len(runs)))
    for k, run in enumerate(runs):
        rates[: run.steps, k] = run.rates()
    starts = np.stack([run.start for run in runs])
    pieces: list[races.Trail] = []
    for piece in races.descents_from(field.program, starts, hyper(runs), rates, _kicks(runs, steps)):
        pieces.append(piece)
        if all(_is_over(run, piece, k) for k, run in enumerate(runs)):
            break
    whole = races.Trail(*(np.concatenate(parts) for parts in zip(*pieces, strict=True)))
    return [_by_rule(run, whole, k, rates[:, k]) for k, run in enumerate(runs)]


def _is_over(run: PathRun, piece: races.Trail, k: int) -> bool:
    norm, x = np.linalg.norm(piece.gradients[-1, :, k]), piece.points[-1, :, k]
    is_gone = not (np.isfinite(norm) and np.abs(x).max() <= FARTHEST)
    return is_gone or (run.tolerance > 0 and bool(norm <= run.tolerance))


def hyper(runs: list[PathRun]) -> Hyper:
    """What the machine needs to know of runs by first-order rules."""

    def column(name: str, otherwise: float = 0.0) -> np.ndarray:
        return np.array([run.number(name, otherwise) for run in runs])

    return Hyper(
        rule=np.array([RULES.index(ANY_METHOD[run.method].rule) for run in runs], np.int32),
        first=np.maximum(column("momentum"), column("beta1")),
        second=np.maximum(column("decay"), column("beta2")),
        epsilon=column("epsilon", 1e-8),
        weight_decay=column("weight_decay"),
        radius=column("perturbation"),
        threshold=column("threshold"),
        wait=column("wait"),
    )


def _kicks(runs: list[PathRun], steps: int) -> np.ndarray | None:
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


def _by_rule(run: PathRun, whole: races.Trail, k: int, rates: np.ndarray) -> Trail:
    count = min(run.steps + 1, len(whole.values))
    norms = np.linalg.norm(whole.gradients[:count, :, k], axis=1)
    with np.errstate(invalid="ignore"):
        is_gone = ~np.isfinite(norms) | ~(np.abs(whole.points[:count, :, k]).max(axis=1) <= FARTHEST)
    ends = np.flatnonzero(is_gone)
    count = min(count, int(ends[0]) + 1) if len(ends) else count
    rows = slice(0, count)
    notes: dict[str, Any] = {"direction": -whole.directions[rows, :, k], "step_sizes": rates[rows]}
    if METHOD[run.method].complete({}).keys() & {"momentum", "beta1"}:
        notes["velocity"] = whole.first[rows, :, k]
    if METHOD[run.method].rule in SQUARING:
        notes["second_moment"] = whole.second[rows, :, k]
    if run.method == "perturbed-gradient-descent":
        notes["perturbed"] = whole.kicked[rows, k]
    # A memory that did not change is cut with its steps.
    notes = {name: entries[: count - 1] for name, entries in notes.items()}
    work = np.arange(1, count + 1)
    points, gradients = whole.points[rows, :, k], whole.gradients[rows, :, k]
    return Trail(points, whole.values[rows, k], gradients, work, notes, Counts(gradient=count), None)

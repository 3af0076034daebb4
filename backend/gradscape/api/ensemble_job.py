"""Ensembles, some runs at a time: a network from many seeds, or a walk from many starts."""

from abc import abstractmethod
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Base64Array, encoded
from gradscape.api.errors import invalid
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.jobs import JobRequest, PartAnswer
from gradscape.api.lesson_texts import LessonText, price_of, read_course, read_lesson
from gradscape.api.models import FunctionText, Interval, Seed, Steps
from gradscape.api.network_features import read_features
from gradscape.api.network_texts import read_network
from gradscape.api.walk_texts import SettingsRequest, Tolerance
from gradscape.learning.ensembles import lessons, measured_epochs
from gradscape.walks.ensembles import drawn_starts, ensemble
from gradscape.walks.run import Run

# Of the runs, the shares whose loss is told.
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


class WalkFromBox(SettingsRequest):
    """A walk, and the box that its starts are drawn from."""

    function: FunctionText
    box: Annotated[list[Interval], Field(min_length=1, max_length=limits.VARIABLES)]
    steps: Steps = 100
    tolerance: Tolerance = Field(1e-6, description="a walk has arrived where |∇f| is at most this")


class EnsembleJobRequest(JobRequest):
    """A network that is trained from many seeds, or a walk from many starts."""

    lesson: LessonText | None = Field(None, description="a network by its sizes; its seed is that of the first run")
    walk: WalkFromBox | None = None
    runs: int = Field(100, ge=1, le=limits.JOB_RUNS)
    seed: Seed = Field(0, description="of the starts of walks")
    loss_goal: float = Field(0.05, description="a network has arrived if its loss ends at most there")

    @model_validator(mode="after")
    def _one_of_both(self) -> "EnsembleJobRequest":
        if (self.lesson is None) == (self.walk is None):
            raise ValueError("needs either a lesson or a walk")
        return self

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "lesson": {"network": {"sizes": [2, 4, 1]}, "data": {"name": "xor"}, "epochs": 20, "every": 5},
                    "runs": 20,
                    "loss_goal": 0.1,
                },
                {
                    "walk": {
                        "function": {"source": "(1 - x)^2 + 100 (y - x^2)^2"},
                        "box": [[-2, 2], [-1, 3]],
                        "method": "newton",
                        "steps": 40,
                    },
                    "runs": 20,
                },
            ]
        }
    )


class SummaryAnswer(BaseModel):
    """What the runs of this answer come to so far."""

    runs: int
    arrived: float = Field(description="the share of them that has arrived")
    gone: float = Field(description="the share whose numbers ran away")
    quantiles: dict[str, list[float | None]] = Field(
        description="by the share of runs, after each measurement: the least loss that as many have at most; null "
        "where so many have not gone"
    )


class EnsemblePart(PartAnswer):
    """Some runs: their losses, rows of a run, columns of a measurement; NaN once numbers ran away."""

    first: int = Field(description="number of its first run, from 0; of a network, counted from its seed")
    measured: list[int] = Field(description="after how many epochs, or steps")
    losses: Base64Array = Field(description="of what is learned; of a walk, f")
    test_losses: Base64Array | None
    arrived: list[bool]
    ends: Base64Array | None = Field(description="where each walk ends")
    summary: SummaryAnswer


class _Found(NamedTuple):
    losses: np.ndarray
    test_losses: np.ndarray | None
    arrived: np.ndarray
    ends: np.ndarray | None
    is_partial: bool


class EnsembleJob:
    """Runs, some at a time."""

    def __init__(self, request: EnsembleJobRequest, measured: np.ndarray):
        self.request, self.measured = request, measured
        # Of the runs that were told already.
        self.losses: list[np.ndarray] = []
        self.arrived: list[np.ndarray] = []

    def parts(self) -> int:
        """Groups of runs."""
        return -(-self.request.runs // limits.JOB_RUNS_TOGETHER)

    def is_led(self) -> bool:
        """No run needs another one."""
        return False

    def after(self, first: _Found) -> "EnsembleJob":
        """The same."""
        return self

    @abstractmethod
    def seconds(self) -> float:
        """About how long one group takes."""

    @abstractmethod
    def part(self, number: int) -> _Found:
        """One group."""

    def of_part(self, number: int) -> range:
        """The runs of a group."""
        first = number * limits.JOB_RUNS_TOGETHER
        return range(first, min(first + limits.JOB_RUNS_TOGETHER, self.request.runs))

    def line(self, number: int, found: _Found) -> dict[str, Any]:
        """The group, and what all come to that were told."""
        self.losses.append(found.losses)
        self.arrived.append(found.arrived)
        return {
            "first": self.of_part(number).start,
            "measured": self.measured,
            "losses": encoded(found.losses),
            "test_losses": None if found.test_losses is None else encoded(found.test_losses),
            "arrived": found.arrived.tolist(),
            "ends": None if found.ends is None else encoded(found.ends),
            "summary": summary(np.concatenate(self.losses), np.concatenate(self.arrived)),
            "partial": found.is_partial,
        }


def summary(losses: np.ndarray, arrived: np.ndarray) -> dict[str, Any]:
    """What runs come to. losses: (runs, measurements), NaN once numbers ran away, which is more than any loss."""
    known = np.where(np.isnan(losses), np.inf, losses)
    found = np.quantile(known, SHARES, axis=0, method="inverted_cdf")
    return {
        "runs": len(losses),
        "arrived": float(arrived.mean()),
        "gone": float(np.isnan(losses[:, -1]).mean()),
        "quantiles": {str(share): row for share, row in zip(SHARES, found, strict=True)},
    }


def ensemble_job(request: EnsembleJobRequest) -> EnsembleJob:
    """The job that a request asks for."""
    return _Walks(request, request.walk) if request.walk is not None else _Networks(request)


class _Networks(EnsembleJob):
    """A network from seed after seed, which also draws the order of samples."""

    def __init__(self, request: EnsembleJobRequest):
        assert request.lesson is not None
        self.lesson = request.lesson
        measured = measured_epochs(self.lesson.epochs, self.lesson.every)
        super().__init__(request, measured)
        if self.lesson.network.sizes is None:
            raise invalid("lesson.network", "has numbers; an ensemble draws them, so it needs sizes")
        if len(measured) > limits.JOB_MEASURES:
            raise invalid("lesson.every", f"makes {len(measured)} measurements; at most {limits.JOB_MEASURES} are made")
        self._read(0)

    def seconds(self) -> float:
        """About how long one group takes."""
        return price_of(self.lesson) * min(self.request.runs, limits.JOB_RUNS_TOGETHER)

    def part(self, number: int) -> _Found:
        """One group."""
        read = [self._read(run) for run in self.of_part(number)]
        networks, data, courses = [each[0] for each in read], read[0][1], [each[2] for each in read]
        losses, tests = lessons(networks, data, courses, self.lesson.epochs, self.lesson.every)
        return _Found(losses, tests, losses[:, -1] <= self.request.loss_goal, None, interest.was_cut())

    def _read(self, run: int) -> tuple[Any, Any, Any]:
        lesson = self.lesson
        network = read_network(lesson.network.model_copy(update={"seed": lesson.network.seed + run}))
        data = read_lesson(network, lesson.data, read_features(lesson.features))
        course = read_course(lesson.model_copy(update={"seed": lesson.seed + run}))
        return network, data, course


class _Walks(EnsembleJob):
    """A walk from start after start."""

    def __init__(self, request: EnsembleJobRequest, walk: WalkFromBox):
        count = min(walk.steps + 1, limits.JOB_MEASURES)
        super().__init__(request, np.unique(np.linspace(0, walk.steps, count).round().astype(int)))
        self.walk = walk
        self.field = at_least_one_variable(read_field(walk.function))
        check_size(self.field, "walk.box", len(walk.box))
        start = np.array([low for low, _ in walk.box], float)
        self.run = Run(walk.method, start, walk.settings("walk."), walk.steps, walk.tolerance, request.seed)

    def seconds(self) -> float:
        """About how long one group takes."""
        return prices.walks(self.field, [self.run] * min(self.request.runs, limits.JOB_RUNS_TOGETHER))

    def part(self, number: int) -> _Found:
        """One group."""
        starts = drawn_starts(np.array(self.walk.box, float), self.request.seed, self.of_part(number))
        found = ensemble(self.field, self.run, starts, self.measured)
        return _Found(found.values, None, found.has_arrived, found.ends, interest.was_cut())

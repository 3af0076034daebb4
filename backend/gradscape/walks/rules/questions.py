"""Walks as conversations: a method asks for f and its derivatives, and many walks are answered at once.

A method is a generator. It yields questions and appends to its trail; `converse` puts the questions of all walks
together, so that the machine is called once for all of them, and counts them.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np

from gradscape import interest
from gradscape.calculus.field import Field
from gradscape.machine.descents import FARTHEST

# A jet is the gradient and the Hessian; a product brings the gradient at its point along.
Wanted = Literal["value", "gradient", "product", "hessian", "jet"]


# Why a method cannot go on: a singular Hessian, no step that a search accepts, no curvature for an exact step, a
# direction along which f falls without bound, or that its time was up.
Ending = Literal["flat", "no-descent", "no-curvature", "unbounded", "time-limit"]

Value = float | int | str
Settings = dict[str, Value]


class Question(NamedTuple):
    """What a walk wants to know at a point; `vector` is that of a Hessian-vector product."""

    wanted: Wanted
    point: np.ndarray
    vector: np.ndarray | None = None


class Sample(NamedTuple):
    """f at a point, with its gradient (n,) and either the Hessian (n, n) or its product with a vector (n,)."""

    value: float
    gradient: np.ndarray
    second: np.ndarray


class Counts(NamedTuple):
    """How often a walk needed f alone, its gradient, a Hessian-vector product, and the Hessian."""

    value: int = 0
    gradient: int = 0
    hessian_vector: int = 0
    hessian: int = 0

    def and_one(self, wanted: Wanted) -> "Counts":
        """One more of what is wanted."""
        counted = {"product": ["hessian_vector"], "jet": ["gradient", "hessian"]}.get(wanted, [wanted])
        return self._replace(**{name: getattr(self, name) + 1 for name in counted})


class Iterate(NamedTuple):
    """A point of a walk, what f is there, and the counts when it was reached."""

    point: np.ndarray
    value: float
    gradient: np.ndarray
    counts: Counts


@dataclass
class Walker:
    """One walk under way: the points it has reached, and notes about each step by name."""

    steps: int
    tolerance: float
    iterates: list[Iterate] = field(default_factory=list)
    notes: dict[str, list[Any]] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    ending: Ending | None = None

    def reach(self, point: np.ndarray, sample: Sample) -> None:
        """The walk has come to `point`."""
        self.iterates.append(Iterate(point, sample.value, sample.gradient, self.counts))

    def note(self, **notes: Any) -> None:
        """Something about the step that begins at the last iterate."""
        for name, value in notes.items():
            self.notes.setdefault(name, []).append(value)

    def is_over(self) -> bool:
        """Whether no further step is wanted, or none is possible."""
        if not self.iterates:
            return False
        last = self.iterates[-1]
        is_known = np.isfinite(last.value) and np.isfinite(last.gradient).all()
        is_here = bool((np.abs(last.point) <= FARTHEST).all())
        has_arrived = self.tolerance > 0 and float(np.linalg.norm(last.gradient)) <= self.tolerance
        return len(self.iterates) > self.steps or not is_known or not is_here or has_arrived


Talk = Generator[Question, Sample, Ending]
# How a method begins: with its walker, its start and all its settings.
Conversation = Callable[[Walker, np.ndarray, Settings], Talk]


def converse(field: Field, walkers: list[Walker], talks: list[Talk]) -> None:
    """Lets all walks go on until each is over; a talk that returns says why it cannot go on."""
    open_talks = [(walker, talk, _begin(talk)) for walker, talk in zip(walkers, talks, strict=True)]
    while open_talks:
        # A walk is at least at its start.
        if all(walker.iterates for walker, _, _ in open_talks) and interest.time_is_up():
            for walker, _, _ in open_talks:
                walker.ending = "time-limit"
            return
        for walker, _, question in open_talks:
            walker.counts = walker.counts.and_one(question.wanted)
        samples = _answers(field, [question for _, _, question in open_talks])
        going_on = []
        for (walker, talk, _), sample in zip(open_talks, samples, strict=True):
            question = _reply(walker, talk, sample)
            if question is not None:
                going_on.append((walker, talk, question))
        open_talks = going_on


def _begin(talk: Talk) -> Question:
    return next(talk)


def _reply(walker: Walker, talk: Talk, sample: Sample) -> Question | None:
    reached = len(walker.iterates)
    try:
        question = talk.send(sample)
    except StopIteration as end:
        walker.ending = end.value
        return None
    return None if len(walker.iterates) != reached and walker.is_over() else question


def _answers(field: Field, questions: list[Question]) -> list[Sample]:
    samples: list[Sample] = [Sample(np.nan, _NOTHING, _NOTHING)] * len(questions)
    kinds: set[Wanted] = {question.wanted for question in questions}
    for wanted in kinds:
        places = [k for k, question in enumerate(questions) if question.wanted == wanted]
        points = np.stack([questions[k].point for k in places])
        vectors = [questions[k].vector for k in places]
        for k, sample in zip(places, _asked(field, wanted, points, vectors), strict=True):
            samples[k] = sample
    return samples


_NOTHING = np.empty(0)


def _asked(field: Field, wanted: Wanted, points: np.ndarray, vectors: list[np.ndarray | None]) -> list[Sample]:
    if wanted == "value":
        return [Sample(float(value), _NOTHING, _NOTHING) for value in field.values(points)]
    if wanted in ("hessian", "jet"):
        jet = field.jets(points)
        return [Sample(float(value), *rest) for value, *rest in zip(*jet, strict=True)]
    along = np.stack([np.zeros(points.shape[1]) if vector is None else vector for vector in vectors])
    value, gradient, product = field.hessian_products(points, along)
    return [Sample(float(value[k]), gradient[k], product[k]) for k in range(len(points))]

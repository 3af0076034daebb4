"""Training of networks: POST network/train."""

from functools import partial
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.errors import invalid
from gradscape.api.lesson_texts import StateText, TrainRequest, price_of, read_course, read_lesson
from gradscape.api.network_answers import FindingAnswer, NetworkAnswer, shown
from gradscape.api.network_features import read_features
from gradscape.api.network_texts import read_network
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.language.digits import in_words as number
from gradscape.learning import data_sets
from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.costs import COSTS
from gradscape.learning.features import Feature, inputs_at
from gradscape.learning.health import Finding, findings
from gradscape.learning.networks import Network, forward
from gradscape.learning.training import Course, Data, Trained, batch_at, batches_of, train, train_steps
from gradscape.machine import teaching
from gradscape.machine.first_order import Memory
from gradscape.machine.networks import WIDTH, fresh_memory
from gradscape.walks.run import Run

router = lab_router("networks")


class DivergedAnswer(BaseModel):
    """Where the numbers ran away, why, and what to do."""

    epoch: int
    message: str
    hint: str


class StateAnswer(BaseModel):
    """What the optimiser remembers."""

    first: list[float | None]
    second: list[float | None]
    count: int


class BatchAnswer(BaseModel):
    """The samples that come next, which change the network together."""

    samples: list[int] = Field(description="their places in the data, as POST network/data has them")
    inputs: list[list[float | None]] = Field(description="of each sample, its features: what network/backprop takes")
    targets: list[list[float]]
    costs: list[float | None] = Field(description="of each sample, before the network changes")


class TrainAnswer(BaseModel):
    """The network after so many epochs; lists have one entry for each measurement, and one for no epochs at all."""

    network: NetworkAnswer
    state: StateAnswer
    epoch: int
    step: int = Field(description="batches of this epoch that there have been")
    batches: int = Field(description="that an epoch has")
    next_batch: BatchAnswer | None
    findings: list[FindingAnswer] = Field(description="over all samples that are learned")
    losses: list[float | None]
    test_losses: list[float | None] | None
    accuracies: list[float] | None
    test_accuracies: list[float] | None
    diverged: DivergedAnswer | None
    heatmap: list[Base64Array] | None = Field(
        description="of the inputs and of each layer: what its units answer, [units, y, x]"
    )


@router.post("/network/train", response_model=TrainAnswer)
async def training(request: TrainRequest) -> Answer:
    """So many epochs or batches of training; the answer holds all that the next request needs to go on."""
    return await run(partial(_train, request), seconds=price_of(request, request.steps))


def _train(request: TrainRequest) -> Answer:
    network = read_network(request.network)
    features = read_features(request.features)
    learned = read_lesson(network, request.data, features)
    course = read_course(request)
    batches = batches_of(course, learned)
    if request.step >= batches:
        raise invalid("step", f"is {request.step}, but an epoch has {batches} batches")
    memory = _memory(request.state, network)
    at = request.epoch, request.step
    if request.steps is None:
        done = train(network, learned, course, request.epochs, at[0], memory, request.every, at[1])
    else:
        done = train_steps(network, learned, course, request.steps, *at, memory, request.every)
    return Answer(
        {
            "network": shown(done.network),
            "state": _state(done.memory or memory or fresh_memory(_layers(network))),
            "epoch": done.epoch,
            "step": done.step,
            "batches": batches,
            "next_batch": _next_batch(done, learned, course) if request.next_batch else None,
            "findings": [finding._asdict() for finding in _findings(done.network, learned)],
            **done.progress._asdict(),
            "diverged": _diverged(done, course.optimiser),
            "heatmap": None if request.heatmap is None else _heatmap(done.network, features, request.heatmap),
        }
    )


def _layers(network: Network) -> int:
    return teaching.layers_for("lesson", len(network.layers))


def _memory(state: StateText | None, network: Network) -> Memory | None:
    if state is None:
        return None
    size = _layers(network) * WIDTH**2
    if len(state.first) != size or len(state.second) != size:
        raise invalid("state", "is not of this network", "leave it out to begin afresh")
    first, second = (np.array(entries, float)[:, None] for entries in (state.first, state.second))
    return Memory(first, second, np.full(1, -np.inf), np.int32(state.count))


def _state(memory: Memory) -> dict[str, Any]:
    return {"first": np.ravel(memory.first), "second": np.ravel(memory.second), "count": int(memory.count)}


def _diverged(done: Trained, optimiser: Run) -> dict[str, Any] | None:
    if done.diverged_at is None:
        return None
    rate = optimiser.number("learning_rate")
    return {
        "epoch": done.diverged_at,
        "message": f"Up to epoch {done.diverged_at} the weights grew beyond all bounds: steps with the learning rate "
        f"{number(rate)} overshoot by more each time. The network is the one before that.",
        "hint": f"go on with a smaller learning rate, as {number(rate / 10)}",
    }


def _findings(network: Network, data: Data) -> list[Finding]:
    return findings(network, backpropagate(network, data.inputs[:, : data.trained], data.targets[:, : data.trained]))


def _next_batch(done: Trained, data: Data, course: Course) -> dict[str, Any]:
    places = batch_at(course, data, done.epoch, done.step)
    inputs, targets = data.inputs[:, places], data.targets[:, places]
    costs = COSTS[done.network.cost].value(*forward(done.network, inputs)[-1], targets)
    return {"samples": places, "inputs": inputs.T, "targets": targets.T, "costs": costs}


def _heatmap(network: Network, features: list[Feature], resolution: int) -> list[dict[str, str]]:
    places = np.linspace(-data_sets.REACH, data_sets.REACH, resolution)
    across, up = np.meshgrid(places, places)
    points = np.stack([across.ravel(), up.ravel()], axis=1)
    inputs = inputs_at(points, features)
    answers = [inputs, *(layer.a for layer in forward(network, inputs))]
    return [encoded(units.reshape(-1, resolution, resolution)) for units in answers]

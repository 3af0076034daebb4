"""Neural networks: POST network/data, network/forward and network/backprop."""

from functools import partial

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import prices
from gradscape.api.answers import Answer
from gradscape.api.errors import invalid
from gradscape.api.network_answers import FindingAnswer, NetworkAnswer, shown
from gradscape.api.network_texts import (
    BackpropRequest,
    ForwardRequest,
    SamplesText,
    read_columns,
    read_network,
    read_samples,
    read_targets,
)
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.learning.backpropagation import backpropagate, by_differences
from gradscape.learning.differences import Verdict, verdict
from gradscape.learning.health import findings
from gradscape.learning.networks import forward
from gradscape.learning.numbers import stacks_of
from gradscape.learning.training import packed
from gradscape.machine import teaching

router = lab_router("networks")


class SignalsAnswer(BaseModel):
    """Of one layer: z and a of each unit for each sample."""

    z: list[list[float | None]]
    a: list[list[float | None]]


class ForwardAnswer(BaseModel):
    """Layer by layer."""

    network: NetworkAnswer
    layers: list[SignalsAnswer]


class SlopesAnswer(BaseModel):
    """∂C/∂a and ∂C/∂z of each unit for each sample; ∂C/∂W and ∂C/∂b, means over the samples."""

    a: list[list[float | None]]
    z: list[list[float | None]]
    weights: list[list[float | None]]
    biases: list[float | None]


class NumbersAnswer(BaseModel):
    """∂C/∂W and ∂C/∂b of one layer."""

    weights: list[list[float | None]]
    biases: list[float | None]


class CheckAnswer(BaseModel):
    """The same derivatives found in other ways, and the largest difference from ours."""

    autodiff: list[NumbersAnswer]
    differences: list[NumbersAnswer] = Field(description="central finite differences")
    autodiff_error: float | None
    differences_error: float | None
    verdict: Verdict = Field(
        description="whether finite differences are as near as rounding and their own error allow; undecided where "
        "those are too large to tell"
    )


class BackpropAnswer(ForwardAnswer):
    """Forward and back again."""

    costs: list[float | None] = Field(description="of each sample")
    cost: float | None = Field(description="their mean, C")
    slopes: list[SlopesAnswer]
    check: CheckAnswer
    findings: list[FindingAnswer]


class DataAnswer(BaseModel):
    """Points of the plane, those that are learned first."""

    points: list[list[float]]
    targets: list[float]
    classes: int
    trained: int


@router.post("/network/data", response_model=DataAnswer)
async def data(request: SamplesText) -> Answer:
    """A data set as the networks get it."""
    samples, trained = read_samples(request)
    return Answer({**samples._asdict(), "trained": trained})


@router.post("/network/forward", response_model=ForwardAnswer)
async def forward_pass(request: ForwardRequest) -> Answer:
    """What every unit makes of each sample."""
    network = read_network(request.network)
    signals = forward(network, read_columns(request.inputs, network.sizes[0], "inputs"))
    return Answer({"network": shown(network), "layers": [layer._asdict() for layer in signals]})


@router.post("/network/backprop", response_model=BackpropAnswer)
async def backprop(request: BackpropRequest) -> Answer:
    """All derivatives of the mean cost, by the formulas of backpropagation, checked in two other ways."""
    return await run(partial(_backprop, request), seconds=prices.backpropagation())


def _backprop(request: BackpropRequest) -> Answer:
    network = read_network(request.network)
    inputs = read_columns(request.inputs, network.sizes[0], "inputs")
    targets = read_targets(request.targets, network)
    if inputs.shape[1] != targets.shape[1]:
        raise invalid("targets", f"has {targets.shape[1]} samples, but inputs has {inputs.shape[1]}")
    passed = backpropagate(network, inputs, targets)
    ours = [(slopes.weights, slopes.biases) for slopes in passed.slopes]
    flat = np.concatenate([part.ravel() for pair in ours for part in pair])
    autodiff = teaching.autodiff(packed(network), inputs, targets)[1]
    checked = by_differences(network, inputs, targets, passed)
    stacks = stacks_of(network, checked.slopes[None])
    differences = [(np.asarray(weights[0]), np.asarray(biases[0])) for weights, biases in stacks]
    return Answer(
        {
            "network": shown(network),
            "layers": [layer._asdict() for layer in passed.signals],
            "costs": passed.costs,
            "cost": float(passed.costs.mean()),
            "slopes": [slopes._asdict() for slopes in passed.slopes],
            "check": {
                "autodiff": _pairs(autodiff),
                "differences": _pairs(differences),
                "autodiff_error": _largest(ours, autodiff),
                "differences_error": _largest(ours, differences),
                "verdict": verdict(flat, checked.slopes, checked.bounds),
            },
            "findings": [finding._asdict() for finding in findings(network, passed)],
        }
    )


def _pairs(numbers: list[tuple[np.ndarray, np.ndarray]]) -> list[dict[str, np.ndarray]]:
    return [{"weights": weights, "biases": biases} for weights, biases in numbers]


def _largest(ours: list[tuple[np.ndarray, np.ndarray]], others: list[tuple[np.ndarray, np.ndarray]]) -> float:
    pairs = zip(ours, others, strict=True)
    return max(float(np.abs(a - b).max()) for mine, other in pairs for a, b in zip(mine, other, strict=True))

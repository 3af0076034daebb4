"""What requests to train networks are made of: a network, what it shall learn, and how."""

from typing import Annotated

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from gradscape.api import limits, prices
from gradscape.api.errors import invalid
from gradscape.api.models import Bound, Seed, Strict
from gradscape.api.network_features import FeatureChoice, FeatureText, inputs_of
from gradscape.api.network_texts import NetworkText, SamplesText, read_samples
from gradscape.api.walk_texts import SettingsRequest
from gradscape.labs.sizes import CHARGE
from gradscape.learning.features import Feature, Mismatch, targets_for
from gradscape.learning.networks import MOST_INPUTS, Network
from gradscape.learning.training import Course, Data
from gradscape.walks.methods import NATURAL_GRADIENT, TRAINING_METHOD, USUAL_METHOD, Method, TrainingMethodName
from gradscape.walks.run import Run


class StateText(Strict):
    """What an optimiser remembers, as the answer before had it."""

    first: list[Bound]
    second: list[Bound]
    count: Annotated[int, Field(ge=0, le=2**31 - 1)]


class OptimiserRequest(SettingsRequest):
    """A method that needs gradients only, or natural gradient, and its settings."""

    method: TrainingMethodName = USUAL_METHOD
    damping: float | None = Field(None, description="λ, added to the Fisher matrix (natural-gradient)")

    def known_method(self) -> Method:
        """What the catalogue knows of it."""
        return TRAINING_METHOD[self.method]


class LessonText(Strict):
    """A network, what it shall learn, and how."""

    network: NetworkText
    data: SamplesText
    features: Annotated[list[FeatureChoice], Field(min_length=1, max_length=MOST_INPUTS)] = Field(
        default=["x1", "x2"], description="what of a point the network is told; one of them may be typed"
    )
    optimiser: OptimiserRequest = Field(default_factory=lambda: OptimiserRequest.model_validate({}))
    batch: Annotated[int, Field(ge=1, le=limits.TRAINING_SAMPLES)] = 10
    l1: Annotated[float, Field(ge=CHARGE[0], le=CHARGE[1])] = 0.0
    l2: Annotated[float, Field(ge=CHARGE[0], le=CHARGE[1])] = 0.0
    epochs: Annotated[int, Field(ge=0, le=limits.EPOCHS)] = Field(
        10, description="to train; from within an epoch, its rest is the first"
    )
    every: Annotated[int, Field(ge=1, le=limits.EPOCHS)] = Field(
        1, description="epochs, or steps, between two measurements"
    )
    horizon: Annotated[int, Field(ge=1, le=limits.EPOCH)] = Field(1000, description="epochs that a schedule takes")
    seed: Seed = Field(0, description="of the order of samples")

    @model_validator(mode="after")
    def _one_typed_feature(self) -> "LessonText":
        if sum(isinstance(feature, FeatureText) for feature in self.features) > 1:
            raise ValueError("has several typed features; there can be one")
        return self


class TrainRequest(LessonText):
    """A network, what it shall learn, and how; it may have learned before."""

    steps: Annotated[int, Field(ge=0, le=limits.EPOCHS)] | None = Field(
        None, description="in place of epochs: batches to train, each of which changes the network once"
    )
    epoch: Annotated[int, Field(ge=0, le=limits.EPOCH)] = Field(0, description="epochs that there have been before")
    step: Annotated[int, Field(ge=0, le=limits.TRAINING_SAMPLES)] = Field(
        0, description="batches of this epoch that there have been before"
    )
    state: StateText | None = Field(None, description="of the answer before, to go on")
    heatmap: Annotated[int, Field(ge=2, le=limits.HEATMAP)] | None = Field(
        None, description="resolution; null for none"
    )
    next_batch: bool = Field(False, description="whether to tell the samples of the batch that comes next")

    @model_validator(mode="after")
    def _one_of_both(self) -> "TrainRequest":
        if self.steps is not None and "epochs" in self.model_fields_set:
            raise ValueError("needs either epochs or steps")
        return self

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "network": {"sizes": [2, 4, 2, 1], "seed": 1},
                    "data": {"name": "circle"},
                    "optimiser": {"method": "gradient-descent", "learning_rate": 0.03},
                    "epochs": 100,
                    "every": 100,
                }
            ]
        }
    )


def read_lesson(network: Network, data: SamplesText, features: list[Feature]) -> Data:
    """What a network shall learn, in the form that fits it."""
    if network.sizes[0] != len(features):
        raise invalid("features", f"has {len(features)} entries, but the network {network.sizes[0]} inputs")
    samples, trained = read_samples(data)
    try:
        targets = targets_for(samples, network)
    except Mismatch as error:
        raise invalid("network", str(error)) from None
    return Data(inputs_of(samples.points, features), targets, trained)


def read_course(request: LessonText) -> Course:
    """How a network is taught."""
    settings = request.optimiser.settings("optimiser.")
    optimiser = Run(request.optimiser.method, np.zeros(1), settings, 1, 0.0, 0)
    return Course(optimiser, request.batch, request.l1, request.l2, request.horizon, request.seed)


def price_of(request: LessonText, steps: int | None = None) -> float:
    """Seconds of all its epochs, or of so many steps.

    Raises:
        ProblemError: where the method does not take so many numbers or steps.
    """
    samples = len(request.data.points or range(request.data.count))
    count = max(1, round(request.data.train_share * samples))
    per_epoch = -(-count // request.batch)
    made = request.epochs * per_epoch if steps is None else steps
    turns = request.epochs if steps is None else steps
    numbers = request.network.numbers()
    if request.optimiser.method == NATURAL_GRADIENT.name and made:
        _check_work(numbers, made, "epochs" if steps is None else "steps")
        return prices.natural_lesson(numbers, made)
    return prices.lesson(numbers, samples, made * min(request.batch, count), made, -(-turns // request.every))


def _check_work(numbers: int, steps: int, field: str) -> None:
    """Natural gradient solves an equation of all numbers with every batch."""
    if numbers > limits.NATURAL_NUMBERS:
        message = f"solves for all numbers at once: up to {limits.NATURAL_NUMBERS}; this network has {numbers}"
        raise invalid("optimiser.method", message, "take fewer units, or another method")
    if steps > limits.NATURAL_STEPS:
        message = f"makes {steps} steps with {NATURAL_GRADIENT.name}; a request may make {limits.NATURAL_STEPS}"
        raise invalid(field, message, "take fewer epochs, or larger batches")

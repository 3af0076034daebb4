"""What requests about neural networks are made of, and the networks and samples that they stand for."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from gradscape.api import limits
from gradscape.api.errors import invalid
from gradscape.api.models import Bound, Seed, Strict
from gradscape.labs.sizes import BLUR, FEWEST_POINTS
from gradscape.learning import data_sets
from gradscape.learning.activations import ACTIVATIONS, USUAL_ACTIVATION
from gradscape.learning.costs import COSTS, CROSS_ENTROPY, USUAL_COST
from gradscape.learning.data_sets import DataName, Samples
from gradscape.learning.initialisations import USUAL_INITIALISATION, Initialisation
from gradscape.learning.networks import MOST_HIDDEN, MOST_INPUTS, MOST_UNITS, Layer, Network
from gradscape.learning.training import initialised

if TYPE_CHECKING:
    ActivationName = CostName = str
else:
    ActivationName, CostName = Literal[tuple(ACTIVATIONS)], Literal[tuple(COSTS)]
# Of probabilities that add up to 1.
_ROUNDING = 1e-9


class LayerText(Strict):
    """z = W a + b, then the activation: a row of weights and a bias for each unit."""

    weights: Annotated[
        list[Annotated[list[Bound], Field(min_length=1, max_length=MOST_INPUTS)]],
        Field(min_length=1, max_length=MOST_UNITS),
    ]
    biases: Annotated[list[Bound], Field(min_length=1, max_length=MOST_UNITS)]
    activation: ActivationName = USUAL_ACTIVATION


class NetworkText(Strict):
    """All its layers; or its sizes, and how weights are drawn from a seed."""

    layers: Annotated[list[LayerText], Field(min_length=1, max_length=MOST_HIDDEN + 1)] | None = None
    sizes: Annotated[list[int], Field(min_length=2, max_length=MOST_HIDDEN + 2)] | None = Field(
        None, description="inputs, units of each hidden layer, outputs"
    )
    activations: list[ActivationName] | None = Field(
        None, description=f"of each layer after the inputs; else {USUAL_ACTIVATION}"
    )
    initialisation: Initialisation = USUAL_INITIALISATION
    seed: Seed = 0
    cost: CostName = USUAL_COST

    def numbers(self) -> int:
        """How many weights and biases it has."""
        if self.layers is not None:
            return sum((len(layer.weights[0]) + 1) * len(layer.weights) for layer in self.layers)
        return sum((into + 1) * out for into, out in pairwise(self.sizes or ()))

    @model_validator(mode="after")
    def _one_of_both(self) -> "NetworkText":
        if (self.layers is None) == (self.sizes is None):
            raise ValueError("needs either layers or sizes")
        if self.sizes is not None and not (
            1 <= self.sizes[0] <= MOST_INPUTS and all(1 <= size <= MOST_UNITS for size in self.sizes[1:])
        ):
            raise ValueError(f"has 1 to {MOST_INPUTS} inputs, and 1 to {MOST_UNITS} units in each layer")
        if self.sizes and self.activations is not None and len(self.activations) != len(self.sizes) - 1:
            raise ValueError(f"needs {len(self.sizes) - 1} activations, not {len(self.activations)}")
        return self


class SamplesText(Strict):
    """Data of ours, by their name; or points with the number of a class, or a height, each."""

    name: DataName | None = None
    count: Annotated[int, Field(ge=FEWEST_POINTS, le=limits.TRAINING_SAMPLES)] = 500
    noise: Annotated[float, Field(ge=BLUR[0], le=BLUR[1])] = 0.0
    seed: Seed = 0
    classes: Annotated[int, Field(ge=0, le=MOST_UNITS)] = Field(2, description="0: the targets are heights")
    points: (
        Annotated[
            list[Annotated[list[Bound], Field(min_length=2, max_length=2)]],
            Field(min_length=1, max_length=limits.TRAINING_SAMPLES),
        ]
        | None
    ) = None
    targets: Annotated[list[Bound], Field(min_length=1, max_length=limits.TRAINING_SAMPLES)] | None = None
    train_share: Annotated[float, Field(gt=0, le=1)] = 0.5

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "spiral", "count": 200, "noise": 0.1}]})

    @model_validator(mode="after")
    def _one_of_both(self) -> "SamplesText":
        if (self.name is None) == (self.points is None):
            raise ValueError("needs either the name of a data set or points")
        if self.points is not None:
            if self.targets is None or len(self.targets) != len(self.points):
                raise ValueError("needs a target for each point")
            if self.classes and not all(target in range(self.classes) for target in self.targets):
                raise ValueError(f"targets are classes from 0 to {self.classes - 1}; for heights set classes to 0")
        return self


class ForwardRequest(Strict):
    """A network, and samples: a list of inputs each."""

    network: NetworkText
    inputs: Annotated[list[list[Bound]], Field(min_length=1, max_length=limits.BATCH)]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"network": {"sizes": [2, 3, 1]}, "inputs": [[1, 2], [0, -1]]}]}
    )


class BackpropRequest(ForwardRequest):
    """What the outputs shall be, too."""

    targets: Annotated[list[list[Bound]], Field(min_length=1, max_length=limits.BATCH)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "network": {
                        "layers": [
                            {"weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35, 0.35], "activation": "sigmoid"},
                            {"weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6, 0.6], "activation": "sigmoid"},
                        ]
                    },
                    "inputs": [[0.05, 0.1]],
                    "targets": [[0.01, 0.99]],
                }
            ]
        }
    )


def read_network(text: NetworkText) -> Network:
    """The network that a request speaks of."""
    if text.sizes is not None:
        kinds = text.activations or [USUAL_ACTIVATION] * (len(text.sizes) - 1)
        return initialised(tuple(text.sizes), list(kinds), text.cost, text.initialisation, text.seed)
    layers = text.layers or []
    before = len(layers[0].weights[0])
    for k, layer in enumerate(layers):
        if {len(row) for row in layer.weights} != {before}:
            raise invalid(f"network.layers[{k}].weights", f"must have rows of {before}, one for each input")
        if len(layer.biases) != len(layer.weights):
            raise invalid(
                f"network.layers[{k}].biases", f"has {len(layer.biases)} entries for {len(layer.weights)} units"
            )
        before = len(layer.weights)
    return Network(
        tuple(Layer(np.array(one.weights, float), np.array(one.biases, float), one.activation) for one in layers),
        text.cost,
    )


def read_columns(rows: list[list[float]], size: int, field: str) -> np.ndarray:
    """Samples as columns: (size, samples)."""
    for k, row in enumerate(rows):
        if len(row) != size:
            raise invalid(f"{field}[{k}]", f"has {len(row)} numbers, but the network takes {size}")
    return np.array(rows, float).T


def read_targets(rows: list[list[float]], network: Network) -> np.ndarray:
    """What the outputs shall be, as columns; with cross-entropy probabilities, of which its slope is a - y."""
    targets = read_columns(rows, network.sizes[-1], "targets")
    if network.cost == CROSS_ENTROPY:
        for k, sample in enumerate(targets.T):
            _check_probabilities(sample, f"targets[{k}]")
    return targets


def _check_probabilities(sample: np.ndarray, field: str) -> None:
    if sample.min() < 0 or sample.max() > 1:
        raise invalid(field, "must be probabilities, each from 0 to 1, with cross-entropy")
    if len(sample) > 1 and abs(sample.sum() - 1) > _ROUNDING:
        raise invalid(field, "must add up to 1 with cross-entropy: they are the probabilities of the classes")


def read_samples(text: SamplesText) -> tuple[Samples, int]:
    """Samples in an order in which those come first that are learned, and how many they are."""
    if text.name is not None:
        found = data_sets.generated(text.name, text.count, text.noise, text.seed, max(2, text.classes))
    else:
        found = Samples(np.array(text.points, float), np.array(text.targets, float), text.classes)
    order = np.random.default_rng([text.seed, 1]).permutation(len(found.targets))
    trained = max(1, round(text.train_share * len(order)))
    return found._replace(points=found.points[order], targets=found.targets[order]), trained

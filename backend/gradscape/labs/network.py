"""The state of the network lab, with its views of training, of single steps, and of the loss as a landscape."""

from functools import partial
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gradscape.labs import fields
from gradscape.labs.fields import SEED, Settings, Show, State
from gradscape.labs.settings import check_settings
from gradscape.labs.sizes import BLUR, CHARGE, FEWEST_POINTS
from gradscape.learning.activations import ACTIVATIONS, USUAL_ACTIVATION
from gradscape.learning.costs import COSTS, USUAL_COST
from gradscape.learning.data_sets import DATA_SETS
from gradscape.learning.features import FEATURES
from gradscape.learning.initialisations import INITIALISATIONS, USUAL_INITIALISATION
from gradscape.learning.networks import MOST_HIDDEN, MOST_INPUTS, MOST_UNITS
from gradscape.walks.methods import TRAINING_METHOD, USUAL_METHOD

MADE = list(DATA_SETS)
# How many classes there are, is chosen.
CLASSED = [name for name, data in DATA_SETS.items() if data.classes is None]
# Of points, and of the samples of one batch.
MOST_POINTS = 1000
MOST_OWN_POINTS = 400
MOST_CLASSES = 6
MOST_SAMPLES = 16
MOST_EPOCHS = 20_000
# Samples that are seen one by one before their batch is complete.
MOST_SEEN = 128
LONGEST_TYPED = 200

# Single steps have their own samples; of the training that these were taken from, their link has what is unusual.
_TRAINING = {"sparse": {"view": ["steps"]}}
_field = partial(fields.field, **_TRAINING)
_choice = partial(fields.choice, **_TRAINING)
_between = partial(fields.between, **_TRAINING)
_made = partial(_field, when={"data": MADE})
_step = partial(fields.field, when={"view": ["steps"]})
_slice = partial(fields.field, when={"view": ["landscape"]})

Units = Annotated[int, Field(ge=1, le=MOST_UNITS)]
Rows = Annotated[list[Annotated[list[float], Field(min_length=1)]], Field(min_length=1, max_length=MOST_SAMPLES)]


class NetworkState(State):
    """Points, a network that learns them, how it is trained, and how far; or single samples that go through it."""

    lab: Literal["network"] = "network"
    view: str = fields.choice("training", ["training", "steps", "landscape"], "view")
    data: str = _choice(MADE[0], [*MADE, "own"], "data")
    count: int = _made(400, "count", ge=FEWEST_POINTS, le=MOST_POINTS)
    noise: float = _made(0.0, "noise", ge=BLUR[0], le=BLUR[1])
    # Of the points: those that are learned.
    share: float = _between(0.5, (0.05, 1.0), "share")
    # The seed of the points.
    sample: int = _made(0, "sample", ge=SEED[0], le=SEED[1])
    # Of blobs and of one's own points; 0: those have heights.
    classes: int = fields.field(3, "classes", ge=0, le=MOST_CLASSES, when={"data": [*CLASSED, "own"]})
    # One's own: x1, x2, and the class or the height.
    points: Annotated[
        list[Annotated[list[float], Field(min_length=3, max_length=3)]], Field(max_length=MOST_OWN_POINTS)
    ] = _field([], "x1,x2,class", form="columns", of="samples", when={"data": ["own"]})
    # At least one, unless one is typed.
    features: list[str] = fields.names(["x1", "x2"], FEATURES, "inputs", **_TRAINING)
    # An input of one's own, a function of x1 and x2; empty: none.
    typed: Annotated[str, Field(max_length=LONGEST_TYPED)] = fields.field("", "typed", sparse=True)
    # Units of each hidden layer.
    hidden: Annotated[list[Units], Field(max_length=MOST_HIDDEN)] = fields.field([4, 2], "hidden", form="list")
    # Of each hidden layer, and of the output.
    activations: list[str] = fields.names([USUAL_ACTIVATION] * 3, ACTIVATIONS, "activations")
    cost: str = fields.choice(USUAL_COST, COSTS, "cost")
    initialisation: str = fields.choice(USUAL_INITIALISATION, INITIALISATIONS, "start")
    # Of the weights, and of the order of the samples.
    seed: int = fields.field(1, "seed", ge=SEED[0], le=SEED[1])
    # Weights, row by row, and biases of each layer that training begins with; none: drawn.
    numbers: list[float] | None = fields.field(None, "numbers", form="list")
    method: str = _choice(USUAL_METHOD, TRAINING_METHOD, "method")
    settings: Settings = fields.field({"learning_rate": 0.03}, "", form="settings")
    batch: int = _field(10, "batch", ge=1, le=MOST_POINTS)
    l1: float = _between(0.0, CHARGE, "l1")
    l2: float = _between(0.0, CHARGE, "l2")
    # Epochs a frame.
    speed: int = _choice(1, [1, 2, 5, 10, 50], "speed")
    # What one step of training is.
    stride: str = _choice("epoch", ["sample", "batch", "epoch"], "stride")
    # Epochs that there had been when training went on with the numbers that are given.
    begun: int = fields.field(0, "begun", ge=0, le=MOST_EPOCHS, sparse=True)
    # Training goes on and back by itself, and all follows from the rest of the state. The cursor: epochs, batches of
    # the next one, and samples of the next batch, which change nothing before it is complete.
    epoch: int = _field(0, "epoch", ge=0, le=MOST_EPOCHS, noted=False, returning=True)
    batches: int = fields.field(0, "batches", ge=0, le=MOST_POINTS, noted=False, returning=True, sparse=True)
    seen: int = fields.field(0, "seen", ge=0, le=MOST_SEEN, noted=False, returning=True, sparse=True)
    # Of the samples that are followed number by number, and what the outputs shall be for each.
    input: Rows = _step([[0.05, 0.1]], "input", form="rows", longest=MOST_INPUTS)
    target: Rows = _step([[0.01, 0.99]], "target", form="rows", longest=MOST_UNITS)
    # Which of them is looked at, from 1; 0: the mean over all.
    look: int = _step(1, "look", ge=0, le=MOST_SAMPLES, noted=False, returning=True)
    # Whether a step leaves the biases as they are.
    keeps: bool = _step(False, "keeps", words=["nothing", "biases"])
    # The cursor in a step: forward, back, and what changes.
    step: int = _step(0, "step", ge=0, le=2 * MOST_HIDDEN + 4, noted=False)
    # Of the slice through the loss: where the walk went, two numbers, or random directions.
    plane: str = fields.choice("path", ["path", "weights", "random"], "plane", when={"view": ["landscape"]})
    # The two numbers, by their places in the list of all; the seed of the directions.
    axes: Annotated[list[int], Field(min_length=2, max_length=2)] = _slice([0, 1], "axes", form="list", of="numbers")
    directions: int = _slice(1, "directions", ge=SEED[0], le=SEED[1])
    # How far the slice goes beyond the walk, beside the usual; whether its grid is finer.
    reach: float = _slice(1.0, "reach", ge=1 / 16, le=16.0)
    fine: bool = _slice(False, "grid", words=["usual", "fine"])
    show: Show = fields.toggles(
        ["test", "discrete", "loss", "accuracy", "weights", "ensemble", "race"],
        shown=["loss", "accuracy"],
        **_TRAINING,
    )

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        check_settings(self.method, self.settings)
        if len(self.activations) != len(self.hidden) + 1:
            raise ValueError(
                f"activations are an activation for each of {len(self.hidden)} hidden layers and the output"
            )
        if not self.features and not self.typed:
            raise ValueError("features are one at least, unless one is typed")
        if len(self.input) != len(self.target) or self.look > len(self.input):
            raise ValueError("each input has its target, and look is one of them")
        if any(len({len(row) for row in rows}) > 1 for rows in (self.input, self.target)):
            raise ValueError("all inputs are as long as each other, and so are all targets")
        return self

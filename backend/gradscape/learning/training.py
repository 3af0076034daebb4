"""Training: batches drawn epoch by epoch, each changing the network once."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64

from gradscape import interest
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS, CROSS_ENTROPY
from gradscape.learning.features import ends_of
from gradscape.learning.initialisations import INITIALISATIONS, Initialisation
from gradscape.learning.natural_gradient import stepped
from gradscape.learning.networks import Layer, Network, forward
from gradscape.learning.numbers import numbers_of
from gradscape.machine import teaching
from gradscape.machine.first_order import Memory
from gradscape.machine.networks import CHUNK
from gradscape.walks.by_rule import hyper
from gradscape.walks.methods import NATURAL_GRADIENT
from gradscape.walks.run import Run

# Numbers beyond it are on their way to infinity.
_FARTHEST = 1e9


class Data(NamedTuple):
    """inputs: (inputs, samples), targets: (outputs, samples). The first `trained` samples are learned, others test."""

    inputs: np.ndarray
    targets: np.ndarray
    trained: int


class Progress(NamedTuple):
    """Whenever it is measured: mean cost of what is learned and of the test, and the shares of right answers.

    None where there is no test, or nothing that is right or wrong.
    """

    losses: list[float]
    test_losses: list[float] | None
    accuracies: list[float] | None
    test_accuracies: list[float] | None


class Course(NamedTuple):
    """How to train: `optimiser` has the method's settings; l1 and l2 weigh the sums of |w| and of w²/2.

    horizon: epochs that a schedule of learning rates takes.
    """

    optimiser: Run
    batch: int
    l1: float
    l2: float
    horizon: int
    seed: int


class Trained(NamedTuple):
    """What came of it. epoch: how many there have been in all; step: how many batches of the next one.

    diverged_at: the epoch up to which numbers ran away; network and memory are then those before.
    """

    network: Network
    memory: Memory | None
    epoch: int
    progress: Progress
    diverged_at: int | None
    step: int


def initialised(sizes: tuple[int, ...], activations: list[str], cost: str, how: Initialisation, seed: int) -> Network:
    """A network whose weights are drawn from a seed."""
    row, random = INITIALISATIONS[how], np.random.default_rng(seed)
    layers = []
    for inputs, units, activation in zip(sizes[:-1], sizes[1:], activations, strict=True):
        draw = random.uniform(-1, 1, (units, inputs))
        layers.append(Layer(row.reach(inputs, units) * draw, np.full(units, row.bias), activation))
    return Network(tuple(layers), cost)


def packed(network: Network) -> teaching.Packed:
    """As the machine takes it."""
    kinds = [list(ACTIVATIONS).index(layer.activation) for layer in network.layers]
    weights, biases = [layer.weights for layer in network.layers], [layer.biases for layer in network.layers]
    layers = teaching.layers_for("lesson", len(kinds))
    return teaching.packed(weights, biases, kinds, list(COSTS).index(network.cost), layers)


def train(
    network: Network,
    data: Data,
    course: Course,
    epochs: int,
    epoch: int,
    memory: Memory | None,
    every: int = 1,
    step: int = 0,
) -> Trained:
    """So many epochs more, `epoch` having been before, measured after `every` few; ends where numbers run away.

    Where `step` batches of an epoch have been before, its rest is the first of them. With 0 epochs the network is
    measured as it is.
    """
    batches, last = batches_of(course, data), epoch + epochs
    ends = [batches * min(end, last) for end in range(epoch + every, last + every, every)] if epochs else []
    return _trained(network, data, course, epoch * batches + step, ends, memory)


def train_steps(
    network: Network,
    data: Data,
    course: Course,
    steps: int,
    epoch: int,
    step: int,
    memory: Memory | None,
    every: int = 1,
) -> Trained:
    """The same by batches: after so many of them there are the same numbers as after as many epochs' worth."""
    start = epoch * batches_of(course, data) + step
    last = start + steps
    ends = [min(end, last) for end in range(start + every, last + every, every)] if steps else []
    return _trained(network, data, course, start, ends, memory)


def batches_of(course: Course, data: Data) -> int:
    """How many batches an epoch has."""
    return -(-data.trained // min(course.batch, data.trained))


def batch_at(course: Course, data: Data, epoch: int, step: int) -> Int64[np.ndarray, " samples"]:
    """The places of the samples of one batch of an epoch."""
    size = min(course.batch, data.trained)
    return _order(course, epoch, data.trained)[step * size : (step + 1) * size]


def _trained(
    network: Network, data: Data, course: Course, start: int, ends: list[int], memory: Memory | None
) -> Trained:
    """Batches counted over all epochs, from one to the next of `ends`, where it is measured."""
    batches, at = batches_of(course, data), start
    measured = [] if ends else [_measured(network, data)]
    kept, ran_away = memory, None
    learned = data.inputs[:, : data.trained], data.targets[:, : data.trained]
    for end in ends:
        now, after = _taught(network, kept, course, learned, _plan(course, data.trained, at, end))
        if not np.abs(numbers_of(now)).max() < _FARTHEST:
            ran_away = -(-end // batches)
            break
        network, kept, at = now, after, end
        measured.append(_measured(network, data))
    epoch, step = divmod(at, batches)
    return Trained(network, kept, epoch, _columns(measured, network, data), ran_away, step)


def _taught(
    network: Network, memory: Memory | None, course: Course, learned: tuple[np.ndarray, np.ndarray], plan: teaching.Plan
) -> tuple[Network, Memory | None]:
    """The network after the batches of a plan."""
    penalties = course.l1, course.l2
    if course.optimiser.method == NATURAL_GRADIENT.name:
        return _taught_naturally(network, course.optimiser.number("damping"), penalties, learned, plan), memory
    now, after = teaching.taught(packed(network), memory, hyper([course.optimiser]), penalties, *learned, plan)
    return _with_numbers(network, now), after


def _taught_naturally(
    network: Network,
    damping: float,
    penalties: tuple[float, float],
    learned: tuple[np.ndarray, np.ndarray],
    plan: teaching.Plan,
) -> Network:
    inputs, targets = learned
    begun = 0
    for end in np.flatnonzero(plan.ends):
        interest.look()
        batch = slice(begun * CHUNK, (end + 1) * CHUNK)
        places = plan.places[batch][plan.shares[batch] > 0]
        network = stepped(network, inputs[:, places], targets[:, places], plan.rates[end], damping, penalties)
        # From numbers that ran away there is no further step.
        if not np.abs(numbers_of(network)).max() < _FARTHEST:
            break
        begun = end + 1
    return network


def _with_numbers(network: Network, now: teaching.Packed) -> Network:
    pairs = zip(teaching.unpacked(now.numbers, now.sizes), network.layers, strict=True)
    return network._replace(layers=tuple(Layer(*numbers, layer.activation) for numbers, layer in pairs))


def _plan(course: Course, count: int, first: int, last: int) -> teaching.Plan:
    """Some batches, counted over all epochs: in each epoch all samples come once, in an order of its own."""
    size = min(course.batch, count)
    batches = -(-count // size)
    epochs = range(first // batches, -(-last // batches))
    chunks = -(-size // CHUNK)
    # A row for each batch, filled up to whole chunks.
    places = np.zeros((len(epochs), batches, chunks * CHUNK), np.int32)
    sizes = np.full(batches, size)
    sizes[-1] = count - (batches - 1) * size
    for row, epoch in enumerate(epochs):
        order = np.zeros(batches * size, np.int32)
        order[:count] = _order(course, epoch, count)
        places[row, :, :size] = order.reshape(batches, size)
    shares = np.where(np.arange(chunks * CHUNK) < sizes[:, None], 1 / sizes[:, None], 0.0)
    rates = [course.optimiser.number("learning_rate") * _factor(course, epoch) for epoch in epochs]
    of_epoch, asked = np.arange(first, last) // batches - epochs.start, np.arange(first, last) % batches
    ends = np.tile(np.arange(chunks) == chunks - 1, last - first)
    return teaching.Plan(
        places[of_epoch, asked].ravel(), shares[asked].ravel(), ends, np.repeat(np.array(rates)[of_epoch], chunks)
    )


def _order(course: Course, epoch: int, count: int) -> np.ndarray:
    return np.random.default_rng([course.seed, epoch]).permutation(count)


def _factor(course: Course, epoch: int) -> float:
    """What is left of the learning rate, by its schedule."""
    share, left = min(1.0, epoch / course.horizon), course.optimiser.number("decay_rate", 1.0)
    match course.optimiser.settings.get("schedule", "constant"):
        case "exponential":
            return left**share
        case "cosine":
            return left + (1 - left) * (1 + float(np.cos(np.pi * share))) / 2
    return 1.0


def _measured(network: Network, data: Data) -> tuple[float, ...]:
    outputs = forward(network, data.inputs)[-1]
    losses = COSTS[network.cost].value(*outputs, data.targets)
    right = _right(network, outputs.a, data.targets)
    parts = [slice(0, data.trained), slice(data.trained, None)]
    return tuple(float(row[part].mean()) if row[part].size else np.nan for row in (losses, right) for part in parts)


def _right(network: Network, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Of each sample whether its class is found: the largest output, or the side of a single one."""
    if len(targets) > 1:
        return (answers.argmax(axis=0) == targets.argmax(axis=0)) * 1.0
    middle = sum(ends_of(network)) / 2
    return ((answers[0] > middle) == (targets[0] > middle)) * 1.0


def is_classified(network: Network, targets: Float64[np.ndarray, "outputs samples"]) -> bool:
    """Whether the targets are classes, of which an answer can be right or wrong."""
    return len(targets) > 1 or network.cost == CROSS_ENTROPY or bool(np.isin(targets, ends_of(network)).all())


def _columns(rows: list[tuple[float, ...]], network: Network, data: Data) -> Progress:
    losses, tests, right, right_tests = (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 4
    has_test, has_classes = data.trained < data.inputs.shape[1], is_classified(network, data.targets)
    return Progress(
        losses,
        tests if has_test else None,
        right if has_classes else None,
        right_tests if has_classes and has_test else None,
    )

"""Kernels of neural networks: padded layers, so that sizes, activations, costs and optimisers are data.

A layer is one matrix, (11, 11): its units' weights in rows, their biases in the last column, which meets the constant 1
that every layer passes on in its last entry. Layers that a network does not have pass their inputs on.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import lax
from jaxtyping import Float64

from gradscape.machine.first_order import Entries, Hyper, Memory, direction
from gradscape.machine.sizes import Kernel

WIDTH = 11
ONE = WIDTH - 1
CHUNK = 16  # samples of a batch that go through together
CHUNKS = 1024  # of a call
SAMPLES = 1024  # that a kernel holds
HALF_SQUARED_ERROR, CROSS_ENTROPY, HUBER = range(3)
_LEAK, _HUBER_WIDTH = 0.01, 1.0

Units = jax.Array


def _with_slope(value: Callable[[Units], Units], slope: Callable[[Units, Units], Units]) -> Callable:
    """z to a = f(z) and f′(z), which is given by z and a."""

    def activated(z: Units) -> tuple[Units, Units]:
        a = value(z)
        return a, slope(z, a)

    return activated


def _gelu_with_slope(z: Units) -> tuple[Units, Units]:
    normal = jax.scipy.stats.norm.cdf(z)
    return z * normal, normal + z * jax.scipy.stats.norm.pdf(z)


def _swish_slope(z: Units, a: Units) -> Units:
    sigmoid = jax.nn.sigmoid(z)
    return sigmoid + a * (1 - sigmoid)


class _Activation(NamedTuple):
    """JAX's own, which is differentiated a second time, and with its slope as the course teaches it."""

    of_jax: Callable[[Units], Units]
    with_slope: Callable[[Units], tuple[Units, Units]]


# In the order of the rows of `learning.activations`: a row's place is the number that a kernel knows it by.
_ACTIVATIONS = (
    _Activation(jnp.tanh, _with_slope(jnp.tanh, lambda z, a: 1 - a**2)),
    _Activation(jax.nn.relu, _with_slope(lambda z: jnp.maximum(z, 0.0), lambda z, a: 1.0 * (z > 0))),
    _Activation(jax.nn.sigmoid, _with_slope(jax.nn.sigmoid, lambda z, a: a * (1 - a))),
    _Activation(lambda z: z, _with_slope(lambda z: z, lambda z, a: jnp.ones_like(z))),
    _Activation(
        jax.nn.leaky_relu,
        _with_slope(lambda z: jnp.where(z > 0, z, _LEAK * z), lambda z, a: jnp.where(z > 0, 1.0, _LEAK)),
    ),
    _Activation(
        jax.nn.elu,
        _with_slope(
            lambda z: jnp.where(z > 0, z, jnp.expm1(jnp.minimum(z, 0.0))), lambda z, a: jnp.where(z > 0, 1.0, a + 1)
        ),
    ),
    _Activation(jax.nn.swish, _with_slope(lambda z: z * jax.nn.sigmoid(z), _swish_slope)),
    _Activation(lambda z: jax.nn.gelu(z, approximate=False), _gelu_with_slope),
    _Activation(jax.nn.softplus, _with_slope(jax.nn.softplus, lambda z, a: jax.nn.sigmoid(z))),
)
# Layers that a network does not have pass their inputs on.
LINEAR = 3
ACTIVATED = tuple(each.with_slope for each in _ACTIVATIONS)


class Shape(NamedTuple):
    """What a network is besides its numbers.

    activations: (layers,), numbers of the kernels'. units: (layers, 11), 1 where a unit is; the constant is none.
    trained: (layers, 11, 11), 1 where a number may change; weights: the same without biases. cost: a number of ours.
    """

    activations: Entries
    units: Entries
    trained: Entries
    weights: Entries
    cost: Entries


class Lesson(NamedTuple):
    """What steers training besides the optimiser: rates: (1024,), one for each chunk. l1, l2: of the weights."""

    rates: Entries
    l1: Entries
    l2: Entries


class Batches(NamedTuple):
    """Samples chunk by chunk: order: (1024 * 16,), places in the data. shares: as many, 1 / size of the batch, or 0.

    ends: (1024,), whether a batch ends with the chunk. count: how many chunks there are.
    """

    order: Entries
    shares: Entries
    ends: Entries
    count: Entries


def run_lesson(
    numbers: Float64[jax.Array, "layers 11 11"],
    memory: Memory,
    shape: Shape,
    hyper: Hyper,
    lesson: Lesson,
    inputs: Float64[jax.Array, "11 1024"],
    targets: Float64[jax.Array, "11 1024"],
    batches: Batches,
) -> tuple[Float64[jax.Array, "layers 11 11"], Memory]:
    """The numbers after every batch has changed them once."""

    def going_on(carry):
        return carry[0] < batches.count

    def chunk(carry):
        k, numbers, gathered, memory = carry
        places = lax.dynamic_slice(batches.order, (k * CHUNK,), (CHUNK,))
        shares = lax.dynamic_slice(batches.shares, (k * CHUNK,), (CHUNK,))
        gathered = gathered + _gradient(numbers, shape, inputs[:, places], targets[:, places], shares)
        slopes = gathered + (lesson.l2 * numbers + lesson.l1 * jnp.sign(numbers)) * shape.weights
        along, after = direction(slopes.reshape(-1, 1), numbers.reshape(-1, 1), memory, hyper, "first")
        moved = numbers - lesson.rates[k] * along.reshape(numbers.shape) * shape.trained
        # To choose between before and after takes less time than a branch does, which copies both.
        there, here = (moved, jnp.zeros_like(gathered), after), (numbers, gathered, memory)
        return k + 1, *jax.tree.map(partial(jnp.where, batches.ends[k]), there, here)

    start = (jnp.int32(0), numbers, jnp.zeros_like(numbers), memory)
    _, numbers, _, memory = lax.while_loop(going_on, chunk, start)
    return numbers, memory


def run_autodiff(
    numbers: Float64[jax.Array, "layers 11 11"],
    shape: Shape,
    inputs: Float64[jax.Array, "11 samples"],
    targets: Float64[jax.Array, "11 samples"],
    shares: Float64[jax.Array, " samples"],
) -> tuple[Float64[jax.Array, ""], Float64[jax.Array, "layers 11 11"]]:
    """C and its gradient as JAX finds it from JAX's own functions: a check of the formulas above."""
    cost, gradient = jax.value_and_grad(_cost)(numbers, shape, inputs, targets, shares)
    return cost, gradient * shape.trained


def run_curvature(
    numbers: Float64[jax.Array, "layers 11 11"],
    vector: Float64[jax.Array, "layers 11 11"],
    shape: Shape,
    inputs: Float64[jax.Array, "11 samples"],
    targets: Float64[jax.Array, "11 samples"],
    shares: Float64[jax.Array, " samples"],
) -> Float64[jax.Array, "layers 11 11"]:
    """H v, the Hessian of C times a vector: how the gradient changes along it, forward over reverse.

    Source: Pearlmutter (1994), Fast Exact Multiplication by the Hessian.
    """

    def gradient(numbers):
        return jax.grad(_cost)(numbers, shape, inputs, targets, shares) * shape.trained

    return jax.jvp(gradient, (numbers,), (vector * shape.trained,))[1]


def _cost(numbers: jax.Array, shape: Shape, inputs: Units, targets: Units, shares: jax.Array) -> jax.Array:
    z, a = inputs, inputs
    constant = 1.0 * (jnp.arange(WIDTH) == ONE)[:, None]
    for k in range(numbers.shape[0]):
        z = numbers[k] @ a
        candidates = [activation.of_jax(z) for activation in _ACTIVATIONS]
        a = jnp.where(shape.units[k][:, None] > 0, _taken(candidates, shape.activations[k]), constant)
    is_unit = shape.units[-1][:, None] > 0
    error = jnp.where(is_unit, a - targets, 0.0)
    logarithms = jax.nn.log_softmax(jnp.where(is_unit, z, -1e300), axis=0)
    classes = -jnp.sum(jnp.where(is_unit, targets * logarithms, 0.0), axis=0)
    # The logistic function's cost, without the logarithm of a number that may be rounded to 0.
    two = jnp.sum(jnp.where(is_unit, jax.nn.softplus(z) - targets * z, 0.0), axis=0)
    costs = [
        jnp.sum(error**2, axis=0) / 2,
        jnp.where(jnp.sum(shape.units[-1]) > 1, classes, two),
        jnp.sum(optax.losses.huber_loss(error, delta=_HUBER_WIDTH), axis=0),
    ]
    return jnp.sum(_taken(costs, shape.cost) * shares)


def nothing(kernel: Kernel) -> tuple:
    """Inputs of a kernel's shape that ask for nothing."""
    layers, lanes = kernel.variables, kernel.lanes
    numbers = np.zeros((layers, WIDTH, WIDTH))
    shape = Shape(np.zeros(layers, np.int32), np.zeros((layers, WIDTH)), numbers, numbers, np.int32(0))
    samples = np.zeros((WIDTH, lanes))
    if kernel.kind == "network-gradient":
        return numbers, shape, samples, samples, np.zeros(lanes)
    if kernel.kind == "network-curvature":
        return numbers, numbers, shape, samples, samples, np.zeros(lanes)
    hyper = Hyper(np.zeros(1, np.int32), *[np.zeros(1)] * 7)
    order = np.zeros(CHUNKS * CHUNK, np.int32)
    batches = Batches(order, np.zeros(CHUNKS * CHUNK), np.zeros(CHUNKS, bool), np.int32(0))
    lesson = Lesson(np.zeros(CHUNKS), np.float64(0), np.float64(0))
    return numbers, fresh_memory(layers), shape, hyper, lesson, samples, samples, batches


def fresh_memory(layers: int) -> Memory:
    """Of an optimiser that has not made a step."""
    zeros = np.zeros((layers * WIDTH * WIDTH, 1))
    return Memory(zeros, zeros, np.full(1, -np.inf), np.int32(0))


def _gradient(numbers: jax.Array, shape: Shape, inputs: Units, targets: Units, shares: jax.Array) -> jax.Array:
    """∂C/∂numbers, by the formulas of backpropagation.

    Entries without a unit come to something too: their weights are 0, so that it goes no farther, and not `trained`.
    """
    layers = numbers.shape[0]
    is_constant = (jnp.arange(WIDTH) == ONE)[:, None]
    signals, slopes, z = [inputs], [], inputs
    for k in range(layers):
        z = _through(numbers[k], signals[-1])
        a, slope = lax.switch(shape.activations[k], ACTIVATED, z)
        signals.append(jnp.where(is_constant, 1.0, a))
        slopes.append(slope)
    deltas = [_output_slope(z, signals[-1], slopes[-1], targets, shape) * shares]
    for k in reversed(range(1, layers)):
        deltas.append(_through(numbers[k].T, deltas[-1]) * slopes[k - 1])
    transposed = jnp.stack([signal.T for signal in signals[:-1]])
    return jnp.einsum("kos,ksi->koi", jnp.stack(deltas[::-1]), transposed) * shape.trained


def _through(weights: jax.Array, signals: Units) -> Units:
    """Their product, as a sum: XLA calls a library for products of matrices, which takes longer for ones so small."""
    return jnp.sum(weights[:, :, None] * signals[None], axis=1)


def _output_slope(z: Units, a: Units, slope: Units, targets: Units, shape: Shape) -> Units:
    """∂C/∂z of each sample."""
    error = a - targets
    return lax.switch(
        shape.cost,
        [
            lambda: error * slope,
            lambda: (_probabilities(z, shape.units[-1]) - targets) * shape.units[-1][:, None],
            lambda: jnp.clip(error, -_HUBER_WIDTH, _HUBER_WIDTH) * slope,
        ],
    )


def _probabilities(z: Units, units: jax.Array) -> Units:
    """The logistic function of one output, softmax of several."""
    is_unit = units[:, None] > 0
    shifted = jnp.where(is_unit, z, -jnp.inf)
    powers = jnp.exp(shifted - jnp.max(shifted, axis=0))
    softmax = powers / jnp.sum(powers, axis=0)
    return jnp.where(jnp.sum(units) > 1, softmax, jax.nn.sigmoid(z)) * is_unit


def _taken(candidates: list[Units], choice: jax.Array) -> Units:
    return lax.select_n(jnp.broadcast_to(choice, candidates[0].shape), *candidates)

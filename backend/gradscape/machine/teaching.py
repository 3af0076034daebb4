"""Networks on the machine: packed into the kernels' shapes, asked, checked and trained."""

from collections.abc import Callable
from typing import NamedTuple

import jax
import numpy as np
from jaxtyping import Bool, Float64, Int32

from gradscape.machine.compiled import compiled, tiles
from gradscape.machine.first_order import Hyper, Memory
from gradscape.machine.networks import (
    CHUNK,
    CHUNKS,
    LINEAR,
    ONE,
    SAMPLES,
    WIDTH,
    Batches,
    Lesson,
    Shape,
    fresh_memory,
)
from gradscape.machine.sizes import NetworkKind, kernel_for


class Packed(NamedTuple):
    """A network as kernels of `layers` layers take it: numbers, (layers, 11, 11), and its shape."""

    numbers: np.ndarray
    shape: Shape
    sizes: tuple[int, ...]


class Plan(NamedTuple):
    """Batches one after another, all of as many chunks, of samples named by their places.

    places, shares: (steps * 16,), shares 1 / size of the batch, 0 where a chunk of 16 is not full. ends: (steps,),
    whether a batch ends with the chunk. rates: (steps,), learning rates.
    """

    places: Int32[np.ndarray, " places"]
    shares: Float64[np.ndarray, " places"]
    ends: Bool[np.ndarray, " steps"]
    rates: Float64[np.ndarray, " steps"]


def packed(
    weights: list[np.ndarray], biases: list[np.ndarray], activations: list[int], cost: int, layers: int
) -> Packed:
    """A network with layers before its own that pass the inputs on, so that there are `layers`.

    Args:
        activations, cost: numbers of the kernels'.
    """
    sizes = weights[0].shape[1], *map(len, biases)
    missing = layers - len(biases)
    numbers, units = np.zeros((layers, WIDTH, WIDTH)), np.zeros((layers, WIDTH))
    trained, of_weights = np.zeros_like(numbers), np.zeros_like(numbers)
    numbers[:, ONE, ONE] = 1
    kinds = np.full(layers, LINEAR, np.int32)
    numbers[:missing, : sizes[0], : sizes[0]] = np.eye(sizes[0])
    units[:missing, : sizes[0]] = 1
    for k, (own, bias, kind) in enumerate(zip(weights, biases, activations, strict=True), start=missing):
        rows, columns = own.shape
        numbers[k, :rows, :columns], numbers[k, :rows, ONE] = own, bias
        of_weights[k, :rows, :columns] = 1
        units[k, :rows] = 1
        kinds[k] = kind
    trained[:] = of_weights
    trained[missing:, :, ONE] = units[missing:]
    return Packed(numbers, Shape(kinds, units, trained, of_weights, np.int32(cost)), sizes)


def unpacked(numbers: np.ndarray, sizes: tuple[int, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases of each layer."""
    own = numbers[len(numbers) - len(sizes) + 1 :]
    pairs = zip(own, sizes[:-1], sizes[1:], strict=True)
    return [(layer[:rows, :columns], layer[:rows, ONE]) for layer, columns, rows in pairs]


def layers_for(kind: NetworkKind, count: int) -> int:
    """How many layers the kernel has that a network of `count` layers is packed for."""
    return kernel_for(kind, count, 1).variables


def _in_layers(network: Packed, layers: int) -> Packed:
    """The same, packed for another kernel."""
    if layers == len(network.numbers):
        return network
    first = len(network.numbers) - len(network.sizes) + 1
    own = unpacked(network.numbers, network.sizes)
    kinds = network.shape.activations[first:].tolist()
    return packed([each[0] for each in own], [each[1] for each in own], kinds, int(network.shape.cost), layers)


def autodiff(
    network: Packed, inputs: Float64[np.ndarray, "inputs samples"], targets: Float64[np.ndarray, "outputs samples"]
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """The mean cost, and its derivatives in weights and biases, by JAX alone. At most 128 samples."""
    count = inputs.shape[1]
    network = _in_layers(network, layers_for("network-gradient", len(network.sizes) - 1))
    kernel = kernel_for("network-gradient", len(network.numbers), count)
    shares = np.zeros(kernel.lanes)
    shares[:count] = 1 / count
    samples = _columns(inputs, kernel.lanes, 1.0), _columns(targets, kernel.lanes, 0.0)
    cost, gradient = compiled(kernel)(network.numbers, network.shape, *samples, shares)
    return float(cost), unpacked(np.asarray(gradient), network.sizes)


def curvature_products(
    network: Packed, inputs: Float64[np.ndarray, "inputs samples"], targets: Float64[np.ndarray, "outputs samples"]
) -> Callable[[list[tuple[np.ndarray, np.ndarray]]], list[tuple[np.ndarray, np.ndarray]]]:
    """v ↦ H v, the Hessian of the mean cost times a vector, both as weights and biases of each layer."""
    count = inputs.shape[1]
    network = _in_layers(network, layers_for("network-curvature", len(network.sizes) - 1))
    kernel = kernel_for("network-curvature", len(network.numbers), count)
    shares = np.zeros(kernel.lanes)
    shares[:count] = 1 / count
    # On the machine once, and not with every product.
    here = jax.device_put(
        (network.numbers, network.shape, _columns(inputs, kernel.lanes, 1.0), _columns(targets, kernel.lanes, 0.0))
    )
    numbers, shape, *samples = here

    def product(vector: list[tuple[np.ndarray, np.ndarray]]) -> list[tuple[np.ndarray, np.ndarray]]:
        found = compiled(kernel)(numbers, _laid_out(vector, len(network.numbers)), shape, *samples, shares)
        return unpacked(np.asarray(found), network.sizes)

    return product


def _laid_out(pairs: list[tuple[np.ndarray, np.ndarray]], layers: int) -> np.ndarray:
    """Weights and biases in the places where the machine has them."""
    numbers = np.zeros((layers, WIDTH, WIDTH))
    for layer, (weights, biases) in zip(numbers[layers - len(pairs) :], pairs, strict=True):
        rows, columns = weights.shape
        layer[:rows, :columns], layer[:rows, ONE] = weights, biases
    return numbers


def taught(
    network: Packed,
    memory: Memory | None,
    hyper: Hyper,
    penalties: tuple[float, float],
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
    plan: Plan,
) -> tuple[Packed, Memory]:
    """The network after the batches of a plan, and what the optimiser remembers.

    Args:
        memory: of earlier batches, with `first` and `second` in the shape of the numbers; None for none.
        penalties: of the absolute values of weights, and of half their squares.
    """
    layers = layers_for("lesson", len(network.sizes) - 1)
    network = _in_layers(network, layers)
    kernel = kernel_for("lesson", layers, SAMPLES)
    numbers, carried = network.numbers, memory or fresh_memory(layers)
    samples = _columns(inputs, SAMPLES, 1.0), _columns(targets, SAMPLES, 0.0)
    # A batch is not cut in two: the kernel begins each call with nothing gathered.
    of_a_batch = int(plan.ends.argmax()) + 1
    for piece in tiles(len(plan.ends), CHUNKS - CHUNKS % of_a_batch):
        lesson = Lesson(_filled(plan.rates[piece], CHUNKS), *map(np.float64, penalties))
        numbers, carried = compiled(kernel)(
            numbers, carried, network.shape, hyper, lesson, *samples, _batches(plan, piece)
        )
    numbers = np.asarray(numbers)
    return network._replace(numbers=numbers), Memory(*map(np.asarray, carried))


def _batches(plan: Plan, piece: slice) -> Batches:
    places = slice(piece.start * CHUNK, piece.stop * CHUNK)
    order, shares = (_filled(entries[places], CHUNKS * CHUNK) for entries in (plan.places, plan.shares))
    return Batches(order, shares, _filled(plan.ends[piece], CHUNKS), np.int32(piece.stop - piece.start))


def _filled(entries: np.ndarray, size: int) -> np.ndarray:
    filled = np.zeros(size, entries.dtype)
    filled[: len(entries)] = entries
    return filled


def _columns(samples: np.ndarray, lanes: int, constant: float) -> np.ndarray:
    """Samples in the kernel's lanes, the constant in the last entry."""
    filled = np.zeros((WIDTH, lanes))
    filled[: len(samples), : samples.shape[1]] = samples
    filled[ONE] = constant
    return filled

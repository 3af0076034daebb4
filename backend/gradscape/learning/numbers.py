"""All weights and biases of a network as one list: weights row by row, then biases, layer after layer."""

from typing import NamedTuple, TypeVar

import jax
import numpy as np
from jaxtyping import Float64

from gradscape.learning.networks import Layer, Network

Numbers = Float64[np.ndarray, " numbers"]
Array = TypeVar("Array", np.ndarray, jax.Array)


class Unit(NamedTuple):
    """Where the numbers of one unit stand in the list: its weights, and its bias."""

    layer: int
    unit: int
    weights: range
    bias: int

    @property
    def places(self) -> list[int]:
        """All of them."""
        return [*self.weights, self.bias]


def numbers_of(network: Network) -> Numbers:
    """The list."""
    return np.concatenate([part.ravel() for layer in network.layers for part in (layer.weights, layer.biases)])


def with_numbers(network: Network, numbers: Numbers) -> Network:
    """The same network with other numbers."""
    pairs = zip(stacks_of(network, numbers[None]), network.layers, strict=True)
    return network._replace(layers=tuple(Layer(w[0], b[0], layer.activation) for (w, b), layer in pairs))


def stacks_of(network: Network, many: Float64[Array, "count numbers"]) -> list[tuple[Array, Array]]:
    """Of so many lists: weights, (count, units, inputs), and biases, (count, units), of each layer."""
    stacks, at = [], 0
    for layer in network.layers:
        rows, columns = layer.weights.shape
        middle, end = at + rows * columns, at + rows * (columns + 1)
        stacks.append((many[:, at:middle].reshape(-1, rows, columns), many[:, middle:end]))
        at = end
    return stacks


def units_of(network: Network) -> list[Unit]:
    """Every unit, layer after layer."""
    units, at = [], 0
    for k, layer in enumerate(network.layers):
        rows, columns = layer.weights.shape
        biases = at + rows * columns
        units += [Unit(k, j, range(at + j * columns, at + (j + 1) * columns), biases + j) for j in range(rows)]
        at = biases + rows
    return units


def name_of(network: Network, place: int) -> str:
    """What a number of the list is, in words."""
    unit = next(unit for unit in units_of(network) if place in unit.places)
    here = f"output {unit.unit + 1}" if unit.layer == len(network.layers) - 1 else _named(unit.unit, unit.layer)
    if place == unit.bias:
        return f"bias of {here}"
    source = unit.weights.index(place)
    below = f"input {source + 1}" if unit.layer == 0 else _named(source, unit.layer - 1)
    return f"weight from {below} to {here}"


def _named(unit: int, layer: int) -> str:
    return f"unit {unit + 1} of layer {layer + 1}"

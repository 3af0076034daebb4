"""Training a network, beside a plain NumPy loop and one that is compiled for its architecture."""

import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.curvature import hessian_product, spectrum
from gradscape.learning.data_sets import generated
from gradscape.learning.landscape import random_plane, sliced
from gradscape.learning.networks import Network, mean_cost
from gradscape.learning.numbers import numbers_of, with_numbers
from gradscape.learning.training import Course, Data, initialised, train
from gradscape.machine import compilations, warm_up
from gradscape.optimize.methods import METHOD
from gradscape.optimize.paths import PathRun

RATE, BATCH, COUNT = 0.03, 10, 250
ARCHITECTURES = [(2, 4, 2, 1), (2, *[8] * 6, 1)]


def epochs_a_second(run: Callable[[int], object], epochs: int) -> float:
    run(10)
    begun = time.perf_counter()
    run(epochs)
    return epochs / (time.perf_counter() - begun)


def by_numpy(network: Network, data: Data, epochs: int) -> None:
    for epoch in range(epochs):
        order = np.random.default_rng([0, epoch]).permutation(COUNT)
        for start in range(0, COUNT, BATCH):
            places = order[start : start + BATCH]
            slopes = backpropagate(network, data.inputs[:, places], data.targets[:, places]).slopes
            layers = [
                layer._replace(weights=layer.weights - RATE * slope.weights, biases=layer.biases - RATE * slope.biases)
                for layer, slope in zip(network.layers, slopes, strict=True)
            ]
            network = network._replace(layers=tuple(layers))


def compiled_for(network: Network, data: Data) -> Callable[[int], None]:
    """One jax.jit of an epoch for this architecture alone."""
    numbers = [(jnp.array(layer.weights), jnp.array(layer.biases)) for layer in network.layers]
    samples, targets = jnp.array(data.inputs), jnp.array(data.targets)

    def cost(numbers, inputs, wanted):
        a = inputs
        for weights, biases in numbers:
            a = jnp.tanh(weights @ a + biases[:, None])
        return jnp.sum((a - wanted) ** 2) / 2 / BATCH

    @jax.jit
    def epoch(numbers, order):
        def step(numbers, places):
            slopes = jax.grad(cost)(numbers, samples[:, places], targets[:, places])
            return jax.tree.map(lambda x, g: x - RATE * g, numbers, slopes), None

        return jax.lax.scan(step, numbers, order)[0]

    def run(epochs: int) -> None:
        now = numbers
        for k in range(epochs):
            now = epoch(now, np.random.default_rng([0, k]).permutation(COUNT).reshape(-1, BATCH))
        jax.block_until_ready(now)

    return run


def milliseconds(run: Callable[[], object]) -> float:
    run()
    begun = time.perf_counter()
    for _ in range(5):
        run()
    return (time.perf_counter() - begun) / 5 * 1e3


def landscape(network: Network, data: Data) -> None:
    """A slice beside one network after the other, and its largest curvature beside that of the whole Hessian."""
    numbers, learned = numbers_of(network), (data.inputs, data.targets)
    plane, nothing = random_plane(network, 0), np.zeros((0, len(numbers)))
    ours = milliseconds(lambda: sliced(network, plane, nothing, *learned, 41, 1.0))
    each = milliseconds(lambda: [mean_cost(with_numbers(network, numbers), *learned) for _ in range(41)]) * 41
    product = hessian_product(network, *learned)
    lanczos = milliseconds(lambda: spectrum(network, *learned, 1, 0))
    whole = milliseconds(lambda: np.linalg.eigvalsh([product(row) for row in np.eye(len(numbers))]))
    print(f"    a slice of 41 x 41  {ours:8.1f} ms   one by one: {each / ours:6.1f} times slower")
    print(f"    largest curvature   {lanczos:8.1f} ms   whole Hessian: {whole / lanczos:6.1f} times as long")


def main() -> None:
    warm_up.start()
    warm_up.wait()
    points, labels, _ = generated("circle", COUNT, 0.0, 0)
    data = Data(points.T, 2 * labels[None] - 1, COUNT)
    settings = METHOD["gradient-descent"].complete({"learning_rate": RATE})
    course = Course(PathRun("gradient-descent", np.zeros(1), settings, 1, 0.0, 0), BATCH, 0.0, 0.0, 1000, 0)
    print("epochs a second, 250 points in batches of 10, measured every 10 epochs")
    for sizes in ARCHITECTURES:
        network = initialised(sizes, ["tanh"] * (len(sizes) - 1), "half-squared-error", "uniform", 0)
        before = compilations.count()
        ours = epochs_a_second(lambda n, net=network: train(net, data, course, n, 0, None, every=10), 400)
        compiled = compilations.count() - before
        begun = time.perf_counter()
        jitted = compiled_for(network, data)
        jitted(1)
        first = time.perf_counter() - begun
        theirs, plain = epochs_a_second(jitted, 400), epochs_a_second(lambda n, net=network: by_numpy(net, data, n), 20)
        print(f"  {'-'.join(map(str, sizes)):22}{ours:8.0f}   compilations: {compiled}")
        print(f"    NumPy by hand       {plain:8.0f}   {ours / plain:6.1f} times slower")
        ratio = f"{theirs / ours:6.1f} times quicker, after {first:.1f} s of compiling"
        print(f"    jax.jit for it alone{theirs:8.0f}   {ratio}")
        landscape(network, data)


if __name__ == "__main__":
    main()

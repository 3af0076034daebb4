"""Training a network, beside a plain NumPy loop and one that is compiled for its architecture; and by requests.

Run: python tests/benchmarks/networks.py
"""

import http.client
import statistics
import tempfile
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from latency import PORT, milliseconds, started

from gradscape.learning.backpropagation import backpropagate
from gradscape.learning.curvature import hessian_product, spectrum
from gradscape.learning.data_sets import generated
from gradscape.learning.features import inputs_at
from gradscape.learning.landscape import random_plane, sliced
from gradscape.learning.networks import Network, mean_cost
from gradscape.learning.numbers import numbers_of, with_numbers
from gradscape.learning.training import Course, Data, initialised, train
from gradscape.machine import compilations, warm_up
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

RATE, BATCH, COUNT = 0.03, 10, 250
FEATURES = ["x1", "x2", "x1^2", "x2^2", "x1 x2", "sin x1", "sin x2"]
ARCHITECTURES = [(2, 4, 2, 1), (7, *[8] * 6, 1)]
ROUNDS, REQUESTS, EPOCHS = 5, 200, 10
# As the page asks, while it plays: half of 400 points are learned.
REQUEST = {
    "network": {"sizes": [2, 4, 2, 1]},
    "data": {"name": "circle", "count": 400, "train_share": 0.5},
    "optimiser": {"learning_rate": RATE},
    "batch": BATCH,
    "epochs": EPOCHS,
    "every": EPOCHS,
    "heatmap": 48,
}


def epochs_a_second(runs: list[tuple[Callable[[int], object], int]]) -> list[float]:
    """Of each run of so many epochs: the best of several rounds, in turns, so that all meet the same computer."""
    best = [0.0] * len(runs)
    for _ in range(ROUNDS):
        for k, (run, epochs) in enumerate(runs):
            begun = time.perf_counter()
            run(epochs)
            best[k] = max(best[k], epochs / (time.perf_counter() - begun))
    return best


def by_numpy(network: Network, data: Data, epochs: int) -> None:
    for epoch in range(epochs):
        order = np.random.default_rng([0, epoch]).permutation(data.trained)
        for start in range(0, data.trained, BATCH):
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


def data_for(inputs: int, count: int, trained: int) -> Data:
    points, labels, _ = generated("circle", count, 0.0, 0)
    return Data(inputs_at(points, FEATURES[:inputs]), 2 * labels[None] - 1, trained)


def compare(sizes: tuple[int, ...], course: Course) -> None:
    data = data_for(sizes[0], COUNT, COUNT)
    network = initialised(sizes, ["tanh"] * (len(sizes) - 1), "half-squared-error", "uniform", 0)
    before = compilations.count()
    train(network, data, course, 1, 0, None)
    compiled = compilations.count() - before
    begun = time.perf_counter()
    jitted = compiled_for(network, data)
    jitted(1)
    first = time.perf_counter() - begun
    ours, theirs, plain = epochs_a_second(
        [
            (lambda epochs: train(network, data, course, epochs, 0, None, every=10), 400),
            (jitted, 400),
            (lambda epochs: by_numpy(network, data, epochs), 40),
        ]
    )
    print(f"  {'-'.join(map(str, sizes)):22}{ours:8.0f}   compilations: {compiled}")
    print(f"    NumPy by hand       {plain:8.0f}   ours is {ours / plain:.1f} times as quick")
    ratio = f"ours is {ours / theirs:.1f} times as quick, without {first:.1f} s of compiling"
    print(f"    jax.jit for it alone{theirs:8.0f}   {ratio}")


def over_http() -> None:
    with tempfile.TemporaryDirectory() as cache:
        server = started(cache)
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        times = sorted(milliseconds(connection, "/api/v1/network/train", REQUEST) for _ in range(REQUESTS))
        server.terminate()
        server.wait()
    data = data_for(2, 400, 200)
    network = initialised((2, 4, 2, 1), ["tanh"] * 3, "half-squared-error", "uniform", 0)
    plain = 1e3 * EPOCHS / max(epochs_a_second([(lambda epochs: by_numpy(network, data, epochs), EPOCHS)]))
    median = statistics.median(times)
    print(f"{EPOCHS} epochs of the default network, 200 of 400 points, with a picture of every unit, by one request")
    print(f"  {median:.2f} ms median, {times[int(0.95 * REQUESTS)]:.2f} ms p95")
    print(f"  {plain / median:.1f} times as quick as NumPy by hand, without request and pictures: {plain:.1f} ms")


def spent(run: Callable[[], object]) -> float:
    run()
    begun = time.perf_counter()
    for _ in range(5):
        run()
    return (time.perf_counter() - begun) / 5 * 1e3


def landscape(network: Network, data: Data) -> None:
    """A slice beside one network after the other, and its largest curvature beside that of the whole Hessian."""
    numbers, learned = numbers_of(network), (data.inputs, data.targets)
    plane, nothing = random_plane(network, 0), np.zeros((0, len(numbers)))
    ours = spent(lambda: sliced(network, plane, nothing, *learned, 41, 1.0))
    each = spent(lambda: [mean_cost(with_numbers(network, numbers), *learned) for _ in range(41)]) * 41
    product = hessian_product(network, *learned)
    lanczos = spent(lambda: spectrum(network, *learned, 1, 0))
    whole = spent(lambda: np.linalg.eigvalsh([product(row) for row in np.eye(len(numbers))]))
    print(f"    a slice of 41 x 41  {ours:8.1f} ms   one by one: {each / ours:6.1f} times slower")
    print(f"    largest curvature   {lanczos:8.1f} ms   whole Hessian: {whole / lanczos:6.1f} times as long")


def main() -> None:
    warm_up.start()
    warm_up.wait()
    settings = METHOD["gradient-descent"].complete({"learning_rate": RATE})
    course = Course(Run("gradient-descent", np.zeros(1), settings, 1, 0.0, 0), BATCH, 0.0, 0.0, 1000, 0)
    print("epochs a second, 250 points in batches of 10, measured every 10 epochs; best of 5, in turns")
    for sizes in ARCHITECTURES:
        compare(sizes, course)
        data = data_for(sizes[0], COUNT, COUNT)
        landscape(initialised(sizes, ["tanh"] * (len(sizes) - 1), "half-squared-error", "uniform", 0), data)
    over_http()


if __name__ == "__main__":
    main()

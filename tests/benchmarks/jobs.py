"""A print of basins, 1,024 x 1,024: one server, three simulated machines of this one, and NumPy as a person writes it.

    python -m tests.benchmarks.jobs

On one computer three machines share its cores: what they show is what sharing costs. Starts on the very rim may go
to another basin than NumPy's, where rounding decides; they are counted.
"""

import base64
import json
import os
import time

import httpx
import numpy as np
from tests.cluster.machines import three_machines
from tests.scorecard.served import KERNELS, Served

SIDE, STEPS, RATE, REPEATS = 1_024, 100, 0.01, 3
AXIS = np.linspace(-5, 5, SIDE)
ASKED = {
    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
    "box": [[-5, 5], [-5, 5]],
    "method": "gradient-descent",
    "learning_rate": RATE,
    "steps": STEPS,
    "resolution": SIDE,
}
# Source: Himmelblau (1972), Applied Nonlinear Programming; to the digits that tell them apart.
MINIMA = np.array([(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)])


def by_hand() -> np.ndarray:
    """The number of each start's minimum, -1 where it has not come to one."""
    x, y = (each.copy() for each in np.meshgrid(AXIS, AXIS))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(STEPS):
            first, second = x**2 + y - 11, x + y**2 - 7
            x, y = x - RATE * (4 * x * first + 2 * second), y - RATE * (2 * first + 4 * y * second)
        away = np.hypot(x[..., None] - MINIMA[:, 0], y[..., None] - MINIMA[:, 1])
    return np.where(np.nanmin(np.where(np.isnan(away), np.inf, away), axis=-1) < 0.05, np.argmin(away, axis=-1), -1)


def by_job(client: httpx.Client) -> np.ndarray:
    """The same of a server, its attractors named as ours are."""
    labels, points = np.full((SIDE, SIDE), -1), []
    with client.stream("POST", "/api/v1/jobs/basins", json=ASKED) as answer:
        for text in answer.iter_lines():
            line = json.loads(text)
            (row, column), stride = line["first"], line["stride"]
            tile = line["labels"]
            shape = [int(size) for size in tile["shape"].split(",")]
            found = np.frombuffer(base64.b64decode(tile["bdata"]), f"<{tile['dtype']}").reshape(shape)
            labels[row::stride, column::stride] = found
            points = [each["point"] for each in line["attractors"]]
    ours = [int(np.argmin(np.hypot(*(MINIMA - point).T))) for point in points]
    return np.where(labels >= 0, np.array([*ours, -1])[labels], -1)


def best(work, *arguments) -> tuple[float, np.ndarray]:
    """The least of some times, and what came of it."""
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        found = work(*arguments)
        seconds.append(time.perf_counter() - began)
    return min(seconds), found


def main() -> None:
    """Prints ratios, and in how many starts the pictures differ."""
    numpy_seconds, expected = best(by_hand)
    with Served(1) as server, httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=600) as client:
        one_seconds, one = best(by_job, client)
    with three_machines(KERNELS) as nodes:
        three_seconds, three = best(by_job, nodes.client)
    both = (expected >= 0) & (one >= 0)
    print(f"{SIDE} x {SIDE} starts, {STEPS} steps, {os.cpu_count()} cores")
    print(f"NumPy by hand {numpy_seconds:.2f} s")
    print(f"one server    {one_seconds:.2f} s, {one_seconds / numpy_seconds:.2f} x NumPy")
    print(f"three nodes   {three_seconds:.2f} s, {three_seconds / one_seconds:.2f} x one server")
    rims = np.count_nonzero((one != expected) & both)
    print(f"other than NumPy's: {rims} starts; three nodes' other than one's: {np.count_nonzero(three != one)}")


if __name__ == "__main__":
    main()

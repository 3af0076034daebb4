"""Heavy pictures: the interpreter, what is compiled for the function meanwhile, and jax.jit written by hand for it.

Run: python tests/benchmarks/heavy.py
"""

import time
from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.machine import second_engine, warm_up
from gradscape.walks.basins import plane_basins
from gradscape.walks.line.rate_map import rate_map
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

SIDE, BOX = 256, np.array([[-5.0, 5.0], [-5.0, 5.0]])
AXIS = np.linspace(-5, 5, SIDE)
STARTS = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
WAVES = "sin(3 x) cos(2 y) + exp(-x^2 - y^2) + (x^2 + y^2)/9"
PATIENCE = 300.0


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def quickest(work: Callable[[], object]) -> float:
    return min(milliseconds(work) for _ in range(7))


def by_hand(steps: int) -> Callable[[], object]:
    """Newton's method on Himmelblau's function, from every start, as a person who knows it all would write it."""

    def f(x, y):
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    @jax.jit
    def loop(x, y):
        def step(carry):
            k, x, y, made, _ = carry
            gx, gy = jax.grad(lambda x, y: f(x, y).sum(), (0, 1))(x, y)
            a = jax.jvp(jax.grad(lambda x: f(x, y).sum()), (x,), (jnp.ones_like(x),))[1]
            b = jax.jvp(lambda y: jax.grad(lambda x: f(x, y).sum())(x), (y,), (jnp.ones_like(y),))[1]
            c = jax.jvp(jax.grad(lambda y: f(x, y).sum()), (y,), (jnp.ones_like(y),))[1]
            walking = gx * gx + gy * gy > 1e-12
            over = a * c - b * b
            x, y = x - walking * (c * gx - b * gy) / over, y - walking * (a * gy - b * gx) / over
            return k + 1, x, y, made + walking, jnp.any(walking)

        begin = jnp.int32(0), x, y, jnp.zeros(x.shape, jnp.int32), jnp.bool_(True)
        return jax.lax.while_loop(lambda carry: (carry[0] < steps) & carry[4], step, begin)[1:4]

    x, y = STARTS.T
    return lambda: jax.block_until_ready(loop(x, y))


def compare(name: str, work: Callable[[], object], peer: Callable[[], object] | None = None) -> None:
    second_engine.forget()
    first = milliseconds(work)
    second_engine.wait(PATIENCE)
    again = quickest(work)
    line = f"{name:58} first {first:8.1f} ms   then {again:7.1f} ms   {first / again:5.1f} x"
    if peer is not None:
        peer()
        line += f"   {again / quickest(peer):5.2f} x jax.jit by hand"
    print(line)


def main() -> None:
    warm_up.start()
    warm_up.wait()
    slow = METHOD["gradient-descent"].complete({"learning_rate": 0.005})
    newton = Run("newton", np.zeros(2), METHOD["newton"].complete({}), 100, 0.0)
    descent = Run("gradient-descent", np.zeros(2), slow, 64, 0.0)
    for name, text in (("Himmelblau's function", HIMMELBLAU), ("sines and an exponential", WAVES)):
        field = Field(parse(text))
        for method, run in (("Newton's method", newton), ("gradient descent", descent)):
            peer = by_hand(100) if run is newton and text == HIMMELBLAU else None
            compare(f"basins of {method}, 256 x 256, {name}", partial(plane_basins, field, STARTS, BOX, run, []), peer)
    bent, rates = Field(parse("x^4/4 - x^2/2 + sin(3 x)/9")), np.linspace(0.01, 1.5, 512)
    compare("512 learning rates, 1,000 steps", partial(rate_map, bent, 0.7, rates, "gradient-descent", 1000, 32))


if __name__ == "__main__":
    main()

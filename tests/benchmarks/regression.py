"""Fitting a model that was never seen before, beside SciPy and a loop that is compiled for the model."""

import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from scipy.optimize import least_squares

from gradscape.api.models import FunctionText
from gradscape.api.regression_texts import read_model
from gradscape.learning.regression import Objective, Points, fit
from gradscape.learning.residual_losses import Loss
from gradscape.machine import compilations, warm_up
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

STEPS, COUNT, RATE, MODELS = 500, 40, 0.05, 10


def milliseconds(run: Callable[[int], object]) -> float:
    """Of one model that is new each time, after one that warmed up what can be."""
    run(0)
    begun = time.perf_counter()
    for k in range(1, MODELS + 1):
        run(k)
    return (time.perf_counter() - begun) / MODELS * 1e3


def main() -> None:
    warm_up.start()
    warm_up.wait()
    x = np.linspace(0, 4, COUNT)
    y = 3 * np.exp(-0.8 * x) + 0.5
    settings = METHOD["gradient-descent"].complete({"learning_rate": RATE})

    def ours(k: int) -> None:
        model, start = read_model(FunctionText(source=f"a exp(-b x) + c cos({k} x)"))
        run = Run("gradient-descent", start, settings, STEPS, 0.0, 0)
        fit(Objective(model, Points(x, y), Loss("squared"), "mean"), run)

    def jitted(k: int) -> None:
        def cost(theta):
            return jnp.mean((y - theta[0] * jnp.exp(-theta[1] * x) - theta[2] * jnp.cos(k * x)) ** 2)

        @jax.jit
        def walk(theta):
            step = jax.value_and_grad(cost)

            def one(theta, _):
                value, slope = step(theta)
                return theta - RATE * slope, (theta, value)

            return jax.lax.scan(one, theta, length=STEPS)

        jax.block_until_ready(walk(jnp.ones(3)))

    def scipys(k: int) -> None:
        least_squares(lambda t: y - t[0] * np.exp(-t[1] * x) - t[2] * np.cos(k * x), np.ones(3), max_nfev=STEPS)

    before = compilations.count()
    mine = milliseconds(ours)
    compiled = compilations.count() - before
    print(f"a model typed for the first time, from its text to {STEPS} steps of descent on {COUNT} points")
    print(f"  {mine:8.1f} ms   compilations: {compiled}")
    print(f"  jax.jit for it alone      {milliseconds(jitted) / mine:6.2f} times as long")
    print(
        f"  SciPy's least_squares     {milliseconds(scipys) / mine:6.2f} times as long, which only knows where it ends"
    )


if __name__ == "__main__":
    main()

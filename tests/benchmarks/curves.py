"""One variable: from a text never seen before to a curve with six derivatives, and a thousand walks at once.

Run: python tests/benchmarks/curves.py
"""

import random
import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import sympy

from gradscape.calculus.curves import curve
from gradscape.calculus.extrema import extrema
from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.machine import compilations, warm_up
from gradscape.walks.line.rate_map import rate_map

SAMPLES, LOW, HIGH = 801, 0.1, 2.0
TEMPLATES = [
    "sin({a}*x)*exp(-x^2/2) + x^3/3",
    "x^4 - {a}*x^2 + 2*x",
    "cos({a}*x)/(1+x^2)",
    "exp(-{a}*x)*tanh(x)",
    "log(1+exp({a}*x)) + x^2",
    "sqrt(1+{a}*x^2)",
    "x/(x^2+{a})",
    "sinh(x/{a})*cos(x)",
    "({a}*x+1)^3/(1+x^2)",
    "atan({a}*x) + x^2",
]


def with_gradscape(text: str) -> None:
    """As the page draws it while something moves."""
    curve(Field(parse(text)), LOW, HIGH, SAMPLES, 6, is_checked=False)


def with_checked_digits(text: str) -> None:
    """As it draws it at rest."""
    curve(Field(parse(text)), LOW, HIGH, SAMPLES, 6)


def with_sympy(text: str) -> None:
    x = sympy.symbols("x")
    f = sympy.sympify(text)
    derivatives = [f]
    for _ in range(6):
        derivatives.append(sympy.diff(derivatives[-1], x))
    sympy.lambdify(x, derivatives, "numpy")(np.linspace(LOW, HIGH, SAMPLES))


def with_jit_per_function(text: str) -> float:
    # Reading the text is left out of this peer's time: only JAX's own work counts.
    names = {name: getattr(jnp, name) for name in ("sin", "cos", "exp", "log", "tanh", "sqrt", "sinh")}
    f = eval(f"lambda x: {text.replace('^', '**')}", names | {"atan": jnp.arctan})  # noqa: S307, the texts above
    start = time.perf_counter()
    orders = [f]
    for _ in range(6):
        orders.append(jax.grad(orders[-1]))
    jax.block_until_ready(jax.jit(jax.vmap(lambda x: [g(x) for g in orders]))(np.linspace(LOW, HIGH, SAMPLES)))
    return time.perf_counter() - start


def with_numpy_walks(rates: np.ndarray, steps: int) -> np.ndarray:
    x = np.full(len(rates), 2.0)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            x = x - rates * 4 * x * (x * x - 3)
    return x


def milliseconds(work: Callable[[str], float | None], texts: list[str]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        own = work(text)
        times.append(1e3 * (own if own is not None else time.perf_counter() - start))
    return times


def main() -> None:
    rng = random.Random(1)
    texts = [template.format(a=rng.randint(2, 99)) for template in TEMPLATES]
    warm_up.start()
    warm_up.wait()
    with_gradscape("x+1")
    with_checked_digits("x+1")
    with_sympy("x+1")
    before = compilations.count()
    ours = milliseconds(with_gradscape, texts)
    checked = milliseconds(with_checked_digits, texts)
    search = milliseconds(lambda text: extrema(Field(parse(text)), LOW, HIGH) and None, texts)
    compiled = compilations.count() - before
    print(
        f"text -> {SAMPLES} points of a curve with six derivatives, {len(texts)} functions never seen before (median)"
    )
    print(f"  {'Gradscape':<28}{statistics.median(ours):8.2f} ms   ({compiled} compilations)")
    print(f"  {'with every digit checked':<28}{statistics.median(checked):8.2f} ms")
    for name, work in {"SymPy + lambdify": with_sympy, "jax.jit per function": with_jit_per_function}.items():
        theirs = milliseconds(work, texts)
        ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
        print(f"  {name:<28}{statistics.median(theirs):8.2f} ms   {statistics.median(ratios):6.0f} times slower")
    print(f"all extrema of the same functions: {statistics.median(search):.1f} ms (median)")
    walks()


def walks() -> None:
    """A learning-rate map against NumPy with the derivative written by hand."""
    rates, steps = np.linspace(0.01, 0.12, 512), 1000
    start = time.perf_counter()
    rate_map(Field(parse("(x^2 - 3)^2")), 2.0, rates, "gradient-descent", steps, 32)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    with_numpy_walks(rates, steps)
    theirs = time.perf_counter() - start
    print(
        f"512 learning rates, {steps} steps each: {1e3 * ours:.0f} ms, values and both derivatives of a typed function"
    )
    print(f"  NumPy with f' by hand: {1e3 * theirs:.0f} ms, {ours / theirs:.1f} times less")


if __name__ == "__main__":
    main()

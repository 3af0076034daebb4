"""From a text never seen before to numbers: Gradscape against its peers, in one run.

For each of ten functions: read the text, then values on a 100 x 100 grid, and gradient and Hessian at a point.
Run: python tests/benchmarks/new_functions.py
"""

import random
import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import sympy

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.calculus.surfaces import surface
from gradscape.language.parser import parse
from gradscape.machine import compilations, warm_up

POINT = np.array([[0.3, 0.4]])
BOX = ((-2.0, 2.0), (-1.5, 2.5))
TEMPLATES = [
    "sin({a}*x*y)*exp(-(x^2+y^2)/2) + x^3/3 - y^2*x + log(1+x^2+y^2)",
    "(1-x)^2 + {a}*(y-x^2)^2",
    "(x^2+y-{a})^2 + (x+y^2-7)^2",
    "cos({a}*x)*sin(y) + x*y/(1+x^2)",
    "exp(-{a}*x^2)*tanh(y) + sqrt(1+x^2*y^2)",
    "x^4 - {a}*x^2*y + y^3*x - 5*y",
    "log(1+exp({a}*x-y)) + x^2*y^2/10",
    "sinh(x/{a})*cos(y) - y^2/(2+sin(x))",
    "({a}*x+y)^3/(1+x^2+y^2)",
    "atan({a}*x*y) + x^2 - exp(-y^2)",
]


def with_gradscape(text: str) -> None:
    field = Field(parse(text))
    surface(field, *BOX, 100)
    derivatives(field, POINT)


def with_sympy(text: str) -> None:
    x, y = symbols = sympy.symbols("x y")
    f = sympy.sympify(text)
    gradient = [sympy.diff(f, s) for s in symbols]
    hessian = [[sympy.diff(g, s) for s in symbols] for g in gradient]
    value, slopes, curvatures = (sympy.lambdify((x, y), part, "numpy") for part in (f, gradient, hessian))
    value(*np.meshgrid(np.linspace(*BOX[0], 100), np.linspace(*BOX[1], 100)))
    slopes(*POINT[0]), curvatures(*POINT[0])


def with_jit_per_function(text: str) -> None:
    # Reading the text is left out of this peer's time: only JAX's own work counts.
    source = text.replace("^", "**")
    names = {name: getattr(jnp, name) for name in ("sin", "cos", "exp", "log", "tanh", "sqrt", "sinh")} | {
        "atan": jnp.arctan
    }
    f = eval(f"lambda p: (lambda x, y: {source})(p[0], p[1])", names)  # noqa: S307, the texts are the ones above
    grid = np.stack(np.meshgrid(np.linspace(*BOX[0], 100), np.linspace(*BOX[1], 100)), axis=-1).reshape(-1, 2)
    start = time.perf_counter()
    jax.block_until_ready(jax.jit(jax.vmap(f))(grid))
    jax.block_until_ready(jax.jit(jax.value_and_grad(f))(POINT[0]))
    jax.block_until_ready(jax.jit(jax.hessian(f))(POINT[0]))
    return time.perf_counter() - start


def milliseconds(work: Callable[[str], float | None], texts: list[str]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        own = work(text)
        times.append(1e3 * (own if own is not None else time.perf_counter() - start))
    return times


def main() -> None:
    rng = random.Random(0)
    texts = [template.format(a=rng.randint(2, 999)) for template in TEMPLATES]
    warm_up.start()
    warm_up.wait()
    with_gradscape("x+y")
    with_sympy("x+y")
    before = compilations.count()
    ours = milliseconds(with_gradscape, texts)
    compiled = compilations.count() - before
    peers = {"SymPy + lambdify + NumPy": with_sympy, "jax.jit per function": with_jit_per_function}
    print(f"text -> 100 x 100 grid + gradient + Hessian, {len(texts)} functions never seen before (median)")
    print(f"  {'Gradscape':<28}{statistics.median(ours):8.2f} ms   ({compiled} compilations)")
    for name, work in peers.items():
        theirs = milliseconds(work, texts)
        ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
        print(f"  {name:<28}{statistics.median(theirs):8.2f} ms   {statistics.median(ratios):6.0f} times slower")


if __name__ == "__main__":
    main()

"""Several variables: from a text never seen before to a finished walk, and basins of a whole plane.

Run: python tests/benchmarks/paths.py
"""

import random
import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax
import scipy.optimize
import sympy

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.machine import compilations, warm_up
from gradscape.walks.basins import plane_basins
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import descend
from gradscape.walks.run import Run

STEPS, RATE = 500, 1e-3
START = (-1.2, 1.0)
TEMPLATES = [
    "(1-x)^2 + {a}*(y-x^2)^2",
    "x^2 + {a}*y^2 + sin(x*y)",
    "exp(x+y) + exp(x-y) + exp(-{a}*x/9)",
    "log(1+x^2+{a}*y^2)",
    "x^4 + y^4 - {a}*x*y/9",
    "cosh(x) + cosh(y-{a}*x/99)",
    "(x^2+y-{a}/9)^2 + (x+y^2-7)^2",
    "sqrt(1+x^2+{a}*y^2)",
    "{a}*x^2 - x*y + y^2 + cos(x)",
    "(x+2*y-{a}/9)^2 + (2*x+y-5)^2",
]


def walked(text: str, method: str, **settings: float) -> None:
    run = Run(method, np.array(START), METHOD[method].complete(settings), STEPS, 1e-8, 0)
    descend(Field(parse(text)), [run])


def with_scipy(text: str, method: str) -> None:
    """What a person has to write: derivatives by SymPy, then the solver."""
    names = sympy.symbols("x y")
    f = sympy.sympify(text)
    value = sympy.lambdify(names, f)
    gradient = sympy.lambdify(names, [f.diff(name) for name in names])
    hessian = {"hess": (lambda h: lambda p: np.array(h(*p), float))(sympy.lambdify(names, sympy.hessian(f, names)))}
    scipy.optimize.minimize(
        lambda p: value(*p),
        START,
        jac=lambda p: np.array(gradient(*p), float),
        method=method,
        **(hessian if method == "Newton-CG" else {}),
    )


def with_optax(text: str) -> float:
    # Reading the text is left out of this peer's time: only JAX's own work counts.
    names = {name: getattr(jnp, name) for name in ("sin", "cos", "exp", "log", "sqrt", "cosh")}
    f = eval(f"lambda x, y: {text.replace('^', '**')}", names)  # noqa: S307, the texts above
    start = time.perf_counter()
    rule = optax.sgd(RATE, momentum=0.9)

    @jax.jit
    def loop(place):
        def step(carry, _):
            place, state = carry
            value, slope = jax.value_and_grad(lambda p: f(p[0], p[1]))(place)
            update, state = rule.update(slope, state)
            return (optax.apply_updates(place, update), state), (place, value)

        return jax.lax.scan(step, (place, rule.init(place)), length=STEPS)[1]

    jax.block_until_ready(loop(jnp.array(START)))
    return time.perf_counter() - start


def milliseconds(work: Callable[[str], float | None], texts: list[str]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        own = work(text)
        times.append(1e3 * (own if own is not None else time.perf_counter() - start))
    return times


PAIRS: dict[str, tuple[Callable[[str], None], dict[str, Callable[[str], float | None]]]] = {
    f"momentum, {STEPS} steps": (
        lambda text: walked(text, "momentum", learning_rate=RATE),
        {"jax.jit per function, Optax": with_optax},
    ),
    "L-BFGS to the end": (lambda text: walked(text, "lbfgs"), {"SciPy BFGS": lambda text: with_scipy(text, "BFGS")}),
    "Newton-CG to the end": (
        lambda text: walked(text, "newton-cg"),
        {"SciPy Newton-CG": lambda text: with_scipy(text, "Newton-CG")},
    ),
    "conjugate gradients to the end": (
        lambda text: walked(text, "conjugate-gradient"),
        {"SciPy CG": lambda text: with_scipy(text, "CG")},
    ),
}


def main() -> None:
    rng = random.Random(4)
    texts = [template.format(a=rng.randint(10, 99)) for template in TEMPLATES]
    warm_up.start()
    warm_up.wait()
    for ours, peers in PAIRS.values():
        ours("x^2 + y^2")
        for peer in peers.values():
            peer("x^2 + y^2")
    before = compilations.count()
    print(f"text -> finished walk, {len(texts)} functions of x and y never seen before (median)")
    for title, (work, peers) in PAIRS.items():
        ours = milliseconds(work, texts)
        print(f"  {title:<32}{statistics.median(ours):8.2f} ms")
        if title.startswith("momentum"):
            print(f"    compilations: {compilations.count() - before}")
        for name, peer in peers.items():
            theirs = milliseconds(peer, texts)
            ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
            print(f"    {name:<30}{statistics.median(theirs):8.2f} ms   {statistics.median(ratios):6.1f} times ours")
    basins()


def basins() -> None:
    """Newton's method on Himmelblau's function from 256 x 256 starts, against NumPy with derivatives by hand."""
    axis = np.linspace(-5, 5, 256)
    starts = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    field = Field(parse("(x^2 + y - 11)^2 + (x + y^2 - 7)^2"))
    run = Run("newton", np.zeros(2), METHOD["newton"].complete({}), 50, 0.0, 0)
    start = time.perf_counter()
    plane_basins(field, starts, np.array([[-5.0, 5.0], [-5.0, 5.0]]), run, [])
    ours = time.perf_counter() - start
    start = time.perf_counter()
    by_hand(starts, 50)
    theirs = time.perf_counter() - start
    print(f"basins of Newton's method, 256 x 256 starts: {ours:.2f} s (NumPy with derivatives by hand {theirs:.2f} s)")


def by_hand(starts: np.ndarray, steps: int) -> np.ndarray:
    x, y = starts.T.copy()
    for _ in range(steps):
        a, b = x * x + y - 11, x + y * y - 7
        g, h = 4 * x * a + 2 * b, 2 * a + 4 * y * b
        xx, xy, yy = 12 * x * x + 4 * y - 42, 4 * x + 4 * y, 12 * y * y + 4 * x - 26
        determinant = xx * yy - xy * xy
        x, y = x - (yy * g - xy * h) / determinant, y - (xx * h - xy * g) / determinant
    return np.stack([x, y], axis=-1)


if __name__ == "__main__":
    main()

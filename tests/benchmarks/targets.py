"""Every target of speed that we have set ourselves, each beside a peer in the same run.

    python tests/benchmarks/targets.py            # a table
    python tests/benchmarks/targets.py --readme   # the same, also into the README

All times are those of the processor, of all threads together, the least of several: on a computer that does something
else, too, they are nearly the same. Linux only, as it reads /proc.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import paths
import scipy.optimize
import sympy
from browsing import chrome
from frames import frame_rows
from heavy import BOX as PLANE
from heavy import HIMMELBLAU, PATIENCE, STARTS, WAVES, by_hand
from latency import DESCENT, MOVING, SURFACE
from measuring import PORT, Served, served, spent, spent_by_a_process, spent_on_new
from new_functions import POINT
from new_functions import TEMPLATES as TEXTS
from rows import Row
from visits import visit_rows

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.computer import cores
from gradscape.language.parser import parse
from gradscape.machine import second_engine, warm_up
from gradscape.walks.basins import plane_basins
from gradscape.walks.line.rate_map import rate_map
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

# Of what is too short to be measured alone.
_CALLS = 100
_MOST_CALLS = 30
README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- made by tests/benchmarks/targets.py --readme -->", "<!-- until here -->"
CRITICAL = "sin({a}*x*y)*exp(-(x**2+y**2)/2) + x**3/3 - y**2*x + log(1+x**2+y**2)"
LIVE = {
    "Himmelblau's function": (HIMMELBLAU, 5.0, 0.005),
    "Rosenbrock's": ("(1-x)^2 + 100 (y-x^2)^2", 2.0, 0.001),
    "the six-hump camel": ("(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2", 2.0, 0.01),
}


def heavy_rows() -> Iterator[Row]:
    """The second engine, in this process."""
    newton = Run("newton", np.zeros(2), METHOD["newton"].complete({}), 100, 0.0)
    basins = partial(plane_basins, Field(parse(HIMMELBLAU)), STARTS, PLANE, newton, [])
    peer = spent(by_hand(100))
    yield Row("basins of Newton's method, 256 × 256 starts", _compiled(basins), 2 * peer, "ms", "jax.jit by hand", peer)
    rates = np.linspace(0.01, 0.12, 512)
    lines = partial(rate_map, Field(parse("(x^2 - 3)^2")), 2.0, rates, "gradient-descent", 1000, 32)
    yield Row("512 learning rates, 1,000 steps", _compiled(lines), 25, "ms", "jax.jit by hand", spent(_lines(rates)))
    slow = METHOD["gradient-descent"].complete({"learning_rate": 0.005})
    descent = Run("gradient-descent", np.zeros(2), slow, 64, 0.0)
    waves = partial(plane_basins, Field(parse(WAVES)), STARTS, PLANE, descent, [])
    interpreted = spent(_by_the_interpreter(waves), 2)
    yield Row("basins, sines and an exponential", _compiled(waves), interpreted / 2.5, "ms", "interpreter", interpreted)
    for name, (text, side, rate) in LIVE.items():
        field, box = Field(parse(text)), np.array([[-side, side]] * 2)
        run = descent._replace(settings=METHOD["gradient-descent"].complete({"learning_rate": rate}))
        starts = STARTS * side / 5
        own = _compiled(partial(plane_basins, field, starts, box, run, []))
        interpreted = spent(_by_the_interpreter(partial(plane_basins, field, starts, box, run, [])), 1)
        what = f"a map of 256 × 256 starts, its learning rate dragged: {name}"
        yield Row(what, 1000 / own, 10, "a second", "interpreter", 1000 / interpreted, is_rate=True)


def _compiled(work: Callable[[], object]) -> float:
    """Once the interpreter has worked on it for long enough that compiling it has paid."""
    before = second_engine.figures().compilations
    for _ in range(_MOST_CALLS):
        work()
        second_engine.wait(PATIENCE)
        if second_engine.figures().compilations > before:
            break
    return spent(work)


def _by_the_interpreter(work: Callable[[], object]) -> Callable[[], object]:
    def interpreted() -> object:
        most, second_engine.MOST_INSTRUCTIONS = second_engine.MOST_INSTRUCTIONS, 0
        try:
            return work()
        finally:
            second_engine.MOST_INSTRUCTIONS = most

    return interpreted


def _lines(rates: np.ndarray) -> Callable[[], object]:
    """What the learning-rate map needs, as one would write it: all iterates."""

    @jax.jit
    def walks(x, rates):
        def step(x, _):
            return x - rates * 4 * x * (x * x - 3), x

        return jax.lax.scan(step, x, length=1032)

    return lambda: jax.block_until_ready(walks(np.full(len(rates), 2.0), rates))


def new_text_rows() -> Iterator[Row]:
    """From a text never seen before to numbers."""
    texts = [template.format(a=a) for a in range(2, 6) for template in TEXTS]
    ours = spent_on_new(lambda text: derivatives(Field(parse(text)), POINT), texts)
    peer = spent_on_new(_derivatives_by_sympy, texts[:10])
    yield Row("derivatives at a point of a text never seen before", ours, 2.5, "ms", "SymPy, NumPy", peer)
    box = np.array([[-2.0, 2.0]] * 2)
    texts = [CRITICAL.format(a=1.5 + k / 100) for k in range(9)]
    ours = spent_on_new(lambda text: critical_points(Field(parse(text)), box), texts)
    peer = spent_on_new(_critical_by_scipy, texts[:3])
    yield Row("all critical points of a text never seen before", ours, 100, "ms", "SymPy, SciPy from 64 starts", peer)


def _by_sympy(text: str) -> tuple[Callable, Callable, Callable]:
    """f, ∇f and its Hessian for NumPy."""
    f, names = sympy.sympify(text), sympy.symbols("x y")
    parts = f, [f.diff(name) for name in names], sympy.hessian(f, names)
    value, gradient, hessian = (sympy.lambdify(names, part, "numpy") for part in parts)
    return value, gradient, hessian


def _derivatives_by_sympy(text: str) -> None:
    for part in _by_sympy(text):
        part(*POINT[0])


def _critical_by_scipy(text: str) -> None:
    _, gradient, hessian = _by_sympy(text)
    axis = np.linspace(-2, 2, 8)
    for start in np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2):
        scipy.optimize.root(lambda p: np.array(gradient(*p), float), start, jac=lambda p: np.array(hessian(*p), float))


def walk_rows() -> Iterator[Row]:
    """From a text never seen before to a finished walk."""
    for method, name in (("conjugate-gradient", "CG"), ("newton-cg", "Newton-CG"), ("lbfgs", "BFGS")):
        texts = [template.format(a=a) for a in range(10, 14) for template in paths.TEMPLATES]
        paths.walked("x^2 + y^2", method)
        ours = spent_on_new(partial(paths.walked, method=method), texts)
        peer = spent_on_new(partial(paths.with_scipy, method=name), texts[:10])
        yield Row(f"text to finished walk, {method}", ours, peer, "ms", f"SymPy, SciPy's {name}", peer)


def server_rows(cache: Path) -> Iterator[Row]:
    """Over HTTP: a start with nothing kept, one with everything, and what a question costs the server."""
    alone = spent_by_a_process("import jax; jax.jit(lambda x: x + 1)(1.0)") / 1000
    peer = "import jax, one function compiled"
    with served(cache) as server:
        first, ready = (server.wait_for(*path) / 2 for path in (("/api/v1/surface", SURFACE), ("/readyz",)))
        yield Row("cold start to the first surface, shared by two cores", first, 8, "s", peer, alone)
        yield Row("cold start until all is ready, shared by two cores", ready, 40, "s", peer, alone)
        yield Row("memory after a cold start", server.megabytes(), 650, "MB")
    starts = [_started(cache) for _ in range(3)]
    first, ready = (min(each) for each in zip(*starts, strict=True))
    yield Row("start to the first surface, as if on one core", first, 1.5, "s", peer, alone)
    yield Row("start until all is ready, as if on one core", ready, 4, "s", peer, alone)
    with served(cache) as server:
        server.wait_for("/readyz")
        yield Row("memory of a ready process", server.megabytes(), 650, "MB")
        yield from _question_rows(server)


def page_rows(cache: Path) -> Iterator[Row]:
    """The page in a browser: what its frames and visits cost."""
    with served(cache) as server, chrome() as browser:
        server.wait_for("/readyz")
        yield from frame_rows(f"http://127.0.0.1:{PORT}", browser)
        yield from visit_rows(server, browser)


def _started(cache: Path) -> tuple[float, float]:
    """Seconds to the first surface, and until all is ready."""
    with served(cache, on_one_core=True) as server:
        return server.wait_for("/api/v1/surface", SURFACE), server.wait_for("/readyz")


def _question_rows(server: Served) -> Iterator[Row]:
    hessian = _jitted_hessian()
    ask = partial(server.spent, "/api/v1/derivatives")
    numbers = ask(MOVING | {"formulas": False}, 400)
    peer = "two calls of jax.jit by hand, no HTTP"
    yield Row("a dragged point, without formulas", numbers, 0.7, "ms", peer, hessian)
    yield Row("a dragged point, with formulas", ask(MOVING, 300), 1.0, "ms", peer, hessian)
    yield Row("drags on one core", 1000 / numbers, 1300, "a second", peer, 1000 / hessian, is_rate=True)
    walk = server.spent("/api/v1/descent", DESCENT, 60)
    yield Row("500 steps with momentum over HTTP", walk, 3, "ms", "jax.jit by hand", _momentum())
    basins = {"function": {"source": HIMMELBLAU}, "box": [[-5, 5]] * 2, "resolution": 256, "method": "newton"}
    peer = spent(by_hand(100))
    first = server.spent_once("/api/v1/basins", basins) / 2
    yield Row("basins 256 × 256 over HTTP, the first, on two cores", first, 350, "ms", "jax.jit by hand, no HTTP", peer)
    server.spent("/api/v1/basins", basins, 3)
    later = server.spent("/api/v1/basins", basins, 3)
    yield Row("basins 256 × 256 over HTTP, from the second on", later, 40, "ms", "jax.jit by hand, no HTTP", peer)


def _jitted_hessian() -> float:
    def f(p):
        return jnp.sin(p[0] * p[1]) + p[0] ** 3 / 3 - p[1] ** 2

    slope, curvature = jax.jit(jax.value_and_grad(f)), jax.jit(jax.hessian(f))

    def both() -> None:
        for _ in range(_CALLS):
            jax.block_until_ready((slope(POINT[0]), curvature(POINT[0])))

    return spent(both) / _CALLS


def _momentum() -> float:
    def f(p):
        return (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2

    @jax.jit
    def walk(start):
        def step(carry, _):
            place, velocity = carry
            value, slope = jax.value_and_grad(f)(place)
            velocity = 0.9 * velocity + slope
            return (place - 0.005 * velocity, velocity), (place, value)

        return jax.lax.scan(step, (start, jnp.zeros(2)), length=500)

    return spent(lambda: jax.block_until_ready(walk(np.zeros(2))))


def table(rows: list[Row]) -> str:
    """As Markdown, with the machine."""
    lines = [("What", "Time", "Target", "Beside it", "Peer over ours"), ("---",) * 5, *(row.cells() for row in rows)]
    machine = f"{_processor()}, {cores()} cores"
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), "", f"Measured on: {machine}."])


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "an unknown processor"


def write_readme(text: str) -> None:
    """Between its two marks."""
    before, rest = README.read_text().split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        rows = []
        for part in (server_rows(cache), page_rows(cache), new_text_rows(), walk_rows(), heavy_rows()):
            for row in part:
                rows.append(row)
                print("  ".join(row.cells()), flush=True)
            # The server's is full now.
            warm_up.start(cache)
            warm_up.wait()
    found = table(rows)
    print(f"\n{found}")
    if "--readme" in sys.argv[1:]:
        write_readme(found)


if __name__ == "__main__":
    main()

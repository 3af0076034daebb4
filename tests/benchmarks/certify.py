"""What is proved, and in what time of the processor: smooth here, all critical points, their kinds."""

import runpy
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from gradscape.certify.classification import classified
from gradscape.certify.search import critical_points, enclosed
from gradscape.certify.smoothness import analytic_radius, sides
from gradscape.language.lowering import Code, lower
from gradscape.language.parser import parse

SMOOTH = [("tan(x)", 1.57), ("sin(1/x)", 0.02), ("gamma(x)", -10.257), ("if(x<0, sin(x)/x, if(x>0, sin(x)/x, 1))", 0.1)]
POLYNOMIALS = 40
TABLE = runpy.run_path(str(Path(__file__).parents[1] / "certify" / "test_search.py"))


def milliseconds(run: Callable[[], object], least: float = 0.1) -> float:
    """Of the processor, for one call after a first one."""
    run()
    begun, turns = time.process_time(), 0
    while time.process_time() - begun < least:
        run()
        turns += 1
    return (time.process_time() - begun) / turns * 1e3


def code(source: str, n: int = 1) -> Code:
    return lower(parse(source, ("x", "y", "z")[:n]))


def smoothness() -> None:
    print("certainly analytic within, ms; both sides, ms")
    for source, x in SMOOTH:
        program, point = code(source), np.array([x])
        taken = milliseconds(partial(analytic_radius, program, point)), milliseconds(partial(sides, program, x))
        print(f"  {source:42s} {analytic_radius(program, point).radius:9.3g} {taken[0]:6.2f} {taken[1]:6.2f}")


def searches() -> None:
    print("critical points, proved, boxes, ms")
    deeper = ("x^2+y^2+z^2+sin(3x y z)", [(-2, 2)] * 3, 61, 0)
    for source, box, _, _ in (*TABLE["PROVED"], deeper):
        begun = time.process_time()
        found = critical_points(code(source, len(box)), np.array(box, float), 30.0)
        taken = (time.process_time() - begun) * 1e3
        print(f"  {source[:42]:42s} {len(found.roots):5d} {found.proved!s:5s} {found.boxes:7d} {taken:7.0f}")


def random_polynomials() -> None:
    """Two variables, all terms up to degree 8, boxes from 1e-3 to 1e3."""
    random, proved, taken = np.random.default_rng(1), 0, []
    for _ in range(POLYNOMIALS):
        side = 10.0 ** random.uniform(-3, 3)
        powers = [(i, j) for i in range(9) for j in range(9 - i) if i + j]
        terms = [f"{random.normal():.3f}(x/{side:.4g})^{i} (y/{side:.4g})^{j}" for i, j in powers]
        program, begun = code("+".join(terms).replace("+-", "-"), 2), time.process_time()
        found = critical_points(program, np.array([(-side, side)] * 2), 30.0)
        taken.append((time.process_time() - begun) * 1e3)
        proved += found.proved and taken[-1] < 1e3
    print(
        f"dense polynomials of degree 8: {proved} of {POLYNOMIALS} proved within 1 s, median {np.median(taken):.0f} ms"
    )


def classification() -> None:
    print("a point enclosed and classified, ms")
    for source, point in ((TABLE["HIMMELBLAU"], (3.0, 2.0)), (TABLE["PEAKS"], (-0.0106, 1.5803))):
        program = code(source, 2)
        at = np.array(point)
        root = enclosed(program, at)
        place = np.stack([at, at], axis=-1) if root is None else root.enclosure
        taken = (
            milliseconds(partial(enclosed, program, at)),
            milliseconds(partial(classified, program, place)),
        )
        print(f"  {source[:42]:42s} {classified(program, place).kind:9s} {taken[0]:6.2f} {taken[1]:6.2f}")


if __name__ == "__main__":
    smoothness()
    searches()
    random_polynomials()
    classification()

"""Points (x, y) to fit, made from a seed: a known curve, noise, and outliers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np


class ScatterData(NamedTuple):
    """x ascending and y, (count,) each; outliers: (count,), which points were moved far off."""

    x: np.ndarray
    y: np.ndarray
    outliers: np.ndarray


class Truth(NamedTuple):
    """The curve behind a data set, as text and as a function, and where it is sampled."""

    label: str
    source: str
    curve: Callable[[np.ndarray], np.ndarray]
    x: tuple[float, float]


TRUTHS: dict[str, Truth] = {
    "line": Truth("a line", "0.8 x + 1", lambda x: 0.8 * x + 1, (-4, 4)),
    "line-through-origin": Truth("a line through the origin", "0.7 x", lambda x: 0.7 * x, (0.5, 5)),
    "parabola": Truth("a parabola", "0.4 x^2 - x - 1", lambda x: 0.4 * x**2 - x - 1, (-3, 5)),
    "cubic": Truth("a cubic", "0.2 x^3 - x + 0.5", lambda x: 0.2 * x**3 - x + 0.5, (-3, 3)),
    "wave": Truth("a wave", "2 sin(1.5 x)", lambda x: 2 * np.sin(1.5 * x), (-3, 3)),
    "decay": Truth("a decay", "3 exp(-0.8 x) + 0.5", lambda x: 3 * np.exp(-0.8 * x) + 0.5, (0, 5)),
    "steps": Truth("a step", "step(x)", lambda x: (x >= 0) * 1.0, (-3, 3)),
}
if TYPE_CHECKING:
    ScatterName = str
else:
    ScatterName = Literal[tuple(TRUTHS)]
# How far off outliers are, in heights of the curve.
_FAR = 1.5


def generated(name: str, count: int, noise: float, outliers: int, seed: int) -> ScatterData:
    """So many points on a curve, evenly spread and then shaken.

    Args:
        noise: standard deviation in y, as a part of the curve's height.
        outliers: how many points are moved up or down by 1.5 times that height, all to one side.
    """
    truth, random = TRUTHS[name], np.random.default_rng(seed)
    low, high = truth.x
    spacing = (high - low) / max(1, count - 1)
    x = np.sort(np.linspace(low, high, count) + random.uniform(-0.3, 0.3, count) * spacing)
    height = float(np.ptp(truth.curve(np.linspace(low, high, 101))))
    y = truth.curve(x) + noise * height * random.standard_normal(count)
    moved = np.zeros(count, bool)
    moved[random.permutation(count)[:outliers]] = True
    side = 1 if random.random() < 0.5 else -1
    return ScatterData(x, y + side * _FAR * height * moved, moved)

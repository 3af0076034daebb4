"""Families of distributions: one row each, and what is known of normal ones in several parameters.

Source: S. Amari and H. Nagaoka, *Methods of Information Geometry* (2000), chapters 2 and 3.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

Support = Literal["real", "positive", "counts", "bits"]
MOST_PARAMETERS = 3


class Family(NamedTuple):
    """A log density of x, and of the parameters in their order; where x may lie.

    label: as it is chosen by. chart: of several that are the same distributions, how their parameters are written.
    start, data, box: of a walk to begin with, and of the parameters that are drawn.
    """

    source: str
    parameters: tuple[str, ...]
    support: Support
    means: str
    label: str = ""
    chart: str | None = None
    start: tuple[float, ...] = ()
    data: tuple[float, ...] = ()
    box: tuple[tuple[float, float], ...] = ()


_NUMBERS = (1.0, 1.5, 2.0, 2.5, 3.0)
_MEANS = (-1.0, 3.2)

# One row each. The normal distribution has three, whose natural walks are the same curves in other coordinates.
FAMILIES: dict[str, Family] = {
    "normal": Family(
        "-(x - m)^2/(2 s^2) - log(s) - log(2 pi)/2",
        ("m", "s"),
        "real",
        "mean m and standard deviation s",
        "normal, by m and s",
        "(m, s)",
        (0.0, 1.0),
        _NUMBERS,
        (_MEANS, (0.2, 3.2)),
    ),
    "normal-by-logarithm": Family(
        "-(x - m)^2 e^(-2 r)/2 - r - log(2 pi)/2",
        ("m", "r"),
        "real",
        "mean m and r = log s",
        "normal, by m and log s",
        "(m, log s)",
        (0.0, 0.0),
        _NUMBERS,
        (_MEANS, (-1.4, 0.8)),
    ),
    "normal-by-expectations": Family(
        "v = q - p^2\n-(x - p)^2/(2 v) - log(2 pi v)/2",
        ("p", "q"),
        "real",
        "p = E x and q = E x²",
        "normal, by E x and E x²",
        "(E x, E x²)",
        (0.0, 1.0),
        _NUMBERS,
        (_MEANS, (0.3, 7.0)),
    ),
    "exponential": Family(
        "log(r) - r x", ("r",), "positive", "rate r", "exponential", None, (3.0,), (0.4, 1.1, 2.0, 3.5), ((0.1, 4.0),)
    ),
    "bernoulli": Family(
        "x log(p) + (1 - x) log(1 - p)",
        ("p",),
        "bits",
        "probability p of x = 1",
        "Bernoulli’s",
        None,
        (0.95,),
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        ((0.02, 0.98),),
    ),
    "poisson": Family(
        "x log(r) - r - lgamma(x + 1)",
        ("r",),
        "counts",
        "mean r",
        "Poisson’s",
        None,
        (8.0,),
        (2.0, 3.0, 1.0, 4.0, 2.0),
        ((0.3, 10.0),),
    ),
}


def _same(theta: Float64[np.ndarray, "k t"]) -> Float64[np.ndarray, "k t"]:
    return theta


def _logarithm(theta: Float64[np.ndarray, "k 2"]) -> Float64[np.ndarray, "k 2"]:
    return np.stack([theta[:, 0], np.exp(theta[:, 1])], axis=1)


def _of_logarithm(theta: Float64[np.ndarray, "k 2"]) -> Float64[np.ndarray, "k 2"]:
    return np.stack([theta[:, 0], np.log(theta[:, 1])], axis=1)


def _expectations(theta: Float64[np.ndarray, "k 2"]) -> Float64[np.ndarray, "k 2"]:
    return np.stack([theta[:, 0], np.sqrt(theta[:, 1] - theta[:, 0] ** 2)], axis=1)


def _of_expectations(theta: Float64[np.ndarray, "k 2"]) -> Float64[np.ndarray, "k 2"]:
    return np.stack([theta[:, 0], theta[:, 1] ** 2 + theta[:, 0] ** 2], axis=1)


# Families of the same distributions: from their parameters to mean and standard deviation, and back.
_CHARTS = {
    "normal": (_same, _same),
    "normal-by-logarithm": (_logarithm, _of_logarithm),
    "normal-by-expectations": (_expectations, _of_expectations),
}
NORMAL = tuple(_CHARTS)


def in_parameters_of(name: str, theta: Float64[np.ndarray, "k 2"], of: str) -> Float64[np.ndarray, "k 2"]:
    """Normal distributions with parameters of the family `of`, in those of `name`; NaN where there is none."""
    with np.errstate(all="ignore"):
        return theta if name == of else _CHARTS[name][1](_CHARTS[of][0](theta))


def scaled(name: str, theta: Float64[np.ndarray, "k 2"], unit: float) -> Float64[np.ndarray, "k 2"]:
    """Parameters of the same normal distributions of data that are measured as `unit` times as many."""
    usual = in_parameters_of("normal", theta, name)
    return in_parameters_of(name, usual * unit, "normal")


def fisher_rao_distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between normal distributions (mean, standard deviation): the length of the shortest way by the Fisher metric.

    √2 arccosh(1 + ((m₁ - m₂)²/2 + (s₁ - s₂)²) / (2 s₁ s₂)). Source: S. Costa, S. Santos and J. Strapasson, *Fisher
    information distance: a geometrical reading* (2015), section 2.
    """
    (m, s), (n, t) = one, other
    # cosh d - 1 = 2 sinh²(d/2): near 0 the inverse of cosh has no digits.
    return 2 * np.sqrt(2) * float(np.arcsinh(np.sqrt(((m - n) ** 2 / 2 + (s - t) ** 2) / (4 * s * t))))


def fisher_rao_way(
    one: tuple[float, float], other: tuple[float, float], count: int = 65
) -> Float64[np.ndarray, "count 2"]:
    """The shortest way itself: a half ellipse about a point with s = 0, a circle in (m/√2, s); or straight up."""
    (m, s), (n, t) = (one[0] / np.sqrt(2), one[1]), (other[0] / np.sqrt(2), other[1])
    if abs(m - n) <= 1e-12 * max(s, t):
        heights = np.geomspace(s, t, count)
        return np.stack([np.full(count, one[0]), heights], axis=1)
    middle = (n * n + t * t - m * m - s * s) / (2 * (n - m))
    radius = np.hypot(m - middle, s)
    # Even steps by the metric: log tan(angle/2) is the length along the circle.
    ends = [np.log(np.tan(np.arctan2(height, place - middle) / 2)) for place, height in ((m, s), (n, t))]
    angles = 2 * np.arctan(np.exp(np.linspace(ends[0], ends[1], count)))
    return np.stack([np.sqrt(2) * (middle + radius * np.cos(angles)), radius * np.sin(angles)], axis=1)

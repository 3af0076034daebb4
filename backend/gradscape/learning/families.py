"""Families of distributions by their log densities, and the Fisher metric of their parameters.

    F(θ) = E[∇ log p ∇ log pᵀ], over x ~ p(x; θ), with ∇ by θ

The expectation is over the family itself, by quadrature, not over data. Slopes are automatic differentiation's.

Source: S. Amari and H. Nagaoka, *Methods of Information Geometry* (2000), chapters 2 and 3.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import joined
from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping

Support = Literal["real", "positive", "counts", "bits"]
MOST_PARAMETERS = 3


class Family(NamedTuple):
    """A log density of x, and of the parameters in their order; where x may lie."""

    source: str
    parameters: tuple[str, ...]
    support: Support
    means: str


# One row each. The normal distribution has three, whose natural walks are the same curves in other coordinates.
FAMILIES: dict[str, Family] = {
    "normal": Family(
        "-(x - m)^2/(2 s^2) - log(s) - log(2 pi)/2", ("m", "s"), "real", "mean m and standard deviation s"
    ),
    "normal-by-logarithm": Family(
        "-(x - m)^2 e^(-2 r)/2 - r - log(2 pi)/2", ("m", "r"), "real", "mean m and r = log s"
    ),
    "normal-by-expectations": Family(
        "v = q - p^2\n-(x - p)^2/(2 v) - log(2 pi v)/2", ("p", "q"), "real", "p = E x and q = E x²"
    ),
    "exponential": Family("log(r) - r x", ("r",), "positive", "rate r"),
    "bernoulli": Family("x log(p) + (1 - x) log(1 - p)", ("p",), "bits", "probability p of x = 1"),
    "poisson": Family("x log(r) - r - lgamma(x + 1)", ("r",), "counts", "mean r"),
}

_TURNS = 40
# A density whose mass is found to be another than 1 by more than this is none, or too far from its nodes.
_MASS = 1e-6
# As many as fit a kernel.
_NODES = np.linspace(-5.5, 5.5, 251)
_LOGARITHMS = np.linspace(-34.0, 7.0, 821)
_MOST_COUNTS = 2048


class Nodes(NamedTuple):
    """Places x with their shares of the mass, Σ mass h(x) being E h; log p there, and its slopes by θ."""

    places: Float64[np.ndarray, " q"]
    mass: Float64[np.ndarray, " q"]
    values: Float64[np.ndarray, " q"]
    slopes: Float64[np.ndarray, "q t"]


class Density:
    """A family's log density with its slopes, and where its mass lies: looked for from where it was last."""

    def __init__(self, field: Field, support: Support, data: Float64[np.ndarray, " d"]) -> None:
        self.mapping: Mapping = joined((field,))
        self.support: Support = support
        self.centre = float(data.mean())
        self.width = float(data.std()) or max(1.0, abs(self.centre))

    def scores(
        self, places: Float64[np.ndarray, " q"], theta: Float64[np.ndarray, " t"]
    ) -> tuple[Float64[np.ndarray, " q"], Float64[np.ndarray, "q t"]]:
        """log p and its slopes by θ at places x."""
        points = np.concatenate([places[:, None], np.broadcast_to(theta, (len(places), len(theta)))], axis=1)
        values, slopes = self.mapping.jacobians(points)
        return values[:, 0], slopes[:, 0, 1:]

    def surprise(
        self, data: Float64[np.ndarray, " d"], theta: Float64[np.ndarray, " t"]
    ) -> tuple[float, Float64[np.ndarray, " t"]]:
        """Mean of -log p over data, and its gradient."""
        values, slopes = self.scores(data, theta)
        return -float(values.mean()), -slopes.mean(axis=0)

    def nodes(self, theta: Float64[np.ndarray, " t"]) -> Nodes | None:
        """Nodes over all of the mass; None where p is no density."""
        if self.support in ("bits", "counts"):
            places = np.arange(2.0 if self.support == "bits" else float(_MOST_COUNTS))
            return _whole(self._weighed(places, np.ones(len(places)), theta))
        for _ in range(_TURNS):
            nodes = self._weighed(*self._spread(), theta)
            total = float(nodes.mass.sum())
            if not total > 0:
                self.width *= 2
                continue
            centre = float(nodes.mass @ nodes.places) / total
            width = float(np.sqrt(nodes.mass @ (nodes.places - centre) ** 2 / total))
            is_there = abs(centre - self.centre) <= self.width and 0.3 * self.width <= width <= 3 * self.width
            if width > 0:
                self.centre, self.width = centre, width
            if is_there or self.support == "positive":
                return _whole(nodes)
        return None

    def _spread(self) -> tuple[np.ndarray, np.ndarray]:
        """Places with weights, dense about the middle, and far out on both sides."""
        if self.support == "positive":
            places = abs(self.centre) * np.exp(_LOGARITHMS)
            return places, places * (_LOGARITHMS[1] - _LOGARITHMS[0])
        step = _NODES[1] - _NODES[0]
        return self.centre + self.width * np.sinh(_NODES), self.width * np.cosh(_NODES) * step

    def _weighed(self, places: np.ndarray, weights: np.ndarray, theta: np.ndarray) -> Nodes:
        values, slopes = self.scores(places, theta)
        with np.errstate(all="ignore"):
            mass = weights * np.exp(values)
        is_known = np.isfinite(mass)
        mass = np.where(is_known, mass, 0.0)
        return Nodes(places, mass, values, np.where((mass > 0)[:, None], slopes, 0.0))

    def fisher(self, theta: Float64[np.ndarray, " t"]) -> Float64[np.ndarray, "t t"] | None:
        """F(θ); None where p is no density."""
        nodes = self.nodes(theta)
        return None if nodes is None else np.einsum("q,qi,qj->ij", nodes.mass, nodes.slopes, nodes.slopes)

    def divergence(self, theta: Float64[np.ndarray, " t"], other: Float64[np.ndarray, " t"]) -> float:
        """KL(p_θ ‖ p_other); NaN where either is no density."""
        nodes = self.nodes(theta)
        if nodes is None:
            return float("nan")
        there = self.scores(nodes.places, other)[0]
        with np.errstate(invalid="ignore"):
            return float(np.where(nodes.mass > 0, nodes.mass * (nodes.values - there), 0.0).sum())


def _whole(nodes: Nodes) -> Nodes | None:
    return nodes if abs(nodes.mass.sum() - 1) <= _MASS else None


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

"""The log density of a family of distributions, where its mass lies, and the Fisher metric of its parameters.

    F(θ) = E[∇ log p ∇ log pᵀ], over x ~ p(x; θ), with ∇ by θ

The expectation is over the family itself, by quadrature, not over data. Slopes are automatic differentiation's.

Source: S. Amari and H. Nagaoka, *Methods of Information Geometry* (2000), chapters 2 and 3.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import joined
from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.learning.families import Support

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

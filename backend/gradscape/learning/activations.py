"""Activation functions of units, each with its derivative."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64

Numbers = Float64[np.ndarray, "..."]
LEAK = 0.01


class Activation(NamedTuple):
    """f, and f′ as a function of z and a = f(z).

    typed: as people type it, where that is not its name.
    is_probability: all its values lie between 0 and 1. is_flat: its slope is 0 on a whole side, not to rounding only.
    """

    name: str
    value: Callable[[Numbers], Numbers]
    slope: Callable[[Numbers, Numbers], Numbers]
    formula: str
    is_probability: bool = False
    is_flat: bool = False
    typed: str = ""

    @property
    def source(self) -> str:
        """As people type it, of z."""
        return self.typed or f"{self.name}(z)"


def _sigmoid(z: Numbers) -> Numbers:
    # With the exponential of a negative number, which cannot overflow.
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def _sigmoid_slope(z: Numbers) -> Numbers:
    """σ(z) σ(-z) rather than a (1 - a), which is 0 as soon as a is rounded to 1."""
    return _sigmoid(z) * _sigmoid(-z)


def _tanh_slope(z: Numbers) -> Numbers:
    """1/cosh² z = 4 σ(2z) σ(-2z), for the same reason."""
    return 4 * _sigmoid_slope(2 * z)


def _bell(z: Numbers) -> Numbers:
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def _swish_slope(z: Numbers, a: Numbers) -> Numbers:
    return _sigmoid(z) + a * _sigmoid(-z)


# In the order of the numbers that kernels know them by.
ACTIVATIONS: dict[str, Activation] = {
    each.name: each
    for each in [
        Activation("tanh", np.tanh, lambda z, a: _tanh_slope(z), "1 - a^2"),
        Activation(
            "relu", lambda z: np.maximum(z, 0.0), lambda z, a: (z > 0) * 1.0, "1 where z > 0, else 0", is_flat=True
        ),
        Activation("sigmoid", _sigmoid, lambda z, a: _sigmoid_slope(z), "a (1 - a)", is_probability=True),
        Activation("linear", lambda z: z, lambda z, a: np.ones_like(z), "1", typed="z"),
        Activation(
            "leaky-relu",
            lambda z: np.where(z > 0, z, LEAK * z),
            lambda z, a: np.where(z > 0, 1.0, LEAK),
            "1 where z > 0, else 0.01",
            typed="leaky_relu(z)",
        ),
        Activation(
            "elu",
            lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
            lambda z, a: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0))),
            "1 where z > 0, else a + 1",
        ),
        Activation("swish", lambda z: z * _sigmoid(z), _swish_slope, "σ(z) + a (1 - σ(z))"),
        Activation(
            "gelu",
            lambda z: z * scipy.special.ndtr(z),
            lambda z, a: scipy.special.ndtr(z) + z * _bell(z),
            "Φ(z) + z φ(z)",
        ),
        Activation(
            "softplus", lambda z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))), lambda z, a: _sigmoid(z), "σ(z)"
        ),
    ]
}
# Of units where nothing else is said: the first.
USUAL_ACTIVATION = next(iter(ACTIVATIONS))

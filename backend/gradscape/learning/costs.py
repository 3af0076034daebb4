"""What a network's answer costs, with the derivative in that answer."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Bool, Float64

# Samples may be those of many networks: (outputs, networks, samples). Targets are then the same for all of them.
Answers = Float64[np.ndarray, "outputs *networks samples"]
Targets = Float64[np.ndarray, "outputs *_ samples"]
HUBER_WIDTH = 1.0
CROSS_ENTROPY = "cross-entropy"
# Of exp(−h(e)), a bell up to 1 and exponential beyond: E[h'²] = E[h''], the probability of |e| ≤ 1.
_BELL, _TAILS = math.sqrt(2 * math.pi) * math.erf(1 / math.sqrt(2)), 2 * math.exp(-0.5)
HUBER_INFORMATION = _BELL / (_BELL + _TAILS)


class Cost(NamedTuple):
    """C of each sample, (samples,), and ∂C/∂a, (outputs, samples), both of z, a = f(z) and the targets y.

    jax: C of one sample as a JAX program has it; jax_of_several: of several outputs, if that is another.
    typed: what one output costs, as people type it, of z, a and y. is_sum: several outputs cost the sum of that.
    """

    name: str
    label: str
    value: Callable[[Answers, Answers, Targets], Float64[np.ndarray, "*networks samples"]]
    slope: Callable[[Answers, Answers, Targets], Answers]
    formula: str
    # What an output tells of its mean under the distribution that the cost stands for, against that of variance 1.
    information: float = 1.0
    jax: str = ""
    jax_of_several: str = ""
    typed: str = ""
    is_sum: bool = True


def _huber(error: Answers) -> Float64[np.ndarray, "*networks samples"]:
    """Source: Huber (1964); a parabola up to the width, straight lines beyond."""
    size = np.abs(error)
    # Clipped, so that no square of a large number is made for nothing.
    return np.where(
        size <= HUBER_WIDTH, np.minimum(size, HUBER_WIDTH) ** 2 / 2, HUBER_WIDTH * (size - HUBER_WIDTH / 2)
    ).sum(axis=0)


def _cross_entropy(z: Answers, y: Targets) -> Float64[np.ndarray, "*networks samples"]:
    """-Σ y log p over classes; with one output p and 1 - p are those of two classes. y are probabilities too.

    From z rather than p, which is rounded to 0 or 1 where a network is sure: with one output
    max(z, 0) - z y + log(1 + e^-|z|), with several Σ y (log Σ e^z - z).
    """
    if len(z) == 1:
        # max(z, 0) - z y, without a difference of large numbers.
        return np.where(z >= 0, (1 - y) * z, -y * z)[0] + np.log1p(np.exp(-np.abs(z[0])))
    below = z - z.max(axis=0)
    return (y * (_log_of_others(below) - below)).sum(axis=0)


def _log_of_others(below: Answers) -> Float64[np.ndarray, "*networks samples"]:
    """log Σ e^z where the largest z is 0: log(1 + the others), right to its last digit where those are small."""
    powers = np.exp(below)
    np.put_along_axis(powers, below.argmax(axis=0)[None], 0.0, axis=0)
    return np.log1p(powers.sum(axis=0))


def _cross_entropy_slope(z: Answers, y: Targets) -> Answers:
    """-y/p, and with one output (1 - y)/(1 - p) added; 1/p and 1/(1 - p) from z, infinite beyond 1.8e308."""
    with np.errstate(over="ignore"):
        if len(z) == 1:
            return np.where(y > 0, -y, 0.0) * _inverse(z, y > 0) + (1 - y) * _inverse(-z, y < 1)
        below = z - z.max(axis=0)
        return -y * np.where(y > 0, np.exp(_log_of_others(below) - below), 0.0)


def _inverse(z: Answers, is_wanted: Bool[np.ndarray, "..."]) -> Answers:
    """1/σ(z) = 1 + e^-z where it is wanted."""
    return np.where(is_wanted, 1 + np.exp(-z), 0.0)


def surprise_slope(z: Answers, y: Targets) -> Answers:
    """∂C/∂z of cross-entropy, p - y, from z: as (1 - y) p - y (1 - p), of which no digits are lost where p is near y.

    Softmax has a full Jacobian; with the logarithm of the cost only p - y is left of it, as Σ y = 1.
    """
    p = probabilities(z)
    return (1 - y) * p - y * _rest(z)


def _rest(z: Answers) -> Answers:
    """1 - p: of one output σ(-z), of several the sum of the others' p."""
    if len(z) == 1:
        return scipy.special.expit(-z)
    powers = np.exp(z - z.max(axis=0))
    others = np.stack([np.delete(powers, k, axis=0).sum(axis=0) for k in range(len(z))])
    return others / powers.sum(axis=0)


# In the order of the numbers that kernels know them by.
COSTS: dict[str, Cost] = {
    each.name: each
    for each in [
        Cost(
            "half-squared-error",
            "half squared error",
            lambda z, a, y: ((a - y) ** 2).sum(axis=0) / 2,
            lambda z, a, y: a - y,
            "½ |y - a|²",
            jax="jnp.sum((a - y) ** 2) / 2",
            typed="(a - y)^2/2",
        ),
        Cost(
            CROSS_ENTROPY,
            "cross-entropy",
            lambda z, a, y: _cross_entropy(z, y),
            lambda z, a, y: _cross_entropy_slope(z, y),
            "-Σ y log a",
            # From z rather than from a, which is rounded to 0 or 1 where a network is sure.
            jax="jnp.sum(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))",
            jax_of_several="-jnp.sum(y * jax.nn.log_softmax(z))",
            typed="log(1 + e^z) - z y",
            is_sum=False,
        ),
        Cost(
            "huber",
            "Huber",
            lambda z, a, y: _huber(a - y),
            lambda z, a, y: np.clip(a - y, -HUBER_WIDTH, HUBER_WIDTH),
            "Σ h(a - y)",
            HUBER_INFORMATION,
            "jnp.sum(jnp.where(jnp.abs(a - y) <= 1, (a - y) ** 2 / 2, jnp.abs(a - y) - 0.5))",
            typed="if(|a - y| <= 1, (a - y)^2/2, |a - y| - 1/2)",
        ),
    ]
}
# Of a network where nothing else is said: the first.
USUAL_COST = next(iter(COSTS))


def probabilities(z: Answers) -> Answers:
    """What cross-entropy takes for a: the logistic function of one output, the softmax of several."""
    if len(z) == 1:
        return scipy.special.expit(z)
    # Shifted, so that no exponential overflows.
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)

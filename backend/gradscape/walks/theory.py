"""How fast gradient methods converge on a quadratic with given curvatures, and which numbers are best for them."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.walks.methods import ANY_METHOD, AnyMethodName

Curvatures = Float64[np.ndarray, " n"]


class Best(NamedTuple):
    """The learning rate and momentum with the smallest worst rate, and that rate."""

    learning_rate: float
    momentum: float
    rate: float


class Theory(NamedTuple):
    """What the eigenvalues of the Hessian at a minimum say. stability_limit: learning rates below it converge."""

    eigenvalues: np.ndarray
    condition_number: float
    stability_limit: float | None
    gradient_descent: Best
    momentum: Best


def theory_of(eigenvalues: Curvatures, method: AnyMethodName, momentum: float) -> Theory:
    """The theory at a minimum with these curvatures, all positive.

    Source: Polyak (1964); Goh, "Why momentum really works", Distill (2017).
    """
    least, most = float(eigenvalues.min()), float(eigenvalues.max())
    return Theory(
        eigenvalues,
        # Infinite where it is beyond all numbers.
        most / least if least > most / 1.7e308 else np.inf,
        stability_limit(method, momentum, most),
        best_gradient_descent(least, most),
        best_momentum(least, most),
    )


def stability_limit(method: AnyMethodName, momentum: float, largest: float) -> float | None:
    """The learning rate at which the largest curvature makes a method swing without end; None where none is known."""
    limit = ANY_METHOD[method].limit
    return limit.rate(momentum, largest) if limit is not None and largest > 0 else None


def best_gradient_descent(least: float, most: float) -> Best:
    """a = 2/(λ₁ + λₙ), rate (κ − 1)/(κ + 1)."""
    with np.errstate(all="ignore"):
        # Halved, so that sums of very large numbers do not overflow.
        half = np.float64(least) / 2 + np.float64(most) / 2
        return Best(float(1 / half), 0.0, float((most / 2 - least / 2) / half))


def best_momentum(least: float, most: float) -> Best:
    """a = (2/(√λ₁ + √λₙ))², β = ((√λₙ − √λ₁)/(√λₙ + √λ₁))², rate √β."""
    low, high = np.sqrt(least), np.sqrt(most)
    rate = float((high - low) / (high + low))
    with np.errstate(over="ignore"):
        return Best(float((2 / (low + high)) ** 2), rate**2, rate)


def convergence_rate(
    method: AnyMethodName,
    eigenvalues: Curvatures,
    learning_rate: Float64[np.ndarray, "..."],
    momentum: Float64[np.ndarray, "..."],
) -> Float64[np.ndarray, "..."]:
    """|e_{k+1}|/|e_k| in the long run on a quadratic, for the slowest of its eigenvectors; above 1 it diverges.

    The largest root of z² − (1 + β − aλ) z + β (heavy ball), of z² − (1 + β)(1 − aλ) z + β(1 − aλ) (Nesterov).
    """
    rates = np.zeros(np.broadcast(learning_rate, momentum).shape)
    for curvature in eigenvalues:
        with np.errstate(over="ignore", invalid="ignore"):
            left = 1 - learning_rate * curvature
            trace, determinant = (
                ((1 + momentum) * left, momentum * left)
                if ANY_METHOD[method].rule == "nesterov"
                else (left + momentum, momentum + 0 * left)
            )
        rates = np.maximum(rates, _largest_root(trace, determinant))
    return rates


def _largest_root(trace: np.ndarray, determinant: np.ndarray) -> np.ndarray:
    """|z| of the larger root of z² − trace z + determinant."""
    with np.errstate(all="ignore"):
        # In units of the trace, whose square may be beyond all numbers.
        part = np.where(trace == 0, 0.0, 4 * (determinant / trace) / trace)
        real = np.abs(trace) * (1 + np.sqrt(np.maximum(1 - part, 0.0))) / 2
        is_complex = np.where(trace == 0, determinant > 0, part > 1)
        real = np.where(trace == 0, np.sqrt(np.maximum(-determinant, 0.0)), real)
        return np.where(is_complex, np.sqrt(np.abs(determinant)), real)


def predicted_rate(
    method: AnyMethodName,
    eigenvalues: Curvatures,
    learning_rate: float,
    momentum: float,
    multiplicity: int | None = 1,
) -> float | None:
    """What theory says about a method near a critical point; 0 is faster than linear, None where no rate is known.

    Args:
        multiplicity: how often the zero of the gradient counts; None where that is not known.
    """
    row = ANY_METHOD[method]
    if row.limit is not None:
        return float(convergence_rate(method, eigenvalues, np.array([learning_rate]), np.array([momentum]))[0])
    if row.on_a_line == "newton":
        return None if multiplicity is None else abs(1 - learning_rate / multiplicity)
    return None

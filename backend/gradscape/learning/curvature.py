"""The curvature of a network's loss: the ends of its Hessian's spectrum, from products of the Hessian with vectors."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.learning.networks import Network
from gradscape.learning.numbers import numbers_of, stacks_of
from gradscape.learning.training import packed
from gradscape.machine import teaching

Vector = Float64[np.ndarray, " numbers"]
Product = Callable[[Vector], Vector]

# Up to so many numbers Lanczos goes on to the very end, where every eigenvalue is found as often as it is there.
WHOLE = 64
MOST_PRODUCTS = 160
# A residual below this part of the largest eigenvalue is good enough to stop.
_GOOD = 1e-8
# Products between two looks at whether it is.
_LOOK = 8
# Squares of larger numbers are infinite.
_FARTHEST = 1e150
# What is left of a vector that lies among the earlier ones is rounding.
_NOTHING = 1e-12


class Spectrum(NamedTuple):
    """The leading eigenvalues, largest first, and the least one.

    residuals: |H v − λ v| of each, with |v| = 1: an eigenvalue of H is no further than that from λ.
    vectors: (eigenvalues, numbers). products: how many H v it took. NaN where H is beyond all numbers.
    """

    eigenvalues: np.ndarray
    residuals: np.ndarray
    vectors: np.ndarray
    least: float
    least_residual: float
    products: int


def spectrum(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
    count: int,
    seed: int,
) -> Spectrum:
    """The `count` leading eigenvalues of the Hessian of the mean cost in all weights and biases."""
    return lanczos(hessian_product(network, inputs, targets), len(numbers_of(network)), count, seed)


def hessian_product(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
) -> Product:
    """v ↦ H v in the order of `numbers_of`."""
    product = teaching.curvature_products(packed(network), inputs, targets)

    def flat(vector: Vector) -> Vector:
        pairs = [(weights[0], biases[0]) for weights, biases in stacks_of(network, vector[None])]
        return np.concatenate([part.ravel() for pair in product(pairs) for part in pair])

    return flat


def lanczos(product: Product, size: int, count: int, seed: int) -> Spectrum:
    """The ends of a symmetric matrix's spectrum, from a random start.

    H is projected onto span(q, H q, H² q, ...), where it is tridiagonal. Every new direction is made orthogonal to all
    earlier ones, twice, for rounding would bring found eigenvectors back. Where the span is exhausted it goes on from
    another random vector. In a matrix larger than `WHOLE` an eigenvalue that is there several times is found once.

    Source: Golub & Van Loan, *Matrix Computations*, 4th ed., section 10.1 and 10.3.
    """
    random = np.random.default_rng(seed)
    basis = np.zeros((0, size))
    diagonal, beside = [], [0.0]
    following = random.normal(size=size)
    found = _nowhere(size, count)
    for made in range(1, min(size, MOST_PRODUCTS) + 1):
        q = following / np.linalg.norm(following)
        basis = np.vstack([basis, q])
        image = product(q)
        if not (np.abs(image) < _FARTHEST).all():
            return _nowhere(size, min(size, count))._replace(products=made)
        diagonal.append(float(q @ image))
        following = _across(basis, image)
        beside.append(float(np.linalg.norm(following)))
        if beside[-1] <= _NOTHING * max(1e-300, np.abs([*diagonal, *beside[:-1]]).max()):
            beside[-1] = 0.0
            following = _across(basis, random.normal(size=size))
        is_last = made == min(size, MOST_PRODUCTS)
        if is_last or (size > WHOLE and made % _LOOK == 0):
            found = _ritz(basis, np.array(diagonal), np.array(beside[1:]), min(count, made))
            scale = max(abs(found.eigenvalues[0]), abs(found.least))
            if size > WHOLE and made >= count and max(*found.residuals, found.least_residual) <= _GOOD * scale:
                break
    return found


def _across(basis: np.ndarray, vector: np.ndarray) -> np.ndarray:
    for _ in range(2):
        vector = vector - basis.T @ (basis @ vector)
    return vector


def _ritz(basis: np.ndarray, diagonal: np.ndarray, beside: np.ndarray, count: int) -> Spectrum:
    """Eigenvalues of the projected matrix; residuals are known from the last entries of its eigenvectors."""
    tridiagonal = np.diag(diagonal) + np.diag(beside[:-1], 1) + np.diag(beside[:-1], -1)
    values, vectors = np.linalg.eigh(tridiagonal)
    residuals = beside[-1] * np.abs(vectors[-1])
    leading = np.arange(len(values))[::-1][:count]
    return Spectrum(
        values[leading],
        residuals[leading],
        vectors[:, leading].T @ basis,
        float(values[0]),
        float(residuals[0]),
        len(values),
    )


def _nowhere(size: int, count: int) -> Spectrum:
    unknown = np.full(count, np.nan)
    return Spectrum(unknown, unknown, np.full((count, size), np.nan), np.nan, np.nan, 0)

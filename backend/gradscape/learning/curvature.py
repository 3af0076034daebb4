"""The curvature of a network's loss: the ends of its Hessian's spectrum, from products of the Hessian with vectors."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.learning.networks import Network
from gradscape.learning.numbers import numbers_of, stacks_of
from gradscape.learning.training import packed
from gradscape.machine import teaching

Vector = Float64[np.ndarray, " numbers"]
Product = Callable[[Vector], Vector]

# Up to so many numbers the whole Hessian is formed, and every eigenvalue is found as often as it is there.
WHOLE = 64
# Restarts of ARPACK: a spectrum without gaps is left unfinished, and what was not found is not told.
_MOST_RESTARTS = 12
# A residual below this part of its eigenvalue is good enough to stop.
_GOOD = 1e-8
# Squares of larger numbers are infinite.
_FARTHEST = 1e150


class Spectrum(NamedTuple):
    """The leading eigenvalues, largest first, and the least one.

    residuals: |H v − λ v| of each, with |v| = 1: an eigenvalue of H is no further than that from λ.
    vectors: (eigenvalues, numbers). products: how many H v it took. NaN where H is beyond all numbers, or an
    eigenvalue was not found in time.
    """

    eigenvalues: np.ndarray
    residuals: np.ndarray
    vectors: np.ndarray
    least: float
    least_residual: float
    products: int


class _Beyond(ArithmeticError):
    """A product of the Hessian is beyond all numbers."""


def spectrum(
    network: Network,
    inputs: Float64[np.ndarray, "inputs samples"],
    targets: Float64[np.ndarray, "outputs samples"],
    count: int,
    seed: int,
) -> Spectrum:
    """The `count` leading eigenvalues of the Hessian of the mean cost in all weights and biases."""
    return extremes(hessian_product(network, inputs, targets), len(numbers_of(network)), count, seed)


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


def extremes(product: Product, size: int, count: int, seed: int) -> Spectrum:
    """The ends of a symmetric matrix's spectrum, from products with it alone.

    Up to `WHOLE` numbers the matrix is put together column by column. In a larger one, an eigenvalue that is there
    several times may be found once.
    """
    count = min(size, count)
    counted = _Counted(product)
    try:
        found = _all(counted, size, count) if size <= WHOLE else _ends(counted, size, count, seed)
    except _Beyond:
        found = _nowhere(size, count)
    return found._replace(products=counted.made)


class _Counted:
    """v ↦ H v, counted; it ends a search whose numbers are too large."""

    def __init__(self, product: Product):
        self.product = product
        self.made = 0

    def matvec(self, vector: Vector) -> Vector:
        self.made += 1
        image = self.product(vector)
        if not (np.abs(image) < _FARTHEST).all():
            raise _Beyond
        return image


def _all(product: _Counted, size: int, count: int) -> Spectrum:
    matrix = np.array([product.matvec(unit) for unit in np.eye(size)])
    values, columns = np.linalg.eigh((matrix + matrix.T) / 2)
    residuals = np.linalg.norm(matrix @ columns - columns * values, axis=0)
    leading = np.arange(size)[::-1][:count]
    return Spectrum(
        values[leading], residuals[leading], columns.T[leading], float(values[0]), float(residuals[0]), size
    )


def _ends(product: _Counted, size: int, count: int, seed: int) -> Spectrum:
    """As many eigenvalues at either end, by implicitly restarted Lanczos.

    Source: Lehoucq, Sorensen & Yang, *ARPACK Users' Guide* (1998).
    """
    start = np.random.default_rng(seed).normal(size=size)
    if not product.matvec(start).any():
        # Almost surely the matrix is 0, which has no direction to begin with.
        return Spectrum(np.zeros(count), np.zeros(count), np.eye(count, size), 0.0, 0.0, 0)
    basis = min(size, 4 * count + 18)
    try:
        values, columns = scipy.sparse.linalg.eigsh(
            scipy.sparse.linalg.LinearOperator((size, size), matvec=product.matvec, dtype=float),
            k=2 * count,
            which="BE",
            v0=start,
            ncv=basis,
            maxiter=_MOST_RESTARTS,
            tol=_GOOD,  # pyright: ignore[reportArgumentType]  # inferred from its default, 0
        )
    except scipy.sparse.linalg.ArpackNoConvergence as unfinished:
        values, columns = unfinished.eigenvalues, unfinished.eigenvectors
    if len(values) < 2 * count:
        # Which of them are missing is not known.
        return _nowhere(size, count)
    leading = np.argsort(-values)[[*range(count), -1]]
    images = [product.matvec(columns[:, k]) for k in leading]
    residuals = np.array(
        [np.linalg.norm(image - values[k] * columns[:, k]) for image, k in zip(images, leading, strict=True)]
    )
    ends = values[leading]
    return Spectrum(ends[:-1], residuals[:-1], columns.T[leading[:-1]], float(ends[-1]), float(residuals[-1]), 0)


def _nowhere(size: int, count: int) -> Spectrum:
    unknown = np.full(count, np.nan)
    return Spectrum(unknown, unknown, np.full((count, size), np.nan), np.nan, np.nan, 0)

"""The best fits there are: least squares in closed form, the least loss of models linear in their parameters.

Where least squares have no closed form what Levenberg and Marquardt's method comes to.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.learning.extended import exact_columns
from gradscape.learning.regression import Objective
from gradscape.learning.residual_losses import Loss

How = Literal["closed-form", "linear-program", "quasi-newton", "levenberg-marquardt"]
_SLOPE = 1e-9
_REFINEMENTS = 6
_SAME = 1e-7
# Of Levenberg and Marquardt's method: as near as float64 goes, in at most so many evaluations.
_EXACT, _MOST_EVALUATIONS = 1e-15, 1000
# In place of a residual that does not exist: larger than any that is looked at, and its square is still a number.
_NO_RESIDUAL = 1e150
# Of the size of y: less is what rounding leaves.
_ROUNDING = 2.0**-50


class ClosedForm(NamedTuple):
    """Least squares: θ solves ΦᵀΦ θ = Φᵀy; of many solutions the shortest one.

    gram: ΦᵀΦ, (n, n). moments: Φᵀy, (n,). rank: of Φ; below n the fit is not unique. condition_number: of Φ.
    """

    parameters: np.ndarray
    cost: float
    gram: np.ndarray
    moments: np.ndarray
    rank: int
    condition_number: float


class Best(NamedTuple):
    """The parameters of least loss, how they were found, and whether there are no others.

    is_unique: None where a lower loss may be elsewhere: what was found is the least around it.
    """

    parameters: np.ndarray
    cost: float
    how: How
    is_unique: bool | None


def design(objective: Objective) -> tuple[Float64[np.ndarray, "points n"], Float64[np.ndarray, " points"]] | None:
    """Φ = ∂f/∂θ and what of y the parameters have to explain; None where the model is not linear in them."""
    model, (x, y) = objective.model, objective.points
    if not model.is_linear:
        return None
    origin = np.zeros(len(model.names))
    columns, rest = model.slopes(x, origin), y - model.predictions(x, origin[None])[0]
    return (columns, rest) if np.isfinite(columns).all() and np.isfinite(rest).all() else None


def closed_form(objective: Objective) -> ClosedForm | None:
    """The least squares, whatever loss is asked for; None where the model is not linear in its parameters.

    Solved by the singular values of Φ rather than by the normal equations, whose condition number is the square.
    """
    found = design(objective)
    if found is None:
        return None
    columns, rest = found
    theta, rank, singular = _least_squares(objective, columns, rest)
    # What moves no prediction by more than its rounding is none of the model, nor what is left then of the cost.
    nothing = _ROUNDING * float(np.linalg.norm(rest))
    theta = np.where(np.abs(theta) * np.linalg.norm(columns, axis=0) <= nothing, 0.0, theta)
    condition = float(singular[0] / singular[-1]) if singular[-1] > 0 else np.inf
    # In long double too: terms of high powers are far larger than what is left of y.
    exact = exact_columns(objective.model, objective.points.x, columns)
    left = float(np.square(rest - exact @ theta).sum())
    cost = 0.0 if left <= nothing**2 else left * objective.share
    return ClosedForm(theta, cost, columns.T @ columns, columns.T @ rest, int(rank), condition)


def _least_squares(objective: Objective, columns: np.ndarray, rest: np.ndarray) -> tuple[np.ndarray, int, np.ndarray]:
    """θ, rank and singular values of Φ; where θ is not unique, the shortest one.

    In units of the columns, as the sizes of 1, x, x², ... differ much, and refined: solution and residuals together,
    with what is missing worked out in long double.

    Source: Björck, *Numerical Methods for Least Squares Problems*, sections 2.8.1 (scaling) and 2.9.3 (refinement).
    """
    size = np.linalg.norm(columns, axis=0)
    size[size == 0] = 1.0
    shortest, _, _, singular = np.linalg.lstsq(columns, rest, rcond=None)
    rank = int(np.linalg.lstsq(columns / size, rest, rcond=None)[2])
    if rank < columns.shape[1]:
        return shortest, rank, singular
    q, r = np.linalg.qr(columns / size)
    exact, heights = exact_columns(objective.model, objective.points.x, columns) / size, rest.astype(np.longdouble)
    theta, left = np.zeros(columns.shape[1], np.longdouble), np.zeros(len(rest), np.longdouble)
    for _ in range(_REFINEMENTS):
        missing, slant = (heights - left - exact @ theta).astype(float), (-exact.T @ left).astype(float)
        inside, along = q.T @ missing, np.linalg.solve(r.T, slant)
        theta = theta + np.linalg.solve(r, inside - along)
        left = left + (missing - q @ (inside - along))
    return (theta / size).astype(float), rank, singular


def best(
    objective: Objective, start: Float64[np.ndarray, " n"] | None = None, exact: ClosedForm | None = None
) -> Best | None:
    """The least loss; None where the model is not linear in its parameters, or the loss not convex.

    Squared residuals of a model that is not linear are followed down from `start`, if one is given.

    Args:
        exact: the closed form, where that is known.
    """
    if exact is not None and objective.loss.is_squared:
        return _of_closed_form(exact)
    found = design(objective)
    if found is None and start is not None and objective.loss.is_squared:
        return levenberg_marquardt(objective, start)
    if found is None or not objective.loss.is_convex:
        return None
    columns, rest = found
    if objective.loss.is_squared:
        exact = closed_form(objective)
        assert exact is not None
        return _of_closed_form(exact)
    if (slopes := objective.loss.straight_slopes) is not None:
        return _by_linear_program(objective, columns, rest, *slopes)
    return _by_quasi_newton(objective, columns, rest)


def _of_closed_form(exact: ClosedForm) -> Best:
    return Best(exact.parameters, exact.cost, "closed-form", exact.rank == len(exact.parameters))


def levenberg_marquardt(objective: Objective, start: Float64[np.ndarray, " n"]) -> Best | None:
    """Least squares around a start, by MINPACK; None where the model has no value at the start, or it does not settle.

    Source: Moré (1978), The Levenberg-Marquardt algorithm: implementation and theory.
    """
    model, (x, y) = objective.model, objective.points
    if len(x) < len(start) or not np.isfinite(objective.costs(start[None])).all():
        return None

    # The method asks for slopes where it has just asked for residuals.
    told = lru_cache(maxsize=1)(lambda theta: model.with_slopes(x, np.array(theta)))

    def residuals(theta: np.ndarray) -> np.ndarray:
        left = y - told(tuple(theta.tolist()))[0]
        return np.where(np.isfinite(left), left, _NO_RESIDUAL)

    def slopes(theta: np.ndarray) -> np.ndarray:
        columns = told(tuple(theta.tolist()))[1]
        return -np.where(np.isfinite(columns), columns, 0.0)

    near = {"xtol": _EXACT, "ftol": _EXACT, "gtol": _EXACT, "max_nfev": _MOST_EVALUATIONS}
    with np.errstate(all="ignore"):
        # SciPy takes a function for the Jacobian, which its annotations leave out.
        solved = scipy.optimize.least_squares(residuals, start, jac=slopes, method="lm", x_scale="jac", **near)  # pyright: ignore[reportArgumentType]
    cost = float(objective.costs(solved.x[None])[0])
    # Out of evaluations, or out where the model is flat or has no value, nothing is the least.
    if solved.status <= 0 or not np.isfinite(cost):
        return None
    return Best(solved.x, cost, "levenberg-marquardt", None)


def _by_linear_program(
    objective: Objective, columns: np.ndarray, rest: np.ndarray, up: float, down: float
) -> Best | None:
    """Σ up r⁺ + down r⁻ with r⁺ - r⁻ = y - Φθ and both not negative.

    Source: Koenker & Bassett (1978).
    """
    count, n = columns.shape
    weights = np.concatenate([np.zeros(n), np.full(count, up), np.full(count, down)])
    system = np.hstack([columns, np.eye(count), -np.eye(count)])
    bounds = [(None, None)] * n + [(0, None)] * (2 * count)
    solved = scipy.optimize.linprog(weights, A_eq=system, b_eq=rest, bounds=bounds, method="highs")
    if not solved.success:
        return None
    theta = solved.x[:n]
    return Best(
        theta, float(objective.costs(theta[None])[0]), "linear-program", _is_unique(columns, rest, theta, solved)
    )


def _is_unique(columns: np.ndarray, rest: np.ndarray, theta: np.ndarray, solved) -> bool:
    """Whether no other θ is as good: points that are met, priced strictly inside their bounds, fix all parameters."""
    residuals = rest - columns @ theta
    through = np.abs(residuals) <= _SAME * max(1.0, float(np.abs(rest).max()))
    if np.linalg.matrix_rank(columns[through]) < columns.shape[1]:
        return False
    prices = np.asarray(solved.eqlin.marginals)[through]
    n, count = columns.shape[1], len(rest)
    up, down = solved.lower.marginals[n : n + count][through], solved.lower.marginals[n + count :][through]
    inside = (up > _SAME) & (down > _SAME)
    return bool(np.linalg.matrix_rank(columns[through][inside]) == n) if len(prices) else False


def _by_quasi_newton(objective: Objective, columns: np.ndarray, rest: np.ndarray) -> Best:
    """From the least squares on; by quasi-Newton steps, since Huber's and power losses have places without ℓ''."""
    start = np.linalg.lstsq(columns, rest, rcond=None)[0]
    loss = objective.loss
    # Parameters are measured in units of their columns, and the loss in what it is at first.
    size = np.maximum(np.linalg.norm(columns, axis=0), 1e-300)
    at_first = float(loss.value(rest - columns @ start).sum())

    def cost(scaled: np.ndarray) -> tuple[float, np.ndarray]:
        residuals = rest - columns @ (scaled / size)
        return float(loss.value(residuals).sum()) / at_first, -(loss.slope(residuals) @ columns) / size / at_first

    theta = start
    if at_first > 0:
        scale = max(1e-300, float(np.abs(start * size).max()))
        found = scipy.optimize.minimize(
            lambda u: (cost(scale * u)[0], scale * cost(scale * u)[1]),
            start * size / scale,
            jac=True,
            method="BFGS",
            options={"gtol": _SLOPE, "maxiter": 500},
        )
        theta = scale * found.x / size
    is_unique = np.linalg.matrix_rank(columns[_is_bent(loss, rest - columns @ theta)]) == len(theta)
    return Best(theta, float(objective.costs(theta[None])[0]), "quasi-newton", bool(is_unique))


def _is_bent(loss: Loss, residuals: np.ndarray) -> np.ndarray:
    """At which residuals ℓ is not straight."""
    return np.abs(residuals) < loss.straight_from * (1 - _SAME)

"""The best fits there are: least squares in closed form, and the least loss of models linear in their parameters."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64
from scipy.optimize import linprog, minimize

from gradscape.learning.regression import Objective
from gradscape.learning.residual_losses import Loss

How = Literal["closed-form", "linear-program", "quasi-newton"]
_SLOPE = 1e-9
_SAME = 1e-7


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
    """The parameters of least loss, how they were found, and whether there are no others."""

    parameters: np.ndarray
    cost: float
    how: How
    is_unique: bool


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
    theta, _, rank, singular = np.linalg.lstsq(columns, rest, rcond=None)
    condition = float(singular[0] / singular[-1]) if singular[-1] > 0 else np.inf
    squared = objective._replace(loss=objective.loss._replace(name="squared"))
    cost = float(squared.costs(theta[None])[0])
    return ClosedForm(theta, cost, columns.T @ columns, columns.T @ rest, int(rank), condition)


def best(objective: Objective) -> Best | None:
    """The least loss; None where the model is not linear in its parameters, or the loss not convex."""
    found = design(objective)
    if found is None or not objective.loss.is_convex:
        return None
    columns, rest = found
    name, tau = objective.loss.name, objective.loss.setting
    if name == "squared":
        exact = closed_form(objective)
        assert exact is not None
        return Best(exact.parameters, exact.cost, "closed-form", exact.rank == columns.shape[1])
    if name in ("absolute", "quantile") or (name == "power" and tau == 1):
        up, down = (tau, 1 - tau) if name == "quantile" else (1.0, 1.0)
        return _by_linear_program(objective, columns, rest, up, down)
    return _by_quasi_newton(objective, columns, rest)


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
    solved = linprog(weights, A_eq=system, b_eq=rest, bounds=bounds, method="highs")
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
        found = minimize(
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
    """At which residuals ℓ is not straight: Huber's is beyond its width."""
    return np.abs(residuals) < loss.setting * (1 - _SAME) if loss.name == "huber" else np.ones(len(residuals), bool)

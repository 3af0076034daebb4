"""Regression: a model's parameters walk downhill on the loss of its residuals, and why the walk stops."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.language.digits import in_words as number
from gradscape.language.digits import told_apart
from gradscape.learning.differences import EPSILON, Differences, central_differences
from gradscape.learning.models import Model
from gradscape.learning.ranges import range_around
from gradscape.learning.residual_losses import RESIDUAL_LOSSES, Loss
from gradscape.machine import fitting
from gradscape.walks.by_rule import hyper
from gradscape.walks.methods import ANY_METHOD
from gradscape.walks.run import Run
from gradscape.walks.theory import stability_limit

Reduction = Literal["mean", "sum"]
Reason = Literal["converged", "diverged", "left-domain", "no-derivative", "wandering", "step-limit"]

# Operations that round in one term of C, about.
_OPERATIONS = 8
# Of the last steps, the part whose losses are compared with those before.
_LATE = 4
# Beside a loss, a difference that is rounding.
_ROUNDING = 1e-12
# Parameters of a walk that is on its way to infinity: where the loss is no number, the walk is to blame.
_FAR = 1e8


class Points(NamedTuple):
    """What is fitted: x and y, (points,) each."""

    x: np.ndarray
    y: np.ndarray


class Objective(NamedTuple):
    """C(θ) = Σ ℓ(y - f(x; θ)), or the mean of it."""

    model: Model
    points: Points
    loss: Loss
    reduction: Reduction

    @property
    def share(self) -> float:
        """What one point counts in C."""
        return 1 / len(self.points.x) if self.reduction == "mean" else 1.0

    def costs(self, thetas: Float64[np.ndarray, "fits n"]) -> Float64[np.ndarray, " fits"]:
        """C at each θ; NaN where the model is undefined at a point."""
        residuals = self.points.y - self.model.predictions(self.points.x, thetas)
        with np.errstate(over="ignore", invalid="ignore"):
            return self.loss.value(residuals).sum(axis=1) * self.share


class Terms(NamedTuple):
    """Point by point: f, r = y - f, ℓ(r), ℓ'(r), (points,) each; slopes ∂f/∂θ, (points, n).

    gradient: ∂C/∂θ = -Σ share ℓ'(r) ∂f/∂θ, (n,). differences: the same by central differences of C. bounds: how far
    both may be apart by their rounding and the differences' own error.
    """

    predictions: np.ndarray
    residuals: np.ndarray
    losses: np.ndarray
    pulls: np.ndarray
    slopes: np.ndarray
    gradient: np.ndarray
    differences: np.ndarray
    bounds: np.ndarray


class Profile(NamedTuple):
    """ℓ and ℓ' over residuals from one end to the other, and whether ℓ' jumps at 0."""

    residuals: np.ndarray
    losses: np.ndarray
    pulls: np.ndarray
    has_corner: bool


class Curvature(NamedTuple):
    """Of C where it is a parabola. limit: learning rates from it on do not converge; None: not known of the method."""

    eigenvalues: np.ndarray
    limit: float | None


class Fit(NamedTuple):
    """A walk through parameters: points, gradients (m, n), costs (m,), the start first, and why it ended.

    curvature: of C, where that is a parabola.
    """

    points: np.ndarray
    gradients: np.ndarray
    costs: np.ndarray
    reason: Reason
    message: str
    hint: str | None
    curvature: Curvature | None


def fit(objective: Objective, run: Run) -> Fit:
    """Descent from the run's start."""
    model, (x, y), loss = objective.model, objective.points, objective.loss
    number = fitting.Loss(list(RESIDUAL_LOSSES).index(loss.name), loss.setting)
    # One step more than asked for: it is not made, but says what C is at the last place.
    rates = np.concatenate([run.rates() if run.steps else np.empty(0), [0.0]])
    trail = fitting.fit_from(model.program, run.start, x, y, objective.share, number, hyper([run]), rates)
    last = _last(run, trail)
    kept = fitting.FitTrail(*(rows[: last + 1] for rows in trail))
    bent = curvature(objective, run)
    reason = _reason(run, kept, bent)
    return Fit(*kept, reason, *_explained(reason, objective, run, kept, bent), bent)


def _last(run: Run, trail: fitting.FitTrail) -> int:
    """The first place that is flat, or the last one there is."""
    flat = np.flatnonzero(np.linalg.norm(trail.gradients, axis=1) <= run.tolerance) if run.tolerance else []
    return int(flat[0]) if len(flat) else len(trail.costs) - 1


def _reason(run: Run, trail: fitting.FitTrail, bent: "Curvature | None") -> Reason:
    cost, gradient, farthest = trail.costs[-1], trail.gradients[-1], float(np.abs(trail.points[-1]).max())
    if not np.isfinite(cost):
        return "left-domain" if np.isnan(cost) and farthest <= _FAR else "diverged"
    if run.tolerance and np.linalg.norm(gradient) <= run.tolerance:
        return "converged"
    if not np.isfinite(gradient).all() and farthest <= _FAR:
        return "no-derivative"
    # Numbers that have gone end a walk before its last step.
    if len(trail.costs) <= run.steps or _climbs(trail.costs) or _is_unstable(run, trail.costs, bent):
        return "diverged"
    return "wandering" if _wanders(trail.costs) else "step-limit"


def _climbs(costs: np.ndarray) -> bool:
    """Whether a walk ends at its highest, above where it began."""
    return bool(len(costs) > 1 and costs[-1] > costs[0] * (1 + _ROUNDING) and costs[-1] >= costs.max())


def _is_unstable(run: Run, costs: np.ndarray, bent: "Curvature | None") -> bool:
    """Whether steps are known to be too long for a parabola, and the loss has turned upwards."""
    if not _exceeds(run, bent):
        return False
    return bool(costs[-1] > costs.min() * (1 + _ROUNDING))


def _exceeds(run: Run, bent: "Curvature | None") -> bool:
    is_steady = run.settings.get("schedule", "constant") == "constant"
    return is_steady and bent is not None and bent.limit is not None and run.number("learning_rate") >= bent.limit


def _wanders(costs: np.ndarray) -> bool:
    """Whether the last quarter of a walk gained nothing, though it went up and down by more than rounding."""
    late = costs[-(len(costs) // _LATE) :]
    before = costs[: -len(late)]
    if len(late) < _LATE or not len(before):
        return False
    has_risen = (np.diff(late) > _ROUNDING * np.abs(late[1:])).any()
    return bool(has_risen and late.min() >= before.min() * (1 - 1e-9))


def curvature(objective: Objective, run: Run) -> Curvature | None:
    """The eigenvalues of the Hessian 2 ΦᵀΦ of squared residuals, ascending; None where C is no parabola."""
    if not objective.loss.is_squared or not objective.model.is_linear:
        return None
    x = objective.points.x
    design, heights = objective.model.slopes(x, run.start), objective.model.predictions(x, run.start[None])
    if not (np.isfinite(design).all() and np.isfinite(heights).all()):
        return None
    eigenvalues = np.linalg.eigvalsh(2 * objective.share * design.T @ design)
    return Curvature(eigenvalues, stability_limit(run.method, run.number("momentum"), float(eigenvalues[-1])))


def _explained(
    reason: Reason, objective: Objective, run: Run, trail: fitting.FitTrail, bent: Curvature | None
) -> tuple[str, str | None]:
    steps, rate = len(trail.costs) - 1, run.number("learning_rate")
    match reason:
        case "converged":
            return f"After {_counted(steps)} the gradient is 0 to within {number(run.tolerance)}.", None
        case "left-domain":
            return _undefined(objective, trail, steps)
        case "no-derivative":
            text = f"After {_counted(steps)} the loss has no slope: the model has a corner at a point."
            return text, "begin a little beside it"
        case "diverged":
            return _diverged(run, trail, bent)
        case "wandering":
            text = f"It jumps to and fro around a minimum: steps with {number(rate)} do not get shorter."
            return text, "let the learning rate fall with time, by a schedule, or make it smaller"
    left = float(np.linalg.norm(trail.gradients[-1]))
    return f"After {_counted(steps)} the gradient still has the length {number(left, 3)}.", None


def _undefined(objective: Objective, trail: fitting.FitTrail, steps: int) -> tuple[str, str]:
    heights = objective.model.predictions(objective.points.x, trail.points[-1:])[0]
    where = objective.points.x[int(np.flatnonzero(~np.isfinite(heights))[0])]
    if steps:
        text = f"After {_counted(steps)} the model has no value at x = {number(where)}."
        return text, "begin elsewhere, or take a smaller learning rate"
    return (
        f"Where the walk begins, the model has no value at x = {number(where)}.",
        "begin elsewhere, or take that point away",
    )


def _diverged(run: Run, trail: fitting.FitTrail, bent: Curvature | None) -> tuple[str, str]:
    steps, rate = len(trail.costs) - 1, run.number("learning_rate")
    if rate < 0:
        return (
            f"It climbs: with the negative learning rate {number(rate)} every step goes up the slope.",
            "take a positive one",
        )
    if bent is not None and bent.limit is not None and _exceeds(run, bent):
        known = ANY_METHOD[run.method].limit
        bound = "its limit" if known is None else known.text.replace("λ", "L")
        given, most = told_apart(rate, bent.limit, 4)
        text = (
            f"It diverged: the learning rate {given} exceeds {bound} = {most}, "
            f"where L = {number(bent.eigenvalues[-1], 4)} is the largest curvature of the loss."
        )
        return text, f"take a learning rate below {most}"
    if not steps and not np.isfinite(trail.costs[0]):
        return "Where the walk begins, the loss is beyond all numbers.", "begin elsewhere"
    return f"It diverged within {_counted(max(steps, 1))}: each step overshoots by more than the one before.", (
        f"take a smaller learning rate, as {number(rate / 10)}"
    )


def _counted(steps: int) -> str:
    return f"{steps} step" if steps == 1 else f"{steps} steps"


def terms(objective: Objective, theta: Float64[np.ndarray, " n"]) -> Terms:
    """What every point has to do with C and its gradient at θ."""
    model, (x, y), loss = objective.model, objective.points, objective.loss
    predictions = model.predictions(x, theta[None])[0]
    residuals = y - predictions
    slopes = model.slopes(x, theta)
    with np.errstate(over="ignore", invalid="ignore"):
        losses, pulls = loss.value(residuals), loss.slope(residuals)
        gradient = -(pulls[:, None] * slopes).sum(axis=0) * objective.share
    found, bounds = _by_differences(objective, theta, predictions, residuals, slopes)
    return Terms(predictions, residuals, losses, pulls, slopes, gradient, found, bounds)


def profile_of(loss: Loss, residuals: Float64[np.ndarray, " points"], count: int) -> Profile:
    """The loss over residuals of both signs, as far as the given ones reach."""
    finite = np.abs(residuals[np.isfinite(residuals)])
    reach = max(abs(end) for end in range_around(np.append(finite, -finite)))
    across = np.linspace(-reach, reach, count)
    return Profile(across, loss.value(across), loss.slope(across), loss.has_corner)


def _by_differences(
    objective: Objective, theta: np.ndarray, predictions: np.ndarray, residuals: np.ndarray, slopes: np.ndarray
) -> Differences:
    """Central differences, and a bound that has the gradient's own rounding in it too."""
    loss, share, size = objective.loss, objective.share, np.abs(slopes)
    with np.errstate(all="ignore"):
        # What rounding makes of a residual: f may be a sum of terms as large as ∂f/∂θ θ.
        blur = _OPERATIONS * EPSILON * (np.abs(objective.points.y) + np.abs(predictions) + size @ np.abs(theta))
        worst = np.abs(loss.slope(np.abs(residuals) + blur))
        noise = share * float((worst * blur + EPSILON * np.abs(loss.value(residuals))).sum())
        # The length that changes f by as much as it is, and the parameter's own.
        reach = np.linalg.norm(np.abs(predictions) + np.abs(objective.points.y)) / np.linalg.norm(slopes, axis=0)
        found = central_differences(objective.costs, theta, np.stack([reach, np.abs(theta)]), noise)
        spread = np.abs(loss.slope(residuals + blur) - loss.slope(residuals - blur))
        rounded = share * (size * (spread + _OPERATIONS * EPSILON * worst)[:, None]).sum(axis=0)
    return Differences(found.slopes, found.bounds + rounded)

"""Regression: POST regression, regression/data and p-norms."""

from functools import partial
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from gradscape.api import prices
from gradscape.api.answers import Answer, Base64Array, encoded
from gradscape.api.errors import invalid
from gradscape.api.regression_texts import (
    NormsRequest,
    RegressionRequest,
    ScatterRequest,
    SurfaceText,
    read_chosen,
    read_loss,
    read_objective,
)
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.learning.best_fits import Best, ClosedForm, How, best, closed_form
from gradscape.learning.differences import Verdict, verdict
from gradscape.learning.loss_surfaces import slice_through
from gradscape.learning.norms import norm_in_the_plane
from gradscape.learning.ranges import range_around
from gradscape.learning.regression import Fit, Objective, Reason, fit, profile_of, terms
from gradscape.learning.residual_losses import LossName
from gradscape.learning.scatter_data import TRUTHS, generated
from gradscape.walks.run import Run

router = lab_router("regression")


class StopAnswer(BaseModel):
    """Why the walk ended, and what to do about it."""

    reason: Reason
    message: str
    hint: str | None


class TermsAnswer(BaseModel):
    """Point by point, at the step asked for. slopes: ∂f/∂θ, a row for each point."""

    predictions: list[float | None]
    residuals: list[float | None] = Field(description="r = y - prediction")
    losses: list[float | None]
    pulls: list[float | None] = Field(description="slope of the loss at each residual")
    slopes: list[list[float | None]]


class FitCheckAnswer(BaseModel):
    """The gradient by central differences of the loss, and the largest difference from ours."""

    differences: list[float | None]
    error: float | None
    bounds: list[float | None] = Field(description="how far each may be from ours by rounding and its own error")
    verdict: Verdict = Field(description="undecided where the bounds are too large to tell, or not known")


class LeastSquaresAnswer(BaseModel):
    """Least squares: gram · parameters = moments; where rank is below their number, the shortest of many solutions."""

    parameters: list[float | None]
    loss: float | None = Field(description="of squared residuals, whatever loss is asked for")
    gram: list[list[float | None]] = Field(description="ΦᵀΦ, where Φ has a row ∂f/∂θ for each point")
    moments: list[float | None] = Field(description="Φᵀy")
    rank: int
    condition_number: float | None = Field(description="of Φ; null where it is infinite")


class BestFitAnswer(BaseModel):
    """The parameters of least loss."""

    parameters: list[float | None]
    loss: float | None
    how: How = Field(
        description="levenberg-marquardt, where squared residuals of the model have no closed form and best_fit is "
        "asked for, begins where the walk does"
    )
    is_unique: bool | None = Field(description="null where it is the least around it, and a lower one may be elsewhere")


class ComparedAnswer(BaseModel):
    """The best fit by another loss; null where there is none to be found for certain."""

    name: LossName
    setting: float | None
    best: BestFitAnswer | None
    curve: list[float | None] | None


class CurvatureAnswer(BaseModel):
    """Of squared residuals of a model linear in its parameters."""

    eigenvalues: list[float | None] = Field(description="of the Hessian, ascending")
    limit: float | None = Field(description="learning rates from it on diverge; null where it is not known")


class FitCurveAnswer(BaseModel):
    """The model's values at the step asked for."""

    x: list[float | None]
    y: list[float | None]


class ProfileAnswer(BaseModel):
    """The loss of one residual and its slope, over all residuals that there are."""

    residuals: list[float | None]
    losses: list[float | None]
    pulls: list[float | None]
    has_corner: bool = Field(description="whether the slope jumps at 0")


class LossSurfaceAnswer(BaseModel):
    """The loss over one parameter, losses[i], or two, losses[j][i]; the others are as at the last step."""

    parameters: list[str]
    x: list[float | None] | Base64Array
    y: list[float | None] | Base64Array | None
    losses: list[Any] | Base64Array


class RegressionAnswer(BaseModel):
    """The walk, and what is to say about one step of it."""

    names: list[str] = Field(description="of the parameters, in the order of all lists of them")
    is_linear: bool = Field(description="whether the model is linear in its parameters")
    path: list[list[float | None]] = Field(description="the parameters at each step, the start first")
    losses: list[float | None]
    gradients: list[list[float | None]]
    stop: StopAnswer
    step: int
    parameters: list[float | None] = Field(description="at this step")
    loss: float | None
    gradient: list[float | None] = Field(description="-Σ slope of the loss · ∂f/∂θ, or the mean of it")
    check: FitCheckAnswer
    terms: TermsAnswer
    curve: FitCurveAnswer | None
    profile: ProfileAnswer | None
    curvature: CurvatureAnswer | None
    closed_form: LeastSquaresAnswer | None = Field(description="null where the model is not linear in its parameters")
    best: BestFitAnswer | None = Field(description="null where nothing is certain to be the least")
    compared: list[ComparedAnswer]
    surface: LossSurfaceAnswer | None


class ScatterAnswer(BaseModel):
    """Points of a data set; those that were moved far off are marked."""

    x: list[float | None]
    y: list[float | None]
    outliers: list[bool]
    truth: str = Field(description="the curve they were made from, as people type it")


class NormAnswer(BaseModel):
    """For one p: the vector's length, the curve of all vectors of length 1, and whether it is a norm at all."""

    order: float | None = Field(description="null for infinity")
    value: float | None = Field(description="null beyond all numbers")
    ball: list[list[float]]
    is_norm: bool
    sum_of_units: float | None = Field(
        description="the length of (1, 1), at most 2 for a norm: that of (1, 0) and of (0, 1)"
    )


class NormsAnswer(BaseModel):
    """One entry for each order."""

    norms: list[NormAnswer]


@router.post("/regression", response_model=RegressionAnswer)
async def regression(request: RegressionRequest) -> Answer:
    """Fits a model to points by descent on a loss of the residuals, beside the best fit there is."""
    objective, walk = read_objective(request)
    count = len(request.data.x)
    cells = 0 if request.surface is None else request.surface.resolution ** len(request.surface.parameters)
    length = int(objective.model.program.length)
    seconds = prices.fit(len(walk.start), count, length, request.steps, cells)
    return await run(partial(_regression, request, objective, walk), seconds=seconds)


def _regression(request: RegressionRequest, objective: Objective, walk: Run) -> Answer:
    found = fit(objective, walk)
    step = min(request.at if request.at is not None else len(found.costs) - 1, len(found.costs) - 1)
    exact = closed_form(objective)
    start = walk.start if request.best_fit else None
    least = best(objective, start, exact)
    return Answer(
        {
            "names": objective.model.names,
            "is_linear": objective.model.is_linear,
            "path": found.points,
            "losses": found.costs,
            "gradients": found.gradients,
            "stop": {"reason": found.reason, "message": found.message, "hint": found.hint},
            "step": step,
            **_at(request, objective, found.points[step]),
            "curve": _curve(request, objective, found.points[step]),
            "curvature": found.curvature and found.curvature._asdict(),
            "closed_form": _closed_form(exact),
            "best": _best(least),
            "compared": [_compared(request, objective, start, k) for k in range(len(request.compare))],
            "surface": None if request.surface is None else _surface(request, request.surface, objective, found, least),
        }
    )


def _at(request: RegressionRequest, objective: Objective, theta: np.ndarray) -> dict[str, Any]:
    told = terms(objective, theta)
    profile = request.profile and profile_of(objective.loss, told.residuals, request.profile)._asdict()
    listed = told._asdict()
    gradient, differences, bounds = (listed.pop(name) for name in ("gradient", "differences", "bounds"))
    return {
        "parameters": theta,
        "loss": float(told.losses.sum() * objective.share),
        "gradient": gradient,
        "check": {
            "differences": differences,
            "error": float(np.abs(gradient - differences).max()),
            "bounds": bounds,
            "verdict": verdict(gradient, differences, bounds),
        },
        "terms": listed,
        "profile": profile,
    }


def _curve(request: RegressionRequest, objective: Objective, theta: np.ndarray) -> dict[str, Any] | None:
    if request.curve is None:
        return None
    low, high = request.curve.x
    x = np.linspace(low, high, request.curve.resolution)
    return {"x": x, "y": objective.model.predictions(x, theta[None])[0]}


def _closed_form(exact: ClosedForm | None) -> dict[str, Any] | None:
    if exact is None:
        return None
    listed = exact._asdict()
    return {"loss": listed.pop("cost"), **listed}


def _best(found: Best | None) -> dict[str, Any] | None:
    if found is None:
        return None
    listed = found._asdict()
    return {"loss": listed.pop("cost"), **listed}


def _compared(request: RegressionRequest, objective: Objective, start: np.ndarray | None, k: int) -> dict[str, Any]:
    loss = read_loss(request.compare[k], f"compare[{k}]")
    least = best(objective._replace(loss=loss), start)
    curve = _curve(request, objective, least.parameters) if least else None
    setting = loss.setting if loss.kind.setting else None
    return {"name": loss.name, "setting": setting, "best": _best(least), "curve": curve and curve["y"]}


def _surface(
    request: RegressionRequest, text: SurfaceText, objective: Objective, found: Fit, least: Best | None
) -> dict[str, Any]:
    chosen = read_chosen(text, objective.model)
    seen = _seen(found, least)
    given = [tuple(each) if each else None for each in (text.x, text.y)]
    ranges: list[Any] = [given[axis] or range_around(seen[:, place]) for axis, place in enumerate(chosen)]
    finite = np.isfinite(found.points).all(axis=1) & np.isfinite(found.costs)
    rest = found.points[np.flatnonzero(finite)[-1]] if finite.any() else found.points[0]
    cut = slice_through(objective, rest, chosen, ranges, text.resolution)
    form: Any = encoded if request.arrays == "base64" else lambda array: array
    y = None if cut.y is None else form(cut.y)
    return {"parameters": text.parameters, "x": form(cut.x), "y": y, "losses": form(cut.costs)}


def _seen(found: Fit, least: Best | None) -> np.ndarray:
    """What a picture of the loss must hold: the best fit in its middle, the start, and where the walk swings."""
    if least is None:
        return found.points[:2] if found.reason == "diverged" else found.points
    away = np.abs(found.points - least.parameters)
    reach = np.where(away <= 1.5 * away[0], away, away[0]).max(axis=0)
    # Along a parameter that hardly moves the bowl is seen as far as along the others.
    reach = np.maximum(reach, 0.6 * reach.max())
    return np.stack([least.parameters - reach, least.parameters + reach])


@router.post("/regression/data", response_model=ScatterAnswer)
async def scatter(request: ScatterRequest) -> Answer:
    """Points along a known curve, with noise and outliers."""
    if request.outliers > request.count:
        raise invalid("outliers", f"must be at most {request.count}, for there are no more points")
    made = generated(request.name, request.count, request.noise, request.outliers, request.seed)
    return Answer({**made._asdict(), "truth": TRUTHS[request.name].source})


@router.post("/p-norms", response_model=NormsAnswer)
async def p_norms(request: NormsRequest) -> Answer:
    """How long a vector is by several p-norms, and their unit balls."""
    vector = np.array(request.vector, float)
    found = [norm_in_the_plane(vector, np.inf if order is None else order) for order in request.orders]
    pairs = zip(request.orders, found, strict=True)
    return Answer({"norms": [{"order": order, **norm._asdict()} for order, norm in pairs]})

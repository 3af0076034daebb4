"""Walks downhill: POST descent."""

from functools import partial
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Answer
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.models import FunctionText, Strict, formula
from gradscape.api.routers import lab_router
from gradscape.api.walk_texts import BestAnswer, OrderAnswer, RunRequest, Stop
from gradscape.api.work import run
from gradscape.calculus.field import Field as ScalarField
from gradscape.walks.critical import Critical, Kind
from gradscape.walks.line.closed_form import ClosedForm, Regime
from gradscape.walks.methods import MethodName
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run
from gradscape.walks.theory import Theory

router = lab_router("descent")


class DescentRequest(Strict):
    """A function, and walks on it."""

    function: FunctionText
    runs: Annotated[list[RunRequest], Field(min_length=1, max_length=limits.RUNS)]
    internals: bool = Field(False, description="whether to tell what made each step")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "(1-x)^2 + 100(y-x^2)^2"},
                    "runs": [
                        {"method": "newton", "start": [-1.2, 1], "steps": 20},
                        {"method": "momentum", "start": [-1.2, 1], "learning_rate": 0.001, "steps": 500},
                    ],
                },
                {
                    "function": {"source": "(x^2 - 3)^2"},
                    "runs": [{"method": "gradient-descent", "start": [2], "learning_rate": 0.05, "steps": 50}],
                },
            ]
        }
    )


class EndAnswer(BaseModel):
    """What the function is like where a walk has arrived."""

    kind: Kind
    eigenvalues: list[float | None] = Field(
        description="of the Hessian: of one variable, f'' alone; 0 where zero to rounding, null where no more than "
        "the sign is known"
    )
    eigenvalue_errors: list[float | None] | None = Field(
        None, description="how far each may be off; null where no bound is known"
    )


class EvaluationsAnswer(BaseModel):
    """How often the method needed f alone, its gradient, a Hessian-vector product, and the Hessian."""

    value: int
    gradient: int
    hessian_vector: int
    hessian: int


class ClosedFormAnswer(BaseModel):
    """On a parabola the iterates have a formula: x_m = fixed_point + (x_0 - fixed_point) ratio^m."""

    fixed_point: float | None
    ratio: float | None
    points: list[float | None]
    regime: Regime
    mathml: str
    latex: str


class TrialAnswer(BaseModel):
    """A step tried by a line search (of trust-newton: a radius)."""

    step: float | None
    value: float | None
    slope: float | None = Field(description="of f along the direction there, where it was needed")
    failed: Literal["armijo", "curvature"] | None = Field(description="the condition that was not met")
    is_accepted: bool


class InternalsAnswer(BaseModel):
    """What made each step: entry k is about the step from points[k] to points[k+1]. Null: not of this method."""

    direction: list[list[float | None]] | None = Field(None, description="before it is multiplied by the step size")
    step_sizes: list[float | None] | None = None
    velocity: list[list[float | None]] | None = Field(None, description="v, or Adam's first moment m")
    second_moment: list[list[float | None]] | None = Field(None, description="sum or mean of squared gradients")
    trials: list[list[TrialAnswer]] | None = None
    newton: list[list[float | None] | None] | None = Field(None, description="the full Newton step")
    cauchy: list[list[float | None]] | None = Field(None, description="the best step against the gradient")
    radii: list[float | None] | None = None
    products: list[int] | None = Field(None, description="Hessian-vector products")
    residuals: list[list[float | None]] | None = Field(None, description="of the inner conjugate gradients")
    negative_curvature: list[bool] | None = None
    perturbed: list[bool] | None = None


class BestAnswers(BaseModel):
    """Of plain gradient descent, and of the heavy ball."""

    gradient_descent: BestAnswer
    momentum: BestAnswer


class TheoryAnswer(BaseModel):
    """What the Hessian's eigenvalues at the minimum say about convergence."""

    eigenvalues: list[float | None]
    condition_number: float | None = Field(description="null where it is beyond all numbers")
    stability_limit: float | None = Field(description="learning rates from here on do not converge")
    best: BestAnswers


class RunAnswer(BaseModel):
    """What a walk did."""

    method: MethodName
    points: list[list[float | None]] = Field(description="the start first")
    values: list[float | None]
    gradients: list[list[float | None]]
    gradient_norms: list[float | None]
    work: list[int] = Field(
        description="gradient evaluations until each point; a Hessian counts as n, a Hessian-vector product as one"
    )
    internals: InternalsAnswer | None
    stop: Stop
    ended_at: EndAnswer | None = Field(description="null unless it has arrived")
    theory: TheoryAnswer | None = Field(description="null unless there is a minimum to speak of")
    predicted_rate: float | None = Field(description="of the errors, by theory: |1 - a λ| for gradient descent")
    measured_rate: float | None = Field(description="the same from the iterates, where they converge linearly")
    order: OrderAnswer
    evaluations: EvaluationsAnswer
    slopes: list[float | None] | None = Field(description="f' at each point, for one variable")
    curvatures: list[float | None] | None = Field(description="f'' at each point, for one variable")
    closed_form: ClosedFormAnswer | None = Field(description="null unless the function is a parabola")


class DescentAnswer(BaseModel):
    """One entry for each run, in their order."""

    runs: list[RunAnswer]
    partial: bool = Field(description="whether its time was up: this is what was done until then")


@router.post("/descent", response_model=DescentAnswer)
async def descent(request: DescentRequest) -> Answer:
    """Walks by gradient, momentum, Newton and other methods side by side, each with the reason why it stopped."""
    field = at_least_one_variable(read_field(request.function))
    for k, each in enumerate(request.runs):
        check_size(field, f"runs[{k}].start", len(each.start))
    settings = [each.settings(f"runs[{k}].") for k, each in enumerate(request.runs)]
    runs = [
        Run(each.method, np.array(each.start, float), numbers, each.steps, each.tolerance, each.seed)
        for each, numbers in zip(request.runs, settings, strict=True)
    ]
    return await run(partial(_descent, field, request, runs), seconds=prices.walks(field, runs))


def _descent(field: ScalarField, request: DescentRequest, runs: list[Run]) -> Answer:
    found = zip(runs, descend(field, runs), strict=True)
    walks = [_walk(run.method, each, has_internals=request.internals) for run, each in found]
    return Answer({"runs": walks, "partial": interest.was_cut()})


def _walk(method: str, found: Outcome, *, has_internals: bool) -> dict[str, Any]:
    trail, is_line = found.trail, found.trail.points.shape[1] == 1
    return {
        "method": method,
        "points": trail.points,
        "values": trail.values,
        "gradients": trail.gradients,
        "gradient_norms": trail.slopes(),
        "work": trail.work,
        "internals": {**_NO_INTERNALS, **trail.notes} if has_internals else None,
        "stop": {"reason": found.reason, "message": found.message},
        "ended_at": found.end and _end(found.end),
        "theory": found.theory and _theory(found.theory),
        "predicted_rate": found.predicted_rate,
        "measured_rate": found.order.rate if found.order.kind == "linear" else None,
        "order": found.order._asdict(),
        "evaluations": trail.counts._asdict(),
        "slopes": trail.gradients[:, 0] if is_line else None,
        "curvatures": trail.hessians[:, 0, 0] if is_line and trail.hessians is not None else None,
        "closed_form": found.closed_form and _closed_form(found.closed_form),
    }


_NO_INTERNALS = dict.fromkeys(InternalsAnswer.model_fields)


def _end(end: Critical) -> dict[str, Any]:
    return {"kind": end.kind, "eigenvalues": end.eigenvalues, "eigenvalue_errors": end.errors}


def _theory(theory: Theory) -> dict[str, Any]:
    best = {"gradient_descent": theory.gradient_descent._asdict(), "momentum": theory.momentum._asdict()}
    return {
        "eigenvalues": theory.eigenvalues,
        "condition_number": theory.condition_number,
        "stability_limit": theory.stability_limit,
        "best": best,
    }


def _closed_form(exact: ClosedForm) -> dict[str, Any]:
    named = {name: value for name, value in exact._asdict().items() if name != "formula"}
    return {**named, **(formula(exact.formula) or {})}

"""What requests about regression are made of, and the objectives that they stand for."""

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from gradscape.api import limits
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import read_field
from gradscape.api.models import Bound, FunctionText, Interval, Seed, Strict, VariableName
from gradscape.api.walk_texts import SettingsRequest, Tolerance
from gradscape.language.digits import in_words
from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Function, names_in
from gradscape.learning.models import Model
from gradscape.learning.regression import Objective, Points, Reduction
from gradscape.learning.residual_losses import RESIDUAL_LOSSES, USUAL_LOSS, Loss, LossName
from gradscape.learning.scatter_data import ScatterName
from gradscape.walks.methods import USUAL_METHOD, FitMethodName
from gradscape.walks.run import Run

Column = Annotated[list[Bound], Field(min_length=1, max_length=limits.FIT_POINTS)]


class PointsText(Strict):
    """The points to fit."""

    x: Column
    y: Column

    @model_validator(mode="after")
    def _as_many_of_both(self) -> "PointsText":
        if len(self.x) != len(self.y):
            raise ValueError(f"has {len(self.x)} numbers for x but {len(self.y)} for y")
        return self


class LossText(Strict):
    """A loss of residuals, with the number that shapes it."""

    name: LossName = USUAL_LOSS
    p: float | None = Field(None, description="of a power |r|^p")
    delta: float | None = Field(None, description="up to which residual Huber's loss is a parabola")
    tau: float | None = Field(None, description="of a quantile: the share of points that shall lie below")


class FitMethodRequest(SettingsRequest):
    """A first-order method and its settings."""

    method: FitMethodName = USUAL_METHOD


class CurveText(Strict):
    """Where to draw the fitted curve."""

    x: Interval
    resolution: Annotated[int, Field(ge=2, le=limits.FIT_CURVE)] = 101


class SurfaceText(Strict):
    """One or two parameters over which to draw the loss; ranges that are not given hold all that matters."""

    parameters: Annotated[list[VariableName], Field(min_length=1, max_length=2)]
    x: Interval | None = None
    y: Interval | None = None
    resolution: Annotated[int, Field(ge=2, le=limits.FIT_RESOLUTION)] = 41


class RegressionRequest(Strict):
    """Points, a model of x, a loss, and how its parameters walk downhill from the numbers they are given."""

    data: PointsText
    model: FunctionText = Field(description="a function of x; its parameters are what is fitted, and where that begins")
    loss: LossText = Field(default_factory=lambda: LossText.model_validate({}))
    reduction: Reduction = Field("mean", description="of the points' losses")
    optimiser: FitMethodRequest = Field(default_factory=lambda: FitMethodRequest.model_validate({}))
    steps: Annotated[int, Field(ge=0, le=limits.FIT_STEPS)] = 100
    tolerance: Tolerance = Field(1e-9, description="it has arrived where |gradient| is at most this; 0 makes all steps")
    at: Annotated[int, Field(ge=0, le=limits.FIT_STEPS)] | None = Field(
        None, description="the step whose fit is told point by point; the last one if null"
    )
    curve: CurveText | None = None
    profile: Annotated[int, Field(ge=2, le=limits.FIT_CURVE)] | None = Field(
        None, description="at how many residuals to draw the loss and its slope"
    )
    surface: SurfaceText | None = None
    compare: Annotated[list[LossText], Field(max_length=limits.FIT_COMPARED)] = Field(
        default_factory=list, description="losses whose best fits are wanted too"
    )
    best_fit: bool = Field(
        False,
        description="whether the best fit is wanted even where it has to be looked for step by step: of a model that "
        "is not linear in its parameters, for squared residuals",
    )
    arrays: Literal["lists", "base64"] = "lists"

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": {"x": [1, 2, 3, 4], "y": [1.1, 1.9, 3.2, 7]},
                    "model": {"source": "m x + b", "parameters": {"m": 0, "b": 0}},
                    "loss": {"name": "huber", "delta": 0.5},
                    "optimiser": {"method": "gradient-descent", "learning_rate": 0.1},
                    "steps": 200,
                    "compare": [{"name": "squared"}, {"name": "absolute"}],
                }
            ]
        }
    )


class ScatterRequest(Strict):
    """A generated data set."""

    name: ScatterName
    count: Annotated[int, Field(ge=2, le=limits.FIT_POINTS)] = 20
    noise: Annotated[float, Field(ge=0, le=1)] = Field(0.1, description="as a part of the curve's height")
    outliers: Annotated[int, Field(ge=0, le=limits.FIT_POINTS)] = 0
    seed: Seed = 0

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "line", "count": 12, "outliers": 1}]})


class NormsRequest(Strict):
    """A vector of the plane, and the norms to measure it by."""

    orders: Annotated[
        list[Annotated[float, Field(ge=0.1, le=limits.NORM)] | None], Field(min_length=1, max_length=limits.NORMS)
    ] = Field(description="p of each; null for infinity")
    vector: Annotated[list[Bound], Field(min_length=2, max_length=2)] = Field(default=[1.0, 1.0])

    model_config = ConfigDict(json_schema_extra={"examples": [{"orders": [0.5, 1, 2, None], "vector": [3, 4]}]})


def read_objective(request: RegressionRequest) -> tuple[Objective, Run]:
    """What is made small, and the walk that does it."""
    model, start = read_model(request.model)
    points = Points(np.array(request.data.x, float), np.array(request.data.y, float))
    objective = Objective(model, points, read_loss(request.loss, "loss"), request.reduction)
    settings = request.optimiser.settings("optimiser.")
    if settings.get("line_search", "none") != "none":
        raise invalid("optimiser.line_search", "must be none: fits walk by fixed steps")
    return objective, Run(request.optimiser.method, start, settings, request.steps, request.tolerance, 0)


def read_model(text: FunctionText) -> tuple[Model, np.ndarray]:
    """The model of a request, and its parameters' numbers in their order.

    Raises:
        FunctionError: where the text cannot be read, or is too long for the machine.
        ProblemError: where it is no function of x with 1 to 15 parameters.
    """
    if text.variables not in (None, ["x"]):
        raise invalid("model.variables", "must be x alone: all other names are parameters")
    if "x" in text.parameters:
        raise invalid("model.parameters", "may not have x, which is the variable")
    try:
        field = read_field(text.model_copy(update={"variables": ["x"]}))
        model = Model(replace(field.function, parameters=_as_they_come(field.function)))
        _ = model.program
    except LanguageError as error:
        raise FunctionError(error, "model.source") from None
    count = len(model.names)
    if not 1 <= count <= limits.FIT_PARAMETERS:
        missing = "; any letter but x is one, as in m x + b" if not count else ""
        raise invalid("model.source", f"has {count} parameters, but 1 to {limits.FIT_PARAMETERS} are fitted{missing}")
    return model, np.array([field.parameters[name] for name in model.names], float)


def _as_they_come(function: Function) -> tuple[str, ...]:
    """The parameters in the order in which the text mentions them."""
    seen = [name.name for name in names_in(function.tree)]
    return tuple(sorted(function.parameters, key=lambda name: seen.index(name) if name in seen else len(seen)))


def read_loss(text: LossText, path: str) -> Loss:
    """A loss with the number that shapes it."""
    setting = RESIDUAL_LOSSES[text.name].setting
    for name in ("p", "delta", "tau"):
        value = getattr(text, name)
        if value is None:
            continue
        if setting is None or setting.name != name:
            raise invalid(f"{path}.{name}", f"is no setting of {text.name}")
        if not setting.minimum <= value <= setting.maximum:
            raise invalid(f"{path}.{name}", f"must be {in_words(setting.minimum)} to {in_words(setting.maximum)}")
    if setting is None:
        return Loss(text.name)
    given = getattr(text, setting.name)
    return Loss(text.name, setting.default if given is None else float(given))


def read_chosen(text: SurfaceText, model: Model) -> list[int]:
    """Places of the parameters that the loss is drawn over."""
    for k, name in enumerate(text.parameters):
        if name not in model.names:
            raise invalid(f"surface.parameters[{k}]", f"must be one of {', '.join(model.names)}")
    if len(set(text.parameters)) < len(text.parameters):
        raise invalid("surface.parameters", "must be two different ones")
    return [model.names.index(name) for name in text.parameters]

"""The state of the regression lab, with its view of norms."""

from functools import partial
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from gradscape.labs import fields
from gradscape.labs.fields import SEED, Box, Camera, Pair, Settings, Show, Sliders, State
from gradscape.labs.settings import check_settings
from gradscape.labs.sizes import FIT_STEPS
from gradscape.learning.regression import Reduction
from gradscape.learning.residual_losses import RESIDUAL_LOSSES, USUAL_LOSS
from gradscape.learning.scatter_data import TRUTHS
from gradscape.machine.fitting import POINTS
from gradscape.walks.methods import FIT_METHOD, USUAL_METHOD

DATA = [*TRUTHS, "own"]
# First-order methods with one learning rate.
METHODS = list(FIT_METHOD)
MOST_OUTLIERS = 50

_FIT = {"view": ["fit"]}
_MADE = {**_FIT, "data": list(TRUTHS)}
_field = partial(fields.field, when=_FIT)
_choice = partial(fields.choice, when=_FIT)


def _shape(name: str) -> Any:
    """The number of this name, which shapes a loss."""
    shaped = {loss.setting: loss.name for loss in RESIDUAL_LOSSES.values() if loss.setting is not None}
    setting = next(setting for setting in shaped if setting.name == name)
    bounds = setting.minimum, setting.maximum
    return fields.between(setting.default, bounds, name, when={**_FIT, "loss": [shaped[setting]]})


class RegressionState(State):
    """Points, a model of them, a loss, and how the model's parameters walk downhill; or the length of a vector."""

    lab: Literal["regression"] = "regression"
    view: str = fields.choice("fit", ["fit", "norms"], "view")
    data: str = _choice(DATA[0], DATA, "data")
    count: int = fields.field(20, "count", ge=2, le=POINTS, when=_MADE)
    # As a part of the curve's height.
    noise: float = fields.between(0.1, (0.0, 1.0), "noise", when=_MADE)
    outliers: int = fields.field(1, "outliers", ge=0, le=MOST_OUTLIERS, most="count", when=_MADE)
    # The seed of the points.
    sample: int = fields.field(2, "sample", ge=SEED[0], le=SEED[1], when=_MADE)
    # One's own.
    points: Annotated[list[Pair], Field(max_length=POINTS)] = fields.field(
        [], "px,py", form="columns", of="pairs of numbers", when={**_FIT, "data": ["own"]}
    )
    # The model, and where the walk begins.
    source: str = _field("m x + b", "f")
    parameters: Sliders = _field(
        {name: fields.Slider(value=0.0, min=-3.0, max=3.0) for name in ("m", "b")}, "p.", form="sliders"
    )
    loss: str = _choice(USUAL_LOSS, RESIDUAL_LOSSES, "loss")
    p: float = _shape("p")
    delta: float = _shape("delta")
    tau: float = _shape("tau")
    reduction: str = _choice("mean", get_args(Reduction), "reduction")
    # Losses whose best fits are shown beside.
    compare: list[str] = fields.names(["squared", "absolute"], RESIDUAL_LOSSES, "compare", when=_FIT)
    method: str = _choice(USUAL_METHOD, METHODS, "method")
    settings: Settings = _field({"learning_rate": 0.05}, "", form="settings")
    steps: int = _field(100, "steps", ge=1, le=FIT_STEPS)
    # The cursor.
    step: int = _field(100, "step", ge=0, le=FIT_STEPS, most="steps", usual="steps", noted=False)
    # The parameters that the loss is drawn over; none: the first two.
    axes: Annotated[list[str], Field(max_length=2)] = _field([], "axes", form="words", sparse=True)
    # Of that picture; none: all that matters.
    domain: Box | None = _field(None, "x,y", form="domain")
    camera: Camera = fields.camera("camera", when=_FIT)
    show: Show = fields.toggles(
        ["residuals", "best", "progress", "profile", "terms", "normal"],
        shown=["residuals", "best", "progress", "profile"],
        when=_FIT,
    )
    # Of the norm; none: infinity.
    order: Annotated[float, Field(ge=0.25, le=20)] | None = fields.field(
        2.0, "order", none="infinity", when={"view": ["norms"]}
    )
    # That is measured.
    vector: Pair = fields.field([1.0, 0.5], "vector", form="list", of="numbers", when={"view": ["norms"]})

    @model_validator(mode="before")
    @classmethod
    def _another_model_has_other_parameters(cls, table: dict[str, Any]) -> dict[str, Any]:
        return {"parameters": {}, **table} if "source" in table else table

    @model_validator(mode="after")
    def _settings_of_the_method(self) -> Self:
        check_settings(self.method, self.settings)
        return self

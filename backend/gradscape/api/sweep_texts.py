"""What requests for sweeps are made of: for POST sweep and its jobs."""

from typing import Annotated

import numpy as np
from pydantic import Field

from gradscape.api.errors import invalid
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.models import FunctionText, Interval, Strict
from gradscape.api.walk_texts import RunRequest
from gradscape.calculus.field import Field as ScalarField
from gradscape.walks.ends import is_quick
from gradscape.walks.run import Run

Momenta = Annotated[list[Annotated[float, Field(ge=0, lt=1)]], Field(min_length=2, max_length=2)]


class SweepQuestion(Strict):
    """A walk, and the learning rates and momenta to try it with."""

    function: FunctionText
    run: RunRequest
    learning_rate: Interval = Field(description="above 0; the rates between are spaced geometrically")
    momentum: Momenta | None = Field(None, description="for methods with momentum; spaced evenly")


def read_sweep(request: SweepQuestion) -> tuple[ScalarField, Run]:
    """The function, and the walk that is tried with all settings."""
    field = at_least_one_variable(read_field(request.function))
    check_size(field, "run.start", len(request.run.start))
    settings = request.run.settings("run.")
    if request.learning_rate[0] <= 0:
        raise invalid("learning_rate", "must be above 0: its axis is logarithmic")
    for name, wanted in (("learning_rate", True), ("momentum", request.momentum is not None)):
        if wanted and name not in settings:
            raise invalid(name, f"is no setting of {request.run.method}")
    asked = request.run
    walk = Run(asked.method, np.array(asked.start, float), settings, asked.steps, asked.tolerance, asked.seed)
    if request.momentum is not None and not is_quick(walk):
        raise invalid("momentum", f"is not swept for {request.run.method}")
    return field, walk


def rates_and_momenta(request: SweepQuestion, resolution: int) -> tuple[np.ndarray, np.ndarray | None]:
    """What is tried along each axis."""
    low, high = request.learning_rate
    momenta = None if request.momentum is None else np.linspace(request.momentum[0], request.momentum[1], resolution)
    return np.geomspace(low, high, resolution), momenta

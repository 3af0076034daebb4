"""The state of the paths lab."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gradscape.labs.fields import Box, Camera, Ruled, Settings, Show, camera, choice, field, toggles
from gradscape.labs.settings import check_settings
from gradscape.labs.sizes import STEPS
from gradscape.labs.subject import OnPlane
from gradscape.language.limits import MAXIMUM_VARIABLES
from gradscape.walks.methods import METHOD, USUAL_METHOD

MOST_RUNS = 8


class PathRun(Ruled):
    """One walk: by which method, from where, and what steers it unlike usual."""

    method: str = field(USUAL_METHOD, enum=list(METHOD))
    start: Annotated[list[float], Field(min_length=1, max_length=MAXIMUM_VARIABLES)]
    settings: Settings = field({})

    @model_validator(mode="after")
    def _settings_of_the_method(self) -> Self:
        check_settings(self.method, self.settings)
        return self


def _from_the_usual_start(method: str, **settings: float) -> PathRun:
    return PathRun(method=method, start=[-1.2, 1.0], settings={**settings})


class PathsState(OnPlane):
    """Walks of several methods over a plane or in more variables."""

    lab: Literal["paths"] = "paths"
    source: str = field("(1 - x)^2 + 100 (y - x^2)^2", "f")
    domain: Box = field(Box(x=[-2.0, 2.0], y=[-1.0, 3.0]), "x,y", form="domain")
    runs: Annotated[list[PathRun], Field(min_length=1, max_length=MOST_RUNS)] = field(
        [
            _from_the_usual_start(USUAL_METHOD, learning_rate=0.001),
            _from_the_usual_start("momentum", learning_rate=0.001),
            _from_the_usual_start("adam"),
            _from_the_usual_start("newton"),
        ],
        "runs",
        form="runs",
        of="runs",
    )
    # Whether all runs begin in one place.
    together: bool = field(True, "from", words=["each", "one"])
    # That each run may take.
    steps: int = field(300, "steps", ge=1, le=STEPS)
    # The cursor moves along the walks, and changes nothing about them.
    step: int = field(300, "step", ge=0, le=STEPS, most="steps", noted=False)
    # How many steps before the cursor are shown; 0: all of them.
    trail: int = field(0, "trail", ge=0, le=STEPS)
    # What the plots of progress run over.
    against: str = choice("iterations", ["iterations", "work"], "against")
    show: Show = toggles(
        ["progress", "arrows", "theory", "rates", "basins", "sweep", "saddle", "critical", "table"],
        shown=["progress", "critical"],
    )
    view: Camera = camera("view")

    @model_validator(mode="after")
    def _starts_go_together(self) -> Self:
        first, *others = [run.start for run in self.runs]
        if any(len(start) != len(first) for start in others):
            raise ValueError("all runs of a scene have starts with as many entries")
        if self.together and any(start != first for start in others):
            raise ValueError("runs from several starts are not together")
        return self

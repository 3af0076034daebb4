"""The state of the descent lab."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gradscape.labs.fields import Line, Ruled, Show, choice, field, toggles
from gradscape.labs.sizes import STEPS
from gradscape.labs.subject import OnLine
from gradscape.walks.methods import LINE_METHODS, METHOD, USUAL_METHOD

MOST_RUNS = 6


class DescentRun(Ruled):
    """One walk along a line: by which method, from where, and with which learning rate."""

    method: str = field(USUAL_METHOD, enum=list(LINE_METHODS))
    start: float = field(0.0)
    rate: float = field(0.1)


class DescentState(OnLine):
    """Walks along one variable, to a minimum or to a zero."""

    lab: Literal["descent"] = "descent"
    source: str = field("(x^2 - 3)^2", "f")
    domain: Line = field(Line(x=[-3.0, 3.0]), "x", form="domain")
    goal: str = choice("minimum", ["minimum", "zero"], "goal")
    runs: Annotated[list[DescentRun], Field(min_length=1, max_length=MOST_RUNS)] = field(
        [DescentRun(start=2.0, rate=rate) for rate in (0.01, 0.05, 0.12)],
        "runs",
        form="runs",
        of="runs",
    )
    # That each run may take.
    steps: int = field(60, "steps", ge=1, le=STEPS)
    # The cursor moves along the walks, and changes nothing about them.
    step: int = field(0, "step", ge=0, le=STEPS, most="steps", noted=False)
    show: Show = toggles(["cobweb", "iterates", "error", "map", "basins", "table"], shown=["iterates"])

    @model_validator(mode="after")
    def _newton_to_a_zero(self) -> Self:
        if self.goal == "zero" and any(METHOD[run.method].family != "second-order" for run in self.runs):
            raise ValueError("only Newton's method walks to a zero")
        return self

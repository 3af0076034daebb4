"""The state of the Jacobian lab, with its view of chains."""

from typing import Annotated, Literal

from pydantic import Field

from gradscape.labs.fields import Box, Show, choice, field, place, toggles
from gradscape.labs.sizes import MAP_VARIABLES, STAGES
from gradscape.labs.subject import OnPlane

# Of the cursor: forward and back through all stages, part by part.
MOST_STEPS = 100


class JacobianState(OnPlane):
    """A map of several variables, or several maps one after the other."""

    lab: Literal["jacobian"] = "jacobian"
    view: str = choice("map", ["map", "chain"], "view")
    source: str = field("f(r, t) = [r cos t, r sin t]", "f", when={"view": ["map"]})
    # Of the chain, in the order in which they are applied.
    sources: Annotated[list[str], Field(min_length=2, max_length=STAGES)] = field(
        ["[sin t, cos t]", "z = x^2 + y^2"], "f", form="numbered", of="stages", when={"view": ["chain"]}
    )
    point: list[float] = place([2.0, 0.8], of="numbers", min_length=1, max_length=MAP_VARIABLES)
    # Of the first two inputs.
    domain: Box = field(Box(x=[0.0, 3.0], y=[-0.5, 2.5]), "x,y", form="domain")
    # Around the point, and how far it reaches.
    figure: str = choice("circle", ["circle", "square", "letter"], "figure", when={"view": ["map"]})
    reach: float = field(0.5, "reach", gt=0, when={"view": ["map"]})
    # The cursor moves along the stages, and changes nothing about them.
    step: int = field(0, "step", ge=0, le=MOST_STEPS, noted=False, when={"view": ["chain"]})
    mode: str = choice("forward", ["forward", "reverse"], "mode", when={"view": ["chain"]})
    show: Show = toggles(
        ["grid", "image", "linear", "singular", "close", "cases", "table", "field"],
        shown=["grid", "image", "linear", "singular", "cases"],
        when={"view": ["map"]},
    )

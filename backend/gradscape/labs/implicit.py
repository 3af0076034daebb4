"""The state of the lab of equations: a curve, a point of it, and its tangent there."""

from typing import Literal

from gradscape.labs.fields import Box, Show, field, place, toggles
from gradscape.labs.subject import OnPlane


class ImplicitState(OnPlane):
    """An equation of two variables, and a point beside its curve; what is shown is the nearest one on it."""

    lab: Literal["implicit"] = "implicit"
    source: str = field("x^2 + y^2 = 1", "g")
    domain: Box = field(Box(x=[-1.5, 1.5], y=[-1.5, 1.5]), "x,y", form="domain")
    point: list[float] = place([0.6, 0.8], of="coordinates")
    show: Show = toggles(["tangent", "normal", "parabola", "places", "slopes"], shown=["tangent", "places", "slopes"])

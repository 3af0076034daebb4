"""The state of the constraints lab."""

from typing import Literal

from gradscape.labs.fields import Box, Pair, Show, field, place, toggles
from gradscape.labs.subject import OnPlane


class ConstraintsState(OnPlane):
    """A function of two variables on the curve of an equation, or in the region of an inequality."""

    lab: Literal["constraints"] = "constraints"
    source: str = field("x^2 y", "f")
    domain: Box = field(Box(x=[-2.5, 2.5], y=[-2.5, 2.5]), "x,y", form="domain")
    # Beside the curve; the point that is shown is the nearest one on it.
    point: list[float] = place([1.7, 0.4], of="coordinates", inside=True)
    constraint: str = field("x^2 + y^2 = 3", "g")
    # Of the constraint; none: what stands right in its text.
    level: float | None = field(None, "c", none="text", sparse=True)
    # That the slider of the level, and the picture of the solutions by their levels, go over.
    levels: Pair = field([0.5, 6.0], "levels", form="list", of="numbers")
    show: Show = toggles(["arrows", "contour", "solutions", "sensitivity"], shown=["arrows", "contour", "solutions"])

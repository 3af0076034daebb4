"""The state of the derivative lab."""

from typing import Literal

from gradscape.labs.fields import Show, field, place, toggles
from gradscape.labs.subject import OnLine
from gradscape.machine.taylor import ORDER


class DerivativeState(OnLine):
    """A function of one variable, a point of its curve, and a second one beside it."""

    lab: Literal["derivative"] = "derivative"
    source: str = field("x^3 - x", "f")
    point: list[float] = place([1.0], of="coordinates", inside=True)
    # From the point to the second point of the secant; may be negative.
    h: float = field(0.8, "h")
    # How many derivatives are stacked under the function; the degree of the Taylor polynomial.
    order: int = field(2, "order", ge=0, le=ORDER)
    taylor: int = field(3, "taylor", ge=0, le=ORDER)
    show: Show = toggles(
        ["tangent", "secant", "lens", "quotients", "derivatives", "derivation", "taylor", "extrema", "slopes", "equal"],
        shown=["tangent"],
    )

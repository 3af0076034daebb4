"""What labs look at: a function, its parameters, a point, and the box that is drawn."""

from gradscape.labs.fields import Box, Line, Sliders, State, field, place
from gradscape.labs.sizes import MAP_VARIABLES


class Subject(State):
    """One thing in the hand: the same in every lab that takes a typed function.

    The text names its variables, and their order, as in f(x, y) = ...; walks say themselves where they begin, and keep
    a point only for the labs that they came from.
    """

    source: str = field("x", "f")
    parameters: Sliders = field({}, "p.", form="sliders")


class OnLine(Subject):
    """A function of one variable."""

    domain: Line = field(Line(x=[-2.0, 2.0]), "x", form="domain")
    point: list[float] = place([], of="coordinates", sparse=True, max_length=MAP_VARIABLES)


class OnPlane(Subject):
    """A function of two variables, or of more, two of which are drawn."""

    domain: Box = field(Box(x=[-2.0, 2.0], y=[-2.0, 2.0]), "x,y", form="domain")
    point: list[float] = place([], of="coordinates", sparse=True, max_length=MAP_VARIABLES)

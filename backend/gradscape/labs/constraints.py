"""The state of the constraints lab: a function on a curve or a surface, descent on one, and on distributions."""

import re
from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from gradscape.labs import fields
from gradscape.labs.fields import Box, Interval, Pair, Ruled, Show, choice, place, toggles
from gradscape.labs.subject import OnPlane
from gradscape.learning.families import FAMILIES, MOST_PARAMETERS

# Of one walk on a surface; parts of one of its steps: the gradient, its projection, the step, the way back.
MOST_STEPS = 400
PARTS = 4

MOST_DATA = 40
# Which two of three parameters are drawn, by their numbers.
PLANES = ["12", "13", "23"]
LONGEST = 400

# After a head or none, in the last line: [cos u cos v, sin u cos v, sin v].
_VECTOR = re.compile(r"\s*(\w+\s*(\([^)]*\))?\s*=)?\s*\[")

VIEWS = ["curve", "space", "surface", "family"]
_typed = partial(fields.field, when={"view": ["curve", "space", "surface"]})
_space = partial(fields.field, when={"view": ["space", "surface"]})
_descent = partial(fields.field, when={"view": ["surface"]})
_walk = partial(fields.field, when={"view": ["surface", "family"]})
_family = partial(fields.field, when={"view": ["family"]})
_own = partial(fields.field, when={"family": ["own"]}, sparse=True)


def is_chart(constraint: str) -> bool:
    """Whether a text gives a surface by coordinates, and not by an equation."""
    return _VECTOR.match(constraint.strip().rpartition("\n")[2]) is not None


class Upright(Ruled):
    """What is drawn of the third variable."""

    z: Interval


class ConstraintsState(OnPlane):
    """A function of two variables on a curve, of three on a surface or a curve in space; distributions with data."""

    lab: Literal["constraints"] = "constraints"
    view: str = choice("curve", VIEWS, "view")
    source: str = _typed("x^2 y", "f")
    # Of the first two variables, or of the parameters of a family.
    domain: Box = fields.field(Box(x=[-2.5, 2.5], y=[-2.5, 2.5]), "x,y", form="domain")
    # Beside the curve; the point that is shown is the nearest one on it.
    point: list[float] = place([1.7, 0.4], of="coordinates", when={"view": ["curve"]})
    constraint: str = _typed("x^2 + y^2 = 3", "g")
    # Of the constraint; none: what stands right in its text.
    level: float | None = _typed(None, "c", none="text", sparse=True)
    # That the slider of the level, and the picture of the solutions by their levels, go over.
    levels: Pair = fields.field([0.5, 6.0], "levels", form="list", of="numbers", when={"view": ["curve", "space"]})
    depth: Upright = _space(Upright(z=[-1.2, 1.2]), "z", form="domain")
    # From where to where each coordinate of a surface goes that is given by a vector.
    chart: Annotated[list[float], Field(min_length=4, max_length=4)] = _descent(
        [0, 6.2832, -1.5708, 1.5708], "chart", form="list", of="numbers", sparse=True
    )
    # Beside the surface, or the curve in space; what is shown, or begins a walk, is the point of it that is nearest.
    # Two numbers are coordinates.
    start: Annotated[list[float], Field(min_length=2, max_length=3)] = _space(
        [0.35, -0.5, 0.79], "start", form="list", of="coordinates"
    )
    rate: float = _walk(0.15, "rate", gt=0, le=1e6)
    momentum: float = _descent(0.0, "momentum", ge=0, le=0.99)
    retraction: str = choice("closest", ["closest", "geodesic"], "back", when={"view": ["surface"]})
    steps: int = _walk(60, "steps", ge=1, le=MOST_STEPS)
    # The cursor: steps, and parts of the next one in slow motion.
    step: int = _walk(0, "step", ge=0, le=MOST_STEPS, most="steps", noted=False)
    part: int = _descent(0, "part", ge=0, le=PARTS - 1, noted=False, sparse=True)
    # Of distributions; one's own by its log density, its parameters and where x may lie.
    family: str = choice("normal", [*FAMILIES, "own"], "family", when={"view": ["family"]})
    density: Annotated[str, Field(max_length=LONGEST)] = _own("-|x - m|/b - log(2b)", "density")
    names: Annotated[list[str], Field(max_length=MOST_PARAMETERS)] = _own(["m", "b"], "names", form="words")
    support: str = choice("real", ["real", "positive", "counts", "bits"], "support", when={"family": ["own"]})
    data: Annotated[list[float], Field(min_length=1, max_length=MOST_DATA)] = _family(
        [1.0, 1.5, 2.0, 2.5, 3.0], "data", form="list", of="numbers"
    )
    # The parameters that a walk begins with.
    theta: Annotated[list[float], Field(min_length=1, max_length=MOST_PARAMETERS)] = _family(
        [0.0, 1.0], "theta", form="list", of="parameters"
    )
    # Of three parameters, those that the plane shows.
    plane: str = choice("12", PLANES, "plane", when={"family": ["own"]}, sparse=True)
    # Walks beside each other: natural and ordinary; those in other parameters; those with other units.
    compare: str = choice("pair", ["pair", "parameters", "units"], "compare", when={"view": ["family"]})
    show: Show = toggles(
        [
            "arrows",
            "contour",
            "solutions",
            "sensitivity",
            "tangent",
            "slow",
            "plain",
            "ways",
            "ordinary",
            "ellipses",
            "shortest",
            "power",
        ],
        shown=["arrows", "contour", "solutions", "tangent", "plain", "ordinary", "ellipses"],
    )

    @property
    def start_in_space(self) -> list[float]:
        """The start beside a surface; one of two numbers alone begins in the middle of the box."""
        low, high = self.depth.z
        return self.start if len(self.start) == 3 else [*self.start, (low + high) / 2]

"""What requests are made of: functions, numbers, intervals, and formulas in answers."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from gradscape.api import limits
from gradscape.certify.completeness import LeftOverKind
from gradscape.labs.fields import SEED
from gradscape.language import rendering
from gradscape.language.conditions import conditions
from gradscape.language.printing import source
from gradscape.language.syntax import Apply, Shape, Tree

_NAME = r"^[A-Za-zα-ωϕϵ]+(?:[0-9]+|_[0-9A-Za-z]+|_\{[A-Za-z0-9]+\}|[₀-₉]+)?$"


class Strict(BaseModel):
    """A request or a part of one: no unknown fields, no text or truth values for numbers, nothing infinite."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _check_width(interval: list[float]) -> list[float]:
    low, high = interval
    if not low < high:
        raise ValueError("must begin with its smaller end")
    if high - low < max(limits.NARROWEST_WIDTH, limits.NARROWEST_RELATIVE_WIDTH * max(abs(low), abs(high))):
        raise ValueError("is too narrow for numbers of 16 digits")
    return interval


VariableName = Annotated[str, StringConstraints(pattern=_NAME, max_length=limits.NAME_CHARACTERS)]
Bound = Annotated[float, Field(ge=-limits.BOUND, le=limits.BOUND)]
Interval = Annotated[list[Bound], Field(min_length=2, max_length=2), AfterValidator(_check_width)]
Vector = Annotated[list[float], Field(max_length=limits.VARIABLES)]

Start = Annotated[list[Bound], Field(min_length=1, max_length=limits.VARIABLES)]
Steps = Annotated[int, Field(ge=1, le=limits.STEPS)]
Seed = Annotated[int, Field(ge=SEED[0], le=SEED[1])]
Entries = Annotated[list[float], Field(min_length=1, max_length=limits.VECTOR)]
Row = Annotated[list[float], Field(min_length=1, max_length=limits.MATRIX)]


Digits = Annotated[
    Literal["checked", "as-computed"],
    Field(
        description="checked: a number of which rounding leaves fewer than six digits is null. as-computed: all "
        "numbers as they come, somewhat quicker: for a picture that moves, to be asked again, checked, when it rests"
    ),
]


def _check_rows(rows: list[list[float]]) -> list[list[float]]:
    if len({len(row) for row in rows}) > 1:
        raise ValueError("must have rows of one length")
    return rows


Rows = Annotated[list[Row], Field(min_length=1, max_length=limits.MATRIX), AfterValidator(_check_rows)]


def _kind_of_parameter(value: Any) -> str:
    if not isinstance(value, list):
        return "[number]"
    return "[matrix]" if value and isinstance(value[0], list) else "[vector]"


# Chosen by its form, so that an error is about the one that was meant.
Parameter = Annotated[
    Annotated[float, Tag("[number]")] | Annotated[Entries, Tag("[vector]")] | Annotated[Rows, Tag("[matrix]")],
    Discriminator(_kind_of_parameter),
]


def _form(value: Any) -> str:
    return "[object]" if isinstance(value, dict | BaseModel) else "[plain]"


# Between an object, tagged AN_OBJECT, and a name or a list, tagged PLAIN: an error is about the one that was meant.
AN_OBJECT, PLAIN, BY_FORM = Tag("[object]"), Tag("[plain]"), Discriminator(_form)
Size = Annotated[int, Field(ge=1, le=limits.VECTOR)]


class FunctionText(Strict):
    """A function as people write it, with numbers for its parameters."""

    source: str = Field(
        description=f"at most {limits.SOURCE_CHARACTERS} characters; earlier lines may define names for parts",
        examples=["x^2 - a*y^2"],
    )
    parameters: dict[VariableName, Parameter] = Field(
        default_factory=dict,
        max_length=limits.PARAMETERS_SENT,
        description="numbers, vectors and matrices (row by row); one that is not given is 1, a matrix then the "
        "identity; one that the text does not mention is ignored",
        examples=[{"a": 1.0}],
    )
    shapes: dict[VariableName, Annotated[list[Size], Field(min_length=1, max_length=2)]] = Field(
        default_factory=dict,
        max_length=limits.VARIABLES,
        description="how many entries vectors have that are variables; otherwise the text decides, and if not, 2",
        examples=[{"x": [3]}],
    )
    variables: list[VariableName] | None = Field(
        None,
        max_length=limits.VARIABLES,
        description="fixes which names are variables, and their order; otherwise the text decides",
        examples=[["x", "y"]],
    )


class Formula(BaseModel):
    """A formula to show and to copy."""

    mathml: str = Field(description="a complete <math> element")
    latex: str


def formula(made: rendering.Formula | None) -> dict[str, str] | None:
    """A formula as JSON has it."""
    return None if made is None else {"mathml": made.mathml, "latex": made.latex}


class Condition(Formula):
    """What must hold for a formula to be the derivative: x > 0 for the slope 1 of sqrt(x)^2."""

    source: str = Field(examples=["x > 0"])


def condition(relation: Apply) -> dict[str, str]:
    """A relation as JSON has it."""
    return {**(formula(rendering.tree_formula(relation)) or {}), "source": source(relation)}


# Dragging a point asks again and again about the same function.
@lru_cache(maxsize=256)
def conditions_of(*trees: Tree) -> tuple[dict[str, str], ...]:
    """Where the formulas of the derivatives of all these hold."""
    return tuple(condition(each) for each in conditions(*trees))


class Shaped(BaseModel):
    """A name with its shape: [] a number, [n] a vector of n entries, [m, n] a matrix of m rows."""

    name: str = Field(examples=["x"])
    shape: list[int] = Field(examples=[[3]])


def with_shapes(names: tuple[tuple[str, Shape], ...]) -> list[dict[str, Any]]:
    """Names with their shapes as JSON has them."""
    return [{"name": name, "shape": shape} for name, shape in names]


class LeftOverAnswer(BaseModel):
    """A place that a proof of completeness does not cover."""

    kind: LeftOverKind = Field(
        description="constant: every point there is critical; flat: the slope does not rise above its rounding; "
        "broken: a kink, a pole or an end of the domain may lie there; unseen: not decided when time was up; "
        "border: a solution lies there, so near the border of the region that rounding does not tell on which side; "
        "singular: the gradients of the constraints are dependent there, as where the only one vanishes"
    )
    box: list[list[float]] = Field(description="an interval for each variable, in their order")

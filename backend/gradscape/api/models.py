"""What requests are made of: functions, numbers, intervals, and formulas in answers."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from gradscape.api import limits

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


class FunctionText(Strict):
    """A function as people write it, with numbers for its parameters."""

    source: str = Field(
        description=f"at most {limits.SOURCE_CHARACTERS} characters; earlier lines may define names for parts",
        examples=["x^2 - a*y^2"],
    )
    parameters: dict[VariableName, float] = Field(
        default_factory=dict,
        max_length=limits.PARAMETERS_SENT,
        description="a parameter that is not given is 1; one that the text does not mention is ignored",
        examples=[{"a": 1.0}],
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

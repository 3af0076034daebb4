"""What the states of all labs are made of: fields with a default and a range, and how a link holds each."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from gradscape.language.digits import in_words

# What the page can type, draw and keep in a link.
LARGEST = 1e12
SEED = (0, 2**32 - 1)

_CONSTRAINTS = {"ge", "le", "gt", "min_length", "max_length"}


def field(default: Any, link: str | None = None, **rules: Any) -> Any:
    """A field of a state, under its key in a link.

    The rules beside pydantic's constraints are told to the page in the model's JSON Schema:

    enum: the only values that there are.
    noted: False where a change is no step to undo; returning: such a one comes back with a state as it was left.
    most: the field that this one cannot exceed. usual: the field that it is where a link says nothing.
    inside: whether the usual point gives way to the middle where it lies outside the domain.
    of: what a list consists of, in a word.
    turn: a period. digits: after the point, in a link. words: in a link, for no and yes.
    form: of the text in a link, where the type does not say it. none: the word for no value.
    when: the values of other fields with which a link has it. sparse: it then has it only where it is not the default.
    """
    constraints = {name: rules.pop(name) for name in _CONSTRAINTS & set(rules)}
    told = rules if link is None else {"link": link, **rules}
    return Field(default, json_schema_extra=told, **constraints)


def between(default: float, bounds: tuple[float, float], link: str, **rules: Any) -> Any:
    """A number from one bound to the other."""
    return field(default, link, ge=bounds[0], le=bounds[1], **rules)


def choice(default: Any, names: Iterable[Any], link: str, **rules: Any) -> Any:
    """One of the names, the first of which need not be the default."""
    return field(default, link, enum=list(names), **rules)


def names(default: list[str], known: Iterable[str], link: str, **rules: Any) -> Any:
    """A list of names, all of them known."""
    return field(default, link, form="names", known=list(known), **rules)


def toggles(names: Iterable[str], shown: Iterable[str], **rules: Any) -> Any:
    """What is shown and what not, by the names of all that could be."""
    return field({name: name in set(shown) for name in names}, "show", form="toggles", **rules)


def place(default: list[float], **rules: Any) -> Any:
    """Where a point is, and how many numbers that takes."""
    return field(default, "at", form="list", **{"min_length": len(default), "max_length": len(default), **rules})


def camera(link: str, **rules: Any) -> Any:
    """Where the camera stands, if it was moved: no step to undo."""
    return field(None, link, form="list", digits=2, noted=False, **rules)


def _in_order(bounds: list[float]) -> list[float]:
    if not bounds[0] < bounds[1]:
        raise ValueError(f"{bounds} is not an interval")
    return bounds


Interval = Annotated[list[float], Field(min_length=2, max_length=2), AfterValidator(_in_order)]
Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Camera = Annotated[list[float], Field(min_length=3, max_length=3)] | None
Settings = dict[str, float | str]
Show = dict[str, bool]


class Ruled(BaseModel):
    """Strict, without unknown fields; and what the rules of its fields say, is checked."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    @classmethod
    def rules(cls, name: str) -> dict[str, Any]:
        """What is told of a field beside its type and its constraints."""
        extra = cls.model_fields[name].json_schema_extra
        return extra if isinstance(extra, dict) else {}

    @model_validator(mode="after")
    def _as_ruled(self) -> Self:
        for name in type(self).model_fields:
            self._check(name, getattr(self, name), self.rules(name))
        return self

    def _check(self, name: str, value: Any, rules: dict[str, Any]) -> None:
        known: list[Any] = rules.get("enum", rules.get("known", []))
        for each in [value] if "enum" in rules else value if known else []:
            if each not in known:
                raise ValueError(f"{name} is not one of {', '.join(map(str, known))}: {each!r}")
        if "most" in rules and value > (most := getattr(self, rules["most"])):
            raise ValueError(f"{name} is not a whole number from 0 to {most}: {value}")


class Slider(Ruled):
    """A parameter of the function, and how far its slider goes."""

    value: float
    min: float
    max: float


def _standing(sliders: dict[str, Slider]) -> dict[str, Slider]:
    for name, slider in sliders.items():
        if not slider.min <= slider.value <= slider.max:
            raise ValueError(f"the slider of {name} cannot stand at {in_words(slider.value)}")
    return sliders


Sliders = Annotated[dict[str, Slider], AfterValidator(_standing)]


class Line(Ruled):
    """What is drawn of one variable."""

    x: Interval


class Box(Line):
    """What is drawn of two variables."""

    y: Interval


class State(Ruled):
    """All that a lab can show, as the page keeps it in its address."""

    lab: str

    @field_validator("show", mode="before", check_fields=False)
    @classmethod
    def _all_toggles(cls, shown: Any) -> Any:
        """Chapters name what is on."""
        known = cls.model_fields["show"].default
        if unknown := sorted(set(shown) - set(known)):
            raise ValueError(f"nothing to show is called {', '.join(unknown)}")
        return {name: name in shown for name in known} if isinstance(shown, list) else shown

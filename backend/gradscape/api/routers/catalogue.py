"""What the language knows and what is allowed: GET catalogue."""

from functools import cache
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from gradscape.api import assets, limits
from gradscape.api.answers import Answer
from gradscape.api.assets import Asset
from gradscape.api.examples import EXAMPLES
from gradscape.api.front_door import PICTURES
from gradscape.api.routers import PREFIX
from gradscape.calculus.critical_points import Kind
from gradscape.labs.schemas import schemas
from gradscape.language.functions import WORDS, FunctionWord
from gradscape.language.vocabulary import CONSTANTS, OPERATORS
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS
from gradscape.learning.data_sets import DATA_SETS
from gradscape.learning.families import FAMILIES
from gradscape.learning.initialisations import INITIALISATIONS
from gradscape.learning.residual_losses import RESIDUAL_LOSSES, ResidualLoss
from gradscape.learning.scatter_data import TRUTHS
from gradscape.machine.first_order import Rule
from gradscape.walks.gallery import TEST_FUNCTIONS, GalleryFunction
from gradscape.walks.methods import METHODS, TRAINING_METHOD, AnyMethodName, Family, Method

router = APIRouter(prefix=PREFIX, tags=["catalogue"])


class FunctionEntry(BaseModel):
    """A function that can be called."""

    name: str = Field(examples=["sin"])
    arguments: str = Field(description="how many it takes: one number, or the fewest and the most", examples=["2-16"])
    description: str


class OperatorEntry(BaseModel):
    """An operator, and how it is written."""

    name: str = Field(examples=["mul"])
    description: str = Field(examples=["a b, a*b, a·b, a×b"])


class ConstantEntry(BaseModel):
    """A name that stands for a number."""

    name: str = Field(examples=["pi"])
    value: float


class ExampleEntry(BaseModel):
    """A function to begin with."""

    name: str
    source: str
    variables: list[str] = Field(description="one or two")
    box: list[list[float]] = Field(description="an interval for each variable")
    note: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Bowl",
                    "source": "x^2 + y^2",
                    "variables": ["x", "y"],
                    "box": [[-3, 3], [-3, 3]],
                    "note": "the gradient points straight away from the minimum",
                }
            ]
        }
    )


class SettingEntry(BaseModel):
    """A number or a choice that steers a method of descent."""

    name: str = Field(examples=["learning_rate"])
    label: str
    kind: Literal["number", "whole", "choice"]
    default: float | str
    minimum: float | None = Field(description="null for choices, as is the maximum")
    maximum: float | None
    choices: list[str]
    scale: Literal["linear", "log"]


class LookEntry(BaseModel):
    """How a method's walks are drawn."""

    hue: int = Field(description="its number; close relatives share it")
    dash: str = Field(description="of a line, as SVG has it")


class LimitEntry(BaseModel):
    """The learning rate at which a curvature λ makes a method swing without end: (a + b β)/((c + d β) λ)."""

    text: str = Field(examples=["2(1 + β)/λ"])
    above: list[float] = Field(description="a and b")
    below: list[float] = Field(description="c and d")


class MethodEntry(BaseModel):
    """A method of descent."""

    name: AnyMethodName
    label: str
    family: Family
    summary: str
    update: str = Field(description="its step in a line of mathematics")
    look: LookEntry
    settings: list[SettingEntry]
    rule: Rule | None = Field(description="what its step makes of gradients that came before; null where it needs more")
    convention: str = Field(description="where others write the same method otherwise; empty where nobody does")
    squares: str = Field(description="what its step divides by the root of; empty where it does not")
    goes_together: bool = Field(description="whether many walks are one calculation, where no step is searched for")
    trains: bool = Field(description="whether fits and networks are walked downhill by it")
    limit: LimitEntry | None = Field(description="of its learning rate; null where none is known")


class RangeEntry(BaseModel):
    """A parameter and how far its slider goes."""

    value: float
    minimum: float
    maximum: float


class KnownPointEntry(BaseModel):
    """A critical point of a test function."""

    point: list[float]
    kind: Kind
    value: float


class TestFunctionEntry(BaseModel):
    """A standard function to try methods of descent on."""

    name: str = Field(examples=["Rosenbrock"])
    source: str
    variables: list[str]
    parameters: dict[str, RangeEntry]
    box: list[list[float]]
    start: list[float]
    critical_points: list[KnownPointEntry]
    note: str
    reference: str


class ActivationEntry(BaseModel):
    """An activation with its derivative."""

    name: str = Field(examples=["tanh"])
    formula: str = Field(examples=["1 - a^2"])
    source: str = Field(description="as it is typed, of z", examples=["tanh(z)"])
    is_probability: bool = Field(description="whether all its values lie between 0 and 1")


class CostEntry(BaseModel):
    """What an answer costs."""

    name: str = Field(examples=["huber"])
    label: str
    formula: str
    typed: str = Field(description="of one output, as it is typed, of z, a and the target y", examples=["(a - y)^2/2"])
    is_sum: bool = Field(description="whether several outputs cost the sum of that")


class FamilyEntry(BaseModel):
    """A family of distributions, with a walk to begin with."""

    name: str = Field(examples=["normal"])
    label: str
    source: str = Field(description="its log density")
    means: str = Field(description="what its parameters are")
    chart: str | None = Field(description="how parameters are written of which there are several kinds; else null")
    parameters: list[str]
    support: str
    start: list[float]
    data: list[float]
    box: list[list[float]] = Field(description="of the parameters")


class InitialisationEntry(BaseModel):
    """How weights begin."""

    name: str = Field(examples=["he"])
    label: str


class PlaneDataEntry(BaseModel):
    """Points of the plane to learn about."""

    name: str = Field(examples=["spiral"])
    label: str
    classes: int | None = Field(description="0: heights; null: as many as are asked for")


class LossSettingEntry(BaseModel):
    """The number that shapes a loss."""

    name: str = Field(examples=["delta"])
    default: float
    minimum: float
    maximum: float


class LossEntry(BaseModel):
    """What a residual of a regression costs."""

    name: str = Field(examples=["huber"])
    label: str
    short: str = Field(description="its label where there is little room")
    plural: str = Field(description="as in: the mean of the ...", examples=["squared residuals"])
    typed: str = Field(description="as it is typed, of the residual r and the setting s", examples=["r^2"])
    dash: str = Field(description="of the line of its best fit, as SVG has it")
    setting: LossSettingEntry | None


class DataSetEntry(BaseModel):
    """Points to fit: a known curve, noise, and outliers."""

    name: str = Field(examples=["line"])
    label: str
    source: str = Field(description="the curve behind it")


class QuestionEntry(BaseModel):
    """A picture of the front door; GET front-door has its numbers."""

    name: str = Field(examples=["race"])
    question: str
    lab: str = Field(description="that answers it")
    opens: str = Field(description="the fragment of the address of what it leads to", examples=["scene=3.4c"])


class Catalogue(BaseModel):
    """Everything that can be chosen."""

    functions: list[FunctionEntry]
    operators: list[OperatorEntry]
    constants: list[ConstantEntry]
    limits: dict[str, float]
    examples: list[ExampleEntry]
    methods: list[MethodEntry]
    training_methods: list[MethodEntry] = Field(description="what networks are trained with")
    test_functions: list[TestFunctionEntry]
    losses: list[LossEntry] = Field(description="of residuals")
    scatter_data: list[DataSetEntry] = Field(description="of regression")
    activations: list[ActivationEntry] = Field(description="of a network's units, with their derivatives")
    initialisations: list[InitialisationEntry] = Field(description="of a network's weights")
    costs: list[CostEntry] = Field(description="of a network's answers")
    families: list[FamilyEntry] = Field(description="of distributions")
    data_sets: list[PlaneDataEntry] = Field(description="of networks")
    front_door: list[QuestionEntry]
    labs: dict[str, Any] = Field(
        description="the state of each lab of the page as a JSON Schema; beside its keywords, what a link calls a field"
    )


@router.get("/catalogue", response_model=Catalogue)
async def catalogue(request: Request) -> Response:
    """Functions, operators, constants, limits, example functions, methods of descent and functions to try them on."""
    return _asset().response(request, assets.REVALIDATED)


@cache
def text() -> bytes:
    """The catalogue as JSON, which the page carries too."""
    return bytes(Answer(contents()).body)


@cache
def _asset() -> Asset:
    return Asset(text(), "application/json")


def contents() -> dict[str, Any]:
    """The catalogue; the same until the next version."""
    return {
        "functions": [
            {"name": word.name, "arguments": _count(word), "description": word.description} for word in WORDS.values()
        ],
        "operators": [{"name": word.name, "description": word.description} for word in OPERATORS.values()],
        "constants": [{"name": name, "value": value} for name, value in CONSTANTS.items()],
        "limits": limits.CATALOGUE,
        "examples": [example._asdict() for example in EXAMPLES],
        "methods": [_method(method) for method in METHODS],
        "training_methods": [_method(method) for method in TRAINING_METHOD.values()],
        "test_functions": [_test_function(each) for each in TEST_FUNCTIONS],
        "losses": [_loss(each) for each in RESIDUAL_LOSSES.values()],
        "scatter_data": [{"name": name, "label": each.label, "source": each.source} for name, each in TRUTHS.items()],
        "activations": [_told(each, "name", "formula", "source", "is_probability") for each in ACTIVATIONS.values()],
        "initialisations": [{"name": each.name, "label": each.label} for each in INITIALISATIONS.values()],
        "costs": [_told(each, "name", "label", "formula", "typed", "is_sum") for each in COSTS.values()],
        "families": [{"name": name, **each._asdict()} for name, each in FAMILIES.items()],
        "data_sets": [{"name": name, "label": each.label, "classes": each.classes} for name, each in DATA_SETS.items()],
        "front_door": [
            {name: value for name, value in each._asdict().items() if name != "numbers"} for each in PICTURES
        ],
        "labs": schemas(),
    }


def _told(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _loss(loss: ResidualLoss) -> dict[str, Any]:
    setting = None if loss.setting is None else loss.setting._asdict()
    return {"name": loss.name, **loss.words._asdict(), "dash": loss.dash, "setting": setting}


def _method(method: Method) -> dict[str, Any]:
    told = {name: getattr(method, name) for name in MethodEntry.model_fields}
    rule = method.rule if method.family == "first-order" else None
    limit = None if method.limit is None else method.limit._asdict()
    settings = [setting._asdict() for setting in method.settings]
    return {**told, "rule": rule, "look": method.look._asdict(), "limit": limit, "settings": settings}


def _test_function(each: GalleryFunction) -> dict[str, Any]:
    x0, x1, y0, y1 = each.box
    return {
        "name": each.name,
        "source": each.source,
        "variables": ["x", "y"],
        "parameters": {
            name: {"value": value, "minimum": low, "maximum": high}
            for name, (value, low, high) in each.parameters.items()
        },
        "box": [[x0, x1], [y0, y1]],
        "start": each.start,
        "critical_points": [
            {"point": [x, y], "kind": kind, "value": value} for x, y, kind, value in each.critical_points
        ],
        "note": each.note,
        "reference": each.reference,
    }


def _count(word: FunctionWord) -> str:
    return str(word.fewest) if word.fewest == word.most else f"{word.fewest}-{word.most}"

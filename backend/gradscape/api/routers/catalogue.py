"""What the language knows and what is allowed: GET catalogue."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from gradscape.api import assets, limits
from gradscape.api.answers import Answer
from gradscape.api.assets import Asset
from gradscape.api.examples import EXAMPLES
from gradscape.api.routers import PREFIX
from gradscape.language.vocabulary import CONSTANTS, OPERATORS, WORDS, Word

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


class Catalogue(BaseModel):
    """Everything to offer a person who types."""

    functions: list[FunctionEntry]
    operators: list[OperatorEntry]
    constants: list[ConstantEntry]
    limits: dict[str, float]
    examples: list[ExampleEntry]


@router.get("/catalogue", response_model=Catalogue)
async def catalogue(request: Request) -> Response:
    """Functions, operators, constants, limits and example functions."""
    return _asset().response(request, assets.REVALIDATED)


@cache
def _asset() -> Asset:
    return Asset(bytes(Answer(contents()).body), "application/json")


def contents() -> dict[str, Any]:
    """The catalogue; the same until the next version."""
    return {
        "functions": [
            {"name": word.name, "arguments": _count(word), "description": word.description} for word in WORDS.values()
        ],
        "operators": [{"name": word.name, "description": word.description} for word in OPERATORS.values()],
        "constants": [{"name": name, "value": value} for name, value in CONSTANTS.items()],
        "limits": limits.catalogue(),
        "examples": [example._asdict() for example in EXAMPLES],
    }


def _count(word: Word) -> str:
    return str(word.fewest) if word.fewest == word.most else f"{word.fewest}-{word.most}"

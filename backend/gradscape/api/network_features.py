"""What networks are told of a point: features by name, or one that is typed."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from gradscape.api import limits
from gradscape.api.errors import FunctionError, invalid
from gradscape.api.functions import read_field
from gradscape.api.models import AN_OBJECT, BY_FORM, PLAIN, FunctionText, Strict, VariableName
from gradscape.language.digits import in_words
from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Apply, Function, Name, Span, Tree
from gradscape.language.vocabulary import CONSTANTS
from gradscape.learning.features import Feature, inputs_at

FeatureName = Literal["x1", "x2", "x1^2", "x2^2", "x1 x2", "sin x1", "sin x2", "cos x1", "cos x2"]
_COORDINATES = ("x_1", "x_2")


class FeatureText(Strict):
    """A feature as people write it: a function of x_1 and x_2."""

    source: str = Field(examples=["x_1^2 x_2"])
    parameters: dict[VariableName, float] = Field(default_factory=dict, max_length=limits.PARAMETERS_SENT)


FeatureChoice = Annotated[Annotated[FeatureName, PLAIN] | Annotated[FeatureText, AN_OBJECT], BY_FORM]


def read_features(choices: list[FeatureName | FeatureText]) -> list[Feature]:
    """Names of features, and programs of those that are typed.

    Raises:
        FunctionError: where a text cannot be read.
    """
    return [each if isinstance(each, str) else _read_feature(each, k) for k, each in enumerate(choices)]


def _read_feature(text: FeatureText, place: int) -> Feature:
    whole = FunctionText(source=text.source, parameters={**text.parameters}, variables=list(_COORDINATES))
    try:
        field = read_field(whole)
        _refuse_unknown(field.function, set(text.parameters))
        return field.program
    except LanguageError as error:
        raise FunctionError(error, f"features[{place}].source") from None


def _refuse_unknown(function: Function, given: set[str]) -> None:
    """A name that is neither a coordinate nor given as a parameter would be 1 without a word."""
    for name, span in _names_in(function.tree):
        if name not in {*_COORDINATES, *given, *CONSTANTS}:
            raise LanguageError(
                f"'{name}' has no value here", span, "the inputs are written with x₁ and x₂, or x1 and x2"
            )


def _names_in(tree: Tree) -> list[tuple[str, Span]]:
    match tree:
        case Name(name, span):
            return [(name, span)]
        case Apply(_, arguments):
            return [found for each in arguments for found in _names_in(each)]
    return []


def inputs_of(points: np.ndarray, features: list[Feature]) -> np.ndarray:
    """The features of the samples: (inputs, samples).

    Raises:
        ProblemError: where one has no value at some sample.
    """
    inputs = inputs_at(points, features)
    for place, missing in enumerate(np.isnan(inputs)):
        if missing.any():
            at = f"({', '.join(in_words(float(entry), 4) for entry in points[missing][0])})"
            message = f"has no value at {missing.sum()} of {len(points)} samples; the first is the point {at}"
            raise invalid(f"features[{place}]", message, "write it so that it has a value at every point of the data")
    return inputs

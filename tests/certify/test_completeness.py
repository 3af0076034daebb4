"""What a search that is over may claim."""

import numpy as np
import pytest

from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.search import critical_points
from gradscape.language.lowering import lower
from gradscape.language.parser import parse


def search(source: str, low: float, high: float, seconds: float = 5.0):
    return critical_points(lower(parse(source, ("x",))), np.array([[low, high]]), seconds)


@pytest.mark.parametrize(
    "source, claim, kinds",
    [
        ("x^3 - 3x", "proved", set()),
        ("floor(x) + 0x", "proved-apart", {"constant", "broken"}),
        ("|x|", "proved-apart", {"broken"}),
        ("x^4", "proved-apart", {"flat"}),
    ],
)
def test_a_proof_names_the_places_it_does_not_cover(source, claim, kinds):
    found = search(source, -1.5, 1.7)
    assert completeness(found) == claim
    assert {place.kind for place in left_over(found)} == kinds


def test_what_was_not_looked_at_is_not_proved():
    found = search("sin(1/x)", 0.01, 1.0, seconds=0.0)
    assert completeness(found) is None
    assert [place.kind for place in left_over(found)] == ["unseen"]

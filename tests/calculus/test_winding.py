"""How often a gradient turns round a box, beside the critical points that are known to lie inside."""

import numpy as np
import pytest

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.calculus.winding import winding_number
from gradscape.language.parser import parse

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
POWELL = "(10000x y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2"


def field(source: str) -> Field:
    return Field(parse(source, ("x", "y")))


# The sum of +1 for each minimum and maximum and -1 for each saddle, by published counts or by hand.
@pytest.mark.parametrize(
    "source, box, turns",
    [
        ("x^2 + y^2", [(-1, 2), (-1, 1)], 1),
        ("-x^2 - y^2", [(-1, 2), (-1, 1)], 1),
        ("x^2 - y^2", [(-1, 2), (-1, 1)], -1),
        ("x^3 - 3x y^2", [(-1, 1), (-1, 1)], -2),  # the monkey saddle, whose Hessian is 0
        ("x + y", [(-1, 1), (-1, 1)], 0),
        (HIMMELBLAU, [(-6, 6), (-6, 6)], 4 + 1 - 4),
        (HIMMELBLAU, [(0, 6), (0, 6)], 1 - 2),  # (3, 2), and saddles near (0.09, 2.88) and (3.39, 0.07)
        ("(4 - 2.1x^2 + x^4/3)x^2 + x y + (-4 + 4y^2)y^2", [(-3, 3), (-2, 2)], 6 + 2 - 7),  # the six-hump camel
        (POWELL, [(0, 10), (0, 10)], 2 - 1),
    ],
)
@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_the_gradient_turns_as_often_as_the_points_inside_make_it(source, box, turns, scale):
    assert winding_number(field(f"{scale!r} ({source})"), np.array(box, float)) == turns


def test_without_a_gradient_on_the_edge_nothing_is_told():
    box = np.array([[-1.0, 1.0], [-1.0, 1.0]])
    assert winding_number(field("log(x) + y"), box) is None
    assert winding_number(field("0 x y"), box) is None


@pytest.mark.parametrize(
    "source, box, word",
    [
        (POWELL, [(0, 10), (0, 10)], "turns"),
        ("x y/(x^2 + y^2)", [(-1, 1), (-1, 1)], "eigenvalue of zero"),
        ("x^2 y^2/(x^4 + y^4)", [(-1, 1), (-1, 1)], "eigenvalue of zero"),
    ],
)
def test_a_quick_search_that_missed_points_does_not_claim_all(source, box, word):
    found = critical_points(field(source), np.array(box, float))
    assert found.complete == "unknown"
    assert any(word in note for note in found.notes)


def test_all_of_a_quick_oscillation_are_found_or_it_is_not_claimed():
    found = critical_points(Field(parse("sin(1/x)")), np.array([[0.01, 1.0]]))
    # cos(1/x) = 0 at 1/x = pi/2 + k pi, between 1 and 100.
    assert len(found.points) == sum(1 <= np.pi / 2 + k * np.pi <= 100 for k in range(100)) == 32
    assert found.complete == "likely"

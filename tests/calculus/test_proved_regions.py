"""Solutions over regions g <= c with a proof that they are all: each part of it, inside and on the border."""

import numpy as np
import pytest
from tests.calculus.posed import box, posed

from gradscape.calculus.constrained import constrained
from gradscape.calculus.inequalities import regional


def proved(objective, inequalities, variables="xy", half=2.5, seconds=60.0):
    f, constraints = posed(objective, inequalities, variables)
    relations = ["<=" if "<=" in line else ">=" if ">=" in line else "=" for line in inequalities.split(";")]
    region = box(half, len(variables))
    return regional(f, constraints, relations, region, constrained(f, constraints, region), seconds)


def rows(found):
    return [(each.kind, each.active, each.solution.point.round(9).tolist()) for each in found.points]


def test_a_saddle_inside_of_a_disc_and_four_solutions_on_its_border():
    found = proved("x y", "x^2 + y^2 <= 1")
    assert found.complete == "proved" and found.left_over == ()
    half = round(np.sqrt(0.5), 9)
    assert rows(found) == [
        ("minimum", (True,), [-half, half]),
        ("minimum", (True,), [half, -half]),
        ("saddle", (False,), [0, 0]),
        ("maximum", (True,), [-half, -half]),
        ("maximum", (True,), [half, half]),
    ]


@pytest.mark.parametrize("relation, kinds", [("<=", ["minimum", "maximum"]), (">=", ["saddle", "saddle"])])
def test_a_linear_function_is_extreme_on_the_border_of_a_disc_and_beyond_it_nowhere(relation, kinds):
    found = proved("x + 2y", f"x^2 + y^2 {relation} 1")
    assert found.complete == "proved" and [each.kind for each in found.points] == kinds
    # λ = ±√5/2 at ±(1, 2)/√5.
    assert [each.solution.multipliers[0] for each in found.points] == pytest.approx([-np.sqrt(5) / 2, np.sqrt(5) / 2])


def test_of_two_inequalities_each_choice_of_active_ones_is_searched():
    # The ball of radius 2 below the plane z = 1/2: the point nearest to (-1/8, 0, 1) lies on the plane.
    found = proved("x^2 + x/4 + y^2 + (z - 1)^2", "x^2 + y^2 + z^2 <= 4; z <= 0.5", "xyz")
    assert found.complete == "proved"
    best = found.points[0]
    assert (best.kind, best.active) == ("minimum", (False, True))
    assert best.solution.point == pytest.approx([-1 / 8, 0, 0.5]) and best.solution.multipliers == pytest.approx(
        [0, -1]
    )


def test_a_region_that_is_a_point_has_no_solution_that_is_not_singular():
    found = proved("x + y", "x^2 + y^2 <= 0")
    assert (found.points, found.complete) == ((), "proved-apart")
    assert [place.kind for place in found.left_over] == ["singular"] and found.singular.tolist() == [[0, 0]]


def test_a_region_without_points_is_told_so():
    found = proved("x + y", "x^2 + y^2 + 1 <= 0")
    assert (found.points, found.complete) == ((), "proved") and "no points" in found.notes[0]


def test_a_border_that_does_not_pass_through_the_box_leaves_nothing_open():
    found = proved("x^2 - y^2 + x", "x^2 + y^2 <= 100")
    assert (found.complete, found.notes) == ("proved", ())
    assert rows(found) == [("saddle", (False,), [-0.5, 0])]


def test_a_minimum_that_hardly_keeps_off_the_border_is_inside():
    found = proved("(x - 0.3)^2 + y^2", "x <= 0.300000000001")
    assert found.complete == "proved"
    lowest = found.points[0]
    assert (lowest.kind, lowest.active) == ("minimum", (False,)) and lowest.solution.point[0] == pytest.approx(0.3)


def test_a_minimum_on_the_border_without_a_multiplier_is_listed_once_and_not_proved():
    found = proved("x^2 + y^2", "x <= 0")
    assert rows(found) == [("undecided", (True,), [0, 0])]
    assert found.complete == "proved-apart" and [place.kind for place in found.left_over] == ["border"]


def test_a_line_of_minima_inside_is_never_called_complete():
    found = proved("x^2", "x^2 + y^2 <= 1", seconds=0.2)
    assert found.complete != "proved" and len(found.constant) and np.abs(found.constant[:, 0]).max() < 1e-6
    assert (np.linalg.norm(found.constant, axis=1) <= 1 + 1e-9).all()


def test_without_time_nothing_is_proved():
    found = proved("x y", "x^2 + y^2 <= 1", seconds=0.0)
    assert found.complete == "likely" and {place.kind for place in found.left_over} == {"unseen"}

"""All extrema on a curve with a proof: what it adds, what it takes away, and what it leaves open."""

import numpy as np
import pytest
from tests.calculus.posed import box, posed

from gradscape.calculus import proved_extrema as module
from gradscape.calculus.constrained import constrained
from gradscape.calculus.proved_extrema import proved_extrema

SIX = "x^2 y", "x^2 + y^2 = 3"


def proved(objective, equation, half=2.5, levels=None, variables="xy"):
    f, constraints = posed(objective, equation, variables, levels)
    return proved_extrema(f, constraints, box(half, len(variables)), seconds=60.0)


def places(found):
    return [(place.kind, np.round(place.box.mean(axis=1), 3).tolist()) for place in found.left_over]


def test_all_six_solutions_of_x_squared_y_are_proved():
    found = proved(*SIX)
    assert (len(found.solutions), found.complete, found.left_over) == (6, "proved", ())
    assert found.topology == (3, 0, 3, 0, 0)


def altered(monkeypatch, change):
    monkeypatch.setattr(module, "constrained", lambda *args: change(constrained(*args)))


@pytest.mark.parametrize("missed", [0, 2, 5])
def test_a_solution_that_newtons_method_misses_is_found_by_the_proof_with_all_that_it_is(monkeypatch, missed):
    whole = proved(*SIX)

    def struck(found):
        keep = [k for k in range(6) if k != missed]
        return found._replace(
            solutions=tuple(found.solutions[k] for k in keep), nearby=tuple(found.nearby[k] for k in keep)
        )

    altered(monkeypatch, struck)
    found = proved(*SIX)
    assert [each.kind for each in found.solutions] == [each.kind for each in whole.solutions]
    assert (found.complete, found.topology, found.notes) == ("proved", whole.topology, ())
    for one, other in zip(found.solutions, whole.solutions, strict=True):
        assert one.point == pytest.approx(other.point, abs=1e-13)
        assert (one.value, *one.multipliers) == pytest.approx((other.value, *other.multipliers), abs=1e-12)


def test_what_is_no_solution_does_not_stay_in_a_list_that_is_proved(monkeypatch):
    def added(found):
        wrong = found.solutions[0]._replace(point=np.array([1.5, np.sqrt(0.75)]))
        return found._replace(solutions=(*found.solutions, wrong), nearby=(*found.nearby, None))

    altered(monkeypatch, added)
    assert len(proved(*SIX).solutions) == 6


def test_a_circle_too_small_for_the_grid_is_found_by_the_proof():
    lowest, highest = proved("x + y", "x^2 + y^2 = 0.0001", half=5).solutions
    assert highest.point == pytest.approx([np.sqrt(0.5) / 100] * 2, abs=1e-15)
    assert (lowest.kind, highest.kind) == ("minimum", "maximum")
    assert highest.multipliers[0] == pytest.approx(np.sqrt(0.5) * 100)


def test_in_space_all_fourteen_are_proved_and_add_up():
    found = proved("x y z", "x^2 + y^2 + z^2 = 3", variables="xyz")
    assert (len(found.solutions), found.complete, found.topology) == (14, "proved", (4, 6, 4, 2, 2))


def test_a_sphere_too_small_for_the_mesh_leaves_no_doubt_about_the_list():
    # Besides the sphere of radius 1 one of radius 1/1000 about (2, 0, 0).
    spheres = "(x^2 + y^2 + z^2 - 1) ((x - 2)^2 + y^2 + z^2 - 0.000001) = 0"
    found = proved("x", spheres, variables="xyz")
    assert [each.point[0] for each in found.solutions] == pytest.approx([-1, 1, 1.999, 2.001])
    assert (found.complete, found.topology, found.notes) == ("proved", None, ())


@pytest.mark.parametrize("objective, count", [("x", 0), ("x + y", 1)])
def test_a_cusp_is_counted_apart(objective, count):
    found = proved(objective, "x^2 = y^3")
    assert (len(found.solutions), found.complete) == (count, "proved-apart")
    assert found.singular.tolist() == [[0, 0]] and places(found) == [("singular", [0, 0])]
    assert "Lagrange" in found.notes[0]


def test_where_a_lemniscate_crosses_itself_is_counted_apart():
    found = proved("x", "(x^2 + y^2)^2 = x^2 - y^2")
    assert np.array([each.point for each in found.solutions]) == pytest.approx(np.array([[-1, 0], [1, 0]]))
    assert found.complete == "proved-apart" and places(found) == [("singular", [0, 0])]


def test_a_solution_without_curvature_stays_and_is_left_open():
    found = proved("x^3", "x^2 + y^2 = 1")
    assert [each.kind for each in found.solutions] == ["minimum", "undecided", "undecided", "maximum"]
    assert found.complete == "proved-apart" and found.nearby[1] == "both"
    assert places(found) == [("flat", [0, -1]), ("flat", [0, 1])]


def test_kinks_on_the_curve_are_left_open_and_others_are_not():
    found = proved("x + 2 y", "|x| + |y| = 1")
    assert found.solutions == () and found.complete == "proved-apart"
    assert sorted(places(found)) == [("broken", corner) for corner in ([-1, 0], [0, -1], [0, 1], [1, 0])]
    off = proved("|x - 3| + y", "x^2 + y^2 = 1")
    assert (len(off.solutions), off.complete, off.notes) == (2, "proved", ())


def test_a_curve_of_solutions_is_not_proved():
    found = proved("x^2 + y^2", "x^2 + y^2 = 1")
    assert (found.complete, found.solutions) == ("unknown", ()) and len(found.constant)


def test_that_a_set_has_no_points_is_proved():
    found = proved("x + y", "x^2 + y^2 = -1", levels=[-1.0])
    assert found.complete == "proved" and "no points" in found.notes[0]


def test_without_time_nothing_is_proved():
    f, constraints = posed(*SIX, "xy")
    found = proved_extrema(f, constraints, box(2.5, 2), seconds=0.0)
    assert (len(found.solutions), found.complete) == (6, "likely")
    assert places(found) == [("unseen", [0, 0])]

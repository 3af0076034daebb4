"""Flow lines of vector fields: known ones, against elliptic integrals, published numbers and SciPy's other methods."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.special import ellipk

from gradscape.calculus.flow import Flow, flow_through
from gradscape.calculus.mapping import Mapping
from gradscape.language.parser import parse_map

# Places within a step, which the dense output of order 7 has, are less exact than its end.
BETWEEN = 5e-8
SQUARE = [[-2.0, 2.0], [-2.0, 2.0]]


def flow(text: str, *point: float, box: list[list[float]] = SQUARE, variables: str = "xyz", **numbers: float) -> Flow:
    names = variables[: len(point)]
    found = parse_map(text, tuple(names), frozenset(numbers))
    return flow_through(Mapping(found, numbers), np.array(point, float), np.array(box, float))


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_rotation_comes_back_after_one_turn_whatever_its_units(scale):
    box = [[-2 * scale, 2 * scale], [-2 / scale, 2 / scale]]
    forward, backward = flow("[-y a^2, x/a^2]", scale, 0.0, box=box, a=scale)
    assert (forward.end, backward.end) == ("closed", "closed")
    assert forward.period == pytest.approx(2 * np.pi, rel=1e-9)
    round_it = forward.points / [scale, 1 / scale]
    np.testing.assert_allclose(np.linalg.norm(round_it, axis=1), 1, rtol=1e-8)
    angles = np.stack([np.cos(forward.times), np.sin(forward.times)], axis=1)
    np.testing.assert_allclose(round_it, angles, atol=1e-8)
    assert backward.times[-1] == -forward.times[-1]
    np.testing.assert_array_equal(backward.points, forward.points[::-1])


def test_a_saddle_leads_out_of_the_box_along_a_hyperbola():
    forward, backward = flow("[x, -y]", 1.0, 0.5)
    assert (forward.end, backward.end) == ("left-box", "left-box")
    np.testing.assert_allclose(forward.points[-1], [2, 0.25], rtol=1e-8)
    np.testing.assert_allclose(backward.points[-1], [0.25, 2], rtol=1e-8)
    assert (forward.times[-1], backward.times[-1]) == pytest.approx((np.log(2), -np.log(4)), rel=1e-8)
    for line in (forward, backward):
        np.testing.assert_allclose(line.points.prod(axis=1), 0.5, rtol=BETWEEN)


def test_what_lies_on_the_way_into_a_saddle_comes_to_rest_there_and_its_neighbour_does_not():
    assert flow("[x, -y]", 0.0, 0.5).forward.end == "rest"
    assert flow("[x, -y]", 1e-4, 0.5).forward.end == "left-box"


@pytest.mark.parametrize(
    "text, way",
    [
        ("[-x, -2y]", lambda x, y: y - 0.5 * x**2),
        ("[-x^3, -y^3]", lambda x, y: y**2 * (3 * x**2 + 1) - x**2),  # 1/y² - 1/x² stays
        ("[-x, 0]", lambda x, y: y - 0.5),
    ],
)
def test_a_stable_point_is_run_into_along_a_known_curve_also_where_the_jacobian_is_singular(text, way):
    forward = flow(text, 1.0, 0.5).forward
    assert (forward.end, forward.times[-1]) == ("rest", np.inf)
    assert abs(forward.points[-1, 0]) < 1e-9
    np.testing.assert_allclose(way(*forward.points.T), 0, atol=BETWEEN)


def test_a_spiral_ends_in_its_middle_and_one_that_hardly_narrows_is_neither_closed_nor_at_rest():
    sink = flow("[-x - 5y, 5x - y]", 1.0, 0.0).forward
    assert sink.end == "rest"
    radii = np.linalg.norm(sink.points[:-1], axis=1)
    np.testing.assert_allclose(radii, np.exp(-sink.times[:-1]), rtol=1e-5, atol=1e-8)
    assert flow("[-x/1000 - y, x - y/1000]", 1.0, 0.0).forward.end == "unfinished"


def test_the_van_der_pol_oscillator_winds_onto_its_cycle_from_inside_and_outside():
    box = [[-3.0, 3.0], [-3.0, 3.0]]
    inside, outside = flow("[y, (1 - x^2) y - x]", 0.5, 0.0, box=box), flow("[y, (1 - x^2) y - x]", 2.0, 2.0, box=box)
    assert (inside.forward.end, inside.backward.end) == ("cycle", "rest")
    assert outside.forward.end == "cycle"
    np.testing.assert_allclose(inside.backward.points[-1], 0, atol=1e-12)
    # Period and amplitude for μ = 1: Amore, Boyd and Fernández, "High order analysis of the limit cycle of the van der
    # Pol oscillator", J. Math. Phys. 59 (2018).
    for line in (inside.forward, outside.forward):
        assert line.period == pytest.approx(6.66328685932313, rel=1e-6)
        assert line.points[len(line.points) // 2 :, 0].max() == pytest.approx(2.00861986087, rel=1e-3)


@pytest.mark.parametrize("swing", [1.0, 0.1, 0.01])
def test_the_period_of_a_pendulum_is_an_elliptic_integral_however_small_its_swing_is_in_the_box(swing):
    forward = flow("[y, -sin(x)]", swing, 0.0, box=[[-7.0, 7.0], [-3.0, 3.0]]).forward
    assert forward.end == "closed"
    assert forward.period == pytest.approx(4 * ellipk(np.sin(swing / 2) ** 2), rel=1e-8)


def test_places_and_times_are_those_of_another_method():
    forward = flow("[x - x y, x y - y]", 0.5, 0.5, box=[[0.0, 3.0], [0.0, 3.0]]).forward
    other = solve_ivp(
        lambda _, p: [p[0] - p[0] * p[1], p[0] * p[1] - p[1]],
        (0, forward.times[-1]),
        [0.5, 0.5],
        method="LSODA",
        t_eval=forward.times,
        rtol=1e-11,
        atol=1e-12,
    )
    assert forward.end == "closed"
    np.testing.assert_allclose(forward.points, other.y.T, atol=1e-6)


def test_a_field_that_ends_jumps_or_is_zero_says_so():
    edge = flow("[1, sqrt(x)]", 1.0, 0.0).backward
    assert edge.end == "no-value"
    np.testing.assert_allclose(edge.points[-1], [0, -2 / 3], atol=1e-8)
    still = flow("[y, x]", 0.0, 0.0)
    assert [(line.end, len(line.points)) for line in still] == [("rest", 1), ("rest", 1)]
    assert flow("[log(x), 1]", -1.0, 0.0).forward.end == "no-value"
    # Onto the line x = 0 from both sides, and no way along it.
    stuck = flow("[-sign(x), 0]", 1.0, 0.0).forward
    assert stuck.end in ("no-value", "unfinished")
    np.testing.assert_allclose(stuck.points[-1], [0, 0], atol=1e-6)


def test_a_stiff_field_is_left_unfinished_rather_than_guessed():
    assert flow("[-x, -100000 (y - x)]", 1.0, 1.0).forward.end == "unfinished"


def test_lines_have_as_many_dimensions_as_the_field():
    helix = flow("[-y, x, 1]", 1.0, 0.0, 0.0, box=[*SQUARE, [-1.0, 3.0]])
    assert [line.end for line in helix] == ["left-box", "left-box"]
    np.testing.assert_allclose(helix.forward.points[-1], [np.cos(3), np.sin(3), 3], rtol=1e-7)
    assert [line.end for line in flow("-x", 1.0, box=[[-2.0, 2.0]])] == ["rest", "left-box"]


def test_a_point_on_the_rim_leaves_at_once_or_comes_in():
    ends = flow("[1, 0]", 2.0, 0.5)
    assert [line.end for line in ends] == ["left-box", "left-box"]
    np.testing.assert_allclose(ends.forward.points[-1], [2, 0.5], atol=1e-12)
    np.testing.assert_allclose(ends.backward.points[-1], [-2, 0.5], atol=1e-9)

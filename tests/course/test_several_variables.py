"""What the scenes on several variables claim, computed by the same functions that the page asks."""

import math

import numpy as np
import pytest

from gradscape.calculus.derivatives import PointDerivatives, derivatives
from gradscape.calculus.field import Field
from gradscape.course.loader import chapters
from gradscape.language.parser import parse

STATES = {scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"]}
SOMEWHERE = np.random.default_rng(7).uniform(-2, 2, (25, 2))
INSIDE_TRIANGLE = np.random.default_rng(7).dirichlet([2, 2, 2], 25)[:, :2]


def field(scene: str, **parameters: float) -> Field:
    """The scene's function, with the scene's parameters unless told otherwise."""
    state = STATES[scene]
    sliders = {name: slider["value"] for name, slider in state["parameters"].items()}
    return Field(parse(state["source"]), sliders | parameters)


def at(scene: str, point=None, direction=None, **parameters: float) -> PointDerivatives:
    """All derivatives of the scene's function, at the scene's point unless told otherwise."""
    where = np.array([STATES[scene]["point"] if point is None else point], dtype=float)
    towards = None if direction is None else np.array(direction, dtype=float)
    return derivatives(field(scene, **parameters), where, towards)[0]


def gradients(scene: str, points: np.ndarray = SOMEWHERE, **parameters: float) -> np.ndarray:
    return np.array([result.gradient for result in derivatives(field(scene, **parameters), points)])


def hessians(scene: str, points: np.ndarray = SOMEWHERE, **parameters: float) -> np.ndarray:
    return np.array([result.hessian for result in derivatives(field(scene, **parameters), points)])


def unit(degrees: float) -> list[float]:
    return [math.cos(math.radians(degrees)), math.sin(math.radians(degrees))]


def slope(scene: str, degrees: float) -> float:
    """The slope at the scene's point in the direction of this angle."""
    result = at(scene, direction=unit(degrees)).directional_derivative
    assert result is not None
    return result


# 1.18


def test_gap_between_bowl_and_tangent_plane_is_a_quarter_at_half_the_distance():
    touch = at("1.18")

    def gap(step: np.ndarray) -> float:
        value = field("1.18").values(touch.point[None, :] + step[None, :])[0]
        return float(value - touch.value - touch.gradient @ step)

    for step in SOMEWHERE:
        assert gap(step / 2) == pytest.approx(gap(step) / 4, abs=1e-12)


def test_tangent_plane_is_level_at_the_bottom_of_the_bowl():
    assert at("1.18", (0, 0)).gradient == pytest.approx([0, 0])


# 1.19


def test_slopes_of_the_slices_are_2x_and_3y_squared():
    x, y = SOMEWHERE.T
    assert gradients("1.19") == pytest.approx(np.column_stack([2 * x, 3 * y**2]))


def test_slice_that_is_flat_for_a_moment_climbs_on():
    assert at("1.19", (1, 0)).gradient[1] == 0
    below, there, above = field("1.19").values(np.array([[1, -0.1], [1, 0], [1, 0.1]]))
    assert below < there < above


def test_a_small_change_is_the_sum_of_two_to_first_order():
    here = at("1.19b")
    assert here.gradient.tolist() == [2, 3]
    grown = [float(field("1.19b").values(np.array([[1 + step, 1 + step]]))[0] - here.value) for step in (0.1, 0.01)]
    assert grown == pytest.approx([0.541, 0.050401])
    assert [here.gradient @ [step, step] for step in (0.1, 0.01)] == pytest.approx([0.5, 0.05])


# 1.20


def test_second_partials_of_x_squared_y():
    x, y = SOMEWHERE.T
    expected = np.moveaxis(np.array([[2 * y, 2 * x], [2 * x, 0 * x]]), 2, 0)
    assert hessians("1.20a") == pytest.approx(expected)


def test_mixed_partials_differ_at_the_origin_of_the_counterexample():
    origin = at("1.20b")
    assert origin.hessian[0, 1] == pytest.approx(-1)  # first x, then y
    assert origin.hessian[1, 0] == pytest.approx(1)
    assert "asymmetric-hessian" in {flag.kind for flag in origin.flags}
    assert origin.eigenvalues is None


@pytest.mark.parametrize(
    "point, slopes",
    [((0, 0.5), (-0.5, 0)), ((0, -0.1), (0.1, 0)), ((0.5, 0), (0, 0.5)), ((-0.1, 0), (0, -0.1))],
)
def test_slopes_of_the_counterexample_on_the_axes_are_minus_y_and_x(point, slopes):
    assert at("1.20b", point).gradient == pytest.approx(slopes)


@pytest.mark.parametrize("distance", [1, 1e-3, 1e-6])
@pytest.mark.parametrize("degrees, mixed", [(0, 1), (45, 0), (90, -1), (135, 0), (180, 1), (270, -1)])
def test_off_the_origin_mixed_partials_agree_on_what_depends_on_the_direction(distance, degrees, mixed):
    hessian = at("1.20b", distance * np.array(unit(degrees))).hessian
    # cos 90° is 6e-17 in floating point, and the counterexample divides by small squares.
    assert hessian[0, 1] == pytest.approx(mixed, abs=1e-9)
    assert hessian[1, 0] == pytest.approx(mixed, abs=1e-9)


# 1.21


def test_gradient_of_entropy_is_minus_log_p_minus_1():
    points = np.abs(SOMEWHERE)
    assert gradients("1.21a", points) == pytest.approx(-np.log(points) - 1)


def test_entropy_rises_towards_an_even_chance_and_is_level_there():
    towards = unit(STATES["1.21a"]["angle"])
    assert at("1.21a", direction=towards).directional_derivative > 0
    even = at("1.21a", (0.5, 0.5), towards)
    assert even.directional_derivative == pytest.approx(0)
    assert even.value == pytest.approx(math.log(2))


def test_gradient_of_entropy_is_perpendicular_to_the_line_of_probabilities_at_an_even_chance():
    assert at("1.21a", (0.5, 0.5)).gradient @ np.array([1, -1]) == pytest.approx(0)


def test_free_maximum_of_the_entropy_formula_is_not_a_probability():
    free = at("1.21a", (1 / math.e, 1 / math.e))
    assert free.gradient == pytest.approx([0, 0])
    assert np.all(free.eigenvalues < 0)
    assert sum(free.point) < 1


def test_gradient_of_entropy_on_the_triangle_compares_with_the_third_probability():
    third = 1 - INSIDE_TRIANGLE.sum(axis=1, keepdims=True)
    assert gradients("1.21b", INSIDE_TRIANGLE) == pytest.approx(np.log(third) - np.log(INSIDE_TRIANGLE))


def test_entropy_of_three_outcomes_is_largest_where_all_are_equal():
    top = at("1.21b", (1 / 3, 1 / 3))
    assert top.value == pytest.approx(math.log(3))
    assert top.gradient == pytest.approx([0, 0])
    assert np.all(top.eigenvalues < 0)
    assert np.all(field("1.21b").values(INSIDE_TRIANGLE) < top.value)


def test_entropy_has_no_value_outside_the_triangle():
    assert at("1.21b", (0.7, 0.7)).value is None


def test_entropy_sinks_to_0_ever_more_steeply_towards_a_corner():
    values = field("1.21b").values(np.array([[1 - 2 * h, h] for h in (1e-2, 1e-4, 1e-6)]))
    assert np.all(np.diff(values) < 0)
    assert values[-1] < 1e-4
    norms = [at("1.21b", (1 - 2 * h, h)).gradient_norm for h in (1e-2, 1e-4, 1e-6)]
    assert norms == sorted(norms)


# 1.22


@pytest.mark.parametrize("degrees", range(0, 360, 30))
def test_slope_in_a_direction_is_gradient_times_unit_vector(degrees):
    assert slope("1.22", degrees) == pytest.approx(at("1.22").gradient @ unit(degrees))


def test_partial_derivatives_are_the_slopes_along_the_axes():
    assert [slope("1.22", 0), slope("1.22", 90)] == pytest.approx(list(at("1.22").gradient))


@pytest.mark.parametrize("degrees", [0, 30, 77])
def test_turning_round_changes_the_sign_of_the_slope(degrees):
    assert slope("1.22", degrees + 180) == pytest.approx(-slope("1.22", degrees))


# 1.23


def test_slope_against_angle_is_a_cosine_that_peaks_at_the_gradient_with_its_length():
    here = at("1.23")
    uphill = math.degrees(math.atan2(here.gradient[1], here.gradient[0]))
    assert here.gradient_norm == pytest.approx(np.linalg.norm(here.gradient))
    for turn in range(-180, 180, 15):
        assert slope("1.23", uphill + turn) == pytest.approx(here.gradient_norm * math.cos(math.radians(turn)))


def test_gradient_is_perpendicular_to_the_contour():
    # The contour through the point (2, 1) is the ellipse x = √6 cos t, y = √3 sin t.
    for t in np.linspace(0, math.tau, 13):
        along = np.array([-math.sqrt(6) * math.sin(t), math.sqrt(3) * math.cos(t)])
        there = at("1.23", (math.sqrt(6) * math.cos(t), math.sqrt(3) * math.sin(t)))
        assert there.value == pytest.approx(at("1.23").value)
        assert there.gradient @ along == pytest.approx(0)


# 1.25


def test_hemisphere_has_a_level_plane_and_curves_down_at_its_top():
    top = at("1.25")
    assert (top.value, list(top.gradient)) == (1, [0, 0])
    assert top.eigenvalues == pytest.approx([-1, -1])


def test_hemisphere_grows_steeper_towards_the_rim_and_has_no_derivative_there():
    steepness = [at("1.25", (x, 0)).gradient_norm for x in (0.5, 0.9, 0.99, 0.999)]
    assert steepness == sorted(steepness)
    rim = at("1.25", (1, 0))
    assert rim.value == 0
    assert np.isnan(rim.gradient[0])
    assert rim.flags


def test_hemisphere_has_no_value_outside_the_disk():
    outside = at("1.25", (1, 1))
    assert outside.value is None
    assert {flag.kind for flag in outside.flags} == {"undefined"}


# 1.26


def test_a_sum_has_gradient_1_and_hessian_0_everywhere():
    assert np.all(gradients("1.26a") == 1)
    assert np.all(hessians("1.26a") == 0)


@pytest.mark.parametrize("matrix", [[[1, 2], [0, 2]], [[1, 1], [1, 2]], [[-1, 3], [-2, 0.5]]])
def test_quadratic_form_has_gradient_and_hessian_from_a_plus_its_transpose(matrix):
    a = np.array(matrix, dtype=float)
    sliders = dict(zip("abcd", a.ravel(), strict=True))
    assert field("1.26b", **sliders).values(SOMEWHERE) == pytest.approx(
        np.einsum("ki,ij,kj->k", SOMEWHERE, a, SOMEWHERE)
    )
    assert gradients("1.26b", **sliders) == pytest.approx(SOMEWHERE @ (a + a.T))
    assert hessians("1.26b", **sliders) == pytest.approx(np.broadcast_to(a + a.T, (len(SOMEWHERE), 2, 2)))


def test_only_the_symmetric_part_of_a_matrix_shows_in_its_quadratic_form():
    shifted = field("1.26b", b=3, c=-1).values(SOMEWHERE)
    assert shifted == pytest.approx(field("1.26b", b=2, c=0).values(SOMEWHERE))


@pytest.mark.parametrize("parameter", ["a", "d"])
def test_a_negative_diagonal_entry_turns_one_eigenvalue_negative(parameter):
    assert np.all(at("1.26b").eigenvalues > 0)
    low, high = at("1.26b", **{parameter: -1.0}).eigenvalues
    assert low < 0 < high


DESIGN = np.array([[1, 0], [1, 1], [1, 2]], dtype=float)
HEIGHTS = np.array([1, 2, 2], dtype=float)


def test_least_squares_has_gradient_a_transposed_residual_and_hessian_a_transposed_a():
    residuals = SOMEWHERE @ DESIGN.T - HEIGHTS
    assert field("1.26c").values(SOMEWHERE) == pytest.approx((residuals**2).sum(axis=1) / 2)
    assert gradients("1.26c") == pytest.approx(residuals @ DESIGN)
    assert hessians("1.26c") == pytest.approx(np.broadcast_to(DESIGN.T @ DESIGN, (len(SOMEWHERE), 2, 2)))
    assert np.all(at("1.26c").eigenvalues > 0)


def test_constant_term_of_least_squares_is_plus_half_the_squared_heights():
    assert at("1.26c", (0, 0)).value == pytest.approx(HEIGHTS @ HEIGHTS / 2)


def test_best_line_is_where_the_gradient_of_least_squares_vanishes():
    best = at("1.26c", np.linalg.lstsq(DESIGN, HEIGHTS, rcond=None)[0])
    assert best.gradient == pytest.approx([0, 0], abs=1e-12)
    assert best.value > 0


# 1.27


@pytest.mark.parametrize(
    "scene, eigenvalues",
    [
        ("1.27a", (1, 3)),
        ("1.27b", (-4, -2)),
        ("1.27c", (-2, 2)),
        ("1.27d", (0, 0)),
        ("1.27e", (0, 2)),
        ("1.27f", (0, 0)),
    ],
)
def test_gradient_vanishes_at_the_origin_with_these_eigenvalues(scene, eigenvalues):
    origin = at(scene, (0, 0))
    assert origin.gradient == pytest.approx([0, 0])
    assert origin.eigenvalues == pytest.approx(eigenvalues)


def test_saddle_runs_level_along_both_diagonals():
    diagonals = np.array([[t, sign * t] for t in (-2.0, -1.0, 0.5) for sign in (-1, 1)])
    assert np.all(field("1.27c").values(diagonals) == 0)


def test_monkey_saddle_has_three_valleys_and_three_ridges():
    around = field("1.27d").values(np.array([unit(degrees) for degrees in range(7, 367, 5)]))
    assert np.count_nonzero(np.diff(np.sign(np.append(around, around[0])))) == 6


def test_monkey_saddle_has_opposite_eigenvalues_off_the_origin():
    for result in derivatives(field("1.27d"), SOMEWHERE):
        low, high = result.eigenvalues
        assert low == pytest.approx(-high)
        assert high > 0


def test_sum_of_fourth_powers_is_nearly_flat_around_its_minimum():
    circle = field("1.27f").values(np.array([np.multiply(0.1, unit(degrees)) for degrees in range(0, 360, 15)]))
    assert np.all(circle > 0)
    assert np.all(circle <= 1e-4 * (1 + 1e-12))

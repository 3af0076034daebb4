"""What is 0 to rounding is 0 in every answer, and what is only small is not."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.curves import curve
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.extrema import extrema
from gradscape.calculus.field import Field
from gradscape.calculus.jacobians import linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.zero_to_rounding import _are_of_like_size, _suspects
from gradscape.language.digits import without_rounding
from gradscape.language.parser import parse, parse_map
from gradscape.machine.machine import Jet


def typed(source: str, *variables: str) -> Field:
    return Field(parse(source, variables or ("x", "y")))


def at(source: str, *point: float, direction: list[float] | None = None):
    along = None if direction is None else np.array(direction, float)
    return derivatives(typed(source), np.array([point]), along)[0]


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_sines_at_a_multiple_of_pi_are_zero_with_their_curvatures_at_every_scale(scale):
    found = at(f"{scale} * (sin(x) + sin(y))", math.pi, math.pi)
    assert found.value == 0
    assert np.array_equal(found.hessian, np.zeros((2, 2)))
    assert found.eigenvalues is not None
    assert not found.eigenvalues.any()
    assert found.gradient == pytest.approx([-scale, -scale], rel=1e-15)


def test_a_slope_that_the_last_digit_of_its_place_could_make_is_zero():
    found = at("sin(x) cos(y)", math.pi / 2, 0, direction=[1, 0.3])
    assert (found.gradient[0], found.gradient_norm, found.directional_derivative) == (0, 0, 0)
    assert at("x + y - 0.3", 0.1, 0.2).value == 0


@pytest.mark.parametrize(
    "source, point, value",
    [
        ("x^10 + y^10", (0.01, 0.01), 2e-20),
        ("exp(-x^2 - y^2)", (8.0, 0.0), math.exp(-64)),
        ("1e-12 (x^2 + y^2)", (0.5, 0.5), 5e-13),
        ("(x - 1)^2 + y^2", (1 + 2.0**-30, 0.0), 2.0**-60),
        ("1e-30 x y", (1.0, 1.0), 1e-30),
    ],
)
def test_what_is_only_small_is_not_zero(source, point, value):
    found = at(source, *point)
    assert found.value == pytest.approx(value, rel=1e-12)
    assert found.gradient.any()


def test_a_small_second_derivative_beside_a_large_slope_is_not_zero():
    assert at("x + y + 1e-20 x^2", 1.0, 1.0).hessian[0, 0] == pytest.approx(2e-20, rel=1e-12)


@pytest.mark.parametrize("sign", [1, -1])
def test_eigenvalues_of_very_different_sizes_are_all_known(sign):
    found = at(f"1e9 x^2 + {sign} * 1e-9 y^2", 1.0, 1.0).eigenvalues
    assert found is not None
    assert sorted(found.tolist(), key=abs) == pytest.approx([sign * 2e-9, 2e9], rel=1e-12)


def test_an_eigenvalue_of_unknown_sign_is_zero():
    found = at("(0.1 x + 0.7 y)^2", 1.0, 1.0).eigenvalues
    assert found is not None
    assert found[0] == 0


def test_along_a_level_curve_the_slope_is_zero_and_beside_it_is_not():
    assert at("x^2 + y^2", 0.1, 0.7, direction=[0.7, -0.1]).directional_derivative == 0
    assert at("1e9 x + 1e-9 y", 1.0, 1.0, direction=[0, 1]).directional_derivative == pytest.approx(1e-9, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 100.0), st.integers(-9, 9))
def test_a_number_that_its_place_determines_stays(place, power):
    # x³ has no zero but 0: nothing here is made by rounding.
    scale = 10.0**power
    found = at(f"{scale} x^3 + {scale} y^3", place, place)
    assert found.value == pytest.approx(2 * scale * place**3, rel=1e-12)
    assert found.hessian[0, 0] == pytest.approx(6 * scale * place, rel=1e-12)
    assert found.hessian[0, 1] == 0


def test_all_derivatives_of_a_curve_are_settled_at_a_place():
    found = curve(typed("sin(x)", "x"), -4.0, 4.0, 100, 6, np.array([math.pi]))
    assert found.at[:, 0] == pytest.approx([0, -1, 0, 1, 0, -1, 0], abs=0, rel=1e-12)
    assert curve(typed("x^10", "x"), -4.0, 4.0, 100, 1, np.array([0.01])).at[0, 0] == pytest.approx(1e-20, rel=1e-12)


def test_a_smooth_point_is_level_where_only_rounding_slopes():
    assert differentiability(typed("cos(x)", "x"), math.pi).message.endswith("the slope is 0.")


def test_extrema_and_inflections_lie_at_zero_where_they_do():
    values = [each.value for each in extrema(typed("sin(x)", "x"), -4.0, 4.0).points]
    assert [value for value in values if abs(value) < 1e-9] == [0, 0, 0]


@pytest.mark.parametrize("source", ["x^4 + y^4", "sin(x) sin(y)", "1e9 x^2 + 1e-9 y^2", "(x - 0.1)^2 (1 + y^2) + y^2"])
def test_a_critical_value_of_zero_is_zero(source):
    found = critical_points(typed(source), np.array([[-2.0, 3.0], [-3.0, 2.0]])).points
    small = [(each.value, each.gradient_norm) for each in found if abs(each.value) < 1e-9]
    assert small
    assert set(small) == {(0, 0)}


def test_a_critical_value_that_is_only_small_stays():
    [found] = critical_points(typed("1e-12 (x^2 + y^2 + 1)"), np.array([[-2.0, 3.0], [-3.0, 2.0]])).points
    assert found.value == pytest.approx(1e-12, rel=1e-12)


def jacobian_of(source: str, *point: float):
    return linearizations(Mapping(parse_map(source, ("x", "y"))), np.array([point]))[0]


def test_a_jacobian_has_zeros_and_its_rank_does_not_depend_on_units():
    assert jacobian_of("[x cos(y), x sin(y)]", 1.0, math.pi / 2).jacobian[0, 0] == 0
    found = jacobian_of("[1e9 x, 1e-9 y]", 1.0, 1.0)
    assert (found.rank, found.flags) == (2, ())
    found = jacobian_of("[x + y, 3x + 3y]", 0.1, 0.3)
    assert found.rank == 1
    assert found.singular_values is not None
    assert found.singular_values[1] == 0


def test_one_rule_for_a_single_number():
    assert without_rounding(1e-17, 1.0) == 0
    assert without_rounding(-5e-18, 1.0) == 0
    assert without_rounding(1e-12, 1.0) == 1e-12


SIZES = st.sampled_from([0.0, np.nan, np.inf, 5e-324, 1e300]) | st.builds(
    lambda digits, power: digits * 10.0**power, st.floats(-9.9, 9.9), st.integers(-40, 40)
)


@settings(max_examples=300)
@given(st.lists(SIZES, min_size=6, max_size=6), st.lists(SIZES.filter(np.isfinite), min_size=2, max_size=2))
def test_the_quick_look_passes_no_number_over_that_the_exact_one_suspects(numbers, point):
    value, g, h, xx, xy, yy = numbers
    jet = Jet(np.array([value]), np.array([[g, h]]), np.array([[[xx, xy], [xy, yy]]]))
    place = np.array([point])
    if _are_of_like_size(place, jet):
        assert not any(each.any() for each in _suspects(place, jet))


def test_the_quick_look_is_enough_for_numbers_of_like_size():
    jet = Jet(np.array([3.0]), np.array([[0.0, -2e-3]]), np.array([[[1.0, 0.5], [0.5, 40.0]]]))
    assert _are_of_like_size(np.array([[0.3, -2.0]]), jet)

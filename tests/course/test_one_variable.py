"""What the scenes on one variable claim of slopes and extrema, computed by the same functions that the page asks."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradscape.calculus.differentiability import Differentiability, differentiability
from gradscape.calculus.extrema import Extrema, extrema
from gradscape.calculus.extremum_kinds import Extremum
from gradscape.calculus.field import Field
from gradscape.course.loader import chapters
from gradscape.language.derivation import Derivation, derivation
from gradscape.language.parser import parse
from gradscape.language.printing import source

STATES = {scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"]}
EVERY_SLOPE_SCENE = [scene for scene, state in STATES.items() if state["lab"] == "derivative"]


def typed(text: str, **parameters: float) -> Field:
    """What the page draws when a scene's reader types this."""
    return Field(parse(text), parameters)


def field(scene: str, **parameters: float) -> Field:
    """The scene's function, with the scene's parameters unless told otherwise."""
    sliders = {name: slider["value"] for name, slider in STATES[scene]["parameters"].items()}
    return typed(STATES[scene]["source"], **sliders | parameters)


def places(scene: str) -> np.ndarray:
    """Somewhere in what the scene draws."""
    low, high = STATES[scene]["domain"]["x"]
    return np.random.default_rng(7).uniform(low, high, 25)


def at(function: Field, x: float) -> np.ndarray:
    """f, f', ..., f⁽⁶⁾ at one place."""
    return function.series(np.array([x], dtype=float))[:, 0]


def point(scene: str) -> np.ndarray:
    """The same at the scene's point."""
    return at(field(scene), STATES[scene]["point"][0])


def rows(scene: str) -> int:
    """How many derivatives the scene stacks under its function."""
    assert STATES[scene]["show"]["derivatives"]
    return STATES[scene]["order"]


def derived(scene: str) -> Derivation:
    """The derivation that the scene shows."""
    assert STATES[scene]["show"]["derivation"]
    return steps_of(STATES[scene]["source"])


def steps_of(text: str) -> Derivation:
    function = parse(text)
    return derivation(function.tree, function.variables[0])


def smoothness(scene: str) -> Differentiability:
    """What the card of the scene says about its point."""
    assert STATES[scene]["show"]["slopes"]
    return differentiability(field(scene), STATES[scene]["point"][0])


def extrema_of(scene: str, text: str | None = None) -> Extrema:
    """The table of the scene, for its own function or another on the same interval."""
    assert STATES[scene]["show"]["extrema"]
    return extrema(field(scene) if text is None else typed(text), *STATES[scene]["domain"]["x"])


def level(found: Extrema) -> list[Extremum]:
    """The points with a level tangent."""
    return [each for each in found.points if each.first == 0]


@pytest.mark.parametrize("scene", EVERY_SLOPE_SCENE)
def test_curve_is_finite_over_all_that_the_scene_draws(scene):
    assert np.isfinite(field(scene).series(np.linspace(*STATES[scene]["domain"]["x"], 101))[0]).all()


# 1.1


def secant(scene: str, h: float) -> float:
    """Slope of the line through the scene's point and the one at the distance h."""
    x = STATES[scene]["point"][0]
    return float((at(field(scene), x + h)[0] - at(field(scene), x)[0]) / h)


def test_secant_has_slope_2_plus_h():
    assert STATES["1.1a"]["h"] == 1.5
    assert secant("1.1a", STATES["1.1a"]["h"]) == pytest.approx(3.5)
    for h in (1.0, 0.1, -0.1, -1.0):
        assert secant("1.1a", h) == pytest.approx(2 + h)


def test_tangent_has_slope_2x_and_secants_come_close_to_it_from_both_sides():
    assert point("1.1a")[1] == 2
    assert field("1.1a").series(places("1.1a"))[1] == pytest.approx(2 * places("1.1a"))
    assert [secant("1.1a", h) for h in (1e-6, -1e-6)] == pytest.approx([2, 2], abs=2e-6)


def gap(function: Field, x: float, h: float) -> float:
    """Distance of the curve from its tangent at x, a step h further on."""
    value, slope = at(function, x)[:2]
    return abs(float(at(function, x + h)[0] - value - slope * h))


def steepness_of_the_gap(x: float) -> float:
    """Slope of the scene's gap against h on logarithmic axes, for small h."""
    return math.log10(gap(field("1.1b"), x, 1e-2) / gap(field("1.1b"), x, 1e-3))


def test_tenth_of_the_distance_leaves_a_hundredth_of_the_gap():
    assert steepness_of_the_gap(STATES["1.1b"]["point"][0]) == pytest.approx(2, abs=0.01)


def error_of_quotient(x: float, h: float, *, both_sides: bool) -> float:
    """Of the difference quotient with step h, as double precision has it."""
    function = field("1.1c")
    low = x - h if both_sides else x
    values = [float(at(function, place)[0]) for place in (low, x + h)]
    return abs((values[1] - values[0]) / (x + h - low) - math.cos(x))


def test_difference_quotients_are_best_near_ten_to_the_minus_eight_and_minus_five():
    x = STATES["1.1c"]["point"][0]
    steps = 10.0 ** np.arange(-14, 0)
    forward, central = (
        np.array([error_of_quotient(x, h, both_sides=both_sides) for h in steps]) for both_sides in (False, True)
    )
    assert np.log10(steps[forward.argmin()]) == pytest.approx(-8, abs=1)
    assert np.log10(steps[central.argmin()]) == pytest.approx(-5, abs=1)
    # A step of 0.01 is off by half of it times f″, and by a sixth of its square times f‴.
    assert error_of_quotient(x, 1e-2, both_sides=False) == pytest.approx(0.5e-2 * math.sin(x), rel=0.01)
    assert error_of_quotient(x, 1e-2, both_sides=True) == pytest.approx(1e-4 / 6 * math.cos(x), rel=0.01)
    assert error_of_quotient(0, 1e-2, both_sides=False) == error_of_quotient(0, 1e-2, both_sides=True)


def test_no_other_line_through_the_point_comes_as_close_as_the_tangent():
    x, function = STATES["1.1b"]["point"][0], field("1.1b")
    value, slope = at(function, x)[:2]

    def gap_of_steeper_line(h: float) -> float:
        return abs(float(at(function, x + h)[0] - value - (slope + 0.1) * h))

    assert gap_of_steeper_line(1e-3) / gap_of_steeper_line(1e-2) == pytest.approx(1 / 10, rel=0.1)


def test_gap_shrinks_like_h_cubed_where_the_wave_is_not_bent():
    assert at(field("1.1b"), 0)[2] == 0
    assert steepness_of_the_gap(0) == pytest.approx(3, abs=0.01)


# 1.2


def test_derivative_lies_above_the_axis_where_the_curve_climbs_and_crosses_it_where_it_is_level():
    x = places("1.2")
    assert field("1.2").series(x)[1] == pytest.approx(x**2 - 1)
    heights = field("1.2").series(np.array([-2.5, -1.0, 1.0, 2.5]))[0]
    assert list(np.sign(np.diff(heights))) == [1, -1, 1]
    assert [at(field("1.2"), x)[1] for x in (-1, 1)] == [0, 0]


def test_curve_falls_most_steeply_where_its_derivative_is_lowest():
    lowest = extrema(typed("x^2 - 1"), *STATES["1.2"]["domain"]["x"]).global_minimum
    assert lowest == (0, -1, ())
    assert at(field("1.2"), 0)[1] == -1


# 1.3


@pytest.mark.parametrize("c", [-3.0, 0.0, 2.0])
def test_slope_of_a_constant_is_0_whatever_the_constant(c):
    assert np.all(field("1.3a", c=c).series(places("1.3a"))[1] == 0)
    assert source(derived("1.3a").result) == "0"


@pytest.mark.parametrize("m", [-3.0, 0.0, 0.5])
@pytest.mark.parametrize("b", [-3.0, 1.0])
def test_slope_of_a_line_is_m_whatever_b(m, b):
    assert np.all(field("1.3b", m=m, b=b).series(places("1.3b"))[1] == m)
    assert source(derived("1.3b").result) == "m"


@pytest.mark.parametrize("scene", ["1.3a", "1.3b"])
def test_tangent_of_a_line_is_the_line_itself(scene):
    assert all(gap(field(scene), STATES[scene]["point"][0], h) == 0 for h in (-2, 0.5, 1))


# 1.4


SLOPES = {
    "1.4a": np.exp,
    "1.4b": lambda x: 1 / x,
    "1.4c": np.cos,
    "1.4d": lambda x: 3 * x**2,
    "1.4e": lambda x: x + 2 * np.cos(x),
    "1.4f": lambda x: np.sin(x) + x * np.cos(x),
    "1.4g": lambda x: 4 * x / (x**2 + 1) ** 2,
    "1.5a": lambda x: 6 * (2 * x + 1) ** 2,
    "1.5b": lambda x: 2 * x * np.cos(x**2),
    "1.6a": lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2,
}

RULES = {
    "1.3a": ["constant rule"],
    "1.3b": ["sum rule", "constant multiple rule", "constant rule"],
    "1.4a": ["exponential rule"],
    "1.4b": ["logarithm rule"],
    "1.4c": ["derivative of sin"],
    "1.4d": ["power rule"],
    "1.4e": ["sum rule", "constant multiple rule", "power rule", "derivative of sin"],
    "1.4f": ["product rule"],
    "1.4g": ["quotient rule"],
    "1.5a": ["chain rule"],
    "1.5b": ["chain rule"],
    "1.6a": ["derivative of sigmoid"],
    "1.7a": ["sum rule", "power rule", "constant rule"],
}


@pytest.mark.parametrize("scene, slope", SLOPES.items())
def test_slope_is_what_the_rule_says(scene, slope):
    assert field(scene).series(places(scene))[1] == pytest.approx(slope(places(scene)))


@pytest.mark.parametrize("scene, slope", SLOPES.items())
def test_derivation_ends_in_a_formula_whose_value_is_that_of_autodiff(scene, slope):
    result = typed(f"f(x) = {source(derived(scene).result)}")
    assert result.series(places(scene))[0] == pytest.approx(field(scene).series(places(scene))[1])


@pytest.mark.parametrize("scene, rules", RULES.items())
def test_derivation_names_the_rules_that_the_scene_is_about(scene, rules):
    assert set(rules) <= {step.rule for step in derived(scene).steps}


def test_exponential_is_as_steep_as_it_is_high_and_its_curve_is_its_derivative():
    values, slopes = field("1.4a").series(places("1.4a"))[:2]
    assert slopes == pytest.approx(values)


def test_slope_of_2_to_the_x_is_log_2_times_its_height():
    values, slopes = typed("2^x").series(places("1.4a"))[:2]
    assert slopes / values == pytest.approx(np.full(25, math.log(2)))
    assert round(math.log(2), 3) == 0.693


def test_logarithm_grows_flatter_but_is_never_level():
    assert [at(field("1.4b"), x)[1] for x in (2, 4)] == [1 / 2, 1 / 4]
    assert np.all(field("1.4b").series(np.linspace(*STATES["1.4b"]["domain"]["x"], 101))[1] > 0)
    assert at(field("1.4b"), 1e-9)[1] == pytest.approx(1e9)


def test_logarithm_of_3x_lies_higher_by_log_3_and_has_the_same_slope():
    x = places("1.4b")
    values, slopes = typed("log(3x)").series(x)[:2]
    assert values - field("1.4b").series(x)[0] == pytest.approx(np.full(25, math.log(3)))
    assert slopes == pytest.approx(1 / x)


def test_after_four_derivatives_sine_is_back():
    assert rows("1.4c") == 4
    x = places("1.4c")
    expected = [np.sin(x), np.cos(x), -np.sin(x), -np.cos(x), np.sin(x)]
    assert field("1.4c").series(x)[:5] == pytest.approx(np.array(expected))


def test_rows_of_cosine_are_those_of_sine_one_further_down():
    x = places("1.4c")
    assert typed("cos x").series(x)[:6] == pytest.approx(typed("sin x").series(x)[1:])


def test_sine_is_level_at_its_crest_and_climbs_with_slope_1_at_0():
    assert at(field("1.4c"), math.pi / 2)[:2] == pytest.approx([1, 0])
    assert point("1.4c")[1] == 1
    assert field("1.4c").series(places("1.4c"))[1].max() <= 1


@pytest.mark.parametrize(
    "text, slope", [("x^5", lambda x: 5 * x**4), ("x^-1", lambda x: -1 / x**2), ("x^(1/2)", lambda x: 1 / (2 * x**0.5))]
)
def test_power_rule_holds_for_every_exponent(text, slope):
    x = np.abs(places("1.4d"))
    assert typed(text).series(x)[1] == pytest.approx(slope(x))
    assert [step.rule for step in steps_of(text).steps] == ["power rule"]


def test_cube_never_falls():
    assert field("1.4d").series(places("1.4d"))[1].min() >= 0


def test_other_factor_changes_only_its_own_term_and_a_constant_changes_nothing():
    x = places("1.4e")
    assert typed("x^2/2 + 3sin x").series(x)[1] == pytest.approx(x + 3 * np.cos(x))
    assert typed("x^2/2 + 2sin x + 5").series(x)[1] == pytest.approx(field("1.4e").series(x)[1])


def test_product_of_the_slopes_is_not_the_slope_of_the_product():
    assert round(float(point("1.4f")[1]), 3) == 0.077
    assert STATES["1.4f"]["point"] == [2]
    assert round(math.cos(2), 3) == -0.416


def test_product_rule_gives_two_products():
    after = derived("1.4f").steps[0].after
    assert source(after) == "d/dx[x]*sin(x) + x*d/dx[sin(x)]"
    assert {step.rule for step in steps_of("x^2 sin x").steps} >= {"product rule"}


def test_quotient_is_level_at_0_only_and_its_derivative_is_the_shorter_formula():
    x = places("1.4g")
    assert typed("4x/(x^2 + 1)^2").series(x)[0] == pytest.approx(field("1.4g").series(x)[1])
    assert [each.x for each in level(extrema(field("1.4g"), *STATES["1.4g"]["domain"]["x"]))] == [0]


# 1.5


def test_outer_slope_times_inner_slope_is_the_slope_of_the_whole():
    step = derived("1.5a").steps[0]
    assert step.chain is not None
    assert source(step.chain.outer) == "u^3"
    assert source(step.chain.inner) == "2*x + 1"
    assert source(step.chain.outer_slope) == "3*u^2"
    inner_value, inner_slope = at(typed(source(step.chain.inner)), STATES["1.5a"]["point"][0])[:2]
    assert (inner_value, inner_slope) == (1, 2)
    outer_slope = at(typed("f(u) = u^3"), inner_value)[1]
    assert outer_slope == 3
    assert point("1.5a")[1] == outer_slope * inner_slope == 6


def test_whole_climbs_with_15_where_the_inner_slope_is_5():
    assert at(typed("(5x + 1)^3"), STATES["1.5a"]["point"][0])[1] == 15


def test_slope_of_the_ever_faster_wave_swings_between_minus_2x_and_2x():
    x = np.linspace(0, 3, 2001)
    slopes = field("1.5b").series(x)[1]
    assert np.all(np.abs(slopes) <= 2 * x)
    for turn in (1, 2):
        crossing = math.sqrt(turn * math.pi)
        assert at(field("1.5b"), crossing)[1] == pytest.approx((-1) ** turn * 2 * crossing)


def test_chain_inside_a_chain_multiplies_three_slopes():
    assert [step.rule for step in steps_of("e^sin(x^2)").steps[:2]] == ["chain rule", "chain rule"]
    x = places("1.5b")
    assert typed("e^sin(x^2)").series(x)[1] == pytest.approx(np.exp(np.sin(x**2)) * np.cos(x**2) * 2 * x)


# 1.6


def test_slope_of_the_sigmoid_is_f_times_1_minus_f():
    assert source(derived("1.6a").result) == "sigmoid(x)*(1 - sigmoid(x))"
    values, slopes = field("1.6a").series(places("1.6a"))[:2]
    assert slopes == pytest.approx(values * (1 - values))


def test_sigmoid_is_steepest_at_0_and_nearly_flat_far_out():
    assert at(field("1.6a"), 0)[:2] == pytest.approx([1 / 2, 1 / 4])
    assert field("1.6a").series(places("1.6a"))[1].max() < 1 / 4
    assert all(at(field("1.6a"), x)[1] < 0.003 for x in STATES["1.6a"]["domain"]["x"])


def test_slope_of_log_of_1_plus_e_to_the_x_is_the_sigmoid_and_its_slope_the_next_row():
    assert rows("1.6b") == 2
    x = places("1.6b")
    _, sigmoid, slope = field("1.6b").series(x)[:3]
    assert sigmoid == pytest.approx(field("1.6a").series(x)[0])
    assert slope == pytest.approx(field("1.6a").series(x)[1])
    assert slope == pytest.approx(sigmoid * (1 - sigmoid))
    assert point("1.6b")[1:3] == pytest.approx([1 / 2, 1 / 4])


def test_f_times_1_minus_f_is_the_same_curve_without_any_derivative():
    x = places("1.6b")
    assert typed("sigmoid(x)(1 - sigmoid(x))").series(x)[0] == pytest.approx(field("1.6b").series(x)[2])


# 1.7


def test_each_derivative_of_the_cubic_has_one_degree_less():
    assert rows("1.7a") == 4
    x = places("1.7a")
    expected = [3 * x**2 + 8 * x - 5, 6 * x + 8, np.full(25, 6.0), np.zeros(25)]
    assert field("1.7a").series(x)[1:5] == pytest.approx(np.array(expected))
    assert source(derived("1.7a").result) == "3*x^2 + 8*x - 5"


def test_cubic_falls_most_steeply_where_its_second_derivative_is_0():
    domain = STATES["1.7a"]["domain"]["x"]
    lowest = extrema(typed("3x^2 + 8x - 5"), *domain).global_minimum
    assert lowest is not None
    assert lowest.x == pytest.approx(-4 / 3)
    assert lowest.value < 0
    assert at(field("1.7a"), -4 / 3)[2] == pytest.approx(0)


def test_sixth_derivative_of_the_sixth_power_is_720():
    derivatives = typed("x^6").series(places("1.7a"))
    assert np.all(derivatives[6] == 720)
    assert np.ptp(derivatives[5]) > 0


def test_exponential_is_all_its_derivatives():
    assert point("1.7b") == pytest.approx(np.ones(7))
    derivatives = field("1.7b").series(places("1.7b"))
    assert derivatives == pytest.approx(np.tile(derivatives[0], (7, 1)))


@pytest.mark.parametrize("text, factor", [("e^(2x)", 2), ("e^-x", -1)])
def test_derivatives_of_a_faster_exponential_grow_by_one_factor(text, factor):
    derivatives = typed(text).series(places("1.7b"))
    assert derivatives[1:] == pytest.approx(factor * derivatives[:-1])


# 1.8


def test_slopes_of_a_corner_do_not_agree():
    corner = smoothness("1.8a")
    assert corner.kind == "corner"
    assert (corner.left_slope, corner.right_slope) == (-1, 1)
    assert math.isnan(corner.slope)
    assert list(field("1.8a").series(np.array([-1e-9, 1e-9]))[1]) == [-1, 1]


def test_convention_of_autodiff_at_a_corner_depends_on_how_it_is_written():
    maximum = differentiability(typed("max(x, -x)"), 0.0)
    assert (smoothness("1.8a").autodiff, maximum.autodiff) == (1, 0)
    assert (jax.grad(jnp.abs)(0.0), jax.grad(lambda x: jnp.maximum(x, -x))(0.0)) == (1, 0)
    assert maximum.kind == "corner"
    x = places("1.8a")
    assert np.all(typed("max(x, -x)").series(x)[0] == field("1.8a").series(x)[0])


def test_slopes_of_a_cusp_are_unbounded_with_opposite_signs():
    cusp = smoothness("1.8b")
    assert cusp.kind == "cusp"
    assert (cusp.left_slope, cusp.right_slope) == (-math.inf, math.inf)
    assert math.isnan(cusp.autodiff)


def test_cusp_is_a_minimum_of_a_continuous_function():
    assert smoothness("1.8b").left_limit == smoothness("1.8b").right_limit == smoothness("1.8b").value == 0
    assert extrema(field("1.8b"), *STATES["1.8b"]["domain"]["x"]).global_minimum == (0, 0, ())


def test_cube_root_has_an_upright_tangent_and_no_derivative():
    upright = smoothness("1.8c")
    assert upright.kind == "vertical tangent"
    assert (upright.left_slope, upright.right_slope) == (math.inf, math.inf)
    assert math.isnan(upright.slope)
    slopes = field("1.8c").series(np.array([1e-3, 1e-6]))[1]
    assert list(slopes.round()) == [33, 3333]


def test_inverse_of_the_cube_root_is_level_at_0():
    x = places("1.8c")
    assert typed("x^3").series(field("1.8c").series(x)[0])[0] == pytest.approx(x)
    assert at(typed("x^3"), 0)[1] == 0


def test_jump_has_level_sides_and_no_derivative():
    jump = smoothness("1.8d")
    assert jump.kind == "jump"
    assert (jump.left_limit, jump.value, jump.right_limit) == (-1, 0, 1)
    assert (jump.left_slope, jump.right_slope, jump.autodiff) == (0, 0, 0)
    assert math.isnan(jump.slope)


def test_pole_and_gap_are_told_apart():
    pole, missing = differentiability(typed("1/x"), 0.0), differentiability(typed("sin(x)/x"), 0.0)
    assert (pole.kind, pole.left_limit, pole.right_limit) == ("pole", -math.inf, math.inf)
    assert (missing.kind, missing.left_limit, missing.right_limit) == ("gap", 1, 1)


def test_x_times_its_size_is_differentiable_once_but_not_twice():
    assert rows("1.8e") == 2
    found = smoothness("1.8e")
    assert (found.kind, found.slope, found.order, found.is_order_exact) == ("smooth", 0, 1, True)
    x = places("1.8e")
    assert field("1.8e").series(x)[1] == pytest.approx(2 * np.abs(x))
    assert field("1.8e").series(x)[2] == pytest.approx(2 * np.sign(x))
    assert differentiability(typed("2|x|"), 0.0).kind == "corner"


def test_one_more_factor_x_buys_one_more_derivative():
    found = differentiability(typed("x^2|x|"), 0.0)
    assert (found.order, found.is_order_exact) == (2, True)


# 1.9


def test_second_derivative_tells_minimum_and_maximum_apart():
    assert rows("1.9") == 2
    found = [(each.x, each.kind, each.test, each.second) for each in level(extrema_of("1.9"))]
    assert found == [
        (-1, "local minimum", "second derivative", pytest.approx(1 / 2)),
        (1, "local maximum", "second derivative", pytest.approx(-1 / 2)),
    ]


def test_bend_changes_at_0_and_at_both_roots_of_3():
    bends = [each.x for each in extrema_of("1.9").points if each.kind == "inflection"]
    assert bends == pytest.approx([-math.sqrt(3), 0, math.sqrt(3)])


# 1.10


@pytest.mark.parametrize(
    "scene, text, kind, beside",
    [
        ("1.10a", "x^3", "inflection", [1, 1]),
        ("1.10b", "x^4", "local minimum", [-1, 1]),
        ("1.10b", "-x^4", "local maximum", [1, -1]),
        ("1.10b", "x^5", "inflection", [1, 1]),
    ],
)
def test_where_the_second_derivative_is_0_the_signs_of_the_first_decide(scene, text, kind, beside):
    origin = level(extrema_of(scene, text))[0]
    assert (origin.x, origin.kind, origin.test) == (0, kind, "sign of f′ on both sides")
    assert list(at(typed(text), 0)[1:3]) == [0, 0]
    assert list(np.sign(typed(text).series(np.array([-0.1, 0.1]))[1])) == beside


@pytest.mark.parametrize("scene, text", [("1.10a", "x^3"), ("1.10b", "x^4")])
def test_scene_on_undecided_tests_is_about_this_power(scene, text):
    assert (STATES[scene]["source"], STATES[scene]["point"][0], rows(scene)) == (text, 0, 2)


def test_cube_is_just_between_two_extrema_and_none():
    kinds = [each.kind for each in level(extrema_of("1.10a", "x^3 - 0.3x"))]
    assert kinds == ["local maximum", "local minimum"]
    assert level(extrema_of("1.10a", "x^3 + 0.3x")) == []


# 1.11


def test_largest_value_sits_at_an_end_that_is_not_level():
    found = extrema_of("1.11")
    assert found.global_maximum == (3, 18, ())
    assert found.points[-1].at_end
    assert at(field("1.11"), 3)[1] == 24
    maximum, minimum = level(found)
    assert (maximum.x, maximum.value, maximum.kind) == (-1, 2, "local maximum")
    assert (minimum.x, minimum.value, minimum.kind) == (1, -2, "local minimum")


def test_on_a_shorter_interval_the_local_maximum_is_the_largest_value():
    assert extrema(field("1.11"), -2.0, 1.5).global_maximum == (-1, 2, ())


@pytest.mark.parametrize("end", [1.5, 3.0])
def test_smallest_value_is_reached_at_the_minimum_and_at_the_left_end(end):
    found = extrema(field("1.11"), -2.0, end)
    assert found.global_minimum is not None
    assert found.global_minimum.value == -2
    assert [each.x for each in found.points if each.value == -2] == [-2, 1]

"""What the scenes claim of gradient descent and Newton's method, from the very walks that they show."""

import math

import numpy as np
import pytest
from tests.walks.runs import kind_of, run_on_a_line

from gradscape.calculus.field import Field
from gradscape.course.loader import chapters
from gradscape.language.parser import parse
from gradscape.walks.basins import line_basins
from gradscape.walks.line.rate_map import rate_map
from gradscape.walks.line.roots import Root, newton
from gradscape.walks.outcome import Outcome, descend

STATES = {scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"]}
DESCENTS = [scene for scene, state in STATES.items() if state["lab"] == "descent" and state["goal"] == "minimum"]
ZEROS = [scene for scene, state in STATES.items() if state["lab"] == "descent" and state["goal"] == "zero"]
ROOT_2, ROOT_3 = math.sqrt(2), math.sqrt(3)

# What the API takes where a request names none.
FLAT_ENOUGH, CLOSE_ENOUGH = 1e-10, 1e-12


def field(scene: str) -> Field:
    return Field(parse(STATES[scene]["source"]))


def walks(scene: str, text: str | None = None, **changes: float) -> list[Outcome]:
    """The runs of a scene, on its function or another; start, rate or steps changed for all of them."""
    state = STATES[scene]
    assert state["goal"] == "minimum"
    runs = [run | changes for run in state["runs"]]
    steps = int(changes.get("steps", state["steps"]))
    asked = [run_on_a_line(run["method"], run["start"], run["rate"], steps, FLAT_ENOUGH) for run in runs]
    return descend(field(scene) if text is None else Field(parse(text)), asked)


def only(scene: str, text: str | None = None, **changes: float) -> Outcome:
    """The one run of a scene."""
    [found] = walks(scene, text, **changes)
    return found


def zero(scene: str, text: str | None = None, **changes: float) -> Root:
    """Newton's walk of a scene with one run, its start or number of steps changed."""
    state = STATES[scene]
    assert state["goal"] == "zero"
    start = changes.get("start", state["runs"][0]["start"])
    steps = int(changes.get("steps", state["steps"]))
    return newton(field(scene) if text is None else Field(parse(text)), float(start), steps, CLOSE_ENOUGH)


def ends(found: list[Outcome]) -> list[float]:
    return [float(each.trail.points[:, 0][-1]) for each in found]


def all_walks(scene: str) -> list[np.ndarray]:
    """The iterates of every run of the scene that arrives."""
    if scene in DESCENTS:
        return [each.trail.points[:, 0] for each in walks(scene) if each.reason == "converged"]
    found = [zero(scene, start=run["start"]) for run in STATES[scene]["runs"]]
    return [each.points for each in found if each.reason == "converged"]


@pytest.mark.parametrize("scene", DESCENTS + ZEROS)
def test_walks_that_arrive_stay_in_the_picture(scene):
    low, high = STATES[scene]["domain"]["x"]
    for points in all_walks(scene):
        assert low < points.min()
        assert points.max() < high


@pytest.mark.parametrize("scene", DESCENTS + ZEROS)
def test_curve_is_finite_over_all_that_the_scene_draws(scene):
    low, high = STATES[scene]["domain"]["x"]
    assert np.isfinite(field(scene).values(np.linspace(low, high, 101)[:, None])).all()


# 1.12


def test_four_learning_rates_creep_swing_wander_and_fly_off():
    creeping, swinging, wandering, flying = walks("1.12a")
    assert [run["rate"] for run in STATES["1.12a"]["runs"]] == [0.01, 0.05, 0.12, 0.2]
    assert np.all(np.diff(creeping.trail.points[:, 0]) < 0)
    assert np.all(np.diff(np.sign(swinging.trail.points[:, 0][:-2] - ROOT_3)) != 0)
    assert ends([creeping, swinging]) == pytest.approx([ROOT_3, ROOT_3])
    assert wandering.reason == "step-limit"
    assert flying.reason == "diverged"


def test_walk_with_0_12_never_settles():
    points = walks("1.12a", steps=10_000)[2].trail.points[:, 0]
    assert np.abs(np.diff(points[-1000:])).max() > 1
    assert np.abs(points).max() < STATES["1.12a"]["domain"]["x"][1]


def test_longer_learning_rate_makes_a_longer_first_step():
    first = [abs(each.trail.points[:, 0][1] - each.trail.points[:, 0][0]) for each in walks("1.12a")]
    assert first == pytest.approx([8 * run["rate"] for run in STATES["1.12a"]["runs"]])
    assert first == sorted(first)


def test_walk_with_an_eighth_jumps_between_2_and_1():
    cycle = walks("1.12a", rate=0.125)[0]
    assert cycle.period == 2
    assert list(cycle.trail.points[:, 0][:4]) == [2, 1, 2, 1]


def test_sign_of_a_small_start_decides_between_the_two_minima():
    assert [run["start"] for run in STATES["1.12b"]["runs"]] == [0.1, -0.1, 2.9]
    assert ends(walks("1.12b")) == pytest.approx([ROOT_3, -ROOT_3, -ROOT_3])
    assert {kind_of(each) for each in walks("1.12b")} == {"minimum"}


def test_long_first_step_lands_beyond_the_hump():
    # With this learning rate x is multiplied by 1.6 - 0.2x², which is negative beyond √8.
    assert walks("1.12b")[2].trail.points[:, 0][1] < 0
    assert walks("1.12b", start=2.8)[0].trail.points[:, 0][1] > 0
    assert 2.8 < math.sqrt(8) < 2.9


def test_walk_that_starts_on_the_hump_never_moves():
    top = walks("1.12b", start=0.0)[0]
    assert list(top.trail.points[:, 0]) == [0]
    assert kind_of(top) == "maximum"


def test_strip_shows_the_minimum_for_every_start():
    state = STATES["1.12b"]
    [rate] = {run["rate"] for run in state["runs"]}
    starts = np.linspace(*state["domain"]["x"], 300)
    found = line_basins(field("1.12b"), starts, "gradient-descent", rate, state["steps"])
    assert [float(each.point[0]) for each in found.attractors] == pytest.approx([-ROOT_3, ROOT_3])
    expected = np.where(np.abs(starts) < math.sqrt(8), starts > 0, starts < 0)
    assert list(found.labels) == list(expected.astype(int))


def test_near_the_minimum_a_step_multiplies_the_error_by_1_minus_24_times_the_learning_rate():
    assert field("1.12c").series(np.array([ROOT_3]))[2, 0] == pytest.approx(24)
    for rate in (0.01, 0.05, 0.08):
        points = only("1.12c", start=ROOT_3 + 1e-4, rate=rate, steps=1).trail.points[:, 0]
        assert (points[1] - ROOT_3) / (points[0] - ROOT_3) == pytest.approx(1 - 24 * rate, abs=0.01)


def test_walk_comes_to_rest_below_a_twelfth_and_jumps_between_two_points_with_a_tenth():
    cycle = only("1.12c")
    assert (STATES["1.12c"]["runs"][0]["rate"], cycle.reason, cycle.period) == (0.1, "cycling", 2)
    rates = np.linspace(0.002, 0.082, 41)
    resting = rate_map(field("1.12c"), 2.0, rates, "gradient-descent", 5000, 16)
    assert set(resting.outcomes) == {"converged"}
    assert resting.ends == pytest.approx(np.full((41, 16), ROOT_3), abs=1e-6)
    assert 0.082 < 1 / 12


def test_map_has_one_end_then_two_then_four_then_a_blur():
    rates = np.array([0.05, 0.1, 0.105, 0.12])
    found = rate_map(field("1.12c"), STATES["1.12c"]["runs"][0]["start"], rates, "gradient-descent", 5000, 64)
    different = [len(np.unique(row.round(6))) for row in found.ends]
    assert different[:3] == [1, 2, 4]
    assert different[3] > 32


# 1.13


def test_iterates_on_the_parabola_are_powers_of_1_minus_2a():
    for run, found in zip(STATES["1.13a"]["runs"], walks("1.13a"), strict=True):
        powers = run["start"] * (1 - 2 * run["rate"]) ** np.arange(len(found.trail.points[:, 0]))
        assert run["start"] == 2
        assert found.trail.points[:, 0] == pytest.approx(powers, rel=1e-9)
        assert found.closed_form is not None
        assert found.closed_form.points == pytest.approx(powers, rel=1e-9)


def test_five_learning_rates_have_five_regimes():
    found = walks("1.13a")
    assert [run["rate"] for run in STATES["1.13a"]["runs"]] == [0.2, 0.5, 0.7, 1, 1.1]
    regimes = ["monotone", "one step", "alternating", "cycling", "diverging"]
    assert [each.closed_form.regime for each in found] == regimes
    assert [each.reason for each in found] == ["converged"] * 3 + ["cycling", "diverged"]


def steps_with(rate: float) -> int:
    return len(walks("1.13a", rate=rate, steps=500)[0].trail.points[:, 0]) - 1


def test_one_half_is_quickest_and_1_is_slowest():
    assert steps_with(0.4) < steps_with(0.2)
    assert steps_with(0.9) > steps_with(0.7)


@pytest.mark.parametrize("scene, factor", [("1.13b", 0.6), ("1.13c", -0.4), ("1.13d", -1.0), ("1.13e", -1.2)])
def test_line_of_the_cobweb_has_slope_1_minus_2a(scene, factor):
    points = only(scene).trail.points[:, 0][:10]
    assert points[1:] == pytest.approx(factor * points[:-1])
    assert 1 - 2 * STATES[scene]["runs"][0]["rate"] == pytest.approx(factor)


def test_staircase_comes_in_from_one_side_to_where_the_walk_stands_still():
    assert np.all(np.diff(only("1.13b").trail.points[:, 0]) < 0)
    assert np.all(only("1.13b").trail.points[:, 0] > 0)
    assert list(only("1.13b", start=0.0).trail.points[:, 0]) == [0]


def test_level_line_takes_one_step_and_a_line_near_the_diagonal_takes_tiny_ones():
    assert list(only("1.13b", rate=0.5).trail.points[:, 0]) == [2, 0]
    assert only("1.13b", rate=0.05).trail.points[:, 0][1] == pytest.approx(1.8)


def regime(scene: str, rate: float) -> str:
    exact = only(scene, rate=rate).closed_form
    assert exact is not None
    return exact.regime


def test_one_half_is_the_bound_for_one_side_only():
    assert np.all(np.diff(np.sign(only("1.13c").trail.points[:, 0])) != 0)
    for rate in np.linspace(0.01, 0.99, 99):
        points = only("1.13c", rate=float(rate), steps=2000).trail.points[:, 0]
        assert points[-1] == pytest.approx(0, abs=1e-9)
        assert bool(np.all(points >= 0)) == (rate <= 0.5)


@pytest.mark.parametrize("rate", [-0.1, 1.001, 1.5])
def test_walk_does_not_converge_outside_0_to_1(rate):
    assert abs(only("1.13c", rate=rate).trail.points[:, 0][-1]) > 2


@pytest.mark.parametrize("rate, expected", [(0.49, "monotone"), (0.51, "alternating")])
def test_both_sides_of_one_half_converge_very_fast(rate, expected):
    assert regime("1.13c", rate) == expected
    assert len(only("1.13c", rate=rate).trail.points[:, 0]) - 1 <= 7


def test_slow_spiral_still_converges():
    slow = only("1.13c", rate=0.95, steps=1000)
    assert slow.reason == "converged"
    assert slow.trail.points[:, 0][1:10] == pytest.approx(-0.9 * slow.trail.points[:, 0][:9])
    assert len(slow.trail.points[:, 0]) > 5 * len(only("1.13c").trail.points[:, 0])


def test_square_goes_from_2_to_minus_2_and_back():
    assert list(only("1.13d").trail.points[:, 0][:4]) == [2, -2, 2, -2]
    assert (only("1.13d").period, regime("1.13d", 1.0)) == (2, "cycling")


def test_map_changes_from_arriving_to_diverging_at_1():
    rates = np.array([0.1, 0.5, 0.9, 0.98, 1.02, 1.1, 1.5])
    found = rate_map(field("1.13d"), 2.0, rates, "gradient-descent", 5000, 8)
    assert found.outcomes == ("converged",) * 4 + ("diverged",) * 3
    assert found.ends[:4] == pytest.approx(np.zeros((4, 8)), abs=1e-9)


def test_square_becomes_a_slow_spiral_inwards_or_outwards():
    inwards, outwards = (np.abs(only("1.13d", rate=rate).trail.points[:, 0]) for rate in (0.99, 1.01))
    assert inwards[1:] / inwards[:-1] == pytest.approx(np.full(60, 0.98))
    assert outwards[1:] / outwards[:-1] == pytest.approx(np.full(60, 1.02))


@pytest.mark.parametrize("start", [-1.5, 0.3, 1.0])
def test_every_start_but_0_has_its_own_cycle(start):
    assert sorted(set(only("1.13d", start=start).trail.points[:, 0])) == [-abs(start), abs(start)]


def test_start_in_the_minimum_has_no_cycle():
    assert list(only("1.13d", start=0.0).trail.points[:, 0]) == [0]


def test_diverging_walk_jumps_over_the_minimum_and_leaves_the_picture():
    found = only("1.13e")
    assert found.reason == "diverged"
    assert np.all(np.diff(np.sign(found.trail.points[:, 0])) != 0)
    assert np.all(np.diff(np.abs(found.trail.points[:, 0])) > 0)
    assert abs(found.trail.points[:, 0][-1]) > STATES["1.13e"]["domain"]["x"][1]
    assert abs(found.trail.points[:, 0][STATES["1.13e"]["step"]]) < STATES["1.13e"]["domain"]["x"][1]


def test_diverging_walk_runs_away_from_the_closest_start_and_comes_back_below_1():
    assert abs(only("1.13e", start=1e-6, steps=200).trail.points[:, 0][-1]) > 1e6
    assert np.all(np.diff(np.abs(only("1.13e", rate=0.999).trail.points[:, 0])) < 0)


# 1.15


def test_newton_finds_the_root_of_2_and_doubles_its_digits():
    found = zero("1.15a")
    assert found.points[:4] == pytest.approx([1, 3 / 2, 17 / 12, 577 / 408], abs=1e-15)
    assert [f"{x:.5g}" for x in found.points[1:3]] == ["1.5", "1.4167"]
    assert f"{found.points[3]:.7g}" == "1.414216"
    assert (found.reason, found.order.kind) == ("converged", "quadratic")
    digits = -np.log10(np.abs(found.points[1:5] - ROOT_2))
    assert np.all(np.diff(digits) > 0.8 * digits[:-1])


def test_each_iterate_is_where_the_tangent_meets_the_axis():
    found = zero("1.15a")
    tangents = found.values[:-1] + found.slopes[:-1] * (found.points[1:] - found.points[:-1])
    assert tangents == pytest.approx(np.zeros(len(tangents)), abs=1e-15)


def test_newton_finds_the_other_root_and_stops_at_a_level_tangent():
    assert zero("1.15a", start=-1).points[-1] == pytest.approx(-ROOT_2)
    stuck = zero("1.15a", start=0)
    assert (stuck.reason, list(stuck.points)) == ("flat", [0])


def test_newton_goes_round_0_and_1():
    found = zero("1.15b")
    assert found.reason == "cycling"
    assert list(found.points[:4]) == [0, 1, 0, 1]


def test_start_near_the_cycle_is_drawn_into_it_and_another_breaks_out():
    drawn = zero("1.15b", start=0.1)
    assert drawn.reason == "cycling"
    assert sorted(drawn.points[-2:]) == pytest.approx([0, 1], abs=1e-9)
    found = zero("1.15b", start=0.5)
    [real] = [root.real for root in np.roots([1, 0, -2, 2]) if root.imag == 0]
    assert found.reason == "converged"
    assert found.points[-1] == pytest.approx(real)
    assert round(real, 3) == -1.769


def test_newton_stops_where_the_tangent_is_level():
    found = zero("1.15c")
    assert (found.reason, list(found.points)) == ("flat", [1, 0])
    assert field("1.15c").values(np.linspace(-3, 3, 101)[:, None]).min() >= 1


def test_newton_without_a_zero_hops_about():
    found = zero("1.15c", start=0.5, steps=10_000)
    assert found.reason == "step-limit"
    assert np.count_nonzero(np.diff(np.sign(found.points))) > 1000


def test_nearly_flat_tangent_throws_the_first_step_far_away():
    found = zero("1.15c", "x^2 - 1", start=0.01)
    assert found.points[1] > 10
    assert found.points[-1] == pytest.approx(1)


def test_newton_on_the_cube_root_doubles_its_distance_and_changes_side():
    found = zero("1.15d")
    assert found.reason == "diverged"
    assert found.points == pytest.approx(0.1 * (-2.0) ** np.arange(9))
    assert zero("1.15d", start=0.001).points == pytest.approx(0.001 * (-2.0) ** np.arange(9))


def test_newton_on_the_cube_goes_a_third_of_the_way():
    found = zero("1.15d", "x^3", steps=200)
    assert found.points[1:10] / found.points[:9] == pytest.approx(np.full(9, 2 / 3))
    assert found.points[-1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("start, end", [(0.4, 0), (0.5, -1), (0.8, 1), (0.44, 0), (0.45, -1), (0.46, 1)])
def test_neighbouring_starts_lead_to_different_zeros(start, end):
    assert zero("1.15e", start=start).points[-1] == pytest.approx(end, abs=1e-12)


def test_scene_of_three_zeros_starts_on_three_ways():
    assert [run["start"] for run in STATES["1.15e"]["runs"]] == [0.4, 0.5, 0.8]
    assert list(zero("1.15e", start=0.5).points) == [0.5, -1]


def labels(low: float, high: float) -> np.ndarray:
    """The number of the zero, -1, 0 or 1, for starts from low to high."""
    found = line_basins(field("1.15e"), np.linspace(low, high, 400), "newton-root", 1.0, STATES["1.15e"]["steps"])
    return np.array([found.attractors[label].point[0] for label in found.labels]).round()


def test_strip_has_one_colour_around_each_zero():
    border = 1 / math.sqrt(5)
    assert np.all(labels(-border + 1e-6, border - 1e-6) == 0)
    assert np.all(labels(0.58, 1.5) == 1)
    assert np.all(labels(-1.5, -0.58) == -1)


def test_ever_finer_bands_of_the_outer_zeros_lie_beyond_the_border():
    border = 1 / math.sqrt(5)
    assert round(border, 3) == 0.447
    for width in (1e-1, 1e-2, 1e-3):
        beyond = labels(border + width / 10, border + width)
        assert set(beyond) == {-1, 1}


def test_nearly_level_tangent_leads_far_out_of_the_picture():
    assert abs(zero("1.15e", start=0.577).points[1]) > 100


# 1.16


def test_newton_for_an_extremum_finds_the_maximum_too():
    assert [run["start"] for run in STATES["1.16a"]["runs"]] == [2, -2]
    assert ends(walks("1.16a")) == pytest.approx([1, -1])
    assert [kind_of(each) for each in walks("1.16a")] == ["minimum", "maximum"]


@pytest.mark.parametrize("start", [-2.4, -0.3, 0.05, 0.7, 2.4])
def test_only_the_side_of_the_start_counts(start):
    assert ends(walks("1.16a", start=start))[0] == pytest.approx(math.copysign(1, start))


def test_newton_has_no_step_where_the_second_derivative_is_0_and_a_long_one_nearby():
    assert walks("1.16a", start=0.0)[0].reason == "flat"
    assert walks("1.16a", start=0.1)[0].trail.points[:, 0][1] == pytest.approx(5.05)


def test_newton_for_a_minimum_walks_like_newton_for_a_zero_of_the_derivative():
    cycle = only("1.16b")
    assert (cycle.period, list(cycle.trail.points[:, 0][:4])) == (2, [0, 1, 0, 1])
    x = np.linspace(-3, 2.5, 25)
    assert field("1.16b").series(x)[1] == pytest.approx(field("1.15b").series(x)[0])
    for start in (0.1, 0.5, -1.0):
        walked = only("1.16b", start=start, steps=6).trail.points[:, 0]
        assert walked == pytest.approx(zero("1.15b", start=start, steps=6).points[: len(walked)])


def test_half_steps_break_out_of_the_cycle_and_so_does_a_start_where_the_curve_bends_up():
    damped, bent_up = only("1.16b", rate=0.5), only("1.16b", start=-3.0)
    for found in (damped, bent_up):
        assert kind_of(found) == "minimum"
        assert round(float(found.trail.points[:, 0][-1]), 3) == -1.769
    assert np.all(bent_up.trail.hessians > 0)


def test_newton_keeps_two_thirds_of_the_error_where_the_second_derivative_is_0():
    found = only("1.16c")
    assert field("1.16c").series(np.array([0.0]))[2, 0] == 0
    points = found.trail.points[:, 0]
    assert points[1:] / points[:-1] == pytest.approx(np.full(len(points) - 1, 2 / 3))
    assert (found.reason, found.order.kind) == ("converged", "linear")


def test_newton_is_fast_again_with_another_term_or_three_times_the_step():
    assert only("1.16c", "x^4 + x^2").order.kind == "quadratic"
    assert Field(parse("x^4 + x^2")).series(np.array([0.0]))[2, 0] == 2
    assert only("1.16c", rate=3.0).trail.points[:, 0] == pytest.approx([1, 0])


# 1.17


def test_gradient_descent_takes_dozens_of_steps_and_newton_a_handful():
    descent, newtons = walks("1.17")
    assert ends([descent, newtons]) == pytest.approx([ROOT_3, ROOT_3])
    assert descent.predicted_rate == pytest.approx(0.52)
    assert descent.order.rate == pytest.approx(0.52, abs=0.001)
    assert (descent.order.kind, newtons.order.kind) == ("linear", "quadratic")
    assert len(descent.trail.points[:, 0]) - 1 > 24
    assert len(newtons.trail.points[:, 0]) - 1 <= 5


def test_only_newton_needs_second_derivatives():
    descent, newtons = walks("1.17")
    assert descent.trail.counts == (0, len(descent.trail.points), 0, 0)
    assert newtons.trail.counts == (0, len(newtons.trail.points), 0, len(newtons.trail.points))


def test_newton_climbs_to_the_maximum_where_gradient_descent_goes_down():
    descent, _ = walks("1.17", start=0.5)
    _, newtons = walks("1.17", start=0.5)
    assert (kind_of(descent), kind_of(newtons)) == ("minimum", "maximum")
    assert ends([descent, newtons]) == pytest.approx([ROOT_3, 0])
    assert newtons.trail.hessians[:, 0, 0][0] < 0

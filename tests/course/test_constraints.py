"""What the scenes on constraints claim, computed for the very states that they open in."""

import numpy as np
import pytest

from gradscape.calculus.chart import Chart
from gradscape.calculus.constrained import constrained
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.inequalities import regional
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.tangent_point import tangent_point
from gradscape.course.loader import chapters
from gradscape.language.equations import parse_equations
from gradscape.language.parser import parse, parse_map
from gradscape.learning import natural_walks
from gradscape.learning.densities import Density
from gradscape.learning.families import FAMILIES, fisher_rao_distance, fisher_rao_way, in_parameters_of
from gradscape.walks import in_charts
from gradscape.walks.on_surfaces import SurfaceRun, gaps, walked

STATES = {
    scene["id"]: scene["state"]
    for chapter in chapters()
    for scene in chapter["scenes"]
    if scene["lab"] == "constraints"
}

PARAMETERS = ["normal", "normal-by-logarithm", "normal-by-expectations"]


def posed(scene, level, **parameters):
    """f, the set and its relations at this level of the constraint."""
    state = STATES[scene]
    numbers = {name: slider["value"] for name, slider in state["parameters"].items()} | parameters
    (equation,) = parse_equations(state["constraint"], ("x", "y"))
    f = Field(parse(state["source"], ("x", "y")), numbers)
    return f, ConstraintSet((Field(equation.function),), np.array([float(level)])), [equation.relation]


def box(scene):
    return np.array([STATES[scene]["domain"][axis] for axis in "xy"], float)


def solved(scene, level):
    f, constraints, _ = posed(scene, level)
    return constrained(f, constraints, box(scene))


def test_on_the_unit_circle_x_plus_y_is_extreme_where_nothing_is_left_along_it():
    found = solved("3.1a", 1.0)
    assert [each.value for each in found.solutions] == pytest.approx([-np.sqrt(2), np.sqrt(2)])
    f, constraints, _ = posed("3.1a", 1.0)
    for each in found.solutions:
        assert tangent_point(f, constraints, each.point).tangential == pytest.approx([0, 0], abs=1e-12)
    begins = tangent_point(f, constraints, np.array(STATES["3.1a"]["point"], float))
    assert np.linalg.norm(begins.tangential) > 0.5


def test_x_squared_y_has_three_minima_and_three_maxima_and_two_of_them_have_multiplier_zero():
    found = solved("3.1b", 3.0)
    assert found.topology is not None and found.topology[:3] == (3, 0, 3)
    assert sum(each.multipliers[0] == 0 for each in found.solutions) == 2


def test_with_x_cubed_two_points_are_neither():
    _, constraints, _ = posed("3.1b", 3.0)
    found = constrained(Field(parse("x^3", ("x", "y"))), constraints, box("3.1b"))
    assert [near for near in found.nearby if near] == ["both", "both"]


@pytest.mark.parametrize("level", [0.5, 1.0, 2.0])
def test_the_best_value_grows_as_the_root_of_two_c_and_the_multiplier_is_its_slope(level):
    best = solved("3.1c", level).solutions[-1]
    assert best.value == pytest.approx(np.sqrt(2 * level))
    assert best.multipliers[0] == pytest.approx(1 / np.sqrt(2 * level))


def test_the_cusp_is_singular_and_no_solution_and_its_multiplier_grows_without_bound():
    found = solved("3.1d", 0.0)
    assert found.solutions == () and found.singular.tolist() == [[0, 0]]
    f, constraints, _ = posed("3.1d", 0.0)
    near = [abs(tangent_point(f, constraints, np.array([h**1.5, h])).multipliers[0]) for h in (1e-1, 1e-2, 1e-3)]
    assert near[0] * 8 < near[1] < near[2] / 8


def test_the_other_curve_of_the_same_scene_crosses_itself_at_a_singular_point():
    (equation,) = parse_equations("x^2 = y^3 + y^2", ("x", "y"))
    found = constrained(
        Field(parse("y", ("x", "y"))), ConstraintSet((Field(equation.function),), np.zeros(1)), box("3.1d")
    )
    assert [0, 0] in found.singular.tolist()


@pytest.mark.parametrize("level", [-0.5, 0.5, 2.0])
def test_the_multiplier_of_a_layer_is_the_slope_of_its_cost_and_what_a_unit_of_its_bias_is_worth(level):
    (best,) = solved("3.1f", level).solutions
    assert best.kind == "minimum"
    assert best.multipliers[0] == pytest.approx(best.point[1] - 1)
    # By hand: y = 2x + c with x = -2 (y - 1) is y = (4 + c)/5, and the value (1 - c)²/10.
    assert best.value == pytest.approx((1 - level) ** 2 / 10)
    assert best.multipliers[0] == pytest.approx((level - 1) / 5)


@pytest.mark.parametrize("a, active", [(0.5, False), (0.9, False), (1.5, True)])
def test_the_border_holds_the_minimum_from_a_equal_to_one_on(a, active):
    f, constraints, relations = posed("3.1e", 1.0, a=a)
    whole = constrained(f, constraints, box("3.1e"))
    lowest = regional(f, constraints, relations, box("3.1e"), whole).points[0]
    assert (lowest.kind, lowest.active) == ("minimum", (active,))
    assert lowest.solution.multipliers[0] == pytest.approx(min(0.0, 1 - a), abs=1e-12)


def in_space(scene, function, level):
    """What is found of the scene's set at another level of its first equation."""
    equations = parse_equations(STATES[scene]["constraint"], ("x", "y", "z"))
    levels = [level, *(float(each.level.source[slice(*each.level.tree.span)]) for each in equations[1:])]
    constraints = ConstraintSet(tuple(Field(each.function) for each in equations), np.array(levels, float))
    return constrained(Field(parse(function, ("x", "y", "z"))), constraints, space(scene), 32)


def test_a_product_on_a_sphere_has_four_minima_six_saddles_and_four_maxima_and_its_level_is_worth_lambda():
    found = in_space("3.1g", "x y z", 3.0)
    assert found.topology == (4, 6, 4, 2, 2)
    for each in found.solutions:
        # By hand: (c/3)^(3/2) with all signs, whose slope by c is (c/3)^(1/2)/2; the saddles stay at 0.
        assert each.multipliers[0] == pytest.approx(each.value / 2, abs=1e-12)
    assert in_space("3.1g", "x y z", 6.0).solutions[-1].value == pytest.approx(2**1.5)


def test_where_a_sphere_and_a_plane_meet_both_multipliers_are_prices_of_their_levels():
    # By hand: on x + y + z = d and |p|² = c the best of a·p, a = (1, 0, 2), is d + √((c - d²/3)(|a|² - 3)).
    best = in_space("3.1h", "x + 2z", 1.0).solutions[-1]
    root = np.sqrt((1 - 1 / 12) * 2)
    assert best.value == pytest.approx(0.5 + root)
    assert best.multipliers == pytest.approx([1 / root, 1 - 2 / 3 * 0.5 / root])


def walks(scene, **changes):
    """The scene's walk, with other settings where they are given."""
    state = STATES[scene] | changes
    (equation,) = parse_equations(state["constraint"], ("x", "y", "z"))
    level = float(equation.level.source[slice(*equation.level.tree.span)])
    f = Field(parse(state["source"], ("x", "y", "z")))
    surface = ConstraintSet((Field(equation.function),), np.array([level]))
    settings = state["rate"], state["momentum"], state["retraction"], state["steps"]
    return f, surface, walked(f, surface, SurfaceRun(np.array(state["start"], float), *settings, 1e-6))


def space(scene):
    state = STATES[scene]
    return np.array([*state["domain"].values(), *state["depth"].values()], float)


def test_on_the_sphere_the_walk_ends_at_a_minimum_and_plain_descent_inside_of_it():
    _, _, walk = walks("3.2a")
    assert walk.kind == "minimum" and abs(walk.points[-1][0]) == pytest.approx(1)
    assert walk.distances.max() < 1e-12
    _, _, plain = walks("3.2a", retraction="none")
    assert np.linalg.norm(plain.points[-1]) < 1e-3


@pytest.mark.parametrize("momentum", [0.0, 0.8])
def test_the_torus_has_one_minimum_two_saddles_and_one_maximum_and_the_walk_comes_to_its_foot(momentum):
    f, torus, walk = walks("3.2b", momentum=momentum)
    assert walk.points[-1] == pytest.approx([0, 0, -2 - np.sqrt(0.5)], abs=1e-4)
    found = constrained(f, torus, space("3.2b"), 28)
    assert found.topology == (1, 2, 1, 0, 0)


def test_the_two_ways_back_part_by_the_third_power_of_the_rate():
    _, ellipsoid, walk = walks("3.2c")
    rates = STATES["3.2c"]["rate"] * 10.0 ** np.array([-2, -1])
    few, many = gaps(ellipsoid, walk.points[0], -walk.projected[0], rates)
    assert many / few == pytest.approx(1000, rel=0.02)


def test_curvatures_along_the_sphere_foretell_the_rate_and_the_solutions_are_eigenvectors():
    matrix = np.array([[3, 0, 1], [0, 5, 0], [1, 0, 3]])
    f, sphere, walk = walks("3.2d")
    values = np.linalg.eigvalsh(matrix)
    solutions = constrained(f, sphere, space("3.2d"), 28).solutions
    assert [each.multipliers[0] for each in solutions] == pytest.approx(np.repeat(values, 2))
    assert walk.eigenvalues == pytest.approx(2 * (values[1:] - values[0]))
    assert walk.predicted_rate == pytest.approx(0.6) and walk.measured_rate == pytest.approx(0.6, abs=0.01)
    assert walks("3.2d", rate=0.2)[2].predicted_rate == pytest.approx(0.2)
    assert walks("3.2d", rate=0.35)[2].reason == "step-limit"


def test_a_step_that_comes_back_to_the_nearest_point_is_one_of_power_iteration_with_a_shifted_matrix():
    matrix = np.array([[3, 0, 1], [0, 5, 0], [1, 0, 3]])
    _, _, walk = walks("3.2d")
    x, rate = walk.points[0], STATES["3.2d"]["rate"]
    shifted = (1 + 2 * rate * (x @ matrix @ x)) * np.eye(3) - 2 * rate * matrix
    assert walk.points[1] == pytest.approx(shifted @ x / np.linalg.norm(shifted @ x), abs=1e-12)


def distributions(scene, name="normal", *, natural=True, unit=1.0, rate=None, steps=None):
    """A walk of the scene's data and start, in the parameters of a family and another unit; told in (m, s)."""
    state = STATES[scene]
    family = FAMILIES[name]
    field = Field(parse(family.source, ("x", *family.parameters)))
    data = unit * np.array(state["data"])
    start = in_parameters_of(name, unit * np.array([state["theta"]]), "normal")[0]
    rules = rate or state["rate"], steps or state["steps"], 1e-6
    walk = natural_walks.walked(Density(field, family.support, data), data, start, *rules, natural=natural)
    return walk._replace(points=in_parameters_of("normal", walk.points, name) / unit)


def test_both_walks_end_at_the_mean_and_the_spread_of_the_data():
    data = np.array(STATES["3.3a"]["data"])
    for natural in (True, False):
        walk = distributions("3.3a", natural=natural)
        assert walk.reason == "converged"
        assert walk.points[-1] == pytest.approx([data.mean(), data.std()], abs=1e-5)
    assert (np.diff(distributions("3.3a").divergences) < 0).all()


def test_natural_walks_come_together_in_all_parameters_as_steps_grow_small_and_ordinary_ones_do_not():
    def spread(natural, rate):
        count = round(np.log(2) / rate)
        ends = [distributions("3.3b", name, natural=natural, rate=rate, steps=count).points[-1] for name in PARAMETERS]
        return np.ptp(ends, axis=0).max()

    assert spread(True, 0.02) < 0.015 and spread(True, 0.01) < 0.6 * spread(True, 0.02)
    assert spread(False, 0.01) > 0.2


def test_by_expectations_the_natural_walk_is_straight_and_arrives_in_one_step_of_rate_one():
    walk = distributions("3.3b", "normal-by-expectations")
    means = np.stack([walk.points[:, 0], (walk.points**2).sum(axis=1)], axis=1)
    way = means[-1] - means[0]
    across = (means - means[0]) @ np.array([-way[1], way[0]]) / np.hypot(*way)
    assert np.abs(across).max() < 1e-9
    data = np.array(STATES["3.3b"]["data"])
    whole = distributions("3.3b", "normal-by-expectations", rate=1.0)
    assert whole.points[1] == pytest.approx([data.mean(), data.std()])


@pytest.mark.parametrize(
    "unit, reason, steps", [(0.1, "left-domain", 84), (1, "converged", 92), (10, "step-limit", 200)]
)
def test_units_change_the_ordinary_walk_and_not_the_natural_one(unit, reason, steps):
    ordinary = distributions("3.3c", natural=False, unit=unit)
    assert (ordinary.reason, ordinary.steps) == (reason, steps)
    natural = distributions("3.3c", unit=unit)
    assert (natural.reason, natural.steps) == ("converged", 151)
    assert distributions("3.3c", unit=unit, rate=0.5).steps == 25
    assert natural.points == pytest.approx(distributions("3.3c").points, abs=1e-9)


def test_the_shortest_way_is_as_long_as_the_distance_and_goes_higher_than_both_ends():
    state = STATES["3.3d"]
    one, other = (state["theta"][0], state["theta"][1]), (float(np.mean(state["data"])), float(np.std(state["data"])))
    way = fisher_rao_way(one, other, 4001)
    steps, middles = np.diff(way, axis=0), (way[1:, 1] + way[:-1, 1]) / 2
    length = np.sqrt(steps[:, 0] ** 2 + 2 * steps[:, 1] ** 2) / middles
    assert length.sum() == pytest.approx(fisher_rao_distance(one, other), rel=1e-6)
    assert way[:, 1].max() > max(one[1], other[1])
    assert fisher_rao_distance((0.0, 1.0), (1.0, 1.0)) == pytest.approx(np.sqrt(2) * np.log(2))


def in_coordinates(retraction, surface=None, start=None):
    """The walk of scene 3.2e, or the same on another chart of the globe."""
    state = STATES["3.2e"]
    chart = Chart(Mapping(parse_map(surface or state["constraint"], ("u", "v"))))
    f = Field(parse(state["source"], ("x", "y", "z")))
    run = in_charts.ChartRun(np.array(start or state["start"], float), state["rate"], 0.0, retraction, 60, 1e-6)
    return in_charts.walked(f, chart, run)


def test_by_longitude_and_latitude_both_walks_arrive_and_the_one_by_the_metric_sooner():
    by_metric, ordinary = in_coordinates("closest"), in_coordinates("chart")
    for found in (by_metric, ordinary):
        assert found.walk.points[-1] == pytest.approx([np.sqrt(0.5), 0, np.sqrt(0.5)], abs=1e-3)
        assert np.abs(found.places).max(axis=0) == pytest.approx([1.25, 1.2], abs=0.15)
    assert by_metric.walk.values[8] < 2.01 < 2.3 < ordinary.walk.values[8]
    # One unit of u is cos v long.
    assert by_metric.metrics[0] == pytest.approx(np.diag([np.cos(1.2) ** 2, 1]), abs=1e-12)


def test_in_other_coordinates_of_the_globe_only_the_ordinary_walk_is_another():
    (_, v), u = STATES["3.2e"]["start"], STATES["3.2e"]["start"][0]
    other = "[cos u cos(v^3), sin u cos(v^3), sin(v^3)]"
    walks = [
        [in_coordinates(how).walk.points, in_coordinates(how, other, [u, v ** (1 / 3)]).walk.points]
        for how in ("closest", "chart")
    ]
    assert walks[0][0][:20] == pytest.approx(walks[0][1][:20], abs=1e-7)
    assert np.abs(walks[1][0][:20] - walks[1][1][:20]).max() > 0.05

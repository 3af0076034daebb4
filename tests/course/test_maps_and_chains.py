"""What the scenes of maps and chains claim, from the very maps that they show."""

from itertools import pairwise

import numpy as np
import pytest

from gradscape.calculus import chain
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.flow import flow_through
from gradscape.calculus.implicit_point import implicit_point
from gradscape.calculus.jacobians import Linearization, curl, divergence, linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.course.loader import chapters
from gradscape.language.equations import parse_equations
from gradscape.language.matrix_calculus import matrix_forms
from gradscape.language.parser import parse_map
from gradscape.language.printing import source

RANDOM = np.random.default_rng(3)
STATES = {
    scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"] if scene["lab"] == "jacobian"
}


def near(scene: str, point: list[float] | None = None, **parameters: float) -> Linearization:
    """The map of a scene at its point, or at another one."""
    return linearizations(mapping_of(scene, **parameters), np.array([point or STATES[scene]["point"]], float))[0]


# As large as their entries in the state, and as the point.
SHAPES = {"1.26d": {"A": (2, 2)}, "1.26e": {"A": (3, 2), "y": (3,)}, "1.21c": {"p": (3,)}}


def mapping_of(scene: str, **parameters: float) -> Mapping:
    state = STATES[scene]
    numbers = {name: slider["value"] for name, slider in state["parameters"].items()} | parameters
    return Mapping(parse_map(state["source"], shapes=SHAPES.get(scene, {})), numbers)


# Each takes one vector, as long as the one before makes it.
VECTORS = {"2.9c": ["x", "u", "v"]}


def stages(scene: str) -> list[Mapping]:
    sources = STATES[scene]["sources"]
    shapes = [{name: (len(STATES[scene]["point"]),)} for name in VECTORS.get(scene, [])] or [{} for _ in sources]
    return [Mapping(parse_map(each, shapes=own), {}) for each, own in zip(sources, shapes, strict=True)]


def product(scene: str, *point: float) -> np.ndarray:
    passed = chain.passages(stages(scene), np.array(point or STATES[scene]["point"], float))
    return chain.forward([each.jacobian for each in passed])[-1].matrix


@pytest.mark.parametrize("scene", [scene for scene, state in STATES.items() if state["view"] == "chain"])
def test_every_chain_fits_and_autodiff_of_its_composition_agrees(scene):
    maps, point = stages(scene), np.array(STATES[scene]["point"], float)
    assert all(outer.shape[1] == inner.shape[0] for inner, outer in pairwise(maps))
    assert maps[0].shape[1] == len(point)
    whole = chain.composed(maps)
    assert whole is not None
    np.testing.assert_allclose(product(scene), whole.jacobians(point[None])[1][0], rtol=1e-12, atol=1e-14)


def test_the_identity_has_the_identity_for_its_jacobian():
    for point in ([0.5, 0.5], [-1.5, 2.0]):
        np.testing.assert_array_equal(near("1.24a", point).jacobian, np.eye(2))


def test_a_linear_map_is_its_own_jacobian():
    for point in ([0.5, 0.5], [-1.5, 2.0]):
        np.testing.assert_array_equal(near("1.24b", point).jacobian, [[2, 1], [0.5, 1.5]])
    flat = near("1.24b", a=2.0, b=1.0, c=1.0, d=0.5)
    assert (flat.determinant, flat.rank) == (0.0, 1)


def test_rows_are_gradients_and_columns_velocities():
    x, y = 1.0, 0.5
    np.testing.assert_allclose(near("1.24c").jacobian, [[2 * x * y, x**2], [1, np.cos(y)]], rtol=1e-15)


@pytest.mark.parametrize("a, end", [(1.0, "closed"), (0.5, "rest"), (1.5, "left-box")])
def test_a_field_closes_winds_in_or_winds_out_by_its_divergence(a, end):
    assert (divergence(near("1.24d", a=a)), curl(near("1.24d", a=a))) == (a - 1, 2)
    domain = STATES["1.24d"]["domain"]
    box = np.array([domain["x"], domain["y"]], float)
    assert flow_through(mapping_of("1.24d", a=a), np.array([1.0, 0.0]), box).forward.end == end


def test_only_the_symmetric_part_of_a_quadratic_form_counts():
    x = np.array([1.0, 0.5])
    A = np.array([[1.0, 2.0], [0.0, 2.0]])
    np.testing.assert_allclose(near("1.26d").jacobian[0], (A + A.T) @ x, rtol=1e-15)
    np.testing.assert_allclose(near("1.26d", A_12=1.5, A_21=0.5).jacobian[0], (A + A.T) @ x, rtol=1e-15)
    assert [source(form) for form in matrix_forms(mapping_of("1.26d").map).values()] == ["(A + A^T)*x", "A + A^T"]


def test_the_best_line_has_intercept_seven_sixths_and_slope_one_half():
    np.testing.assert_allclose(near("1.26e", [7 / 6, 0.5]).jacobian, [[0, 0]], atol=1e-15)
    assert near("1.26e", [7 / 6, 0.5]).value[0] == pytest.approx(1 / 12)
    assert [source(form) for form in matrix_forms(mapping_of("1.26e").map).values()] == ["A^T*(A*x - y)", "A^T*A"]


def test_entropy_is_largest_where_all_entries_of_its_gradient_are_equal():
    middle = near("1.21c", [1 / 3, 1 / 3, 1 / 3])
    assert middle.value[0] == pytest.approx(np.log(3))
    np.testing.assert_allclose(middle.jacobian, [[np.log(3) - 1] * 3])
    inner = RANDOM.dirichlet([1, 1, 1], 50)
    assert all(near("1.21c", list(p)).value[0] < np.log(3) for p in inner)


def test_the_slope_of_a_bell_speaks_of_t_alone():
    for t in (-2.0, -0.3, 0.0, 1.0):
        assert product("2.5", t)[0, 0] == pytest.approx(-2 * t * np.exp(-(t**2)), rel=1e-14, abs=1e-300)


def test_along_a_level_curve_nothing_changes():
    for t in np.linspace(-3, 3, 13):
        assert abs(product("2.6", t)[0, 0]) < 1e-15
    outer, inner = (each.jacobian for each in reversed(chain.passages(stages("2.6"), np.array([0.6]))))
    # The minus stands in dy/dt, and not in the gradient.
    np.testing.assert_allclose(outer[0], [2 * np.sin(0.6), 2 * np.cos(0.6)], rtol=1e-12)
    assert inner[1, 0] == pytest.approx(-np.sin(0.6))


def test_three_ways_contribute_6_12_and_18():
    inner, outer = (each.jacobian for each in chain.passages(stages("2.7"), np.array([1.0])))
    np.testing.assert_allclose(outer[0] * inner[:, 0], [6, 12, 18], rtol=1e-14)
    assert product("2.7", 1.0)[0, 0] == pytest.approx(36)


def test_partial_derivatives_are_2s_and_minus_2t():
    np.testing.assert_allclose(product("2.8", 2.0, 1.0), [[4, -2]], rtol=1e-15)
    np.testing.assert_allclose(product("2.8", -0.5, 3.0), [[-1, -6]], rtol=1e-15)


def test_linear_maps_multiply():
    expected = np.array([[2, 1], [1, 3], [1, -1]]) @ np.array([[1, 2], [3, -1]])
    np.testing.assert_array_equal(product("2.9a"), expected)
    np.testing.assert_array_equal(product("2.9a", -2.0, 0.5), expected)


def test_at_the_origin_of_polar_coordinates_the_second_column_is_lost():
    np.testing.assert_array_equal(product("2.9b", 0.0, 0.5)[:, 1], [0, 0, 0])
    assert np.linalg.matrix_rank(product("2.9b")) == 2


def test_reverse_mode_takes_128_multiplications_where_forward_mode_takes_576():
    jacobians = [each.jacobian for each in chain.passages(stages("2.9c"), np.array(STATES["2.9c"]["point"]))]
    counts = [sum(step.multiplications for step in way(jacobians)) for way in (chain.forward, chain.reverse)]
    assert counts == [576, 128]


@pytest.mark.parametrize("scene", ["2.10a", "2.10b"])
def test_half_the_distance_is_a_quarter_of_the_error(scene):
    at = near(scene)
    mapping = Mapping(parse_map(STATES[scene]["source"]), {})
    angles = np.linspace(0, 2 * np.pi, 64)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)

    def error(reach: float) -> float:
        places = np.array(STATES[scene]["point"]) + reach * ring
        linear = at.value + reach * ring @ at.jacobian.T
        return float(np.linalg.norm(mapping.values(places) - linear, axis=1).max())

    assert error(0.01) / error(0.005) == pytest.approx(4, rel=0.02)


def test_determinants_of_the_plane_maps():
    assert near("2.10a").determinant == pytest.approx(2.0)
    squared = near("2.10b")
    assert squared.singular_values == pytest.approx([2 * np.hypot(1, 0.5)] * 2)
    assert near("2.10c").determinant == pytest.approx(1.4)
    assert near("2.10c", [-0.7, 0.5]).flags == ("orientation-reversed",)
    assert near("2.10c", [0.0, 0.5]).rank == 1
    for a in (-3.0, 0.0, 1.7):
        assert near("2.10d", a=a).determinant == pytest.approx(1.0)


def test_descartes_leaf_has_slope_minus_one_in_its_middle_and_two_tangents_at_the_origin():
    [state] = [each["state"] for chapter in chapters() for each in chapter["scenes"] if each["id"] == "2.6b"]
    [equation] = parse_equations(state["source"])
    leaf = ConstraintSet((Field(equation.function),), np.zeros(1))
    box = np.array([state["domain"]["x"], state["domain"]["y"]], float)
    here = implicit_point(leaf, np.array(state["point"], float), box)
    # By hand: g_x = 3x² - 3y and g_y = 3y² - 3x.
    np.testing.assert_allclose(here.gradient, [2.25, 2.25], rtol=1e-15)
    assert here.slope == -1
    assert implicit_point(leaf, np.zeros(2), box).kind == "node"

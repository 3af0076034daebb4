"""Extrema on constraints: known values, SciPy's own solvers, and laws that hold for all functions and sets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import NonlinearConstraint, minimize
from tests.calculus.posed import box, posed

from gradscape.calculus.constrained import constrained
from gradscape.calculus.inequalities import regional
from gradscape.calculus.lagrange import units
from gradscape.calculus.sensitivity import branches
from gradscape.calculus.tangent_point import tangent_point


def solved(objective, equations, variables="xy", half=2.5, levels=None, parameters=None):
    f, constraints = posed(objective, equations, variables, levels, parameters)
    return constrained(f, constraints, box(half, len(variables)))


def by_kind(found):
    return {kind: [each for each in found.solutions if each.kind == kind] for kind in ("minimum", "saddle", "maximum")}


def rows(solutions, name):
    return sorted(np.array(getattr(each, name), float).ravel().round(9).tolist() for each in solutions)


def test_x_plus_y_on_the_unit_circle():
    lowest, highest = solved("x + y", "x^2 + y^2 = 1").solutions
    half = np.sqrt(0.5)
    assert lowest.point == pytest.approx([-half, -half], abs=1e-15)
    assert highest.point == pytest.approx([half, half], abs=1e-15)
    assert (lowest.kind, highest.kind) == ("minimum", "maximum")
    assert (lowest.multipliers[0], highest.multipliers[0]) == pytest.approx((-half, half), abs=1e-15)


def test_x_squared_y_has_six_solutions_two_of_them_with_multiplier_zero():
    found = solved("x^2 y", "x^2 + y^2 = 3")
    kinds, root = by_kind(found), np.sqrt(2)
    assert rows(kinds["maximum"], "point") == pytest.approx(np.array([[-root, 1], [0, -np.sqrt(3)], [root, 1]]))
    assert rows(kinds["minimum"], "point") == pytest.approx(np.array([[-root, -1], [0, np.sqrt(3)], [root, -1]]))
    tops = [each for each in kinds["maximum"] if each.value > 1]
    assert [each.value for each in tops] == pytest.approx([2, 2])
    assert [each.multipliers[0] for each in tops] == pytest.approx([1, 1])
    assert [each.eigenvalues[0] for each in tops] == pytest.approx([-4, -4])
    flat = {each.kind: each for each in found.solutions if each.multipliers[0] == 0}
    assert flat["minimum"].eigenvalues == pytest.approx([2 * np.sqrt(3)])
    assert flat["maximum"].eigenvalues == pytest.approx([-2 * np.sqrt(3)])
    assert found.complete == "likely" and found.topology is not None and found.topology[:3] == (3, 0, 3)


def test_a_quadratic_form_on_a_circle_of_radius_three():
    kinds = by_kind(solved("x^2 + y^2 + x y + 2", "x^2 + y^2 = 9", half=4))
    corner = 3 / np.sqrt(2)
    assert rows(kinds["maximum"], "point") == pytest.approx(np.array([[-corner, -corner], [corner, corner]]))
    assert [each.value for each in kinds["maximum"]] == pytest.approx([15.5, 15.5])
    assert [each.multipliers[0] for each in kinds["maximum"]] == pytest.approx([1.5, 1.5])
    assert [each.value for each in kinds["minimum"]] == pytest.approx([6.5, 6.5])
    assert [each.multipliers[0] for each in kinds["minimum"]] == pytest.approx([0.5, 0.5])


def test_x_y_z_on_a_sphere_has_fourteen_solutions_which_add_up_to_two():
    found = solved("x y z", "x^2 + y^2 + z^2 = 3", "xyz")
    assert found.topology == (4, 6, 4, 2, 2)
    assert {round(each.value, 9) for each in by_kind(found)["minimum"]} == {-1.0}


def test_height_on_a_standing_torus_has_one_minimum_two_saddles_and_one_maximum():
    found = solved("x", "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.5", "xyz", half=3)
    assert found.topology == (1, 2, 1, 0, 0)
    assert found.complete == "likely"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_the_sphere_a_quadratic_form_is_extreme_at_eigenvectors_with_twice_the_gaps_as_curvatures(seed):
    a = np.random.default_rng(seed).normal(size=(3, 3))
    a = a + a.T
    numbers = {f"a_{i}{j}": a[i, j] for i in range(3) for j in range(3)}
    form = " + ".join(f"a_{i}{j} {'xyz'[i]} {'xyz'[j]}" for i in range(3) for j in range(3))
    found = solved(form, "x^2 + y^2 + z^2 = 1", "xyz", half=1.5, parameters=numbers)
    values, vectors = np.linalg.eigh(a)
    assert len(found.solutions) == 6
    for k, each in enumerate(found.solutions):
        own = k // 2
        assert each.value == pytest.approx(values[own], abs=1e-12)
        assert each.multipliers[0] == pytest.approx(values[own], abs=1e-12)
        assert abs(each.point @ vectors[:, own]) == pytest.approx(1, abs=1e-12)
        assert each.eigenvalues == pytest.approx(sorted(2 * (np.delete(values, own) - values[own])), abs=1e-10)


def test_two_constraints_leave_a_circle_with_one_minimum_and_one_maximum():
    found = solved("x", "x + y + z = 1; x^2 + y^2 + z^2 = 3", "xyz")
    lowest, highest = found.solutions
    assert lowest.point == pytest.approx([-1, 1, 1])
    assert highest.point == pytest.approx([5 / 3, -1 / 3, -1 / 3])
    for each in found.solutions:
        assert each.gradient == pytest.approx(each.multipliers @ each.slopes)


def test_in_four_variables_a_sum_is_extreme_along_the_diagonal():
    found = solved("x_1 + x_2 + x_3 + x_4", "x_1^2 + x_2^2 + x_3^2 + x_4^2 = 1", ["x_1", "x_2", "x_3", "x_4"], 1.5)
    assert [each.value for each in found.solutions] == pytest.approx([-2, 2])
    assert [each.kind for each in found.solutions] == ["minimum", "maximum"]


def test_at_a_cusp_lagrange_fails_and_the_point_is_named():
    found = solved("y", "x^2 = y^3")
    assert found.solutions == ()
    assert found.singular.tolist() == [[0, 0]]
    assert found.complete == "unknown" and "Lagrange" in found.notes[0]


def test_a_function_that_is_constant_along_the_set_is_told_so():
    found = solved("x^2 + y^2", "x^2 + y^2 = 1")
    assert found.solutions == () and len(found.constant) and "does not change" in found.notes[0]


def test_a_whole_circle_of_minima_is_no_list_of_points():
    found = solved("z^2", "x^2 + y^2 + z^2 = 1", "xyz", half=1.5)
    assert [each.kind for each in found.solutions] == ["maximum", "maximum"]
    assert np.abs(found.constant[:, 2]).max() < 1e-6


def test_an_equation_that_only_touches_its_level_is_told_so():
    found = solved("x + y", "(x^2 + y^2 - 1)^2 = 0")
    assert found.solutions == () and "write it so" in found.notes[0]


def test_planes_that_meet_are_not_said_to_be_without_a_gradient_everywhere():
    found = solved("x + y + z", "x y z = 0", "xyz")
    assert found.complete == "unknown" and len(found.singular) > 12
    assert "where planes meet" in found.notes[0] and "wherever it holds" not in found.notes[0]


def test_a_set_without_points_is_told_so():
    assert "no points" in solved("x + y", "x^2 + y^2 = -1", levels=[-1.0]).notes[0]


def test_a_third_power_on_a_circle_is_undecided_where_it_turns():
    found = solved("x^3", "x^2 + y^2 = 1")
    assert [each.kind for each in found.solutions] == ["minimum", "undecided", "undecided", "maximum"]
    assert found.nearby[1] == "both"
    assert found.topology is None


def test_corners_of_a_constraint_are_not_claimed():
    found = solved("x + 2 y", "|x| + |y| = 1")
    assert found.topology is None and "abs" in found.notes[-1]


@pytest.mark.parametrize("scale", [1e-9, 1e9])
@pytest.mark.parametrize("height", [1e-9, 1e9])
def test_units_change_nothing_but_units(scale, height):
    text = f"{height:e} (x^2 y)"
    found = solved(text, "x^2 + y^2", half=2.5 * scale, levels=[3 * scale**2])
    assert [each.kind for each in found.solutions].count("maximum") == 3
    assert found.solutions[-1].value == pytest.approx(2 * scale**3 * height)
    assert found.solutions[-1].multipliers[0] == pytest.approx(scale * height)


def random_problem(seed):
    """Waves on a quadratic, with an ellipse: as text and as Python."""
    c = np.random.default_rng(seed).normal(size=9).round(3)
    quadratic = f"({c[0]}) x + ({c[1]}) y + ({c[2]}) x^2 + ({c[3]}) x y + ({c[4]}) y^2"

    def f(p):
        x, y = p
        waves = c[5] * np.sin(3 * x) + c[6] * np.cos(2 * y)
        return c[0] * x + c[1] * y + c[2] * x**2 + c[3] * x * y + c[4] * y**2 + waves

    return f"{quadratic} + ({c[5]}) sin(3 x) + ({c[6]}) cos(2 y)", f, 1 + abs(c[7]), 1 + abs(c[8])


@pytest.mark.parametrize("seed", range(50))
def test_the_lowest_solution_is_the_best_that_scipy_finds_from_many_starts(seed):
    objective, f, a, b = random_problem(seed)
    found = solved(objective, f"{a} x^2 + {b} y^2 = 1", half=1.3)
    rule = {"type": "eq", "fun": lambda p: a * p[0] ** 2 + b * p[1] ** 2 - 1}
    angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    starts = np.stack([np.cos(angles) / np.sqrt(a), np.sin(angles) / np.sqrt(b)], axis=1)
    ends = [minimize(f, start, method="SLSQP", constraints=[rule], tol=1e-12) for start in starts]
    best = min(float(end.fun) for end in ends if end.success and abs(rule["fun"](end.x)) < 1e-9)
    assert found.solutions[0].kind == "minimum"
    assert found.solutions[0].value == pytest.approx(best, abs=1e-7)
    assert found.topology is not None and found.topology.minima == found.topology.maxima


def slopes_of(seed):
    """Gradient and Hessian of the random problem, by hand."""
    c = np.random.default_rng(seed).normal(size=9).round(3)

    def gradient(p):
        x, y = p
        across = c[0] + 2 * c[2] * x + c[3] * y + 3 * c[5] * np.cos(3 * x)
        return np.array([across, c[1] + c[3] * x + 2 * c[4] * y - 2 * c[6] * np.sin(2 * y)])

    def hessian(p):
        x, y = p
        xx, yy = 2 * c[2] - 9 * c[5] * np.sin(3 * x), 2 * c[4] - 4 * c[6] * np.cos(2 * y)
        return np.array([[xx, c[3]], [c[3], yy]])

    return gradient, hessian


@pytest.mark.parametrize("seed", range(50))
def test_trust_constr_ends_at_our_minima_from_beside_them(seed):
    objective, f, a, b = random_problem(seed)
    gradient, hessian = slopes_of(seed)
    weights = np.array([a, b])
    rule = NonlinearConstraint(
        lambda p: weights @ p**2, 1, 1, jac=lambda p: [2 * weights * p], hess=lambda p, v: v[0] * np.diag(2 * weights)
    )
    minima = [
        each for each in solved(objective, f"{a} x^2 + {b} y^2 = 1", half=1.3).solutions if each.kind == "minimum"
    ]
    for ours in minima[:2]:
        # Off the ellipse, and beside the solution along it.
        start = 1.01 * ours.point + 0.01 * np.array([-b * ours.point[1], a * ours.point[0]])
        limits = {"gtol": 1e-9, "xtol": 1e-12, "maxiter": 200, "initial_tr_radius": 0.02}
        end = minimize(f, start, method="trust-constr", jac=gradient, hess=hessian, constraints=[rule], options=limits)
        assert end.constr_violation < 1e-9
        assert end.x == pytest.approx(ours.point, abs=1e-6)
        assert end.fun == pytest.approx(ours.value, abs=1e-9)
        assert -end.v[0][0] == pytest.approx(ours.multipliers[0], abs=1e-6)


numbers = st.floats(-2, 2).map(lambda x: round(x, 2))


@settings(max_examples=15)
@given(numbers, numbers, numbers, st.floats(0.6, 2.0))
def test_the_multiplier_is_the_slope_of_the_optimum_by_the_level(a, b, c, level):
    f, constraints = posed(f"({a}) x + ({b}) y + ({c}) x y + x^2/3", "x^2 + 2 y^2", "xy", levels=[level])
    region = box(2.2, 2)
    found = constrained(f, constraints, region)
    firm = [each for each in found.solutions if abs(each.eigenvalues[0]) > 0.05]
    if not firm:
        return
    points = np.stack([each.point for each in firm])
    unit = units(f.jets(points).gradient, constraints.residuals(points)[1], region)
    h = 1e-5
    moved = branches(f, constraints, points, np.array([level - h, level + h]), unit)
    slopes = (moved.values[:, 1] - moved.values[:, 0]) / (2 * h)
    assert slopes == pytest.approx([each.multipliers[0] for each in firm], abs=2e-6)


@settings(max_examples=10)
@given(st.floats(0.1, 3.0), st.floats(0.1, 50.0))
def test_turning_the_picture_turns_the_solutions_and_scaling_g_scales_the_multipliers(angle, factor):
    cos, sin = np.cos(angle), np.sin(angle)
    u, v = f"({cos} x + {sin} y)", f"({cos} y - {sin} x)"
    plain, turned = (
        solved(f"{p}^2 {q} + {p}", f"{k} ({p}^2 + 2 {q}^2)", levels=[2.0 * k])
        for p, q, k in (("x", "y", 1.0), (u, v, factor))
    )
    assert [each.value for each in turned.solutions] == pytest.approx(
        [each.value for each in plain.solutions], abs=1e-9
    )
    ours = sorted(each.multipliers[0] * factor for each in turned.solutions)
    assert ours == pytest.approx(sorted(each.multipliers[0] for each in plain.solutions), abs=1e-8)
    back = np.array([[cos, sin], [-sin, cos]])
    there = np.stack([back @ each.point for each in turned.solutions])
    for each in plain.solutions:
        assert np.linalg.norm(there - each.point, axis=1).min() < 1e-8


def test_a_branch_of_solutions_ends_where_two_meet():
    # On y = c the function x³/3 - x y has critical points x = ±√c: none below c = 0.
    f, constraints = posed("x^3/3 - x y", "y", "xy", levels=[1.0])
    region = box(2.5, 2)
    found = constrained(f, constraints, region)
    points = np.stack([each.point for each in found.solutions])
    unit = units(f.jets(points).gradient, constraints.residuals(points)[1], region)
    moved = branches(f, constraints, points, np.linspace(-1, 2, 31), unit)
    known = np.isfinite(moved.values[0])
    assert known[-10:].all() and not known[:10].any()
    c = np.linspace(-1, 2, 31)[known]
    assert np.sort(moved.values[:, known], axis=0) == pytest.approx(
        np.stack([-2 / 3 * c**1.5, 2 / 3 * c**1.5]), abs=1e-9
    )


def in_region(objective, equations, variables="xy", half=2.0):
    f, constraints = posed(objective, equations, variables)
    region = box(half, len(variables))
    relations = ["<=" if "<=" in line else ">=" if ">=" in line else "=" for line in equations.split(";")]
    return regional(f, constraints, relations, region, constrained(f, constraints, region)).points


def test_an_inequality_holds_the_minimum_or_does_not():
    inside = in_region("x^2 + y^2 - x", "x^2 + y^2 <= 1")
    assert [(each.kind, each.active) for each in inside] == [
        ("minimum", (False,)),
        ("saddle", (True,)),
        ("maximum", (True,)),
    ]
    assert inside[0].solution.multipliers == pytest.approx([0])
    outside = in_region("(x - 2)^2 + y^2", "x^2 + y^2 <= 1")
    assert [(each.kind, each.active) for each in outside] == [("minimum", (True,)), ("maximum", (True,))]
    assert outside[0].solution.multipliers[0] < 0


def test_the_other_way_round_the_sign_of_the_multiplier_is_the_other():
    beyond = in_region("x^2 + y^2", "x + y >= 1")
    assert [(each.kind, each.active) for each in beyond] == [("minimum", (True,))]
    assert beyond[0].solution.multipliers == pytest.approx([1.0])
    assert beyond[0].solution.point == pytest.approx([0.5, 0.5])


@pytest.mark.filterwarnings("ignore:delta_grad == 0.0:UserWarning")
@pytest.mark.parametrize("seed", range(6))
def test_the_minimum_over_a_region_is_what_trust_constr_finds(seed):
    objective, f, a, b = random_problem(seed)
    ours = next(each for each in in_region(objective, f"{a} x^2 + {b} y^2 <= 1", half=1.3) if each.kind == "minimum")
    rule = {"type": "ineq", "fun": lambda p: 1 - a * p[0] ** 2 - b * p[1] ** 2}
    grid = [np.array([x, y]) for x in (-0.4, 0.4) for y in (-0.4, 0.4)]
    best = min(float(minimize(f, start, method="SLSQP", constraints=[rule], tol=1e-12).fun) for start in grid)
    assert ours.solution.value == pytest.approx(best, abs=1e-6)
    end = minimize(f, ours.solution.point * 0.98, method="trust-constr", constraints=[rule], options={"maxiter": 400})
    assert end.fun == pytest.approx(ours.solution.value, abs=1e-3)


def test_at_a_point_the_gradient_is_what_the_constraint_holds_and_what_is_left_along_it():
    f, constraints = posed("x + y", "x^2 + y^2 = 1", "xy")
    found = tangent_point(f, constraints, np.array([2.0, 0.0]))
    assert found.point == pytest.approx([1, 0])
    assert found.multipliers == pytest.approx([0.5])
    assert found.normal == pytest.approx([1, 0]) and found.tangential == pytest.approx([0, 1], abs=1e-15)


def test_where_the_set_is_out_of_reach_there_is_no_point():
    f, constraints = posed("x + y", "x^2 + y^2 = -1", "xy", levels=[-1.0])
    assert np.isnan(tangent_point(f, constraints, np.array([1.0, 1.0])).point).all()

"""What is said on the stage, beat by beat, is so."""

import numpy as np
import pytest
import sympy as sp

from gradscape.course.loader import chapters
from gradscape.course.scenes import Scene

SCENES: dict[str, Scene] = {scene["id"]: scene for chapter in chapters() for scene in chapter["scenes"]}
X, Y = sp.symbols("x y", real=True)


def angle_of(beat) -> float:
    return beat["state"]["angle"]


def test_scenes_with_beats_begin_with_a_question():
    with_beats = [scene for scene in SCENES.values() if scene["beats"]]
    assert len(with_beats) >= 110
    for scene in with_beats:
        assert scene["beats"][0]["says"].endswith("?"), scene["id"]


def slope_at(angle: sp.Expr) -> sp.Expr:
    """Of x²/4 + y²/2 at (2, 1), along an angle."""
    along_x, along_y = (sp.diff(X**2 / 4 + Y**2 / 2, name).subs({X: 2, Y: 1}) for name in (X, Y))
    return along_x * sp.cos(angle) + along_y * sp.sin(angle)


def test_in_1_23_the_slope_is_1_along_x_largest_at_45_degrees_and_0_a_quarter_turn_further():
    beats = SCENES["1.23"]["beats"]
    assert slope_at(sp.Integer(0)) == 1
    assert angle_of(beats[2]) == 45 and sp.simplify(slope_at(sp.pi / 4) - sp.sqrt(2)) == 0
    assert angle_of(beats[4]) == 135 and sp.simplify(slope_at(3 * sp.pi / 4)) == 0


def test_in_1_2_f_is_level_and_falls_most_steeply_where_the_point_goes():
    beats = SCENES["1.2"]["beats"]
    f = X**3 / 3 - X
    assert sp.diff(f, X).subs(X, beats[2]["state"]["point"][0]) == 0
    assert sp.diff(f, X, 2).subs(X, beats[3]["state"]["point"][0]) == 0


def test_in_1_28a_a_millionth_is_enough_to_leave_the_saddle():
    start, rate, steps = SCENES["1.28a"]["beats"][3]["state"]["runs"][0], 0.1, SCENES["1.28a"]["state"]["steps"]
    assert start["start"][1] == 1e-6
    # Descent on −y² multiplies y by 1 + 2·rate a step.
    assert start["start"][1] * (1 + 2 * rate) ** steps > 1


def zeros_reached(domain: dict, rate: float) -> tuple[np.ndarray, np.ndarray]:
    """Which third root of 1 complex Newton's method for z³ - 1 comes to from a grid, and which one is nearest."""
    z = np.add.outer(np.linspace(*domain["y"], 60) * 1j, np.linspace(*domain["x"], 60)).ravel()
    roots = np.exp(2j * np.pi * np.arange(3) / 3)
    nearest = np.abs(z[:, None] - roots).argmin(axis=1)
    with np.errstate(all="ignore"):
        for _ in range(300):
            z = z - rate * (z**3 - 1) / (3 * z**2)
    return np.abs(z[:, None] - roots).argmin(axis=1), nearest


def test_in_1_29d_the_third_colour_lies_between_two_also_from_near_and_short_steps_lead_to_the_next_zero():
    beats = SCENES["1.29d"]["beats"]
    reached, _ = zeros_reached(beats[1]["state"]["domain"], 1.0)
    assert np.bincount(reached, minlength=3).min() > len(reached) / 4
    short = beats[2]["state"]
    for rate, least, most in ((1.0, 0.8, 0.9), (short["runs"][0]["settings"]["learning_rate"], 0.95, 1.0)):
        reached, nearest = zeros_reached(short["domain"], rate)
        assert least < (reached == nearest).mean() < most


def test_in_1_1b_a_tenth_of_the_distance_leaves_about_a_hundredth_of_the_gap():
    gap = [abs(float(sp.sin(1 + h) - sp.sin(1) - h * sp.cos(1))) for h in (sp.Rational(1, 2), sp.Rational(1, 20))]
    assert round(gap[0], 3) == 0.114
    assert 80 < gap[0] / gap[1] < 120
    assert SCENES["1.1b"]["beats"][2]["state"]["h"] == 0.05


def test_slopes_that_beats_name_are_those_of_their_functions():
    for source, at, slope in [("log(x)", 2, "1/2"), ("log(x)", 4, "1/4"), ("x*sin(x)", 2, "sin(2) + 2*cos(2)")]:
        f = sp.sympify(source, locals={"x": X})
        assert sp.simplify(sp.diff(f, X).subs(X, at) - sp.sympify(slope, locals={"x": X})) == 0
    assert round(float(sp.cos(2)), 3) == -0.416 and float(sp.sin(2) + 2 * sp.cos(2)) > 0
    fraction = (X**2 - 1) / (X**2 + 1)
    assert sp.simplify(sp.diff(fraction, X) - 4 * X / (X**2 + 1) ** 2) == 0
    assert sp.diff((2 * X + 1) ** 3, X).subs(X, 0) == 6


def test_lengths_determinants_and_divergences_that_beats_name_are_so():
    vector = SCENES["2.1"]["beats"][1]["state"]["vector"]
    assert round(float(np.linalg.norm(vector)), 3) == 1.118 and np.linalg.norm(vector, 1) == 1.5

    def matrix(parameters):
        return [[parameters[name]["value"] for name in row] for row in ("ab", "cd")]

    scene = SCENES["1.24b"]
    assert np.linalg.det(matrix(scene["state"]["parameters"])) == pytest.approx(2.5)
    assert np.linalg.det(matrix(scene["beats"][3]["state"]["parameters"])) == pytest.approx(0)
    a = SCENES["1.24d"]["beats"][2]["state"]["parameters"]["a"]["value"]
    velocity = sp.Matrix([(a - 1) / 2 * X - Y, X + (a - 1) / 2 * Y])
    assert velocity.jacobian([X, Y]).trace() == -0.5


def test_gradients_that_beats_of_matrices_name_are_so():
    def matrix(parameters, name, rows, columns):
        return np.array(
            [[parameters[f"{name}_{i}{j}"]["value"] for j in range(1, columns + 1)] for i in range(1, rows + 1)]
        )

    form = SCENES["1.26d"]
    a = matrix(form["state"]["parameters"], "A", 2, 2)
    np.testing.assert_array_equal((a + a.T) @ form["state"]["point"], [3, 4])
    bent = matrix(form["beats"][3]["state"]["parameters"], "A", 2, 2)
    low, high = np.linalg.eigvalsh(bent + bent.T)
    assert low < 0 < high
    squares = SCENES["1.26e"]
    parameters = squares["state"]["parameters"]
    a, y = matrix(parameters, "A", 3, 2), np.array([parameters[f"y_{i}"]["value"] for i in (1, 2, 3)])
    np.testing.assert_array_equal(a.T @ (a @ [0, 0] - y), [-5, -6])
    np.testing.assert_allclose(a.T @ (a @ squares["beats"][2]["state"]["point"] - y), 0, atol=1e-15)


def test_in_2_10_determinants_and_stretches_are_those_that_beats_name():
    fold = [beat["state"]["point"][0] for beat in SCENES["2.10c"]["beats"][2:]]
    assert [2 * x for x in (SCENES["2.10c"]["state"]["point"][0], *fold)] == [1.4, 0, -1.4]
    assert round(2 * abs(complex(*SCENES["2.10b"]["state"]["point"])), 2) == 2.24
    assert SCENES["2.10a"]["state"]["point"][0] == 2 and SCENES["2.10a"]["beats"][3]["state"]["reach"] == 0.25


def test_in_2_6_an_ellipse_is_level_only_on_its_axes():
    t = sp.symbols("t", real=True)
    slope = sp.diff((2 * sp.sin(t)) ** 2 + sp.cos(t) ** 2, t)
    assert sp.simplify(slope - 3 * sp.sin(2 * t)) == 0
    assert sp.diff(sp.sin(t) ** 2 + sp.cos(t) ** 2, t).equals(0)


def test_in_1_13_the_walks_arrive_whose_factor_is_less_than_1():
    rates = [run["rate"] for run in SCENES["1.13a"]["state"]["runs"]]
    factors = np.array([1 - 2 * rate for rate in rates])
    np.testing.assert_allclose(factors, [0.6, 0, -0.4, -1, -1.2], atol=1e-15)
    short = SCENES["1.13c"]["beats"][3]["state"]["runs"][0]["rate"]
    assert 1 - 2 * short == pytest.approx(-0.9)


def test_in_2_11_and_2_13_numbers_are_those_that_beats_name():
    w1, w2, w3, bias = SCENES["2.11"]["state"]["numbers"]
    z = np.dot([w1, w2, w3], SCENES["2.11"]["state"]["input"][0]) + bias
    a = 1 / (1 + np.exp(-z))
    assert (round(z, 4), round(a, 4), round((a - 1) ** 2 / 2, 4)) == (-1.2, 0.2315, 0.2953)
    assert SCENES["2.11"]["beats"][4]["state"]["input"][0][1] == 0
    assert round(1 / (1 + np.exp(-0.3775)), 4) == 0.5933


def test_a_beat_changes_something_that_is_seen():
    """But for the first one, which may be the scene as it is."""
    for scene in SCENES.values():
        state = scene["state"]
        for k, beat in enumerate(scene["beats"]):
            changed = {name for name, value in beat["state"].items() if state[name] != value}
            assert k == 0 or changed or beat["play"], f"{scene['id']}: {beat['says']}"
            state = {**state, **beat["state"]}


def walked(slope: str, start: float, rate: float, steps: int, curvature: str = "1") -> list[float]:
    """x − rate · slope/curvature, again and again."""
    step = sp.lambdify(X, X - rate * sp.sympify(slope, locals={"x": X}) / sp.sympify(curvature, locals={"x": X}))
    places = [start]
    for _ in range(steps):
        places.append(float(step(places[-1])))
    return places


def test_walks_on_a_line_end_where_beats_say():
    hills = "4*x*(x**2 - 3)"
    root = np.sqrt(3)
    assert walked(hills, 2.9, 0.05, 1)[-1] < 0
    ends = [walked(hills, start, 0.05, 12)[-1] for start in (0.1, -0.1, 2.9)]
    np.testing.assert_allclose(ends, [root, -root, -root], atol=1e-3)
    assert walked(hills, 2, 0.05, 20)[-1] == pytest.approx(root, abs=1e-6)
    low, high = walked(hills, 2, 0.1, 200)[-2:]
    assert abs(low - high) > 0.1
    curved = "12*x**2 - 12"
    assert walked(hills, 2, 1, 6, curved)[-1] == pytest.approx(root, abs=1e-9)
    assert walked(hills, 0.5, 1, 20, curved)[-1] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(walked("x**2 - 2", 1, 1, 3, "2*x")[1:], [1.5, 1.4167, 1.414216], atol=1e-4)
    np.testing.assert_allclose(walked("x**3 - 2*x + 2", 0, 1, 2, "3*x**2 - 2"), [0, 1, 0])
    assert walked("x**3 - 2*x + 2", 0, 0.5, 30, "3*x**2 - 2")[-1] == pytest.approx(-1.769, abs=1e-3)
    assert walked("4*x**3", 1, 1, 1, "12*x**2")[-1] == pytest.approx(2 / 3)
    assert walked("4*x**3", 1, 3, 1, "12*x**2")[-1] == 0
    zeros = [walked("x**3 - x", start, 1, 7, "3*x**2 - 1")[-1] for start in (0.4, 0.5, 0.8)]
    np.testing.assert_allclose(zeros, [0, -1, 1], atol=1e-6)
    ends = [walked("3*x**2 - 3", start, 1, 5, "6*x")[-1] for start in (2, -2, 0.5, -0.5)]
    np.testing.assert_allclose(ends, [1, -1, 1, -1], atol=1e-2)


def hessian_of(source: str, at: tuple[float, float]) -> np.ndarray:
    f = sp.sympify(source, locals={"x": X, "y": Y})
    return np.array(sp.hessian(f, (X, Y)).subs({X: at[0], Y: at[1]}), dtype=float)


def test_curvatures_in_two_variables_are_those_that_beats_name():
    signs = [
        ("x**2 + x*y + y**2", (0, 0), [1, 1]),
        ("x**2 + 3*x*y + y**2", (0, 0), [-1, 1]),
        ("x**2 - y**4", (0, 0), [0, 1]),
        ("x**3 - 3*x*y**2", (0.5, 0.3), [-1, 1]),
        *(
            ("x**3 - 3*x + y**3 - 3*y", at, signs)
            for at, signs in [((1, 1), [1, 1]), ((-1, -1), [-1, -1]), ((1, -1), [-1, 1])]
        ),
    ]
    for source, at, expected in signs:
        assert np.sign(np.linalg.eigvalsh(hessian_of(source, at)).round(9)).tolist() == expected
    f = (X - 1) ** 2 + (X + Y - 2) ** 2 + (X + 2 * Y - 2) ** 2
    least = dict(zip((X, Y), SCENES["1.26c"]["beats"][2]["state"]["point"], strict=True))
    np.testing.assert_allclose([float(sp.diff(f, name).subs(least)) for name in (X, Y)], 0, atol=1e-9)
    form, bent = (each["parameters"] for each in (SCENES["1.26b"]["state"], SCENES["1.26b"]["beats"][3]["state"]))
    for parameters, positive in ((form, True), (bent, False)):
        a, b, c, d = (parameters[name]["value"] for name in "abcd")
        assert bool(np.linalg.eigvalsh([[2 * a, b + c], [b + c, 2 * d]]).min() > 0) is positive
    assert [0.01 * 1.2**steps > 1 for steps in (25, 26)] == [False, True]


def test_gradient_descent_in_1_29c_ends_in_four_points_alone():
    rate = SCENES["1.29c"]["beats"][3]["state"]["runs"][0]["settings"]["learning_rate"]
    x, y = (each.ravel() for each in np.meshgrid(np.linspace(-4.9, 4.9, 40), np.linspace(-4.9, 4.9, 40)))
    with np.errstate(all="ignore"):
        for _ in range(2000):
            u, v = x**2 + y - 11, x + y**2 - 7
            x, y = x - rate * (4 * x * u + 2 * v), y - rate * (2 * u + 4 * y * v)
    there = np.isfinite(x)
    ends = {tuple(end) for end in np.round([x[there], y[there]], 1).T}
    assert len(ends) == 4 and there.mean() > 0.9

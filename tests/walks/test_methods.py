"""Every method beside an implementation of its own, written here from its formula, and beside SciPy."""

import itertools
import math

import numpy as np
import optax
import pytest
import scipy.optimize
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.methods import METHOD, METHODS
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.rules.newton import Model, trust_step
from gradscape.walks.run import Run
from gradscape.walks.theory import convergence_rate

X, Y = sympy.symbols("x y")
R = sympy.Rational

# Ten functions as text of ours and as SymPy's, with a start and a learning rate that keeps descent on them stable.
FUNCTIONS = [
    ("x^2 + 10 y^2", X**2 + 10 * Y**2, (2, 1), 0.02),
    ("(1-x)^2 + 100 (y-x^2)^2", (1 - X) ** 2 + 100 * (Y - X**2) ** 2, (-1.2, 1), 5e-4),
    ("(x^2+y-11)^2 + (x+y^2-7)^2", (X**2 + Y - 11) ** 2 + (X + Y**2 - 7) ** 2, (0.5, 1), 2e-3),
    ("(x + 2y - 7)^2 + (2x + y - 5)^2", (X + 2 * Y - 7) ** 2 + (2 * X + Y - 5) ** 2, (-3, 4), 0.02),
    ("0.26(x^2 + y^2) - 0.48 x y", R(13, 50) * (X**2 + Y**2) - R(12, 25) * X * Y, (3, -2), 0.3),
    ("2x^2 - 1.05x^4 + x^6/6 + x y + y^2", 2 * X**2 - R(21, 20) * X**4 + X**6 / 6 + X * Y + Y**2, (1.5, 1), 0.02),
    ("sin(x + y) + (x - y)^2 - 1.5x + 2.5y", sympy.sin(X + Y) + (X - Y) ** 2 - X * 3 / 2 + Y * 5 / 2, (1, -1), 0.05),
    ("log(1 + x^2 + 3y^2)", sympy.log(1 + X**2 + 3 * Y**2), (1, 2), 0.1),
    ("exp(x + y) + exp(x - y) + exp(-x)", sympy.exp(X + Y) + sympy.exp(X - Y) + sympy.exp(-X), (0.5, 0.8), 0.05),
    ("x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y", X**4 - 16 * X**2 + 5 * X + Y**4 - 16 * Y**2 + 5 * Y, (-1, 2.2), 1e-3),
]  # fmt: skip
every_function = pytest.mark.parametrize("text, formula, start, rate", FUNCTIONS, ids=[each[0] for each in FUNCTIONS])
FIRST_ORDER = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]


def walk(text, method, start, steps=100, tolerance=0.0, seed=0, parameters=None, **changes) -> Outcome:
    complete = METHOD[method].complete(changes)
    run = Run(method, np.array(start, float), complete, steps, tolerance, seed)
    return descend(Field(parse(text), parameters or {}), [run])[0]


def derivatives_of(formula):
    """f, its gradient and its Hessian by SymPy."""
    names = (X, Y)
    value = sympy.lambdify(names, formula)
    slopes = [sympy.lambdify(names, formula.diff(name)) for name in names]
    curvatures = [[sympy.lambdify(names, formula.diff(a, b)) for b in names] for a in names]
    return (
        lambda p: float(value(*p)),
        lambda p: np.array([slope(*p) for slope in slopes], float),
        lambda p: np.array([[entry(*p) for entry in row] for row in curvatures], float),
    )


def by_hand(method: str, gradient, start, rate: float, steps: int) -> np.ndarray:
    """The usual settings, each rule in its textbook's letters."""
    x, v, s = np.array(start, float), np.zeros(2), np.zeros(2)
    path = [x]
    for t in range(1, steps + 1):
        g = gradient(x)
        match method:
            case "gradient-descent":
                step = g
            case "momentum":
                v = 0.9 * v + g
                step = v
            case "nesterov":
                v = 0.9 * v + g
                step = g + 0.9 * v
            case "adagrad":
                s = s + g**2
                step = g / np.sqrt(s + 1e-8)
            case "rmsprop":
                s = 0.9 * s + 0.1 * g**2
                step = g / np.sqrt(s + 1e-8)
            case _:
                v, s = 0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g**2
                step = v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
                step = step + (0.01 * x if method == "adamw" else 0)
        x = x - rate * step
        path.append(x)
    return np.array(path)


@every_function
@pytest.mark.parametrize("method", FIRST_ORDER)
def test_first_order_methods_walk_as_their_formulas_do(method, text, formula, start, rate):
    rate = rate / 10 if method in ("momentum", "nesterov") else rate
    _, gradient, _ = derivatives_of(formula)
    expected = by_hand(method, gradient, start, rate, 25)
    assert walk(text, method, start, 25, learning_rate=rate).trail.points == pytest.approx(expected, rel=1e-9, abs=1e-9)


@every_function
def test_newton_solves_its_equation_at_every_step(text, formula, start, rate):
    _, gradient, hessian = derivatives_of(formula)
    points = walk(text, "newton", start, 6, learning_rate=0.7).trail.points
    for here, there in itertools.pairwise(points):
        expected = here - 0.7 * np.linalg.solve(hessian(here), gradient(here))
        assert there == pytest.approx(expected, rel=1e-8, abs=1e-9)


@every_function
@pytest.mark.parametrize("method", ["gradient-descent", "lbfgs", "conjugate-gradient", "newton-cg"])
def test_every_accepted_step_meets_the_strong_wolfe_conditions(method, text, formula, start, rate):
    value, gradient, _ = derivatives_of(formula)
    found = walk(text, method, start, 15, tolerance=1e-7, line_search="wolfe")
    sufficient, level = 1e-4, 0.1 if method == "conjugate-gradient" else 0.9
    directions, sizes = found.trail.notes["direction"], found.trail.notes["step_sizes"]
    for x, p, t in zip(found.trail.points, directions, sizes, strict=False):
        slope = gradient(x) @ p
        assert slope < 0
        # A change that is lost in the rounding of f shows nothing.
        if abs(t * slope) <= 1e-12 * abs(value(x)):
            continue
        assert value(x + t * p) <= value(x) + sufficient * t * slope + 1e-12 * abs(value(x))
        assert abs(gradient(x + t * p) @ p) <= level * abs(slope) * (1 + 1e-9)


@every_function
@pytest.mark.parametrize(
    "method, peer",
    [("lbfgs", "BFGS"), ("conjugate-gradient", "CG"), ("newton-cg", "Newton-CG"), ("trust-newton", "trust-exact")],
)
def test_the_minimum_is_one_at_which_scipy_stays(method, peer, text, formula, start, rate):
    value, gradient, hessian = derivatives_of(formula)
    found = walk(text, method, start, 400, tolerance=1e-8)
    assert found.end is not None
    assert found.end.kind == "minimum"
    needs = {"hess": hessian} if peer.startswith(("Newton", "trust")) else {}
    theirs = scipy.optimize.minimize(value, found.trail.points[-1], jac=gradient, method=peer, **needs)
    assert theirs.x == pytest.approx(found.trail.points[-1], abs=1e-5)
    assert theirs.fun == pytest.approx(found.trail.values[-1], rel=1e-9, abs=1e-12)


def test_two_loops_are_the_product_with_the_bfgs_matrix():
    """With memory for all steps L-BFGS is BFGS with a scaled first matrix, by its formula for the inverse."""
    found = walk(FUNCTIONS[1][0], "lbfgs", (-1.2, 1), 8, memory=50)
    points, gradients = found.trail.points, found.trail.gradients
    for k in range(1, 8):
        s, y = points[k] - points[k - 1], gradients[k] - gradients[k - 1]
        inverse = (s @ y) / (y @ y) * np.eye(2)
        for i in range(k):
            s, y = points[i + 1] - points[i], gradients[i + 1] - gradients[i]
            left = np.eye(2) - np.outer(s, y) / (s @ y)
            inverse = left @ inverse @ left.T + np.outer(s, s) / (s @ y)
        assert found.trail.notes["direction"][k] == pytest.approx(-inverse @ gradients[k], rel=1e-9)


def test_linear_conjugate_gradients_on_the_published_system():
    # [[3, 2], [2, 6]] x = (2, -8) from (-2, -2). Source: Shewchuk (1994), An introduction to the conjugate gradient
    # method without the agonizing pain: the second iterate is the solution (2, -2).
    found = walk("3x^2/2 + 2x y + 3y^2 - 2x + 8y", "conjugate-gradient", (-2, -2), 5, tolerance=1e-10)
    assert found.trail.points == pytest.approx(np.array([[-2, -2], [0.08, -46 / 75], [2, -2]]), abs=1e-14)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_linear_conjugate_gradients_are_those_of_hestenes_and_stiefel(seed, n):
    dice = np.random.default_rng(seed)
    root = dice.standard_normal((n, n))
    matrix, right, x = root @ root.T + n * np.eye(n), dice.standard_normal(n), dice.standard_normal(n)
    terms = [f"({matrix[i, j]!r}) x_{i + 1} x_{j + 1} / 2" for i in range(n) for j in range(n)]
    text = " + ".join(terms + [f"({-right[i]!r}) x_{i + 1}" for i in range(n)]).replace("np.float64", "")
    points = walk(text, "conjugate-gradient", x, n).trail.points
    r = right - matrix @ x
    p, expected = r, [x]
    for _ in range(min(n, len(points) - 1)):
        alpha = r @ r / (p @ matrix @ p)
        x, after = x + alpha * p, r - alpha * matrix @ p
        p, r = after + (after @ after) / (r @ r) * p, after
        expected.append(x)
    assert points[: len(expected)] == pytest.approx(np.array(expected), rel=1e-7, abs=1e-8)


@settings(max_examples=200)
@given(st.integers(0, 100_000), st.integers(1, 6), st.floats(1e-3, 10), st.booleans())
def test_a_trust_region_step_meets_the_conditions_of_the_exact_minimum(seed, n, radius, is_hard):
    """(H + μI) p = −g with μ ≥ 0, H + μI without negative eigenvalues, and μ = 0 inside. N&W, theorem 4.1."""
    dice = np.random.default_rng(seed)
    axes, _ = np.linalg.qr(dice.standard_normal((n, n)))
    curvatures, slopes = np.sort(dice.standard_normal(n) * 3), dice.standard_normal(n)
    if is_hard:
        slopes[0] = 0.0
    step = trust_step(Model(slopes, curvatures, axes), radius)
    length = np.linalg.norm(step)
    assert length <= radius * (1 + 1e-9)
    if length == 0:
        assert not slopes.any()
        assert curvatures[0] >= 0
        return
    along = axes.T @ step
    # μ from the equation along the axis where it can be told best.
    k = int(np.abs(along).argmax())
    mu = -slopes[k] / along[k] - curvatures[k]
    assert mu >= -1e-6
    assert curvatures[0] + mu >= -1e-6
    assert (curvatures + mu) * along == pytest.approx(-slopes, abs=1e-6 * (1 + np.abs(slopes).max()))
    assert mu * (radius - length) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("schedule", ["exponential", "cosine"])
def test_schedules_are_those_of_optax(schedule):
    run = Run("adam", np.zeros(2), METHOD["adam"].complete({"schedule": schedule}), 50, 0.0, 0)
    theirs = {
        "exponential": optax.exponential_decay(0.1, 50, 0.1),
        "cosine": optax.cosine_decay_schedule(0.1, 50, 0.1),
    }[schedule]
    assert run.rates() == pytest.approx(np.array([theirs(k) for k in range(50)]), rel=1e-6)


# Invariance: the function is moved or turned by parameters of its text.
MOVED = "u = x - a\nv = y - b\nu^2 + 10 v^2 + u v + sin(u)"
TURNED = "u = c x + k y\nv = c y - k x\nu^2 + 10 v^2 + u v + sin(u)"
SETTINGS = {
    "gradient-descent": {"learning_rate": 0.03},
    "momentum": {"learning_rate": 0.01},
    "nesterov": {"learning_rate": 0.01},
}
ROTATING = [
    *("gradient-descent", "momentum", "nesterov", "newton", "damped-newton", "trust-newton"),
    *("lbfgs", "conjugate-gradient", "newton-cg"),
]
NOT_ROTATING = ["adagrad", "rmsprop", "adam"]
OFFSETS = st.floats(-5, 5).map(lambda value: round(value, 3))


@settings(max_examples=10)
@given(OFFSETS, OFFSETS)
@pytest.mark.parametrize("method", [name for name in METHOD if name not in ("adamw", "perturbed-gradient-descent")])
def test_moving_the_function_moves_the_walk_with_it(method, a, b):
    changes = SETTINGS.get(method, {})
    still = walk(MOVED, method, (1, 0.5), 12, parameters={"a": 0.0, "b": 0.0}, **changes).trail.points
    moved = walk(MOVED, method, (1 + a, 0.5 + b), 12, parameters={"a": a, "b": b}, **changes).trail.points
    count = min(len(still), len(moved))
    assert moved[:count] - [a, b] == pytest.approx(still[:count], abs=1e-6)


def turned(method: str, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """The walk on the turned function, turned back, and that on the function as it stands."""
    cosine, sine = math.cos(angle), math.sin(angle)
    back = np.array([[cosine, sine], [-sine, cosine]])
    start = np.array([1, 0.5])
    changes = SETTINGS.get(method, {})
    straight = walk(TURNED, method, start, 8, parameters={"c": 1.0, "k": 0.0}, **changes).trail.points
    parameters = {"c": cosine, "k": sine}
    other = walk(TURNED, method, back.T @ start, 8, parameters=parameters, **changes).trail.points @ back.T
    count = min(len(straight), len(other))
    return other[:count], straight[:count]


@settings(max_examples=10)
@given(st.floats(0.1, 3))
@pytest.mark.parametrize("method", ROTATING)
def test_turning_the_function_turns_the_walk_with_it(method, angle):
    other, straight = turned(method, angle)
    assert other == pytest.approx(straight, abs=1e-6)


@pytest.mark.parametrize("method", NOT_ROTATING)
def test_methods_with_a_step_for_each_coordinate_depend_on_the_axes(method):
    other, straight = turned(method, math.pi / 4)
    assert np.abs(other - straight).max() > 0.01


@settings(max_examples=20)
@given(st.floats(0.2, 5), st.floats(-5, -0.2))
@pytest.mark.parametrize("method", ["gradient-descent", "newton", "lbfgs", "conjugate-gradient"])
def test_nothing_is_claimed_a_minimum_where_a_curvature_is_negative(method, up, down):
    changes = {"learning_rate": 0.1} if method == "gradient-descent" else {}
    found = walk("a x^2 + b y^2", method, (0.5, 0), 400, tolerance=1e-10, parameters={"a": up, "b": down}, **changes)
    assert found.end is None or found.end.kind == "saddle"
    assert "minimum, (x" not in found.message


def test_the_rate_is_the_root_of_beta_in_the_complex_regime():
    eigenvalues = np.array([0.01, 0.1, 1.0])
    for beta in (0.7, 0.9, 0.99):
        # Complex for every eigenvalue: (1 - √β)² < aλ < (1 + √β)².
        low, high = (1 - math.sqrt(beta)) ** 2 / 0.01, (1 + math.sqrt(beta)) ** 2
        if low < high:
            rate = (low + high) / 2
            found = convergence_rate("momentum", eigenvalues, np.array([rate]), np.array([beta]))
            assert found[0] == pytest.approx(math.sqrt(beta), abs=1e-12)


@settings(max_examples=100)
@given(st.floats(0.01, 3), st.floats(0, 0.98), st.sampled_from(["momentum", "nesterov"]))
def test_the_rate_by_formula_is_the_spectral_radius_of_the_iteration(rate, beta, method):
    curvatures = np.array([0.05, 0.4, 1.3])
    radii = []
    for curvature in curvatures:
        a, b = rate * curvature, beta
        # (x, v) -> (x - a v', v') with v' = βv + λx, scaled by the learning rate.
        matrix = (
            np.array([[1 - a, -b], [a, b]]) if method == "momentum" else np.array([[1 - a - b * a, -b * b], [a, b]])
        )
        radii.append(np.abs(np.linalg.eigvals(matrix)).max())
    found = convergence_rate(method, curvatures, np.array([rate]), np.array([beta]))
    assert found[0] == pytest.approx(max(radii), abs=1e-6)


def test_every_method_of_the_table_is_tried_here():
    tried = {*FIRST_ORDER, *ROTATING, "perturbed-gradient-descent"}
    assert tried == {method.name for method in METHODS}


def test_a_kick_stays_within_its_ball_and_comes_only_where_the_slope_is_gone():
    found = walk("x^2 - y^2 + y^4/2", "perturbed-gradient-descent", (0.5, 0), 200, perturbation=0.05, threshold=0.01)
    trail = found.trail
    kicked = np.array(trail.notes["perturbed"])
    moved = np.diff(trail.points, axis=0) + 0.1 * trail.gradients[:-1]
    lengths = np.linalg.norm(moved, axis=1)
    assert kicked.any()
    assert (lengths[kicked] <= 0.05 + 1e-12).all()
    assert lengths[~kicked] == pytest.approx(0, abs=1e-12)
    assert (np.linalg.norm(trail.gradients[:-1], axis=1)[kicked] <= 0.01).all()
    assert (np.diff(np.flatnonzero(kicked)) >= 20).all()


@pytest.mark.parametrize("method", METHOD)
def test_where_f_has_no_value_nothing_is_walked(method):
    outcome = walk("log(x) + sqrt(y)", method, (-1.2, 1))
    assert (len(outcome.trail.points), outcome.reason) == (1, "left-domain")
    assert outcome.message == "No step is made: f has no value at (x, y) = (−1.2, 1), where it starts."


def test_a_walk_that_leaves_the_domain_ends_one_step_outside():
    outcome = walk("sqrt(x) + y^2", "gradient-descent", (0.3, 1), learning_rate=0.5)
    assert outcome.reason == "left-domain"
    assert [bool(math.isnan(value)) for value in outcome.trail.values][-2:] == [False, True]

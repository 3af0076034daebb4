"""Regression beside closed forms, brute force and other libraries."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.api.functions import read_field
from gradscape.api.models import FunctionText
from gradscape.api.regression_texts import read_model
from gradscape.learning.best_fits import best, closed_form
from gradscape.learning.loss_surfaces import slice_through
from gradscape.learning.ranges import range_around
from gradscape.learning.regression import Objective, Points, curvature, fit, terms
from gradscape.learning.residual_losses import RESIDUAL_LOSSES, Loss
from gradscape.learning.scatter_data import TRUTHS, generated
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

SETTINGS = {"power": 1.5, "huber": 0.7, "quantile": 0.3}
LOSSES = [Loss(name, SETTINGS.get(name, 1.0)) for name in RESIDUAL_LOSSES]
METHODS = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
LINE = "m x + b"
MODELS = ["m x", LINE, "c_0 + c_1 x + c_2 x^2 + c_3 x^3", "a exp(-k x) + c", "a sin(k x) + x"]


def points(count: int = 12, seed: int = 0, outlier: float = 0.0) -> Points:
    random = np.random.default_rng(seed)
    x = np.sort(random.uniform(-2, 3, count))
    y = 0.8 * x + 1 + 0.2 * random.standard_normal(count)
    y[count // 4] += outlier
    return Points(x, y)


def objective(source=LINE, loss="squared", setting=1.0, reduction="mean", data=None) -> Objective:
    model, _ = read_model(FunctionText(source=source))
    return Objective(model, data or points(), Loss(loss, setting), reduction)


def run(start, method="gradient-descent", steps=50, tolerance=0.0, **settings) -> Run:
    complete = METHOD[method].complete({"learning_rate": 0.05, **settings})
    return Run(method, np.array(start, float), complete, steps, tolerance, 0)


def shuffled(objective: Objective) -> dict[str, int]:
    return {name: place for place, name in enumerate(objective.model.names)}


def test_the_sum_of_squares_of_a_line_through_the_origin_has_the_slope_of_the_course():
    wanted = objective("m x", reduction="sum")
    x, y = wanted.points
    for m in (-1.0, 0.3, 2.0):
        told = terms(wanted, np.array([m]))
        assert told.gradient == pytest.approx([-2 * ((y - m * x) * x).sum()], rel=1e-12)
    assert closed_form(wanted).parameters == pytest.approx([(x * y).sum() / (x * x).sum()], rel=1e-12)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@pytest.mark.parametrize("source", MODELS)
def test_the_gradient_of_the_formula_is_that_of_differences(source, loss):
    wanted = objective(source, loss.name, loss.setting)
    theta = np.linspace(0.4, 0.9, len(wanted.model.names))
    told = terms(wanted, theta)
    np.testing.assert_allclose(told.gradient, told.differences, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
def test_the_slope_of_a_loss_is_that_of_complex_steps_or_differences(loss):
    residuals = np.array([-4.0, -1.3, -0.4, -0.01, 0.02, 0.5, 1.1, 7.0])
    h = 1e-6
    differences = (loss.value(residuals + h) - loss.value(residuals - h)) / (2 * h)
    np.testing.assert_allclose(loss.slope(residuals), differences, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@pytest.mark.parametrize("source", MODELS)
def test_the_machine_walks_as_the_formulas_say(source, loss):
    wanted = objective(source, loss.name, loss.setting)
    start = np.linspace(0.5, 0.8, len(wanted.model.names))
    walked = fit(wanted, run(start, steps=20, learning_rate=0.01))
    theta = start
    for place, cost in zip(walked.points, walked.costs, strict=True):
        np.testing.assert_allclose(place, theta, rtol=1e-10, atol=1e-12)
        told = terms(wanted, theta)
        assert cost == pytest.approx(told.losses.mean(), rel=1e-10)
        theta = theta - 0.01 * told.gradient


@pytest.mark.parametrize("method", METHODS)
def test_every_method_comes_to_the_least_squares(method):
    wanted = objective()
    steps = 8000 if method == "adagrad" else 2500
    settings = {"weight_decay": 0.0} if method == "adamw" else {}
    if method == "rmsprop":
        settings = {"schedule": "exponential", "decay_rate": 1e-6}
    found = fit(wanted, run([0, 0], method, steps=steps, **settings))
    np.testing.assert_allclose(found.points[-1], closed_form(wanted).parameters, atol=2e-4)


@pytest.mark.parametrize("method", ["gradient-descent", "momentum"])
@pytest.mark.parametrize("part", [0.98, 1.02])
def test_descent_on_squares_diverges_exactly_beyond_its_limit(method, part):
    wanted = objective()
    limit = curvature(wanted, run([0, 0], method)).limit
    found = fit(wanted, run([0, 0], method, steps=2000, learning_rate=part * limit))
    assert bool(found.costs[-1] < found.costs[0]) is (part < 1)
    assert (found.reason == "diverged") is (part > 1)
    if part > 1:
        assert f"exceeds 2{'/L' if method == 'gradient-descent' else '(1 + β)/L'} = {limit:.4g}" in found.message


@pytest.mark.parametrize("part", [1.005, 1.05, 3.0, 1e6, 1e12])
@pytest.mark.parametrize("steps", [3, 20, 300])
def test_steps_beyond_the_limit_are_called_so_however_few_there_are(part, steps):
    wanted = objective("m x")
    bent = curvature(wanted, run([0]))
    # From near the minimum, with no other direction along which the loss could fall.
    start = closed_form(wanted).parameters + 0.1
    found = fit(wanted, run(start, steps=steps, learning_rate=part * bent.limit))
    assert found.reason == "diverged"
    assert f"exceeds 2/L = {bent.limit:.4g}" in found.message


def test_numbers_that_explode_at_once_are_divergence():
    far = Points(np.arange(2000.0, 2024.0), np.arange(24.0))
    found = fit(objective(data=far), run([0, 0], steps=100, learning_rate=0.05))
    assert found.reason == "diverged"
    assert "exceeds 2/L" in found.message
    steep = Points(np.array([1.0, 40.0]), np.array([1.0, 2.0]))
    assert fit(objective("a exp(b x)", data=steep), run([1, 1], steps=100)).reason == "diverged"


@pytest.mark.parametrize("rate", [-0.05, -1.0, -1e9])
def test_a_negative_rate_is_said_to_climb(rate):
    found = fit(objective(), run([0, 0], steps=50, learning_rate=rate))
    assert found.reason == "diverged"
    assert found.message.startswith("It climbs: with the negative learning rate")


def test_a_minimum_where_rounding_is_all_that_moves_is_no_wandering():
    above = Points(np.ones(3), np.array([0.0, 10.0, 3.0]))
    assert fit(objective(data=above), run([0, 0], steps=200, tolerance=0)).reason == "step-limit"


def test_a_corner_of_the_model_is_named():
    found = fit(objective("|x - a|", data=Points(np.arange(1.0, 5.0), np.arange(4.0))), run([1.0]))
    assert found.reason == "no-derivative"


def test_a_point_where_the_model_has_no_value_is_named_at_once():
    found = fit(objective("a/x", data=Points(np.array([0.0, 1.0]), np.ones(2))), run([1.0]))
    assert found.reason == "left-domain"
    assert found.message == "Where the walk begins, the model has no value at x = 0."
    assert curvature(objective("a/x", data=Points(np.array([0.0, 1.0]), np.ones(2))), run([1.0])) is None


def test_the_curvature_of_squares_is_that_of_the_normal_equations():
    wanted = objective("c_0 + c_1 x + c_2 x^2")
    x = wanted.points.x
    columns = np.vander(x, 3, increasing=True)
    found = curvature(wanted, run([0, 0, 0]))
    np.testing.assert_allclose(found.eigenvalues, np.linalg.eigvalsh(2 * columns.T @ columns / len(x)), rtol=1e-10)


@pytest.mark.parametrize("degree", range(1, 9))
def test_least_squares_of_polynomials_are_those_of_numpy(degree):
    source = "+".join(f"c_{k} x^{k}" for k in range(degree + 1))
    wanted = objective(source, data=points(20))
    found = closed_form(wanted)
    theirs = np.polynomial.polynomial.polyfit(*wanted.points, degree)
    mine = found.parameters[[shuffled(wanted)[f"c_{k}"] for k in range(degree + 1)]]
    np.testing.assert_allclose(np.polynomial.polynomial.polyval(wanted.points.x, mine - theirs), 0, atol=1e-9)
    np.testing.assert_allclose(found.gram @ found.parameters, found.moments, rtol=1e-6, atol=1e-6)
    assert found.rank == degree + 1


def test_too_few_points_leave_the_fit_open():
    wanted = objective("c_0 + c_1 x + c_2 x^2", data=Points(np.array([0.0, 1.0]), np.array([1.0, 2.0])))
    assert closed_form(wanted).rank == 2
    assert not best(wanted).is_unique
    assert best(wanted).cost == pytest.approx(0, abs=1e-25)


def test_points_one_above_the_other_leave_the_slope_open():
    wanted = objective(data=Points(np.full(3, 2.0), np.array([1.0, 2.0, 4.0])))
    assert closed_form(wanted).rank == 1
    assert not best(wanted).is_unique


def lines_through_pairs(data: Points) -> list[np.ndarray]:
    """(slope, intercept) of the line through each two points: one of them has the least sum of absolute residuals."""
    pairs = combinations(range(len(data.x)), 2)
    slopes = [((data.y[j] - data.y[i]) / (data.x[j] - data.x[i]), i) for i, j in pairs]
    return [np.array([slope, data.y[i] - slope * data.x[i]]) for slope, i in slopes]


@pytest.mark.parametrize("seed", range(12))
def test_the_best_absolute_line_is_the_best_of_those_through_two_points(seed):
    wanted = objective(loss="absolute", data=points(11, seed, outlier=4.0))
    names = shuffled(wanted)
    lines = [line[[("m", "b").index(name) for name in names]] for line in lines_through_pairs(wanted.points)]
    assert best(wanted).cost == pytest.approx(wanted.costs(np.array(lines)).min(), rel=1e-9)


@given(st.floats(2, 1e6), st.integers(0, 40))
def test_an_outlier_moved_further_away_moves_the_squared_fit_and_not_the_absolute_one(further, seed):
    near, far = points(12, seed, outlier=10.0), points(12, seed, outlier=10.0 + further)
    absolute = [best(objective(loss="absolute", data=data)).parameters for data in (near, far)]
    squared = [best(objective(data=data)).parameters for data in (near, far)]
    np.testing.assert_allclose(*absolute, atol=1e-8)
    assert np.abs(squared[1] - squared[0]).max() > 1e-3


def test_two_best_absolute_fits_are_not_called_unique():
    # Between the middle two of four heights every constant is as good.
    wanted = objective("c + 0x", "absolute", data=Points(np.arange(4.0), np.array([0.0, 1.0, 3.0, 7.0])))
    assert best(wanted).cost == pytest.approx(9 / 4)
    assert not best(wanted).is_unique
    odd = objective("c + 0x", "absolute", data=Points(np.arange(3.0), np.array([0.0, 1.0, 7.0])))
    assert best(odd).parameters == pytest.approx([1.0])
    assert best(odd).is_unique


@given(st.floats(0.05, 0.95), st.integers(0, 1000))
def test_a_quantile_fit_has_that_share_of_points_below_it(tau, seed):
    data = points(40, seed)
    found = best(objective(loss="quantile", setting=tau, data=data))
    below = data.y < objective(data=data).model.predictions(data.x, found.parameters[None])[0] - 1e-9
    # As many points as there are parameters may lie on the line itself.
    assert tau * 40 - 2 <= below.sum() <= tau * 40


@pytest.mark.parametrize("name, setting", [("huber", 0.3), ("log-cosh", 1.0), ("power", 1.5), ("power", 3.0)])
def test_no_neighbour_of_a_best_fit_is_better(name, setting):
    wanted = objective(loss=name, setting=setting, data=points(15, 3, outlier=5.0))
    found = best(wanted)
    around = found.parameters + 1e-3 * np.random.default_rng(0).standard_normal((200, 2))
    assert (wanted.costs(around) >= found.cost - 1e-12).all()


@pytest.mark.parametrize("p", [1.2, 1.5, 4.0, 8.0])
@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_the_best_power_fit_is_the_same_at_every_scale(p, size):
    data = points(15, 4, outlier=1.0)
    plain = best(objective(loss="power", setting=p, data=data)).parameters
    scaled = best(objective(loss="power", setting=p, data=Points(data.x, size * data.y))).parameters
    np.testing.assert_allclose(scaled / size, plain, atol=2e-5)


def test_a_huber_fit_held_by_straight_parts_alone_is_not_called_unique():
    heaps = objective("c + 0x", "huber", 1.0, data=Points(np.arange(2.0), np.array([0.0, 10.0])))
    assert best(heaps).cost == pytest.approx(4.5)
    assert not best(heaps).is_unique
    assert best(objective(loss="huber", setting=1.0)).is_unique


def test_huber_with_a_wide_parabola_is_least_squares_and_with_a_narrow_one_least_absolute():
    data = points(15, 5, outlier=5.0)
    wide, narrow = (best(objective(loss="huber", setting=width, data=data)).parameters for width in (100.0, 0.01))
    np.testing.assert_allclose(wide, best(objective(data=data)).parameters, atol=1e-7)
    np.testing.assert_allclose(narrow, best(objective(loss="absolute", data=data)).parameters, atol=0.03)


@given(st.floats(-5, 5), st.floats(-5, 5), st.sampled_from(["squared", "absolute", "huber"]))
def test_adding_a_line_to_the_points_adds_it_to_the_best_line(slope, height, loss):
    data = points(9, 2, outlier=3.0)
    raised = Points(data.x, data.y + slope * data.x + height)
    before, after = (best(objective(loss=loss, data=each)) for each in (data, raised))
    names = shuffled(objective())
    moved = before.parameters + np.array([slope, height])[[("m", "b").index(name) for name in names]]
    np.testing.assert_allclose(after.parameters, moved, atol=1e-6)


@pytest.mark.parametrize("source", MODELS[3:])
def test_a_model_that_bends_in_its_parameters_has_no_closed_form(source):
    assert not objective(source).model.is_linear
    assert closed_form(objective(source)) is None
    assert best(objective(source)) is None


def test_a_loss_that_is_not_convex_has_no_certain_best_fit():
    assert best(objective(loss="power", setting=0.5)) is None


def test_a_decay_is_found_again_by_descent():
    x = np.linspace(0, 4, 30)
    wanted = objective("a exp(-k x) + c", data=Points(x, 3 * np.exp(-0.8 * x) + 0.5))
    found = fit(wanted, run([1, 1, 0], "adam", steps=2000))
    names = shuffled(wanted)
    assert found.points[-1][[names["a"], names["k"], names["c"]]] == pytest.approx([3, 0.8, 0.5], abs=1e-3)


def test_a_walk_that_leaves_the_domain_says_where():
    wanted = objective("log(a x)", data=Points(np.array([1.0, 2.0]), np.array([-9.0, -9.0])))
    found = fit(wanted, run([0.1], learning_rate=1.0))
    assert found.reason == "left-domain"
    assert "has no value at x = 1" in found.message


def test_absolute_losses_with_fixed_steps_are_said_to_jump_to_and_fro():
    found = fit(objective(loss="absolute"), run([0, 0], steps=400, learning_rate=0.3))
    assert found.reason == "wandering"


def test_a_slice_holds_the_other_parameters():
    wanted = objective("c_0 + c_1 x + c_2 x^2")
    at = np.array([0.1, 0.2, 0.3])
    cut = slice_through(wanted, at, [2, 0], [(-1.0, 1.0), (0.0, 2.0)], 5)
    theta = at.copy()
    theta[[2, 0]] = cut.x[1], cut.y[3]
    assert cut.costs[3, 1] == wanted.costs(theta[None])[0]


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=6))
def test_a_range_holds_what_it_is_around(values):
    low, high = range_around(np.array(values))
    assert low < min(values)
    assert high > max(values)
    assert high - low < 6 * max(np.ptp(values), 0.1 * np.abs(values).max(), 0.5)


@pytest.mark.parametrize("name", TRUTHS)
def test_a_data_set_without_noise_lies_on_the_curve_it_says(name):
    made = generated(name, 30, 0.0, 0, 7)
    model, start = read_model(FunctionText(source=f"{TRUTHS[name].source} + a", parameters={"a": 0}))
    np.testing.assert_allclose(made.y, model.predictions(made.x, start[None])[0], atol=1e-12)
    assert (np.diff(made.x) > 0).all()
    assert generated(name, 30, 0.1, 4, 7).outliers.sum() == 4


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
def test_a_loss_as_it_is_typed_is_the_loss(loss):
    text = FunctionText.model_validate({"source": f"r = x\ns = {loss.setting}\n{loss.kind.words.typed}"})
    residuals = np.linspace(-3, 3, 41)[:, None]
    np.testing.assert_allclose(read_field(text).values(residuals), loss.value(residuals[:, 0]), rtol=1e-12, atol=1e-12)

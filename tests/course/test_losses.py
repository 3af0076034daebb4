"""What the scenes of losses and regression claim, from the very points and models that they show."""

import numpy as np
import pytest

from gradscape.api.models import FunctionText
from gradscape.api.regression_texts import read_model
from gradscape.course.loader import chapters
from gradscape.learning import scatter_data
from gradscape.learning.best_fits import best, closed_form
from gradscape.learning.norms import norm_of
from gradscape.learning.regression import Fit, Objective, Points, curvature, fit, terms
from gradscape.learning.residual_losses import Loss
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

STATES = {
    scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"] if scene["lab"] == "regression"
}
SHAPED_BY = {"power": "p", "huber": "delta", "quantile": "tau"}


def objective(scene: str, data: Points | None = None, **changes) -> Objective:
    state = STATES[scene] | changes
    numbers = {name: slider["value"] for name, slider in state["parameters"].items()}
    model, _ = read_model(FunctionText(source=state["source"], parameters=numbers))
    made = scatter_data.generated(state["data"], state["count"], state["noise"], state["outliers"], state["sample"])
    loss = Loss(state["loss"], state.get(SHAPED_BY.get(state["loss"], ""), 1.0))
    return Objective(model, data or Points(made.x, made.y), loss, state["reduction"])


def start(scene: str, wanted: Objective) -> np.ndarray:
    return np.array([STATES[scene]["parameters"][name]["value"] for name in wanted.model.names])


def walk(scene: str, wanted: Objective | None = None, **settings) -> Fit:
    wanted, state = wanted or objective(scene), STATES[scene]
    complete = METHOD[state["method"]].complete(state["settings"] | settings)
    return fit(wanted, Run(state["method"], start(scene, wanted), complete, state["steps"], 1e-9, 0))


def test_the_line_through_the_origin_rolls_down_its_parabola():
    wanted = objective("1.14")
    x, y = wanted.points
    found = walk("1.14")
    assert found.points[-1] == pytest.approx([(x * y).sum() / (x * x).sum()], abs=1e-4)
    assert (np.diff(found.costs) <= 0).all()
    assert found.gradients[0] == pytest.approx([-2 * ((y - found.points[0] * x) * x).sum()])
    # With the sign of the slip the first step leads away.
    assert wanted.costs(found.points[:1] + 0.002 * found.gradients[:1])[0] > found.costs[0]


def test_the_rate_that_the_scene_says_is_too_large_is():
    run = Run("gradient-descent", np.array([0.0]), METHOD["gradient-descent"].complete({}), 30, 0.0, 0)
    assert 0.002 < curvature(objective("1.14"), run).limit < 0.01
    assert walk("1.14", learning_rate=0.01).reason == "diverged"


def test_the_norms_of_1_1_go_from_4_to_1():
    assert norm_of(np.ones(2), 0.5) == pytest.approx(4)
    assert norm_of(np.ones(2), np.inf) == 1
    assert {norm_of(np.array([0.7, 0.0]), p) for p in (0.5, 1.0, 2.0, 3.0, np.inf)} == {0.7}


def far_point(points: Points) -> int:
    return int(np.abs(points.y - np.median(points.y)).argmax())


def test_the_far_point_pulls_at_the_squares_and_not_at_the_absolute_values():
    wanted = objective("2.2a")
    k = far_point(wanted.points)
    pulls = np.abs(terms(wanted, best(wanted).parameters).pulls)
    assert pulls[k] / pulls.sum() > 1 / 3
    further = Points(wanted.points.x, np.where(np.arange(20) == k, wanted.points.y - 10, wanted.points.y))
    absolute = [best(objective("2.2a", data, loss="absolute")).parameters for data in (None, further)]
    squared = [best(objective("2.2a", data)).parameters for data in (None, further)]
    np.testing.assert_allclose(*absolute, atol=1e-9)
    assert np.abs(squared[1] - squared[0]).max() > 0.2


def test_without_its_outlier_both_lines_are_nearly_one():
    lines = [best(objective("2.2a", loss=loss, outliers=0)).parameters for loss in ("squared", "absolute")]
    assert np.abs(lines[1] - lines[0]).max() < 0.25
    lines = [best(objective("2.2a", loss=loss)).parameters for loss in ("squared", "absolute")]
    assert np.abs(lines[1] - lines[0]).max() > 0.4


def test_steps_of_one_length_hop_to_and_fro_and_shorter_ones_settle():
    assert walk("2.2b").reason == "wandering"
    least = best(objective("2.2b")).cost
    settled = walk("2.2b", schedule="exponential", decay_rate=0.01)
    assert walk("2.2b").costs[-8:].max() - least > 5 * (settled.costs[-8:].max() - least)


def test_outliers_move_hubers_fit_hardly_more_than_that_of_the_absolute_values():
    def slope(loss, **changes):
        wanted = objective("2.2c", loss=loss, **changes)
        return best(wanted).parameters[wanted.model.names.index("m")]

    assert abs(slope("huber") - slope("absolute")) < 0.1 * abs(slope("squared") - slope("absolute"))
    assert slope("huber", delta=50.0) == pytest.approx(slope("squared"), abs=1e-6)
    assert slope("huber", delta=0.01) == pytest.approx(slope("absolute"), abs=0.02)


def test_nine_parameters_pass_through_nine_points_and_descent_does_not_get_there():
    wanted = objective("2.2d")
    exact = closed_form(wanted)
    assert exact.cost < 1e-12
    assert exact.condition_number**2 > 1e9
    assert walk("2.2d").costs[-1] > 1e-3
    line = best(objective("2.2d", source="c_0 + c_1 x", parameters={"c_0": {"value": 0}, "c_1": {"value": 0}}))
    assert line.cost > 0.1


def test_the_decay_has_no_closed_form_and_is_found_by_walking():
    wanted = objective("2.2e")
    assert closed_form(wanted) is None
    found = walk("2.2e")
    names = wanted.model.names
    truth = [{"a": 3, "b": 0.8, "c": 0.5}[name] for name in names]
    assert found.points[-1] == pytest.approx(truth, abs=0.35)
    assert found.costs[-1] < 0.02


def test_one_step_from_a_negative_b_leads_to_a_plateau_and_small_steps_creep():
    wanted = objective("2.2e")
    names = wanted.model.names
    there = np.array([{"a": 1.0, "b": -1.0, "c": 0.0}[name] for name in names])

    def walked(rate):
        complete = METHOD["gradient-descent"].complete({"learning_rate": rate})
        return fit(wanted, Run("gradient-descent", there, complete, 300, 1e-9, 0))

    lost, creeping = walked(0.2), walked(0.0001)
    b = names.index("b")
    assert np.abs(lost.points[1][b]) > 100
    assert np.ptp(wanted.model.predictions(wanted.points.x[1:], lost.points[-1:])) < 1e-9
    assert np.abs(creeping.points[1:, b]).max() < 2
    assert creeping.costs[-1] > 10 * walk("2.2e").costs[-1]

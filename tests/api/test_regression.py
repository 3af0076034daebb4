"""POST regression, regression/data and p-norms."""

import base64

import numpy as np
import pytest
from tests.api.outcomes import answered, refused

LINE = {"source": "m x + b", "parameters": {"m": 0, "b": 0}}
DATA = {"x": [1, 2, 3, 4], "y": [1.1, 1.9, 3.2, 7]}


def fitted(lab, **request):
    return answered(lab("regression", **{"data": DATA, "model": LINE, **request}))


def numbers(encoded) -> np.ndarray:
    raw = np.frombuffer(base64.b64decode(encoded["bdata"]), f"<{encoded['dtype']}")
    return raw.reshape([int(size) for size in encoded["shape"].split(",")])


def named(answer, values) -> dict[str, float]:
    return dict(zip(answer["names"], values, strict=True))


def test_a_line_walks_to_the_least_squares(lab):
    answer = fitted(lab, optimiser={"learning_rate": 0.1}, steps=500)
    slope, height = np.polyfit(DATA["x"], DATA["y"], 1)
    assert named(answer, answer["parameters"]) == pytest.approx({"m": slope, "b": height}, abs=1e-6)
    assert named(answer, answer["closed_form"]["parameters"]) == pytest.approx({"m": slope, "b": height})
    assert answer["losses"][-1] == pytest.approx(answer["best"]["loss"])
    assert answer["stop"]["reason"] in ("converged", "step-limit")
    assert answer["is_linear"]


def test_one_step_is_told_point_by_point(lab):
    answer = fitted(lab, at=0, steps=3, loss={"name": "absolute"}, reduction="sum")
    assert answer["step"] == 0
    assert answer["terms"]["residuals"] == DATA["y"]
    assert answer["terms"]["pulls"] == [1, 1, 1, 1]
    assert named(answer, answer["gradient"]) == {"m": -sum(DATA["x"]), "b": -4}
    assert answer["check"]["error"] < 1e-6
    assert answer["path"][0] == [0, 0]


def test_the_published_numbers_of_anscombe_come_out(lab):
    # Anscombe (1973), first of the four sets: y = 3.00 + 0.500 x, and a residual sum of squares of 13.763.
    data = {
        "x": [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
        "y": [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    }
    answer = fitted(lab, data=data, reduction="sum", steps=0)
    assert named(answer, answer["closed_form"]["parameters"]) == pytest.approx({"m": 0.5001, "b": 3.0001}, abs=1e-4)
    assert answer["closed_form"]["loss"] == pytest.approx(13.763, abs=1e-3)


def test_a_learning_rate_that_is_too_large_is_named_with_its_limit(lab):
    answer = fitted(lab, optimiser={"learning_rate": 0.5}, steps=200)
    assert answer["stop"]["reason"] == "diverged"
    limit = answer["curvature"]["limit"]
    assert limit == pytest.approx(2 / answer["curvature"]["eigenvalues"][-1])
    assert f"exceeds 2/L = {limit:.4g}" in answer["stop"]["message"]


def test_losses_are_compared_by_their_best_fits(lab):
    compare = [{"name": "squared"}, {"name": "absolute"}, {"name": "power", "p": 0.5}]
    answer = fitted(lab, compare=compare, curve={"x": [0, 5], "resolution": 3})
    squared, absolute, power = answer["compared"]
    assert squared["best"]["parameters"] == pytest.approx(answer["closed_form"]["parameters"])
    assert absolute["best"]["how"] == "linear-program"
    assert power["best"] is None
    assert power["curve"] is None
    assert len(squared["curve"]) == 3
    assert answer["curve"]["x"] == [0, 2.5, 5]


def test_the_loss_is_drawn_over_one_parameter_or_two(lab):
    surface = {"parameters": ["m", "b"], "x": [-1, 1], "y": [0, 2], "resolution": 5}
    answer = fitted(lab, surface=surface, steps=0, reduction="sum")["surface"]
    x, y = np.array(DATA["x"]), np.array(DATA["y"])
    wanted = [[((y - m * x - b) ** 2).sum() for m in answer["x"]] for b in answer["y"]]
    np.testing.assert_allclose(answer["losses"], wanted, rtol=1e-12)
    whole = fitted(lab, surface={"parameters": ["m"]}, arrays="base64")["surface"]
    assert whole["y"] is None
    assert numbers(whole["losses"]).shape == (41,)


def test_the_best_fit_that_only_steps_lead_to_is_told_when_it_is_asked_for(lab):
    x = np.linspace(0, 3, 12)
    data = {"x": x.tolist(), "y": (3 * np.exp(-0.8 * x) + 0.5).tolist()}
    question = {"data": data, "model": {"source": "a*exp(-b*x)+c", "parameters": {"a": 1, "b": 1, "c": 0}}, "steps": 0}
    question["compare"] = [{"name": "squared"}, {"name": "absolute"}]
    quick, slow = (fitted(lab, **question, best_fit=wanted) for wanted in (False, True))
    assert quick["best"] is None and [each["best"] for each in quick["compared"]] == [None, None]
    for best in (slow["best"], slow["compared"][0]["best"]):
        assert best["how"] == "levenberg-marquardt" and best["is_unique"] is None
        assert best["parameters"] == pytest.approx([3, 0.8, 0.5], rel=1e-7)
    assert slow["compared"][1]["best"] is None
    assert {**slow, "best": None, "compared": None} == {**quick, "best": None, "compared": None}


def test_a_typed_model_is_fitted(lab):
    x = np.linspace(0, 4, 20)
    data = {"x": x.tolist(), "y": (3 * np.exp(-0.8 * x) + 0.5).tolist()}
    model = {"source": "a*exp(-b*x)+c", "parameters": {"a": 1, "b": 1, "c": 0}}
    answer = fitted(lab, data=data, model=model, optimiser={"method": "adam", "learning_rate": 0.05}, steps=2000)
    assert named(answer, answer["parameters"]) == pytest.approx({"a": 3, "b": 0.8, "c": 0.5}, abs=1e-3)
    assert answer["closed_form"] is None
    assert not answer["is_linear"]


def test_where_the_model_has_no_value_the_answer_says_so(lab):
    answer = fitted(lab, model={"source": "log(a x)", "parameters": {"a": -1}})
    assert answer["stop"]["reason"] == "left-domain"
    assert answer["losses"] == [None]
    assert answer["terms"]["predictions"] == [None] * 4


@pytest.mark.parametrize(
    "request_, field, message",
    [
        ({"model": {"source": "x^2"}}, "model.source", "has 0 parameters"),
        ({"model": {"source": "a x", "variables": ["a"]}}, "model.variables", "must be x alone"),
        ({"model": {"source": "a x", "parameters": {"x": 1}}}, "model.parameters", "may not have x"),
        ({"loss": {"name": "squared", "p": 2}}, "loss.p", "is no setting of squared"),
        ({"loss": {"name": "power", "p": 0}}, "loss.p", "must be 0.25 to 8"),
        ({"data": {"x": [1], "y": [1, 2]}}, "data", "1 numbers for x but 2 for y"),
        ({"surface": {"parameters": ["q"]}}, "surface.parameters[0]", "must be one of"),
        ({"surface": {"parameters": ["m", "m"]}}, "surface.parameters", "two different ones"),
        ({"optimiser": {"line_search": "wolfe"}}, "optimiser.line_search", "must be none"),
        ({"optimiser": {"method": "newton"}}, "optimiser.method", "must be one of"),
        ({"steps": 5000}, "steps", "2000"),
        ({"data": {"x": [1] * 300, "y": [1] * 300}}, "data.x", "256"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_words(lab, request_, field, message):
    found = refused(lab("regression", **{"data": DATA, "model": LINE, **request_}))
    assert found[0] == field
    assert message in found[1]


def test_an_unreadable_model_says_where(lab):
    response = lab("regression", data=DATA, model={"source": "a sine(x)"})
    assert response.status_code == 422
    assert response.json()["span"] == [2, 6]


def test_generated_points_are_the_same_for_the_same_seed(lab):
    made = [answered(lab("regression/data", name="line", count=8, outliers=2, seed=seed)) for seed in (3, 3, 4)]
    assert made[0] == made[1] != made[2]
    assert sum(made[0]["outliers"]) == 2
    assert made[0]["truth"] == "0.8 x + 1"
    refusal = refused(lab("regression/data", name="line", count=3, outliers=4))
    assert refusal == ("outliers", "must be at most 3, for there are no more points")


def test_norms_measure_a_vector(lab):
    found = answered(lab("p-norms", orders=[0.5, 1, 2, None], vector=[3, 4]))["norms"]
    assert [norm["value"] for norm in found] == pytest.approx([(3**0.5 + 2) ** 2, 7, 5, 4])
    assert [norm["is_norm"] for norm in found] == [False, True, True, True]
    assert refused(lab("p-norms", orders=[0])) == ("orders[0]", "must be at least 0.1")


def test_the_loss_of_a_residual_is_drawn_as_far_as_residuals_reach(lab):
    profile = fitted(lab, steps=0, profile=5, loss={"name": "huber", "delta": 1})["profile"]
    assert profile["residuals"][0] == -profile["residuals"][-1] < -7
    assert profile["losses"][2] == 0
    assert profile["pulls"][-1] == 1

"""POST descent, root, basins and learning-rate-map: walks in one variable."""

import pytest
from tests.api.outcomes import answered, refused

WELL = {"source": "(x^2 - 3)^2"}
RUN = {"start": [2], "learning_rate": 0.05, "steps": 50}


def test_the_answer_of_descent_has_the_fields_of_the_contract(lab):
    (run,) = answered(lab("descent", function=WELL, runs=[RUN]))["runs"]
    assert list(run) == [
        *("method", "points", "values", "gradients", "gradient_norms", "work", "internals", "stop", "ended_at"),
        *("theory", "predicted_rate", "measured_rate", "order", "evaluations"),
        *("slopes", "curvatures", "closed_form"),
    ]
    assert run["points"][0] == [2]
    assert run["stop"]["reason"] == "converged"
    assert run["ended_at"] == {
        "kind": "minimum",
        "eigenvalues": [pytest.approx(24, rel=1e-6)],
        "eigenvalue_errors": [pytest.approx(0, abs=1e-9)],
    }
    assert run["measured_rate"] == pytest.approx(run["predicted_rate"], rel=1e-2)


def test_newton_has_no_linear_rate_to_measure(lab):
    (run,) = answered(lab("descent", function=WELL, runs=[RUN | {"method": "newton", "learning_rate": 1}]))["runs"]
    assert run["order"]["kind"] == "quadratic"
    assert run["measured_rate"] is None


def test_tolerance_zero_makes_all_steps(lab):
    (run,) = answered(lab("descent", function={"source": "x^2"}, runs=[RUN | {"tolerance": 0, "steps": 30}]))["runs"]
    assert len(run["points"]) == 31


def test_a_parabola_has_its_closed_form(lab):
    (run,) = answered(lab("descent", function={"source": "x^2 + 4"}, runs=[RUN | {"learning_rate": 0.7}]))["runs"]
    assert run["closed_form"]["ratio"] == pytest.approx(-0.4)
    assert run["closed_form"]["regime"] == "alternating"
    assert run["closed_form"]["points"] == pytest.approx([point for (point,) in run["points"]], abs=1e-12)


def test_numbers_that_overflow_are_null(lab):
    (run,) = answered(lab("descent", function={"source": "e^(x^2)"}, runs=[RUN | {"start": [20]}]))["runs"]
    assert run["stop"]["reason"] == "diverged"
    assert None not in [point for (point,) in run["points"]]


def test_the_limits_of_descent(lab):
    assert len(answered(lab("descent", function=WELL, runs=[RUN] * 16))["runs"]) == 16
    assert refused(lab("descent", function=WELL, runs=[RUN] * 17))[0] == "runs"
    assert refused(lab("descent", function=WELL, runs=[RUN | {"steps": 10_001}])) == (
        "runs[0].steps",
        "must be at most 10000",
    )
    assert refused(lab("descent", function=WELL, runs=[RUN | {"start": [1, 2]}]))[0] == "runs[0].start"
    assert refused(lab("descent", function=WELL, runs=[RUN | {"method": "magic"}]))[0] == "runs[0].method"


def test_ten_thousand_steps_are_answered(lab):
    long = RUN | {"steps": 10_000, "tolerance": 0}
    (run,) = answered(lab("descent", function={"source": "x^4"}, runs=[long]))["runs"]
    assert len(run["points"]) == 10_001


def test_the_answer_of_root_has_the_fields_of_the_contract(lab):
    answer = answered(lab("root", function={"source": "x^2 - 2"}, start=1))
    assert list(answer) == ["iterates", "stop", "order"]
    assert answer["iterates"][1] == {"x": 1.5, "value": 0.25, "slope": 3.0}
    assert answer["order"]["kind"] == "quadratic"


def test_bisection_wants_a_bracket_with_a_change_of_sign(lab):
    request = {"function": {"source": "x^2 - 2"}, "method": "bisection"}
    assert answered(lab("root", **request, bracket=[0, 2]))["iterates"][0]["x"] == 1
    assert refused(lab("root", **request))[0] == "bracket"
    field, message = refused(lab("root", **request, bracket=[2, 3]))
    assert (field, "f(2) = 2" in message) == ("bracket", True)


def test_newton_wants_a_start(lab):
    assert refused(lab("root", function={"source": "x"})) == ("start", "is missing: newton begins there")


def test_the_answer_of_basins_has_the_fields_of_the_contract(lab):
    answer = answered(lab("basins", function={"source": "x^3 - x"}, box=[[-2, 2]], resolution=9, method="newton-root"))
    assert list(answer) == ["x", "y", "labels", "iterations", "attractors", "partial"]
    assert [each["point"] for each in answer["attractors"]] == [[-1], [0], [1]]
    assert answer["labels"][0] == 0


def test_the_answer_of_the_learning_rate_map_has_the_fields_of_the_contract(lab):
    request = {"function": {"source": "x^2 + 4"}, "start": [1], "learning_rate": [0, 1.5], "count": 4, "keep": 2}
    answer = answered(lab("learning-rate-map", **request))
    assert list(answer) == ["learning_rates", "ends", "outcomes", "periods"]
    assert answer["outcomes"] == ["converged", "converged", "cycling", "diverged"]
    assert answer["ends"][3] == [None, None]


def test_the_limits_of_the_maps(lab):
    rates = {"function": WELL, "start": [1], "learning_rate": [0, 0.1]}
    assert refused(lab("learning-rate-map", **rates, count=513))[0] == "count"
    assert refused(lab("learning-rate-map", **rates, keep=65))[0] == "keep"
    assert refused(lab("basins", function=WELL, box=[[-1, 1]], resolution=513))[0] == "resolution"
    assert refused(lab("basins", function=WELL, box=[[-1, 1], [-1, 1]]))[0] == "box"

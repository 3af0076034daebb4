"""POST descent in several variables, basins over a plane, sweep and convergence-rates."""

import numpy as np
import pytest
from tests.api.outcomes import answered, refused

from gradscape.walks.methods import METHODS

HIMMELBLAU = {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"}
ROSENBROCK = {"source": "(1-x)^2 + 100(y-x^2)^2"}
BOWL = {"source": "x^2 + 10 y^2"}


@pytest.mark.parametrize("method", [method.name for method in METHODS])
def test_every_method_of_the_catalogue_walks_downhill_and_tells_how(lab, method):
    run = {"method": method, "start": [1, 1], "steps": 60} | (
        {"learning_rate": 0.02} if method in ("momentum", "nesterov") else {}
    )
    (walk,) = answered(lab("descent", function=BOWL, runs=[run], internals=True))["runs"]
    count = len(walk["points"])
    assert walk["method"] == method
    assert len(walk["values"]) == len(walk["gradients"]) == len(walk["work"]) == count
    assert min(walk["values"]) < walk["values"][0]
    steps = {len(entries) for entries in walk["internals"].values() if entries is not None}
    assert steps == {count - 1}


def test_each_step_is_the_step_size_times_the_direction(lab):
    runs = [{"method": name, "start": [-1.2, 1], "steps": 5} for name in ("adam", "lbfgs", "newton-cg", "trust-newton")]
    for walk in answered(lab("descent", function=ROSENBROCK, runs=runs, internals=True))["runs"]:
        direction, size = (np.array(walk["internals"][name]) for name in ("direction", "step_sizes"))
        moved = np.diff(np.array(walk["points"]), axis=0)
        assert np.allclose(moved, size[:, None] * direction, rtol=1e-9, atol=1e-15)


def test_a_setting_that_a_method_does_not_have_is_refused_with_those_it_has(lab):
    field, message = refused(lab("descent", function=BOWL, runs=[{"start": [1, 1], "momentum": 0.5}]))
    assert (field, "is no setting of gradient-descent, which has learning_rate" in message) == (
        "runs[0].momentum",
        True,
    )
    adam = {"method": "adam", "start": [1, 1], "beta1": 1.5}
    assert refused(lab("descent", function=BOWL, runs=[adam]))[0] == "runs[0].beta1"
    searched = {"method": "lbfgs", "start": [1, 1], "line_search": "exact"}
    assert refused(lab("descent", function=BOWL, runs=[searched]))[0] == "runs[0].line_search"


def test_tolerance_zero_makes_all_steps(lab):
    runs = [{"method": name, "start": [1, 1], "steps": 300, "tolerance": 0} for name in ("gradient-descent", "newton")]
    runs[0]["learning_rate"] = 0.05
    for walk in answered(lab("descent", function=BOWL, runs=runs))["runs"]:
        assert len(walk["points"]) == 301
        assert walk["stop"]["reason"] == "converged"


def test_the_same_seed_kicks_the_same_way_and_another_one_differently(lab):
    run = {"method": "perturbed-gradient-descent", "start": [0.5, 0], "steps": 80, "tolerance": 0}
    function = {"source": "x^2 - y^2 + y^4"}
    walks = answered(lab("descent", function=function, runs=[run, run, run | {"seed": 1}]))["runs"]
    assert walks[0]["points"] == walks[1]["points"] != walks[2]["points"]
    assert all(walk["values"][-1] < -0.2 for walk in walks)


def test_sixteen_variables_are_walked(lab):
    source = " + ".join(f"{k} (x_{k} - {k})^2" for k in range(1, 17))
    runs = [{"method": name, "start": [0] * 16, "steps": 100} for name in ("conjugate-gradient", "newton", "adam")]
    walks = answered(lab("descent", function={"source": source}, runs=runs))["runs"]
    assert np.allclose(walks[0]["points"][-1], range(1, 17))
    assert len(walks[0]["points"]) <= 17
    assert len(walks[1]["points"]) == 2
    assert walks[1]["ended_at"]["kind"] == "minimum"
    assert walks[1]["ended_at"]["eigenvalues"] == pytest.approx([2.0 * k for k in range(1, 17)], rel=1e-14)


def test_a_diverging_walk_names_the_number_that_was_exceeded(lab):
    (walk,) = answered(lab("descent", function=BOWL, runs=[{"start": [1, 1], "learning_rate": 0.25}]))["runs"]
    assert walk["stop"]["reason"] == "diverged"
    assert "the learning rate 0.25 exceeds 2/λ = 0.1" in walk["stop"]["message"]
    assert walk["theory"]["stability_limit"] == pytest.approx(0.1)
    assert walk["ended_at"] is None


def test_tiles_of_basins_join_to_the_whole_picture(lab):
    request = {"function": HIMMELBLAU, "box": [[-5, 5], [-5, 5]], "resolution": 24, "steps": 60}
    whole = answered(lab("basins", **request))
    joined, attractors = np.full((24, 24), -9), []
    for row in range(2):
        for column in range(2):
            tile = {"first": [row, column], "stride": 2}
            part = answered(lab("basins", **request, tile=tile, attractors=attractors))
            joined[row::2, column::2] = part["labels"]
            attractors = [each["point"] for each in part["attractors"]]
    places = np.array(attractors)[joined]
    expected = np.array([each["point"] for each in whole["attractors"]])[np.array(whole["labels"])]
    assert np.allclose(places, expected, atol=1e-6)


def test_newton_on_himmelblau_has_all_nine_critical_points_as_attractors(lab):
    answer = answered(lab("basins", function=HIMMELBLAU, box=[[-5, 5], [-5, 5]], resolution=64))
    kinds = [each["kind"] for each in answer["attractors"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {"minimum": 4, "saddle": 4, "maximum": 1}
    assert np.array(answer["labels"]).min() >= 0


def test_starts_from_which_the_walk_is_gone_are_told_apart(lab):
    request = {"function": {"source": "x^2 - y^2"}, "box": [[-1, 1], [-1, 1]], "resolution": 3, "steps": 400}
    answer = answered(lab("basins", **request, method="gradient-descent", learning_rate=0.1))
    assert answer["labels"] == [[-2, -2, -2], [0, 0, 0], [-2, -2, -2]]
    assert answer["attractors"][0]["kind"] == "saddle"


def test_a_slow_method_has_smaller_tiles(lab):
    request = {"function": HIMMELBLAU, "box": [[-5, 5], [-5, 5]], "method": "lbfgs", "resolution": 64}
    assert refused(lab("basins", **request))[0] == "tile"
    part = answered(lab("basins", **request, tile={"first": [0, 0], "stride": 8}))
    assert {each["kind"] for each in part["attractors"]} == {"minimum"}


def test_a_sweep_is_the_walks_it_stands_for(lab):
    run = {"method": "momentum", "start": [1, 1], "steps": 40, "tolerance": 0}
    answer = answered(lab("sweep", function=BOWL, run=run, learning_rate=[0.01, 1], momentum=[0, 0.8], resolution=3))
    rates, momenta = answer["learning_rates"], answer["momenta"]
    assert rates == pytest.approx([0.01, 0.1, 1])
    for j, momentum in enumerate(momenta):
        runs = [run | {"learning_rate": rate, "momentum": momentum} for rate in rates]
        walks = answered(lab("descent", function=BOWL, runs=runs))["runs"]
        assert answer["values"][j][:2] == pytest.approx([walk["values"][-1] for walk in walks[:2]], rel=1e-9)
        assert walks[2]["stop"]["reason"] == "diverged"


def test_a_sweep_of_a_method_without_a_learning_rate_is_refused(lab):
    request = {"function": BOWL, "learning_rate": [0.1, 1]}
    assert refused(lab("sweep", **request, run={"method": "trust-newton", "start": [1, 1]}))[0] == "learning_rate"
    assert refused(lab("sweep", **request, run={"start": [1, 1]}, momentum=[0, 0.5]))[0] == "momentum"
    assert refused(lab("sweep", function=BOWL, learning_rate=[0, 1], run={"start": [1, 1]}))[0] == "learning_rate"


def test_the_rates_of_the_published_example(lab):
    # Eigenvalues 0.01, 0.1, 1: the best momentum is 0.6694215 with a = 3.3057851, and converges with rate 0.8181818.
    answer = answered(
        lab("convergence-rates", eigenvalues=[0.01, 0.1, 1], learning_rate=[0, 4], momentum=[0, 0.9], resolution=4)
    )
    assert answer["best"]["momentum"] == pytest.approx(
        {"learning_rate": 3.305785124, "momentum": 0.669421488, "rate": 0.818181818}
    )
    assert answer["best"]["gradient_descent"]["rate"] == pytest.approx(0.980198020)
    assert answer["rates"][0][0] == 1

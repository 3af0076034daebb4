"""POST network/data, network/forward, network/backprop and network/train."""

import base64

import numpy as np
import pytest

MAZUR = {
    "layers": [
        {"weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35, 0.35], "activation": "sigmoid"},
        {"weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6, 0.6], "activation": "sigmoid"},
    ]
}
CIRCLE = {"name": "circle", "seed": 1}
DEFAULT = {"sizes": [2, 4, 2, 1], "seed": 1}


def answered(lab, what, /, **request):
    response = lab(f"network/{what}", **request)
    assert response.status_code == 200, response.text
    return response.json()


def refused(lab, name, **request):
    response = lab(f"network/{name}", **request)
    assert response.status_code == 422, response.text
    error = response.json()["errors"][0]
    return error["field"], error["message"]


def test_the_published_example_goes_forward_and_back(lab):
    answer = answered(lab, "backprop", network=MAZUR, inputs=[[0.05, 0.1]], targets=[[0.01, 0.99]])
    assert answer["cost"] == pytest.approx(0.2983711088, abs=1e-10)
    assert np.ravel(answer["layers"][1]["a"]) == pytest.approx([0.7513650696, 0.7729284653], abs=1e-10)
    weights = np.array([layer["weights"] for layer in MAZUR["layers"]])
    moved = weights - 0.5 * np.array([slopes["weights"] for slopes in answer["slopes"]])
    assert moved[1].ravel() == pytest.approx([0.3589164797, 0.4086661861, 0.5113012702, 0.5613701211], abs=1e-10)
    check = answer["check"]
    assert check["autodiff_error"] < 1e-15
    assert check["differences_error"] < 1e-9


def test_many_samples_go_forward(lab):
    answer = answered(lab, "forward", network=MAZUR, inputs=[[0.05, 0.1], [1, 2], [0, 0]])
    assert np.shape(answer["layers"][0]["z"]) == (2, 3)


def test_training_lowers_the_loss_and_goes_on_from_its_answer(lab):
    request = {"data": CIRCLE, "optimiser": {"method": "adam", "learning_rate": 0.01}, "seed": 3, "batch": 10}
    whole = answered(lab, "train", network=DEFAULT, epochs=40, every=20, **request)
    assert whole["epoch"] == 40
    assert whole["losses"][1] < whole["losses"][0]
    first = answered(lab, "train", network=DEFAULT, epochs=20, every=20, **request)
    more = {"network": first["network"], "state": first["state"], "epoch": first["epoch"]}
    second = answered(lab, "train", epochs=20, every=20, **more, **request)
    assert second["network"] == whole["network"]
    assert [*first["test_losses"], *second["test_losses"]] == whole["test_losses"]


def test_the_picture_of_every_unit_comes_along(lab):
    answer = answered(lab, "train", network=DEFAULT, data=CIRCLE, epochs=1, heatmap=20)
    assert [each["shape"] for each in answer["heatmap"]] == ["2,20,20", "4,20,20", "2,20,20", "1,20,20"]
    raw = base64.b64decode(answer["heatmap"][3]["bdata"])
    picture = np.frombuffer(raw, f"<{answer['heatmap'][3]['dtype']}").reshape(20, 20)
    corner = answered(lab, "forward", network=answer["network"], inputs=[[-6, -6]])
    assert picture[0, 0] == pytest.approx(corner["layers"][2]["a"][0][0], abs=1e-6)


def test_divergence_is_named_with_its_cause_and_the_way_back(lab):
    network = {"sizes": [2, 4, 1], "activations": ["linear", "linear"], "initialisation": "he"}
    request = {"data": CIRCLE, "optimiser": {"learning_rate": 50}, "epochs": 20}
    diverged = answered(lab, "train", network=network, **request)["diverged"]
    assert diverged["epoch"] >= 1
    assert "learning rate 50" in diverged["message"]
    assert diverged["hint"] == "go on with a smaller learning rate, as 5"


def test_several_classes_need_as_many_outputs(lab):
    blobs = {"name": "blobs", "classes": 4}
    field, message = refused(lab, "train", network=DEFAULT, data=blobs)
    assert (field, message) == ("network", "4 classes need as many outputs; this network has 1")
    network = {"sizes": [2, 6, 4], "cost": "cross-entropy", "activations": ["tanh", "linear"]}
    optimiser = {"method": "adam", "learning_rate": 0.05}
    answer = answered(lab, "train", network=network, data=blobs, optimiser=optimiser, epochs=60, every=60)
    assert answer["test_accuracies"][0] > 0.95


def test_own_points_are_learned(lab):
    own = {"points": [[0, 0], [1, 1], [0, 1], [1, 0]], "targets": [0, 0, 1, 1], "train_share": 1}
    optimiser = {"method": "adam", "learning_rate": 0.1}
    answer = answered(lab, "train", network=DEFAULT, data=own, optimiser=optimiser, epochs=400, every=400, batch=4)
    assert answer["accuracies"] == [1]
    assert answer["test_losses"] is None


def test_dead_and_saturated_units_and_vanishing_derivatives_are_pointed_out(lab):
    dead = {
        "layers": [
            {"weights": [[1], [-1]], "biases": [-9, 40], "activation": "relu"},
            {"weights": [[1, 1]], "biases": [0]},
        ]
    }
    found = answered(lab, "backprop", network=dead, inputs=[[1], [2]], targets=[[0], [1]])["findings"]
    assert (found[0]["kind"], found[0]["layer"], found[0]["unit"]) == ("dead", 0, 0)
    flat = {"layers": [{"weights": [[9]], "biases": [9]}, {"weights": [[0.5]], "biases": [0]}]}
    found = answered(lab, "backprop", network=flat, inputs=[[1], [2]], targets=[[0], [1]])["findings"]
    assert {each["kind"] for each in found} == {"saturated", "vanishing"}


def test_training_tells_which_units_are_dead(lab):
    layers = [
        {"weights": [[1, 0], [0, 1]], "biases": [-9, 1], "activation": "relu"},
        {"weights": [[1, 1]], "biases": [0]},
    ]
    found = answered(lab, "train", network={"layers": layers}, data=CIRCLE, epochs=1)["findings"]
    assert [(each["kind"], each["layer"], each["unit"]) for each in found] == [("dead", 0, 0)]
    assert answered(lab, "train", network=DEFAULT, data=CIRCLE, epochs=1)["findings"] == []


def test_what_does_not_fit_is_named(lab):
    assert refused(lab, "forward", network=MAZUR, inputs=[[1]]) == (
        "inputs[0]",
        "has 1 numbers, but the network takes 2",
    )
    narrow = {"layers": [{"weights": [[1, 2], [3, 4]], "biases": [1]}]}
    assert refused(lab, "forward", network=narrow, inputs=[[1, 2]])[0] == "network.layers[0].biases"
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, features=["x1"])[0] == "features"
    assert refused(lab, "train", network={}, data=CIRCLE)[1] == "needs either layers or sizes"
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, optimiser={"method": "newton"})[0] == "optimiser.method"
    state = {"first": [0.0], "second": [0.0], "count": 1}
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, state=state)[0] == "state"


def test_data_are_told_as_they_are_learned(lab):
    answer = answered(lab, "data", name="spiral", count=60, seed=2, train_share=0.75)
    assert (len(answer["points"]), answer["trained"], answer["classes"]) == (60, 45, 2)


def test_another_architecture_compiles_nothing(client, lab):
    def compilations():
        text = client.get("/metrics").text
        return next(line for line in text.splitlines() if line.startswith("gradscape_xla_compilations_total "))

    before = compilations()
    kinds = ["tanh", "relu", "sigmoid", "linear", "leaky-relu", "elu", "swish", "gelu", "softplus"]
    for depth in range(7):
        sizes = [2, *range(2, 2 + depth), 1]
        for shift, cost in enumerate(["half-squared-error", "cross-entropy", "huber"]):
            activations = [kinds[(k + depth + shift) % 9] for k in range(depth + 1)]
            network = {"sizes": sizes, "activations": activations, "cost": cost}
            optimiser = {"method": ["adam", "nesterov", "rmsprop"][shift], "learning_rate": 0.01}
            data = CIRCLE | {"count": 100 + depth}
            features = ["x1", {"source": f"sin({depth + shift} x1 x2)"}]
            request = {"network": network, "data": data, "features": features, "optimiser": optimiser}
            answered(lab, "train", epochs=2, batch=5 + depth, heatmap=20 + depth, **request)
            answered(lab, "train", steps=1, batch=5 + depth, next_batch=True, **request)
            targets = [[0.0], [1.0]]
            answered(lab, "backprop", network=network, inputs=[[1, 2], [3, -1]], targets=targets)
    assert compilations() == before


@pytest.mark.parametrize("method", ["gradient-descent", "adam"])
def test_going_on_by_batches_from_the_own_answer_comes_to_the_numbers_of_epochs(lab, method):
    request = {"data": CIRCLE, "optimiser": {"method": method, "learning_rate": 0.01}, "seed": 3, "batch": 16}
    whole = answered(lab, "train", network=DEFAULT, epochs=2, **request)
    here = answered(lab, "train", network=DEFAULT, steps=0, **request)
    assert (here["epoch"], here["step"], here["batches"]) == (0, 0, 16)
    for steps in (1, 14, 3, 14):
        more = {name: here[name] for name in ("network", "state", "epoch", "step")}
        here = answered(lab, "train", steps=steps, **more, **request)
    assert (here["epoch"], here["step"]) == (2, 0)
    assert here["network"] == whole["network"]
    assert here["state"] == whole["state"]
    assert here["losses"][-1] == whole["losses"][-1]


def test_the_next_batch_is_told_with_what_it_does(lab):
    request = {"data": CIRCLE, "features": ["x1", "x1 x2"], "batch": 4, "next_batch": True, "epoch": 5, "step": 2}
    answer = answered(lab, "train", network=DEFAULT, steps=0, **request)
    batch, data = answer["next_batch"], answered(lab, "data", **CIRCLE)
    points = np.array(data["points"])[batch["samples"]]
    assert max(batch["samples"]) < data["trained"]
    np.testing.assert_allclose(batch["inputs"], np.stack([points[:, 0], points[:, 0] * points[:, 1]], axis=1))
    passed = answered(lab, "backprop", network=answer["network"], inputs=batch["inputs"], targets=batch["targets"])
    np.testing.assert_allclose(batch["costs"], passed["costs"], rtol=1e-12)
    after = answered(lab, "train", network=DEFAULT, steps=1, optimiser={"learning_rate": 0.5}, **request)
    assert after["step"] == 3
    layers = zip(answer["network"]["layers"], passed["slopes"], after["network"]["layers"], strict=True)
    for layer, slopes, moved in layers:
        expected = np.array(layer["weights"]) - 0.5 * np.array(slopes["weights"])
        np.testing.assert_allclose(moved["weights"], expected, rtol=1e-9, atol=1e-12)


def test_a_position_that_there_is_not_is_refused(lab):
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, step=25)[1] == "is 25, but an epoch has 25 batches"
    assert "either epochs or steps" in refused(lab, "train", network=DEFAULT, data=CIRCLE, epochs=1, steps=1)[1]


def test_a_typed_feature_is_what_the_named_one_is(lab):
    request = {"data": CIRCLE, "epochs": 3, "heatmap": 10}
    named = answered(lab, "train", network=DEFAULT, features=["x1", "x1 x2"], **request)
    for source in ("x_1 x_2", "x1 x2", "x₁·x₂", "f(x_1, x_2) = x_1 * x_2", "a = x1\na x2"):
        typed = answered(lab, "train", network=DEFAULT, features=["x1", {"source": source}], **request)
        assert typed["losses"] == pytest.approx(named["losses"], rel=1e-12), source
        assert typed["heatmap"][0] == named["heatmap"][0]
    scaled = {"source": "a sin(x_1)", "parameters": {"a": 2.0}}
    assert answered(lab, "train", network=DEFAULT, features=["x1", scaled], **request)["epoch"] == 3


@pytest.mark.parametrize(
    "source, span",
    [("x_1^2 +", [6, 7]), ("x_1 k", [4, 5]), ("x3 + x1", [0, 2]), ("sine x1", [0, 4]), ("[x1, x2]", [0, 8])],
)
def test_a_typed_feature_that_cannot_be_read_is_refused_at_its_place(lab, source, span):
    response = lab("network/train", network=DEFAULT, data=CIRCLE, features=["x1", {"source": source}])
    problem = response.json()
    assert response.status_code == 422
    assert problem["errors"][0]["field"] == "features[1].source"
    assert problem["span"] == span


def test_a_feature_without_a_value_at_some_point_names_the_point(lab):
    features = ["x1", {"source": "log(x1)"}]
    field, message = refused(lab, "train", network=DEFAULT, data=CIRCLE, features=features)
    assert field == "features[1]"
    first = next(point for point in answered(lab, "data", **CIRCLE)["points"] if point[0] <= 0)
    assert message.endswith(f"the first is the point ({first[0]:.4g}, {first[1]:.4g})".replace("-", "−"))
    huge = ["x1", {"source": "exp(exp(x1 + 3))"}]
    assert "has no value at" in refused(lab, "train", network=DEFAULT, data=CIRCLE, features=huge)[1]
    several = [{"source": "x1"}, {"source": "x2"}]
    assert "there can be one" in refused(lab, "train", network=DEFAULT, data=CIRCLE, features=several)[1]


def test_where_a_feature_has_no_value_the_picture_has_a_gap(lab):
    own = {"points": [[1, 0], [2, 1], [3, 0]], "targets": [0, 1, 0], "train_share": 1}
    network = DEFAULT | {"activations": ["softplus", "elu", "gelu"]}
    features = ["x1", {"source": "sqrt(x1)"}]
    answer = answered(lab, "train", network=network, data=own, features=features, epochs=2, heatmap=10)
    for encoded in answer["heatmap"][1:]:
        units = np.frombuffer(base64.b64decode(encoded["bdata"]), f"<{encoded['dtype']}").reshape(-1, 10, 10)
        assert np.isnan(units[:, :, :5]).all()
        assert np.isfinite(units[:, :, 5:]).all()


def test_no_epochs_measure_the_network_as_it_is(lab):
    still = answered(lab, "train", network=DEFAULT, data=CIRCLE, epochs=0)
    assert still["epoch"] == 0
    assert len(still["losses"]) == len(still["test_losses"]) == len(still["accuracies"]) == 1
    assert still["network"] == answered(lab, "forward", network=DEFAULT, inputs=[[0, 0]])["network"]


@pytest.mark.parametrize(
    "outputs, target, why",
    [
        (2, [1, 1], "add up to 1"),
        (2, [0.3, 0.6999999], "add up to 1"),
        (3, [0.5, 0.75, -0.25], "from 0 to 1"),
        (1, [2], "from 0 to 1"),
        (1, [-0.1], "from 0 to 1"),
    ],
)
def test_cross_entropy_refuses_targets_that_are_no_probabilities(lab, outputs, target, why):
    network = {"sizes": [1, outputs], "cost": "cross-entropy"}
    good = [1, *[0] * (outputs - 1)]
    field, message = refused(lab, "backprop", network=network, inputs=[[1], [2]], targets=[good, target])
    assert field == "targets[1]"
    assert why in message
    assert "cross-entropy" in message
    answered(lab, "backprop", network=network | {"cost": "huber"}, inputs=[[1]], targets=[target])


@pytest.mark.parametrize("target", [[0.1, 0.2, 0.7], [1, 0, 0], [1 / 3, 1 / 3, 1 / 3], [0.25]])
def test_with_probabilities_as_targets_cross_entropy_has_the_slopes_that_its_values_have(lab, target):
    network = {"sizes": [2, 3, len(target)], "cost": "cross-entropy", "seed": 4}
    check = answered(lab, "backprop", network=network, inputs=[[1, -2]], targets=[target])["check"]
    assert check["autodiff_error"] < 1e-14
    assert check["differences_error"] < 1e-8


def test_a_sigmoid_learns_two_classes_as_0_and_1_and_its_batch_says_so(lab):
    network = {"sizes": [2, 4, 1], "activations": ["tanh", "sigmoid"], "seed": 1}
    adam = {"method": "adam", "learning_rate": 0.01}
    answer = answered(
        lab, "train", network=network, data=CIRCLE, optimiser=adam, epochs=60, every=60, heatmap=20, next_batch=True
    )
    assert {target for (target,) in answer["next_batch"]["targets"]} == {0, 1}
    assert answer["test_accuracies"][0] > 0.95

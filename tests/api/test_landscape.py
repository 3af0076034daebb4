"""POST network/landscape, and natural gradient in network/train."""

import base64

import numpy as np
import pytest
from tests.api.test_networks import CIRCLE, DEFAULT, answered, refused

LESSON = {"network": DEFAULT, "data": CIRCLE}
RANDOM = {"kind": "random", "seed": 3}


def flat(network) -> list[float]:
    parts = [part for layer in network["layers"] for part in (layer["weights"], layer["biases"])]
    return np.concatenate([np.ravel(part) for part in parts]).tolist()


def walked(lab, epochs=(0, 10, 20, 30, 40)):
    """The networks of a training at some epochs."""
    return [answered(lab, "train", epochs=epoch, every=max(1, epoch), seed=1, **LESSON) for epoch in epochs]


def decoded(array):
    shape = [int(each) for each in array["shape"].split(",")]
    return np.frombuffer(base64.b64decode(array["bdata"]), f"<{array['dtype']}").reshape(shape)


def test_the_centre_of_a_slice_has_the_loss_that_training_reports(lab):
    (begun,) = walked(lab, [20])
    found = answered(lab, "landscape", network=begun["network"], data=CIRCLE, plane=RANDOM, resolution=3)
    assert found["loss"] == pytest.approx(begun["losses"][0], rel=1e-12)
    assert found["slice"]["losses"][1][1] == pytest.approx(found["loss"], rel=1e-9)
    assert found["slice"]["axes"] == ["first random direction", "second random direction"]
    assert found["numbers"] == 25
    assert found["curvature"] is None


def test_a_walk_is_seen_on_its_principal_plane_with_its_true_losses(lab):
    frames = walked(lab)
    path = [flat(frame["network"]) for frame in frames]
    found = answered(
        lab, "landscape", network=frames[-1]["network"], data=CIRCLE, plane={"kind": "path"}, path=path, resolution=5
    )["slice"]
    assert found["path_losses"] == pytest.approx([frame["losses"][0] for frame in frames], rel=1e-9)
    assert found["slice_losses"][-1] == pytest.approx(found["path_losses"][-1])
    assert found["variances"][0] > found["variances"][1] > 0
    assert found["explained"] == pytest.approx(sum(found["variances"]))
    assert np.shape(found["path"]) == (5, 2)
    low, high = np.min(found["path"], axis=0), np.max(found["path"], axis=0)
    assert found["x"][0] < low[0] and found["x"][-1] > high[0]
    assert found["y"][0] < low[1] and found["y"][-1] > high[1]


def test_frames_and_answers_go_as_bytes_too(lab):
    frames = walked(lab)
    path = np.array([flat(frame["network"]) for frame in frames])
    packed = {"dtype": "f8", "shape": "5,25", "bdata": base64.b64encode(path.astype("<f8").tobytes()).decode()}
    request = {"network": frames[-1]["network"], "data": CIRCLE, "plane": {"kind": "path"}, "resolution": 4}
    plain = answered(lab, "landscape", path=path.tolist(), **request)["slice"]
    short = answered(lab, "landscape", path=packed, arrays="base64", **request)["slice"]
    np.testing.assert_allclose(decoded(short["losses"]), plain["losses"], rtol=1e-6)
    np.testing.assert_allclose(decoded(short["path"]), plain["path"], rtol=1e-5, atol=1e-6)


def test_leading_eigenvalues_come_with_how_good_they_are(lab):
    curvature = answered(lab, "landscape", curvature=4, **LESSON)["curvature"]
    assert curvature["eigenvalues"] == sorted(curvature["eigenvalues"], reverse=True)
    assert len(curvature["residuals"]) == 4
    assert max(curvature["residuals"]) < 1e-9
    assert curvature["least"] < 0 < curvature["eigenvalues"][0]
    assert curvature["products"] == 25
    again = answered(lab, "landscape", curvature=4, seed=99, **LESSON)["curvature"]
    assert again["eigenvalues"] == pytest.approx(curvature["eigenvalues"], rel=1e-9)


def test_what_cannot_be_laid_or_does_not_fit_is_said(lab):
    zeros = {"sizes": [2, 4, 2, 1], "initialisation": "zeros"}
    assert refused(lab, "landscape", network=zeros, data=CIRCLE, plane=RANDOM) == (
        "plane",
        "cannot be laid: all weights and biases are 0: directions as long as they are have no length",
    )
    still = refused(lab, "landscape", plane={"kind": "path"}, path=[[0.0] * 25], **LESSON)
    assert still == ("plane", "cannot be laid: a walk that has not moved has no principal directions")
    one = {"kind": "weights", "first": 2, "second": 2}
    assert refused(lab, "landscape", plane=one, **LESSON)[0] == "plane"
    beyond = {"kind": "weights", "first": 2, "second": 25}
    assert refused(lab, "landscape", plane=beyond, **LESSON) == (
        "plane.second",
        "must be below 25, for this network has 25 numbers",
    )
    assert refused(lab, "landscape", plane=RANDOM, path=[[1.0]], **LESSON) == (
        "path[0]",
        "has 1 numbers, but the network has 25",
    )
    assert refused(lab, "landscape", plane=RANDOM, path=[[0.0] * 25] * 257, **LESSON)[0] == "path"
    nan = {"dtype": "f4", "shape": "1,25", "bdata": base64.b64encode(np.full(25, np.nan, "<f4").tobytes()).decode()}
    assert refused(lab, "landscape", plane=RANDOM, path=nan, **LESSON)[0] == "path"
    assert refused(lab, "landscape", plane=RANDOM, path={**nan, "shape": "2,25"}, **LESSON)[0] == "path.bdata"
    assert refused(lab, "landscape", plane=RANDOM, path={**nan, "bdata": "?"}, **LESSON)[0] == "path.bdata"


def test_a_curvature_beyond_all_numbers_is_null(lab):
    layer = {"weights": [[1e12]], "biases": [0], "activation": "linear"}
    network = {"layers": [{**layer, "weights": [[1e12, 1e12]]}, *[layer] * 6]}
    far = {"points": [[1e12, 1e12], [-1e12, 1e12]], "targets": [0, 1], "train_share": 1}
    found = answered(lab, "landscape", network=network, data=far, plane=RANDOM, resolution=3, curvature=1)
    assert found["loss"] > 1e150
    assert found["curvature"]["eigenvalues"] == [None]
    assert found["curvature"]["least"] is None


def test_another_network_compiles_nothing(client, lab):
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
            data = CIRCLE | {"count": 100 + 300 * shift}
            answered(lab, "landscape", network=network, data=data, plane=RANDOM, resolution=5, curvature=2)
    assert compilations() == before


def test_natural_gradient_trains_and_goes_on_from_its_answer(lab):
    optimiser = {"method": "natural-gradient", "learning_rate": 0.3, "damping": 0.01}
    request = {"data": CIRCLE, "optimiser": optimiser, "batch": 250, "seed": 3}
    whole = answered(lab, "train", network=DEFAULT, epochs=40, every=20, **request)
    assert whole["losses"][1] < whole["losses"][0] < 0.3
    first = answered(lab, "train", network=DEFAULT, epochs=20, every=20, **request)
    more = {"network": first["network"], "state": first["state"], "epoch": first["epoch"]}
    assert answered(lab, "train", epochs=20, every=20, **more, **request)["network"] == whole["network"]


def test_natural_gradient_is_for_small_networks(lab):
    large = {"sizes": [2, 8, 8, 8, 1]}
    optimiser = {"method": "natural-gradient"}
    field, message = refused(lab, "train", network=large, data=CIRCLE, optimiser=optimiser)
    assert field == "optimiser.method"
    assert message == "solves for all numbers at once: up to 128; this network has 177"
    assert answered(lab, "train", network=large, data=CIRCLE, optimiser=optimiser, epochs=0)["epoch"] == 0
    wrong = {"method": "adam", "damping": 0.1}
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, optimiser=wrong)[0] == "optimiser.damping"
    assert refused(lab, "train", network=DEFAULT, data=CIRCLE, optimiser=optimiser, epochs=2000, batch=1)[0] == "epochs"


def test_a_batch_can_be_all_that_is_learned(lab):
    answer = answered(
        lab, "train", network=DEFAULT, data=CIRCLE | {"count": 1000, "train_share": 1}, batch=1000, epochs=2
    )
    assert answer["epoch"] == 2


def test_walks_on_functions_know_nothing_of_natural_gradient(lab):
    response = lab("descent", function={"source": "x^2"}, runs=[{"method": "natural-gradient", "start": [1]}])
    assert response.status_code == 422

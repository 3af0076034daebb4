"""Answers to extreme numbers fit their schema: null only where it says so, and nothing that it does not name."""

import pytest
from tests.api.strict import Description

HUGE, TINY = 1e251, 5e-324
SINGLE = {"layers": [{"weights": [[1.0]], "biases": [0.0], "activation": "linear"}], "cost": "cross-entropy"}
STEEP = {"layers": [{"weights": [[1e12]], "biases": [1e12], "activation": "tanh"}], "cost": "half-squared-error"}


def walks(source: str, start: list[float], methods: list[str], **more) -> dict:
    runs = [{"method": method, "start": start, "steps": 20, **more} for method in methods]
    return {"function": {"source": source}, "runs": runs, "internals": True}


ALL = ["gradient-descent", "momentum", "nesterov", "adam", "newton", "trust-newton", "lbfgs", "conjugate-gradient"]
ASKED = [
    ("convergence-rates", {"eigenvalues": [HUGE, 1], "learning_rate": [0, 4], "resolution": 4}),
    (
        "convergence-rates",
        {"eigenvalues": [1e308, 1.7e308], "learning_rate": [0, 4], "resolution": 4},
    ),
    (
        "convergence-rates",
        {"eigenvalues": [TINY, 1e300], "learning_rate": [0, 1e12], "resolution": 4, "method": "nesterov"},
    ),
    ("descent", walks("1e300 x^2 + 1e300 y^2", [1, 1], ALL)),
    ("descent", walks("1e-310 x^2 + y^2", [1e9, 1], ALL)),
    ("descent", walks("x^4 + e^(x y)", [1e12, 1e12], ALL)),
    ("descent", walks("sqrt(x)", [1e-300], ALL)),
    ("descent", walks("1e308 x^2", [1e12], ALL) | {"internals": False}),
    ("descent", walks("1e-320 x^2", [1e12], ALL) | {"internals": False}),
    ("root", {"function": {"source": "1e300 x"}, "start": 1e12}),
    ("root", {"function": {"source": "1/x"}, "method": "bisection", "bracket": [-1e12, 1e12]}),
    ("root", {"function": {"source": "e^(-x)"}, "start": 1e12}),
    (
        "learning-rate-map",
        {"function": {"source": "1e300 x^4"}, "start": [1e12], "learning_rate": [0, 1e12], "count": 4, "keep": 2},
    ),
    (
        "sweep",
        {
            "function": {"source": "1e300 x^2"},
            "run": {"start": [1e12], "steps": 5},
            "learning_rate": [1e-12, 1e12],
            "resolution": 3,
        },
    ),
    (
        "regression",
        {"model": {"source": "a exp(b x)"}, "data": {"x": [1, 1e12], "y": [1e12, -1e12]}, "steps": 5},
    ),
    (
        "regression",
        {"model": {"source": "m x + b"}, "data": {"x": [0, 0], "y": [1e12, 1e-300]}, "steps": 5, "profile": 5},
    ),
    ("p-norms", {"vector": [1e12, 1e12], "orders": [0.1, 1, None]}),
    (
        "network/backprop",
        {"network": SINGLE, "inputs": [[1e6], [-1e6]], "targets": [[0], [1]]},
    ),
    ("network/backprop", {"network": STEEP, "inputs": [[1e12]], "targets": [[1]]}),
    ("network/forward", {"network": STEEP, "inputs": [[1e12]]}),
]


@pytest.fixture(scope="module")
def description(client):
    return Description(client.get("/openapi.json").json())


@pytest.mark.parametrize("name, request_body", ASKED)
def test_the_answer_is_what_its_schema_says(lab, description, name, request_body):
    response = lab(name, **request_body)
    assert response.status_code == 200, response.text
    assert description.faults(("POST", f"/api/v1/{name}"), response.json()) == []


def test_rates_for_huge_curvatures_are_numbers(lab):
    answer = lab("convergence-rates", eigenvalues=[HUGE], learning_rate=[0, 4], momentum=[0, 0.5], resolution=2).json()
    # |1 - 4e251| without momentum; with it the larger root is about 4e251 - 1.5.
    assert answer["rates"][0] == [1, pytest.approx(4e251)]
    assert answer["rates"][1] == [pytest.approx(1), pytest.approx(4e251)]
    assert answer["best"]["gradient_descent"] == {"learning_rate": 1e-251, "momentum": 0, "rate": 0}


@pytest.mark.parametrize(
    "name, request_body, where",
    [
        ("descent", walks("x^2", [1], ["gradient-descent"]), ("runs", 0, "steps")),
        ("root", {"function": {"source": "x^2-2"}, "start": 1, "steps": 5}, ("steps",)),
        ("convergence-rates", {"eigenvalues": [1], "learning_rate": [0, 1], "resolution": 5}, ("resolution",)),
        ("regression", {"model": {"source": "m x"}, "data": {"x": [1, 2], "y": [1, 2]}, "steps": 5}, ("steps",)),
        ("network/data", {"name": "circle", "count": 50, "seed": 5}, ("seed",)),
    ],
)
def test_a_whole_number_may_be_written_as_5_point_0_and_none_other_is_taken(lab, name, request_body, where):
    *path, last = where
    place = request_body
    for key in path:
        place = place[key]
    place[last] = 5
    plain = lab(name, **request_body)
    place[last] = 5.0
    assert lab(name, **request_body).json() == plain.json()
    assert plain.status_code == 200
    place[last] = 5.5
    refused = lab(name, **request_body)
    assert refused.status_code == 422
    assert last in refused.text

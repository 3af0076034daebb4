"""GET catalogue and GET course."""

import math

import numpy as np
import pytest


@pytest.fixture(scope="module")
def catalogue(client):
    return client.get("/api/v1/catalogue").json()


def test_the_catalogue_has_the_fields_of_the_contract(catalogue):
    lists = ["functions", "operators", "constants", "limits", "examples", "methods", "training_methods"]
    chosen = ["losses", "scatter_data", "activations", "initialisations", "costs", "families", "data_sets"]
    assert list(catalogue) == [*lists, "test_functions", *chosen, "front_door", "labs"]
    assert set(catalogue["functions"][0]) == {"name", "arguments", "description"}
    assert set(catalogue["constants"][0]) == {"name", "value"}
    assert set(catalogue["examples"][0]) == {"name", "source", "variables", "box", "note"}


def test_functions_say_how_many_arguments_they_take(catalogue):
    counts = {entry["name"]: entry["arguments"] for entry in catalogue["functions"]}
    assert (counts["sin"], counts["atan2"], counts["max"], counts["if"]) == ("1", "2", "2-16", "3")


def test_every_function_listed_can_be_called_as_described(catalogue, lab):
    for entry in catalogue["functions"]:
        count = int(entry["arguments"].partition("-")[0])
        arguments = "x > 0, x, y" if entry["name"] == "if" else ", ".join("xyz"[:count])
        response = lab("parse", function={"source": f"{entry['name']}({arguments})"})
        assert response.status_code == 200, (entry["name"], response.text)


def test_constants_have_their_values(catalogue):
    values = {entry["name"]: entry["value"] for entry in catalogue["constants"]}
    assert values["pi"] == 3.141592653589793
    assert values["e"] == 2.718281828459045


def test_the_limits_of_the_contract_are_told(catalogue):
    limits = catalogue["limits"]
    assert limits["body_bytes"] == 256 * 1024
    assert limits["source_characters"] == 4096
    assert limits["nesting"] == 64
    assert limits["instructions"] == 512
    assert limits["variables"] == 16
    assert limits["points"] == 1000
    assert limits["resolution"] == 256
    assert limits["box_dimensions"] == 4
    assert limits["bound"] == 1e12


def examples_of(catalogue, count):
    """The examples of so many variables, each with its function as a request has it."""
    chosen = [example for example in catalogue["examples"] if len(example["variables"]) == count]
    return [(example, {"source": example["source"], "variables": example["variables"]}) for example in chosen]


def test_examples_have_one_or_two_variables_and_names_of_their_own(catalogue):
    names = [example["name"] for example in catalogue["examples"]]
    assert len(names) == len(set(names))
    assert len(examples_of(catalogue, 1)) + len(examples_of(catalogue, 2)) == len(names)


def test_every_example_of_two_variables_can_be_read_and_drawn(catalogue, lab):
    for example, function in examples_of(catalogue, 2):
        assert lab("parse", function=function).status_code == 200, example
        x, y = example["box"]
        drawn = lab("surface", function=function, x=x, y=y, resolution=50).json()
        low, high = drawn["range"]
        assert low < high
        assert drawn["undefined"] < 0.1 * 50**2


def derivatives_at(lab, function, places):
    points = [[float(place)] for place in places]
    return lab("derivatives", function=function, points=points, formulas=False).json()["results"]


def test_every_example_of_one_variable_can_be_read_and_has_values_over_its_interval(catalogue, lab):
    for example, function in examples_of(catalogue, 1):
        assert lab("parse", function=function).status_code == 200, example
        [(low, high)] = example["box"]
        values = [result["value"] for result in derivatives_at(lab, function, np.linspace(low, high, 301))]
        defined = [value for value in values if value is not None]
        assert len(defined) >= 299
        assert min(defined) < max(defined)


@pytest.mark.parametrize(
    "name, slopes, curvatures",
    [
        ("Cubic", {-(3**-0.5): 0, 3**-0.5: 0}, {-(3**-0.5): -2 * 3**0.5, 3**-0.5: 2 * 3**0.5, 0: 0}),
        ("Serpentine", {-1: 0, 1: 0}, {-1: 1 / 2, 1: -1 / 2}),
        ("Sine", {0: 1, math.pi / 2: 0}, {}),
        ("Bell curve", {0: 0}, {0: -2, -(2**-0.5): 0, 2**-0.5: 0}),
        ("Sigmoid", {0: 1 / 4}, {0: 0}),
        ("ReLU", {-1: 0, 1: 1, 0: None}, {}),
        ("Absolute value", {-1: -1, 1: 1, 0: None}, {}),
        ("Cube root", {0: None, 1: 1 / 3}, {}),
        ("Square root", {0: None, 1e-8: 5e3}, {}),
        ("Logarithm", {0.5: 2, 5: 0.2}, {}),
        ("Tangent", {0: 1, math.pi / 4: 2}, {}),
        ("x to the x", {1 / math.e: 0}, {1: 2}),
        ("Ever faster waves", {0: None, 1 / math.pi: 1}, {}),
    ],
)
def test_what_an_example_says_of_its_slopes_is_true(catalogue, lab, name, slopes, curvatures):
    function = next(function for example, function in examples_of(catalogue, 1) if example["name"] == name)
    first = [result["gradient"][0] for result in derivatives_at(lab, function, slopes)] if slopes else []
    second = [result["hessian"][0][0] for result in derivatives_at(lab, function, curvatures)] if curvatures else []
    assert first == [each if each is None else pytest.approx(each, abs=1e-12) for each in slopes.values()]
    assert second == pytest.approx(list(curvatures.values()), abs=1e-12)


def test_the_left_one_of_two_valleys_is_the_deeper_one(catalogue, lab):
    function = next(function for example, function in examples_of(catalogue, 1) if example["name"] == "Two valleys")
    # The slope 4x³ − 6x + 1 vanishes there, by NumPy.
    left, hill, right = derivatives_at(lab, function, sorted(np.roots([4, 0, -6, 1])))
    assert left["value"] < right["value"] < hill["value"]


def test_no_example_has_parameters(catalogue, lab):
    for example in catalogue["examples"]:
        assert lab("parse", function={"source": example["source"]}).json()["parameters"] == []


@pytest.mark.parametrize(
    "name, kinds",
    [
        ("Saddle", {"saddle": 1}),
        ("Bowl", {"minimum": 1}),
        ("Monkey saddle", {"undecided": 1}),
        ("Himmelblau", {"minimum": 4, "saddle": 4, "maximum": 1}),
        ("Rosenbrock", {"minimum": 1}),
        ("Two hills", {"maximum": 2, "saddle": 1}),
        ("Triangle", {"maximum": 1, "saddle": 3}),
        ("Smooth maximum", {}),
    ],
)
def test_what_an_example_says_of_its_critical_points_is_true(catalogue, lab, name, kinds):
    example = next(entry for entry in catalogue["examples"] if entry["name"] == name)
    function = {"source": example["source"], "variables": example["variables"]}
    found = [point["kind"] for point in lab("critical-points", function=function, box=example["box"]).json()["points"]]
    assert {kind: found.count(kind) for kind in found} == kinds


@pytest.mark.parametrize("path", ["/api/v1/catalogue", "/api/v1/course"])
def test_what_never_changes_is_not_sent_twice(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_course_has_the_fields_of_the_contract(client):
    course = client.get("/api/v1/course").json()
    chapter = course["chapters"][0]
    assert set(chapter) == {"id", "title", "needs", "reading", "scenes"}
    for scene in chapter["scenes"]:
        assert set(scene) == {"id", "lab", "title", "words", "text", "try", "state", "questions", "beats"}


def test_every_scene_of_the_surface_lab_can_be_drawn(client, lab):
    scenes = [scene for chapter in client.get("/api/v1/course").json()["chapters"] for scene in chapter["scenes"]]
    for scene in scenes:
        if scene["lab"] != "surface":
            continue
        state = scene["state"]
        parameters = {name: slider["value"] for name, slider in state["parameters"].items()}
        function = {"source": state["source"], "parameters": parameters}
        response = lab("surface", function=function, **state["domain"], resolution=10)
        assert response.status_code == 200, (scene["id"], response.text)


def test_requests_and_states_have_the_same_limits(client, catalogue):
    told = client.get("/openapi.json").json()["components"]["schemas"]
    network, regression = catalogue["labs"]["network"]["properties"], catalogue["labs"]["regression"]["properties"]
    samples, train = told["SamplesText"]["properties"], told["TrainRequest"]["properties"]
    for request, state in [
        (samples["noise"], network["noise"]),
        (train["l1"], network["l1"]),
        (train["l2"], network["l2"]),
        (told["ScatterRequest"]["properties"]["noise"], regression["noise"]),
        (told["ScatterRequest"]["properties"]["count"], regression["count"]),
    ]:
        assert (request["minimum"], request["maximum"]) == (state["minimum"], state["maximum"])

"""Fields that have the wrong form: each refusal names the field, in words, and never repeats the input."""

import numpy as np
import pytest

from gradscape.api import limits
from gradscape.api.answers import Answer
from gradscape.api.errors import ProblemError

POINT = {"function": {"source": "x^2 - y^2"}, "points": [[1.0, 2.0]]}
SURFACE = {"function": {"source": "x*y"}, "x": [-1, 1], "y": [-1, 1]}
BOX = {"function": {"source": "x^2 + y^2"}, "box": [[-1, 1], [-1, 1]]}


def refusal(response):
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def first(response):
    entry = refusal(response)["errors"][0]
    return entry["field"], entry["message"]


@pytest.mark.parametrize(
    "change, field, message",
    [
        ({"points": [[1, "2"]]}, "points[0][1]", "must be a number"),
        ({"points": [[1, True]]}, "points[0][1]", "must be a number"),
        ({"points": [[1, None]]}, "points[0][1]", "must be a number"),
        ({"points": [1, 2]}, "points[0]", "must be a list"),
        ({"points": []}, "points", "must have at least 1 entry"),
        ({"points": [[1.0, 2.0]] * 1001}, "points", "may have at most 1000 entries"),
        ({"points": [[0.0] * 17]}, "points[0]", "may have at most 16 entries"),
        ({"points": [[1.0]]}, "points[0]", "has 1 entry, but the function has 2 variables: x, y"),
        ({"points": [[1, 2], [1, 2, 3]]}, "points[1]", "has 3 entries, but the function has 2 variables: x, y"),
        ({"direction": [1]}, "direction", "has 1 entry, but the function has 2 variables: x, y"),
        ({"formulas": 1}, "formulas", "must be true or false"),
        ({"function": "x"}, "function", "must be an object, {...}"),
        ({"function": {}}, "function.source", "is missing"),
        ({"function": {"source": "x", "parameters": {"a": "1"}}}, "function.parameters.a", "must be a number"),
        ({"function": {"source": "x", "parameters": []}}, "function.parameters", "must be an object, {...}"),
        ({"function": {"source": "x", "variables": "xy"}}, "function.variables", "must be a list"),
        (
            {"function": {"source": "x", "variables": ["x", "x_1", "x1"]}},
            "function.variables",
            "must name each variable once",
        ),
        (
            {"function": {"source": "x", "variables": ["sin"]}},
            "function.variables",
            "may not name a function or constant of the language",
        ),
        (
            {"function": {"source": "x", "parameters": {"e": 1}}},
            "function.parameters",
            "may not name a function or constant of the language",
        ),
        (
            {"function": {"source": "x", "parameters": {"x": 1}, "variables": ["x", "y"]}},
            "function.variables",
            "and function.parameters may not share a name",
        ),
    ],
)
def test_a_refusal_names_the_field_in_words(lab, change, field, message):
    response = lab("derivatives", **(POINT | change))
    assert first(response) == (field, message)
    assert response.json()["detail"] == f"{field} {message}"


@pytest.mark.parametrize(
    "change, field, message",
    [
        ({"x": [1]}, "x", "must have at least 2 entries"),
        ({"x": [1, 2, 3]}, "x", "may have at most 2 entries"),
        ({"x": [1, 1]}, "x", "must begin with its smaller end"),
        ({"y": [1, -1]}, "y", "must begin with its smaller end"),
        ({"x": [0, 1.1e12]}, "x[1]", "must be at most 10¹²"),
        ({"x": [-1.1e12, 0]}, "x[0]", "must be at least −10¹²"),
        ({"x": [1, 1 + 1e-15]}, "x", "is too narrow for numbers of 16 digits"),
        ({"x": [0, 1e-300]}, "x", "is too narrow for numbers of 16 digits"),
        ({"resolution": 1}, "resolution", "must be at least 2"),
        ({"resolution": 257}, "resolution", "must be at most 256"),
        ({"resolution": 10.5}, "resolution", "must be a whole number"),
        ({"resolution": "100"}, "resolution", "must be a whole number"),
        ({"resolution": True}, "resolution", "must be a whole number"),
        ({"arrays": "float"}, "arrays", "must be one of 'lists' or 'base64'"),
        ({"function": {"source": "x y z"}}, "function", "has 3 variables; a surface is drawn over two"),
    ],
)
def test_a_rectangle_that_cannot_be_drawn_is_refused(lab, change, field, message):
    assert first(lab("surface", **(SURFACE | change))) == (field, message)


@pytest.mark.parametrize(
    "change, field, message",
    [
        ({"box": []}, "box", "must have at least 1 entry"),
        ({"box": [[-1, 1]] * 5}, "box", "may have at most 4 entries"),
        ({"box": [[-1, 1]]}, "box", "has 1 entry, but the function has 2 variables: x, y"),
        ({"box": [[-1, 1], [1, -1]]}, "box[1]", "must begin with its smaller end"),
        ({"function": {"source": "1", "variables": []}}, "function", "has no variables to search over"),
    ],
)
def test_a_box_that_cannot_be_searched_is_refused(lab, change, field, message):
    assert first(lab("critical-points", **(BOX | change))) == (field, message)


@pytest.mark.parametrize("name", ["parse", "surface", "derivatives", "critical-points"])
def test_an_unknown_field_is_refused_with_what_was_meant(lab, name):
    response = lab(name, **POINT, **SURFACE, **BOX, pionts=1) if name == "all" else lab(name, functoin={"source": "x"})
    problem = refusal(response)
    assert {"field": "functoin", "message": "is not a field here"} in problem["errors"]


def test_a_misspelt_field_brings_the_right_one_as_hint(lab):
    assert refusal(lab("derivatives", **POINT, directoin=[1, 0]))["hint"] == "did you mean 'direction'?"


@pytest.mark.parametrize("name", ["", " ", "a b", "__class__", "a" * 33, "a\r\nb", "1", "𝑥", "ａ", "a.b", "α β", "é"])
def test_a_parameter_needs_a_name_of_the_language(lab, name):
    problem = refusal(lab("derivatives", **(POINT | {"function": {"source": "x", "parameters": {name: 1.0}}})))
    assert problem["errors"][0]["message"].startswith(("must be a name", "may have at most 32 characters"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\x1b[31mred", "a\r\nSet-Cookie: a=b", "x" * 100, "{0}"])
def test_the_input_is_never_repeated(lab, text):
    for request in ({text: 1}, {"function": {"source": "x", text: 1}}, {"function": text}, {"points": [[text]]}):
        response = lab("derivatives", **request)
        assert response.status_code == 422
        assert text not in response.text
        assert text not in str(response.headers)


def test_at_most_eight_fields_are_listed(lab):
    assert len(refusal(lab("derivatives", **(POINT | {"points": [["a"]] * 100})))["errors"]) == 8


@pytest.mark.parametrize(
    "name, request_, whole",
    [
        ("surface", {"function": {"source": "x y"}, "x": [0, 1], "y": [0, 1], "resolution": 3.0}, {"resolution": 3}),
        (
            "descent",
            {"function": {"source": "x^2"}, "runs": [{"start": [1], "steps": 5.0, "seed": 2.0}]},
            {"runs": [{"start": [1], "steps": 5, "seed": 2}]},
        ),
    ],
)
def test_five_point_zero_is_a_whole_number_as_in_json_schema(lab, name, request_, whole):
    assert lab(name, **request_).json() == lab(name, **request_ | whole).json()


def test_an_answer_that_is_too_large_is_refused():
    with pytest.raises(ProblemError) as raised:
        Answer({"numbers": np.zeros(limits.ANSWER_BYTES // 3)})
    assert (raised.value.status_code, raised.value.kind) == (422, "too-costly")
    assert len(Answer({"numbers": np.zeros(1000)}).body) < 5000

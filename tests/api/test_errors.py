"""The error path itself: nothing that it is given may break it."""

import asyncio

import orjson
import pytest

from gradscape.api.errors import on_language_error, problem
from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Span


def test_half_a_surrogate_pair_does_not_break_the_answer():
    error = LanguageError("unknown name '\ud800'", Span(0, 1), "\udfff")
    response = asyncio.run(on_language_error(None, error))
    assert orjson.loads(response.body)["detail"] == "unknown name '?'"
    assert orjson.loads(response.body)["span"] == [0, 1]


def test_a_problem_has_a_type_for_programs_and_a_title_for_people():
    content = orjson.loads(problem(413, "too-large", "at most 10").body)
    assert content == {
        "type": "urn:gradscape:too-large",
        "title": "The body is too large",
        "status": 413,
        "detail": "at most 10",
    }


def test_a_plain_status_has_the_type_that_the_standard_gives_it():
    assert orjson.loads(problem(404, None, "nothing here").body)["type"] == "about:blank"


# What may be an object or something plain, and strings of two sorts: a request, the field that is wrong, and why.
CHOSEN_BY_FORM = [
    ("chain", {"outer": {"source": "x^2"}, "inner": {"sourc": "t"}, "point": [1]}, "inner.source is missing"),
    ("chain", {"outer": {"source": "x^2"}, "inner": 3, "point": [1]}, "inner must be a list"),
    (
        "manifold-descent",
        {"function": {"source": "x"}, "surface": {"source": "[u, v, u v]"}, "runs": [{"start": [1, 0]}]},
        "surface.parametric is missing",
    ),
    (
        "manifold-descent",
        {
            "function": {"source": "x"},
            "surface": [{"source": "x^2 + y^2 = 1"}],
            "runs": [{"start": [1, 0], "retraction": "parallel"}],
        },
        "runs[0].retraction must be one of 'closest', 'geodesic', 'none', 'chart' or 'power'",
    ),
    (
        "natural-gradient",
        {"family": {"sourc": "x"}, "data": [1], "start": [1], "runs": [{"natural": True}]},
        "family.source is missing",
    ),
    (
        "basins",
        {"function": {"source": "x^2 + y^2"}, "box": [[-1, 1], [-1, 1]], "method": "simplex"},
        "method must be one of 'gradient-descent'",
    ),
]


@pytest.mark.parametrize("path, body, detail", CHOSEN_BY_FORM)
def test_an_error_is_about_the_form_that_was_meant_and_names_its_field_alone(client, path, body, detail):
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(detail)
    assert "unnamed" not in answer.text

"""The error path itself: nothing that it is given may break it."""

import asyncio

import orjson

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

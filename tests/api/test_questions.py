"""How questions to the labs are told from everything else, and that none is the framework's."""

import httpx
import pytest
from fastapi.routing import APIRoute

from gradscape.api.questions import Questions
from gradscape.api.routers import lab_router
from gradscape.settings import Settings

QUESTION = {"function": {"source": "x^2"}, "points": [[3]]}


def test_a_question_is_answered_below_a_proxys_path_too(ask):
    behind = Settings(warm_up=False, root_path="/gradscape")
    for path in ("/gradscape/api/v1/derivatives", "/api/v1/derivatives"):
        assert ask(behind, path, "POST", json=QUESTION).json()["results"][0]["gradient"] == [6]


def test_of_repeated_headers_the_first_one_counts(client):
    headers = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert client.post("/api/v1/derivatives", json=QUESTION, headers=httpx.Headers(headers)).status_code == 200
    assert client.post("/api/v1/derivatives", json=QUESTION, headers=httpx.Headers(headers[::-1])).status_code == 415


def test_a_question_has_one_body_with_a_model():
    router = lab_router("functions")

    @router.post("/two")
    async def two(first: int, second: int) -> None: ...

    with pytest.raises((ValueError, AssertionError)):
        Questions(app=router, routes=router.routes)


def test_every_posted_route_of_the_server_is_a_question():
    from gradscape.api.application import create_app

    app = create_app(Settings(warm_up=False))
    [questions] = [each for each in app.user_middleware if each.cls is Questions]
    routes = [each for each in questions.kwargs["routes"] if isinstance(each, APIRoute)]
    described = {path for path, methods in app.openapi()["paths"].items() if "post" in methods}
    # Rooms of lectures are no questions: their paths hold a code, and they keep something.
    described -= {path for path in described if path.startswith("/api/v1/rooms")}
    assert {each.path for each in routes if "POST" in (each.methods or ())} == described

"""The client for Python programs, asked of a real server and of ones that are busy, refuse or speak nonsense."""

import asyncio
from collections.abc import Callable

import httpx
import numpy as np
import pytest

from gradscape import client as clients
from gradscape.client import (
    AsyncGradscape,
    Gradscape,
    Problem,
    critical_points,
    curve,
    derivatives,
    descent,
    jacobian,
    question,
    surface,
)


@pytest.fixture(scope="module")
def gradscape(server: str):
    with Gradscape(server) as gradscape:
        yield gradscape


def test_derivatives_are_arrays_and_what_does_not_exist_is_nan(gradscape):
    here, corner = gradscape.ask(derivatives("x^2 y + |x|", [[1, 2], np.zeros(2)]))
    assert here.value == 3
    np.testing.assert_array_equal(here.gradient, [5, 1])
    np.testing.assert_array_equal(here.hessian, [[4, 2], [2, 0]])
    assert np.isnan(corner.gradient[0]) and corner.flags


def test_parameters_are_numbers_vectors_and_matrices(gradscape):
    text = {"source": "x . A x + c", "parameters": {"A": np.eye(2), "c": 1}}
    [here] = gradscape.ask(derivatives(text, [[3.0, 4.0]]))
    assert here.value == 26


def test_a_surface_and_a_curve_are_grids(gradscape):
    drawn = gradscape.ask(surface("x + 10 y", (0, 2), (0, 4), resolution=3))
    np.testing.assert_array_equal(drawn.z, drawn.x[None, :] + 10 * drawn.y[:, None])
    line = gradscape.ask(curve("x^3", (-1, 1), samples=5, orders=2))
    np.testing.assert_allclose(line.values, [line.x**3, 3 * line.x**2, 6 * line.x], atol=1e-12)


def test_critical_points_come_with_their_kinds_and_what_is_proved(gradscape):
    found = gradscape.ask(critical_points("x^3 - 3x + y^2", [(-2, 2), (-1, 1)], prove=True))
    assert sorted((round(float(each.point[0])), each.kind) for each in found.points) == [(-1, "saddle"), (1, "minimum")]
    assert found.complete == "proved" and all(each.is_proved for each in found.points)


def test_walks_are_arrays_with_the_reason_why_they_stopped(gradscape):
    newton, plain = gradscape.ask(
        descent(
            "x^2 + 3 y^2",
            {"method": "newton", "start": np.array([1.0, 1.0])},
            {"method": "gradient-descent", "start": [1, 1], "learning_rate": 0.1, "steps": 2},
        )
    )
    assert newton.reason == "converged" and newton.points.shape == (2, 2)
    np.testing.assert_allclose(plain.points, [[1, 1], [0.8, 0.4], [0.64, 0.16]], atol=1e-12)


def test_jacobians_are_matrices(gradscape):
    [here] = gradscape.ask(jacobian("[x y, x + y]", [[2, 3]]))
    np.testing.assert_array_equal(here.jacobian, [[3, 2], [1, 1]])
    assert here.determinant == pytest.approx(1)


def test_any_other_question_is_answered_as_it_comes_with_arrays(gradscape):
    told = gradscape.ask(question("extrema", function={"source": "x^2"}, interval=[-1, 2]))
    assert told["global_minimum"]["x"] == 0
    assert isinstance(gradscape.ask(question("parse", function={"source": "a x"}))["parameters"], list)
    data = gradscape.ask(question("network/data", name="circle", count=20))
    assert data["points"].shape == (20, 2)


def test_a_refusal_is_told_in_the_servers_words(gradscape):
    with pytest.raises(Problem) as raised:
        gradscape.ask(derivatives("2 * sine(x)", [[1]]))
    assert (raised.value.status, raised.value.span) == (422, (4, 8))
    assert "sine" in raised.value.detail and "sin" in (raised.value.hint or "")


def answering(*responses: httpx.Response) -> tuple[Callable[[httpx.Request], httpx.Response], list[httpx.Request]]:
    rest, asked = list(responses), []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return rest.pop(0)

    return handle, asked


BUSY = httpx.Response(503, headers={"Retry-After": "7"}, json={"type": "urn:gradscape:busy", "detail": "busy"})
FOUND = httpx.Response(200, json={"results": []})


def test_a_busy_server_is_asked_again_when_it_says(monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr(clients.time, "sleep", pauses.append)
    handle, asked = answering(BUSY, httpx.Response(429), FOUND)
    with Gradscape("http://busy", transport=httpx.MockTransport(handle)) as gradscape:
        assert gradscape.ask(derivatives("x", [[1]])) == []
    assert pauses == [7.0, 1.0]
    assert [str(request.url) for request in asked] == ["http://busy/api/v1/derivatives"] * 3


def test_what_takes_too_long_is_not_asked_again_and_patience_ends(monkeypatch):
    monkeypatch.setattr(clients.time, "sleep", lambda seconds: None)
    too_long = httpx.Response(503, json={"type": "urn:gradscape:time-is-up", "detail": "stopped"})
    for responses, count in (([too_long], 1), ([BUSY] * 9, 5)):
        handle, asked = answering(*responses)
        with (
            Gradscape("http://busy", transport=httpx.MockTransport(handle)) as gradscape,
            pytest.raises(Problem) as raised,
        ):
            gradscape.ask(derivatives("x", [[1]]))
        assert (len(asked), raised.value.status) == (count, 503)


def test_an_answer_that_is_no_json_is_a_problem_too():
    handle, _ = answering(httpx.Response(502, text="<html>"))
    with (
        Gradscape("http://proxy", transport=httpx.MockTransport(handle)) as gradscape,
        pytest.raises(Problem, match="502"),
    ):
        gradscape.ask(derivatives("x", [[1]]))


def test_the_same_questions_can_be_awaited(server):
    async def story() -> None:
        async with AsyncGradscape(server) as gradscape:
            first, second = await asyncio.gather(
                gradscape.ask(derivatives("x^2", [[3]])), gradscape.ask(derivatives("x^3", [[2]]))
            )
        assert (first[0].value, second[0].value) == (9, 8)

    asyncio.run(story())

"""Every route answers what the OpenAPI says, strictly: a new route is covered by its own examples."""

from typing import Any

import pytest
from tests.api.strict import Description

from gradscape.api.application import create_app
from gradscape.api.errors import Problem
from gradscape.settings import Settings

OPENAPI = create_app(Settings(warm_up=False)).openapi()
DESCRIPTION = Description(OPENAPI)
ASKED = [(route, body) for route in DESCRIPTION.routes for body in DESCRIPTION.examples(route)]
NAMES = [f"{path} {k}" for k, ((_, path), _) in enumerate(ASKED)]


def test_the_server_tells_this_description(client):
    assert client.get("/openapi.json").json() == OPENAPI


def test_no_name_in_the_description_tells_where_code_stands():
    assert [name for name in DESCRIPTION.schemas if "__" in name] == []


def asked(client, route: tuple[str, str], body: Any):
    method, path = route
    return client.request(method, path, json=body) if body is not None else client.request(method, path)


@pytest.mark.parametrize("route, body", ASKED, ids=NAMES)
def test_the_answer_to_every_example_is_as_described(client, route, body):
    response = asked(client, route, body)
    assert response.status_code == 200, response.text
    assert DESCRIPTION.faults(route, response.json()) == []


def scaled(node: Any, factor: float, inside: bool = False) -> Any:
    """The request with all coordinates, that is numbers in lists, `factor` times as large; counts stay."""
    if isinstance(node, dict):
        return {key: scaled(value, factor) for key, value in node.items()}
    if isinstance(node, list):
        return [scaled(each, factor, inside=True) for each in node]
    is_number = isinstance(node, int | float) and not isinstance(node, bool)
    return node * factor if inside and is_number else node


@pytest.mark.parametrize("factor", [1e9, 1e-9, 0.0, -1e300])
@pytest.mark.parametrize("route, body", ASKED, ids=NAMES)
def test_examples_of_any_scale_are_answered_as_described_or_refused_with_a_reason(client, route, body, factor):
    response = asked(client, route, scaled(body, factor))
    assert response.status_code in (200, 422), response.text
    if response.status_code == 200:
        assert DESCRIPTION.faults(route, response.json()) == []
    else:
        Problem.model_validate_json(response.content, strict=True)


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"roots": 1}, "answer.roots is not described"),
        ({"mathml": 1}, "answer.mathml is none of 2 choices: 1"),
        ({"variables": ["x", None]}, "answer.variables[1] is None, not string"),
        ({"shape": [2.0]}, "answer.shape[0] is 2.0, not integer"),
        ({"jax": True}, "answer.jax is True, not string"),
    ],
)
def test_what_is_not_as_described_is_seen(client, change, fault):
    route = ("POST", "/api/v1/parse")
    answer = asked(client, route, {"function": {"source": "x^2"}}).json()
    assert DESCRIPTION.faults(route, answer) == []
    assert DESCRIPTION.faults(route, answer | change) == [fault]


def test_what_is_missing_is_seen(client):
    route = ("POST", "/api/v1/parse")
    answer = asked(client, route, {"function": {"source": "x^2"}}).json()
    del answer["gradient"]
    assert DESCRIPTION.faults(route, answer) == ["answer.gradient is missing"]

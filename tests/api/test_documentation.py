"""The description of the API and the page that shows it."""

import pytest

LABS = [
    *("parse", "surface", "derivatives", "critical-points", "curve", "differentiability", "extrema"),
    *("differentiate", "descent", "root", "basins", "learning-rate-map", "sweep", "jacobian", "flow", "chain"),
    *("network/data", "network/forward", "network/backprop", "network/train", "network/landscape"),
]


@pytest.fixture(scope="module")
def description(client):
    return client.get("/openapi.json").json()


def test_every_endpoint_is_described(description):
    assert {f"/api/v1/{name}" for name in [*LABS, "catalogue", "course"]} <= set(description["paths"])


def request_schema(description, name):
    content = description["paths"][f"/api/v1/{name}"]["post"]["requestBody"]["content"]
    reference = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return description["components"]["schemas"][reference]


def answer_schema(description, name):
    content = description["paths"][f"/api/v1/{name}"]["post"]["responses"]["200"]["content"]
    reference = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return description["components"]["schemas"][reference]


@pytest.mark.parametrize("name", LABS)
def test_every_lab_has_an_example_that_is_answered(description, lab, name):
    for example in request_schema(description, name)["examples"]:
        response = lab(name, **example)
        assert response.status_code == 200
        assert set(response.json()) == set(answer_schema(description, name)["properties"])


def close(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(close(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(close(*pair) for pair in zip(a, b, strict=True))
    return a == pytest.approx(b) if isinstance(a, float) else a == b


@pytest.mark.parametrize("name", ["surface", "derivatives", "curve", "differentiability"])
def test_the_example_answers_are_what_the_server_answers(description, lab, name):
    (request,) = request_schema(description, name)["examples"]
    (answer,) = answer_schema(description, name)["examples"]
    assert close(lab(name, **request).json(), answer)


@pytest.mark.parametrize("name", LABS)
def test_unknown_fields_are_declared_as_refused(description, name):
    assert request_schema(description, name)["additionalProperties"] is False


def operations(description):
    return [(path, each) for path, methods in description["paths"].items() for each in methods.values()]


def test_operations_are_called_by_their_paths_and_each_has_a_subject_that_is_described(description):
    found = operations(description)
    names = [each["operationId"] for _, each in found]
    assert len(set(names)) == len(names)
    assert {"derivatives", "network_train", "p_norms", "catalogue", "healthz"} <= set(names)
    for _, each in found:
        assert len(each["tags"]) == 1 and each["summary"] and each["description"]
    told = {each["name"] for each in description["tags"] if each["description"]}
    assert {"derivatives", "networks", "maps"} <= {each["tags"][0] for _, each in found} & told


def is_described(model):
    return bool(model["properties"] and model["description"])


def test_every_answer_has_a_model_and_models_have_names_of_their_own(description):
    schemas = description["components"]["schemas"]
    # The framework puts the module before a name that two models have.
    assert not [name for name in schemas if "__" in name]
    for path, each in operations(description):
        [(status, answer)] = [each for each in each["responses"].items() if each[0].startswith("2")]
        if status != "204":
            for kind, content in answer["content"].items():
                if kind == "application/json" or kind.endswith("+json"):
                    assert is_described(schemas[content["schema"]["$ref"].rpartition("/")[2]]), path


def test_every_reference_leads_somewhere(description):
    def references(node):
        if isinstance(node, dict):
            yield from [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            for child in node.values():
                yield from references(child)
        if isinstance(node, list):
            for child in node:
                yield from references(child)

    known = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert set(references(description)) <= known


@pytest.mark.parametrize("name", LABS)
def test_refusals_are_described_as_problems(description, name):
    responses = description["paths"][f"/api/v1/{name}"]["post"]["responses"]
    for status in ("400", "413", "415", "422"):
        assert list(responses[status]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("path", ["/docs", "/docs/"])
def test_the_documentation_needs_nothing_from_elsewhere(client, path):
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 200
    assert "http:" not in response.text
    assert "https:" not in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("name", ["swagger-ui-bundle.js", "swagger-ui.css", "docs.js"])
def test_the_files_of_the_documentation_are_served(client, name):
    assert client.get(f"/docs/{name}").status_code == 200

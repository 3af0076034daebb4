"""What the API takes for a body, and what it says to everything else."""

from collections.abc import Iterator

import httpx
import pytest

JSON = {"Content-Type": "application/json"}
LIMIT = 256 * 1024


def sent(client: httpx.Client, body: bytes, headers: dict[str, str] = JSON) -> httpx.Response:
    return client.post("/api/v1/surface", content=body, headers=headers)


def is_problem(response: httpx.Response, status: int) -> bool:
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= set(problem)
    return response.status_code == problem["status"] == status


SURFACE = b'{"function":{"source":"x*y"},"x":[-1,1],"y":[-1,1],"resolution":2}'


@pytest.mark.parametrize(
    "number", [b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e400", b"9" * 5000, b"01", b"1.", b"+1", b"0x1", b".5"]
)
def test_numbers_that_json_or_float64_lack_are_refused_with_their_position(client, number):
    response = sent(client, SURFACE.replace(b"[-1,1]", b"[-1," + number + b"]", 1))
    assert is_problem(response, 400)
    assert "column" in response.json()["detail"]
    assert number.decode() not in response.text.replace("NaN or Infinity", "")


@pytest.mark.parametrize(
    "body",
    [
        b'{"function":{"source":"\\ud800"},"x":[0,1],"y":[0,1]}',
        b'{"function":{"source":"\xff"},"x":[0,1],"y":[0,1]}',
        b'"\xed\xa0\x80"',
        b'{"source":"x',
        b"{} {}",
        b"",
        b" ",
        b"[" * 100_000,
        b'{"a":' * 40_000,
        b"x=1&y=2",
        b"\x00",
        b"\xef\xbb\xbf{}",
        SURFACE.decode().encode("utf-16"),
        SURFACE.decode().encode("utf-32-le"),
    ],
)
def test_what_is_not_json_in_utf8_is_refused(client, body):
    assert is_problem(sent(client, body), 400)


def test_utf16_is_named_as_the_likely_mistake(client):
    assert "UTF-16" in sent(client, SURFACE.decode().encode("utf-16")).json()["hint"]


@pytest.mark.parametrize("body", [b"null", b"[]", b"1", b'"x"', b"true", b"[1]", b"[" * 500 + b"]" * 500])
def test_json_that_is_not_an_object_is_refused_in_words(client, body):
    response = sent(client, body)
    assert is_problem(response, 422)
    assert response.json()["detail"] == "the body must be an object, {...}"


@pytest.mark.parametrize("source", ["null", '["x"]', '{"a":1}', "1", "true", "1e308"])
def test_a_source_that_is_not_text_is_refused(client, source):
    response = sent(client, SURFACE.replace(b'"x*y"', source.encode()))
    assert is_problem(response, 422)
    assert response.json()["errors"] == [{"field": "function.source", "message": "must be text"}]


def test_of_repeated_keys_the_last_one_counts(client):
    response = sent(client, SURFACE.replace(b"{", b'{"resolution":3,', 1))
    assert len(response.json()["x"]) == 2


def test_whole_numbers_beyond_64_bits_are_read_as_floats(client):
    body = b'{"function":{"source":"x"},"points":[[100000000000000000000000000]]}'
    response = client.post("/api/v1/derivatives", content=body, headers=JSON)
    assert response.json()["results"][0]["value"] == 1e26


def test_a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_refused(client):
    assert sent(client, SURFACE.ljust(LIMIT)).status_code == 200
    assert is_problem(sent(client, SURFACE.ljust(LIMIT + 1)), 413)


def test_a_body_of_twenty_megabytes_is_refused(client):
    response = sent(client, b"x" * 20_000_000)
    assert is_problem(response, 413)
    assert str(LIMIT) in response.json()["detail"]


def test_a_body_without_a_declared_length_is_refused_once_it_is_too_large(client):
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 65_536

    response = client.post("/api/v1/surface", content=chunks(), headers=JSON)
    assert is_problem(response, 413)


def test_a_body_in_small_chunks_is_put_together(client):
    response = client.post("/api/v1/surface", content=(bytes([byte]) for byte in SURFACE), headers=JSON)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/jsonx"},
        {"Content-Type": "text/json"},
        {"Content-Type": "é".encode("latin-1").decode("latin-1")},
    ],
)
def test_other_media_types_are_refused_with_the_remedy(client, headers):
    response = sent(client, SURFACE, {name: value.encode("latin-1") for name, value in headers.items()})
    assert is_problem(response, 415)
    assert "Content-Type: application/json" in response.json()["hint"]


@pytest.mark.parametrize(
    "media", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.gradscape+json"]
)
def test_json_is_json_by_any_of_its_names(client, media):
    assert sent(client, SURFACE, {"Content-Type": media}).status_code == 200


def test_a_compressed_body_is_refused(client):
    assert is_problem(sent(client, SURFACE, {**JSON, "Content-Encoding": "gzip"}), 415)

"""Bodies in: JSON as the standard has it, in UTF-8, of bounded size.

NaN, Infinity, numbers beyond float64, half surrogate pairs and trailing text are refused. Where a key is repeated, the
last one counts.
"""

import re
from math import copysign
from typing import Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from gradscape.api import limits
from gradscape.api.errors import ProblemError

# A number written with .0 or with a power of ten.
_WHOLE = re.compile(rb"[0-9](?:\.0|[eE])")
_HOW = "send the header Content-Type: application/json (curl: -H 'Content-Type: application/json')"


async def body_of(scope: Scope, receive: Receive) -> bytes:
    """The body of a request, where its headers declare it as JSON of bounded size."""
    headers = dict(reversed(scope["headers"]))  # of one that is repeated the first counts
    _refuse_other_media(headers)
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > limits.BODY_BYTES:
        raise _too_large()
    return await _body(receive)


def _refuse_other_media(headers: dict[bytes, bytes]) -> None:
    media = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if media != b"application/json" and not (media.startswith(b"application/") and media.endswith(b"+json")):
        raise ProblemError(415, "unsupported-media-type", "the body must be declared as JSON", _HOW)
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise ProblemError(415, "unsupported-media-type", "the body must not be compressed")


async def _body(receive: Receive) -> bytes:
    body, has_more = bytearray(), True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > limits.BODY_BYTES:
            raise _too_large()
        has_more = message.get("more_body", False)
    return bytes(body) or _refuse_nothing()


def _refuse_nothing() -> bytes:
    raise ProblemError(400, "invalid-json", "the body is empty", "/docs shows what to send")


def _too_large() -> ProblemError:
    return ProblemError(413, "too-large", f"the body may have at most {limits.BODY_BYTES} bytes")


def decode(body: bytes) -> Any:
    """The value of a JSON text."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ProblemError(400, "invalid-json", f"the body is not valid JSON: {error}", _guess(body)) from None
    return _with_whole_numbers(value) if _WHOLE.search(body) else value


def _with_whole_numbers(value: Any) -> Any:
    """The same with 5.0 as 5: to JSON Schema both are the whole number, though Python tells them apart."""
    if isinstance(value, list):
        return [_with_whole_numbers(each) for each in value]
    if isinstance(value, dict):
        return {key: _with_whole_numbers(each) for key, each in value.items()}
    # The sign of -0.0 is kept, and beyond 2^53 floats are whole anyway.
    is_whole = isinstance(value, float) and value.is_integer() and 0 < abs(value) <= 2**53
    return int(value) if is_whole or (isinstance(value, float) and value == 0 and copysign(1, value) > 0) else value


def _guess(body: bytes) -> str | None:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body[:4]:
        return "it looks like UTF-16 or UTF-32; JSON is sent as UTF-8"
    if b"NaN" in body or b"Infinity" in body:
        return "JSON has no NaN or Infinity"
    return None

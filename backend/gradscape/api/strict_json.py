"""Bodies in: JSON as the standard has it, in UTF-8, of bounded size.

NaN, Infinity, numbers beyond float64, half surrogate pairs and trailing text are refused. Where a key is repeated, the
last one counts.
"""

import re
from collections.abc import Callable, Coroutine
from math import copysign
from typing import Any

import orjson
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from gradscape.api import limits
from gradscape.api.errors import ProblemError

# A number written with .0 or with a power of ten.
_WHOLE = re.compile(rb"[0-9](?:\.0|[eE])")
_HOW = "send the header Content-Type: application/json (curl: -H 'Content-Type: application/json')"


class StrictRequest(Request):
    """A request whose body is strict JSON."""

    async def body(self) -> bytes:
        """The bytes, once the headers allow them."""
        if not hasattr(self, "_body"):
            self._refuse_other_media()
            self._body = await self._read()
        return self._body

    async def json(self) -> Any:
        """What the bytes say."""
        if not hasattr(self, "_json"):
            self._json = decode(await self.body())
        return self._json

    def _refuse_other_media(self) -> None:
        media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/json" and not (media.startswith("application/") and media.endswith("+json")):
            raise ProblemError(415, "unsupported-media-type", "the body must be declared as JSON", _HOW)
        if self.headers.get("content-encoding", "identity").lower() != "identity":
            raise ProblemError(415, "unsupported-media-type", "the body must not be compressed")

    async def _read(self) -> bytes:
        declared = self.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > limits.BODY_BYTES:
            raise _too_large()
        body = bytearray()
        async for chunk in self.stream():
            body += chunk
            if len(body) > limits.BODY_BYTES:
                raise _too_large()
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


class StrictRoute(APIRoute):
    """A route that reads its body by `StrictRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, given our request."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(StrictRequest(request.scope, request.receive))

        return handle

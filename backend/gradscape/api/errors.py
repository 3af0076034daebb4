"""Every refusal and failure as one shape: RFC 9457 problem+json. Nothing of the input is ever repeated.

Also the only place where a user's mistake in a function's text becomes HTTP.
"""

import difflib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gradscape.api import limits
from gradscape.language.digits import in_words as number
from gradscape.language.errors import LanguageError

_MOST_ERRORS = 8

# What `type` says, and the title that always goes with it.
TITLES = {
    "unreadable-function": "The function cannot be read",
    "invalid-request": "The request cannot be answered",
    "invalid-json": "The body is not JSON",
    "too-large": "The body is too large",
    "unsupported-media-type": "The body must be JSON",
    "too-costly": "The request asks for too much",
    "busy": "The server is busy",
    "time-is-up": "The computation took too long",
    "stopping": "The server is being stopped",
    "no-format": "There is no such format",
    "not-ours": "The address is not of this server",
    "no-room": "There is no such room",
    "not-yours": "This takes the token of the room",
    "not-asked": "This is not asked now",
    "too-often": "This comes too often",
    "room-away": "The rooms cannot be reached",
}


class FieldError(BaseModel):
    """One field that cannot be taken as it is."""

    field: str = Field(examples=["points[3][0]"])
    message: str = Field(examples=["must be a finite number"])


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457)."""

    type: str = Field(description="what kind of problem, for programs", examples=["urn:gradscape:unreadable-function"])
    title: str
    status: int
    detail: str = Field(description="what is wrong, for people")
    span: list[int] | None = Field(None, description="start and end of the mistake, in characters of `source`")
    hint: str | None = Field(None, description="what may have been meant, or how to write it")
    errors: list[FieldError] | None = Field(None, description="every field that cannot be taken as it is")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:gradscape:unreadable-function",
                    "title": "The function cannot be read",
                    "status": 422,
                    "detail": "unknown name 'sine'",
                    "span": [0, 4],
                    "hint": "did you mean 'sin'?",
                }
            ]
        }
    )


class ProblemError(HTTPException):
    """A refusal, raised anywhere in the api."""

    def __init__(
        self, status: int, kind: str, detail: str, hint: str | None = None, field: str | None = None, **more: Any
    ):
        super().__init__(status, detail, **more)
        self.kind = kind
        self.hint = hint
        self.field = field


class FunctionError(LanguageError):
    """A mistake in the text of one of a request's functions, which it names."""

    def __init__(self, error: LanguageError, field: str):
        super().__init__(error.message, error.span, error.hint)
        self.field = field


def invalid(field: str, message: str, hint: str | None = None) -> ProblemError:
    """422: `field` has the right form, but cannot be used together with the rest."""
    return ProblemError(422, "invalid-request", message, hint, field)


def problem(status: int, kind: str | None, detail: str, headers: Any = None, **more: Any) -> Response:
    """The response for a problem; members that are None are left out."""
    return Response(
        _dumped(_content(status, kind, detail, more)), status, headers, media_type="application/problem+json"
    )


def content_of(error: ProblemError) -> dict[str, Any]:
    """The problem where an answer has already begun."""
    return _content(error.status_code, error.kind, error.detail, {"hint": error.hint})


def _content(status: int, kind: str | None, detail: str, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": f"urn:gradscape:{kind}" if kind else "about:blank",
        "title": TITLES[kind] if kind else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **{name: value for name, value in more.items() if value is not None},
    }


def _dumped(content: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(content)
    except TypeError:
        # Half a surrogate pair is no text and has no UTF-8; a question mark stands for it.
        return orjson.dumps(content | {"detail": content["detail"].encode("utf-8", "replace").decode(), "hint": None})


async def on_language_error(request: Request, error: Exception) -> Response:
    """422 with the place in the text."""
    assert isinstance(error, LanguageError)
    errors = [{"field": error.field, "message": error.message}] if isinstance(error, FunctionError) else None
    return problem(422, "unreadable-function", error.message, span=list(error.span), hint=error.hint, errors=errors)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Our own refusals, and the framework's 404 and 405."""
    assert isinstance(error, HTTPException)
    if isinstance(error, ProblemError):
        errors = [{"field": error.field, "message": error.detail}] if error.field else None
        detail = f"{error.field} {error.detail}" if error.field else error.detail
        return problem(error.status_code, error.kind, detail, error.headers, hint=error.hint, errors=errors)
    return problem(error.status_code, None, _plain_detail(error), error.headers)


def _plain_detail(error: HTTPException) -> str:
    if error.status_code == 404:
        return "there is nothing at this address; /docs lists what there is"
    if error.status_code == 405:
        return f"this address only takes {(error.headers or {}).get('Allow', 'other methods')}"
    return error.detail


def crashed() -> Response:
    """500; the traceback is for the log alone."""
    return problem(500, None, "Gradscape made a mistake; it is written to the server's log")


async def on_validation_error(request: Request, error: Exception) -> Response:
    """422 with every field in words, in place of the framework's echo of the input."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    errors = [{"field": _path(each["loc"]), "message": _in_words(each)} for each in found[:_MOST_ERRORS]]
    first = errors[0]
    detail = f"{first['field']} {first['message']}"
    return problem(422, "invalid-request", detail, hint=_hint(found[0]), errors=errors)


# Steps of a location that are no fields: pydantic's for keys, and the tags of what is chosen by its form.
_NO_FIELDS = frozenset({"[key]", "[number]", "[vector]", "[matrix]", "[object]", "[plain]"})


def _path(location: tuple[int | str, ...]) -> str:
    """body, points, 3, 0 -> points[3][0]."""
    path = ""
    for step in location[1:]:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step not in _NO_FIELDS:
            path += f".{_shown(step)}" if path else _shown(step)
    return path or "the body"


def _shown(name: str) -> str:
    # A field's name may itself be input: only what looks like a name is repeated.
    return name if name.isidentifier() and len(name) <= limits.NAME_CHARACTERS else "(unnamed)"


_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field here",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be an object, {{...}}",
    "model_type": "must be an object, {{...}}",
    "model_attributes_type": "must be an object, {{...}}",
    "finite_number": "must be a finite number",
    "string_pattern_mismatch": "must be a name: letters, or letters with an index as in x_1",
    "string_too_long": "may have at most {max_length} characters",
    "greater_than": "must be above {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be one of {expected}",
    "union_tag_not_found": "lacks {discriminator}",
    "union_tag_invalid": "must have as {discriminator} one of {expected_tags}",
    "value_error": "{error}",
}


def _in_words(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    if error["type"] in ("too_short", "too_long"):
        return _length_in_words(context)
    written = {key: number(value) if isinstance(value, int | float) else value for key, value in context.items()}
    return _WORDS.get(error["type"], "cannot be taken as it is").format(**written)


def _length_in_words(context: dict[str, Any]) -> str:
    if "max_length" in context:
        return f"may have at most {context['max_length']} entries"
    return f"must have at least {context['min_length']} {'entry' if context['min_length'] == 1 else 'entries'}"


def _hint(error: dict[str, Any]) -> str | None:
    if error["type"] != "extra_forbidden":
        return None
    name = str(error["loc"][-1])[: limits.NAME_CHARACTERS]
    close = difflib.get_close_matches(name, _FIELDS, n=1)
    # A field of other requests is spelled rightly, but has no place in this one.
    return f"did you mean '{close[0]}'?" if close and close[0] != name else None


_FIELDS = (
    *("function", "source", "parameters", "variables", "x", "y", "resolution", "arrays"),
    *("points", "direction", "formulas", "box"),
)


# By kind of error: for the framework, and for `questions.py`.
HANDLERS: dict[type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    LanguageError: on_language_error,
    HTTPException: on_http_error,
    RequestValidationError: on_validation_error,
}

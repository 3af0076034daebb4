"""Questions to the labs: JSON in by a strict model, an answer out.

FastAPI describes these routes, and could run them too; but its way to them, which is made for many kinds of parameters,
costs as much as the mathematics of a dragged point. All of ours take one body: it is read, checked and answered here.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from gradscape.api.equal import EqualQuestions
from gradscape.api.errors import HANDLERS
from gradscape.api.strict_json import body_of, decode
from gradscape.api.work import NobodyError

_REFUSED = tuple(HANDLERS)


class Question(NamedTuple):
    """A route with the model of its body, and what answers it."""

    route: APIRoute
    model: type[BaseModel]
    answer: Callable[[Any], Awaitable[Response]]


class Questions:
    """Answers what is posted to a lab; everything else is the framework's."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]):
        self.app = app
        found = [
            _question(route) for route in routes if isinstance(route, APIRoute) and "POST" in (route.methods or ())
        ]
        self._questions = {each.route.path: each for each in found}
        self._equal = EqualQuestions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the question's endpoint, or with its refusal."""
        is_posted = scope["type"] == "http" and scope["method"] == "POST"
        asked = self._questions.get(scope["path"].removeprefix(scope["root_path"])) if is_posted else None
        if asked is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = asked.route  # for the figures
        try:
            body = await body_of(scope, receive)
            answer = await self._equal.answer((asked.route.path, body), partial(_answered, asked, body, scope), scope)
        except _REFUSED as error:
            answer = await _refusal(error, scope)
        await answer(scope, receive, send)


async def _answered(asked: Question, body: bytes, scope: Scope) -> Response:
    """What it is answered, or why it is not: for all who ask the same. Raises NobodyError if its client has gone."""
    try:
        return await asked.answer(_read(asked.model, decode(body)))
    except NobodyError:
        raise
    except _REFUSED as error:
        return await _refusal(error, scope)


def _refusal(error: Exception, scope: Scope) -> Awaitable[Response]:
    refusal = next(handle for kind, handle in HANDLERS.items() if isinstance(error, kind))
    return refusal(Request(scope), error)


def _question(route: APIRoute) -> Question:
    [body] = inspect.signature(route.endpoint, eval_str=True).parameters.values()
    assert issubclass(body.annotation, BaseModel) and inspect.iscoroutinefunction(route.endpoint), route.path
    return Question(route, body.annotation, route.endpoint)


def _made_whole(value: Any, error: ValidationError) -> bool:
    """Takes 5.0 for 5 where a whole number is wanted, as JSON Schema does; says whether there was any."""
    found = [each for each in error.errors(include_url=False) if each["type"] == "int_type"]
    floats = [each["loc"] for each in found if isinstance(each["input"], float) and each["input"].is_integer()]
    return sum(_is_made_whole(value, location) for location in floats) > 0


def _is_made_whole(value: Any, location: tuple[int | str, ...]) -> bool:
    *way, last = [step for step in location if isinstance(step, int) or not step.startswith("[")]
    try:
        for step in way:
            value = value[step]
        value[last] = int(value[last])
    except (LookupError, TypeError):
        # A step that is the name of a choice, not of a field.
        return False
    return True


def _read(model: type[BaseModel], value: Any) -> BaseModel:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        if _made_whole(value, error):
            return _read(model, value)
        errors = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(errors) from None

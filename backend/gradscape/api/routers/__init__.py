"""One router per lab. Their paths are whole, so that the figures of `metrics.py` name them as clients do."""

from typing import Any

from fastapi import APIRouter

from gradscape.api.errors import Problem

PREFIX = "/api/v1"


def problem_response(description: str) -> dict[str, Any]:
    """A refusal, for the documentation."""
    return {"description": description, "content": {"application/problem+json": {"schema": _PROBLEM}}}


_PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}

# What every lab can refuse, for the documentation; `documentation.py` adds the schema.
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: problem_response("The body is not valid JSON"),
    413: problem_response("The body is too large"),
    415: problem_response("The body is not declared as JSON"),
    422: problem_response(
        "The function cannot be read, a field cannot be taken as it is, or all of it would take too long"
    ),
    503: problem_response(
        "The server is busy or stopping, or the question's time was up; `Retry-After` says when to ask again"
    ),
}


def lab_router() -> APIRouter:
    """A router for endpoints that take one body each, which `questions.py` reads."""
    return APIRouter(prefix=PREFIX, responses=_REFUSALS, tags=["labs"])

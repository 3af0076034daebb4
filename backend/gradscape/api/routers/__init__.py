"""One router per lab. Their paths are whole, so that the figures of `metrics.py` name them as clients do."""

import re
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from gradscape.api.errors import Problem

PREFIX = "/api/v1"


def problem_response(description: str) -> dict[str, Any]:
    """A refusal, for the documentation."""
    return {"description": description, "content": {"application/problem+json": {"schema": _PROBLEM}}}


_PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}

# What is refused of any body, for the documentation; `documentation.py` adds the schema.
BODY_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: problem_response("The body is not valid JSON"),
    413: problem_response("The body is too large"),
    415: problem_response("The body is not declared as JSON"),
}
# What every lab can refuse.
_REFUSALS: dict[int | str, dict[str, Any]] = {
    **BODY_REFUSALS,
    422: problem_response(
        "The function cannot be read, a field cannot be taken as it is, or all of it would take too long"
    ),
    503: problem_response(
        "The server is busy or stopping, or the question's time was up; `Retry-After` says when to ask again"
    ),
}


# What endpoints are about, as the page's header asks, in the order of the documentation.
TAGS = {
    "functions": "What a text means, and its derivatives as formulas",
    "derivatives": "Values, slopes and curvatures; where there are none; extrema and critical points",
    "descent": "Walks downhill, zeros, and where each start and each learning rate leads",
    "constraints": "Curves and surfaces given by equations, extrema and walks on them",
    "maps": "Jacobians, and the chain rule",
    "regression": "Models fitted to points",
    "networks": "Neural networks: forward, back, training, the landscape of their loss",
    "jobs": "Large pictures and ensembles, answered part by part",
    "programs": "What a picture shows, as a program that runs without us",
    "lectures": "Rooms that others follow, and what they answer",
    "catalogue": "What can be chosen, and the course",
    "operation": "Whether the server is well",
}


def lab_router(tag: str) -> APIRouter:
    """A router for endpoints about one subject that take one body each, which `questions.py` reads."""
    return APIRouter(prefix=PREFIX, responses=_REFUSALS, tags=[tag], generate_unique_id_function=_by_path)


def _by_path(route: APIRoute) -> str:
    """What programs made of the description call it: `network/train` is `network_train`."""
    return re.sub(r"\W", "_", route.path_format.removeprefix(f"{PREFIX}/"))

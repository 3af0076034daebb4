"""One router per lab."""

from typing import Any

from gradscape.api.errors import Problem


def _problem(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
    return {"description": description, "content": content}


# What every POST endpoint can refuse, for the documentation.
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _problem("The body is not valid JSON"),
    413: _problem("The body is too large"),
    415: _problem("The body is not declared as JSON"),
    422: {"description": "The function cannot be read, or a field cannot be taken as it is", "model": Problem},
}

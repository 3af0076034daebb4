"""What tests of the API look at first in an answer."""

from typing import Any


def answered(response) -> Any:
    """The body of an answer that is no refusal."""
    assert response.status_code == 200, response.text
    return response.json()


def refused(response) -> tuple[str, str]:
    """The first field that is refused, and why."""
    assert response.status_code == 422, response.text
    entry = response.json()["errors"][0]
    return entry["field"], entry["message"]

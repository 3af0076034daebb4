"""What is wrong with a scene's state, in a sentence that names the field and what it may be."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from gradscape.labs.fields import State
from gradscape.labs.schemas import schema_of
from gradscape.language.digits import in_words


def complaint_of(error: ValidationError, state: type[State]) -> str:
    """The first mistake, in words."""
    first = error.errors(include_url=False)[0]
    names = [part for part in first["loc"] if isinstance(part, str)]
    name = names[-1] if names else ""
    if first["type"] == "value_error":
        return first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return f"there is no {name}"
    return f"{name} {_rule(_property(state, names), first)}: {first['input']!r}"


def _property(state: type[State], names: list[str]) -> dict[str, Any]:
    """The schema of the field that a mistake is in."""
    schema = schema_of(state)
    node: dict[str, Any] = schema
    for name in names:
        node = node.get("properties", {}).get(name) or node
        while "$ref" in node or "items" in node:
            node = schema["$defs"][node["$ref"].split("/")[-1]] if "$ref" in node else node["items"]
    return node


def _rule(rule: dict[str, Any], error: Mapping[str, Any]) -> str:
    if error["type"] == "too_short":
        return f"is shorter than {error.get('ctx', {})['min_length']}"
    if error["type"] == "too_long":
        return f"is longer than {error.get('ctx', {})['max_length']}"
    if rule.get("type") == "boolean":
        return "is neither true nor false"
    if rule.get("type") == "integer":
        return f"is not a whole number from {rule['minimum']} to {rule['maximum']}"
    if error["type"] in ("less_than_equal", "greater_than_equal"):
        return f"is not from {in_words(rule['minimum'])} to {in_words(rule['maximum'])}"
    if error["type"] == "greater_than":
        return "is not above 0"
    return "is not a number" if rule.get("type") == "number" else error["msg"].lower()

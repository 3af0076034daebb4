"""The labs' states as JSON Schemas: what the page reads its defaults, ranges, names and links from."""

from typing import Any

from gradscape.labs import LABS
from gradscape.labs.fields import State

# Said for readers of the models; the page needs the rest.
_LEFT_OUT = {"title", "description", "additionalProperties"}


def schemas() -> dict[str, Any]:
    """By the names of the labs, in the order of the header."""
    return {name: schema_of(state) for name, state in LABS.items()}


def schema_of(state: type[State]) -> Any:
    """A model's JSON Schema, with the rules of its fields beside the usual keywords."""
    return _bare(state.model_json_schema())


def _bare(node: Any, *, is_keywords: bool = True) -> Any:
    if isinstance(node, list):
        return [_bare(each) for each in node]
    if not isinstance(node, dict):
        return node
    # Below these, keys are names of ours and no keywords.
    named = {"properties", "$defs", "default", "when", "sparse"}
    return {
        key: _bare(value, is_keywords=key not in named)
        for key, value in node.items()
        if not (is_keywords and key in _LEFT_OUT)
    }

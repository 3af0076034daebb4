"""What of an answer is not as the OpenAPI describes it: types to the letter, and nothing that is not named.

Only the words of JSON Schema that the description uses; an unknown one fails, rather than to pass unread.
Source: https://json-schema.org/draft/2020-12
"""

from collections.abc import Iterator
from typing import Any

_OF_PYTHON = {"string": str, "boolean": bool, "null": type(None), "array": list, "object": dict}
_SAYS_NOTHING = {"title", "description", "examples", "default", "discriminator"}


class Description:
    """The OpenAPI of a server."""

    def __init__(self, openapi: dict[str, Any]):
        self.schemas = openapi["components"]["schemas"]
        self.routes = {
            (method.upper(), path): described
            for path, methods in openapi["paths"].items()
            for method, described in methods.items()
            # Rooms of lectures have tests of their own: they need a room, and tokens.
            if "{" not in path and "application/json" in described["responses"].get("200", {}).get("content", {})
        }

    def examples(self, route: tuple[str, str]) -> list[Any]:
        """The bodies that it shows for a request; one without a body is None."""
        if "requestBody" not in self.routes[route]:
            return [None]
        return self._resolved(self.routes[route]["requestBody"]["content"]["application/json"]["schema"])["examples"]

    def faults(self, route: tuple[str, str], answer: Any) -> list[str]:
        """What of a successful answer is not as described, each fault with its place; at most ten."""
        contents = self.routes[route]["responses"]["200"]["content"]
        schema = next(content["schema"] for kind, content in contents.items() if kind.endswith("json"))
        return [fault for fault, _ in zip(self.of(schema, answer, "answer"), range(10), strict=False)]

    def of(self, schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
        """What of `value` is not as `schema` says."""
        for word, said in self._resolved(schema).items():
            if word in _SAYS_NOTHING:
                continue
            if word in ("anyOf", "oneOf"):
                if all(any(self.of(choice, value, place)) for choice in said):
                    yield f"{place} is none of {len(said)} choices: {str(value)[:200]}"
            else:
                yield from getattr(self, f"_{word}")(said, value, place)
        if self._resolved(schema).get("type") == "object":
            yield from self._unnamed(self._resolved(schema), value, place)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        return self.schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

    def _type(self, name: str, value: Any, place: str) -> Iterator[str]:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name == "integer":
            fits = is_number and isinstance(value, int)
        else:
            fits = is_number if name == "number" else isinstance(value, _OF_PYTHON[name])
        if not fits:
            yield f"{place} is {str(value)[:60]}, not {name}"

    def _const(self, only: Any, value: Any, place: str) -> Iterator[str]:
        if value != only:
            yield f"{place} is {value}, not {only}"

    def _enum(self, allowed: list[Any], value: Any, place: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{place} is {value}, none of {allowed}"

    def _properties(self, named: dict[str, Any], value: Any, place: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name in named.keys() & value.keys():
                yield from self.of(named[name], value[name], f"{place}.{name}")

    def _required(self, names: list[str], value: Any, place: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (f"{place}.{name} is missing" for name in names if name not in value)

    def _unnamed(self, schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
        is_open = schema.get("additionalProperties", False)
        if isinstance(value, dict) and not is_open:
            yield from (f"{place}.{name} is not described" for name in value.keys() - schema.get("properties", {}))

    def _additionalProperties(self, schema: Any, value: Any, place: str) -> Iterator[str]:
        if isinstance(value, dict) and isinstance(schema, dict):
            for name, each in value.items():
                yield from self.of(schema, each, f"{place}.{name}")

    def _propertyNames(self, schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
        for name in value if isinstance(value, dict) else ():
            yield from self.of(schema, name, f"the name of {place}.{name}")

    def _items(self, schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
        if isinstance(value, list):
            for k, each in enumerate(value):
                yield from self.of(schema, each, f"{place}[{k}]")

    def _prefixItems(self, schemas: list[dict[str, Any]], value: Any, place: str) -> Iterator[str]:
        if isinstance(value, list):
            for k, (schema, each) in enumerate(zip(schemas, value, strict=False)):
                yield from self.of(schema, each, f"{place}[{k}]")

    def _maxLength(self, most: int, value: Any, place: str) -> Iterator[str]:
        if isinstance(value, str) and len(value) > most:
            yield f"{place} has {len(value)} characters, more than {most}"

    def _minItems(self, fewest: int, value: Any, place: str) -> Iterator[str]:
        if isinstance(value, list) and len(value) < fewest:
            yield f"{place} has {len(value)} entries, fewer than {fewest}"

    def _maxItems(self, most: int, value: Any, place: str) -> Iterator[str]:
        if isinstance(value, list) and len(value) > most:
            yield f"{place} has {len(value)} entries, more than {most}"

"""As much of JSON Schema 2020-12 as docs/*.schema.json use; an unknown keyword is an error."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
_NOTES = {"$schema", "$id", "title", "description"}


def mistakes(value: Any, schema: Mapping[str, Any], place: str = "$") -> Iterator[str]:
    """Where and how a value offends against a schema."""
    for keyword in schema.keys() - _NOTES - {"properties", "additionalProperties", "items"}:
        if not _holds(keyword, schema[keyword], value):
            yield f"{place}: {keyword} {schema[keyword]!r} does not hold of {value!r}"
    if isinstance(value, dict):
        yield from _of_members(value, schema, place)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from mistakes(item, schema["items"], f"{place}[{index}]")


def _holds(keyword: str, wanted: Any, value: Any) -> bool:
    match keyword:
        case "type":
            return any(_TYPES[name](value) for name in ([wanted] if isinstance(wanted, str) else wanted))
        case "const":
            return bool(value == wanted)
        case "enum":
            return value in wanted
        case "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        case "minLength":
            return not isinstance(value, str) or len(value) >= wanted
        case "minimum":
            return not isinstance(value, int) or value >= wanted
        case "required":
            return not isinstance(value, dict) or set(wanted) <= value.keys()
    raise ValueError(f"unknown keyword {keyword}")


def _of_members(value: Mapping[str, Any], schema: Mapping[str, Any], place: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    for key, member in value.items():
        if key in known:
            yield from mistakes(member, known[key], f"{place}.{key}")
        elif others is False:
            yield f"{place}: unknown member {key}"
        else:
            yield from mistakes(member, others, f"{place}.{key}")

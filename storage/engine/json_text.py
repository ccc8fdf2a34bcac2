"""JSON text as the tables keep it: compact, Chinese readable, and safe for any string a phone can send."""

import json
from collections.abc import Mapping
from typing import Any


def dump(value: Any) -> str:
    """Compact JSON; TypeError for what JSON cannot say.

    Half a surrogate pair, which no database accepts, is written as its escape and so comes back unchanged.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "backslashreplace").decode()


def load(text: str) -> Any:
    """The value `dump` was given, with lists for tuples."""
    return json.loads(text)


def _plain(value: object) -> dict[Any, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)

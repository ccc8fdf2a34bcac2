"""The people of tests/personas: what each types, question by question."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "personas"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def persona(name: str) -> Mapping[str, Any]:
    """A persona file as it is."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def answers(name: str) -> Mapping[str, Any]:
    """What this person answers, by question id."""
    given: dict[str, Any] = persona(name)["answers"]
    return given

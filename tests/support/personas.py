"""The people of flows/schemes/diagnosis/samples: what each types, question by question."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.support.paths import PERSONAS

NAMES = tuple(sorted(path.stem for path in PERSONAS.glob("*.json")))


@cache
def persona(name: str) -> Mapping[str, Any]:
    """A persona file as it is."""
    loaded: dict[str, Any] = json.loads((PERSONAS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def answers(name: str) -> Mapping[str, Any]:
    """What this person answers, by question id."""
    given: dict[str, Any] = persona(name)["answers"]
    return given

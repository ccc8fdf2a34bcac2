"""The order of the packages inside a room: what lies lower never imports what lies higher."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.source.source_files import imports, within

FLOWS: Sequence[frozenset[str]] = tuple(
    frozenset(floor.split())
    for floor in (
        "definitions",
        "answers",
        "intents",
        "registry signing",
        "events",
        "contribution handover",
        "session",
        "cases rules selection",
        "document interface",
        "scheme",
        "screens",
        "engine",
        "lint",
    )
)
"""Packages of flows from the ground up; those on one floor do not know each other."""

SCHEMES_KNOW = ("definitions", "answers", "registry", "rules", "scheme", "schemes.common")
"""What the rules of a scheme may import of flows, beside their own folder."""


SCREENS_KNOW = (*SCHEMES_KNOW, "events", "interface", "screens", "session")
"""What the screens of a scheme (flows/schemes/<scheme>/screens) may import of flows, beside their own folder."""


def upward(path: str) -> list[str]:
    """What a file of flows imports from its own floor or from above it, and of schemes what it may not know."""
    return [name for name in imports(path) if within(name, "flows") and not may_import(path, name)]


def may_import(path: str, name: str) -> bool:
    """Whether a file of flows may import this dotted name of flows."""
    package = Path(path).parent.relative_to("flows").parts[:1]
    if not package:
        return False
    if package == ("schemes",):
        own = ".".join(Path(path).parts[:3])
        known: Sequence[str] = SCREENS_KNOW if Path(path).parts[3:4] == ("screens",) else SCHEMES_KNOW
        return within(name, own, *(f"flows.{each}" for each in known))
    floor = next(floor for floor, packages in enumerate(FLOWS) if package[0] in packages)
    below = (f"flows.{each}" for packages in FLOWS[:floor] for each in packages)
    return within(name, f"flows.{package[0]}", *below)

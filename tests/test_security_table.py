"""docs/security.md names a test for each promise: every one of them exists."""

from tests.support.paths import ROOT
from tests.support.source.named_tests import rows, unproved


def test_every_promise_is_kept_by_tests_that_exist() -> None:
    table = rows(ROOT / "docs" / "security.md", "| 承諾 promise |")
    assert len(table) > 25
    assert unproved(table) == []

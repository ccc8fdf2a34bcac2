"""Every command of the staff is recorded before it shows anything, and `audit` tells."""

from pathlib import Path

import pytest

from bot.cli.decisions import staff_member
from tests.support.services.commands import command
from tests.support.services.new_databases import new_sqlite


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database without cases."""
    return new_sqlite(tmp_path / "bot.db")


def test_looking_from_the_command_line_is_recorded(tmp_path: Path, url: str) -> None:
    for words in (["list", "--unsigned"], ["export", "--format", "json"], ["show", "陳美麗"]):
        command(tmp_path, *words, DATABASE_URL=url)
    told = command(tmp_path, "audit", DATABASE_URL=url).stdout
    mine = [line.split("  ") for line in told.splitlines()]
    assert [line[1] for line in mine] == [staff_member()] * 4
    assert [line[2:] for line in mine] == [
        ["看清單", "unsigned"], ["匯出清單", "json"], ["看案件（指令）"], ["看使用紀錄（指令）"],
    ]  # fmt: skip
    assert "陳美麗" not in told
    assert command(tmp_path, "audit", "--who", "nobody", DATABASE_URL=url).stdout.strip() == "沒有紀錄。"
    assert command(tmp_path, "audit", "113-0042", DATABASE_URL=url).stdout.strip() == "沒有紀錄。"

"""The table of commands: each names a function that takes what its arguments give, and none is missing."""

import inspect
import os
import re
import sys
from pathlib import Path

import pytest

from bot.cli.command import Command, Needs, function_of
from bot.cli.commands import COMMANDS
from bot.cli.main import main
from tests.support.paths import ROOT

PARAMETER = {Needs.NOTHING: (), Needs.SETTINGS: ("settings",), Needs.SERVICE: ("service",)}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_its_function_takes_what_it_needs_and_its_arguments(command: Command) -> None:
    parameters = inspect.signature(function_of(command)).parameters
    first = PARAMETER[command.needs]
    assert tuple(parameters)[: len(first)] == first
    optional = {name for name, each in parameters.items() if each.default is not each.empty}
    assert set(parameters) - set(first) - optional <= command.handed <= set(parameters)
    bound = inspect.signature(function_of(command)).bind(*first, **dict.fromkeys(command.handed))
    assert set(bound.arguments) == {*first, *command.handed}


def test_the_guides_name_no_command_that_is_not_there() -> None:
    guides = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(guide.read_text(encoding="utf-8") for guide in guides)
    named = set(re.findall(r"python -m bot ([a-z-]+)", text))
    assert named <= {command.name for command in COMMANDS}


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a service with an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/intake.db")
    assert main(["migrate"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "113-0042"],
        ["resend", "113-0042"],
        ["erase", "113-0042"],
        ["unlock", "113-0042"],
        ["replace", "113-0042", "--refuse"],
        ["place", "113-0042", "--grant", "--dry-run"],
        ["links", "revoke", "113-0042"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_case_that_is_not_there_is_said_to_be_missing(
    arguments: list[str], database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert "沒有案件 113-0042" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_fault(
    database: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["list"], ["export", "--format", "csv"], ["stats"]):
        reads, writes = os.pipe()
        os.close(reads)
        with os.fdopen(writes, "w") as stream:
            monkeypatch.setattr(sys, "stdout", stream)
            assert main(arguments) == 0
    assert "Traceback" not in capfd.readouterr().err


def test_an_export_goes_to_a_file_or_is_printed(
    database: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "--format", "json"]) == 0
    assert capfdbinary.readouterr().out == b"[]"
    assert main(["export", "--format", "json", "--out", str(database / "all.json")]) == 0
    assert capfdbinary.readouterr().out == b""
    assert (database / "all.json").read_bytes() == b"[]"


def test_a_backup_never_overwrites(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(database / "copy.db")]) == 0
    assert main(["backup", str(database / "copy.db")]) == 2
    assert "已經有這個檔案" in capsys.readouterr().err


def test_replace_wants_one_of_two_answers(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for answers in ([], ["--allow", "--refuse"]):
        with pytest.raises(SystemExit) as ended:
            main(["replace", "113-0042", *answers])
        assert ended.value.code == 2
    assert "--allow" in capsys.readouterr().err

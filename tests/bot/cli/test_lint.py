"""The `lint` command: what it prints, its exit code, and that publishing never rewrites history."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cli.lint import PRINTING_HOLDS, lint_folders, look_again, look_at_calendars
from bot.cli.main import main
from bot.config.catalogue import ALLIANCE, DIAGNOSIS
from bot.config.programme_file import read_programme
from bot.config.settings import SHIPPED_PROGRAMME

CHECKED = read_programme(SHIPPED_PROGRAMME).printing_checked or date.min
"""When the ways to print of the shipped programme were looked up."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped questionnaire, elsewhere and not published yet."""
    return Path(shutil.copytree(DIAGNOSIS / "113", tmp_path / "113"))


def _spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_shipped_has_no_issues(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_folders(None, publish=False, today=CHECKED)
    assert capsys.readouterr().out.splitlines()[-1] == "沒有問題／no issues"
    assert status == 0


def test_issues_are_printed_with_place_code_and_remedy(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(copy / "en.toml", 'label = "Unified Business Number (UBN)"\n', "")
    assert main(["lint", str(copy)]) == 1
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == "113/en.toml: question.ubn.label: missing_words: write it"
    assert last == "2 個問題／2 issues"


def test_the_forms_of_alliances_are_looked_at_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(ALLIANCE.folder, tmp_path / "alliance"))
    _spoil(folder / "forms" / "member" / "editions" / "113M" / "en.toml", 'cpa = "Accountant", ', "")
    monkeypatch.setattr("bot.cli.lint.ALLIANCE", replace(ALLIANCE, folder=folder))
    assert lint_folders(None, publish=False, today=CHECKED) == 1
    assert "113M/en.toml: question.overseas_source_y1.brief.cpa: label_too_long" in capsys.readouterr().out


def test_what_cannot_be_read_is_an_issue_too(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(copy / "questionnaire.toml", 'kind = "ubn"', 'kind = "tea"')
    assert lint_folders([copy], publish=True) == 1
    assert "113/questionnaire.toml: question ubn: unreadable" in capsys.readouterr().out
    assert not (copy.parent / "LOCK.toml").exists()


def test_a_missing_file_is_an_issue(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "en.toml").unlink()
    assert lint_folders([copy], publish=False) == 1
    assert f"{copy / 'en.toml'}: missing_file" in capsys.readouterr().out


def test_a_published_version_is_clean_until_it_changes(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint_folders([copy], publish=False) == 1
    assert "not_published" in capsys.readouterr().out
    assert lint_folders([copy], publish=True) == 0
    assert lint_folders([copy], publish=False) == 0
    lock = (copy.parent / "LOCK.toml").read_text(encoding="utf-8")
    _spoil(copy / "zh-TW.toml", 'label = "統一編號"', 'label = "公司統一編號"')
    assert lint_folders([copy], publish=True) == 1
    assert "published_changed" in capsys.readouterr().out
    assert (copy.parent / "LOCK.toml").read_text(encoding="utf-8") == lock


def test_a_new_version_is_published_beside_the_old_one(copy: Path) -> None:
    lint_folders([copy], publish=True)
    old = (copy.parent / "LOCK.toml").read_text(encoding="utf-8")
    following = Path(shutil.copytree(copy, copy.parent / "113-2"))
    _spoil(following / "questionnaire.toml", 'version = "113.1"', 'version = "113.2"')
    assert lint_folders([copy, following], publish=True) == 0
    new = (copy.parent / "LOCK.toml").read_text(encoding="utf-8")
    assert new.startswith(old)
    assert '"113.2" = "' in new


def test_ways_to_print_that_nobody_has_looked_up_for_half_a_year_are_named_and_are_no_issue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    look_again(CHECKED + PRINTING_HOLDS)
    assert capsys.readouterr().out == ""
    look_again(CHECKED + PRINTING_HOLDS + timedelta(days=1))
    assert f"diagnosis-113：超商列印方式上次查閱是 {CHECKED}" in capsys.readouterr().out


def test_a_year_whose_holidays_nobody_has_entered_is_named_and_is_no_issue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for day, named in (
        (date(2025, 3, 1), ()),
        (date(2025, 12, 1), (2026,)),
        (date(2026, 12, 1), (2026, 2027)),
    ):
        look_at_calendars(day)
        lines = [one for one in capsys.readouterr().out.splitlines() if one.startswith("diagnosis-113")]
        assert len(lines) == len(named)
        assert all(f"沒有 {year} 年的假日" in line for year, line in zip(named, lines, strict=True))

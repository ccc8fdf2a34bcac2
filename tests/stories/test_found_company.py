"""Somebody whose company the registers know: on every channel one tap instead of a third of the form."""

import json
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.support.paths import PERSONAS

PERSONA = PERSONAS / "found_company.json"
MOST_ANSWERS = 34
OF_THE_COMPANY = {
    "company_name",
    "registration_type",
    "responsible_person",
    "established_date",
    "paid_in_capital",
    "registered_address",
}


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
def test_no_company_data_is_typed_by_hand(
    channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rehearse", str(PERSONA), "--out", str(tmp_path / "out"), "--channel", channel]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["stopped_at"] == ""
    assert report["answers"] <= MOST_ANSWERS
    assert report["pushes"] == 0
    assert not OF_THE_COMPANY & set(report["seconds"])
    answers = json.loads((tmp_path / "out" / "answers.json").read_text(encoding="utf-8"))["answers"]
    assert set(answers) >= OF_THE_COMPANY
    assert answers["paid_in_capital"] == 5_000_000
    assert "登記資料" in (tmp_path / "out" / "transcript.txt").read_text(encoding="utf-8")

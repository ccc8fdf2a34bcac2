"""The data inside a document: it follows its published schema, and its digest guards all of it."""

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bot.__main__ import main
from bot.submission import frozen, provenance
from flows.carried import DIGEST, carried, digest, written
from flows.session import Answer
from tests.bot.test_document import MADE_AT
from tests.bot.test_document_people import given
from tests.support.json_schema import mistakes
from tests.support.personas import NAMES

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "application.schema.json").read_text(encoding="utf-8"))


def data_of(answers: dict[str, Answer]) -> dict[str, Any]:
    return carried(
        "113-0042",
        ("113.1", "ab" * 32),
        (113, "計畫"),
        frozen(answers),
        ("eligible", ("capital_within", "employees_below")),
        {
            "consent": {"version": "113-1", "at": "2024-05-20T08:50:00+08:00"},
            "provenance": provenance(answers),
        },
        MADE_AT.isoformat(timespec="seconds"),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_data_of_every_persona_follows_the_schema(name: str) -> None:
    data = json.loads(written(data_of(given(name))))
    assert list(mistakes(data, SCHEMA)) == []
    assert data[DIGEST] == digest(data)


def test_an_answer_from_a_register_says_when() -> None:
    taken = {"company_name": Answer("晨曦", source="register", as_of="2024-05-20"), "ubn": Answer("12345675")}
    data = data_of(taken)
    assert data["provenance"] == {
        "company_name": {"source": "register", "date": "2024-05-20"},
        "ubn": {"source": "applicant"},
    }
    assert list(mistakes(data, SCHEMA)) == []


@pytest.mark.parametrize("member", sorted(set(SCHEMA["required"]) - {DIGEST}))
def test_the_digest_guards_every_member(member: str) -> None:
    data = data_of(given("exporter"))
    assert digest(data | {member: "other"}) != data[DIGEST]


@pytest.mark.parametrize(
    "change",
    [{"case_number": "42"}, {"answers": []}, {"verdict": {"state": "maybe", "reasons": []}}, {"more": 1}],
)
def test_the_schema_refuses_other_data(change: dict[str, Any]) -> None:
    assert list(mistakes(data_of(given("exporter")) | change, SCHEMA)) != []


def test_the_command_render_attaches_the_data_of_a_draft_and_makes_reading_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = {"ubn": "12345675", "company_name": "𡍼工業\ud800", "registration_type": "company"}
    (tmp_path / "answers.json").write_text(json.dumps({"answers": answers}))
    assert main(["render", "answers.json", "form.pdf"]) == 0
    with pikepdf.Pdf.open(tmp_path / "form.pdf") as pdf:
        data = json.loads(pdf.attachments["application.json"].get_file().read_bytes())
    assert data["answers"] == answers
    assert list(mistakes(data, SCHEMA)) == []
    assert main(["inspect", "form.pdf"]) == 0
    assert main(["render", "answers.json", "copy.pdf", "--lang", "en"]) == 0
    assert main(["inspect", "copy.pdf"]) == 2

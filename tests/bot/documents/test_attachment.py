"""The data inside a document: it follows its published schema, and its digest guards all of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bot.cli.main import main
from bot.conversation.submission import submission
from bot.documents.document_store import data_of as document_data
from bot.documents.document_store import filing_of
from flows.document.attachment import DIGEST, application_data, digest, to_text
from flows.document.fill import printed_form
from flows.rules.verdict import State
from flows.schemes.common.sme import Reason
from flows.session.answers import Answer
from flows.session.company.registry import Looked
from flows.session.frozen import frozen, provenance, thawed
from flows.session.state import Session
from storage.records import Application
from tests.bot.documents.test_people import EDITION, PROGRAMME, given
from tests.bot.documents.test_renderer import MADE_AT
from tests.support.chat import Chat
from tests.support.json_schema import mistakes
from tests.support.paths import ROOT
from tests.support.personas import NAMES
from tests.support.player import play
from tests.support.programmes import definition
from tests.support.registers import RECORDS

SCHEMA = json.loads((ROOT / "docs" / "application.schema.json").read_text(encoding="utf-8"))


def data_of(answers: dict[str, Answer]) -> dict[str, Any]:
    return application_data(
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
    data = json.loads(to_text(data_of(given(name))))
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


SMALL: dict[str, Any] = {"registration_type": "company", "paid_in_capital": 1_000_000, "employee_count": 5}
LARGE = SMALL | {"paid_in_capital": 200_000_000, "employee_count": 300}
CASES: list[tuple[dict[str, Any], str, set[Reason]]] = [
    (SMALL, "found", {Reason.CAPITAL_WITHIN, Reason.EMPLOYEES_BELOW}),
    (LARGE, "found", {Reason.CAPITAL_ABOVE, Reason.EMPLOYEES_ABOVE}),
    (LARGE | {"deemed_sme": "yes"}, "found", {Reason.DEEMED, Reason.CAPITAL_ABOVE, Reason.EMPLOYEES_ABOVE}),
    (SMALL | {"registration_type": "foreign_branch"}, "foreign", {Reason.FOREIGN_BRANCH}),
    (SMALL | {"registration_type": "other"}, "association", {Reason.NOT_REGISTERED}),
    (SMALL, "association", {Reason.REGISTER_OTHER}),
    (SMALL, "dissolved", {Reason.NOT_ACTIVE}),
    (SMALL, "branch", {Reason.BRANCH}),
    (SMALL, "tax_only", {Reason.TAX_ONLY}),
]
"""Answers and what the registers say; together every reason and every state of a verdict."""


def submitted(answers: dict[str, Any], case: str) -> tuple[Session, Application]:
    """The application a session with these answers becomes, as it is stored."""
    session = play(Chat(), "non_exporter", until="submit").session
    given = dict(session.answers) | {name: Answer(value) for name, value in answers.items()}
    if answers["registration_type"] == "other":
        given["registration_type"] = Answer("other", {"other": "協會"})
    looked = Looked(
        str(given["ubn"].value), "found", replace(RECORDS[case], ubn=str(given["ubn"].value)), "by_hand"
    )
    session = replace(session, answers=given, looked=looked)
    made = submission(definition(), session, "web", MADE_AT, "")
    application = Application(
        "113-0042", "s", made.scheme, made.programme, made.ubn, made.company, made.verdict, made.language,
        made.questionnaire,
        json.loads(json.dumps(made.answers)), json.loads(json.dumps(made.record)), MADE_AT, None,
    )  # fmt: skip
    return session, application


@pytest.mark.parametrize(("answers", "case", "reasons"), CASES)
def test_the_data_follows_the_schema_whatever_the_verdict(
    answers: dict[str, Any], case: str, reasons: set[Reason]
) -> None:
    _, application = submitted(answers, case)
    data = json.loads(to_text(document_data(definition(), application)))
    assert {reason.value for reason in reasons} <= set(data["verdict"]["reasons"])
    assert list(mistakes(data, SCHEMA)) == []


def test_every_reason_and_every_state_was_seen() -> None:
    verdicts = [submitted(answers, case)[1] for answers, case, _ in CASES]
    assert {reason for verdict in verdicts for reason in verdict.record["reasons"]} == set(Reason)
    assert {verdict.verdict for verdict in verdicts} == set(State)


def test_the_form_says_what_is_claimed_and_what_the_capital_is() -> None:
    """A deemed SME's claim stands on paper; a foreign branch has no paid-in capital to tick."""
    for answers, case, _ in CASES:
        _, application = submitted(answers, case)
        verdict = printed_form(
            EDITION, PROGRAMME, thawed(application.answers), filing_of(definition(), application, "")
        ).verdict
        capital = verdict.criteria[0]
        assert ("deemed" in verdict.reasons) is (answers.get("deemed_sme") == "yes")
        assert capital.applies is (case != "foreign")
        assert capital.applies or not capital.met


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

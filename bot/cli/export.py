"""`export`: all applications as csv, xlsx or json."""

import asyncio
import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.cases.sent_copies import last_sent
from bot.notifications.mail_facts import STAFF_LANGUAGE, contact_address
from bot.one_time_links.address_confirmation import confirmation_of
from bot.paths import SHARED
from bot.presenter import signed_copy
from bot.presenter.context import clock, moment
from bot.service import Service
from bot.spreadsheets import as_csv, as_xlsx
from flows.answers.base import Value
from flows.answers.display import shown as in_words
from flows.definitions.edition import Edition
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.words import Words
from flows.session.frozen import thawed
from flows.session.submitted.signed_copy import SentCopy, copy_state
from storage.cases.one_time_links import LinkFor
from storage.records import Application


async def export(service: Service, form: str, out: Path | None) -> bytes:
    """All applications, written to a file if one is named: then nothing is left to print."""
    content = await exported(service, form)
    if out is None:
        return content
    await asyncio.to_thread(out.write_bytes, content)
    return b""


async def exported(service: Service, form: str, programme: str = "") -> bytes:
    """All applications, or those of a programme, as csv, xlsx or json."""
    rows: list[Mapping[str, Any]] = []
    confirmed = await service.confirmation.all_confirmed()
    async for page in service.applications.pages():
        rows += [
            _row(service, application, form, confirmed)
            for application in page
            if programme in ("", application.programme)
        ]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    headers = list(dict.fromkeys(key for row in rows for key in row)) or ["case_number"]
    table = [[row.get(header, "") for header in headers] for row in rows]
    if form == "xlsx":
        words = tomllib.loads((SHARED / "cli" / "export.toml").read_text(encoding="utf-8"))
        return as_xlsx([words["heads"].get(header, header) for header in headers], table, words["sheet"])
    return as_csv(headers, table)


def _row(
    service: Service, application: Application, form: str, confirmed: Mapping[LinkFor, datetime]
) -> dict[str, Any]:
    """Stored values for json; for people's spreadsheets the answers in words."""
    edition = service.editions[application.questionnaire]
    address = "" if application.erased_at else contact_address(edition, application)
    at = confirmed.get(confirmation_of(application.case_number, address))
    row: dict[str, Any] = {
        "case_number": application.case_number,
        "check_code": application.code,
        "submitted_at": application.submitted_at.isoformat(),
        "verdict": application.verdict,
        "language": application.language,
        "channel": application.record.get("channel", ""),
        "county": _county(edition, application),
        "supersedes": application.supersedes or "",
        "superseded_by": application.superseded_by or "",
        "replaces": application.replaces or "",
        "place": application.place or "",
        "in_force": not (application.superseded_by or application.waits or application.refused),
        "email_confirmed_at": at.isoformat() if at else "",
    }
    sent = last_sent(application)
    if form == "json":
        row |= {"signed": copy_state(sent).value, "signed_at": sent.at if sent else ""}
        return row | {"answers": application.answers, "record": application.record}
    answers, words = thawed(application.answers), edition.speak(STAFF_LANGUAGE)
    row |= copy_cells(edition, sent)
    if form == "xlsx":
        row |= {
            "submitted_at": application.submitted_at,
            "verdict": words.say(f"submit.{application.verdict}") if application.verdict else "",
            "email_confirmed_at": at or "",
            "signed_at": datetime.fromisoformat(sent.at) if sent else "",
        }
    for question in edition.questionnaire.questions:
        if question.id in answers:
            answer = answers[question.id]
            typed = _typed(question, answer.value) if form == "xlsx" else None
            spoken = in_words(question, answer.value, answer.texts, words)
            row[_label(words, question.id)] = spoken if typed is None else typed
    return row


def _typed(question: Question, value: Value) -> float | date | None:
    """A sum, number, share or day as what it is, so that it can be added up, sorted and filtered; None for words."""
    match question.kind, value:
        case ((Kind.AMOUNT | Kind.NUMBER | Kind.PERCENT), int() | float()):
            return value
        case Kind.DATE, str():
            return date.fromisoformat(value)
        case _:
            return None


def _county(edition: Edition, application: Application) -> str:
    """Where the company is registered."""
    address = application.answers.get(edition.roles.question("company.address"))
    return str(address.get("county", "")) if isinstance(address, Mapping) else ""


def copy_cells(edition: Edition, sent: SentCopy | None) -> dict[str, str]:
    """What is known of the last signed copy, in words."""
    words = edition.speak(STAFF_LANGUAGE)
    came = sent.pages if sent and not sent.online else ()
    theirs, ours = signed_copy.pages(words, came, edition.questionnaire.pages)
    return {
        "signed": words.say(f"copy.state.{copy_state(sent)}"),
        "signed_at": clock(moment(sent.at)) if sent else "",
        "signed_findings": "；".join(signed_copy.seen(words, sent.findings)) if sent else "",
        "signed_certificate": sent.signer if sent else "",
        "signed_pages": theirs,
        "unsigned_pages": ours if theirs else "",
    }


def _label(words: Words, question: str) -> str:
    return words.of(question, "short") or words.of(question, "label")

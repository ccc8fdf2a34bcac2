"""From a confirmed session to an application: frozen answers, verdict and the jobs that follow the commit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.cases.replacement import asking
from flows.definitions.programme import Programme
from flows.events import codec
from flows.events.company_claim import CaseEnded
from flows.events.event import Event
from flows.events.signed_copy import CopySent
from flows.events.submission import Submitted
from flows.registry.codec import to_json
from flows.rules.reminders import remind_at
from flows.scheme.definition import Definition
from flows.schemes.common.sme import judge
from flows.schemes.diagnosis.checks import findings
from flows.session.answers import Answer
from flows.session.signed_copy import SentCopy, sent_from_json, sent_to_json
from flows.session.state import Session
from storage.cases.file_statements import SENT_COPIES
from storage.records import Application, NewJob, Submission
from storage.stored_names import JobKind

ENDED = (codec.to_json(CaseEnded("erased")),)
"""What whoever has joined an application is told when it is erased."""


def submission(
    definition: Definition, session: Session, channel: str, now: datetime, code: str
) -> Submission:
    """The application this session becomes, with its check code; its case number is given inside the transaction."""
    edition, programme, values = definition.edition, definition.programme, session.values()
    verdict = judge(values, session.record)
    found = findings(edition.questionnaire, values, programme.latest_year, session.record)
    return Submission(
        year=programme.year,
        ubn=str(values.get("ubn", "")),
        company=str(values.get("company_name", "")),
        verdict=verdict.state.value if verdict else "",
        language=session.language,
        questionnaire=session.questionnaire,
        answers=frozen(session.answers),
        record={
            "channel": channel,
            "reasons": list(map(str, verdict.reasons)) if verdict else [],
            "consent": {"version": session.consent_version, "at": session.consent_at},
            "warnings": [{"check": finding.check, "facts": dict(finding.facts)} for finding in found],
            "questionnaire_sha256": edition.questionnaire.digest,
            "register": _register(session),
            "provenance": provenance(session.answers),
        },
        jobs=_jobs(programme, now),
        code=code,
        places=programme.places or 0,
        unproved=session.unproved,
        supersedes=asking(session.claim, now),
        seal=lambda case_number: [codec.to_json(Submitted(case_number, now.isoformat()))],
    )


def _jobs(programme: Programme, now: datetime) -> tuple[NewJob, ...]:
    """Document and mails at once; the reminder of the signed copy when it is due, if ever."""
    moments = {
        JobKind.DOCUMENT: now,
        JobKind.STAFF_MAIL: now,
        JobKind.APPLICANT_MAIL: now,
        JobKind.REMIND: remind_at(programme, now),
    }
    return tuple(NewJob(kind, {}, at) for kind, at in moments.items() if at)


def _register(session: Session) -> Mapping[str, Any]:
    """What the registers said of the company, and what the applicant made of it; empty when they were not asked."""
    looked = session.looked
    if looked is None:
        return {}
    told = {"record": to_json(looked.record)} if looked.record else {}
    return {"state": looked.state, "choice": looked.choice, **told}


def provenance(answers: Mapping[str, Answer]) -> dict[str, dict[str, str]]:
    """Where answers that the applicant did not give came from, by question: the source, the day it was asked."""
    return {
        question: {"source": answer.source, "as_of": answer.as_of}
        for question, answer in answers.items()
        if answer.source
    }


def jobs_of(events: Sequence[Event], case_number: str, now: datetime) -> tuple[NewJob, ...]:
    """The jobs a turn's own events cause: mailing a signed copy that was just sent in."""
    return tuple(
        NewJob(
            JobKind.SIGNED_MAIL,
            {"file": event.file, "number": event.number, "at": event.at},
            now,
            case_number,
        )
        for event in events
        if isinstance(event, CopySent)
    )


def sent_in(events: Sequence[Event]) -> tuple[Mapping[str, Any], ...]:
    """The signed copies these events send in, as the record of the application keeps them."""
    sent = [event for event in events if isinstance(event, CopySent)]
    return tuple(sent_to_json(sent_from_json(codec.to_json(event))) for event in sent)


def sent_copies(application: Application) -> tuple[SentCopy, ...]:
    """The signed copies that came in for an application, oldest first, from whomever of the company."""
    return tuple(map(sent_from_json, application.record.get(SENT_COPIES, ())))


def last_sent(application: Application | None) -> SentCopy | None:
    """The signed copy in force, if one has come in."""
    sent = sent_copies(application) if application else ()
    return sent[-1] if sent else None


def frozen(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as stored and exported: value by question id, words of a free-text option as `question.option`."""
    flat: dict[str, Any] = {}
    for question, answer in answers.items():
        flat[question] = answer.value
        flat |= {f"{question}.{option}": text for option, text in answer.texts.items()}
    return flat


def thawed(
    answers: Mapping[str, Any], came_from: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> dict[str, Answer]:
    """Frozen answers as the engine knows them; `came_from` is their provenance."""
    texts: dict[str, dict[str, str]] = {}
    for key, text in answers.items():
        question, dot, option = key.partition(".")
        if dot:
            texts.setdefault(question, {})[option] = str(text)
    return {
        key: _answer(value, texts.get(key, {}), came_from.get(key, {}))
        for key, value in answers.items()
        if "." not in key
    }


def _answer(value: Any, texts: Mapping[str, str], came_from: Mapping[str, str]) -> Answer:
    return Answer(value, texts, source=came_from.get("source", ""), as_of=came_from.get("as_of", ""))


def consented_at(application: Application) -> datetime | None:
    """When the applicant agreed to the personal-data notice."""
    at = application.record.get("consent", {}).get("at", "")
    return datetime.fromisoformat(at) if at else None

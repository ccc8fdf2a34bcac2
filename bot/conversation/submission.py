"""From a confirmed session to an application: frozen answers, verdict and the jobs that follow the commit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.cases.replacement import replacement_request
from flows.cases import codec as case_codec
from flows.cases.events import CaseEvent, QuestionAsked, RevisionReceived, StaffChatBegun, StaffChatEnded
from flows.events import codec
from flows.events.company.company_claim import CaseEnded
from flows.events.conversation import StaffCalled, StaffLeft
from flows.events.event import Event
from flows.events.submitted.signed_copy import CopySent
from flows.events.submitted.submission import OfficeQuestion, RevisionSent, Submitted
from flows.registry.codec import to_json
from flows.rules.reminders import remind_at
from flows.scheme.definition import Definition
from flows.scheme.mail_spec import MailEvent
from flows.session.case_number import case_number
from flows.session.frozen import frozen, provenance
from flows.session.state import Session
from flows.session.submitted.asked import changes
from flows.session.submitted.signed_copy import sent_from_json, sent_to_json
from storage.records import NewAnswers, NewJob, Submission
from storage.stored_names import JobKind

ENDED = (codec.to_json(CaseEnded("erased")),)
"""What whoever has joined an application is told when it is erased."""


def submission(
    definition: Definition, session: Session, channel: str, now: datetime, code: str
) -> Submission:
    """The application this session becomes, with its check code; its case number is given inside the transaction."""
    edition, programme, given = definition.edition, definition.programme, definition.given(session)
    verdict = definition.verdict(session)
    return Submission(
        scheme=definition.scheme.key,
        programme=programme.id,
        series=definition.series,
        case_number=partial(case_number, definition.series),
        ubn=str(given["company.id"] or ""),
        company=str(given["company.name"] or ""),
        verdict=verdict.state.value if verdict else "",
        language=session.language,
        questionnaire=session.questionnaire,
        answers=frozen(session.answers),
        record={
            "channel": channel,
            "consent": {"version": session.consent_version, "at": session.consent_at},
            "questionnaire_sha256": edition.questionnaire.digest,
            "register": _register(session),
            **_judged(definition, session),
        },
        jobs=_jobs(definition, now),
        code=code,
        places=programme.places or 0,
        unproved=session.unproved,
        supersedes=replacement_request(session.claim, now),
        seal=lambda number: [codec.to_json(Submitted(number, now.isoformat()))],
    )


def new_answers(
    definition: Definition, before: Session, after: Session, events: Sequence[Event], now: datetime
) -> NewAnswers | None:
    """The answers that these events send in anew, if they do."""
    sent = next((event for event in events if isinstance(event, RevisionSent)), None)
    if sent is None or before.revision is None:
        return None
    verdict, given = definition.verdict(after), definition.given(after)
    questionnaire = definition.edition.questionnaire
    changed = [one.id for one, _, _ in changes(questionnaire, before.revision.before, after.answers)]
    payload = {"revision": sent.revision}
    mails = [mail.job for mail in definition.scheme.mails_on(MailEvent.SUBMITTED)]
    kinds = [*([JobKind.DOCUMENT] if definition.form.document else []), *mails]
    return NewAnswers(
        after.case_number,
        sent.revision,
        str(given["company.name"] or ""),
        verdict.state.value if verdict else "",
        frozen(after.answers),
        _judged(definition, after),
        case_codec.to_json(RevisionReceived(sent.revision, tuple(changed))),
        tuple(NewJob(kind, payload, now) for kind in kinds),
    )


def _judged(definition: Definition, session: Session) -> Mapping[str, Any]:
    """What an application's record keeps of its answers beside them."""
    verdict, found = definition.verdict(session), definition.findings(session)
    return {
        "reasons": list(map(str, verdict.reasons)) if verdict else [],
        "warnings": [{"check": finding.check, "facts": dict(finding.facts)} for finding in found],
        "provenance": provenance(session.answers),
    }


def _jobs(definition: Definition, now: datetime) -> tuple[NewJob, ...]:
    """Document and mails at once; the reminder of the signed copy when it is due, if ever."""
    scheme, form, programme = definition.scheme, definition.form, definition.programme
    moments: dict[str, datetime | None] = {JobKind.DOCUMENT: now} if form.document else {}
    moments |= {mail.job: now for mail in scheme.mails_on(MailEvent.SUBMITTED)}
    if scheme.mail(MailEvent.REMINDER_DUE):
        moments[JobKind.REMIND] = remind_at(programme, now)
    return tuple(NewJob(kind, {}, at) for kind, at in moments.items() if at)


def _register(session: Session) -> Mapping[str, Any]:
    """What the registers said of the company, and what the applicant made of it; empty when they were not asked."""
    looked = session.looked
    if looked is None:
        return {}
    told = {"record": to_json(looked.record)} if looked.record else {}
    return {"state": looked.state, "choice": looked.choice, **told}


def asked_of_staff(events: Sequence[Event], session: str) -> Mapping[str, Any] | None:
    """What the stream of a case hears of these events: a question to the office, or that its people are to answer in
    the chat, or no longer; the last of them. Of what the office itself has ended the stream knows."""
    told: CaseEvent | None = None
    for event in events:
        match event:
            case OfficeQuestion():
                told = QuestionAsked(event.typed, session)
            case StaffCalled():
                told = StaffChatBegun(session)
            case StaffLeft(by) if by != "office":
                told = StaffChatEnded(session)
            case _:
                pass
    return case_codec.to_json(told) if told else None


def jobs_of(events: Sequence[Event], case_number: str, now: datetime) -> tuple[NewJob, ...]:
    """The jobs a turn's own events cause: mailing a signed copy that was just sent in, or a question."""
    asked = any(isinstance(event, OfficeQuestion) for event in events)
    questions = (NewJob(JobKind.QUESTION_MAIL, {}, now, case_number),) if asked else ()
    return questions + tuple(
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

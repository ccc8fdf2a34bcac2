"""What a turn of somebody in an alliance carries besides its events: a seat that moved on, codes, what is sent in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.cases.occasion_jobs import news
from bot.conversation.alliance.case.changes import proposal_changes
from bot.conversation.alliance.case.status import parts_changed
from bot.conversation.alliance.lead import told_to_others
from bot.conversation.alliance.news_jobs import news_jobs
from bot.conversation.alliance.seat_state import seat_state
from flows.answers.parsing.invitation_code import named_code
from flows.events import codec
from flows.events.alliance import (
    Admitted,
    ColleagueJoined,
    InvitationsMade,
    MailCodeAsked,
    PersonSeated,
    ProposalSent,
    ProposalWithdrawn,
    SeatAdmitted,
    SeatLeft,
    SeatRemoved,
    SeatTaken,
)
from flows.events.applications import AnotherBegun
from flows.events.event import Event
from flows.events.submitted.submission import Submitted
from flows.interface.inbound import Content, Inbound, Text
from flows.interface.known import Discovered
from flows.interface.notifications import About
from flows.rules.closing_reminders import paper_moments
from flows.scheme.definition import Catalogue, Definition
from flows.scheme.form import Stage
from flows.scheme.mail_spec import MailEvent
from flows.session.case_number import lettered_number
from flows.session.frozen import frozen, provenance
from flows.session.state import Session
from storage.records import NewJob, NewTurn, Resent, SeatJoining, SeatState, Submission
from storage.stored_names import JobKind

INVITED_FOR = timedelta(days=14)
"""How long a code is good; constructed."""

PARTED = (codec.to_json(SeatLeft()),)
"""What somebody is told whose company was taken out."""


LET_IN = (codec.to_json(Admitted()),)
"""What somebody is told whose company was let in."""


def takes_part(catalogue: Catalogue) -> bool:
    """Whether there is a scheme of several companies."""
    return any(form.own.stages for scheme in catalogue.schemes.values() for form in scheme.forms.values())


def joins_anew(inbound: Inbound, events: Sequence[Event] | None) -> bool:
    """Whether an invitation code has begun another application, which has still to hear of it."""
    begun = any(isinstance(event, AnotherBegun) for event in events or ())
    return begun and isinstance(inbound.content, Text) and bool(named_code(inbound.content.text))


def leads(definition: Definition) -> bool:
    """Whether the session is that of an alliance's leader."""
    return Stage.WORKSPACE in definition.form.own.stages


def with_alliance(
    record: NewTurn,
    definition: Definition,
    content: Content,
    events: Sequence[Event],
    sessions: tuple[Session, Session],
) -> NewTurn:
    """The turn with what it changes of an alliance; as it is where the form has no part in one.
    `sessions` are those before and after it."""
    before, after = sessions
    if not definition.form.own.stages:
        return record
    made = any(isinstance(event, InvitationsMade) for event in events)
    sent = next((event for event in events if isinstance(event, ProposalSent)), None)
    found = content.data if isinstance(content, Discovered) else {}
    change = proposal_changes(events, definition.programme, parts_changed(before), record.at)
    case_number, changes = change or (record.case_number, record.changes)
    return replace(
        record,
        case_number=case_number,
        changes=changes,
        seat=_seat(definition, after, record.session, events),
        invitations={code_hash: ubn for ubn, code_hash in found["hashes"].items()} if made else {},
        invited_until=record.at + INVITED_FOR if made else None,
        unseats=tuple(event.seat for event in events if isinstance(event, SeatRemoved)),
        unseated=PARTED,
        admits=tuple(event.seat for event in events if isinstance(event, SeatAdmitted)),
        admitted=LET_IN,
        frees=any(isinstance(event, ProposalWithdrawn) for event in events),
        joins_seat=_joining(definition, after, events, record.at),
        tells=told_to_others(before, events, after),
        resent=_resent(definition, after, found, sent, record.at) if sent else None,
        jobs=(
            *record.jobs,
            *_mail_codes(events, record),
            *news_jobs(definition, record.session, events, after, record.at),
        ),
    )


def _seat(definition: Definition, after: Session, key: str, events: Sequence[Event]) -> SeatState | None:
    left = any(isinstance(event, SeatLeft) for event in events)
    taken = next((event for event in events if isinstance(event, SeatTaken)), None)
    state = seat_state(definition, after, key, taken.invitation if taken else "")
    if state is None and left:
        return SeatState("", definition.programme.id, "", "", 0, 0, 0, False, False, {}, {}, gone=True)
    return state


def _joining(
    definition: Definition, after: Session, events: Sequence[Event], now: datetime
) -> SeatJoining | None:
    """Who fills in a company's form beside a colleague from now on, and what that session is told."""
    joined = next((event for event in events if isinstance(event, ColleagueJoined)), None)
    if joined is None:
        return None

    def told(number: int) -> Sequence[Mapping[str, Any]]:
        return [codec.to_json(PersonSeated(number, joined.name, now.isoformat(), after.consent_version))]

    return SeatJoining(joined.seat, joined.invitation, told)


def _mail_codes(events: Sequence[Event], record: NewTurn) -> tuple[NewJob, ...]:
    asked = [event.number for event in events if isinstance(event, MailCodeAsked)]
    return tuple(
        NewJob(JobKind.PROOF_MAIL, {"session": record.session, "number": number}, record.at)
        for number in asked
    )


def sent_in(definition: Definition, case_number: str, now: datetime) -> Event:
    """What a session is told once its case has a number."""
    if leads(definition):
        return ProposalSent(case_number, 1, now.isoformat())
    return Submitted(case_number, now.isoformat())


def proposal(
    definition: Definition, session: Session, channel: str, content: Content, now: datetime, code: str
) -> Submission:
    """What is sent in of an alliance for the first time: the leader's answers, what was entered, every member's form as
    it was released."""
    given, verdict = definition.given(session), definition.verdict(session)
    data = content.data if isinstance(content, Discovered) else {}
    programme, series = definition.programme, definition.series
    return Submission(
        scheme=definition.scheme.key,
        programme=programme.id,
        series=series,
        case_number=partial(lettered_number, programme.year, definition.scheme.series),
        ubn=str(given["company.id"] or ""),
        company=str(given["company.name"] or ""),
        verdict=verdict.state.value if verdict else "",
        language=session.language,
        questionnaire=session.questionnaire,
        answers=frozen(session.answers),
        record=_record(definition, session, data, 1, now) | {"channel": channel},
        jobs=_jobs(definition, 1, now),
        code=code,
        seal=lambda number: [codec.to_json(sent_in(definition, number, now))],
        revised=True,
    )


def _resent(
    definition: Definition, session: Session, data: Mapping[str, Any], sent: ProposalSent, now: datetime
) -> Resent:
    record = _record(definition, session, data, sent.revision, now)
    return Resent(
        sent.case_number,
        sent.revision,
        frozen(session.answers),
        record,
        _jobs(definition, sent.revision, now),
    )


def _record(
    definition: Definition, session: Session, data: Mapping[str, Any], revision: int, now: datetime
) -> dict[str, Any]:
    verdict = definition.verdict(session)
    return {
        "reasons": list(map(str, verdict.reasons)) if verdict else [],
        "consent": {"version": session.consent_version, "at": session.consent_at},
        "questionnaire_sha256": definition.edition.questionnaire.digest,
        "provenance": provenance(session.answers),
        "revision": revision,
        "sent_at": now.isoformat(),
        "entries": dict(session.entries),
        "members": list(data.get("members", ())),
    }


def _jobs(definition: Definition, revision: int, now: datetime) -> tuple[NewJob, ...]:
    kinds = [JobKind.DOCUMENT.value] if definition.form.document else []
    kinds += [mail.job for mail in definition.scheme.mails_on(MailEvent.SUBMITTED)]
    jobs = [NewJob(kind, {"revision": revision}, now) for kind in kinds]
    if revision == 1:
        jobs += _paper_reminders(definition.programme.period(now).closes, now)
    return tuple(jobs)


def _paper_reminders(closes: datetime, now: datetime) -> list[NewJob]:
    """Each is good until the next one says the same, the last one until it closes."""
    moments = paper_moments(closes, now)
    return [
        replace(job, payload={**job.payload, "until": until.isoformat()})
        for number, (at, until) in enumerate(zip(moments, (*moments[1:], closes), strict=True), 1)
        for job in news(About.PAPER_MISSING, number, at)
    ]

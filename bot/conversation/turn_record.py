"""A decided turn as storage takes it: its events, and whatever of its case they bring, change or take away."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases.replacement import settled_by
from bot.conversation.alliance.exchange import with_exchange
from bot.conversation.alliance.turns import leads, proposal, with_alliance
from bot.conversation.case_answers import changes_of
from bot.conversation.copy_intake.draft_files import COPY_ROLES
from bot.conversation.follow_ups.base import Files
from bot.conversation.session_cache import CachedSession
from bot.conversation.submission import asked_of_staff, jobs_of, new_answers, sent_in, submission
from flows.events.alliance import PersonLeft
from flows.events.codec import to_json
from flows.events.company.company_claim import AlreadyApplied, Joined
from flows.events.event import Event
from flows.events.places import PlacesFull
from flows.events.submitted.signed_copy import CopySent
from flows.events.submitted.submission import CaseAnswered, Confirmed, Refused, RequestMade
from flows.events.upgrade import Upgraded
from flows.interface.inbound import Inbound, Sender
from flows.scheme.definition import Catalogue, Definition
from flows.screens.signed_copy import kept_files, released_files
from flows.session.redaction import redaction
from flows.session.state import Session
from storage.journal.outcomes import Awaited, Full, Gone, Taken
from storage.records import Identity, NewTurn, Submission


def recorded(
    catalogue: Catalogue,
    code: Callable[[], str],
    person: CachedSession,
    decided: tuple[Inbound, Sequence[Event], Session],
    now: datetime,
) -> NewTurn:
    """The turn in which a message led to these events and this session; `code` makes the check code of
    an application made by it."""
    inbound, events, after = decided
    definition = catalogue.of(after, now)
    who = Identity(inbound.sender.channel, inbound.sender.account, inbound.sender.user)
    sender, first, key = inbound.sender, person.seq == 0, person.journal_key()
    confirmed = any(isinstance(event, Confirmed) for event in events)
    record = NewTurn(
        session=key,
        seq=person.seq + 1,
        account=account(sender),
        event_id=inbound.event_id,
        at=now,
        message=inbound.message or None,
        events=[to_json(event) for event in (*person.unsaved, *events)],
        identity=who if first else None,
        leaves_seat=who if any(isinstance(event, PersonLeft) for event in events) else None,
        visit=person.visit + 1 if first else person.visit,
        submission=_submission(definition, code(), decided, now) if confirmed else None,
        jobs=jobs_of(events, after.case_number, now),
        case_number=after.case_number,
        sent=sent_in(events),
        changes=changes_of(events, definition.programme, key, now),
        redact=redaction(events),
        settles=settled_by(events, after.case_number, key, (account(sender), inbound.event_id), now),
        leaves_place=any(isinstance(event, Upgraded) for event in events),
        asks=asked_of_staff(events, key) if after.case_number else None,
        revises=new_answers(definition, person.session, after, events, now),
        joins=next((event.case_number for event in events if isinstance(event, Joined)), ""),
    )
    record = with_alliance(record, definition, inbound.content, events, (person.session, after))
    return with_exchange(record, catalogue, events, after)


def _submission(
    definition: Definition, code: str, decided: tuple[Inbound, Sequence[Event], Session], now: datetime
) -> Submission:
    """What is sent in: by an alliance's leader for all members, else by one applicant."""
    inbound, _, after = decided
    if leads(definition):
        return proposal(definition, after, inbound.sender.channel, inbound.content, now, code)
    return submission(definition, after, inbound.sender.channel, now, code)


def leave_work(events: Sequence[Event]) -> bool:
    """Whether jobs were committed with these events that somebody may wait for."""
    return any(isinstance(event, CopySent | CaseAnswered | RequestMade) for event in events)


def with_files(
    record: NewTurn, before: Session, events: Sequence[Event], after: Session, files: Files
) -> NewTurn:
    """With the files that this turn brings to the case and takes from it: what is taken back is gone with it."""
    case, kept = before.case_number or (record.case_number if record.changes else ""), kept_files(after)
    brought = {sha256: file for sha256, file in files.items() if sha256 in kept}
    gone = released_files(before, events, after) if before.case_number else frozenset()
    return replace(record, case_number=case, files=brought, drops=gone, drops_from=COPY_ROLES)


def account(sender: Sender) -> str:
    """The bot account an event id is unique within: `line:Uxxxx`."""
    return f"{sender.channel}:{sender.account}"


def refusal(outcome: Taken | Awaited | Gone | Full, before: Session, after: Session) -> tuple[Event, ...]:
    """What the person is told when the database did not allow what they wanted."""
    match outcome:
        case Taken():
            return Refused("taken"), AlreadyApplied(str(after.values().get(after.company_question, "")))
        case Awaited():
            return (Refused("awaited"),)
        case Gone():
            return Refused("moved"), AlreadyApplied(before.applied)
        case Full():
            return (PlacesFull(),)

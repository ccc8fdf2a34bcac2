"""What is locked after closing: everything, but for the places that the office asks to mend, until their day is over.

A place is a page of the leader's form, a part of the proposal, or the whole of a member's form."""

from collections.abc import Mapping
from datetime import datetime

from flows.definitions.edition import Edition
from flows.definitions.programme import Programme, taipei_day
from flows.events.alliance import Entered, InvitationsAsked, LeadOffered, Remarked, SeatAdmitted, SeatRemoved
from flows.events.answering import Answered, Doubted, Drafted, Focused, Skipped
from flows.events.event import Event, Events
from flows.scheme.definition import Definition
from flows.screens.decision import Decision
from flows.session.alliance import Part
from flows.session.state import Session

FORM, MEMBERS, PAGE = "form", "members", "page."
"""A member's form, who is in the alliance, and what the places of the leader's pages begin with."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "overseas": ("kpi.overseas",),
    "kpi": ("kpi.",),
    "schedule": ("schedule",),
    "prose": ("prose.", "images.", "image.", "file.own_prose", "file.own_book", "own_book_agrees"),
    "files": ("file.registration", "file.slides"),
}
"""The entries of each part by what their names begin with; the first that fits."""

_ANSWERS = Answered | Doubted | Drafted | Focused | Skipped
_SEATS = InvitationsAsked | LeadOffered | SeatAdmitted | SeatRemoved


def leader_places(edition: Edition) -> tuple[str, ...]:
    """What the office may ask the leader to mend."""
    pages = sorted({each.page for each in edition.questionnaire.questions if each.page})
    return (*(f"{PAGE}{page}" for page in pages), MEMBERS, *sorted(PARTS))


def member_places(_edition: Edition) -> tuple[str, ...]:
    """What the office may ask a member to mend."""
    return (FORM,)


def is_mending(part: Part, now: datetime) -> bool:
    """Whether something may be mended now."""
    return bool(part.mend_due) and taipei_day(now).isoformat() <= part.mend_due


def is_closed(programme: Programme, part: Part, now: datetime) -> bool:
    """Whether this belongs to a proposal that was sent in, or to a member's seat, after closing."""
    sent = bool(part.seat) or (bool(part.case_number) and not part.withdrawn)
    return sent and now >= programme.period(now).closes


def is_open(programme: Programme, part: Part, place: str, now: datetime) -> bool:
    """Whether what belongs to a place may be changed now."""
    return not is_closed(programme, part, now) or (is_mending(part, now) and place in part.mends)


def locked(definition: Definition, session: Session, entry: str, now: datetime) -> bool:
    """Whether an entry, or a file for a part of the proposal, is locked."""
    place = part_of(entry) or part_of(f"file.{entry}")
    return bool(place) and not is_open(definition.programme, session.alliance, place, now)


def allowed(decision: Decision, facts: Events) -> Events:
    """These events, or that what they would change is locked."""
    part, programme = decision.session.alliance, decision.programme
    places = [place for fact in facts if (place := _place(decision, fact))]
    if all(is_open(programme, part, place, decision.now) for place in places):
        return facts
    return (Remarked("locked.mending" if is_mending(part, decision.now) else "locked.all", "rejected"),)


def part_of(entry: str) -> str:
    """The part of the proposal that an entry belongs to; "" for one that says nothing of it."""
    return next((part for part, names in PARTS.items() if entry.startswith(names)), "")


def _place(decision: Decision, fact: Event) -> str:
    match fact:
        case Entered(place):
            return part_of(place)
        case _ if isinstance(fact, _SEATS):
            return MEMBERS
        case _ if isinstance(fact, _ANSWERS):
            return _place_of(decision, fact.question)
        case _:
            return ""


def _place_of(decision: Decision, question: str) -> str:
    if decision.session.alliance.seat:
        return FORM
    return f"{PAGE}{decision.definition.edition.questionnaire.by_id[question].page}"

"""Whom a turn gives something to tell in an alliance, and when: members hear of their leader, the leader of members,
everybody that it closes soon."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flows.events.alliance import (
    AllianceEnding,
    ColleagueJoined,
    Entered,
    LeadAnswered,
    LeadOffered,
    MemberReminded,
    ProposalSent,
    ProposalWithdrawn,
    SeatAdmitted,
    SeatLeft,
    SeatRemoved,
    SeatTaken,
)
from flows.events.consent import Consented
from flows.events.event import Event
from flows.events.submitted.submission import Confirmed
from flows.rules.closing_reminders import internal_moment, leader_moments, member_moment
from flows.scheme.definition import Definition
from flows.session.state import Session
from storage.records import NewJob
from storage.stored_names import JobKind

INVITE, SEATS, WORKSPACE = "invite", "seats", "workspace"
"""The entry with what a member was invited to, that of a leader with the seats as last seen, and the stage that only
leaders have (flows/schemes/alliance/screens)."""

JOINED, WAITS, DONE, AGAIN, GONE = "joined", "waits", "done", "again", "gone"
"""What a leader hears of a member."""

REMINDED, ADMITTED, REMOVED, SENT, WITHDRAWN = "reminded", "admitted", "removed", "sent", "withdrawn"
"""What a member hears of its leader."""

LEAD_ASKED, LEAD_REFUSED = "lead_asked", "lead_refused"
"""What a member hears that is asked to lead, and the leader where it does not want to."""

INTERNAL = "internal"
"""The leader's entry with the day until which it wants the forms (flows/schemes/alliance/screens/remind.py)."""

COLLEAGUE = "colleague"
"""What people of a company hear when one more fills its form in with them."""

ENDING, GOES_ON, ENDED = "ending", "goes_on", "ended"
"""What members hear when the leader ends the alliance, takes that back, when it has ended."""

CLOSING, OPEN, CLOSED = "closing", "open", "closed"
"""What leader and member hear before closing, and the leader then, if there is still something to do."""


def news_jobs(
    definition: Definition, key: str, events: Sequence[Event], after: Session, now: datetime
) -> tuple[NewJob, ...]:
    """The jobs; none says more than whom to tell about what. One more ends an alliance when that is due."""
    told = tuple(
        NewJob(JobKind.ALLIANCE_NEWS, {"session": session, "about": about, "of": key, "ubn": _ubn(after)}, at)
        for session, about, at in _news(definition, key, events, after, now)
    )
    told += _of_the_day(key, events, after, now)
    ends = [event.at for event in events if isinstance(event, AllianceEnding) and event.at]
    due = (
        NewJob(JobKind.ALLIANCE_END, {"session": key, "at": at}, datetime.fromisoformat(at)) for at in ends
    )
    return (*told, *due)


def _of_the_day(key: str, events: Sequence[Event], after: Session, now: datetime) -> tuple[NewJob, ...]:
    """Open seats are told of the day the leader has set, each once, three days before it."""
    set_now = [each.value for each in events if isinstance(each, Entered) and each.place == INTERNAL]
    seats, day = ([], "")
    if set_now and set_now[-1]:
        seats, day = _others(after, key), str(set_now[-1])
    if any(isinstance(event, SeatTaken) for event in events):
        seats, day = [key], str((after.entries.get(INVITE) or {}).get(INTERNAL, ""))
    at = internal_moment(date.fromisoformat(day), now) if day else None
    payloads = [{"session": seat, "about": OPEN, "of": key, "ubn": "", "day": day} for seat in seats if at]
    return tuple(NewJob(JobKind.ALLIANCE_NEWS, each, at) for each in payloads if at)


def _news(
    definition: Definition, key: str, events: Sequence[Event], after: Session, now: datetime
) -> Iterator[tuple[str, str, datetime]]:
    closes, leads = definition.programme.period(now).closes, WORKSPACE in definition.form.own.stages
    for event in events:
        match event:
            case Consented() if leads:
                told = [(CLOSING, at) for at in leader_moments(closes, now)]
                yield from ((key, what, at) for what, at in [*told, (CLOSED, closes)] if at > now)
            case SeatTaken():
                yield event.alliance, JOINED if event.admitted else WAITS, now
                if at := member_moment(closes, now):
                    yield key, OPEN, at
            case Entered(place="confirmed", value=value) if value and after.alliance.seat:
                yield after.alliance.seat, AGAIN if value.get("again") else DONE, now
            case MemberReminded() | SeatAdmitted() | SeatRemoved():
                yield event.seat, _OF_LEADER[type(event)], now
            case SeatLeft() if alliance := str((after.entries.get(INVITE) or {}).get("alliance", "")):
                yield alliance, GONE, now
            case Confirmed() if leads:
                yield from ((seat, SENT, now) for seat in _others(after, key))
            case ProposalSent() | ProposalWithdrawn():
                yield from ((seat, _OF_LEADER[type(event)], now) for seat in _others(after, key))
            case _:
                yield from _of_the_lead(event, key, after, now)


def _of_the_lead(
    event: Event, key: str, after: Session, now: datetime
) -> Iterator[tuple[str, str, datetime]]:
    """Who is to lead, or whether nobody is any more."""
    match event:
        case ColleagueJoined():
            yield event.seat, COLLEAGUE, now
        case LeadOffered(seat=seat) if seat:
            yield seat, LEAD_ASKED, now
        case LeadAnswered(agreed=False) if after.alliance.seat:
            yield after.alliance.seat, LEAD_REFUSED, now
        case AllianceEnding():
            about = ENDING if event.at else GOES_ON
            yield from ((seat, about, now) for seat in _others(after, key))
        case _:
            pass


_OF_LEADER: dict[type[Event], str] = {
    MemberReminded: REMINDED, SeatAdmitted: ADMITTED, SeatRemoved: REMOVED, ProposalSent: SENT,
    ProposalWithdrawn: WITHDRAWN,
}  # fmt: skip


def _others(leader: Session, key: str) -> list[str]:
    return [seat["seat"] for seat in leader.entries.get(SEATS, ()) if seat["seat"] != key]


def _ubn(session: Session) -> str:
    return str(session.values().get(session.company_question, ""))

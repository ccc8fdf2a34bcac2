"""A company agrees to lead: leader and member take each other's place, decided inside the transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.alliance.seat_state import seat_state
from flows.events.alliance import ColleagueJoined, CompanyReplaced, LeadAnswered, LeaderNamed, PersonLeft
from flows.events.codec import from_json, to_json
from flows.events.event import Event
from flows.scheme.definition import Catalogue, Definition
from flows.scheme.own_screens import Exchanged
from flows.session.evolve import fold
from flows.session.redaction import without_company
from flows.session.state import Session
from storage.errors import StorageError
from storage.records import Exchange, Exchanging, Json, NewJob, NewTurn, Redact, SeatState
from storage.stored_names import JobKind

LEADS, LED = "leads", "led"
"""What the other members hear of it, and the company that led before."""


def writes_elsewhere(events: Sequence[Event] | None) -> bool:
    """Whether this person writes about another session from now on: they lead, came to a colleague, or left."""
    moved = any(isinstance(event, ColleagueJoined | PersonLeft) for event in events or ())
    return moved or takes_the_lead(events)


def takes_the_lead(events: Sequence[Event] | None) -> bool:
    """Whether somebody agreed to lead: from now on they write about the alliance."""
    return any(isinstance(event, LeadAnswered) and event.agreed for event in events or ())


def with_exchange(record: NewTurn, catalogue: Catalogue, events: Sequence[Event], after: Session) -> NewTurn:
    """The turn with the change of leader, if it is one."""
    if not takes_the_lead(events):
        return record
    alliance = after.alliance.seat
    return replace(
        record, exchange=Exchange(alliance, _decides(catalogue, alliance, record.session, record.at))
    )


def _decides(
    catalogue: Catalogue, alliance: str, member: str, at: datetime
) -> Callable[[Sequence[Json], Sequence[Json]], Exchanging | None]:
    def decide(of_leader: Sequence[Json], of_member: Sequence[Json]) -> Exchanging | None:
        first, second = _session(of_leader), _session(of_member)
        leading, taking = catalogue.of(first, at), catalogue.of(second, at)
        exchange = taking.form.own.exchange
        found = exchange((leading, first), (taking, second), member, at.isoformat()) if exchange else None
        if found is None:
            return None
        return Exchanging(
            to_leader=[to_json(event) for event in found.to_leader],
            to_member=[to_json(event) for event in found.to_member],
            keep_of_leader=_kept(found.to_leader),
            keep_of_member=_kept(found.to_member),
            leader=_seat(leading, fold(first, found.to_leader), alliance),
            member=_seat(taking, fold(second, found.to_member), member),
            told=[to_json(LeaderNamed(found.company))],
            jobs=_news(found, alliance, member, at),
            drops=found.drops,
        )

    return decide


def _session(events: Sequence[Json]) -> Session:
    return fold(Session("", ""), map(from_json, events))


def _kept(told: Sequence[Event]) -> Redact:
    replaced = next(event for event in told if isinstance(event, CompanyReplaced))
    return without_company(frozenset(replaced.gone), frozenset(replaced.entries))


def _seat(definition: Definition, session: Session, key: str) -> SeatState:
    state = seat_state(definition, session, key)
    if state is None:
        raise StorageError
    return state


def _news(found: Exchanged, alliance: str, member: str, at: datetime) -> Callable[[str], Sequence[NewJob]]:
    def jobs(session: str) -> Sequence[NewJob]:
        about = LED if session == member else LEADS
        told = {"session": session, "about": about, "of": alliance, "ubn": found.company}
        return (NewJob(JobKind.ALLIANCE_NEWS, told, at),)

    return jobs

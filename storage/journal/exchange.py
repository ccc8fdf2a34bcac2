"""Leader and member of an alliance take each other's place: their people, their answers, their seats."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, select, update

from storage.alliances.journals import events_of
from storage.alliances.statements import move
from storage.cases.company.supersede import append_to_journals
from storage.engine.database import Database
from storage.journal.redact import rewrite
from storage.outbox.jobs import job_row
from storage.records import Exchanging, NewTurn
from storage.schema.tables import (
    alliance_file,
    case_file,
    contribution_link,
    file,
    handover,
    identity,
    link,
    seat,
    sign_in,
    staff_session,
)

LATER = 1_000_000_000
"""Beyond the turns of any session: all of them are rewritten."""


def exchange(database: Database, connection: Connection, new: NewTurn) -> list[dict[str, Any]]:
    """Do what the turn asks for, if it may be done; the jobs that come of it."""
    if new.exchange is None:
        return []
    alliance, member = new.exchange.alliance, new.session
    found = new.exchange.decide(events_of(connection, alliance), events_of(connection, member))
    if found is None:
        return []
    cause = (new.account, new.event_id)
    rewrite(connection, alliance, LATER, found.keep_of_leader)
    rewrite(connection, member, LATER, found.keep_of_member)
    append_to_journals(connection, [alliance], found.to_leader, cause, new.at)
    append_to_journals(connection, [member], found.to_member, cause, new.at)
    _swap_people(connection, alliance, member, new.at)
    _swap_seats(database, connection, new, found)
    _drop_files(connection, alliance, found.drops)
    others = _others(connection, alliance, member)
    append_to_journals(connection, others, found.told, cause, new.at)
    told = [(session, each) for session in (member, *others) for each in found.jobs(session)]
    return [job_row(each, new.at, session, each.case_number) for session, each in told]


def _swap_people(connection: Connection, alliance: str, member: str, now: datetime) -> None:
    """Each company's people have the other session now; nobody else is let in to either any longer."""
    both = (alliance, member)
    other = case((identity.c.session == alliance, member), else_=alliance)
    connection.execute(update(identity).where(identity.c.session.in_(both)).values(session=other))
    for table in (handover, contribution_link):
        connection.execute(delete(table).where(table.c.session.in_(both)))
    connection.execute(delete(sign_in).where(sign_in.c.address.in_(both)))
    pages = update(staff_session).where(staff_session.c.address.in_(both))  # their address is the session
    connection.execute(pages.values(ended_at=now))


def _swap_seats(database: Database, connection: Connection, new: NewTurn, found: Exchanging) -> None:
    """Neither keeps its company's claim while the other takes it."""
    assert new.exchange is not None
    both = (new.exchange.alliance, new.session)
    connection.execute(update(seat).where(seat.c.session.in_(both)).values(live_key=None))
    for session, state in zip(both, (found.leader, found.member), strict=True):
        move(database, connection, session, state, new.at)


def _drop_files(connection: Connection, alliance: str, parts: Sequence[str]) -> None:
    theirs = (alliance_file.c.alliance == alliance, alliance_file.c.part.in_(parts))
    hashes = list(connection.execute(select(alliance_file.c.sha256).where(*theirs)).scalars())
    connection.execute(delete(alliance_file).where(*theirs))
    used = [select(table.c.sha256) for table in (case_file, alliance_file, link)]
    unused = (file.c.sha256.in_(hashes), *(file.c.sha256.not_in(each) for each in used))
    connection.execute(delete(file).where(*unused))


def _others(connection: Connection, alliance: str, member: str) -> list[str]:
    here = (seat.c.alliance == alliance, seat.c.gone.is_(False), seat.c.session.not_in((alliance, member)))
    return list(connection.execute(select(seat.c.session).where(*here)).scalars())

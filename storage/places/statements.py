"""The statements behind a programme's places, for use inside a transaction.

What is taken is counted, never stored: live applications, and holds whose time is not up. Everybody who decides
about a programme first locks its row, because PostgreSQL would let two transactions count at once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from storage.cases.applications import in_force
from storage.engine.database import Database
from storage.schema.columns import UtcDateTime
from storage.schema.tables import application, place, place_check, place_line, waiting

_LAST = 2**31 - 1
"""A number behind everybody in line: that of people who do not wait."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many places (> 0) a programme has."""

    programme: str
    places: int

    @property
    def unproved(self) -> int:
        """How many of them companies that no register knows may take before staff have decided: a tenth, or one."""
        return max(1, self.places // 10)


def lock(database: Database, connection: Connection, programme: str) -> None:
    """Wait until nobody else decides about this programme's places; theirs are then seen by the next statement."""
    line = database.insert(place_line).values(programme=programme, numbered=0)
    same = {"numbered": place_line.c.numbered}
    connection.execute(line.on_conflict_do_update(index_elements=["programme"], set_=same))


def take(
    database: Database,
    connection: Connection,
    quota: Quota,
    session: str,
    now: datetime,
    until: datetime,
) -> bool:
    """Hold a place if one is free and nobody waits for it longer; needs the lock. A hold under way is kept as it is.

    False when there is none. Whoever holds a place is in no waiting list."""
    own = and_(place.c.session == session, place.c.held_until > now)
    if (connection.execute(select(place.c.session).where(own))).first():
        return True
    row = select(literal(session), literal(quota.programme), literal(until, type_=UtcDateTime())).where(
        _needed(quota, session, now) < quota.places
    )
    adding = database.insert(place).from_select(["session", "programme", "held_until"], row)
    renewed = {"held_until": until, "programme": quota.programme}
    done = connection.execute(adding.on_conflict_do_update(index_elements=["session"], set_=renewed))
    if done.rowcount == 1:
        connection.execute(delete(waiting).where(waiting.c.session == session))
    return done.rowcount == 1


def confirm(database: Database, connection: Connection, quota: Quota, session: str, now: datetime) -> bool:
    """Let the application just inserted take its place; False when there is none for it. Needs the lock."""
    held = and_(place.c.session == session, place.c.held_until > now)
    if (connection.execute(delete(place).where(held))).rowcount == 0:
        query = select(_needed(quota, session, now) <= quota.places)
        if not (connection.execute(query)).scalar_one():
            return False
    connection.execute(delete(waiting).where(waiting.c.session == session))
    return True


def release(connection: Connection, session: str) -> None:
    """A session needs no place held for it, nor one in line: it has another, or is no longer of this programme."""
    for table in (place, waiting):
        connection.execute(delete(table).where(table.c.session == session))


def keep_for_staff(connection: Connection, session: str, case_number: str) -> None:
    """The application just inserted is of a company that no register knows: staff decide about its place."""
    release(connection, session)
    connection.execute(insert(place_check).values(case_number=case_number, granted=None))


def pass_on(connection: Connection, earlier: str, case_number: str) -> None:
    """What was decided about the place of the earlier application holds for the one that takes it over."""
    old = select(place_check.c.granted).where(place_check.c.case_number == earlier)
    found = connection.execute(old).first()
    connection.execute(delete(place_check).where(place_check.c.case_number == case_number))
    if found is not None:
        connection.execute(insert(place_check).values(case_number=case_number, granted=found.granted))


def enlist(connection: Connection, database: Database, programme: str, session: str, now: datetime) -> None:
    """Put a session at the end of the line, unless it stands there; needs the lock."""
    known = select(waiting.c.number).where(waiting.c.session == session)
    if (connection.execute(known)).first():
        return
    following = (
        update(place_line)
        .where(place_line.c.programme == programme)
        .values(numbered=place_line.c.numbered + 1)
    )
    number = (connection.execute(following.returning(place_line.c.numbered))).scalar_one()
    row = {"session": session, "programme": programme, "number": number, "joined_at": now}
    connection.execute(database.insert(waiting).values(row))


def position(session: str) -> ScalarSelect[int]:
    """How many-th in line a session is, from 1; 0 when it does not wait."""
    own = select(waiting.c.programme, waiting.c.number).where(waiting.c.session == session).subquery()
    ahead = and_(waiting.c.programme == own.c.programme, waiting.c.number <= own.c.number)
    return select(func.count()).select_from(waiting).where(ahead).scalar_subquery()


def taken(quota: Quota, now: datetime) -> ColumnElement[int]:
    """How many places are taken: for certain, and within bounds by applications about whose place staff have not
    decided. May be more than there are, where staff have granted the last ones to some of these."""
    open_checks = undecided(quota.programme)
    bounded = case((open_checks < quota.unproved, open_checks), else_=quota.unproved)
    return firm(quota.programme, now) + bounded


def firm(programme: str, now: datetime) -> ColumnElement[int]:
    """How many places are taken by applications in force, neither erased nor superseded, and by holds not run out."""
    not_granted = select(place_check.c.case_number).where(place_check.c.granted.is_not(True))
    applied = _applications(programme).where(application.c.case_number.not_in(not_granted))
    held = (
        select(func.count())
        .select_from(place)
        .where(place.c.programme == programme, place.c.held_until > now)
    )
    return applied.scalar_subquery() + held.scalar_subquery()


def undecided(programme: str) -> ScalarSelect[int]:
    """How many applications wait for staff to decide about their place."""
    waits = select(place_check.c.case_number).where(place_check.c.granted.is_(None))
    return _applications(programme).where(application.c.case_number.in_(waits)).scalar_subquery()


def _applications(programme: str) -> Select[int]:
    live = select(func.count()).select_from(application).where(application.c.programme == programme)
    gone = (application.c.erased_at, application.c.superseded_at, application.c.released_at)
    return live.where(*(moment.is_(None) for moment in gone), in_force())


def _needed(quota: Quota, session: str, now: datetime) -> ColumnElement[int]:
    """The places taken, and those that people who wait longer than this session are to get first."""
    own = select(waiting.c.number).where(waiting.c.session == session).scalar_subquery()
    ahead = select(func.count()).select_from(waiting)
    ahead = ahead.where(waiting.c.programme == quota.programme, waiting.c.number < func.coalesce(own, _LAST))
    return taken(quota, now) + ahead.scalar_subquery()

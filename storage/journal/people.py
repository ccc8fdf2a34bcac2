"""Several people of one session: one more comes by a code, somebody leaves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    and_,
    delete,
    func,
    not_,
    select,
    update,
)

from storage.cases.company.several import others_have
from storage.cases.company.supersede import append_to_journals
from storage.engine.sealing import key_for
from storage.journal.redact import rewrite
from storage.records import Identity, Json, NewTurn, Redact
from storage.schema.tables import application, identity, invitation, seat, turn

EVERY = 1_000_000_000
"""Beyond the turns of any session."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a session is told of the person of that number who has it no longer, and how its events are then kept."""

    told: Callable[[int], Sequence[Json]]
    keep: Callable[[int], Redact]


def settle_people(connection: Connection, new: NewTurn) -> None:
    """What the turn changes of who has which session."""
    if new.joins_seat is not None:
        _join(connection, new)
    if new.leaves_seat is not None:
        who = new.leaves_seat
        theirs = and_(*(identity.c[name] == getattr(who, name) for name in ("channel", "account", "user")))
        connection.execute(delete(identity).where(theirs, identity.c.session == new.session))


def person_of(connection: Connection, new: NewTurn) -> dict[str, int]:
    """The number this person has in the session already, which they come back to."""
    assert new.identity is not None
    theirs = (identity.c[name] == getattr(new.identity, name) for name in ("channel", "account", "user"))
    query = select(func.max(identity.c.person)).where(*theirs, identity.c.session == new.session)
    return {"person": connection.execute(query).scalar() or 0}


def part_with(
    connection: Connection, session: str, who: Identity, leaving: Leaving, now: datetime
) -> tuple[str, ...] | None:
    """Where others have the session too this person has it no longer, and is named in it no more: the sessions that
    are theirs alone, without those that became cases. None where nobody else has it, and nothing was done."""
    theirs = and_(*(identity.c[name] == getattr(who, name) for name in ("channel", "account", "user")))
    here = identity.c.session == session
    if connection.execute(select(identity.c.visit).where(here, not_(theirs)).limit(1)).first() is None:
        return None
    number = connection.execute(select(func.max(identity.c.person)).where(here, theirs)).scalar() or 0
    append_to_journals(connection, [session], leaving.told(number), ("erasure", f"{session} {now}"), now)
    rewrite(connection, session, EVERY, leaving.keep(number))
    connection.execute(delete(identity).where(here, theirs))
    cases = select(application.c.session)
    alone = (~others_have(identity), identity.c.session.not_in(cases))
    return tuple(connection.execute(select(identity.c.session).where(theirs, *alone).distinct()).scalars())


def _join(connection: Connection, new: NewTurn) -> None:
    """The person of this session has that one from now on, if the code was good until now: of this one nothing stays
    but that its events were handled."""
    assert new.joins_seat is not None
    wanted = new.joins_seat
    good = (
        invitation.c.code_hash == wanted.invitation,
        invitation.c.alliance == wanted.session,
        invitation.c.used_by.is_(None),
        invitation.c.expires_at > new.at,
    )
    using = update(invitation).where(*good).values(used_by=new.session)
    gone = select(seat.c.session).where(seat.c.session == wanted.session, seat.c.gone.is_(True))
    if connection.execute(gone).first() or connection.execute(using).rowcount == 0:
        return
    latest = select(func.max(identity.c.person)).where(identity.c.session == wanted.session)
    number = (connection.execute(latest).scalar() or 0) + 1
    this = identity.c.session == new.session
    connection.execute(update(identity).where(this).values(session=wanted.session, person=number))
    blank = key_for(connection, new.session).seal("[]")
    connection.execute(update(turn).where(turn.c.session == new.session).values(events=blank))
    cause = (new.account, new.event_id)
    append_to_journals(connection, [wanted.session], wanted.told(number), cause, new.at)

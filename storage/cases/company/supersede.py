"""The statements by which one application takes the place of another, and by which people join one.

All of them run inside the transaction of the turn that causes them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, select, update

from storage.cases import summary_statements
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_for
from storage.errors import Clash
from storage.records import Json, NewTurn
from storage.schema.columns import UtcDateTime
from storage.schema.tables import application, job, participant, turn

NOT_LIVE = "participant_live"  # no constraint of a table: only a live application can be joined


def supersede(connection: Connection, earlier: str, case_number: str, now: datetime) -> bool:
    """Let the application `earlier` give up its key for `case_number`; its open jobs end: what they would say is no
    longer so. False when it holds none any more."""
    live = and_(application.c.case_number == earlier, application.c.claim_key.is_not(None))
    gone = {"claim_key": None, "superseded_at": now, "superseded_by": case_number}
    if connection.execute(update(application).where(live).values(**gone)).rowcount == 0:
        return False
    summary_statements.touch(connection, earlier)
    open_jobs = and_(job.c.case_number == earlier, job.c.done_at.is_(None))
    connection.execute(update(job).where(open_jobs).values(done_at=now))
    return True


def join(database: Database, connection: Connection, new: NewTurn) -> None:
    """Let the session take part in a live application; Clash when it is no longer live.

    Its row is locked: whoever ends it meanwhile either sees who has joined, or is seen here (PostgreSQL only;
    SQLite has one writer)."""
    live = and_(application.c.case_number == new.joins, application.c.claim_key.is_not(None))
    row = select(literal(new.session), application.c.case_number, literal(new.at, type_=UtcDateTime()))
    found = row.where(live).with_for_update(read=True)
    adding = database.insert(participant).from_select(["session", "case_number", "joined_at"], found)
    again = adding.on_conflict_do_update(
        index_elements=["session"], set_={"case_number": new.joins, "joined_at": new.at}
    )
    if (connection.execute(again)).rowcount == 0:
        raise Clash(NOT_LIVE)


def joined(connection: Connection, case_number: str) -> Sequence[str]:
    """The sessions that take part in an application besides the one that made it."""
    query = select(participant.c.session).where(participant.c.case_number == case_number)
    return (connection.execute(query)).scalars().all()


def leave(connection: Connection, which: ColumnElement[bool]) -> None:
    """Forget who takes part."""
    connection.execute(delete(participant).where(which))


def append_to_journals(
    connection: Connection,
    sessions: Sequence[str],
    events: Sequence[Json],
    cause: tuple[str, str],
    now: datetime,
) -> None:
    """Append these events to the journals of these sessions, as caused by a turn of somebody else."""
    last = (
        select(turn.c.session, func.max(turn.c.seq).label("seq"))
        .where(turn.c.session.in_(sessions))
        .group_by(turn.c.session)
    )
    rows = [
        _told(row.session, row.seq, key_for(connection, row.session).seal(json_text.dump(events)), cause, now)
        for row in connection.execute(last).all()
    ]
    if rows:
        connection.execute(insert(turn), rows)


def _told(session: str, last: int, events: str, cause: tuple[str, str], now: datetime) -> dict[str, Any]:
    account, event_id = cause
    return {
        "session": session,
        "seq": last + 1,
        "previous": last,
        "account": account,
        "event_id": f"{event_id} tells {session}",
        "at": now,
        "message": None,
        "events": events,
    }

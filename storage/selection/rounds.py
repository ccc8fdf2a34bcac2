"""The stream of a programme's selection. Whoever changes it waits for whoever is at it, and then sees what they did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from storage.cases import file_statements
from storage.cases.stream import case_changes
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import SELECTION, key_column, key_for, key_for_case, selection_owner, vault_of
from storage.outbox.jobs import job_row
from storage.records import CaseChange, Json, NewJob, StoredCaseEvent
from storage.schema.tables import application, data_key, job, once, reviewer_chat, selection_event


@dataclass(frozen=True, slots=True)
class StoredRoundEvent:
    """One thing that was done, by whom (a mail address), about which case if about one."""

    number: int
    at: datetime
    who: str
    case_number: str | None
    event: Json


@dataclass(frozen=True, slots=True)
class StoredRound:
    """Everything that was done, oldest first; which cases of the programme are erased, and which are live no longer
    because they were withdrawn, refused or replaced; the streams of the cases that were asked for."""

    events: tuple[StoredRoundEvent, ...] = ()
    erased: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    cases: Mapping[str, tuple[StoredCaseEvent, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewRoundEvent:
    """Something to add: about which case, if about one."""

    event: Json
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class RoundChange:
    """What is added to the round and to cases, by whom, and what has to be done because of it: all or nothing."""

    who: str
    events: Sequence[NewRoundEvent] = ()
    jobs: Sequence[NewJob] = ()
    cases: Mapping[str, CaseChange] = field(default_factory=dict)


ChangeRound: TypeAlias = Callable[[StoredRound], RoundChange | None]
"""Decides what is to happen, from what has happened; None changes nothing."""


class Rounds:
    """Reads and changes them. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, programme: str) -> StoredRound:
        """The round of a programme; an empty one where nothing was done yet."""
        return await self._database.look(lambda connection: read_round(connection, programme))

    async def change(
        self, programme: str, decide: ChangeRound, now: datetime, cases: Sequence[str] = ()
    ) -> RoundChange | None:
        """Let `decide` look at the round and the streams of these `cases` while nobody else can change them, and do
        what it says in one transaction. None when nothing was changed; UnknownCase."""

        def work(connection: Connection) -> RoundChange | None:
            lock_round(self._database, connection, programme, now)
            for case_number in sorted(cases):
                file_statements.lock_case(connection, case_number)
            change = decide(read_round(connection, programme, cases))
            if change:
                write_round(self._database, connection, programme, change, now)
            return change

        return await self._database.transact(work)

    async def erase(self, programme: str) -> int:
        """Everything of a round and its key; how many events there were."""

        def work(connection: Connection) -> int:
            gone = delete(selection_event).where(selection_event.c.programme == programme)
            connection.execute(delete(reviewer_chat).where(reviewer_chat.c.programme == programme))
            connection.execute(delete(data_key).where(data_key.c.session == f"{SELECTION}{programme}"))
            return int(connection.execute(gone).rowcount)

        count = await self._database.transact(work)
        await self._database.scrub()
        return count


def lock_round(database: Database, connection: Connection, programme: str, now: datetime) -> None:
    """Wait until nobody else changes this round; what they did is then seen by the next statement."""
    line = database.insert(once).values(key=f"{SELECTION}{programme}", at=now)
    connection.execute(line.on_conflict_do_update(index_elements=["key"], set_={"at": now}))


def write_round(
    database: Database, connection: Connection, programme: str, change: RoundChange, now: datetime
) -> None:
    """Add what a change says to a round that is locked."""
    last = select(func.coalesce(func.max(selection_event.c.number), 0))
    first = connection.execute(last.where(selection_event.c.programme == programme)).scalar_one() + 1
    for number, new in enumerate(change.events, start=first):
        owner = new.case_number
        key = key_for_case(connection, owner) if owner else key_for(connection, f"{SELECTION}{programme}")
        row = {"programme": programme, "number": number, "at": now, "who": change.who}
        row |= {"case_number": owner, "event": key.seal(json_text.dump(new.event))}
        connection.execute(insert(selection_event).values(row))
    if change.jobs:
        connection.execute(insert(job), [job_row(new, now, None, None) for new in change.jobs])
    for case_number, what in change.cases.items():
        case_changes.write(database, connection, case_number, what, now)


def read_round(connection: Connection, programme: str, cases: Sequence[str] = ()) -> StoredRound:
    """The round, and the streams of these cases."""
    columns = [selection_event.c[name] for name in ("number", "at", "who", "case_number", "event")]
    key = key_column(selection_owner())
    query = select(*columns, key).where(selection_event.c.programme == programme)
    rows = connection.execute(query.order_by(selection_event.c.number)).all()
    unwrap = vault_of(connection).unwrap
    events = tuple(
        StoredRoundEvent(
            row.number, row.at, row.who, row.case_number, json_text.load(unwrap(row.key).open(row.event))
        )
        for row in rows
    )
    erased = application.c.erased_at.is_not(None)
    withdrawn = or_(application.c.released_at.is_not(None), application.c.superseded_at.is_not(None))
    return StoredRound(
        events,
        _numbers(connection, programme, erased),
        _numbers(connection, programme, and_(~erased, withdrawn)),
        {case_number: case_changes.stream(connection, case_number) for case_number in cases},
    )


def _numbers(connection: Connection, programme: str, which: ColumnElement[bool]) -> frozenset[str]:
    query = select(application.c.case_number).where(application.c.programme == programme, which)
    return frozenset(connection.execute(query).scalars())

"""The stream of a case: what the office did, in order, each event once. Two people who act at once collide here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.cases import file_statements, summary_statements
from storage.engine import json_text
from storage.engine.database import Database
from storage.outbox.jobs import job_row
from storage.records import Json, NewJob
from storage.schema.tables import case_event, job

CROWDED = "case_event_pkey"
"""The constraint of a Clash when somebody else has added an event first."""


@dataclass(frozen=True, slots=True)
class StoredCaseEvent:
    """An event as it is stored: its number within the case from 1, when, who, and what."""

    number: int
    at: datetime
    who: str
    event: Json


class CaseEvents:
    """Reads and appends. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, case_number: str) -> tuple[StoredCaseEvent, ...]:
        """The events of a case, oldest first."""
        columns = (case_event.c.number, case_event.c.at, case_event.c.who, case_event.c.event)
        query = select(*columns).where(case_event.c.case_number == case_number).order_by(case_event.c.number)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(StoredCaseEvent(row.number, row.at, row.who, json_text.load(row.event)) for row in rows)

    async def append(
        self, case_number: str, events: Sequence[StoredCaseEvent], jobs: Sequence[NewJob], now: datetime
    ) -> None:
        """Add events under the next numbers, and queue the jobs they cause.

        Clash with CROWDED when one of the numbers is taken; UnknownCase, also for an erased case."""

        def work(connection: Connection) -> None:
            file_statements.lock_case(connection, case_number)
            rows = [
                {
                    "case_number": case_number,
                    "number": one.number,
                    "at": one.at,
                    "who": one.who,
                    "event": json_text.dump(one.event),
                }
                for one in events
            ]
            connection.execute(insert(case_event), rows)
            if jobs:
                connection.execute(insert(job), [job_row(new, now, None, case_number) for new in jobs])
            summary_statements.touch(connection, case_number)

        await self._database.transact(work)

"""The stream of a case: what the office did, in order, each event once. Two people who act at once collide here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, select

from storage.cases import file_statements
from storage.cases.company import supersede
from storage.cases.stream import case_changes
from storage.engine.database import Database
from storage.records import CaseChange, CaseConsultation, ChangeCase, Json, NewJob, StoredCaseEvent
from storage.schema.tables import application

CROWDED = "case_event_pkey"
"""The constraint of a Clash when somebody else has added an event first."""


class CaseEvents:
    """Reads and appends. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, case_number: str) -> tuple[StoredCaseEvent, ...]:
        """The events of a case, oldest first."""
        return await self._database.look(lambda connection: case_changes.stream(connection, case_number))

    async def append(
        self,
        case_number: str,
        events: Sequence[StoredCaseEvent],
        jobs: Sequence[NewJob],
        now: datetime,
        consultation: CaseConsultation | None = None,
    ) -> None:
        """Add events under the next numbers, and queue the jobs they cause; `consultation` is what then holds of it.

        Clash with CROWDED when one of the numbers is taken; UnknownCase, also for an erased case."""
        await self.write(case_number, CaseChange(events, jobs, consultation), now)

    async def write(
        self,
        case_number: str,
        change: CaseChange,
        now: datetime,
        told: Sequence[Json] = (),
        session: str = "",
        others: Mapping[str, Sequence[Json]] = MappingProxyType({}),
    ) -> None:
        """Write a change of a case; `told` is what the applicant's own journal hears of it, or that of another
        `session`; `others` are what further journals hear, by their sessions.

        Clash with CROWDED when one of the numbers is taken, with CLAIMED when another application of the company is
        live; UnknownCase, also for an erased case."""

        def work(connection: Connection) -> None:
            file_statements.lock_case(connection, case_number)
            case_changes.write(self._database, connection, case_number, change, now)
            cause = ("office", f"{case_number} {change.events[-1].number}") if told or others else ("", "")
            if told:
                mine = select(application.c.session).where(application.c.case_number == case_number)
                sessions = [session] if session else connection.execute(mine).scalars().all()
                supersede.append_to_journals(connection, sessions, told, cause, now)
            for other, heard in others.items():
                supersede.append_to_journals(connection, [other], heard, cause, now)

        await self._database.transact(work)

    async def change(
        self, case_number: str, decide: ChangeCase, now: datetime, consultant: str = ""
    ) -> CaseChange | None:
        """Let `decide` look at the case while nobody else can change it, and do what it says. `consultant` is whose
        other cases it is to see, if not those of whoever has the case.

        None when nothing was changed, also because another case took the place of this one; UnknownCase."""
        return await self._database.transact(
            lambda connection: case_changes.decided(
                self._database, connection, case_number, decide, now, consultant
            )
        )

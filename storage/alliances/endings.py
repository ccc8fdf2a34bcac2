"""The end of an alliance: its companies are free, their answers stay their own."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from storage.alliances.journals import events_of
from storage.cases.company.supersede import append_to_journals
from storage.engine.database import Database
from storage.outbox.jobs import job_row
from storage.records import Json, NewJob
from storage.schema.tables import invitation, job, seat

JOB = "job:alliance"
"""The account of turns in which an alliance ends."""


class Endings:
    """Ends alliances. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def end(
        self,
        alliance: str,
        told: Sequence[Json],
        still: Callable[[Sequence[Json]], bool],
        news: Callable[[str], NewJob],
        now: datetime,
    ) -> bool:
        """End it if it `still` is to end, by the events of its leader's session: every seat is given up and `told`, the
        leader's too; a job of `news` for each of the others. False where it does not end, or has already."""

        def work(connection: Connection) -> bool:
            if not still(events_of(connection, alliance)):
                return False
            here = (seat.c.alliance == alliance, seat.c.gone.is_(False))
            seats = list(connection.execute(select(seat.c.session).where(*here)).scalars())
            connection.execute(update(seat).where(seat.c.session.in_(seats)).values(gone=True, live_key=None))
            unused = (invitation.c.alliance == alliance, invitation.c.used_by.is_(None))
            connection.execute(update(invitation).where(*unused).values(used_by=""))
            everybody = sorted({alliance, *seats})
            append_to_journals(connection, everybody, told, (JOB, f"end {alliance} {now.isoformat()}"), now)
            jobs = [job_row(news(each), now, each, None) for each in seats if each != alliance]
            if jobs:
                connection.execute(insert(job), jobs)
            return True

        return await self._database.transact(work)

"""A year's limited places: held while somebody looks at the summary, waited for when all are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from storage import placing
from storage.database import Database
from storage.jobs import job_row
from storage.placing import Quota
from storage.records import NewJob
from storage.tables import job, place, waiting


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands: with a place held until then, or so many-th in line (0: not in line)."""

    until: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How many places are taken or held, and how many people wait."""

    taken: int
    waiting: int


class Places:
    """The places of the programme's year. Every decision is one transaction. Unavailable."""

    def __init__(self, database: Database, quota: Quota) -> None:
        self._database = database
        self._quota = quota

    async def hold(self, session: str, now: datetime, until: datetime) -> Standing:
        """Hold a place until then if one is free for this session; a hold under way keeps its own end."""
        return await self._stand(session, now, until, join=False)

    async def join(self, session: str, now: datetime, until: datetime) -> Standing:
        """The same, and where there is none stand in line for one; saying it again changes nothing."""
        return await self._stand(session, now, until, join=True)

    async def move_up(self, now: datetime, until: datetime, jobs: Sequence[NewJob]) -> int:
        """Hold the places that are free for those who wait longest, with these jobs for each; how many got one."""
        queue = select(waiting.c.session).where(waiting.c.year == self._quota.year).order_by(waiting.c.number)
        async with self._database.read() as connection:
            if (await connection.execute(queue.limit(1))).first() is None:
                return 0

        def work(connection: Connection) -> int:
            moved = 0
            placing.lock(self._database, connection, self._quota.year)
            for session in connection.execute(queue.limit(self._quota.places)).scalars().all():
                if not placing.take(self._database, connection, self._quota, session, now, until):
                    break
                connection.execute(insert(job), [job_row(each, now, session, None) for each in jobs])
                moved += 1
            return moved

        return await self._database.transact(work)

    async def occupancy(self, now: datetime) -> Occupancy:
        """What is taken and who waits, at this instant."""
        year = self._quota.year
        waits = select(func.count()).select_from(waiting).where(waiting.c.year == year).scalar_subquery()
        async with self._database.read() as connection:
            row = (await connection.execute(select(placing.taken(year, now), waits))).one()
        return Occupancy(*row)

    async def _stand(self, session: str, now: datetime, until: datetime, *, join: bool) -> Standing:
        held = select(place.c.held_until).where(place.c.session == session)

        def work(connection: Connection) -> Standing:
            placing.lock(self._database, connection, self._quota.year)
            if placing.take(self._database, connection, self._quota, session, now, until):
                return Standing(until=connection.execute(held).scalar_one())
            if join:
                placing.enlist(connection, self._database, self._quota.year, session, now)
            return Standing(position=connection.execute(select(placing.position(session))).scalar_one())

        return await self._database.transact(work)

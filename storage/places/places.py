"""A programme's limited places: held while somebody looks at the summary, waited for when all are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from storage.cases import staff_actions
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.outbox.jobs import job_row
from storage.places import statements
from storage.places.statements import Quota
from storage.records import NewJob
from storage.schema.tables import job, place, place_check, waiting


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """Where a session stands: with a place held until then, or at this position of the waiting list (0: not on it)."""

    until: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How many places are taken or held, how many people wait, and about how many places staff have to decide."""

    taken: int
    waiting: int
    undecided: int = 0


class Decided(StrEnum):
    """What came of a decision about a place."""

    DONE = "done"
    SAME = "same"
    NOTHING = "nothing"
    FULL = "full"


class Places:
    """The places of one programme. Every decision is one transaction. Unavailable."""

    def __init__(self, database: Database, quota: Quota) -> None:
        self._database = database
        self._quota = quota

    @property
    def quota(self) -> Quota:
        """How many places there are."""
        return self._quota

    async def hold(self, session: str, now: datetime, until: datetime) -> PlaceStatus:
        """Hold a place until then if one is free for this session; a hold under way keeps its own end."""
        return await self._stand(session, now, until, join=False)

    async def join(self, session: str, now: datetime, until: datetime) -> PlaceStatus:
        """The same, and where there is none stand in line for one; saying it again changes nothing."""
        return await self._stand(session, now, until, join=True)

    async def move_up(self, now: datetime, until: datetime, jobs: Sequence[NewJob]) -> int:
        """Hold the places that are free for those who wait longest, with these jobs for each; how many got one."""
        queue = (
            select(waiting.c.session)
            .where(waiting.c.programme == self._quota.programme)
            .order_by(waiting.c.number)
        )
        async with self._database.read() as connection:
            if (await connection.execute(queue.limit(1))).first() is None:
                return 0

        def work(connection: Connection) -> int:
            moved = 0
            statements.lock(self._database, connection, self._quota.programme)
            for session in connection.execute(queue.limit(self._quota.places)).scalars().all():
                if not statements.take(self._database, connection, self._quota, session, now, until):
                    break
                connection.execute(insert(job), [job_row(each, now, session, None) for each in jobs])
                moved += 1
            return moved

        return await self._database.transact(work)

    async def occupancy(self, now: datetime) -> Occupancy:
        """What is taken and who waits, at this instant."""
        programme = self._quota.programme
        waits = (
            select(func.count())
            .select_from(waiting)
            .where(waiting.c.programme == programme)
            .scalar_subquery()
        )
        async with self._database.read() as connection:
            counts = select(
                statements.taken(self._quota, now),
                statements.firm(programme, now),
                waits,
                statements.undecided(programme),
            )
            taken, firm, in_line, undecided = (await connection.execute(counts)).one()
        return Occupancy(min(taken, max(firm, self._quota.places)), in_line, undecided)

    async def decide(
        self, case_number: str, jobs: Sequence[NewJob], now: datetime, action: StaffAction, *, granted: bool
    ) -> Decided:
        """Whether an application of a company that no register knows gets a place, with jobs that tell so. NOTHING
        when that is no question, FULL when none is left."""
        check = place_check.c.case_number == case_number

        def work(connection: Connection) -> Decided:
            statements.lock(self._database, connection, self._quota.programme)
            found = connection.execute(select(place_check.c.granted).where(check)).first()
            if found is None:
                return Decided.NOTHING
            if found.granted is granted:
                return Decided.SAME
            connection.execute(update(place_check).where(check).values(granted=granted))
            taken = connection.execute(select(statements.firm(self._quota.programme, now))).scalar_one()
            if granted and taken > self._quota.places:
                connection.execute(update(place_check).where(check).values(granted=found.granted))
                return Decided.FULL
            staff_actions.record(connection, action)
            connection.execute(insert(job), [job_row(each, now, None, case_number) for each in jobs])
            return Decided.DONE

        return await self._database.transact(work)

    async def _stand(self, session: str, now: datetime, until: datetime, *, join: bool) -> PlaceStatus:
        held = select(place.c.held_until).where(place.c.session == session)

        def work(connection: Connection) -> PlaceStatus:
            statements.lock(self._database, connection, self._quota.programme)
            if statements.take(self._database, connection, self._quota, session, now, until):
                return PlaceStatus(until=connection.execute(held).scalar_one())
            if join:
                statements.enlist(connection, self._database, self._quota.programme, session, now)
            return PlaceStatus(position=connection.execute(select(statements.position(session))).scalar_one())

        return await self._database.transact(work)

"""How often people tried what could be guessed: counted by person, whatever the company, in every process alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, and_, delete, select

from storage import staff_actions
from storage.database import Database
from storage.records import Identity
from storage.staff_actions import StaffAction
from storage.tables import attempt

CODE = "code"
"""The kind of attempt that named a wrong check code."""

FORGOTTEN = timedelta(days=7)
"""After so long without another attempt nothing is held against anybody, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How much a person has tried of one kind, as of that instant."""

    level: float
    at: datetime


def person_of(identity: Identity) -> str:
    """The name attempts are counted under; the person cannot be read from it."""
    return sha256("\0".join((identity.channel, identity.account, identity.user)).encode()).hexdigest()


def locked(database: Database, connection: Connection, person: str, kind: str, now: datetime) -> Tried:
    """What the person has tried so far; nobody else counts for them before this transaction ends."""
    connection.execute(delete(attempt).where(attempt.c.at < now - FORGOTTEN))
    first = database.insert(attempt).values(person=person, kind=kind, level=0.0, at=now)
    same = first.on_conflict_do_update(index_elements=["person", "kind"], set_={"level": attempt.c.level})
    row = connection.execute(same.returning(attempt.c.level, attempt.c.at)).one()
    return Tried(row.level, row.at)


def count(
    database: Database, connection: Connection, person: str, kind: str, tried: Tried, case_number: str | None
) -> None:
    """Remember what the person has tried by now."""
    counted = {"level": tried.level, "at": tried.at, "case_number": case_number}
    adding = database.insert(attempt).values(person=person, kind=kind, **counted)
    connection.execute(adding.on_conflict_do_update(index_elements=["person", "kind"], set_=counted))


def forgive(connection: Connection, person: str, kind: str) -> None:
    """Hold nothing of a kind against a person any more."""
    connection.execute(delete(attempt).where(attempt.c.person == person, attempt.c.kind == kind))


class Attempts:
    """What staff may do about them. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unlock(self, case_number: str, action: StaffAction) -> int:
        """Let those who named wrong check codes for a case try again at once; how many there were."""
        theirs = and_(attempt.c.case_number == case_number, attempt.c.kind == CODE)

        def work(connection: Connection) -> int:
            staff_actions.record(connection, action)
            return connection.execute(delete(attempt).where(theirs)).rowcount

        return await self._database.transact(work)

    async def waiting(self, case_number: str) -> int:
        """How many people have named wrong check codes for a case lately."""
        query = select(attempt.c.person).where(attempt.c.case_number == case_number, attempt.c.kind == CODE)
        async with self._database.read() as connection:
            return len((await connection.execute(query)).all())

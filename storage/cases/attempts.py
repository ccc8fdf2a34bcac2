"""How often people tried what could be guessed: counted by person, whatever the company, in every process alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from storage.cases import staff_actions
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.records import Identity
from storage.schema.tables import attempt

CODE = "code"
"""The kind of attempt that named a wrong check code."""

LOOK = "look"
"""The kind of attempt that asked about a company."""

FORGOTTEN = timedelta(days=7)
"""After so long without another wrong code nothing is held against anybody, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class AttemptCount:
    """How much a person has tried of one kind, as of that instant."""

    level: float
    at: datetime


async def person_of(secrets: Secrets, identity: Identity) -> str:
    """The name attempts are counted under: only who has the key can tell whose it is, however short the ids are that
    a platform gives. Unavailable."""
    return (await secrets.signed("attempts", identity.channel, identity.account, identity.user)).hex()


def locked(
    database: Database, connection: Connection, person: str, kind: str, now: datetime, kept: timedelta
) -> AttemptCount:
    """What the person has tried within that time; nobody else counts for them before this transaction ends."""
    connection.execute(delete(attempt).where(_over(kind, now - kept)))
    first = database.insert(attempt).values(person=person, kind=kind, level=0.0, at=now)
    same = first.on_conflict_do_update(index_elements=["person", "kind"], set_={"level": attempt.c.level})
    row = connection.execute(same.returning(attempt.c.level, attempt.c.at)).one()
    return AttemptCount(row.level, row.at)


def count(
    database: Database,
    connection: Connection,
    person: str,
    kind: str,
    tried: AttemptCount,
    case_number: str | None,
) -> None:
    """Remember what the person has tried by now."""
    counted = {"level": tried.level, "at": tried.at, "case_number": case_number}
    adding = database.insert(attempt).values(person=person, kind=kind, **counted)
    connection.execute(adding.on_conflict_do_update(index_elements=["person", "kind"], set_=counted))


def drop_untried(connection: Connection, person: str, kind: str) -> None:
    """Keep nothing of a person who has tried nothing of a kind."""
    nothing = and_(attempt.c.person == person, attempt.c.kind == kind, attempt.c.level == 0)
    connection.execute(delete(attempt).where(nothing))


def _over(kind: str, before: datetime) -> ColumnElement[bool]:
    return and_(attempt.c.kind == kind, attempt.c.at < before)


class Attempts:
    """What staff may do about them, and how they end. `kept` is how long each kind holds anything. Unavailable."""

    def __init__(self, database: Database, kept: Mapping[str, timedelta]) -> None:
        self._database = database
        self._kept = kept

    async def forget(self, now: datetime) -> int:
        """Delete those that hold nothing against anybody any more; how many there were."""
        over = or_(*(_over(kind, now - time) for kind, time in self._kept.items()))
        async with self._database.write() as connection:
            return (await connection.execute(delete(attempt).where(over))).rowcount

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

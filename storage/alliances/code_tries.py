"""How often somebody named a wrong invitation code: after five in an hour they are told nothing for an hour."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage.cases.attempts import AttemptCount, count, drop_untried, locked, person_of
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.records import Identity

KIND = "join"
MOST = 5
KEPT = timedelta(hours=1)


class CodeTries:
    """Counted per person, as a keyed hash. Unavailable."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def silent(self, who: Identity, now: datetime) -> bool:
        """Whether this person has named too many wrong ones lately."""
        person = await person_of(self._secrets, who)

        def work(connection: Connection) -> bool:
            tried = locked(self._database, connection, person, KIND, now, KEPT)
            drop_untried(connection, person, KIND)
            return tried.level >= MOST

        return await self._database.transact(work)

    async def wrong(self, who: Identity, now: datetime) -> int:
        """One more wrong code; how many tries are left."""
        person = await person_of(self._secrets, who)

        def work(connection: Connection) -> int:
            tried = locked(self._database, connection, person, KIND, now, KEPT)
            level = tried.level + 1
            count(self._database, connection, person, KIND, AttemptCount(level, now), None)
            return max(0, MOST - int(level))

        return await self._database.transact(work)

"""Things that happened once, by a key whose beginning says of what kind: marked, and counted over all processes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from storage.engine.database import Database
from storage.schema.tables import once


class OnceKeys:
    """The marks in the database. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, key: str, now: datetime) -> bool:
        """Mark it; False if it was marked already, by whichever process."""
        marking = self._database.insert(once).values(key=key, at=now).on_conflict_do_nothing()
        async with self._database.write() as connection:
            return (await connection.execute(marking)).rowcount == 1

    async def renew(self, key: str, now: datetime) -> datetime | None:
        """Mark that it happened again: the moment it last had, None at first. Writes, so it also proves that writing
        works: Unavailable when it does not, as with a full disk."""
        marking = self._database.insert(once).values(key=key, at=now)
        marking = marking.on_conflict_do_update(index_elements=[once.c.key], set_={"at": now})
        async with self._database.write() as connection:
            before: datetime | None = (
                await connection.execute(select(once.c.at).where(once.c.key == key))
            ).scalar()
            await connection.execute(marking)
        return before

    async def drop(self, key: str) -> None:
        """Take a mark away."""
        async with self._database.write() as connection:
            await connection.execute(delete(once).where(once.c.key == key))

    async def moments(self, kind: str, since: datetime) -> Sequence[datetime]:
        """When those whose key begins like this were marked, since then."""
        begins = once.c.key.startswith(kind, autoescape=True)
        query = select(once.c.at).where(begins, once.c.at >= since).order_by(once.c.at)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalars().all()

    async def count(self, kind: str) -> int:
        """How many keys begin like this."""
        query = select(func.count()).select_from(once).where(once.c.key.startswith(kind, autoescape=True))
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

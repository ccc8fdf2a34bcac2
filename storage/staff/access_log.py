"""The record of who of the staff saw or did what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.engine.database import Database
from storage.schema.tables import access


@dataclass(frozen=True, slots=True)
class Access:
    """Something somebody saw or did: never an answer, nor what was typed into a search."""

    at: datetime
    who: str
    what: str
    case_number: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the record, by its number."""

    id: int
    at: datetime
    who: str
    what: str
    case_number: str | None
    detail: str


class AccessLog:
    """Appends and reads. Unavailable: then nothing is shown either."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, one: Access) -> None:
        """Record it, before it is shown."""
        row = {
            "at": one.at,
            "who": one.who,
            "what": one.what,
            "case_number": one.case_number,
            "detail": one.detail,
        }
        async with self._database.write() as connection:
            await connection.execute(insert(access).values(row))

    async def page(
        self, limit: int, *, who: str = "", case_number: str = "", before: int | None = None
    ) -> tuple[Recorded, ...]:
        """So many entries, of somebody or about a case where one is named, latest first; `before` an entry's number."""
        query = select(*(access.c[name] for name in Recorded.__dataclass_fields__))
        if who:
            query = query.where(access.c.who == who)
        if case_number:
            query = query.where(access.c.case_number == case_number)
        if before is not None:
            query = query.where(access.c.id < before)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(access.c.id.desc()).limit(limit))).all()
        return tuple(Recorded(**row._mapping) for row in rows)

    async def seen_by(
        self, who: str, since: datetime, until: datetime
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The cases somebody saw or did something to in that time, and what else they looked at: lists, exports."""
        mine = (access.c.who == who, access.c.at >= since, access.c.at < until)
        query = select(access.c.case_number, access.c.what).where(*mine).distinct()
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return (
            frozenset(row.case_number for row in rows if row.case_number),
            frozenset(row.what for row in rows if not row.case_number),
        )

    async def of_case(self, case_number: str, limit: int = 20) -> tuple[Access, ...]:
        """The last ones about a case, latest first."""
        columns = [access.c[name] for name in ("at", "who", "what", "case_number", "detail")]
        query = select(*columns).where(access.c.case_number == case_number)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(access.c.id.desc()).limit(limit))).all()
        return tuple(Access(**row._mapping) for row in rows)

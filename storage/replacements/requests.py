"""Requests for the place of an earlier application: looked up, and settled by staff or by a link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from storage.cases import staff_actions
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.records import Settlement
from storage.replacements import statements as replacing
from storage.schema.tables import replacement


@dataclass(frozen=True, slots=True)
class Replacement:
    """A request: `case_number` asks for the place of `earlier`. `allowed` is None until it is settled, by
    `settled_by`."""

    case_number: str
    earlier: str
    request: int
    asked_at: datetime
    settled_at: datetime | None
    allowed: bool | None
    settled_by: str | None


_COLUMNS = [column for column in replacement.c if column.name != "open_for"]


class Replacements:
    """The requests in the database. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, case_number: str) -> Replacement | None:
        """What an application asked for with its submission."""
        return await self._one(replacement.c.case_number == case_number)

    async def open_for(self, earlier: str) -> Replacement | None:
        """The request for the place of an application that nobody has settled yet."""
        return await self._one(replacement.c.open_for == earlier)

    async def request(self, earlier: str, request: int) -> Replacement | None:
        """The request of that number for the place of an application."""
        return await self._one((replacement.c.earlier == earlier) & (replacement.c.request == request))

    async def settle(self, settlement: Settlement, now: datetime, action: StaffAction | None = None) -> None:
        """Settle a request, with what staff did if it was they. Clash: see storage/replacements/statements.py."""

        def work(connection: Connection) -> None:
            replacing.settle(connection, settlement, now)
            if action:
                staff_actions.record(connection, action)

        await self._database.transact(work)

    async def _one(self, which: ColumnElement[bool]) -> Replacement | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(which))).first()
        return Replacement(**row._mapping) if row else None

"""Consultants as the office added or changed them, how many cases each has, and their visits of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import CONSULTANT, consultant_owner, key_column, key_for
from storage.records import Json
from storage.schema.tables import application, consultant, consultation


@dataclass(frozen=True, slots=True)
class StoredLoad:
    """How many open cases somebody has, and when anything last changed about one of theirs."""

    open_cases: int
    last_at: datetime | None


class StoredConsultants:
    """Reads and keeps them. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Mapping[str, Json]:
        """What is kept of each, by mail address."""
        key = key_column(consultant_owner(consultant.c.address))
        query = select(consultant.c.address, consultant.c.record, key).order_by(consultant.c.address)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        opened = self._database.vault.unwrap
        return {row.address: json_text.load(opened(row.key).open(row.record)) for row in rows}

    async def keep(self, address: str, record: Json, who: str, now: datetime) -> None:
        """Add somebody, or change what is known of them."""

        def work(connection: Connection) -> None:
            sealed = key_for(connection, f"{CONSULTANT}{address}").seal(json_text.dump(record))
            values = {"record": sealed, "changed_at": now, "changed_by": who}
            adding = self._database.insert(consultant).values(address=address, **values)
            connection.execute(adding.on_conflict_do_update(index_elements=["address"], set_=values))

        await self._database.transact(work)

    async def loads(self) -> Mapping[str, StoredLoad]:
        """Of each consultant who ever had a case."""
        source = consultation.join(application, application.c.case_number == consultation.c.case_number)
        live = consultation.c.open & application.c.superseded_at.is_(None)
        query = select(
            consultation.c.consultant,
            func.count().filter(live).label("open_cases"),
            func.max(consultation.c.changed_at).label("last_at"),
        ).select_from(source)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.group_by(consultation.c.consultant))).all()
        return {row.consultant: StoredLoad(row.open_cases, row.last_at) for row in rows}

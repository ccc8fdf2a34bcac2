"""What happened between two moments, for whoever counts it: turns, cases, acts; and who stopped."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import func, select, tuple_

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_column
from storage.records import Json
from storage.schema.tables import application, case_event, turn

AT_ONCE = 500


class Days:
    """Reads. Unavailable, LostKey."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self) -> datetime | None:
        """When the first turn was stored."""
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(select(func.min(turn.c.at)))).scalar()
        return found

    async def turns(self, first: datetime, last: datetime) -> AsyncIterator[tuple[str, Sequence[Json]]]:
        """The events of each turn from the first moment to before the last, with its session, session by session."""
        place = (turn.c.session, turn.c.seq)
        query = select(*place, turn.c.events, key_column(turn.c.session)).where(
            turn.c.at >= first, turn.c.at < last
        )
        query, after = query.order_by(*place).limit(AT_ONCE), ("", 0)
        while True:
            async with self._database.read() as connection:
                rows = (await connection.execute(query.where(tuple_(*place) > after))).all()
            for row in rows:
                yield row.session, json_text.load(self._database.vault.unwrap(row.key).open(row.events))
            if len(rows) < AT_ONCE:
                return
            after = (rows[-1].session, rows[-1].seq)

    async def cases(self, first: datetime, last: datetime) -> Sequence[str]:
        """The numbers of the cases submitted then."""
        query = select(application.c.case_number).where(
            application.c.submitted_at >= first, application.c.submitted_at < last
        )
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalars().all()

    async def acts(self, first: datetime, last: datetime) -> tuple[tuple[str, Json], ...]:
        """The programme and the event of each act of the office then."""
        query = (
            select(application.c.programme, case_event.c.event, case_key_column(case_event.c.case_number))
            .join(application, application.c.case_number == case_event.c.case_number)
            .where(case_event.c.at >= first, case_event.c.at < last)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        vault = self._database.vault
        return tuple((row.programme, json_text.load(vault.unwrap(row.key).open(row.event))) for row in rows)

    async def stopped(self, first: datetime, last: datetime) -> Sequence[str]:
        """The sessions that became no case, whose last turn was stored then."""
        submitted = select(application.c.session).where(application.c.session == turn.c.session).exists()
        latest = func.max(turn.c.at)
        query = select(turn.c.session).where(~submitted).group_by(turn.c.session)
        async with self._database.read() as connection:
            return (await connection.execute(query.having(latest >= first, latest < last))).scalars().all()

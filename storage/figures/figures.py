"""Counts of days: kept once for each, summed for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from storage.engine.database import Database
from storage.schema.tables import figure


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What is counted: of which programme, what kind, and by what."""

    programme: str
    kind: str
    name: str = ""
    detail: str = ""


DAY = FigureKey("", "day")
"""That a day was counted, also when there was nothing."""


class Figures:
    """Keeps and sums. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, day: date, counts: Mapping[FigureKey, int]) -> None:
        """Put these counts in the place of whatever was counted of that day."""
        rows = [
            {"day": day.isoformat(), "count": count}
            | {name: getattr(one, name) for name in FigureKey.__dataclass_fields__}
            for one, count in {**counts, DAY: 1}.items()
        ]

        def work(connection: Connection) -> None:
            connection.execute(delete(figure).where(figure.c.day == day.isoformat()))
            connection.execute(insert(figure), rows)

        await self._database.transact(work)

    async def last_day(self) -> date | None:
        """The latest day that was counted."""
        query = select(func.max(figure.c.day)).where(figure.c.kind == DAY.kind)
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar()
        return date.fromisoformat(found) if found else None

    async def summed(self, programme: str, first: date, last: date) -> dict[tuple[str, str, str], int]:
        """The counts of these days together, by kind, name and detail."""
        columns = (figure.c.kind, figure.c.name, figure.c.detail)
        query = select(*columns, func.sum(figure.c.count)).where(
            figure.c.programme == programme, figure.c.day.between(first.isoformat(), last.isoformat())
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query.group_by(*columns).order_by(*columns))).all()
        return {(kind, name, detail): count for kind, name, detail, count in rows}

    async def by_day(self, programme: str, kinds: tuple[str, ...]) -> dict[tuple[date, str, str], int]:
        """The counts of each day of these kinds, by day, kind and name."""
        columns = (figure.c.day, figure.c.kind, figure.c.name)
        query = select(*columns, func.sum(figure.c.count)).where(
            figure.c.programme == programme, figure.c.kind.in_(kinds)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query.group_by(*columns))).all()
        return {(date.fromisoformat(day), kind, name): count for day, kind, name, count in rows}

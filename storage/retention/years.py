"""The steps of closing a year, as they were taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from storage.engine.database import Database
from storage.schema.tables import application, year_step


class ClosingStep(StrEnum):
    """What is kept in the table; none ever changes."""

    CONFIRM_ARCHIVE = "confirm_archive"
    ARCHIVED = "archived"
    CONFIRM_ERASURE = "confirm_erasure"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step: by whom, when, and of an archive the SHA-256 of its file."""

    step: ClosingStep
    who: str
    at: datetime
    detail: str = ""


class Years:
    """Keeps and reads them. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, programme: str, taken: TakenStep) -> None:
        """Keep a step; the same person's again takes the place of the earlier one."""
        row = {"step": taken.step, "who": taken.who, "at": taken.at, "detail": taken.detail}
        keeping = self._database.insert(year_step).values(programme=programme, **row)
        again = keeping.on_conflict_do_update(
            index_elements=["programme", "step", "who"], set_={"at": taken.at, "detail": taken.detail}
        )
        async with self._database.write() as connection:
            await connection.execute(again)

    async def of(self, programme: str) -> tuple[TakenStep, ...]:
        """The steps of a programme, oldest first."""
        columns = (year_step.c.step, year_step.c.who, year_step.c.at, year_step.c.detail)
        query = select(*columns).where(year_step.c.programme == programme).order_by(year_step.c.at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(TakenStep(ClosingStep(step), who, at, detail) for step, who, at, detail in rows)

    async def cases(self, programme: str) -> tuple[str, ...]:
        """The cases of a programme that are not erased, in their order."""
        query = select(application.c.case_number).where(
            application.c.programme == programme, application.c.erased_at.is_(None)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(application.c.series, application.c.number))
            return tuple(rows.scalars())

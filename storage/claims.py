"""Naming the case number of a company's live application, which is what shows that one belongs to the company.

Case numbers count up, so they can be guessed: the tries are counted on the application itself, whoever makes them,
and erasing oneself gives none back.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.applications import live_key
from storage.database import Database
from storage.tables import application

MISSES = 5
"""Wrong case numbers an application bears before no number is right any more and only staff can help."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What came of naming a case number for a company's live application: when that was submitted if it is the
    right one, and how many wrong ones are left before no number is right any more."""

    submitted_at: datetime | None
    left: int


class Claims:
    """The judge of case numbers named by people of a company that has applied."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, year: int, ubn: str, case_number: str) -> Claim | None:
        """Whether this is the case number of the company's live application; None when it has none. Unavailable."""
        live = application.c.live_key == live_key(year, ubn)
        wrong = update(application).where(
            live, application.c.case_number != case_number, application.c.missed < MISSES
        )
        told = select(application.c.case_number, application.c.submitted_at, application.c.missed)
        async with self._database.write() as connection:
            await connection.execute(wrong.values(missed=application.c.missed + 1))
            row = (await connection.execute(told.where(live))).first()
        if row is None:
            return None
        right = row.case_number == case_number and row.missed < MISSES
        return Claim(row.submitted_at if right else None, MISSES - row.missed)

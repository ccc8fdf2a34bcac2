"""Naming case number and check code of a company's live application: what shows that one belongs to the company.

Wrong ones slow down the person who names them, nobody else: see storage/cases/attempts.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import Connection, select

from storage.cases import attempts
from storage.cases.applications import claim_key
from storage.cases.attempts import CODE, FORGOTTEN, AttemptCount
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.records import Identity
from storage.schema.tables import application


@dataclass(frozen=True, slots=True)
class Pace:
    """How wrong tries slow a person down: so many are free, then a pause that depends on how many they are."""

    free: int
    pause_after: Callable[[int], timedelta]


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody named for a company's application."""

    case_number: str
    code: str


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What came of it: when the application was submitted if both are right; else how many tries are left before
    the person has to wait, or until when none of theirs is judged."""

    submitted_at: datetime | None
    left: int
    until: datetime | None = None


class Claims:
    """The judge of case numbers and codes named by people of a company that has applied."""

    def __init__(self, database: Database, secrets: Secrets, pace: Pace) -> None:
        self._database = database
        self._secrets = secrets
        self._pace = pace

    async def claim(
        self, programme: str, ubn: str, named: Named, who: Identity, now: datetime
    ) -> ClaimOutcome | None:
        """Whether these are case number and code of the company's live application; None when it has none.

        Unavailable."""
        told = select(application.c.case_number, application.c.code, application.c.submitted_at)
        query = told.where(application.c.claim_key == claim_key(programme, ubn))
        person = await attempts.person_of(self._secrets, who)

        def work(connection: Connection) -> ClaimOutcome | None:
            live = connection.execute(query).first()
            if live is None:
                return None
            tried = attempts.locked(self._database, connection, person, CODE, now, FORGOTTEN)
            if (until := self._until(tried)) > now:
                return ClaimOutcome(None, 0, until)
            if _right(live.case_number, live.code, named):
                # Wrong ones stay counted: with an application of one's own, every right code would give new tries
                # at those of others.
                attempts.drop_untried(connection, person, CODE)
                return ClaimOutcome(live.submitted_at, self._left(tried))
            missed = AttemptCount(tried.level + 1, now)
            attempts.count(self._database, connection, person, CODE, missed, live.case_number)
            left = self._left(missed)
            return ClaimOutcome(None, left, None if left else self._until(missed))

        return await self._database.transact(work)

    def _left(self, tried: AttemptCount) -> int:
        return max(0, self._pace.free - int(tried.level))

    def _until(self, tried: AttemptCount) -> datetime:
        return tried.at + self._pace.pause_after(int(tried.level))


def _right(case_number: str, code: str, named: Named) -> bool:
    """Both compared whatever comes of the first, in the same time whatever is wrong."""
    number = compare_digest(case_number.encode(), named.case_number.encode())
    same = compare_digest(code.encode(), named.code.encode())
    return number and same and bool(code)

"""Asking whether a company has applied already: at a limited rate per person, and told to the earlier contact.

Which companies apply is nobody's business, and everybody may type a number. So a person may ask so often and no more,
by a token bucket that all processes share; and the contact of the application hears of it, seldom.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from storage.cases import attempts
from storage.cases.applications import claim_key
from storage.cases.attempts import LOOK, AttemptCount
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.outbox.jobs import job_row
from storage.records import Identity, NewJob
from storage.schema.tables import application, job, once

MOST_TOLD = 3
"""How often the contact of one application hears of it altogether, whoever asks."""

TOLD_AGAIN = timedelta(days=1)
"""After how long they may hear of it again."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """How often a person may ask: so many times at once, and once more after each `refill`."""

    size: int
    refill: timedelta

    @property
    def kept(self) -> timedelta:
        """After how long without a question it is full again, and nothing needs to be known of the person."""
        return self.size * self.refill


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody (`session` of `who`) gave the 統一編號 of a company; `told` makes the jobs for the contact of its live
    application, from the number of times they have heard of it."""

    programme: str
    ubn: str
    who: Identity
    session: str
    told: Callable[[int], Sequence[NewJob]]


def told_mark(case_number: str) -> str:
    """How the marks begin that the contact of a case has been told; the person who asked, as a keyed hash, follows."""
    return f"inquired {case_number} "


class Inquiries:
    """Answers whether a company has applied. Unavailable."""

    def __init__(self, database: Database, secrets: Secrets, bucket: Bucket) -> None:
        self._database = database
        self._secrets = secrets
        self._bucket = bucket

    async def answer(self, question: Question, now: datetime) -> bool | None:
        """Whether somebody else has a live application of the company; None when this person has asked too often."""
        key = claim_key(question.programme, question.ubn)
        live = select(application.c.case_number, application.c.session).where(application.c.claim_key == key)
        person = await attempts.person_of(self._secrets, question.who)

        def work(connection: Connection) -> bool | None:
            if not self._allowed(connection, person, now):
                return None
            found = connection.execute(live.with_for_update()).first()
            if found is None or found.session == question.session:
                return False
            self._tell(connection, found.case_number, person, question, now)
            return True

        return await self._database.transact(work)

    def _allowed(self, connection: Connection, person: str, now: datetime) -> bool:
        tried = attempts.locked(self._database, connection, person, LOOK, now, self._bucket.kept)
        level = max(0.0, tried.level - (now - tried.at) / self._bucket.refill)
        if level + 1 > self._bucket.size:
            return False
        attempts.count(self._database, connection, person, LOOK, AttemptCount(level + 1, now), None)
        return True

    def _tell(
        self, connection: Connection, case_number: str, person: str, question: Question, now: datetime
    ) -> None:
        """Once for each person who asks, and within bounds. The application is locked."""
        kind = told_mark(case_number)
        told = select(func.count(), func.max(once.c.at)).where(once.c.key.startswith(kind, autoescape=True))
        times, last = connection.execute(told).one()
        if times >= MOST_TOLD or (last and now - last < TOLD_AGAIN):
            return
        key = kind + person
        marking = self._database.insert(once).values(key=key, at=now).on_conflict_do_nothing()
        if connection.execute(marking).rowcount:
            rows = [job_row(each, now, None, case_number) for each in question.told(times + 1)]
            connection.execute(insert(job), rows)

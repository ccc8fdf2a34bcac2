"""What is past its time: found for whoever decides, and removed with its proof in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select

from storage.cases import file_statements
from storage.cases.company import supersede
from storage.engine.database import Database
from storage.errors import UnknownCase
from storage.records import Json
from storage.retention import proofs
from storage.schema.tables import (
    access,
    alliance_file,
    application,
    case_file,
    case_summary,
    file,
    job,
    link,
    participant,
    seat,
    sign_in,
    staff_session,
    turn,
    unfiled_mail,
    waiting,
)
from storage.staff import unfiled


@dataclass(frozen=True, slots=True)
class IdleDraft:
    """A session that was never submitted and takes part in nothing, when its last turn was stored, and whether it
    waits for a place."""

    session: str
    last_at: datetime
    waits: bool


_BELONG = (application.c.session, participant.c.session, seat.c.session)
"""What makes a session part of something: its own case, a colleague's, an alliance, which ends as a whole."""


class Expired:
    """Finds and removes. Unavailable."""

    def __init__(self, database: Database, dropped: Sequence[Json] = ()) -> None:
        """`dropped` tells a journal that what was photographed and not sent in is no longer there."""
        self._database = database
        self._dropped = dropped

    async def drafts(self, before: datetime, limit: int, after: str = "") -> tuple[IdleDraft, ...]:
        """The first so many drafts after a session whose last turn is older than that, by session."""
        last = func.max(turn.c.at).label("last")
        query = (
            select(turn.c.session, last, func.max(waiting.c.number))
            .outerjoin(waiting, waiting.c.session == turn.c.session)
            .where(turn.c.session > after, *(~_exists(one) for one in _BELONG))
            .group_by(turn.c.session)
            .having(last < before)
            .order_by(turn.c.session)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(IdleDraft(session, at, number is not None) for session, at, number in rows)

    async def ended(self, stages: Sequence[str], before: datetime, after: str = "") -> Sequence[str]:
        """The cases whose summary says one of these stages since before then, a hundred at a time in order."""
        ended = (case_summary.c.stage.in_(stages), case_summary.c.since < before, ~case_summary.c.stale)
        query = select(case_summary.c.case_number).where(*ended, case_summary.c.case_number > after)
        async with self._database.read() as connection:
            found = await connection.execute(query.order_by(case_summary.c.case_number).limit(100))
            return found.scalars().all()

    async def busy(self, case_number: str) -> bool:
        """Whether something about the case is still to be done: a mail that has not left keeps it."""
        here = and_(job.c.case_number == case_number, job.c.done_at.is_(None), job.c.failed_at.is_(None))
        async with self._database.read() as connection:
            return (await connection.execute(select(job.c.id).where(here).limit(1))).first() is not None

    async def replaced(self, programme: str, before: datetime) -> Sequence[str]:
        """The cases of a programme with files in whose place another came before then."""
        query = _of_programme(programme).where(case_file.c.replaced_at < before)
        return await self._cases(query)

    async def unsent(self, programme: str, before: datetime, roles: str) -> Sequence[str]:
        """The cases of a programme with files whose roles begin so, all of them from before then."""
        latest = func.max(case_file.c.created_at)
        mine = _of_programme(programme).where(case_file.c.role.startswith(roles, autoescape=True))
        return await self._cases(mine.group_by(case_file.c.case_number).having(latest < before))

    async def remove_replaced(self, case_number: str, before: datetime, now: datetime, rule: str) -> int:
        """Remove those files of a case, except what a job still needs; how many."""
        return await self._remove(case_number, case_file.c.replaced_at < before, now, rule)

    async def remove_unsent(
        self, case_number: str, before: datetime, roles: str, now: datetime, rule: str
    ) -> int:
        """Remove those files of a case and tell the journals of its people, unless another came meanwhile."""
        these = case_file.c.role.startswith(roles, autoescape=True)
        return await self._remove(case_number, these, now, rule, latest_before=before)

    async def remove_unfiled(self, before: datetime, now: datetime, rule: str) -> int:
        """Take everything but their marks of mails that came before then and nobody has filed; how many."""
        late = (unfiled_mail.c.settled_at.is_(None), unfiled_mail.c.at < before)

        def work(connection: Connection) -> int:
            mails = connection.execute(select(unfiled_mail.c.id).where(*late)).scalars().all()
            unfiled.settle(connection, mails, now)
            proofs.record(connection, now, rule, {"letter": len(mails)})
            return len(mails)

        return await self._database.transact(work)

    async def remove_logs(self, before: datetime, now: datetime, rule: str) -> int:
        """Forget who of the staff saw what, and who was signed in, before then; how many entries."""

        def work(connection: Connection) -> int:
            count = connection.execute(delete(access).where(access.c.at < before)).rowcount
            over = or_(staff_session.c.expires_at < before, staff_session.c.ended_at < before)
            count += connection.execute(delete(staff_session).where(over)).rowcount
            connection.execute(delete(sign_in).where(sign_in.c.expires_at < before))
            proofs.record(connection, now, rule, {"log": count})
            return count

        return await self._database.transact(work)

    async def _cases(self, query: Select[Any]) -> Sequence[str]:
        async with self._database.read() as connection:
            found: Sequence[str] = (await connection.execute(query.distinct())).scalars().all()
        return found

    async def _remove(
        self,
        case_number: str,
        which: ColumnElement[bool],
        now: datetime,
        rule: str,
        latest_before: datetime | None = None,
    ) -> int:
        these = and_(case_file.c.case_number == case_number, which)

        def work(connection: Connection) -> int:
            try:
                file_statements.lock_case(connection, case_number)
            except UnknownCase:
                return 0
            columns = (case_file.c.role, case_file.c.sha256, case_file.c.created_at)
            found = connection.execute(select(*columns).where(these)).all()
            if latest_before and any(row.created_at >= latest_before for row in found):
                return 0
            owed = select(job.c.payload).where(job.c.case_number == case_number, job.c.done_at.is_(None))
            payloads = connection.execute(owed).scalars().all()
            free = [row for row in found if not any(row.sha256 in payload for payload in payloads)]
            for row in free:
                one = and_(these, case_file.c.role == row.role, case_file.c.sha256 == row.sha256)
                connection.execute(delete(case_file).where(one))
            _drop_content(connection, [row.sha256 for row in free])
            if free and latest_before:
                self._tell(connection, case_number, now)
            proofs.record(connection, now, rule, {"file": len(free)}, case_number)
            return len(free)

        return await self._database.transact(work)

    def _tell(self, connection: Connection, case_number: str, now: datetime) -> None:
        mine = select(application.c.session).where(application.c.case_number == case_number)
        people = [connection.execute(mine).scalar_one(), *supersede.joined(connection, case_number)]
        cause = ("retention", f"{case_number} {now.isoformat()}")
        supersede.append_to_journals(connection, people, self._dropped, cause, now)


def _exists(session: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a table has a row of the turn's session."""
    return select(session).where(session == turn.c.session).exists()


def _of_programme(programme: str) -> Select[tuple[str]]:
    theirs = select(case_file.c.case_number).join(
        application, application.c.case_number == case_file.c.case_number
    )
    return theirs.where(application.c.programme == programme)


def _drop_content(connection: Connection, hashes: Sequence[str]) -> None:
    """Forget contents that no case has any more, and the links to them."""
    kept = [
        connection.execute(select(column).where(column.in_(hashes))).scalars().all()
        for column in (case_file.c.sha256, alliance_file.c.sha256)
    ]
    unused = set(hashes).difference(*kept)
    connection.execute(delete(link).where(link.c.sha256.in_(unused)))
    connection.execute(delete(file).where(file.c.sha256.in_(unused)))

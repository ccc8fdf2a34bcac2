"""The journal: sessions read back, turns appended. The truth from which everything else can be derived."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_column
from storage.errors import Unavailable
from storage.journal.group_commit import GroupCommit
from storage.journal.outcomes import Appended, Outcome
from storage.journal.people import Leaving, part_with
from storage.journal.reply_marks import ReplyMarks
from storage.records import Identity, NewTurn, ReplyMark, Stored, StoredTurn
from storage.schema.tables import identity, turn


class Journal:
    """One row per turn, append-only but for messages taken back. Concurrent appends of a process share commits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = GroupCommit(database)
        self._marks = ReplyMarks(database)

    async def load(self, who: Identity) -> Stored | None:
        """The person's current session; None if they never came, or were erased. Unavailable."""
        theirs = and_(
            identity.c.channel == who.channel,
            identity.c.account == who.account,
            identity.c.user == who.user,
        )
        latest = select(identity.c.session).where(theirs).order_by(identity.c.visit.desc()).limit(1)
        return await self._fold(turn.c.session == latest.scalar_subquery(), theirs)

    async def load_session(self, session: str) -> Stored | None:
        """A session by its id. Unavailable."""
        return await self._fold(turn.c.session == session, identity.c.session == session)

    async def sessions(self, who: Identity) -> dict[int, str]:
        """The person's sessions, each by the visit it was begun with; erased ones are gone. Unavailable."""
        query = (
            select(func.min(identity.c.visit).label("number"), identity.c.session)
            .where(identity.c.channel == who.channel, identity.c.account == who.account)
            .where(identity.c.user == who.user)
            .group_by(identity.c.session)
        )
        async with self._database.read() as connection:
            return {row.number: row.session for row in await connection.execute(query)}

    async def newest(self) -> Stored | None:
        """The session whose turn was stored last, whoever's it is; None in an empty journal. Unavailable."""
        latest = select(turn.c.session).order_by(turn.c.at.desc(), turn.c.seq.desc()).limit(1)
        async with self._database.read() as connection:
            session = (await connection.execute(latest)).scalar()
        return await self.load_session(session) if session else None

    async def since(self, session: str, account: str, event_id: str) -> tuple[StoredTurn, ...]:
        """The turn of this platform event in a session and those after it, in order; none where it has none.
        Unavailable."""
        own = select(turn.c.seq).where(turn.c.account == account, turn.c.event_id == event_id)
        first = own.where(turn.c.session == session).scalar_subquery()
        query = select(turn.c.seq, turn.c.event_id, turn.c.events, key_column(turn.c.session))
        query = query.where(turn.c.session == session, turn.c.seq >= first).order_by(turn.c.seq)
        rows = await self._database.look(lambda connection: connection.execute(query).all())
        opens = self._database.vault.unwrap
        return tuple(
            StoredTurn(row.seq, row.event_id, tuple(json_text.load(opens(row.key).open(row.events))))
            for row in rows
        )

    async def identity(self, session: str) -> Identity | None:
        """Whose session it is, of several people who began it; None when nobody's, or erased. Unavailable."""
        query = select(identity.c.channel, identity.c.account, identity.c.user)
        async with self._database.read() as connection:
            first = query.where(identity.c.session == session).order_by(identity.c.person)
            row = (await connection.execute(first)).first()
        return Identity(**row._mapping) if row else None

    async def people(self, session: str) -> dict[int, Identity]:
        """Whose session it is, each by their number; nobody's when it was erased. Unavailable."""
        columns = (identity.c.channel, identity.c.account, identity.c.user, identity.c.person)
        query = select(*columns).where(identity.c.session == session).distinct()
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(identity.c.person))).all()
        return {row.person: Identity(row.channel, row.account, row.user) for row in rows}

    async def part_with(
        self, session: str, who: Identity, leaving: Leaving, now: datetime
    ) -> tuple[str, ...] | None:
        """See storage/journal/people.py. Unavailable."""

        def work(connection: Connection) -> tuple[str, ...] | None:
            return part_with(connection, session, who, leaving, now)

        found = await self._database.transact(work)
        if found is not None:
            await self._database.scrub()
        return found

    async def append(self, new: NewTurn) -> Outcome:
        """Commit a turn with everything it carries, or nothing of it; returns after the commit.

        Cancelling the caller does not stop the commit. Unavailable (for an interrupted commit the outcome
        is then unknown: the platform's redelivery finds out); Refused; whatever `seal` raised.
        """
        outcome: Outcome | None = None
        try:
            outcome = await self._writer.append(new)
        finally:
            self._database.vault.settled(new.session, committed=isinstance(outcome, Appended))
        if (new.redact or new.exchange) and isinstance(outcome, Appended):
            with suppress(
                Unavailable
            ):  # it is committed; what is left beside the tables goes with the next scrub
                await self._database.scrub()
        return outcome

    def shown(self, session: str, seq: int, at: datetime) -> None:
        """The reply to this turn is known to have gone out; what it asks can be seen since `at`. Written soon, and
        seen by this process at once."""
        self._marks.put(session, ReplyMark(seq, at))

    async def close(self) -> None:
        """Wait until every accepted turn is settled; later appends raise Unavailable."""
        await self._writer.close()
        await self._marks.close()

    async def _fold(self, which: ColumnElement[bool], visits: ColumnElement[bool]) -> Stored | None:
        visit = select(func.max(identity.c.visit)).where(visits).scalar_subquery()
        columns = (turn.c.session, turn.c.seq, turn.c.events, turn.c.at, turn.c.shown_at)
        here = and_(visits, identity.c.session == turn.c.session)
        person = select(func.max(identity.c.person)).where(here).scalar_subquery()
        key = key_column(turn.c.session)
        query = (
            select(*columns, visit.label("visit"), person.label("person"), key)
            .where(which)
            .order_by(turn.c.seq)
        )
        rows = await self._database.look(lambda connection: connection.execute(query).all())
        if not rows:
            return None
        last = rows[-1]
        opens = self._database.vault.unwrap(last.key)
        self._database.vault.remember(last.session, opens)
        turns = [json_text.load(opens.open(row.events)) for row in rows]
        events = tuple(event for told in turns for event in told)
        mark = self._mark(last.session, [(row.seq, row.shown_at) for row in rows])
        unseen = sum(
            len(told) for row, told in zip(rows, turns, strict=True) if not mark or row.seq > mark.seq
        )
        found = (last.session, last.seq, last.visit or 0, events, last.at, mark, unseen)
        return Stored(*found, last.person or 0)

    def _mark(self, session: str, shown: Sequence[tuple[int, datetime | None]]) -> ReplyMark | None:
        """The latest reply known to have gone out, as the rows say or as is still to be written."""
        marks = [ReplyMark(seq, at) for seq, at in shown if at]
        if waiting := self._marks.unwritten(session):
            marks.append(waiting)
        return max(marks, key=lambda mark: mark.seq, default=None)

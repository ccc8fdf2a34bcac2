"""The journal: sessions read back, turns appended. The truth from which everything else can be derived."""

from sqlalchemy import ColumnElement, and_, func, select

from storage import codec
from storage.database import Database
from storage.records import Identity, NewTurn, Outcome, Stored
from storage.tables import identity, turn
from storage.writer import Writer


class Journal:
    """Append-only; one row per turn. Concurrent appends of this process share their commits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = Writer(database)

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

    async def append(self, new: NewTurn) -> Outcome:
        """Commit a turn with everything it carries, or nothing of it; returns after the commit.

        Cancelling the caller does not stop the commit. Unavailable (for an interrupted commit the outcome
        is then unknown: the platform's redelivery finds out); Refused; whatever `seal` raised.
        """
        return await self._writer.append(new)

    async def close(self) -> None:
        """Wait until every accepted turn is settled; later appends raise Unavailable."""
        await self._writer.close()

    async def _fold(self, which: ColumnElement[bool], visits: ColumnElement[bool]) -> Stored | None:
        visit = select(func.max(identity.c.visit)).where(visits).scalar_subquery()
        query = select(turn.c.session, turn.c.seq, turn.c.events, visit.label("visit")).where(which)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(turn.c.seq))).all()
        if not rows:
            return None
        last = rows[-1]
        events = tuple(event for row in rows for event in codec.load(row.events))
        return Stored(session=last.session, seq=last.seq, visit=last.visit or 0, events=events)

"""Offers to go on elsewhere: kept by their hashes, claimed by one end, let in once by the right two digits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, insert, or_, select, update

from storage.cases import attempts
from storage.cases.attempts import AttemptCount
from storage.cases.company.inquiries import Bucket
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.errors import Clash
from storage.records import Identity
from storage.schema.tables import handover

GUESS = "handover"
"""The kind of attempt that named an offer that is none (storage/cases/attempts.py)."""

LET_IN_FOR = timedelta(days=7)
"""How long an end is let in at most; then the owner hands the application over anew."""

KEPT = timedelta(days=1)
"""How long an offer is kept after its end, so that whoever comes late is told that it is over."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What lets somebody claim an offer: the token of its link, or its nine digits."""

    token: str
    digits: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it is kept. `end` is who claimed it, None while nobody has."""

    session: str
    number: int
    expires_at: datetime
    tries: int
    end: Identity | None
    device: str
    claimed_at: datetime | None
    matched_at: datetime | None
    left_at: datetime | None


class Offers:
    """Reading changes nothing. Unavailable."""

    def __init__(self, database: Database, secrets: Secrets, guesses: Bucket) -> None:
        self._database = database
        self._secrets = secrets
        self._guesses = guesses

    async def make(self, session: str, number: int, secret: Secret, until: datetime) -> bool:
        """Keep an offer; False where its number or its digits are in use: another number has others."""
        row = {
            "session": session,
            "number": number,
            "token_hash": _hash(secret.token),
            "digits_hash": _hash(secret.digits),
            "expires_at": until,
        }
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(handover).values(row))
        except Clash:
            return False
        return True

    async def get(self, session: str, number: int) -> Offer | None:
        """Offer `number` of a session."""
        found = await self._found(handover.c.session == session, handover.c.number == number)
        return next(iter(found), None)

    async def by_code(self, code: str) -> Offer | None:
        """The offer of this token, or of these nine digits."""
        column = handover.c.digits_hash if code.isdecimal() else handover.c.token_hash
        return next(iter(await self._found(column == _hash(code))), None)

    async def of_end(self, end: Identity, now: datetime) -> Sequence[Offer]:
        """The offers this end has claimed, let in or not yet, the latest first; not those it knows to be over."""
        good = or_(
            handover.c.expires_at > now - KEPT,
            and_(handover.c.matched_at.is_not(None), handover.c.matched_at > now - LET_IN_FOR),
        )
        found = await self._found(*_of(end), handover.c.left_at.is_(None), good)
        return sorted(found, key=lambda each: each.claimed_at or now, reverse=True)

    async def may_guess(self, who: Identity, now: datetime) -> bool:
        """Whether this person may name one more code that might be none."""
        person = await attempts.person_of(self._secrets, who)

        def work(connection: Connection) -> bool:
            tried = attempts.locked(self._database, connection, person, GUESS, now, self._guesses.kept)
            level = max(0.0, tried.level - (now - tried.at) / self._guesses.refill)
            attempts.drop_untried(connection, person, GUESS)
            return level + 1 <= self._guesses.size

        return await self._database.transact(work)

    async def count_guess(self, who: Identity, now: datetime) -> None:
        """It was none."""
        person = await attempts.person_of(self._secrets, who)

        def work(connection: Connection) -> None:
            tried = attempts.locked(self._database, connection, person, GUESS, now, self._guesses.kept)
            level = max(0.0, tried.level - (now - tried.at) / self._guesses.refill)
            attempts.count(self._database, connection, person, GUESS, AttemptCount(level + 1, now), None)

        await self._database.transact(work)

    async def claim(self, offer: Offer, end: Identity, device: str, now: datetime) -> bool:
        """Let this end be the one that shows two digits; True for the first one, and for the same one again."""
        taking = (
            update(handover)
            .where(*_this(offer), handover.c.expires_at > now)
            .where(or_(handover.c.claimed_at.is_(None), and_(*_of(end), handover.c.left_at.is_(None))))
            .values(**_columns(end), device=device, claimed_at=now)
        )
        async with self._database.write() as connection:
            return (await connection.execute(taking)).rowcount == 1

    async def match(self, offer: Offer, most: int, now: datetime) -> bool:
        """The right digits were typed: let the end in that claimed it, and no other; again is no more than once."""
        assert offer.end is not None
        letting = (
            update(handover)
            .where(*_this(offer), *_of(offer.end), handover.c.tries < most)
            .where(or_(handover.c.matched_at.is_not(None), handover.c.expires_at > now))
            .values(matched_at=now)
        )
        async with self._database.write() as connection:
            return (await connection.execute(letting)).rowcount == 1

    async def miss(self, offer: Offer, most: int) -> int:
        """Wrong digits were typed; how many tries are left of so many."""
        trying = update(handover).where(*_this(offer), handover.c.tries < most)
        counting = trying.values(tries=handover.c.tries + 1).returning(handover.c.tries)
        async with self._database.write() as connection:
            tries = (await connection.execute(counting)).scalar()
        return 0 if tries is None else most - int(tries)

    async def leave(self, session: str, number: int, now: datetime) -> None:
        """The end was told that it is let in no longer."""
        leaving = update(handover).where(handover.c.session == session, handover.c.number == number)
        async with self._database.write() as connection:
            await connection.execute(leaving.where(handover.c.left_at.is_(None)).values(left_at=now))

    async def forget(self, now: datetime) -> int:
        """Delete what nobody can use any more; how many there were."""
        unused = and_(handover.c.matched_at.is_(None), handover.c.expires_at < now - KEPT)
        left = and_(handover.c.left_at.is_not(None), handover.c.left_at < now - KEPT)
        old = and_(handover.c.matched_at.is_not(None), handover.c.matched_at < now - LET_IN_FOR - KEPT)
        async with self._database.write() as connection:
            return (await connection.execute(delete(handover).where(or_(unused, left, old)))).rowcount

    async def _found(self, *which: ColumnElement[bool]) -> list[Offer]:
        query = select(handover).where(*which)
        rows = await self._database.look(lambda connection: connection.execute(query).mappings().all())
        return [_offer(row) for row in rows]


def _offer(row: RowMapping) -> Offer:
    end = Identity(row["channel"], row["account"], row["user"]) if row["claimed_at"] else None
    same: Mapping[str, Any] = {
        name: row[name]
        for name in (
            *("session", "number", "expires_at", "tries", "device"),
            *("claimed_at", "matched_at", "left_at"),
        )
    }
    return Offer(end=end, **same)


def _this(offer: Offer) -> tuple[ColumnElement[bool], ...]:
    return (handover.c.session == offer.session, handover.c.number == offer.number)


def _of(end: Identity) -> tuple[ColumnElement[bool], ...]:
    return tuple(handover.c[name] == value for name, value in _columns(end).items())


def _columns(end: Identity) -> dict[str, str]:
    return {"channel": end.channel, "account": end.account, "user": end.user}


def _hash(code: str) -> str:
    return sha256(code.encode("utf-8", "replace")).hexdigest()

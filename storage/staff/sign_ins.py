"""Signing in by mail: a request that is used up once, and the session of the browser that used it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage.engine.database import Database
from storage.outbox.jobs import job_row
from storage.records import NewJob
from storage.schema.tables import job, sign_in, staff_session

MOST_TRIES = 5
"""Codes that may be typed for one request."""


class Scope(StrEnum):
    """What a browser that is known may do."""

    DESK = "desk"
    """Everything its address may."""
    LINKS = "links"
    """Press the buttons of links that were mailed to its address."""
    CONSULTANT = "consultant"
    """Open the cases whose links were mailed to its address."""
    REVIEW = "review"
    """Review the proposals of a selection."""
    WORKSPACE = "workspace"
    """Write on the web page of an alliance; its address is the leader's session."""
    SEAT = "seat"
    """Fill in a company's form by its invitation; its address is what the person is called on the page."""


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """A request to sign in: for whom (empty for nobody of the staff), the page they wanted, and what for."""

    id: str
    address: str
    target: str
    expires_at: datetime
    scope: str = Scope.DESK


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """A browser that is known without signing in each day: whose, by the hash of its token, since and until when."""

    token_hash: str
    address: str
    begun_at: datetime
    expires_at: datetime


class SignIns:
    """Asked for and used. Reading changes nothing. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, request: SignInRequest, mail: NewJob | None, now: datetime) -> None:
        """Keep a request and queue its mail, if its link goes by mail; requests that ended are forgotten."""
        row = {name: getattr(request, name) for name in ("id", "address", "target", "scope")} | {"tries": 0}

        def work(connection: Connection) -> None:
            connection.execute(delete(sign_in).where(sign_in.c.expires_at < now))
            connection.execute(insert(sign_in).values(**row, expires_at=request.expires_at))
            if mail is not None:
                connection.execute(insert(job).values(job_row(mail, now, None, None)))

        await self._database.transact(work)

    async def find(self, request_id: str, now: datetime) -> SignInRequest | None:
        """The request, while it is good."""
        columns = [sign_in.c[name] for name in SignInRequest.__dataclass_fields__]
        good = (sign_in.c.id == request_id, sign_in.c.used_at.is_(None), sign_in.c.expires_at > now)
        async with self._database.read() as connection:
            row = (await connection.execute(select(*columns).where(*good))).first()
        return SignInRequest(**row._mapping) if row else None

    async def count_try(self, request_id: str) -> bool:
        """One more code was typed; False when there were too many."""
        trying = update(sign_in).where(sign_in.c.id == request_id, sign_in.c.tries < MOST_TRIES)
        async with self._database.write() as connection:
            return (await connection.execute(trying.values(tries=sign_in.c.tries + 1))).rowcount == 1

    async def use(self, request_id: str, token: str, now: datetime, until: datetime) -> bool:
        """Use the request up and begin what it was for under the hash of this token; True for the one call that
        did."""

        def work(connection: Connection) -> bool:
            good = (sign_in.c.id == request_id, sign_in.c.used_at.is_(None), sign_in.c.expires_at > now)
            using = update(sign_in).where(*good, sign_in.c.address != "").values(used_at=now)
            found = connection.execute(using.returning(sign_in.c.address, sign_in.c.scope)).first()
            if found is None:
                return False
            session = {"token_hash": _hash(token), "begun_at": now, "expires_at": until}
            connection.execute(insert(staff_session).values(session | dict(found._mapping)))
            return True

        return await self._database.transact(work)

    async def signed_in(self, token: str, now: datetime, scope: Scope = Scope.DESK) -> str:
        """The address of a browser that may do this; empty when there is none, or no longer."""
        query = select(staff_session.c.address).where(
            staff_session.c.token_hash == _hash(token), *_good(now, scope)
        )
        async with self._database.read() as connection:
            return str((await connection.execute(query)).scalar() or "")

    async def known_browsers(self, now: datetime) -> tuple[KnownBrowser, ...]:
        """Every browser that may press the buttons of mailed links, latest first."""
        columns = [staff_session.c[name] for name in KnownBrowser.__dataclass_fields__]
        query = select(*columns).where(*_good(now, Scope.LINKS)).order_by(staff_session.c.begun_at.desc())
        async with self._database.read() as connection:
            return tuple(KnownBrowser(**row._mapping) for row in (await connection.execute(query)).all())

    async def forget(self, token_hash: str, now: datetime) -> None:
        """End what is known of a browser."""
        ending = update(staff_session).where(staff_session.c.token_hash == token_hash)
        async with self._database.write() as connection:
            await connection.execute(ending.where(staff_session.c.ended_at.is_(None)).values(ended_at=now))

    async def sign_out(self, token: str, now: datetime) -> None:
        """End the session of a token."""
        await self.forget(_hash(token), now)


def _good(now: datetime, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        staff_session.c.expires_at > now,
        staff_session.c.ended_at.is_(None),
        staff_session.c.scope == scope,
    )


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()

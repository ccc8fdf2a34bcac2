"""One-time links: an unguessable token that lets its holder do one thing about a case, once and until a day."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, update

from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_for_case, stored_key
from storage.errors import UnknownCase
from storage.schema.tables import application
from storage.schema.tables import one_time_link as link


class LinkState(StrEnum):
    """What a link is good for now. A used one stays used after its time, so that a second tap is told the same."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LinkFor:
    """What a link does: `purpose` names the action, `about` what it concerns within the case."""

    purpose: str
    case_number: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link as it is kept: everything but its token."""

    what: LinkFor
    state: LinkState


class OneTimeLinks:
    """Makes, finds and uses them. Reading changes nothing; using is idempotent. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, token: str, what: LinkFor, expires_at: datetime) -> None:
        """Keep a link under the hash of its token, which needs 128 random bits or more. Earlier ones stay good;
        the same token again prolongs its link.

        UnknownCase, also for an erased one."""
        live = select(application.c.case_number).where(
            application.c.case_number == what.case_number, application.c.erased_at.is_(None)
        )

        def work(connection: Connection) -> None:
            if connection.execute(live.with_for_update()).first() is None:
                raise UnknownCase(what.case_number)
            sealed = key_for_case(connection, what.case_number).seal_alike(what.about)
            row = {"token_hash": _hash(token), "expires_at": expires_at, "about": sealed}
            row |= {"purpose": what.purpose, "case_number": what.case_number}
            adding = self._database.insert(link).values(row)
            connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["token_hash"],
                    set_={"expires_at": expires_at},
                    where=link.c.used_at.is_(None) & link.c.revoked_at.is_(None),
                )
            )

        await self._database.transact(work)

    async def find(self, token: str, now: datetime) -> OneTimeLink | None:
        """The link of this token; None if there is none, or it was revoked or erased."""
        query = select(link, case_key_column(link.c.case_number))
        query = query.where(link.c.token_hash == _hash(token), link.c.revoked_at.is_(None))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        open_state = LinkState.OPEN if row.expires_at > now else LinkState.EXPIRED
        state = LinkState.USED if row.used_at else open_state
        return OneTimeLink(LinkFor(row.purpose, row.case_number, self._about(row)), state)

    async def use(self, token: str, now: datetime) -> bool:
        """Mark it used; True only for the one call that did, so that what follows is done once."""
        using = (
            update(link)
            .where(link.c.token_hash == _hash(token), link.c.used_at.is_(None))
            .where(link.c.expires_at > now, link.c.revoked_at.is_(None))
        )
        async with self._database.write() as connection:
            return (await connection.execute(using.values(used_at=now))).rowcount == 1

    async def used_at(self, what: LinkFor) -> datetime | None:
        """When a link for this was first used; None if none was."""

        def work(connection: Connection) -> datetime | None:
            query = select(func.min(link.c.used_at)).where(_this(connection, what))
            found: datetime | None = connection.execute(query).scalar()
            return found

        return await self._database.look(work)

    async def all_used(self, purpose: str) -> dict[LinkFor, datetime]:
        """When each thing of a purpose was first done."""
        query = select(link.c.case_number, link.c.about, link.c.used_at, case_key_column(link.c.case_number))
        query = query.where(link.c.purpose == purpose, link.c.used_at.is_not(None)).order_by(link.c.used_at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        first: dict[LinkFor, datetime] = {}
        for row in rows:
            first.setdefault(LinkFor(purpose, row.case_number, self._about(row)), row.used_at)
        return first

    async def revoke(self, what: LinkFor, now: datetime) -> int:
        """Close every unused link for this; how many there were."""

        def work(connection: Connection) -> int:
            unused = (link.c.used_at.is_(None), link.c.revoked_at.is_(None))
            closing = update(link).where(_this(connection, what), *unused)
            return connection.execute(closing.values(revoked_at=now)).rowcount

        return await self._database.transact(work)

    def _about(self, row: Row[Any]) -> str:
        return self._database.vault.unwrap(row.key).open(row.about)


def _this(connection: Connection, what: LinkFor) -> ColumnElement[bool]:
    """The links for this, sealed or from before there was a key."""
    about = (what.about, stored_key(connection, what.case_number).seal_alike(what.about))
    return and_(
        link.c.purpose == what.purpose, link.c.case_number == what.case_number, link.c.about.in_(about)
    )


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()

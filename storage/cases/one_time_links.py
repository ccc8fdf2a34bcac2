"""One-time links: an unguessable token that lets its holder do one thing about a case, once and until a day."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import func, select, update

from storage.engine.database import Database
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
        row = {"token_hash": _hash(token), "expires_at": expires_at, **_columns(what)}
        async with self._database.write() as connection:
            if (await connection.execute(live.with_for_update())).first() is None:
                raise UnknownCase(what.case_number)
            adding = self._database.insert(link).values(row)
            await connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["token_hash"],
                    set_={"expires_at": expires_at},
                    where=link.c.used_at.is_(None) & link.c.revoked_at.is_(None),
                )
            )

    async def find(self, token: str, now: datetime) -> OneTimeLink | None:
        """The link of this token; None if there is none, or it was revoked or erased."""
        query = select(link).where(link.c.token_hash == _hash(token), link.c.revoked_at.is_(None))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        open_state = LinkState.OPEN if row.expires_at > now else LinkState.EXPIRED
        state = LinkState.USED if row.used_at else open_state
        return OneTimeLink(LinkFor(row.purpose, row.case_number, row.about), state)

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
        query = select(func.min(link.c.used_at)).where(
            *(link.c[name] == value for name, value in _columns(what).items())
        )
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(query)).scalar()
        return found

    async def all_used(self, purpose: str) -> dict[LinkFor, datetime]:
        """When each thing of a purpose was first done."""
        query = select(link.c.case_number, link.c.about, func.min(link.c.used_at).label("at"))
        query = query.where(link.c.purpose == purpose, link.c.used_at.is_not(None))
        async with self._database.read() as connection:
            rows = (await connection.execute(query.group_by(link.c.case_number, link.c.about))).all()
        return {LinkFor(purpose, row.case_number, row.about): row.at for row in rows}

    async def revoke(self, what: LinkFor, now: datetime) -> int:
        """Close every unused link for this; how many there were."""
        closing = (
            update(link)
            .where(*(link.c[name] == value for name, value in _columns(what).items()))
            .where(link.c.used_at.is_(None), link.c.revoked_at.is_(None))
        )
        async with self._database.write() as connection:
            return (await connection.execute(closing.values(revoked_at=now))).rowcount


def _columns(what: LinkFor) -> dict[str, str]:
    return {"purpose": what.purpose, "case_number": what.case_number, "about": what.about}


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()

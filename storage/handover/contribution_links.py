"""Links by which colleagues fill in a page: kept by the hash of their token, begun in one browser, let in once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from storage.engine.database import Database
from storage.engine.sealing import key_column, key_for
from storage.errors import Clash
from storage.schema.tables import contribution_link as link

KEPT = timedelta(days=1)
"""How long a link is kept after its end, so that whoever comes late is told that it is over."""


@dataclass(frozen=True, slots=True)
class ContributionLink:
    """A link as it is kept. `browser` is empty while nobody has begun; it is let in since `let_in_at`."""

    session: str
    number: int
    expires_at: datetime
    browser: str
    author: str
    agreed_at: datetime | None
    tries: int
    let_in_at: datetime | None


class ContributionLinks:
    """Reading changes nothing. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, session: str, number: int, token: str, until: datetime) -> bool:
        """Keep a link; False where the session has one of that number."""
        row = {"session": session, "number": number, "token_hash": _hash(token), "expires_at": until}
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(link).values(row))
        except Clash:
            return False
        return True

    async def by_token(self, token: str) -> ContributionLink | None:
        """The link of this token."""
        query = select(link, key_column(link.c.session)).where(link.c.token_hash == _hash(token))
        async with self._database.read() as connection:
            found = (await connection.execute(query)).mappings().first()
        return self._link(found) if found else None

    async def of_session(self, session: str, now: datetime) -> list[ContributionLink]:
        """The links of a session whose time has not passed."""
        query = select(link, key_column(link.c.session))
        query = query.where(link.c.session == session, link.c.expires_at > now)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(link.c.number))).mappings().all()
        return [self._link(row) for row in rows]

    async def begin(self, at: ContributionLink, browser: str, author: str, now: datetime) -> bool:
        """Somebody agreed to the notice and said who they are; True for the first browser, which may say so again."""
        beginning = (
            update(link)
            .where(link.c.session == at.session, link.c.number == at.number, link.c.expires_at > now)
            .where(link.c.browser.in_(("", browser)), link.c.let_in_at.is_(None))
            .values(browser=browser, agreed_at=now)
        )

        def work(connection: Connection) -> bool:
            sealed = key_for(connection, at.session).seal(author)
            return connection.execute(beginning.values(author=sealed)).rowcount == 1

        return await self._database.transact(work)

    async def let_in(self, at: ContributionLink, most: int, now: datetime) -> bool:
        """The number its page shows was typed by the applicant."""
        letting = (
            update(link)
            .where(link.c.session == at.session, link.c.number == at.number, link.c.expires_at > now)
            .where(link.c.browser == at.browser, link.c.tries < most)
            .values(let_in_at=now)
        )
        async with self._database.write() as connection:
            return (await connection.execute(letting)).rowcount == 1

    async def miss(self, at: ContributionLink) -> int:
        """A wrong number was typed while its page showed one; how many have been by now."""
        missing = update(link).where(link.c.session == at.session, link.c.number == at.number)
        counting = missing.values(tries=link.c.tries + 1).returning(link.c.tries)
        async with self._database.write() as connection:
            return int((await connection.execute(counting)).scalar() or 0)

    async def forget(self, now: datetime) -> int:
        """Delete what nobody can use any more; how many there were."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(link).where(link.c.expires_at < now - KEPT))).rowcount

    def _link(self, row: RowMapping) -> ContributionLink:
        found = {name: row[name] for name in ContributionLink.__dataclass_fields__}
        author = self._database.vault.unwrap(row["key"]).open(row["author"])
        return ContributionLink(**found | {"author": author})


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()

"""Files, kept in the database: one backup holds them, replicas share them, erasure is one transaction."""

from asyncio import to_thread
from datetime import datetime
from hashlib import sha256 as digest
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, literal, select, update

from storage.cases import file_statements, staff_actions
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_column
from storage.records import NewFile, StoredFile
from storage.schema.tables import case_file, file, link


class Files:
    """Content by hash, roles by case, and expiring links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, new: NewFile, now: datetime) -> str:
        """Store a file as the current one of its role and return its SHA-256 in hex; again is harmless.

        A different file in that role is kept, marked as replaced. FileTooLarge; UnknownCase, also of a case that
        was erased.
        """
        sha256 = (await to_thread(digest, new.content)).hexdigest()

        def work(connection: Connection) -> None:
            file_statements.lock_case(connection, new.case_number)
            file_statements.keep(self._database, connection, new, sha256, now)

        await self._database.transact(work)
        return sha256

    async def get(self, sha256: str) -> StoredFile | None:
        """The content with this hash."""
        query = select(literal(None).label("name"), _NO_NAMES, *_CONTENT).where(file.c.sha256 == sha256)
        return await self._opened(query)

    async def held_as(self, sha256: str) -> tuple[tuple[str, str], ...]:
        """The cases and roles of the content with this hash, also where a later file has replaced it."""
        query = select(case_file.c.case_number, case_file.c.role).where(case_file.c.sha256 == sha256)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(case_file.c.case_number))).all()
        return tuple((row.case_number, row.role) for row in rows)

    async def of_case(self, case_number: str, role: str) -> StoredFile | None:
        """The current file of a role."""
        query = (
            select(case_file.c.name, case_key_column(case_file.c.case_number).label("names"), *_CONTENT)
            .join_from(case_file, file)
            .where(case_file.c.case_number == case_number, case_file.c.role == role)
            .where(case_file.c.replaced_at.is_(None))
        )
        return await self._opened(query)

    async def all_of(self, case_number: str) -> tuple[tuple[str, str, str], ...]:
        """Role, name and hash of every file of a case, those in whose place another came last."""
        columns = (case_file.c.role, case_file.c.name, case_file.c.sha256)
        query = select(*columns, case_key_column(case_file.c.case_number)).where(
            case_file.c.case_number == case_number
        )
        order = (case_file.c.replaced_at.is_not(None), case_file.c.role, case_file.c.created_at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(*order))).all()
        opened = self._database.vault.unwrap
        return tuple((row.role, opened(row.key).open(row.name), row.sha256) for row in rows)

    async def link(self, token: str, sha256: str, name: str, expires_at: datetime) -> None:
        """Let whoever has the token open the file until then. The token needs 128 random bits or more."""
        row = {"token_hash": _hash(token), "sha256": sha256, "name": name, "expires_at": expires_at}
        async with self._database.write() as connection:
            await connection.execute(insert(link).values(row))

    async def open_link(self, token: str, now: datetime) -> StoredFile | None:
        """The file behind a token; None if it is unknown, expired, revoked or erased."""
        query = (
            select(link.c.name, _NO_NAMES, *_CONTENT)
            .join_from(link, file)
            .where(link.c.token_hash == _hash(token))
            .where(link.c.expires_at > now, link.c.revoked_at.is_(None))
        )
        return await self._opened(query)

    async def _opened(self, query: Select[Any]) -> StoredFile | None:
        """The file a query finds, with name and content as they were before they were sealed: the name by the key in
        the column `names`. LostKey."""
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        content, name, vault = row.content, row.name, self._database.vault
        if row.sealed_for is not None:
            content = vault.unwrap(row.key).open_bytes(content)
        if name is not None:
            name = vault.unwrap(row.names).open(name)
        return StoredFile(row.sha256, name, row.media_type, row.size, content)

    async def revoke_links(self, case_number: str, now: datetime, action: StaffAction | None) -> int:
        """Close every open link to the files of a case, replaced ones too; how many there were.

        Without an action it only counts."""
        theirs = select(case_file.c.sha256).where(case_file.c.case_number == case_number)
        still_open = and_(link.c.sha256.in_(theirs), link.c.revoked_at.is_(None), link.c.expires_at > now)

        def work(connection: Connection) -> int:
            if action is None:
                counting = select(func.count()).select_from(link).where(still_open)
                return connection.execute(counting).scalar_one()
            staff_actions.record(connection, action)
            return connection.execute(update(link).where(still_open).values(revoked_at=now)).rowcount

        return await self._database.transact(work)


_CONTENT = (
    file.c.sha256, file.c.media_type, file.c.size, file.c.content, file.c.sealed_for, key_column(file.c.sealed_for),
)  # fmt: skip
_NO_NAMES = literal(None).label("names")


def _hash(token: str) -> str:
    return digest(token.encode()).hexdigest()

"""Mail that could not be filed to a case by itself, until somebody of the office has; then only its mark stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, ScalarSelect, delete, func, select, update

from storage.engine.database import Database
from storage.engine.sealing import UNFILED, key_column, key_for, unfiled_owner
from storage.schema.tables import data_key, unfiled_mail


@dataclass(frozen=True, slots=True)
class UnfiledMail:
    """A mail by the SHA-256 of its bytes: when it came, from whom, and why it is not filed; `case_number` is the case
    that it seems to be about, if any."""

    id: str
    at: datetime
    sender: str
    subject: str
    reason: str
    case_number: str = ""


_COLUMNS = [unfiled_mail.c[name] for name in UnfiledMail.__dataclass_fields__]
_KEY = key_column(unfiled_owner(unfiled_mail.c.id))
_GONE: dict[str, Any] = {"content": b"", "sender": "", "subject": ""}


class Unfiled:
    """The list. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, mail_id: str) -> bool:
        """Whether this mail has been taken before."""
        query = select(unfiled_mail.c.id).where(unfiled_mail.c.id == mail_id)
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def keep(self, mail: UnfiledMail, content: bytes, settled_at: datetime | None = None) -> None:
        """Keep a mail, or of one that is settled already only its mark; again changes nothing."""
        row = {name: getattr(mail, name) for name in UnfiledMail.__dataclass_fields__}

        def work(connection: Connection) -> None:
            kept = _GONE
            if not settled_at:
                key = key_for(connection, f"{UNFILED}{mail.id}")
                kept = {
                    "content": key.seal_bytes(content),
                    "sender": key.seal(mail.sender),
                    "subject": key.seal(mail.subject),
                }
            adding = self._database.insert(unfiled_mail).values(row | kept | {"settled_at": settled_at})
            connection.execute(adding.on_conflict_do_nothing())

        await self._database.transact(work)

    async def listed(self, limit: int = 200) -> tuple[UnfiledMail, ...]:
        """Those that wait, latest first."""
        query = select(*_COLUMNS, _KEY).where(unfiled_mail.c.settled_at.is_(None))
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(unfiled_mail.c.at.desc()).limit(limit))
        return tuple(self._opened(row) for row in rows.mappings().all())

    def _opened(self, row: RowMapping) -> UnfiledMail:
        opens = self._database.vault.unwrap(row["key"]).open
        told = {"sender": opens(row["sender"]), "subject": opens(row["subject"])}
        return UnfiledMail(**{name: row[name] for name in UnfiledMail.__dataclass_fields__} | told)

    async def count(self) -> int:
        """How many wait."""
        query = select(func.count()).select_from(unfiled_mail).where(unfiled_mail.c.settled_at.is_(None))
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def content(self, mail_id: str) -> bytes | None:
        """The bytes of one that waits."""
        query = select(unfiled_mail.c.content, _KEY).where(unfiled_mail.c.id == mail_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query.where(unfiled_mail.c.settled_at.is_(None)))).first()
        if row is None:
            return None
        key, content = self._database.vault.unwrap(row.key), bytes(row.content)
        return key.open_bytes(content) if key else content

    async def settle(self, mail_id: str, now: datetime) -> None:
        """It is filed, or need not be: nothing of it stays but its mark."""
        await self._database.transact(lambda connection: settle(connection, [mail_id], now))


def settle(connection: Connection, mails: Sequence[str], now: datetime) -> None:
    """Take everything of these mails but their marks, and their keys."""
    gone = update(unfiled_mail).where(unfiled_mail.c.id.in_(mails))
    connection.execute(gone.values(**_GONE, settled_at=now))
    owners = [f"{UNFILED}{one}" for one in mails]
    connection.execute(delete(data_key).where(data_key.c.session.in_(owners)))


def settle_about(connection: Connection, cases: ScalarSelect[str], now: datetime) -> None:
    """The same for whatever seems to be about these cases, which are erased."""
    about = (unfiled_mail.c.case_number.in_(cases), unfiled_mail.c.settled_at.is_(None))
    settle(connection, connection.execute(select(unfiled_mail.c.id).where(*about)).scalars().all(), now)

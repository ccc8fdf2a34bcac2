"""Mail that could not be filed to a case by itself, until somebody of the office has; then only its mark stays."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from storage.engine.database import Database
from storage.schema.tables import unfiled_mail


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
        if settled_at:
            row |= {"sender": "", "subject": ""}
        adding = self._database.insert(unfiled_mail).values(
            row | {"content": content, "settled_at": settled_at}
        )
        async with self._database.write() as connection:
            await connection.execute(adding.on_conflict_do_nothing())

    async def listed(self, limit: int = 200) -> tuple[UnfiledMail, ...]:
        """Those that wait, latest first."""
        query = select(*_COLUMNS).where(unfiled_mail.c.settled_at.is_(None))
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(unfiled_mail.c.at.desc()).limit(limit))
            return tuple(UnfiledMail(**row._mapping) for row in rows)

    async def count(self) -> int:
        """How many wait."""
        query = select(func.count()).select_from(unfiled_mail).where(unfiled_mail.c.settled_at.is_(None))
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def content(self, mail_id: str) -> bytes | None:
        """The bytes of one that waits."""
        query = select(unfiled_mail.c.content).where(unfiled_mail.c.id == mail_id)
        async with self._database.read() as connection:
            return (await connection.execute(query.where(unfiled_mail.c.settled_at.is_(None)))).scalar()

    async def settle(self, mail_id: str, now: datetime) -> None:
        """It is filed, or need not be: nothing of it stays but its mark."""
        gone = {"settled_at": now, "content": b"", "sender": "", "subject": ""}
        async with self._database.write() as connection:
            await connection.execute(update(unfiled_mail).where(unfiled_mail.c.id == mail_id).values(**gone))

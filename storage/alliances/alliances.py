"""Alliances read: their seats, the invitation behind a code, the files given for a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as digest
from typing import Any

from sqlalchemy import Connection, literal, select

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_column, key_for
from storage.schema.tables import alliance_file, file, invitation, revision, seat


@dataclass(frozen=True, slots=True)
class StoredSeat:
    """A seat as it is kept. `live`: the company is in no other alliance, or could be in this one again, whose proposal
    was withdrawn. One that is not `admitted` waits for the leader's word; `quiet` wants no reminders."""

    session: str
    alliance: str
    ubn: str
    company: str
    done: int
    total: int
    page: int
    confirmed: bool
    changed: bool
    live: bool
    figures: Mapping[str, Any]
    form: Mapping[str, Any]
    admitted: bool = True
    quiet: bool = False

    @property
    def leader(self) -> bool:
        """Whether this is the seat of the company that leads."""
        return self.session == self.alliance


@dataclass(frozen=True, slots=True)
class StoredInvitation:
    """What a code is for."""

    alliance: str
    ubn: str


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """What was sent in, and when."""

    revision: int
    at: datetime
    answers: Mapping[str, Any]
    record: Mapping[str, Any]


class Alliances:
    """Reads, but for files, which are kept as they come. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seats(self, alliance: str) -> tuple[StoredSeat, ...]:
        """The seats of an alliance, the leader's first, the others in the order of their companies' numbers."""
        other = seat.alias("other")
        same = (
            other.c.live_key == seat.c.programme + literal(":") + seat.c.ubn,
            other.c.session != seat.c.session,
        )
        taken = select(literal(1)).where(*same).exists().label("taken")
        query = select(seat, key_column(seat.c.session).label("key"), taken)
        query = query.where(seat.c.alliance == alliance, seat.c.gone.is_(False)).order_by(seat.c.ubn)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        found = [self._seat(row) for row in rows]
        return tuple(sorted(found, key=lambda each: not each.leader))

    def _seat(self, row: Any) -> StoredSeat:
        key = self._database.vault.unwrap(row.key)
        figures, form = (json_text.load(key.open(text)) for text in (row.figures, row.form))
        live = row.live_key is not None or (row.freed and not row.taken)
        return StoredSeat(
            row.session, row.alliance, row.ubn, row.company, row.done, row.total, row.page, row.confirmed,
            row.changed, live, figures, form, row.admitted, row.quiet,
        )  # fmt: skip

    async def elsewhere(self, session: str) -> bool:
        """Whether the company of this seat has a live seat in another alliance of the programme."""
        other = seat.alias("other")
        live = other.c.live_key == seat.c.programme + literal(":") + seat.c.ubn
        query = select(literal(1)).where(seat.c.session == session, live, other.c.session != session)
        async with self._database.read() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

    async def claims(self, session: str) -> bool:
        """Whether this seat has its company to itself, so that no other alliance can."""
        query = select(literal(1)).where(seat.c.session == session, seat.c.live_key.is_not(None))
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def led_by(self, ubn: str) -> str:
        """The alliance that a company leads, by its number; empty when it leads none."""
        query = select(seat.c.session).where(seat.c.ubn == ubn, seat.c.session == seat.c.alliance)
        async with self._database.read() as connection:
            found = (await connection.execute(query.order_by(seat.c.at.desc()).limit(1))).scalar()
        return found or ""

    async def invited(self, code_hash: str, now: datetime) -> StoredInvitation | None:
        """What a code is for; None for one that is not known, used or over."""
        query = select(invitation.c.alliance, invitation.c.ubn)
        good = query.where(
            invitation.c.code_hash == code_hash, invitation.c.used_by.is_(None), invitation.c.expires_at > now
        )
        async with self._database.read() as connection:
            row = (await connection.execute(good)).first()
        return StoredInvitation(row.alliance, row.ubn) if row else None

    async def keep_file(
        self, alliance: str, part: str, name: str, media_type: str, content: bytes, now: datetime
    ) -> str:
        """Keep a file for a part of the proposal, in the place of an earlier one; its SHA-256 in hex."""
        sha256 = digest(content).hexdigest()
        row: dict[str, Any] = {"sha256": sha256, "media_type": media_type, "size": len(content)}

        def work(connection: Connection) -> None:
            key = key_for(connection, alliance)
            row.update(content=key.seal_bytes(content), sealed_for=alliance if key else None)
            connection.execute(
                self._database.insert(file).values(**row, created_at=now).on_conflict_do_nothing()
            )
            kept = {"sha256": sha256, "name": key.seal(name)}
            adding = self._database.insert(alliance_file).values(alliance=alliance, part=part, **kept)
            connection.execute(adding.on_conflict_do_update(index_elements=["alliance", "part"], set_=kept))

        await self._database.transact(work)
        return sha256

    async def revisions(self, case_number: str) -> tuple[StoredRevision, ...]:
        """Everything that was sent in of a case, the first first."""
        query = select(revision, case_key_column(revision.c.case_number))
        query = query.where(revision.c.case_number == case_number).order_by(revision.c.revision)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        opened = self._database.vault.unwrap
        return tuple(
            StoredRevision(
                row.revision,
                row.at,
                json_text.load(opened(row.key).open(row.answers)),
                json_text.load(opened(row.key).open(row.record)),
            )
            for row in rows
        )

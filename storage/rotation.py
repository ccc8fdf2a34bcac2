"""Another SECRET_KEY: every data key is wrapped anew, and what was written before there was one is sealed.

The service goes on meanwhile: data keys themselves stay the same, and a row is replaced only while it is what was
read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, func, select, true, update

from storage.engine.database import Database
from storage.engine.sealing import (
    UNFILED,
    chat_owner,
    consultant_owner,
    key_for,
    selection_owner,
    unfiled_owner,
)
from storage.engine.vault import SEALED, SEALED_ALIKE
from storage.schema.tables import (
    alliance_file,
    application,
    case_event,
    case_file,
    case_summary,
    consultant,
    contribution_link,
    data_key,
    delivery,
    file,
    one_time_link,
    reviewer_chat,
    revision,
    seat,
    selection_event,
    signing_fact,
    turn,
    unfiled_mail,
)
from storage.stored_names import LinkPurpose

AT_ONCE = 200
"""Rows of one transaction."""

_EMPTY = ("", "[]", "{}")


@dataclass(frozen=True)
class _Sealed:
    """A column that is kept sealed: `alike` where it has to be found by what it says; `only` some rows of the table."""

    table: Table
    column: Column[Any]
    session: ColumnElement[Any]
    alike: bool = False
    only: ColumnElement[bool] = field(default_factory=true)


def _by_case(case_number: Column[Any]) -> ColumnElement[Any]:
    query = select(application.c.session).where(application.c.case_number == case_number)
    return query.scalar_subquery()


_COLUMNS = (
    _Sealed(turn, turn.c.events, turn.c.session),
    _Sealed(application, application.c.answers, application.c.session),
    _Sealed(application, application.c.record, application.c.session),
    _Sealed(case_event, case_event.c.event, _by_case(case_event.c.case_number)),
    _Sealed(case_file, case_file.c.name, _by_case(case_file.c.case_number)),
    _Sealed(alliance_file, alliance_file.c.name, alliance_file.c.alliance),
    _Sealed(contribution_link, contribution_link.c.author, contribution_link.c.session),
    _Sealed(consultant, consultant.c.record, consultant_owner(consultant.c.address)),
    _Sealed(delivery, delivery.c.recipient, _by_case(delivery.c.case_number), alike=True),
    _Sealed(delivery, delivery.c.missing, _by_case(delivery.c.case_number)),
    _Sealed(reviewer_chat, reviewer_chat.c.place, chat_owner(reviewer_chat.c.programme)),
    _Sealed(revision, revision.c.answers, _by_case(revision.c.case_number)),
    _Sealed(revision, revision.c.record, _by_case(revision.c.case_number)),
    _Sealed(seat, seat.c.figures, seat.c.session),
    _Sealed(seat, seat.c.form, seat.c.session),
    _Sealed(selection_event, selection_event.c.event, selection_owner()),
    _Sealed(signing_fact, signing_fact.c.fact, _by_case(signing_fact.c.case_number)),
    _Sealed(
        one_time_link,
        one_time_link.c.about,
        _by_case(one_time_link.c.case_number),
        alike=True,
        only=one_time_link.c.purpose == LinkPurpose.CONFIRM_ADDRESS,
    ),
)


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many keys were wrapped anew, how many rows and files were sealed for the first time."""

    keys: int = 0
    rows: int = 0
    files: int = 0


class Rotation:
    """Does it, a part at a time. Unavailable, LostKey."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lacks_a_key(self) -> bool:
        """Whether something is sealed with a key made of a SECRET_KEY that this process was not given."""
        name = func.substr(data_key.c.wrapped, 1, 8)
        query = select(data_key.c.session).where(name.not_in(sorted(self._database.vault.names))).limit(1)
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def rotate(self) -> Rotated:
        """Wrap with the present SECRET_KEY what is wrapped with an older one, and seal what is not sealed."""
        keys = await self._all(self._rewrap)
        rows = 0
        for sealed in _COLUMNS:
            rows += await self._all(partial(_seal, sealed))
        files = await self._all(_seal_file)
        rows += await self._all(_seal_mail)
        if keys or rows:
            await self._database.transact(_summarise_anew)
        return Rotated(keys, rows, files)

    async def _all(self, work: Callable[[Connection], int]) -> int:
        """Transaction after transaction, until there is nothing left."""
        count = 0
        while done := await self._database.transact(work):
            count += done
        return count

    def _rewrap(self, connection: Connection) -> int:
        vault = self._database.vault
        older = data_key.c.wrapped.not_like(f"{vault.present}:%")
        rows = connection.execute(select(data_key).where(older).limit(AT_ONCE)).all()
        for row in rows:
            this = and_(data_key.c.session == row.session, data_key.c.wrapped == row.wrapped)
            connection.execute(update(data_key).where(this).values(wrapped=vault.rewrapped(row.wrapped)))
        return len(rows)


def _seal(one: _Sealed, connection: Connection) -> int:
    column, table = one.column, one.table
    own = list(table.primary_key.columns)
    plain = (column.not_like(f"{SEALED}%"), column.not_like(f"{SEALED_ALIKE}%"), column.not_in(_EMPTY))
    query = select(*own, column.label("text"), one.session.label("owner")).where(one.only, *plain)
    rows = connection.execute(query.limit(AT_ONCE)).all()
    for row in rows:
        key = key_for(connection, row.owner)
        sealed = key.seal_alike(row.text) if one.alike else key.seal(row.text)
        this = and_(*(each == row[place] for place, each in enumerate(own)), column == row.text)
        connection.execute(update(table).where(this).values({column.name: sealed}))
    return len(rows)


def _seal_file(connection: Connection) -> int:
    owner = (
        select(file.c.sha256, file.c.content, application.c.session)
        .join(case_file, case_file.c.sha256 == file.c.sha256)
        .join(application, application.c.case_number == case_file.c.case_number)
        .where(file.c.sealed_for.is_(None), application.c.erased_at.is_(None))
        .limit(1)
    )
    led = (
        select(file.c.sha256, file.c.content, alliance_file.c.alliance.label("session"))
        .join(alliance_file, alliance_file.c.sha256 == file.c.sha256)
        .where(file.c.sealed_for.is_(None))
        .limit(1)
    )
    row = connection.execute(owner).first() or connection.execute(led).first()
    if row is None:
        return 0
    this = and_(file.c.sha256 == row.sha256, file.c.sealed_for.is_(None))
    content = key_for(connection, row.session).seal_bytes(row.content)
    connection.execute(update(file).where(this).values(content=content, sealed_for=row.session))
    return 1


def _seal_mail(connection: Connection) -> int:
    """One that waits to be filed: it is sealed when it has a key."""
    keyed = select(data_key.c.session).where(data_key.c.session == unfiled_owner(unfiled_mail.c.id)).exists()
    waits = (unfiled_mail.c.settled_at.is_(None), ~keyed)
    row = connection.execute(select(unfiled_mail).where(*waits).limit(1).with_for_update()).first()
    if row is None:
        return 0
    key = key_for(connection, f"{UNFILED}{row.id}")
    told = {"sender": key.seal(row.sender), "subject": key.seal(row.subject)}
    this = update(unfiled_mail).where(unfiled_mail.c.id == row.id)
    connection.execute(this.values(**told, content=key.seal_bytes(bytes(row.content))))
    return 1


def _summarise_anew(connection: Connection) -> None:
    """Tokens of searches are made of the present key, and no text of before stays."""
    anew = {"stale": True, "version": case_summary.c.version + 1, "search": ""}
    connection.execute(update(case_summary).values(anew))

"""Submitted applications, found and listed. They are written by the journal, with the turn that submits."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select, tuple_

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_column
from storage.engine.vault import Vault
from storage.records import Application
from storage.schema.tables import application, place_check, replacement

_OLD = application.alias("superseded")
_LAST = application.alias("last")
_SUPERSEDES = select(_OLD.c.case_number).where(_OLD.c.superseded_by == application.c.case_number)
_ASKED = replacement.alias("asked")
_REQUEST = select(_ASKED).where(_ASKED.c.case_number == application.c.case_number)
_KEPT_BACK = {"series", "number", "claim_key", "missed", "released_at"}
_COLUMNS = [
    *(column for column in application.c if column.name not in _KEPT_BACK),
    key_column(application.c.session),
    _SUPERSEDES.scalar_subquery().label("supersedes"),
    _REQUEST.with_only_columns(_ASKED.c.earlier).scalar_subquery().label("replaces"),
    _REQUEST.with_only_columns(_ASKED.c.allowed).scalar_subquery().label("allowed"),
    select(replacement.c.case_number)
    .where(replacement.c.open_for == application.c.case_number)
    .scalar_subquery()
    .label("asked_by"),
    select(
        case(
            (place_check.c.granted.is_(None), "held"),
            (place_check.c.granted.is_(True), "granted"),
            else_="refused",
        )
    )
    .where(place_check.c.case_number == application.c.case_number)
    .scalar_subquery()
    .label("place"),
]


class Applications:
    """Reading only; erased applications are included, with `erased_at` set and nothing personal left."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, case_number: str) -> Application | None:
        """The application with this case number."""
        return await self._one(application.c.case_number == case_number)

    async def holder(self, programme: str, ubn: str) -> str | None:
        """The session of the company's live application in a programme; only its unique key is looked at."""
        query = select(application.c.session).where(application.c.claim_key == claim_key(programme, ubn))
        async with self._database.read() as connection:
            found: str | None = (await connection.execute(query)).scalar()
        return found

    async def list(self, limit: int, after: str | None = None) -> tuple[Application, ...]:
        """The first so many applications, series after series in the order they were numbered, after the one with the
        case number `after`; none if there is no such case."""
        place = (application.c.series, application.c.number)
        query = select(*_COLUMNS).order_by(*place).limit(limit)
        if after is not None:
            last = select(_LAST.c.series, _LAST.c.number).where(_LAST.c.case_number == after)
            query = query.where(tuple_(*place) > last.scalar_subquery())
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(_application(row, self._database.vault) for row in rows)

    async def pages(self, size: int = 200) -> AsyncIterator[tuple[Application, ...]]:
        """All applications in order, page by page, so that an export never holds them all."""
        page = await self.list(size)
        while page:
            yield page
            page = await self.list(size, after=page[-1].case_number)

    async def programmes(self) -> tuple[str, ...]:
        """The programmes of all cases, erased ones too."""
        query = select(application.c.programme).distinct().order_by(application.c.programme)
        async with self._database.read() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def count_by_verdict(self, programme: str | None = None) -> dict[str, int]:
        """How many applications got which verdict, in one programme or in all; superseded ones do not count, nor
        do those that were not allowed to replace another, or not yet."""
        query = select(application.c.verdict, func.count()).group_by(application.c.verdict)
        query = query.where(application.c.superseded_at.is_(None), in_force())
        if programme is not None:
            query = query.where(application.c.programme == programme)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {verdict: count for verdict, count in rows}  # noqa: C416  (dict() does not know rows are pairs)

    async def superseded(self, programme: str) -> int:
        """How many applications of a programme were superseded by another one."""
        query = select(func.count()).select_from(application).where(application.c.programme == programme)
        async with self._database.read() as connection:
            counted = await connection.execute(query.where(application.c.superseded_at.is_not(None)))
        return counted.scalar_one()

    async def waiting(self, programme: str) -> int:
        """How many applications of a programme wait for consent to replace another one."""
        query = (
            select(func.count())
            .select_from(application)
            .join(replacement, replacement.c.case_number == application.c.case_number)
        )
        undecided = query.where(application.c.programme == programme, replacement.c.allowed.is_(None))
        async with self._database.read() as connection:
            return int((await connection.execute(undecided)).scalar_one())

    async def _one(self, which: ColumnElement[bool]) -> Application | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(which))).first()
        return _application(row, self._database.vault) if row else None


def in_force() -> ColumnElement[bool]:
    """Whether an application has not to wait for anybody's consent to replace another, or was refused it."""
    waits = select(replacement.c.case_number).where(replacement.c.allowed.is_not(True))
    return application.c.case_number.not_in(waits)


def claim_key(programme: str, ubn: str) -> str | None:
    """What only one live application may have: "diagnosis-113:12345675"; none without a company number."""
    return f"{programme}:{ubn}" if ubn else None


def _application(row: Row[Any], vault: Vault) -> Application:
    values = dict(row._mapping)
    key = vault.unwrap(values.pop("key"))
    opened = {name: json_text.load(key.open(values[name])) for name in ("answers", "record")}
    return Application(**(values | opened))

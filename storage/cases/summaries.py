"""Lists of cases, by the database: filtered, searched, sorted, counted and cut into pages.

A list is made of summaries, computed from the cases by whoever lists them (`stale`, `write`). Only columns of the
summary are looked at, so that a hundred thousand cases stay quick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update

from storage.engine.database import Database
from storage.engine.vault import Vault
from storage.schema.case_work import NO_DUE
from storage.schema.tables import case_summary as summary

OURS = 0
"""The rank of a case in which the office has to act; 1 somebody else, 2 nobody."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a case. `waiting`: a message has not left yet; `questions`: so many wait for an answer;
    `returned`: a mail to the applicant came back; `requests`: so many about personal data are to be answered. `search`
    is what can be found, folded by whoever computes it; `whole` what is personal: where there is a SECRET_KEY it is
    found only by all of it, and its text is not kept."""

    case_number: str
    rank: int
    stage: str
    awaits: str
    since: datetime
    due: date | None
    waiting: bool
    signed: str
    company: str
    ubn: str
    county: str
    industry: str
    verdict: str
    last_by: str
    consultant: str = ""
    search: str = ""
    questions: int = 0
    returned: bool = False
    requests: int = 0
    whole: tuple[str, ...] = ()


class Chosen(StrEnum):
    """Filters beside the stages."""

    ALL = "all"
    OURS = "ours"
    OVERDUE = "overdue"
    MESSAGES = "messages"
    """Somebody asks the office something."""
    RETURNED = "returned"
    """A mail to the applicant came back."""
    REQUESTS = "requests"
    """Somebody asked something about their personal data."""


class Sort(StrEnum):
    """Orders of a list; WORK is: our turn first, then by the next day."""

    WORK = "work"
    NUMBER = "number"
    COMPANY = "company"
    COUNTY = "county"
    STAGE = "stage"
    SINCE = "since"


_IN_ORDER = (summary.c.series, summary.c.number)
_SORTS: Mapping[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.WORK: (summary.c.rank, summary.c.due, *_IN_ORDER),
    Sort.NUMBER: _IN_ORDER,
    Sort.COMPANY: (summary.c.company, *_IN_ORDER),
    Sort.COUNTY: (summary.c.county, *_IN_ORDER),
    Sort.STAGE: (summary.c.stage, summary.c.rank, summary.c.due, *_IN_ORDER),
    Sort.SINCE: (summary.c.since, *_IN_ORDER),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases: of one of Chosen or a stage's name (any other name has none), with this text in `search`."""

    chosen: str = Chosen.ALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """A case whose summary is out of date, and the version that was seen."""

    case_number: str
    version: int


class Summaries:
    """Lists. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stale(self, limit: int) -> tuple[Stale, ...]:
        """Cases whose summary has to be computed."""
        query = select(summary.c.case_number, summary.c.version).where(summary.c.stale).limit(limit)
        async with self._database.read() as connection:
            return tuple(Stale(*row) for row in (await connection.execute(query)).all())

    async def write(self, found: Sequence[tuple[Stale, Summary]]) -> None:
        """Keep what was computed, except where a case has changed since: it is then still stale."""
        vault = self._database.vault
        async with self._database.write() as connection:
            for stale, one in found:
                this = and_(summary.c.case_number == stale.case_number, summary.c.version == stale.version)
                await connection.execute(update(summary).where(this).values(**_row(one, vault), stale=False))

    async def page(self, which: Filter, today: date, sort: Sort, limit: int, skip: int = 0) -> list[Summary]:
        """So many of the cases, in this order, from there on."""
        query = self._where(select(*_COLUMNS), which, today).order_by(*_SORTS[sort]).limit(limit).offset(skip)
        async with self._database.read() as connection:
            return [_summary(row) for row in (await connection.execute(query)).all()]

    async def count(self, which: Filter, today: date) -> int:
        """How many cases there are."""
        query = self._where(select(func.count()).select_from(summary), which, today)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def counts(self, today: date) -> dict[str, int]:
        """How many of each stage, and of each of Chosen."""
        by_stage = select(summary.c.stage, summary.c.rank, func.count()).group_by(
            summary.c.stage, summary.c.rank
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(by_stage)).all()
        found: dict[str, int] = {}
        for stage, rank, count in rows:
            for name in (stage, Chosen.ALL.value, *([Chosen.OURS.value] if rank == OURS else [])):
                found[name] = found.get(name, 0) + count
        for chosen in (Chosen.OVERDUE, Chosen.MESSAGES, Chosen.RETURNED, Chosen.REQUESTS):
            found[chosen] = await self.count(Filter(chosen), today)
        return found

    async def next_due(self, today: date) -> Summary | None:
        """The case with the next day that somebody has to keep."""
        query = select(*_COLUMNS).where(summary.c.due >= today.isoformat(), summary.c.due != NO_DUE)
        async with self._database.read() as connection:
            row = (await connection.execute(query.order_by(summary.c.due, *_IN_ORDER).limit(1))).first()
        return _summary(row) if row else None

    def _where(self, query: Select[Any], which: Filter, today: date) -> Select[Any]:
        if which.text:
            query = query.where(
                or_(*(summary.c.search.contains(text, autoescape=True) for text in self._texts(which)))
            )
        return _of_chosen(query, which, today)

    def _texts(self, which: Filter) -> tuple[str, ...]:
        """What a search looks for: the text, and what stands for it where it is all of something personal."""
        vault = self._database.vault
        return (which.text, f"#{vault.search_token(which.text)}") if vault.present else (which.text,)


_OPEN = [name for name in Summary.__dataclass_fields__ if name not in ("search", "whole")]
_COLUMNS = [summary.c[name] for name in _OPEN]


def _of_chosen(query: Select[Any], which: Filter, today: date) -> Select[Any]:
    match which.chosen:
        case Chosen.ALL:
            return query
        case Chosen.OURS:
            return query.where(summary.c.rank == OURS)
        case Chosen.OVERDUE:
            return query.where(summary.c.rank < OURS + 2, summary.c.due < today.isoformat())
        case Chosen.MESSAGES:
            return query.where(summary.c.questions > 0)
        case Chosen.RETURNED:
            return query.where(summary.c.returned > 0)
        case Chosen.REQUESTS:
            return query.where(summary.c.requests > 0)
        case stage:
            return query.where(summary.c.stage == stage)


def _row(one: Summary, vault: Vault) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _OPEN}
    whole = [f"#{vault.search_token(text)}" for text in one.whole] if vault.present else one.whole
    values["search"] = " ".join(filter(None, (one.search, *whole)))
    due = one.due.isoformat() if one.due else NO_DUE
    return values | {"due": due, "waiting": int(one.waiting), "returned": int(one.returned)}


def _summary(row: Row[Any]) -> Summary:
    values = dict(row._mapping)
    due = None if row.due == NO_DUE else date.fromisoformat(row.due)
    return Summary(**values | {"due": due, "waiting": bool(row.waiting), "returned": bool(row.returned)})

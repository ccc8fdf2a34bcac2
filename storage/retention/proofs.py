"""The proof of an erasure: what kind, how many, when, by which rule; written in the transaction that erases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from storage.engine.database import Database
from storage.schema.tables import erasure_proof

BY_STAFF = "staff"
BY_PERSON = "person"
"""Rules of erasures that somebody asked for; those of a schedule are its name and its days: "drafts 30"."""


@dataclass(frozen=True, slots=True)
class Proof:
    """So many of one kind, erased by a rule between two moments; of how many cases."""

    rule: str
    kind: str
    count: int
    cases: int
    first: datetime
    last: datetime


def record(
    connection: Connection,
    now: datetime,
    rule: str,
    counts: Mapping[str, int],
    case_number: str | None = None,
) -> None:
    """Append what was erased, a row for each kind there was anything of."""
    row = {"at": now, "rule": rule, "case_number": case_number}
    rows = [row | {"kind": kind, "count": count} for kind, count in counts.items() if count]
    if rows:
        connection.execute(insert(erasure_proof), rows)


class Proofs:
    """What was erased, by rule and kind. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, moment: datetime) -> tuple[Proof, ...]:
        """Everything erased since then, summed up."""
        table = erasure_proof.c
        figures = (
            func.sum(table.count),
            func.count(func.distinct(table.case_number)),
            func.min(table.at),
            func.max(table.at),
        )
        query = select(table.rule, table.kind, *figures).where(table.at >= moment)
        query = query.group_by(table.rule, table.kind).order_by(table.rule, table.kind)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Proof(*row) for row in rows)

    async def of_case(self, case_number: str) -> tuple[tuple[date, str, str, int], ...]:
        """Day (UTC), rule, kind and count of everything erased of a case, oldest first."""
        table = erasure_proof.c
        query = select(table.at, table.rule, table.kind, table.count).order_by(table.id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.where(table.case_number == case_number))).all()
        return tuple((at.date(), rule, kind, count) for at, rule, kind, count in rows)

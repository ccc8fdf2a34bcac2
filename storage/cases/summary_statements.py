"""Marks summaries of cases as out of date (storage/cases/summaries.py), in the transaction that changes the case."""

from datetime import datetime

from sqlalchemy import Connection, insert, update

from storage.schema.tables import case_summary


def begin(connection: Connection, case_number: str, series: str, number: int, now: datetime) -> None:
    """A case is new: it has a summary that nobody has written yet."""
    key = {"case_number": case_number, "series": series, "number": number, "since": now}
    connection.execute(insert(case_summary).values(**key, stale=True, version=1))


def touch(connection: Connection, *case_numbers: str) -> None:
    """Something about these cases has changed."""
    which = case_summary.c.case_number.in_(case_numbers)
    connection.execute(
        update(case_summary).where(which).values(stale=True, version=case_summary.c.version + 1)
    )

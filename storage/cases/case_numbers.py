"""The next case number of a series, given out in the transaction that stores the application."""

from sqlalchemy import Connection

from storage.engine.database import Database
from storage.records import Submission
from storage.schema.tables import counter


def allocate(database: Database, connection: Connection, submission: Submission | None) -> int | None:
    """The next number of the series; a rollback gives it back, so there are no gaps."""
    if submission is None:
        return None
    first = database.insert(counter).values(series=submission.series, last=1)
    following = first.on_conflict_do_update(index_elements=["series"], set_={"last": counter.c.last + 1})
    return int((connection.execute(following.returning(counter.c.last))).scalar_one())


def written(submission: Submission | None, number: int | None) -> str | None:
    """The case number that is made of it, such as 113-0042."""
    return submission.case_number(number) if submission and number else None

"""The tables that guard applications: wrong tries, staff actions, replacements; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class Attempt(SQLModel, table=True):
    """How often a person tried something lately. `person` is a keyed hash: erasing oneself gives no
    try back.

    `case_number` is the application last tried for, by which staff can let its people try again."""

    __tablename__ = "attempt"
    __table_args__ = (
        PrimaryKeyConstraint("person", "kind", name="attempt_pkey"),
        Index("attempt_case_idx", "case_number"),
        Index("attempt_at_idx", "at"),
    )
    person: str = words()
    kind: str = words()
    level: float
    at: datetime = when()
    case_number: str | None = words()


class StaffAction(SQLModel, table=True):
    """What somebody of the staff did to a case; append-only."""

    __tablename__ = "staff_action"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="staff_action_pkey"),
        Index("staff_action_case_idx", "case_number"),
        {"sqlite_autoincrement": True},
    )
    id: int
    at: datetime = when()
    who: str = words()
    what: str = words()
    case_number: str = refers("application.case_number", "staff_action_case_fkey")


class Replacement(SQLModel, table=True):
    """An application that is to take the place of an earlier one of its company once the contact of that one, or
    staff, agree. `request` counts those of one earlier application. `open_for` is the earlier one until it is
    settled: the unique key allows one at a time."""

    __tablename__ = "replacement"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", name="replacement_pkey"),
        UniqueConstraint("earlier", "request", name="replacement_request_key"),
        UniqueConstraint("open_for", name="replacement_open_key"),
    )
    case_number: str = refers("application.case_number", "replacement_case_fkey")
    earlier: str = refers("application.case_number", "replacement_earlier_fkey")
    request: int
    asked_at: datetime = when()
    open_for: str | None = words()
    settled_at: datetime | None = when()
    allowed: bool | None
    settled_by: str | None = words()


attempt = SQLModel.metadata.tables["attempt"]
staff_action = SQLModel.metadata.tables["staff_action"]
replacement = SQLModel.metadata.tables["replacement"]

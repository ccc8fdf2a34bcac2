"""The tables that guard applications: wrong tries of people, and what staff did; part of storage/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.columns import refers, when, words


class Attempt(SQLModel, table=True):
    """How often a person tried something lately. `person` is a hash: erasing oneself gives no try back.

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


attempt = SQLModel.metadata.tables["attempt"]
staff_action = SQLModel.metadata.tables["staff_action"]

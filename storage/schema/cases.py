"""The table of the streams of cases; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class CaseEvent(SQLModel, table=True):
    """What the office did to a case. The key lets one of two who act at once through."""

    __tablename__ = "case_event"
    __table_args__ = (PrimaryKeyConstraint("case_number", "number", name="case_event_pkey"),)
    case_number: str = refers("application.case_number", "case_event_case_fkey")
    number: int
    at: datetime = when()
    who: str = words()
    event: str = words()


case_event = SQLModel.metadata.tables["case_event"]

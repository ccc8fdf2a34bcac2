"""The table of people who take part in somebody else's application; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class Participant(SQLModel, table=True):
    """A session that joined the application of its company instead of making one."""

    __tablename__ = "participant"
    __table_args__ = (
        PrimaryKeyConstraint("session", name="participant_pkey"),
        Index("participant_case_idx", "case_number"),
    )
    session: str = words()
    case_number: str = refers("application.case_number", "participant_case_fkey")
    joined_at: datetime = when()


participant = SQLModel.metadata.tables["participant"]

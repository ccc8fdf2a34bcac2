"""The tables of consultants: people added by hand, and whose case is whose; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class Consultant(SQLModel, table=True):
    """Somebody added or changed by the office, by mail address; `record` is JSON. Whoever the programme file lists as
    well is as the row says."""

    __tablename__ = "consultant"
    __table_args__ = (PrimaryKeyConstraint("address", name="consultant_pkey"),)
    address: str = words()
    record: str = words()
    changed_at: datetime = when()
    changed_by: str = words()


class Consultation(SQLModel, table=True):
    """Whose case it is and the visit that is agreed on: a copy of what follows from the case's stream, for looking at
    all the cases of one consultant. `open`: it counts among those they have."""

    __tablename__ = "consultation"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", name="consultation_pkey"),
        Index("consultation_consultant_idx", "consultant"),
    )
    case_number: str = refers("application.case_number", "consultation_case_fkey")
    consultant: str = words()
    open: bool
    starts_at: datetime | None = when()
    ends_at: datetime | None = when()
    changed_at: datetime = when()


consultant = SQLModel.metadata.tables["consultant"]
consultation = SQLModel.metadata.tables["consultation"]

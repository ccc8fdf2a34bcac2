"""The table of what was erased; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import when, words


class ErasureProof(SQLModel, table=True):
    """What was erased: how many of which kind, by which rule, of which case if of one; append-only, never content."""

    __tablename__ = "erasure_proof"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="erasure_proof_pkey"),
        Index("erasure_proof_case_idx", "case_number"),
        {"sqlite_autoincrement": True},
    )
    id: int
    at: datetime = when()
    rule: str = words()
    kind: str = words()
    count: int
    case_number: str | None = words()


class YearStep(SQLModel, table=True):
    """A step of closing a year: somebody confirms, the archive was made, everything was erased. Whoever repeats a step
    has confirmed once, at the later time."""

    __tablename__ = "year_step"
    __table_args__ = (PrimaryKeyConstraint("programme", "step", "who", name="year_step_pkey"),)
    programme: str = words()
    step: str = words()
    who: str = words()
    at: datetime = when()
    detail: str = words()


year_step = SQLModel.metadata.tables["year_step"]
erasure_proof = SQLModel.metadata.tables["erasure_proof"]

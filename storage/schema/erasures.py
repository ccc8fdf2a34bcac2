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


erasure_proof = SQLModel.metadata.tables["erasure_proof"]

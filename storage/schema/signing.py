"""The table of what happened to requests that somebody sign online; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class SigningFact(SQLModel, table=True):
    """One fact of request `request` (from 1) of a case; `seq` counts from 1 within it. Append-only."""

    __tablename__ = "signing_fact"
    __table_args__ = (PrimaryKeyConstraint("case_number", "request", "seq", name="signing_fact_pkey"),)
    case_number: str = refers("application.case_number", "signing_fact_case_fkey")
    request: int
    seq: int
    at: datetime = when()
    fact: str = words()


signing_fact = SQLModel.metadata.tables["signing_fact"]

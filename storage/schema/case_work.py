"""The tables of the office's work on cases: their streams, and the summaries a list is made of; part of
storage/schema/tables.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.schema.columns import refers, when, words

NO_DUE = "9999-12-31"
"""What a summary holds in place of a day where there is none: it sorts last on every database."""


def _blank() -> Any:
    return Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class CaseEvent(SQLModel, table=True):
    """What the office did to a case. The key lets one of two who act at once through."""

    __tablename__ = "case_event"
    __table_args__ = (PrimaryKeyConstraint("case_number", "number", name="case_event_pkey"),)
    case_number: str = refers("application.case_number", "case_event_case_fkey")
    number: int
    at: datetime = when()
    who: str = words()
    event: str = words()


class CaseSummary(SQLModel, table=True):
    """What a list of cases shows and is filtered by; computed from the case, never the truth. Whoever changes a case
    sets `stale` and raises `version`; whoever computes it anew writes it only while the version is the one they saw.

    `rank` is 0 when the office has to act, 1 when somebody else has, 2 when nobody has; `due` an ISO day or NO_DUE."""

    __tablename__ = "case_summary"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", name="case_summary_pkey"),
        UniqueConstraint("series", "number", name="case_summary_number_key"),
        Index(
            "case_summary_stale_idx",
            "case_number",
            sqlite_where=text("stale"),
            postgresql_where=text("stale"),
        ),
        Index("case_summary_work_idx", "rank", "due", "series", "number"),
        Index("case_summary_stage_idx", "stage", "rank", "due", "series", "number"),
    )
    case_number: str = refers("application.case_number", "case_summary_case_fkey")
    series: str = words()
    number: int
    stale: bool
    version: int
    since: datetime = when()
    rank: int = Field(default=2, sa_column_kwargs={"server_default": "2"})
    due: str = Field(default=NO_DUE, sa_type=Text, sa_column_kwargs={"server_default": NO_DUE})
    waiting: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    questions: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    returned: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    requests: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    stage: str = _blank()
    awaits: str = _blank()
    signed: str = _blank()
    company: str = _blank()
    ubn: str = _blank()
    county: str = _blank()
    industry: str = _blank()
    verdict: str = _blank()
    last_by: str = _blank()
    consultant: str = _blank()
    search: str = _blank()


case_event = SQLModel.metadata.tables["case_event"]
case_summary = SQLModel.metadata.tables["case_summary"]

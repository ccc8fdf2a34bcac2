"""The tables of cases: what was submitted, the last number of each series, and which files a case has; part of
storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.schema.columns import refers, when, words


class Application(SQLModel, table=True):
    """A submitted session. `claim_key` ("diagnosis-113:12345675") allows one per company and programme; erasing frees
    it, and so does being superseded by another one. `number` counts within `series` ("113"); the case number is made of
    both, and never taken apart. `code` is the check code beside the case number, which shows that one knows the papers;
    `missed` counted wrong case numbers before there were codes.

    Since `released_at` it needs no place and keeps nobody else of its company from applying: it is withdrawn.
    `superseded_by` is no foreign key: it is written before the row it names, to make way for that row's key.
    """

    __tablename__ = "application"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", name="application_pkey"),
        UniqueConstraint("series", "number", name="application_number_key"),
        UniqueConstraint("session", name="application_session_key"),
        UniqueConstraint("claim_key", name="application_claim_key"),
        Index("application_superseded_by_key", "superseded_by", unique=True),
    )
    case_number: str = words()
    session: str = words()
    scheme: str = words()
    programme: str = words()
    series: str = words()
    number: int
    ubn: str = words()
    company: str = words()
    verdict: str = words()
    language: str = words()
    questionnaire: str = words()
    answers: str = words()
    record: str = words()
    submitted_at: datetime = when()
    erased_at: datetime | None = when()
    claim_key: str | None = words()
    superseded_at: datetime | None = when()
    superseded_by: str | None = words()
    missed: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    code: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    released_at: datetime | None = when()


class Counter(SQLModel, table=True):
    """The last number given out in a series of case numbers."""

    __tablename__ = "counter"
    __table_args__ = (PrimaryKeyConstraint("series", name="counter_pkey"),)
    series: str = words()
    last: int


_CURRENT = text("replaced_at IS NULL")


class CaseFile(SQLModel, table=True):
    """Which file plays which role in a case; one is current per role, the replaced ones stay."""

    __tablename__ = "case_file"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", "role", "sha256", name="case_file_pkey"),
        Index(
            "case_file_current_key",
            "case_number",
            "role",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("case_file_sha256_idx", "sha256"),
    )
    case_number: str = refers("application.case_number", "case_file_case_fkey")
    role: str = words()
    sha256: str = refers("file.sha256", "case_file_sha256_fkey")
    name: str = words()
    created_at: datetime = when()
    replaced_at: datetime | None = when()


application = SQLModel.metadata.tables["application"]
counter = SQLModel.metadata.tables["counter"]
case_file = SQLModel.metadata.tables["case_file"]

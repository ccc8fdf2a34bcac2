"""The tables of alliances: the seats of companies, invitations, files given before anything is sent, revisions; part of
storage/schema/tables.py. All but invitations and files can be rebuilt from the journal."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint, false, true
from sqlmodel import Field, SQLModel

from storage.schema.columns import refers, when, words


class Seat(SQLModel, table=True):
    """A company's form in an alliance; `session` is its stream, `alliance` that of whoever leads. `live_key`
    ("alliance-113:12345675") lets a company have one live seat in a programme; one without is of a company that is in
    another alliance. `figures` and `form` are JSON, empty until the company has released them. `gone` seats were left,
    or taken out. One that is not `admitted` waits for the leader's word, and claims no company; nor does one that is
    `freed`: the proposal was withdrawn. `quiet`: its people want no reminders."""

    __tablename__ = "seat"
    __table_args__ = (
        PrimaryKeyConstraint("session", name="seat_pkey"),
        UniqueConstraint("live_key", name="seat_live_key"),
        Index("seat_alliance_idx", "alliance"),
    )
    session: str = words()
    alliance: str = words()
    programme: str = words()
    ubn: str = words()
    company: str = words()
    live_key: str | None = words()
    done: int
    total: int
    page: int
    confirmed: bool
    changed: bool
    gone: bool
    admitted: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    freed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    quiet: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    figures: str = words()
    form: str = words()
    at: datetime = when()


class Invitation(SQLModel, table=True):
    """A code that lets a company in, kept as a keyed hash. `ubn` is empty for one that anybody may use; `used_by` the
    session of the seat it became."""

    __tablename__ = "invitation"
    __table_args__ = (
        PrimaryKeyConstraint("code_hash", name="invitation_pkey"),
        Index("invitation_alliance_idx", "alliance"),
    )
    code_hash: str = words()
    alliance: str = words()
    ubn: str = words()
    expires_at: datetime = when()
    used_by: str | None = words()


class AllianceFile(SQLModel, table=True):
    """Which file was given for a part of a proposal; one for each part."""

    __tablename__ = "alliance_file"
    __table_args__ = (
        PrimaryKeyConstraint("alliance", "part", name="alliance_file_pkey"),
        Index("alliance_file_sha256_idx", "sha256"),
    )
    alliance: str = words()
    part: str = words()
    sha256: str = refers("file.sha256", "alliance_file_sha256_fkey")
    name: str = words()


class Revision(SQLModel, table=True):
    """What was sent in, each time it was: the application's row has the last one."""

    __tablename__ = "revision"
    __table_args__ = (PrimaryKeyConstraint("case_number", "revision", name="revision_pkey"),)
    case_number: str = refers("application.case_number", "revision_case_fkey")
    revision: int
    at: datetime = when()
    answers: str = words()
    record: str = words()


seat = SQLModel.metadata.tables["seat"]
invitation = SQLModel.metadata.tables["invitation"]
alliance_file = SQLModel.metadata.tables["alliance_file"]
revision = SQLModel.metadata.tables["revision"]

"""The tables. Two kinds: the journal, which is the truth, and small tables for what must be found or counted.

Other files use the Core tables at the end; the classes are never instantiated (an ORM session per turn was
the most expensive part of the usual stack when measured). A change here needs a migration: a test compares.
"""

from datetime import datetime

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.schema import (
    alliances,
    case_work,
    cases,
    claims,
    consultants,
    contributions,
    erasures,
    figures,
    handovers,
    keys,
    mails,
    participants,
    places,
    selections,
    signing,
    staff,
)
from storage.schema.columns import refers, when, words


class Turn(SQLModel, table=True):
    """One handled message and the events it caused; append-only, save for what storage/journal/redact.py does.

    `previous` is `seq - 1` and must exist: so a journal has no gaps, and a process with an old session in its cache
    cannot write to an erased one. A session's rows lie together (no rowid). `shown_at`: see records.ReplyMark.
    """

    __tablename__ = "turn"
    __table_args__ = (
        PrimaryKeyConstraint("session", "seq", name="turn_pkey"),
        UniqueConstraint("account", "event_id", name="turn_event_key"),
        ForeignKeyConstraint(
            ["session", "previous"], ["turn.session", "turn.seq"], name="turn_previous_fkey"
        ),
        {"sqlite_with_rowid": False},
    )
    session: str = words()
    seq: int
    previous: int | None
    account: str = words()
    event_id: str = words()
    at: datetime = when()
    message: str | None = words()
    events: str = words()
    shown_at: datetime | None = when()


class Identity(SQLModel, table=True):
    """Which sessions a person has had; the highest `visit` is the current one.

    Several people may have one session, each with a `person` number of its own.
    Every visit stays listed so that erasing a person finds the drafts they abandoned.
    """

    __tablename__ = "identity"
    __table_args__ = (
        PrimaryKeyConstraint("channel", "account", "user", "visit", name="identity_pkey"),
        Index("identity_session_idx", "session"),
    )
    channel: str = words()
    account: str = words()
    user: str = words()
    visit: int
    session: str = words()
    created_at: datetime = when()
    person: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


_OPEN = text("done_at IS NULL AND failed_at IS NULL")


class Job(SQLModel, table=True):
    """The outbox: work to do after a commit, kept until done. `error` is a short class, never content.

    `session` is set for jobs that a turn left behind, so that erasing finds them.
    """

    __tablename__ = "job"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="job_pkey"),
        Index("job_due_idx", "run_after", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("job_case_idx", "case_number"),
        Index("job_session_idx", "session"),
        {"sqlite_autoincrement": True},
    )
    id: int
    kind: str = words()
    case_number: str | None = refers("application.case_number", "job_case_fkey")
    session: str | None = words()
    payload: str = words()
    created_at: datetime = when()
    run_after: datetime = when()
    attempts: int
    leased_by: str | None = words()
    leased_until: datetime | None = when()
    done_at: datetime | None = when()
    failed_at: datetime | None = when()
    error: str | None = words()


class Once(SQLModel, table=True):
    """What is done once and never again, by a key such as "digest 2024-11-05": the database is the judge."""

    __tablename__ = "once"
    __table_args__ = (PrimaryKeyConstraint("key", name="once_pkey"),)
    key: str = words()
    at: datetime = when()


class Delivery(SQLModel, table=True):
    """One message about a case. No status column: notices arrive in any order, so it is computed.

    `unclear_at` is when the connection was lost after the content, so that nobody knows whether it was taken;
    `missing` holds the recipients that have not taken it while others have: JSON, address → reason."""

    __tablename__ = "delivery"
    __table_args__ = (
        PrimaryKeyConstraint("case_number", "kind", name="delivery_pkey"),
        Index("delivery_message_idx", "message_id"),
    )
    case_number: str = refers("application.case_number", "delivery_case_fkey")
    kind: str = words()
    message_id: str = words()
    recipient: str = words()
    queued_at: datetime = when()
    accepted_at: datetime | None = when()
    failed_at: datetime | None = when()
    bounced_at: datetime | None = when()
    unclear_at: datetime | None = when()
    missing: str | None = words()
    error: str | None = words()


class File(SQLModel, table=True):
    """Content, once per hash, whoever refers to it; sealed with the key of the session `sealed_for`, if of one."""

    __tablename__ = "file"
    __table_args__ = (PrimaryKeyConstraint("sha256", name="file_pkey"),)
    sha256: str = words()
    media_type: str = words()
    size: int
    created_at: datetime = when()
    content: bytes = Field(sa_type=LargeBinary)
    sealed_for: str | None = words()


class Link(SQLModel, table=True):
    """An expiring link to a file. Only the token's hash is kept: a stolen backup opens nothing."""

    __tablename__ = "link"
    __table_args__ = (
        PrimaryKeyConstraint("token_hash", name="link_pkey"),
        Index("link_sha256_idx", "sha256"),
    )
    token_hash: str = words()
    sha256: str = refers("file.sha256", "link_sha256_fkey")
    name: str = words()
    expires_at: datetime = when()
    revoked_at: datetime | None = when()


metadata = SQLModel.metadata
application, counter, case_file = cases.application, cases.counter, cases.case_file
case_event, case_summary = case_work.case_event, case_work.case_summary
erasure_proof, data_key, figure = erasures.erasure_proof, keys.data_key, figures.figure
consultant, consultation = consultants.consultant, consultants.consultation
year_step = erasures.year_step
selection_event = selections.selection_event
reviewer_chat = selections.reviewer_chat
sign_in, staff_session, access = staff.sign_in, staff.staff_session, staff.access
unfiled_mail = staff.unfiled_mail
turn = metadata.tables["turn"]
identity = metadata.tables["identity"]
place, place_line, waiting = places.place, places.place_line, places.waiting
place_check = places.place_check
participant = participants.participant
signing_fact = signing.signing_fact
handover, contribution_link = handovers.handover, contributions.contribution_link
seat, invitation = alliances.seat, alliances.invitation
alliance_file, revision = alliances.alliance_file, alliances.revision
one_time_link, applicant_mail = mails.one_time_link, mails.applicant_mail
secret = mails.secret
attempt, staff_action, replacement = claims.attempt, claims.staff_action, claims.replacement
job = metadata.tables["job"]
once = metadata.tables["once"]
delivery = metadata.tables["delivery"]
file = metadata.tables["file"]
link = metadata.tables["link"]

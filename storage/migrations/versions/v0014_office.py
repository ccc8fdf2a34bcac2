"""0014: the office's people, and the summaries of which their lists are made: every case gets one, still to be written."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_BLANK = ("stage", "awaits", "signed", "company", "ubn", "county", "industry", "verdict", "last_by", "search")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "case_summary",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False, server_default="2"),
        sa.Column("due", sa.Text(), nullable=False, server_default="9999-12-31"),
        sa.Column("waiting", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in _BLANK),
        sa.PrimaryKeyConstraint("case_number", name="case_summary_pkey"),
        sa.UniqueConstraint("series", "number", name="case_summary_number_key"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="case_summary_case_fkey"),
    )
    op.create_index(
        "case_summary_stale_idx",
        "case_summary",
        ["case_number"],
        sqlite_where=sa.text("stale"),
        postgresql_where=sa.text("stale"),
    )
    op.create_index("case_summary_work_idx", "case_summary", ["rank", "due", "series", "number"])
    op.create_index("case_summary_stage_idx", "case_summary", ["stage", "rank", "due", "series", "number"])
    _begin()
    _people()


def _begin() -> None:
    application = sa.table(
        "application", *map(sa.column, ("case_number", "series", "number", "submitted_at", "erased_at"))
    )
    summary = sa.table(
        "case_summary", *map(sa.column, ("case_number", "series", "number", "since", "stale", "version"))
    )
    told = (application.c.case_number, application.c.series, application.c.number, application.c.submitted_at)
    found = sa.select(*told, sa.true(), sa.literal(1)).where(application.c.erased_at.is_(None))
    columns = ["case_number", "series", "number", "since", "stale", "version"]
    op.execute(sa.insert(summary).from_select(columns, found))


def _people() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="sign_in_pkey"),
    )
    op.create_index("sign_in_expires_idx", "sign_in", ["expires_at"])
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("token_hash", name="staff_session_pkey"),
    )
    op.create_table(
        "access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="access_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("access_case_idx", "access", ["case_number"])

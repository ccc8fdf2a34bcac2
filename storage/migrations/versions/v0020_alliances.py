"""0020: alliances: seats, invitations, files given before anything is sent, revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "seat",
        *map(_text, ("session", "alliance", "programme", "ubn", "company")),
        _text("live_key", nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("done", "total", "page")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("confirmed", "changed", "gone")),
        *map(_text, ("figures", "form")),
        _moment("at"),
        sa.PrimaryKeyConstraint("session", name="seat_pkey"),
        sa.UniqueConstraint("live_key", name="seat_live_key"),
    )
    op.create_index("seat_alliance_idx", "seat", ["alliance"])
    op.create_table(
        "invitation",
        *map(_text, ("code_hash", "alliance", "ubn")),
        _moment("expires_at"),
        _text("used_by", nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name="invitation_pkey"),
    )
    op.create_index("invitation_alliance_idx", "invitation", ["alliance"])
    op.create_table(
        "alliance_file",
        *map(_text, ("alliance", "part", "sha256", "name")),
        sa.PrimaryKeyConstraint("alliance", "part", name="alliance_file_pkey"),
        sa.ForeignKeyConstraint(["sha256"], ["file.sha256"], name="alliance_file_sha256_fkey"),
    )
    op.create_index("alliance_file_sha256_idx", "alliance_file", ["sha256"])
    op.create_table(
        "revision",
        _text("case_number"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _moment("at"),
        *map(_text, ("answers", "record")),
        sa.PrimaryKeyConstraint("case_number", "revision", name="revision_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="revision_case_fkey"),
    )

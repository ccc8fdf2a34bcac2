"""0004: applications superseded by another of the same company, wrong case numbers counted, people who joined."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("application", sa.Column("superseded_at", sa.DateTime(timezone=True)))
    op.add_column("application", sa.Column("superseded_by", sa.Text()))
    op.add_column("application", sa.Column("missed", sa.Integer(), server_default="0", nullable=False))
    op.create_index("application_superseded_by_key", "application", ["superseded_by"], unique=True)
    op.create_table(
        "participant",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name="participant_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="participant_case_fkey"),
    )
    op.create_index("participant_case_idx", "participant", ["case_number"])

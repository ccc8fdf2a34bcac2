"""0021: consultants, and whose case is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the tables, and a column to the summaries of cases."""
    op.create_table(
        "consultant",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="consultant_pkey"),
    )
    op.create_table(
        "consultation",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("consultant", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_number", name="consultation_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="consultation_case_fkey"),
    )
    op.create_index("consultation_consultant_idx", "consultation", ["consultant"])
    op.add_column("case_summary", sa.Column("consultant", sa.Text(), nullable=False, server_default=""))

"""0008: applications that wait to take the place of an earlier one, until its contact or staff agree."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "replacement",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open_for", sa.Text()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("allowed", sa.Boolean()),
        sa.Column("settled_by", sa.Text()),
        sa.PrimaryKeyConstraint("case_number", name="replacement_pkey"),
        sa.UniqueConstraint("earlier", "request", name="replacement_request_key"),
        sa.UniqueConstraint("open_for", name="replacement_open_key"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="replacement_case_fkey"),
        sa.ForeignKeyConstraint(["earlier"], ["application.case_number"], name="replacement_earlier_fkey"),
    )

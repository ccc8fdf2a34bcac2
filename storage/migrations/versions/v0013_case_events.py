"""0013: the streams of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "case_event",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_number", "number", name="case_event_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="case_event_case_fkey"),
    )

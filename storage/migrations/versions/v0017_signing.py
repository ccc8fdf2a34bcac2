"""0017: what happened to requests that somebody sign an application online."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "signing_fact",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_number", "request", "seq", name="signing_fact_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="signing_fact_case_fkey"),
    )

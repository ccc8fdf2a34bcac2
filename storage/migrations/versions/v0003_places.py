"""0003: places held, the waiting list, and the row that decisions about a year's places stand in line at."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "place",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name="place_pkey"),
    )
    op.create_index("place_held_idx", "place", ["year", "held_until"])
    op.create_table(
        "place_line",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("numbered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="place_line_pkey"),
    )
    op.create_table(
        "waiting",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name="waiting_pkey"),
        sa.UniqueConstraint("year", "number", name="waiting_number_key"),
    )

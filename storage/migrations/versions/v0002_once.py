"""0002: what is done once (the daily digest); bounces find their delivery by Message-ID."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table and the index."""
    op.create_table(
        "once",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="once_pkey"),
    )
    op.create_index("delivery_message_idx", "delivery", ["message_id"])

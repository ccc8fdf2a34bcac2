"""0011: since when the reply to a turn can be seen. What was answered before this was kept counts as seen."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column."""
    op.add_column("turn", sa.Column("shown_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE turn SET shown_at = at")

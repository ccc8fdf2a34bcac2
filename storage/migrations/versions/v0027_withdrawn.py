"""0027: since when a withdrawn application needs no place and holds nobody up; requests about personal data in lists."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the columns; what was withdrawn before keeps what it holds."""
    op.add_column("application", sa.Column("released_at", sa.DateTime(timezone=True)))
    op.add_column("case_summary", sa.Column("requests", sa.Integer(), nullable=False, server_default="0"))

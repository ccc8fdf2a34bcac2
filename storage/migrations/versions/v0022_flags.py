"""0022: what else a list of cases is filtered by: questions to answer, and mail that came back."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the flags; every summary is computed anew."""
    for name in ("questions", "returned"):
        op.add_column("case_summary", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    summary = sa.table("case_summary", sa.column("stale"), sa.column("version"))
    op.execute(sa.update(summary).values(stale=sa.true(), version=summary.c.version + 1))

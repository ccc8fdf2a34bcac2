"""0030: summaries of cases are computed anew: proposals of alliances have stages of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Whoever lists cases next computes them."""
    summary = sa.table("case_summary", sa.column("stale"), sa.column("version"))
    op.execute(sa.update(summary).values(stale=sa.true(), version=summary.c.version + 1))

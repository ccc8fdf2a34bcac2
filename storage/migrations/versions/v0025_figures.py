"""0025: what was counted of each day."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_NAMES = ("day", "programme", "kind", "name", "detail")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "figure",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _NAMES),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_NAMES, name="figure_pkey"),
    )

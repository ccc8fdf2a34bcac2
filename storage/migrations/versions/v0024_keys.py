"""0024: the keys of what is kept about people; nothing is sealed by the migration itself."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the table, and say of each file for whom it is sealed."""
    op.create_table(
        "data_key",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", name="data_key_pkey"),
    )
    op.add_column("file", sa.Column("sealed_for", sa.Text()))

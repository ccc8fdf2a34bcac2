"""0031: several people of one session, each with a number."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the number: everybody there is began theirs."""
    op.add_column("identity", sa.Column("person", sa.Integer(), nullable=False, server_default="0"))

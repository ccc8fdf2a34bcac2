"""0028: seats that wait to be let in, seats of a withdrawn proposal, people who want no reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the columns: every seat there is was let in."""
    for name, default in (("admitted", sa.true()), ("freed", sa.false()), ("quiet", sa.false())):
        op.add_column("seat", sa.Column(name, sa.Boolean(), nullable=False, server_default=default))

"""0015: browsers that are known for the links of mails, beside those that are signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add what a request and a session are for."""
    for table in ("sign_in", "staff_session"):
        op.add_column(table, sa.Column("scope", sa.Text(), nullable=False, server_default="desk"))

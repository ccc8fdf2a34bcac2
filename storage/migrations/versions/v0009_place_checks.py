"""0009: places of companies that no register knows, held until staff decide."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "place_check",
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("granted", sa.Boolean()),
        sa.PrimaryKeyConstraint("case_number", name="place_check_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="place_check_case_fkey"),
    )

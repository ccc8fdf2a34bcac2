"""0016: the proof of what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "erasure_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="erasure_proof_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("erasure_proof_case_idx", "erasure_proof", ["case_number"])

"""0019: links by which colleagues fill in a page."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "contribution_link",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False, server_default=""),
        sa.Column("author", sa.Text(), nullable=False, server_default=""),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("let_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("session", "number", name="contribution_link_pkey"),
        sa.UniqueConstraint("token_hash", name="contribution_link_token_key"),
    )
    op.create_index("contribution_link_expires_idx", "contribution_link", ["expires_at"])

"""0006: a check code beside every case number, wrong tries counted by person, what staff did."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
_LENGTH = 7


def upgrade() -> None:
    """Add the column and the tables; applications made before get a code now."""
    op.add_column("application", sa.Column("code", sa.Text(), server_default="", nullable=False))
    application = sa.table("application", sa.column("case_number", sa.Text), sa.column("code", sa.Text))
    connection = op.get_bind()
    for case_number in connection.execute(sa.select(application.c.case_number)).scalars().all():
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        connection.execute(
            sa.update(application).where(application.c.case_number == case_number).values(code=code)
        )
    op.create_table(
        "attempt",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_number", sa.Text()),
        sa.PrimaryKeyConstraint("person", "kind", name="attempt_pkey"),
    )
    op.create_index("attempt_case_idx", "attempt", ["case_number"])
    op.create_index("attempt_at_idx", "attempt", ["at"])
    op.create_table(
        "staff_action",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="staff_action_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="staff_action_case_fkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("staff_action_case_idx", "staff_action", ["case_number"])

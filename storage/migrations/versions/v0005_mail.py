"""0005: one-time links, mails to applicants counted, kept secrets; unclear ends and missing recipients of a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables, add the columns."""
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("token_hash", name="one_time_link_pkey"),
        sa.ForeignKeyConstraint(["case_number"], ["application.case_number"], name="one_time_link_case_fkey"),
    )
    op.create_index("one_time_link_case_idx", "one_time_link", ["case_number", "purpose"])
    op.create_table(
        "applicant_mail",
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mail", name="applicant_mail_pkey"),
    )
    op.create_index("applicant_mail_person_idx", "applicant_mail", ["person"])
    op.create_index("applicant_mail_address_idx", "applicant_mail", ["address", "at"])
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="secret_pkey"),
    )
    op.add_column("delivery", sa.Column("unclear_at", sa.DateTime(timezone=True)))
    op.add_column("delivery", sa.Column("missing", sa.Text()))

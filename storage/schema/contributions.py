"""The table of links by which colleagues fill in a page; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import when, words


class ContributionLink(SQLModel, table=True):
    """Link `number` of a session, by the hash of its token. Whether it is open, and what was sent by it, is said by the
    session's journal.

    `browser` is the hash of the cookie of the one that began, by whoever called themselves `author` and agreed to the
    notice at `agreed_at`; it is let in since `let_in_at`, after the applicant typed the number it shows."""

    __tablename__ = "contribution_link"
    __table_args__ = (
        PrimaryKeyConstraint("session", "number", name="contribution_link_pkey"),
        UniqueConstraint("token_hash", name="contribution_link_token_key"),
        Index("contribution_link_expires_idx", "expires_at"),
    )
    session: str = words()
    number: int
    token_hash: str = words()
    expires_at: datetime = when()
    browser: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    author: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    agreed_at: datetime | None = when()
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    let_in_at: datetime | None = when()


contribution_link = SQLModel.metadata.tables["contribution_link"]

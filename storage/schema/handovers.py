"""The table of offers to go on elsewhere; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import when, words


class Handover(SQLModel, table=True):
    """Offer `number` of a session, by the hashes of its link's token and of its nine digits. Who holds the session is
    said by its journal alone: this only tells to which session an end was let in.

    An end `claimed` it, showed two digits that `tries` wrong ones were typed for, was let in when the right ones were
    (`matched_at`), and knows since `left_at` that it is let in no longer. For a page in a browser `user` is the hash
    of its cookie."""

    __tablename__ = "handover"
    __table_args__ = (
        PrimaryKeyConstraint("session", "number", name="handover_pkey"),
        UniqueConstraint("token_hash", name="handover_token_key"),
        UniqueConstraint("digits_hash", name="handover_digits_key"),
        Index("handover_end_idx", "user", "account", "channel"),
        Index("handover_expires_idx", "expires_at"),
    )
    session: str = words()
    number: int
    token_hash: str = words()
    digits_hash: str = words()
    expires_at: datetime = when()
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    channel: str | None = words()
    account: str | None = words()
    user: str | None = words()
    device: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    claimed_at: datetime | None = when()
    matched_at: datetime | None = when()
    left_at: datetime | None = when()


handover = SQLModel.metadata.tables["handover"]

"""The tables of selections; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import when, words


class SelectionEvent(SQLModel, table=True):
    """What was done in the selection of a programme. `case_number` is the case it is about, if about one: then it is
    sealed with the key of that case, and goes with it."""

    __tablename__ = "selection_event"
    __table_args__ = (
        PrimaryKeyConstraint("programme", "number", name="selection_event_pkey"),
        Index("selection_event_case_idx", "case_number"),
    )
    programme: str = words()
    number: int
    at: datetime = when()
    who: str = words()
    case_number: str | None = Field(default=None, sa_type=Text)
    event: str = words()


class ReviewerChat(SQLModel, table=True):
    """The chat in which a reviewer scores: `person` is a keyed hash of whose it is, `invitation` the number of the
    invitation whose code opened it. `place`, sealed with the key of the round, is where they stand and which messages
    were handled last; `here` that what they write is for this desk."""

    __tablename__ = "reviewer_chat"
    __table_args__ = (
        PrimaryKeyConstraint("person", name="reviewer_chat_pkey"),
        Index("reviewer_chat_programme_idx", "programme"),
    )
    person: str = words()
    programme: str = words()
    reviewer: str = words()
    invitation: int
    here: bool
    at: datetime = when()
    place: str = words()


selection_event = SQLModel.metadata.tables["selection_event"]
reviewer_chat = SQLModel.metadata.tables["reviewer_chat"]

"""The tables of a programme's limited places; part of storage/schema/tables.py."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class Place(SQLModel, table=True):
    """A place held for somebody about to submit. One whose time is up counts no longer; an application takes
    its place by being there."""

    __tablename__ = "place"
    __table_args__ = (
        PrimaryKeyConstraint("session", name="place_pkey"),
        Index("place_held_idx", "programme", "held_until"),
    )
    session: str = words()
    programme: str = words()
    held_until: datetime = when()


class PlaceLine(SQLModel, table=True):
    """Locked by every decision about a programme's places; `numbered` is the last number of its waiting list."""

    __tablename__ = "place_line"
    __table_args__ = (PrimaryKeyConstraint("programme", name="place_line_pkey"),)
    programme: str = words()
    numbered: int


class Waiting(SQLModel, table=True):
    """Who waits for a place, in the order of their numbers; whoever gets one leaves the list."""

    __tablename__ = "waiting"
    __table_args__ = (
        PrimaryKeyConstraint("session", name="waiting_pkey"),
        UniqueConstraint("programme", "number", name="waiting_number_key"),
    )
    session: str = words()
    programme: str = words()
    number: int
    joined_at: datetime = when()


class PlaceCheck(SQLModel, table=True):
    """The place of an application whose company no register knows: staff decide whether it gets one, and until then
    (`granted` is None) it takes one only within bounds."""

    __tablename__ = "place_check"
    __table_args__ = (PrimaryKeyConstraint("case_number", name="place_check_pkey"),)
    case_number: str = refers("application.case_number", "place_check_case_fkey")
    granted: bool | None


place = SQLModel.metadata.tables["place"]
place_line = SQLModel.metadata.tables["place_line"]
waiting = SQLModel.metadata.tables["waiting"]
place_check = SQLModel.metadata.tables["place_check"]

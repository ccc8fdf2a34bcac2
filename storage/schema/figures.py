"""The table of what was counted; part of storage/schema/tables.py."""

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import words


class Figure(SQLModel, table=True):
    """How many of something there were on a day in Taipei (ISO): counts of codes and names of ours, never an answer
    in words; they outlive what was counted."""

    __tablename__ = "figure"
    __table_args__ = (PrimaryKeyConstraint("day", "programme", "kind", "name", "detail", name="figure_pkey"),)
    day: str = words()
    programme: str = words()
    kind: str = words()
    name: str = words()
    detail: str = words()
    count: int


figure = SQLModel.metadata.tables["figure"]

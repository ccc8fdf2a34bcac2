"""The table of data keys; part of storage/schema/tables.py."""

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import words


class DataKey(SQLModel, table=True):
    """The key that what is kept of a session is sealed with, wrapped by a key made of SECRET_KEY, whose name it begins
    with. Erasing the row erases everything sealed with it, wherever there is a copy."""

    __tablename__ = "data_key"
    __table_args__ = (PrimaryKeyConstraint("session", name="data_key_pkey"),)
    session: str = words()
    wrapped: str = words()


data_key = SQLModel.metadata.tables["data_key"]

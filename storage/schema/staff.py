"""The tables of the office's people: asking to sign in, sessions, who saw what; part of storage/schema/tables.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint, Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import when, words


def _scope() -> Any:
    return Field(default="desk", sa_type=Text, sa_column_kwargs={"server_default": "desk"})


class SignIn(SQLModel, table=True):
    """Somebody asked to sign in. `address` is empty where it belongs to nobody of the staff: the row is made all the
    same, so that neither page nor time tells who is. Link and code are worked out from `id` by a key, never stored."""

    __tablename__ = "sign_in"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="sign_in_pkey"),
        Index("sign_in_expires_idx", "expires_at"),
    )
    id: str = words()
    address: str = words()
    target: str = words()
    expires_at: datetime = when()
    tries: int
    scope: str = _scope()
    used_at: datetime | None = when()


class StaffSession(SQLModel, table=True):
    """A browser that is signed in, or known for the links of mails (`scope`: storage/staff/sign_ins.py). Only the
    token's hash is kept: a stolen backup opens nothing."""

    __tablename__ = "staff_session"
    __table_args__ = (PrimaryKeyConstraint("token_hash", name="staff_session_pkey"),)
    token_hash: str = words()
    address: str = words()
    begun_at: datetime = when()
    expires_at: datetime = when()
    ended_at: datetime | None = when()
    scope: str = _scope()


class Access(SQLModel, table=True):
    """Who of the staff saw or did what, and of which case; append-only, never an answer. A list says its filter and how
    many it showed."""

    __tablename__ = "access"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="access_pkey"),
        Index("access_case_idx", "case_number"),
        {"sqlite_autoincrement": True},
    )
    id: int
    at: datetime = when()
    who: str = words()
    what: str = words()
    case_number: str | None = words()
    detail: str = words()


class UnfiledMail(SQLModel, table=True):
    """A mail with scans that nobody has filed to a case yet, by the SHA-256 of its bytes; once somebody has, only its
    mark and the reason stay, so that it is not taken twice."""

    __tablename__ = "unfiled_mail"
    __table_args__ = (PrimaryKeyConstraint("id", name="unfiled_mail_pkey"),)
    id: str = words()
    at: datetime = when()
    sender: str = words()
    subject: str = words()
    reason: str = words()
    case_number: str = words()
    content: bytes
    settled_at: datetime | None = when()


sign_in = SQLModel.metadata.tables["sign_in"]
staff_session = SQLModel.metadata.tables["staff_session"]
access = SQLModel.metadata.tables["access"]
unfiled_mail = SQLModel.metadata.tables["unfiled_mail"]

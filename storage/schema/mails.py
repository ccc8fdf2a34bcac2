"""The tables around mails and links: one-time links, mails to applicants counted for their limits, kept secrets."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import SQLModel

from storage.schema.columns import refers, when, words


class OneTimeLink(SQLModel, table=True):
    """A link that lets its holder do one thing, once. Only the token's hash is kept: a stolen backup opens nothing.

    `about` is what the thing concerns within the case, by its purpose: an address, another case number."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        PrimaryKeyConstraint("token_hash", name="one_time_link_pkey"),
        Index("one_time_link_case_idx", "case_number", "purpose"),
    )
    token_hash: str = words()
    purpose: str = words()
    case_number: str = refers("application.case_number", "one_time_link_case_fkey")
    about: str = words()
    expires_at: datetime = when()
    used_at: datetime | None = when()
    revoked_at: datetime | None = when()


class ApplicantMail(SQLModel, table=True):
    """A mail to an applicant, by a key of its own. `person` and `address` are keyed hashes, there to be counted; they
    outlive an erasure, or erasing oneself would give new mails to send."""

    __tablename__ = "applicant_mail"
    __table_args__ = (
        PrimaryKeyConstraint("mail", name="applicant_mail_pkey"),
        Index("applicant_mail_person_idx", "person"),
        Index("applicant_mail_address_idx", "address", "at"),
    )
    mail: str = words()
    person: str = words()
    address: str = words()
    at: datetime = when()


class Secret(SQLModel, table=True):
    """Random keys made once for a database, in hex; in use where SECRET_KEY is not set."""

    __tablename__ = "secret"
    __table_args__ = (PrimaryKeyConstraint("name", name="secret_pkey"),)
    name: str = words()
    value: str = words()


one_time_link = SQLModel.metadata.tables["one_time_link"]
applicant_mail = SQLModel.metadata.tables["applicant_mail"]
secret = SQLModel.metadata.tables["secret"]

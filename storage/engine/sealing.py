"""Finds the data key a row is sealed with: in queries as a column beside it, in transactions by session or case."""

import os
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine.vault import NO_KEY, DataKey, Vault
from storage.schema.tables import application, data_key, selection_event

OPTION = "storage_vault"
"""The execution option of an engine that holds its vault."""

UNFILED, CONSULTANT, SELECTION = "mail ", "consultant ", "selection "
"""What a key belongs to that is no session's: a mail nobody has filed yet, by its mark; a consultant, by address; the
selection of a programme."""

_KEY_BYTES = 32


def key_column(session: ColumnElement[Any]) -> Label[str | None]:
    """The wrapped key of the session in that column, to be selected beside what it opens."""
    return select(data_key.c.wrapped).where(data_key.c.session == session).scalar_subquery().label("key")


def case_key_column(case_number: ColumnElement[Any]) -> Label[str | None]:
    """The wrapped key of the case in that column."""
    owner = data_key.join(application, application.c.session == data_key.c.session)
    query = select(data_key.c.wrapped).select_from(owner).where(application.c.case_number == case_number)
    return query.scalar_subquery().label("key")


def unfiled_owner(mail: ColumnElement[str]) -> ColumnElement[str]:
    """Whose key seals the mail with that mark."""
    return literal(UNFILED) + mail


def consultant_owner(address: ColumnElement[str]) -> ColumnElement[str]:
    """Whose key seals what is kept of the consultant with that address."""
    return literal(CONSULTANT) + address


def selection_owner() -> ColumnElement[str]:
    """Whose key seals what was done in a selection: that of the case it is about, if about one."""
    this = application.c.case_number == selection_event.c.case_number
    session = select(application.c.session).where(this).correlate(selection_event).scalar_subquery()
    return func.coalesce(session, literal(SELECTION) + selection_event.c.programme)


def chat_owner(programme: ColumnElement[str]) -> ColumnElement[str]:
    """Whose key seals where reviewers stand in their chats: the round of that programme."""
    return literal(SELECTION) + programme


def vault_of(connection: Connection) -> Vault:
    """The vault of the database a connection belongs to."""
    vault: Vault = connection.get_execution_options()[OPTION]
    return vault


def key_for(connection: Connection, session: str) -> DataKey:
    """The key to seal something of this session with, made in this transaction if there is none yet; one that seals
    nothing where there is no SECRET_KEY."""
    vault = vault_of(connection)
    if not vault.present:
        return NO_KEY
    if key := vault.known(session):
        return key
    if key := _stored(connection, vault, session):
        return key
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"session": session, "wrapped": vault.wrap(os.urandom(_KEY_BYTES))}
    connection.execute(insert(data_key).values(row).on_conflict_do_nothing())
    key = _stored(connection, vault, session)  # somebody else may have been first
    vault.made(session, key)
    return key


def key_for_case(connection: Connection, case_number: str) -> DataKey:
    """The same by the case the session has become."""
    found = select(application.c.session).where(application.c.case_number == case_number)
    session = connection.execute(found).scalar()
    return key_for(connection, session) if session else NO_KEY


def stored_key(connection: Connection, case_number: str) -> DataKey:
    """The key of a case to look for something with; none is made."""
    query = select(case_key_column(literal(case_number)))
    return vault_of(connection).unwrap(connection.execute(query).scalar())


def _stored(connection: Connection, vault: Vault, session: str) -> DataKey:
    wrapped = select(data_key.c.wrapped).where(data_key.c.session == session)
    return vault.unwrap(connection.execute(wrapped).scalar())

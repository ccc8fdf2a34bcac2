"""The events of a session of an alliance, read inside the transaction that depends on them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from storage.engine import json_text
from storage.engine.sealing import key_for
from storage.records import Json
from storage.schema.tables import turn


def events_of(connection: Connection, session: str) -> Sequence[Json]:
    """All of them, in order."""
    query = select(turn.c.events).where(turn.c.session == session).order_by(turn.c.seq)
    rows = connection.execute(query).scalars().all()
    key = key_for(connection, session)
    return [event for text in rows for event in json_text.load(key.open(text))]

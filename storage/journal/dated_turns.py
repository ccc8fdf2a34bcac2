"""The turns of a session with when each was stored and by which account it came, for saying who changed what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_column
from storage.records import Json
from storage.schema.tables import turn


@dataclass(frozen=True, slots=True)
class DatedTurn:
    """One of them; `account` begins with the channel, `events` are as stored."""

    at: datetime
    account: str
    events: tuple[Json, ...]


async def dated_turns(database: Database, session: str) -> tuple[DatedTurn, ...]:
    """Every turn of a session, in order; none of one there is none of. Unavailable."""
    columns = (turn.c.at, turn.c.account, turn.c.events, key_column(turn.c.session))
    query = select(*columns).where(turn.c.session == session).order_by(turn.c.seq)
    rows = await database.look(lambda connection: connection.execute(query).all())
    opens = database.vault.unwrap
    return tuple(
        DatedTurn(row.at, row.account, tuple(json_text.load(opens(row.key).open(row.events)))) for row in rows
    )

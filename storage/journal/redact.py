"""The one way the journal is ever rewritten: content that a person took back is blanked, row by row, in place.

Sequence, instants, accounts and ids stay, so nothing else in the journal moves.
"""

from sqlalchemy import Connection, select, update

from storage.engine import json_text
from storage.engine.sealing import key_for
from storage.records import Redact
from storage.schema.tables import turn


def rewrite(connection: Connection, session: str, before: int, redact: Redact) -> None:
    """Replace the events of the session's turns up to `before` (exclusive) by what `redact` leaves of them.

    ValueError if that is not as many: a redaction takes nothing out.
    """
    query = select(turn.c.seq, turn.c.events).where(turn.c.session == session, turn.c.seq < before)
    rows = (connection.execute(query.order_by(turn.c.seq))).all()
    key = key_for(connection, session)
    turns = [json_text.load(key.open(row.events)) for row in rows]
    redacted = iter(redact([event for events in turns for event in events]))
    for row, events in zip(rows, turns, strict=True):
        left = [event for _, event in zip(events, redacted, strict=False)]
        if len(left) != len(events):
            raise ValueError("a redaction may not take events out")
        if left != events:
            this = (turn.c.session == session, turn.c.seq == row.seq)
            connection.execute(update(turn).where(*this).values(events=key.seal(json_text.dump(left))))

"""What a database must hold when everything is over; every test of faults ends by looking here."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from bot.demo.standins.mailbox import Mailbox
from storage.engine.database import Database

JOURNAL = (
    'SELECT identity."user" AS person, turn.session, turn.seq, turn.event_id FROM turn'
    " JOIN identity ON identity.session = turn.session ORDER BY turn.session, turn.seq"
)
APPLICATIONS = (
    'SELECT identity."user" AS person, application.case_number, application.answers FROM application'
    " JOIN identity ON identity.session = application.session"
)


async def applications(url: str) -> dict[int, tuple[str, dict[str, Any]]]:
    """Case number and answers by person."""
    rows = await _rows(url, APPLICATIONS)
    found = {_number(row["person"]): (row["case_number"], _bare(json.loads(row["answers"]))) for row in rows}
    assert len(found) == len(rows), "somebody has two applications"
    return found


async def turns(url: str) -> dict[int, list[str]]:
    """The platform's events by person, in the order of the journal; proves that no journal has a gap."""
    people: dict[int, list[str]] = {}
    places: dict[str, int] = {}
    for row in await _rows(url, JOURNAL):
        places[row["session"]] = places.get(row["session"], 0) + 1
        assert row["seq"] == places[row["session"]], "a gap in a journal"
        people.setdefault(_number(row["person"]), []).append(row["event_id"])
    events = [event for mine in people.values() for event in mine]
    assert len(events) == len(set(events)), "an event was taken twice"
    return people


async def open_jobs(url: str) -> int:
    """How much work is left, given up or not."""
    [row] = await _rows(url, "SELECT count(*) AS open FROM job WHERE done_at IS NULL")
    return int(row["open"])


async def count(url: str, *kinds: str) -> int:
    """How many events of these kinds everybody's journals hold."""
    rows = await _rows(url, "SELECT events FROM turn")
    return sum(event["is"] in kinds for row in rows for event in json.loads(row["events"]))


async def settled(url: str, mailbox: Mailbox, people: int, seconds: float = 40) -> list[str]:
    """Wait until no work is left; the Message-IDs that arrived."""
    async with asyncio.timeout(seconds):
        while await open_jobs(url) or len(_ids(mailbox)) < 2 * people:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    return _ids(mailbox)


def _ids(mailbox: Mailbox) -> list[str]:
    return sorted({str(mail.message["Message-ID"]) for mail in mailbox.messages})


def _number(person: str) -> int:
    """Whose it is; LINE's people have a letter before the number."""
    return int(person.removeprefix("U"))


def _bare(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if "." not in key}


async def _rows(url: str, query: str) -> list[dict[str, Any]]:
    database = Database.open(url)
    try:
        async with database.read() as connection:
            return [dict(row) for row in (await connection.execute(text(query))).mappings()]
    finally:
        await database.close()

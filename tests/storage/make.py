"""Short ways to say what the tests store."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import Identity, Json, NewJob, NewTurn, Submission

NOW = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)
MEI = Identity("line", "Ubot", "Umei")
ANSWERS = {"company": "龍門客棧股份有限公司", "markets": ["jp", "th"], "capital": 5_000_000}


def session(number: int) -> str:
    """A session id."""
    return f"{number:032x}"


def turn(number: int = 1, seq: int = 1, event_id: str | None = None, **more: Any) -> NewTurn:
    """Turn `seq` of session `number`, by default caused by an event of its own."""
    return NewTurn(
        session=session(number),
        seq=seq,
        account="line:Ubot",
        event_id=event_id or f"{number}/{seq}",
        at=NOW,
        events=more.pop("events", [{"type": "Answered", "number": number, "seq": seq}]),
        **more,
    )


def seal(case_number: str) -> Sequence[Json]:
    """The event that names the case."""
    return [{"type": "Submitted", "case": case_number}]


SUBMISSION = Submission(
    scheme="diagnosis",
    programme="diagnosis-113",
    series="113",
    case_number="113-{:04d}".format,
    ubn="12345675",
    company="龍門客棧股份有限公司",
    verdict="eligible",
    language="zh-TW",
    questionnaire="113.1",
    answers=ANSWERS,
    record={"reasons": []},
    jobs=(NewJob("render", {"copies": 1}, NOW),),
    seal=seal,
)


def of_year(year: int) -> dict[str, Any]:
    """What differs in a submission of another ROC year."""
    return {
        "programme": f"diagnosis-{year}",
        "series": str(year),
        "case_number": f"{year}-{{:04d}}".format,
    }


def submitting(number: int, ubn: str | None = None, seq: int = 1, **more: Any) -> NewTurn:
    """A turn that submits session `number` for a company of its own."""
    submission = replace(SUBMISSION, ubn=f"{number:08d}" if ubn is None else ubn, **more)
    return turn(number, seq, submission=submission)


async def submit(journal: Journal, number: int = 1) -> str:
    """Submit session `number` in its first turn; the case number."""
    outcome = await journal.append(submitting(number))
    assert isinstance(outcome, Appended)
    assert outcome.case_number is not None
    return outcome.case_number


async def until_waiting(database: Database, transactions: int) -> None:
    """Until so many PostgreSQL transactions wait for others."""
    query = text(
        "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE NOT granted AND datname = current_database()"
    )
    waiting = 0
    async with asyncio.timeout(20):
        while waiting < transactions:
            async with database.read() as connection:
                waiting = (await connection.execute(query)).scalar_one()

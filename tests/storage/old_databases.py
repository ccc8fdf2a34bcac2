"""Databases of earlier schemas with two years of cases in them, as the version of each schema wrote its rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage import migrations
from storage.schema.columns import UtcDateTime
from tests.storage.make import LATER, NOW, session

RELEASED = sorted(
    file.stem[1:5] for file in (Path(migrations.__file__).parent / "versions").glob("v[0-9]*.py")
)
BY_YEAR = [each for each in RELEASED if each < "0012"]
"""The schemas that knew years, no programmes."""

YEARS = (113, 114)
LIVE, UNKNOWN, REPLACED = "12345675", "04595257", "22099131"
"""Companies with a live application of each year; of UNKNOWN's place staff have to decide; REPLACED applied twice."""
CODE = "K7QX2MR"
CONTENT = b"%PDF-1.7"
TOMORROW = NOW + timedelta(days=1)

_ADDED = {
    "turn": {"shown_at": "0011"},
    "application": {"superseded_at": "0004", "superseded_by": "0004", "missed": "0004", "code": "0006"},
    "delivery": {"unclear_at": "0005", "missing": "0005"},
}
_TABLES = {
    "once": "0002", "place": "0003", "place_line": "0003", "waiting": "0003", "participant": "0004",
    "one_time_link": "0005", "attempt": "0006", "staff_action": "0006", "replacement": "0008", "place_check": "0009",
}  # fmt: skip
"""Since which schema there are these tables and columns; the others were there from the first."""

Rows = Iterable[tuple[str, Mapping[str, Any]]]


def upgrade_to(revision: str, connection: Connection) -> None:
    """Bring an empty database to an earlier schema."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def fill(released: str, connection: Connection) -> None:
    """Everything that could be stored under this schema, of two years."""
    content = {"sha256": sha256(CONTENT).hexdigest(), "media_type": "application/pdf", "size": len(CONTENT)}
    write(connection, released, [("file", content | {"created_at": NOW, "content": CONTENT})])
    for year in YEARS:
        write(connection, released, _of_year(year, released))


def write(connection: Connection, released: str, rows: Rows) -> None:
    """Insert the rows, without the tables and the columns that came later."""
    for table, row in rows:
        if released < _TABLES.get(table, ""):
            continue
        added = _ADDED.get(table, {})
        known = {name: value for name, value in row.items() if released >= added.get(name, "")}
        columns = [
            sa.column(name, UtcDateTime() if _moment(value) else None) for name, value in known.items()
        ]
        connection.execute(sa.insert(sa.table(table, *columns)).values(**known))


def person(year: int, number: int) -> str:
    """The session that made the case of this number, or that waits, holds a place or joined under one."""
    return session(year * 100 + number)


def token(year: int, kind: str) -> str:
    """The secret of a link."""
    return f"{kind} token of {year}"


def _moment(value: object) -> bool:
    return isinstance(value, datetime)


def _of_year(year: int, released: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number in range(1, 11):
        yield from _session(year, number)
    yield _case(year, 1, LIVE)
    yield _case(year, 2, UNKNOWN)
    yield _case(year, 3, "", erased_at=LATER, code="")
    if released >= "0004":
        # Case 5 stands in for case 4; the key of a superseded case had to be free before.
        yield _case(year, 4, REPLACED, live_key=None, superseded_at=LATER, superseded_by=f"{year}-0005")
    else:
        yield _case(year, 4, "", erased_at=LATER, code="")
    yield _case(year, 5, REPLACED)
    if released >= "0008":
        yield _case(year, 6, LIVE, live_key=None)
    else:
        yield _case(year, 6, "", erased_at=LATER, code="")
    yield "counter", {"year": year, "last": 6}
    yield from _about_cases(year)
    yield "place_line", {"year": year, "numbered": 2}
    yield "place", {"session": person(year, 7), "year": year, "held_until": TOMORROW}
    yield "waiting", {"session": person(year, 8), "year": year, "number": 1, "joined_at": NOW}
    yield "waiting", {"session": person(year, 9), "year": year, "number": 2, "joined_at": NOW}


def _session(year: int, number: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    key = person(year, number)
    yield "turn", {
        "session": key, "seq": 1, "previous": None, "account": "line:Ubot", "event_id": f"{year}/{number}", "at": NOW,
        "message": None, "events": "[]", "shown_at": NOW,
    }  # fmt: skip
    yield "identity", {
        "channel": "line", "account": "Ubot", "user": f"U{year}{number}", "visit": 1, "session": key, "created_at": NOW,
    }  # fmt: skip


def _case(year: int, number: int, ubn: str, **more: Any) -> tuple[str, Mapping[str, Any]]:
    row = {
        "case_number": f"{year}-{number:04d}", "session": person(year, number), "year": year, "number": number,
        "ubn": ubn, "company": f"龍門{number}" if ubn else "", "verdict": "eligible", "language": "zh-TW",
        "questionnaire": "113.1", "answers": '{"ubn":"001"}', "record": "{}", "submitted_at": NOW, "erased_at": None,
        "live_key": f"{year}:{ubn}" if ubn else None, "superseded_at": None, "superseded_by": None, "missed": 0,
        "code": CODE,
    }  # fmt: skip
    return "application", row | more


def _about_cases(year: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    one, two, six = (f"{year}-{number:04d}" for number in (1, 2, 6))
    yield "delivery", {
        "case_number": one, "kind": "staff", "message_id": f"<{one}.staff.ab@bot>", "recipient": "staff@example.tw",
        "queued_at": NOW, "accepted_at": NOW, "unclear_at": None, "missing": None,
    }  # fmt: skip
    for kind, case, payload in (
        ("signed_mail", one, f'{{"file":"ab","number":1,"at":"{NOW.isoformat()}"}}'),
        ("applicant_mail", two, "{}"),
    ):
        yield "job", {
            "kind": kind, "case_number": case, "session": person(year, int(case[-1])), "payload": payload,
            "created_at": NOW, "run_after": NOW, "attempts": 0,
        }  # fmt: skip
    content = sha256(CONTENT).hexdigest()
    yield (
        "case_file",
        {"case_number": one, "role": "document", "sha256": content, "name": f"{one}.pdf", "created_at": NOW},
    )
    yield "link", {
        "token_hash": _hash(token(year, "file")), "sha256": content, "name": f"{one}.pdf", "expires_at": TOMORROW,
    }  # fmt: skip
    yield "once", {"key": f"inquired {one} {'ab' * 32}", "at": NOW}
    yield "participant", {"session": person(year, 10), "case_number": two, "joined_at": NOW}
    yield "one_time_link", {
        "token_hash": _hash(token(year, "address")), "purpose": "confirm_address", "case_number": one,
        "about": "amy@example.tw", "expires_at": TOMORROW, "used_at": None, "revoked_at": None,
    }  # fmt: skip
    yield "attempt", {"person": f"{year}" * 16, "kind": "code", "level": 1.0, "at": NOW, "case_number": one}
    yield "staff_action", {"at": NOW, "who": "wang", "what": "show", "case_number": two}
    yield "replacement", {"case_number": six, "earlier": one, "request": 1, "asked_at": NOW, "open_for": one}
    yield "place_check", {"case_number": two, "granted": None}


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

"""A database that an earlier landed version wrote, with people in the midst of it: opens, and everybody goes on.

`tests/fixtures/databases/landed-0004.db.gz` was written by personas who chatted with that version; beside it, what
each session held then: language, case, what is shown, which question is asked, and every answer.
"""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.answers.values import plain
from flows.events.codec import from_json
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.paths import FIXTURES
from tests.support.programmes import definition

FOLDER = FIXTURES / "databases"
LANDED = ("landed-0004",)


def _expected(name: str) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told


def _held(session: Session) -> Mapping[str, Any]:
    prompt = view(definition(), session)
    return {
        "language": session.language,
        "case": session.case_number,
        "shows": type(prompt).__name__,
        "asks": getattr(getattr(prompt, "question", None), "id", ""),
        "answers": {key: plain(answer.value) for key, answer in session.answers.items()},
    }


@pytest.mark.parametrize("name", LANDED)
async def test_a_landed_database_opens_and_everybody_is_where_they_were(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(gzip.decompress((FOLDER / f"{name}.db.gz").read_bytes()))
    database = Database.open(f"sqlite:///{file}")
    await database.migrate()
    journal = Journal(database)
    expected = _expected(name)
    found = {}
    for key in expected:
        stored = await journal.load_session(key)
        assert stored is not None
        found[key] = _held(fold(Session("", ""), map(from_json, stored.events)))
    assert found == expected
    for case in {held["case"] for held in expected.values()} - {""}:
        assert await Applications(database).get(case), case
    await journal.close()
    await database.close()

"""Pictures for the phone: drawn in both languages, with the numbers of the book; of a member no more than how far it
is."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.alliance.pictures import TEMPLATE
from bot.documents.picture import picture
from flows.session.state import Session
from tests.schemes.alliance.test_platforms import seats
from tests.schemes.alliance.test_workspace import leader
from tests.support.alliances import LEADER, definition


def shown(session: Session, part: str) -> dict[str, Any]:
    """What the picture of a part shows."""
    drawn = definition(LEADER).form.own.picture
    assert drawn
    return dict(drawn(definition(LEADER), session, part))


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("part", ["board", "kpi", "schedule"])
def test_each_is_drawn_as_wide_as_a_phone_shows_it(part: str, language: str) -> None:
    session = replace(leader("board", seats=seats(30)), language=language)
    drawn = picture(TEMPLATE, data=json.dumps(shown(session, part)))
    assert int.from_bytes(drawn[16:20], "big") == 900  # the width in the header of a PNG file


def test_an_empty_alliance_can_be_drawn_too() -> None:
    session = replace(leader("board"), entries={"seats": []})
    for part in ("board", "kpi", "schedule"):
        assert picture(TEMPLATE, data=json.dumps(shown(session, part)))


def test_the_numbers_are_those_of_the_book_and_nothing_is_told_of_who_has_not_released() -> None:
    session = leader("board", seats=seats(8))
    assert shown(session, "schedule")["cumulative"][-1] == "100.0"
    assert {row["name"]: row["whole"] for row in shown(session, "kpi")["rows"]}["海外商機"] == "+9,000,000"
    rows = shown(session, "board")["rows"]
    assert {key for row in rows for key in row} == {"name", "state", "part", "done"}

"""A correction place by place: asked on the desk, opened where it concerns somebody, everything else locked."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.presenter.cases.proposal import seen_by, sentence
from flows.cases.events import MessageLeft, RecordedEvent
from flows.cases.proposal.events import CorrectionAsked, CorrectionPlace
from flows.cases.stage import CaseKind, Received, Timetable
from flows.cases.state import compute
from flows.events.alliance import SeatTaken
from flows.events.answering import Answered
from flows.events.codec import from_json, to_json
from flows.events.consent import Consented, Started
from flows.events.event import Event
from flows.session.alliance import Part
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.outcomes import Appended
from storage.records import Identity, NewTurn, SeatState
from tests.bot.office.opened_office import LIN, Office, text_of
from tests.bot.office.proposals.opened_alliance import SESSION, alliance_office
from tests.bot.office.proposals.test_pages import PAGE, closes, press, said
from tests.support.alliances import MEMBER

SEAT = "6" * 32
FORM = f"line:{SEAT}:form"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    """An hour after closing, with one member's seat."""
    async with alliance_office(tmp_path) as found:
        await _seated(found)
        found.clock[0] = closes(found) + timedelta(hours=1)
        await found.work()
        yield found


async def _seated(desk: Office) -> None:
    told: list[Event] = [
        Started(MEMBER, "en", "alliance-113", 1, "ubn"),
        Consented("1", desk.clock[0].isoformat()),
        SeatTaken(SESSION, "00001009"),
        Answered("contact_email", "member@example.org"),
    ]
    seat = SeatState(
        SESSION, "alliance-113", "00001009", "好茶股份有限公司", 31, 31, 3, True, False, {}, {}
    )  # fmt: skip
    turn = NewTurn(
        SEAT, 1, "telegram:a", "e2", desk.clock[0], [to_json(fact) for fact in told],
        identity=Identity("telegram", "telegram:a", "78"), seat=seat,
    )  # fmt: skip
    assert isinstance(await desk.service.journal.append(turn), Appended)


async def part(desk: Office, session: str) -> Part:
    """The part of a session as its journal has it."""
    stored = await desk.service.journal.load_session(session)
    assert stored
    return fold(Session("", ""), map(from_json, stored.events)).alliance


async def left(desk: Office) -> dict[str, str]:
    """Let what waits leave; the mails by whom they went to."""
    desk.later(minutes=11)
    return {str(mail["To"]): text_of(mail) for mail in await desk.work()}


async def test_only_the_named_places_open_and_only_once_it_was_told(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    assert "這一項已鎖定" in await said(desk, "修改 2")
    text = (await lin.go("GET", PAGE))[1]
    assert "好茶股份有限公司" in text
    assert "問題第 1 頁" in text
    due = f"{desk.clock[0] + timedelta(days=2):%Y-%m-%d}"
    lines = {"line::page.1": "聯盟名稱有錯字", "line::files": "登記證明影本看不清楚", FORM: "外銷年份"}
    status, text = await press(lin, "correct", **lines, due=due)
    assert status == 303, text
    assert "聯盟名稱有錯字" in text
    assert (await part(desk, SESSION)).mend_due == ""
    assert "這一項已鎖定" in await said(desk, "修改 2")
    mails = await left(desk)
    assert set(mails) == {"leader@example.org", "member@example.org"}
    assert "登記證明影本看不清楚" in mails["leader@example.org"]
    assert "外銷年份" in mails["member@example.org"]
    assert "聯盟名稱" not in mails["member@example.org"]
    found = await part(desk, SESSION)
    assert (dict(found.mends), found.mend_due) == (
        {"page.1": "聯盟名稱有錯字", "files": "登記證明影本看不清楚"},
        due,
    )
    assert found.mending == (SEAT,)
    assert dict((await part(desk, SEAT)).mends) == {"form": "外銷年份"}
    assert "聯盟名稱有錯字" in await said(desk, "補正")
    assert "只能改執行單位請您補正的地方" in await said(desk, "修改 20")
    assert "已鎖定" not in await said(desk, "修改 1")


async def test_a_member_sees_its_own_lines_alone(desk: Office) -> None:
    for language, own, none in (
        ("zh-TW", "外銷年份", "沒有要補正的"),
        ("en", "外銷年份", "nothing is asked"),
    ):
        words = desk.service.catalogue.editions[MEMBER].speak(language)
        places = (CorrectionPlace("page.1", "名稱有錯字"), CorrectionPlace("form", "外銷年份", SEAT))
        one = RecordedEvent(1, desk.clock[0], LIN, CorrectionAsked(places, "2999-01-01"))
        received = Received(desk.clock[0], kind=CaseKind.PROPOSAL)
        state = compute(received, [one, RecordedEvent(2, desk.clock[0], "", MessageLeft(1))], Timetable())
        today = desk.clock[0].date()
        assert "名稱有錯字" in sentence(state, words, today)
        mine = sentence(seen_by(state, SEAT), words, today)
        assert (own in mine, "名稱有錯字" in mine) == (True, False)
        assert none in sentence(seen_by(state, "7" * 32), words, today)


async def test_without_an_answer_staff_end_it_and_everything_is_locked_again(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    due = f"{desk.clock[0] + timedelta(days=2):%Y-%m-%d}"
    assert (await press(lin, "correct", due=due))[0] == 422
    assert (await press(lin, "correct", **{f"line:{'9' * 32}:form": "x"}, due=due))[0] == 422
    await press(lin, "correct", **{"line::page.1": "錯字", FORM: "年份"}, due=due)
    await left(desk)
    desk.later(days=4)
    assert "這一項已鎖定" in await said(desk, "修改 1")
    lin = await desk.signed_in(LIN)
    status, text = await press(lin, "closed", reason="逾期未補")
    assert status == 303, text
    assert "逾期未補" in (await left(desk))["leader@example.org"]
    for session in (SESSION, SEAT):
        assert (await part(desk, session)).mend_due == ""
    assert (await press(lin, "correct", **{"line::kpi": "再補"}, due="2999-01-01"))[0] == 422

"""A proposal on the desk: its paper with both moments, the three points, the decision and what the leader hears of it;
the board and its workbooks; two people at once."""

import io
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.office.rendering import words
from flows.cases.proposal.incomplete import ProposalRefusal
from flows.definitions.programme import TAIPEI
from flows.interface.inbound import Inbound, Sender, Text
from tests.bot.office.opened_office import LIN, WANG, Browser, Office, text_of
from tests.bot.office.proposals.opened_alliance import CASE, alliance_office

PAGE, DO = f"/desk/{CASE}/proposal", f"/desk/{CASE}/proposal/"
PAPER = {
    "way": "hand",
    "copies": "2",
    "sealed": "2",
    "annex": "2",
    "revision": "1",
    "postmark": "",
    "corrects": "0",
}
TICKS = {
    "eligible": ["ended", "duplicate"],
    "complete": ["copies", "seals", "registration", "arrival"],
    "conform": ["same"],
}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with alliance_office(tmp_path) as found:
        yield found


def typed(at: datetime) -> str:
    """A moment as a browser sends it."""
    return f"{at.astimezone(TAIPEI):%Y-%m-%dT%H:%M:%S}"


async def press(browser: Browser, act: str, form: str = "", **values: object) -> tuple[int, str]:
    """Send a form of the page with what is hidden in it; the status and what then stands on the page."""
    status, text, target = await browser.press(PAGE, DO + act, **values)
    return (status, text) if not target else (status, (await browser.go("GET", target.partition("#")[0]))[1])


async def point(browser: Browser, name: str, ticks: list[str], note: str = "") -> None:
    assert (await press(browser, "point", point=name, tick=ticks, note=note))[0] == 303


def closes(desk: Office) -> datetime:
    return desk.service.catalogue.programmes["alliance-113"].closes


async def test_a_sent_proposal_is_to_be_checked_and_never_awaits_a_signature(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    for page in ("/desk", f"/desk/{CASE}", PAGE, "/desk/qualification", "/desk/figures"):
        status, text, _ = await lin.go("GET", page)
        assert status == 200
        assert "待審核" in text, page
    page = (await lin.go("GET", f"/desk/{CASE}"))[1]
    assert "待簽章" not in page
    assert "/received" not in page
    assert "紙本未到" in (await lin.go("GET", "/desk"))[1]
    assert (await lin.go("GET", "/desk/113-0001/proposal"))[0] == 404
    assert (await lin.go("POST", DO + "paper"))[0] == 403


async def test_paper_in_time_is_told_after_ten_minutes_and_can_be_taken_back(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    status, text = await press(lin, "paper", **PAPER | {"at": typed(desk.clock[0] - timedelta(hours=1))})
    assert (status, "紙本準時" in text, "通知前可以收回" in text) == (303, True, True)
    assert await desk.work() == []
    _, _, target = await lin.press(PAGE, f"/desk/{CASE}/recall")
    assert target == f"/desk/{CASE}"
    assert "紙本未到" in (await lin.go("GET", PAGE))[1]
    await press(lin, "paper", **PAPER | {"sealed": "1", "at": typed(desk.clock[0] - timedelta(hours=1))})
    desk.later(minutes=11)
    [mail] = await desk.work()
    assert mail["To"] == "leader@example.org"
    assert "還缺：每一份都要蓋領導企業大小章" in text_of(mail)
    text = (await lin.go("GET", PAGE))[1]
    assert "紙本不齊" in text


async def test_the_leader_hears_daily_that_paper_is_missing_until_it_is_there(desk: Office) -> None:
    """The next morning and three hours before closing; once somebody has entered it, nothing more."""
    desk.clock[0] = closes(desk) - timedelta(days=1, hours=6)
    [mail] = await desk.work()
    assert "線上已送出，紙本還沒收到" in mail["Subject"]
    assert "非郵戳" in text_of(mail)
    desk.clock[0] = closes(desk) - timedelta(hours=4)
    lin = await desk.signed_in(LIN)
    await press(lin, "paper", **PAPER | {"at": typed(desk.clock[0])})
    desk.clock[0] = closes(desk) - timedelta(hours=2)
    mails = await desk.work()
    assert [text_of(mail).count("還沒收到") for mail in mails] == [0]


async def test_everybody_of_the_alliance_is_told_the_stage_it_was_told_and_no_other(desk: Office) -> None:
    """What waits to leave is not told; sent again over paper, the leader is warned."""
    assert "狀態「待審核" in await said(desk, "進度")
    lin = await desk.signed_in(LIN)
    await press(lin, "failed", failed=["complete"], reason_complete="沒有紙本", objection="請洽")
    assert "沒有紙本" not in await said(desk, "進度")
    await lin.press(PAGE, f"/desk/{CASE}/recall")
    await press(lin, "paper", **PAPER | {"at": typed(desk.clock[0])})
    desk.later(minutes=11)
    await desk.work()
    assert "紙本 2 份已於" in await said(desk, "進度")
    assert "紙本 2 份已於" in await said(desk, "送件狀態")
    for name, ticks in TICKS.items():
        await point(lin, name, ticks)
    await press(lin, "passed")
    assert "資格符合" not in await said(desk, "進度")
    desk.later(minutes=11)
    await desk.work()
    assert "狀態「資格符合" in await said(desk, "進度")


async def said(desk: Office, text: str) -> str:
    """What the leader reads after a message."""
    desk.later(seconds=1)
    now = desk.clock[0]
    sender = Sender("telegram", "telegram:a", "77")
    name = f"m{now.timestamp()}"
    messages = await (
        await desk.service.turn_processor.receive(Inbound(sender, name, Text(text), now, name))
    ).messages()
    return repr(messages)


async def test_late_paper_is_decided_about_by_a_person_with_a_reason(desk: Office) -> None:
    """17:00:00 is late; posted the day before, it is for somebody to decide."""
    desk.clock[0] = closes(desk) + timedelta(hours=1)
    lin = await desk.signed_in(LIN)
    posted = f"{closes(desk).date() - timedelta(days=1)}"
    late = PAPER | {"way": "registered", "postmark": posted, "at": typed(closes(desk))}
    _, text = await press(lin, "paper", **late)
    assert "紙本逾時，郵戳在期限內" in text
    desk.later(minutes=11)
    [mail] = await desk.work()
    assert "已過截止時間，由執行單位判斷後通知" in text_of(mail)
    for name, ticks in TICKS.items():
        await point(lin, name, ticks)
    status, text = await press(lin, "passed")
    assert (status, words()["proposal"]["problem"]["late_undecided"] in text) == (422, True)
    status, text = await press(lin, "late", accepted="yes", reason=" ")
    assert status == 422
    _, text = await press(lin, "late", accepted="yes", reason="郵戳在期限內，準用行政程序法第 49 條")
    assert "判斷收下" in text
    desk.later(minutes=11)
    [mail] = await desk.work()
    assert "判斷收下：郵戳在期限內" in text_of(mail)
    assert (await press(lin, "passed"))[0] == 303
    desk.later(minutes=11)
    [mail] = await desk.work()
    assert "資格審查通過" in text_of(mail)
    assert "資格符合" in (await lin.go("GET", "/desk"))[1]


async def test_not_qualified_says_why_for_each_point_and_how_to_object(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    status, text = await press(lin, "failed", failed=["complete"], reason_complete="", objection="請洽")
    assert (status, words()["proposal"]["problem"]["reason_missing"] in text) == (422, True)
    await press(
        lin,
        "failed",
        failed=["complete", "eligible"],
        reason_complete="沒有紙本",
        reason_eligible="停權中",
        objection="30 日內提訴願",
    )
    assert await desk.work() == []
    desk.later(minutes=11)
    [mail] = await desk.work()
    for said in ("申請文件完整：沒有紙本", "符合申請資格：停權中", "30 日內提訴願"):
        assert said in text_of(mail)
    assert "資格不符" in (await lin.go("GET", f"/desk/{CASE}"))[1]


async def test_what_the_system_found_is_amber_and_a_person_ticks(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    text = (await lin.go("GET", PAGE))[1]
    assert "▲ 沒有 112 年基準，由執行單位判斷" in text
    assert "系統檢核 4 項，4 項沒有疑點" in text
    status, text = await press(lin, "passed")
    assert (status, words()["proposal"]["problem"]["paper_missing"] in text) == (422, True)
    await point(lin, "complete", ["copies"], "登記證明待補")
    assert "已查 1/4" in (await lin.go("GET", PAGE))[1]


async def test_the_second_of_two_sees_what_the_first_did(desk: Office) -> None:
    lin, wang = await desk.signed_in(LIN), await desk.signed_in(WANG)
    _, text, _ = await wang.go("GET", PAGE)
    seen = text.split('name="seen" value="')[1].split('"')[0]
    csrf = text.split('name="csrf" value="')[1].split('"')[0]
    await point(lin, "eligible", TICKS["eligible"])
    form = {"csrf": csrf, "seen": seen, "point": "eligible", "tick": ["ended"], "note": "我的備註"}
    status, text, _ = await wang.go("POST", DO + "point", **form)
    assert status == 409
    assert "lin 查核「符合申請資格」" in text
    assert "我的備註" in text
    assert "已查 2/2" in (await lin.go("GET", PAGE))[1]


async def test_the_board_and_its_workbooks_say_the_same(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    await press(lin, "paper", **PAPER | {"at": typed(desk.clock[0])})
    await point(lin, "eligible", TICKS["eligible"])
    page = (await lin.go("GET", "/desk/qualification"))[1]
    sheet = await _sheet(lin, "/desk/qualification.xlsx")
    assert [cell for cell in sheet[1] if cell not in page] == []
    assert sheet[1][0] == CASE
    companies = await _sheet(lin, "/desk/qualification-companies.xlsx")
    assert [row[0] for row in companies[1:]] == [f"{number:08d}" for number in range(1, 7)]


async def _sheet(browser: Browser, path: str) -> list[list[str]]:
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    async with browser.client.get(path, headers={"Cookie": cookie}) as response:
        with zipfile.ZipFile(io.BytesIO(await response.read())) as book:
            strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", book.read("xl/sharedStrings.xml").decode())
            rows = re.findall(r"<row .*?</row>", book.read("xl/worksheets/sheet1.xml").decode(), re.DOTALL)
    cells = re.compile(r"<c ([^>]*)><v>([^<]+)</v>")
    return [
        [strings[int(value)] if 't="s"' in kind else value for kind, value in cells.findall(row)]
        for row in rows
    ]


def test_every_refusal_has_its_words() -> None:
    assert set(words()["proposal"]["problem"]) == {why.value for why in ProposalRefusal}

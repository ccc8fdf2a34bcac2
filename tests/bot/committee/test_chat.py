"""Reviewers score in a chat: the desk a code opens, one criterion a screen, one stream with the page."""

import logging
import re

import pytest
from sqlalchemy import select

from bot.committee.chat import reviewer_chat as chatting
from bot.selection.opened_round import OpenedRound, opened_round
from flows.interface.inbound import Tap
from flows.selection.events import ScoreSubmitted
from storage.schema.tables import reviewer_chat
from storage.selection import chats
from storage.selection.rounds import Rounds
from tests.bot.committee.chatting import ReviewerInChat
from tests.bot.committee.committee import (
    CASES,
    COMMENT,
    PROGRAMME,
    Committee,
    R,
    declare,
    hidden,
    points,
    submit,
)
from tests.bot.office.opened_office import Browser


async def _code(browser: Browser) -> str:
    """The one on the reviewer's page."""
    _, page, _ = await browser.go("GET", "/review")
    found = re.search(r"評審 ([2-9A-Z]{6})", page)
    assert found
    return found[1]


async def _entered(round_: Committee, browser: Browser, channel: str, user: str = "U1") -> ReviewerInChat:
    person = ReviewerInChat(round_.desk.service, channel, user)
    code = await _code(browser)
    await person.say(f"評審 {code}" if channel == "line" else f"r_{code}")
    return person


async def test_a_reviewer_scores_in_either_chat_beside_the_page(
    round_: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await round_.begun(declared=False)
    for number, channel in enumerate(("line", "telegram")):
        browser = people[R[number]]
        person = await _entered(round_, browser, channel, f"U{number}")
        first = person.said[-1]
        assert first.startswith(f"【評審】審查委員 委員{number + 1}｜")
        assert "您的案件共 3 案，已送出 0 案" in first
        names = await person.tap("泰美保養")
        assert "泰美保養成員1股份有限公司" in names
        assert "配分" not in names, "names alone until it is declared"
        assert "保密義務" in await person.tap("無")
        assert "目標市場明確性（配分 10）" in await person.say("王委員")
        assert "低於 60% 或高於 95%" in await person.tap("優 10")
        assert "第 2/5 項・合計 10 分" in await person.say("定位清楚，客群明確")
        assert "（配分 30）" in await person.say("21")
        assert "請填整數" in await person.say("二十")
        assert "0 到該項配分" in await person.say("31")
        assert "第 4/5 項・合計 57 分" in await person.tap("良 26")
        assert "第 3/5 項" in await person.say("上一步")
        assert "目前給 26 分" in person.said[-1]
        await person.tap("不改")
        await person.tap("可 19")
        assert "5/10" in await person.say("５")
        await person.say("互動少")
        assert "現有 2 字" in await person.say("太短")
        asked = await person.say(COMMENT)
        assert "合計 81 分" in asked
        assert "送出後不能修改" in asked
        _, page, _ = await browser.go("GET", f"/review/{CASES[0]}")
        assert COMMENT in page, "the page shows the draft of the chat"
        twice = person.button("確定送出")
        assert "已送出 1 案" in await person.tap("確定送出")
        assert "較早的按鈕" in await person.send(Tap(twice))
        locked = await person.tap("泰美保養")
        assert "需要修改請洽執行單位" in locked
        assert person.message
        assert [one.label for one in person.message.buttons] == ["案件清單", "發現關係，重新聲明"]
    acts = [one.event for one in (await _opened(round_)).acts]
    assert sum(isinstance(one, ScoreSubmitted) for one in acts) == 2
    await _one_stream(round_, people[R[2]], monkeypatch)


async def _one_stream(round_: Committee, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page and chat show each other's drafts and overwrite nothing; no turn is lost or made twice by a killed
    process."""
    await declare(browser, CASES[0])
    person = await _entered(round_, browser, "line", "U9")
    path = f"/review/{CASES[0]}"
    await person.tap("泰美保養")
    _, page, _ = await browser.go("GET", path)
    await browser.go("POST", path + "/draft", **hidden(page), **points(9, 20, 25, 20, 8), comment="")
    moved = await person.say("7")
    assert "剛才傳的沒有存" in moved
    assert "目前給 9 分" in moved, "what the page kept is shown, and nothing is overwritten"
    assert "企業國際發展性" in await person.say("7")
    assert 'value="7"' in (await browser.go("GET", path))[1]
    stale = await browser.go("POST", path + "/draft", **hidden(page), **points(1, 1, 1, 1, 1), comment="")
    assert stale[0] == 409, "nor does the page overwrite the chat"

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as before:
        before.setattr(chats, "write_round", killed)
        with pytest.raises(Killed):
            await person.say("20", event="e1")
    assert (await _kept(round_))[1] == 20, "that of the page"
    await person.say("19", event="e1")
    assert (await _kept(round_))[:3] == (7, 19, 25)
    with monkeypatch.context() as after:
        after.setattr(chatting, "screen", killed)
        with pytest.raises(Killed):
            await person.say("24", event="e2")
    assert (await _kept(round_))[:3] == (7, 19, 24)
    assert "第 4/5 項" in await person.say("24", event="e2"), "shown, not given to the next criterion"
    assert (await _kept(round_))[:4] == (7, 19, 24, 20)
    await person.say("18", seen=False)
    assert "可能沒有送達" in await person.say("9")
    assert (await _kept(round_))[3:] == (18, 8), "no answer to what was not seen"


async def test_who_is_recused_finds_the_case_nowhere_in_the_chat(
    round_: Committee, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    people = await round_.begun(declared=False)
    person = await _entered(round_, people[R[0]], "line")
    old = person.button("泰美保養")
    await person.tap("泰美保養")
    await person.tap("有，我要迴避")
    assert "請選擇關係類型" in await person.tap("完成") or "請勾選" in person.said[-1]
    await person.tap("其他情形")
    await person.say("4")
    await person.tap("完成")
    await person.say("曾為客戶")
    gone = await person.say("王委員")
    later = [gone, await person.send(Tap(old)), await person.say("泰美保養"), await person.say("評審")]
    assert "共 2 案" in gone
    serial = re.search(r"review:(\d+):", person.button("好茶出海"))
    assert serial
    later.append(await person.send(Tap(f"review:{serial[1]}:open:{CASES[0]}")))
    await person.tap("好茶出海")
    await person.tap("不確定")
    later.append(await person.say("王委員"))
    assert "共 1 案" in later[-1]
    await declare(people[R[1]], CASES[2])
    await submit(people[R[1]], CASES[2], 8, 20, 24, 20, 8, comment=f"另一位：{COMMENT}")
    await person.tap("智慧餐旅")
    await person.tap("無")
    later.append(await person.say("王委員"))
    await round_.done("recuse", case=CASES[2], reviewer=R[0], reason="姻親")
    later.append(await person.tap("良 9"))
    assert "清單有變動" in later[-1]
    later.append(await person.say("評審"))
    assert "目前沒有您的案件" in later[-1]
    told = "\n".join(later)
    assert "泰美保養" not in told
    assert CASES[0] not in told
    assert "另一位" not in told
    ours = (one.getMessage() for one in caplog.records if not one.name.startswith(("aiosqlite", "asyncio")))
    logged = "\n".join(ours)
    for secret in ("泰美保養", "曾為客戶", "王委員", R[0], "review:"):
        assert secret not in logged, secret


async def test_a_code_opens_one_chat_and_the_chat_one_of_several_desks(round_: Committee) -> None:
    await round_.done("cases", case=list(CASES))
    people = await round_.invited(R[0])
    service, browser = round_.desk.service, people[R[0]]
    code = await _code(browser)
    person, other = ReviewerInChat(service, "line", "U1"), ReviewerInChat(service, "telegram", "U2")
    before = await person.say("你好")
    assert "評審" not in before
    assert "已開啟您的評審" in await person.say(f"評審 {code.lower()}")
    assert "已開啟您的評審" in await person.say(f"評審{code}"), "again in the same chat"
    assert await _code(browser) != code
    for left in (4, 3, 2, 1, 0):
        assert f"還可以再試 {left} 次" in await other.say(f"評審 {code}")
    assert "一小時後" in await other.say(f"r_{await _code(browser)}")
    assert "【評審】" not in await person.tap("切換"), "back to their own applications"
    assert "【評審】" not in await person.say("1")
    assert "【評審】" in await person.say("切換")
    async with service.database.read() as connection:
        rows = [tuple(map(str, row)) for row in (await connection.execute(select(reviewer_chat))).all()]
    assert len(rows) == 1
    assert not any("U1" in one or code in one for one in rows[0])
    round_.desk.later(days=500)
    assert "不在您的評審期間" in await person.say("評審")
    assert "【評審】" not in await person.say("你好")


async def _opened(round_: Committee) -> OpenedRound:
    return opened_round(await Rounds(round_.desk.service.database).of(PROGRAMME))


async def _kept(round_: Committee) -> tuple[int | None, ...]:
    return (await _opened(round_)).selection.drafts[CASES[0], R[2]].points


class Killed(BaseException):
    """The process ends here."""

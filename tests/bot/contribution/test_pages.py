"""A colleague fills in a page by a link: they see its questions and nothing else, and the applicant takes what they
propose, with its author in the record."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.rehearsal import RunningRehearsal, staged
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.frozen import provenance
from flows.session.state import Session
from tests.support.lobby import rows
from tests.support.page_visitor import Browser, browser

SECRET = "陳怡安"
"""The head of the company by the register: an answer that no colleague may see."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[RunningRehearsal]:
    async with staged(tmp_path, "web") as stage:
        yield stage


async def invited(owner: Browser, page: str = "第 2 頁") -> str:
    """The path of a link for that page, of an applicant who has taken over what the register says."""
    shown = await owner.chat(text="請同事填")
    tap = re.search(rf'data-tap="([^"]+)"[^>]*>{page}', shown)
    assert tap, shown
    link = re.search(r"/go/part/[\w-]{43}", await owner.chat(tap=tap[1]))
    assert link
    return link[0]


async def begun(owner: Browser) -> None:
    """The company is known and its data taken over."""
    for text in ("hi", "同意", "90800708", "是"):
        await owner.chat(text=text)


async def answers(stage: RunningRehearsal) -> Session:
    """The only session there is."""
    stored = await stage.service.journal.newest()
    assert stored
    return fold(Session("", ""), map(from_json, stored.events))


async def test_what_a_colleague_fills_in_is_proposed_and_taken_with_its_author(
    stage: RunningRehearsal,
) -> None:
    async with browser(stage) as owner, browser(stage) as mei, browser(stage) as other:
        await begun(owner)
        link = await invited(owner)
        before = await rows(stage.service.database)
        for method in ("GET", "HEAD") * 5:
            assert (await other.go(method, link, "TelegramBot (like TwitterBot)"))[0] == 200
        assert await rows(stage.service.database) == before, "looking changes nothing"
        _, said = await mei.go("GET", link)
        assert "沐晨生技有限公司" in said
        assert "告知事項" in said
        assert SECRET not in said
        assert "勾選同意" in (await mei.go("POST", f"{link}/begin", data={"author": "王小美"}))[1]
        _, said = await mei.go("POST", f"{link}/begin", data={"author": "王小美", "agree": "yes"})
        digits = re.search(r'class="digits">(\d\d)<', said)
        assert digits, said
        assert (await other.go("GET", link))[0] == 403, "it is one person's"
        assert (await other.go("POST", f"{link}/send", data={"export_share": "20"}))[0] == 403
        assert (await mei.go("POST", f"{link}/send", data={"export_share": "20"}))[0] == 403
        assert "王小美可以開始填了" in await owner.chat(text=f"同事 {digits[1]}")
        _, said = await mei.go("GET", link)
        assert "近 2 年海外營業額" in said
        assert SECRET not in said
        assert "負責人" not in said
        form = {
            "export_status": "exporting" if 'value="exporting"' in said else _option(said, "export_status"),
            "business_models": _option(said, "business_models"),
            "target_markets": "九百九十九",
        }
        _, said = await mei.go("POST", f"{link}/send", data=form)
        assert "還看不清楚" in said
        assert "九百九十九" in said, "what was typed is still there"
        form["target_markets"] = "1,2"
        _, said = await mei.go("POST", f"{link}/send", data=form)
        assert "您填了 3 題" in said
        form["target_markets"] = "3"
        for method, below in (("GET", ""), ("POST", "/send")):
            status, said = await mei.go(method, link + below, data=form if below else None)
            assert (status, "您填了 3 題" in said) == (200, True), "once, and told again"
            assert (await other.go(method, link + below, data=form if below else None))[0] == 404
        assert "export_status" not in (await answers(stage)).answers, "nothing before it is taken"
        said = await owner.chat(text="12")
        assert "王小美填了 3 題" in said
        assert "employee_count" not in (await answers(stage)).answers, (
            "what was asked before is no answer to it"
        )
        said = await owner.chat(text="逐題看")
        assert "王小美填的" in said
        await owner.chat(text="採用")
        await owner.chat(text="不採用")
        said = await owner.chat(text="全部採用")
        assert "已採用王小美填的 1 題" in said
        session = await answers(stage)
        taken = {question: answer.author for question, answer in session.answers.items() if answer.author}
        assert set(taken.values()) == {"王小美"}
        assert len(taken) == 2
        kept = provenance(session.answers)
        assert {kept[question]["author"] for question in taken} == {"王小美"}
        assert "王小美填" in await owner.chat(text="檢視")


async def test_a_link_ends_by_the_applicant_by_wrong_numbers_and_with_three_days(
    stage: RunningRehearsal,
) -> None:
    async with browser(stage) as owner, browser(stage) as mei:
        await begun(owner)
        assert "目前沒有同事在等" in await owner.chat(text="同事 47")
        link = await invited(owner, "第 3 頁")
        shown = await owner.chat(text="請同事填")
        assert "連結已給出" in shown
        revoke = re.search(r'data-tap="([^"]+:revoke:1)"', shown)
        assert revoke
        assert "連結已收回" in await owner.chat(tap=revoke[1])
        assert (await mei.go("GET", link))[0] == 404
        link = await invited(owner, "第 3 頁")
        await mei.go("POST", f"{link}/begin", data={"author": "<b>小美</b>", "agree": "yes"})
        _, said = await mei.go("GET", link)
        digits = re.search(r'class="digits">(\d\d)<', said)
        assert digits
        assert "<b>" not in said
        wrong = str(10 + (int(digits[1]) - 9) % 90)
        for _ in range(2):
            assert "不是這兩位數" in await owner.chat(text=f"同事 {wrong}")
        assert "已經作廢" in await owner.chat(text=f"同事 {wrong}")
        assert "目前沒有同事在等" in await owner.chat(text=f"同事 {digits[1]}")
        assert (await mei.go("GET", link))[0] == 404
        await owner.chat(text="刪除我的資料")
        await owner.chat(text="全部刪除")
        assert not {"contribution_link", "handover", "turn"} & set(await rows(stage.service.database))
        await begun(owner)
        foreign = {"Origin": "https://elsewhere.example"}
        link = await invited(owner, "第 2 頁")
        assert (await mei.go("POST", f"{link}/begin", data={"author": "x", "agree": "yes"}, headers=foreign))[
            0
        ] == 403


def _option(page: str, question: str) -> str:
    found = re.search(rf'name="{question}" value="(\w+)"', page)
    assert found, question
    return found[1]

"""A colleague joins or replaces the company's application: over the real channels, real HTTP and real SMTP."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.cli import decisions, staff
from bot.cli.export import exported
from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, staged
from bot.demo.standins.person import Person
from bot.demo.standins.telegram_person import TelegramPerson
from bot.demo.standins.web_person import WebPerson
from bot.documents import page_texts
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.fixtures.signing import Mark
from tests.support.paths import PERSONAS

PERSONA = PERSONAS / "sole_proprietor.json"
FIRST, SECOND = "113-0001", "113-0002"
SIGNED = photo(Shot("signed", case_number=FIRST, mark=Mark.PEN))


def script(**changed: str) -> dict[str, Any]:
    """The persona, with other answers."""
    read: dict[str, Any] = json.loads(PERSONA.read_text(encoding="utf-8"))
    read["answers"] |= changed
    return read


async def played(stage: RunningRehearsal, person: Person, **changed: str) -> Player:
    """Somebody who answers all that is asked."""
    player = Player(script(**changed), stage.service.editions["113.1"], person)
    await player.play()
    return player


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something nobody asked for."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - a chat has no event for us
            await asyncio.sleep(0.02)


async def code_of(stage: RunningRehearsal, case: str) -> str:
    """The check code of a case, which its applicant can read in four places."""
    application = await stage.service.applications.get(case)
    assert application is not None
    await stage.person.say("進度")
    assert f"{case}-{application.code}" in stage.person.screen
    mails = {mail.subject: mail for mail in await stage.mailbox.wait_for(2, 30)}
    told = [mail for subject, mail in mails.items() if "有人輸入" not in subject]
    assert all(application.code in mail.text and application.code in mail.html for mail in told)
    assert application.code in (await staff.shown(stage.service, case) or "").splitlines()[0]
    assert application.code in (await exported(stage.service, "csv")).decode()
    paper = await stage.service.files.of_case(case, "document")
    assert paper is not None
    assert all(f"{case}-{application.code}" in "".join(page.split()) for page in page_texts(paper.content))
    return application.code


async def replacing(stage: RunningRehearsal, colleague: WebPerson, **changed: str) -> None:
    """The colleague, who has named number and code, submits an application in place of the first one."""
    await colleague.tap("由我重新申請")
    assert (await played(stage, colleague, **changed)).case_number == SECOND
    assert "這一份還沒有生效" in colleague.screen


@asynccontextmanager
async def both(folder: Path, channel: str) -> AsyncIterator[tuple[RunningRehearsal, WebPerson]]:
    """The first one has submitted on that channel; a colleague has named the case number in the web chat."""
    async with staged(folder, channel) as stage:
        assert (await played(stage, stage.person)).case_number == FIRST
        await stage.mailbox.wait_for(2, 30)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            colleague = WebPerson(session, stage.url)
            await played(stage, colleague)
            assert "這家企業本年度已經有一份申請" in colleague.screen
            await colleague.say(f"案號 {FIRST}")
            assert f"還需要案件 {FIRST} 的檢查碼" in colleague.screen
            await colleague.say(await code_of(stage, FIRST))
            assert f"核對無誤：案件 {FIRST}" in colleague.screen
            yield stage, colleague


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
async def test_who_is_to_be_replaced_is_asked_and_everybody_is_told(channel: str, tmp_path: Path) -> None:
    async with both(tmp_path, channel) as (stage, colleague):
        other = "second@shanhai.example"
        await replacing(stage, colleague, contact_email=other)
        mails = {mail.subject: mail for mail in await stage.mailbox.wait_for(6, 30)}
        to_staff = next(mail for subject, mail in mails.items() if f"要取代 {FIRST}，等候同意" in subject)
        assert f"先前的 {FIRST} 仍然有效" in to_staff.text
        assert f"先前的 {FIRST} 仍然有效" in to_staff.html
        to_second = next(mail for subject, mail in mails.items() if SECOND in subject and "已收到" in subject)
        assert "這一份還沒有生效" in to_second.text
        assert "這一份還沒有生效" in to_second.html
        inquired = mails[f"[{FIRST}] 有人輸入了貴公司的統一編號"]
        assert inquired.recipients == (script()["answers"]["contact_email"],)
        assert "不受影響" in inquired.text
        to_first = mails[f"[{FIRST}] 有人想取代您的申請，請您決定"]
        assert to_first.recipients == (script()["answers"]["contact_email"],)
        assert "請回到當初申請的對話視窗" in to_first.text, "the address was never confirmed: no link"
        assert "/go/" not in to_first.text + to_first.html
        first = stage.person
        if isinstance(first, TelegramPerson):
            await until(lambda: f"有人想取代您的申請（案件 {FIRST}）" in first.history)
        else:
            await first.say("進度")
        listed = (await staff.listed(stage.service)).splitlines()
        assert f"{SECOND} 要取代本件，等候同意" in listed[0]
        assert f"要取代 {FIRST}，等候同意，尚未生效" in listed[1]
        assert "等候同意取代先前的申請（不計入）：1" in await staff.stats(stage.service)
        await first.tap("同意取代")
        assert f"案件 {FIRST} 已被取代" in first.screen
        mails = {mail.subject: mail for mail in await stage.mailbox.wait_for(9, 30)}
        to_first = mails[f"[{FIRST}] 這份申請已被貴公司的新申請取代"]
        for mail in mails.values():
            if mail.recipients == to_first.recipients:
                assert other not in mail.text
                assert SECOND not in mail.text
        assert mails[f"[{SECOND}] 您的申請已經生效"].recipients == (other,)
        decided = mails[f"[{SECOND}] {script()['answers']['company_name']} 取代 {FIRST}：已同意"]
        assert "先前的聯絡人在對話中同意" in decided.text
        await first.photograph(SIGNED)
        assert "這份申請已被取代，不需要再回傳" in first.screen
        await colleague.say("進度")
        assert "✔ 已同意，以這一份為準" in colleague.screen
        assert f"已被 {SECOND} 取代" in (await staff.shown(stage.service, FIRST) or "").splitlines()[0]
        rows = json.loads(await exported(stage.service, "json"))
        assert [row["superseded_by"] for row in rows] == [SECOND, ""]
        assert [row["supersedes"] for row in rows] == ["", FIRST]
        assert [row["in_force"] for row in rows] == [False, True]
        assert "不再寄送" in (await staff.resent(stage.service, FIRST, dry_run=False) or "")


async def confirmed(stage: RunningRehearsal, client: aiohttp.ClientSession) -> None:
    """The first one presses the button of the link that says the address is theirs."""
    address = script()["answers"]["contact_email"]
    link = await stage.service.confirmation.link(FIRST, address, "test", stage.service.now())
    assert (await client.post(path_of(stage, link))).status == 200


def path_of(stage: RunningRehearsal, link: str) -> str:
    """The same link where this stage listens."""
    return stage.url + "/go/" + link.rpartition("/go/")[2]


@pytest.mark.parametrize(("pressed", "other"), [("agree", "refuse"), ("refuse", "agree")])
async def test_the_earlier_contact_answers_by_link(pressed: str, other: str, tmp_path: Path) -> None:
    async with both(tmp_path, "web") as (stage, colleague), aiohttp.ClientSession() as client:
        await confirmed(stage, client)
        await replacing(stage, colleague, contact_email="second@shanhai.example")
        await stage.mailbox.wait_for(6, 30)
        mail = next(each for each in stage.mailbox.messages if "有人想取代您的申請" in each.subject)
        links = dict(zip(("refuse", "agree"), re.findall(r"http\S+/go/\S+", mail.text), strict=True))
        for _ in range(2):
            page = await client.get(path_of(stage, links[pressed]))
            assert page.status == 200
            assert "<button" in await page.text()
        application = await stage.service.applications.get(FIRST)
        assert application is not None
        assert application.asked_by == SECOND, "looking changes nothing"
        assert application.superseded_by is None
        for _ in range(2):
            done = await client.post(path_of(stage, links[pressed]))
            assert ("已同意取代" if pressed == "agree" else "已保留您的申請") in await done.text()
        late = await client.post(path_of(stage, links[other]))
        assert "這個請求已經有結果" in await late.text()
        assert "<button" not in await late.text()
        application = await stage.service.applications.get(FIRST)
        assert application is not None
        assert application.superseded_by == (SECOND if pressed == "agree" else None)
        await stage.mailbox.wait_for(9, 30)
        told = [each.subject for each in stage.mailbox.messages[6:]]
        kept = "這份申請已被貴公司的新申請取代" if pressed == "agree" else "您的申請仍然有效"
        assert f"[{FIRST}] {kept}" in told
        assert f"[{SECOND}] 您的申請{'已經' if pressed == 'agree' else '沒有'}生效" in told


async def test_staff_decide_and_may_overrule_a_refusal(tmp_path: Path) -> None:
    async with both(tmp_path, "web") as (stage, colleague):
        await replacing(stage, colleague, contact_email="second@shanhai.example")
        service = stage.service
        assert "沒有要求取代" in (await decisions.replaced(service, FIRST, allowed=True, dry_run=False) or "")
        assert SECOND in (await decisions.replaced(service, FIRST, allowed=True, dry_run=False) or "")
        assert "會准許" in (await decisions.replaced(service, SECOND, allowed=True, dry_run=True) or "")
        assert "已不准" in (await decisions.replaced(service, SECOND, allowed=False, dry_run=False) or "")
        assert "沒有變更" in (await decisions.replaced(service, SECOND, allowed=False, dry_run=False) or "")
        assert "已准許" in (await decisions.replaced(service, SECOND, allowed=True, dry_run=False) or "")
        assert "沒有變更" in (await decisions.replaced(service, SECOND, allowed=False, dry_run=False) or "")
        assert await decisions.replaced(service, "113-9999", allowed=True, dry_run=False) is None
        shown = (await staff.shown(service, SECOND) or "").partition("處理紀錄")[2]
        assert "replace --refuse" in shown
        assert "replace --allow" in shown
        await stage.person.say("進度")
        assert f"案件 {FIRST} 已被取代" in stage.person.screen


async def test_who_has_joined_sends_the_signed_copy_and_sees_nothing_but_that(tmp_path: Path) -> None:
    async with both(tmp_path, "telegram") as (stage, colleague):
        await colleague.tap("加入這份申請")
        assert "不必再申請一次" in colleague.screen
        for paper in ("英文閱讀本", "用印頁"):
            await colleague.say(paper)
            assert "請向同事索取" in colleague.screen
        assert not colleague.documents, "it carries the same personal data as the form"
        await colleague.photograph(SIGNED)
        await colleague.say("英文閱讀本")
        assert "這是要送出的簽章申請書" in colleague.screen
        assert not [one.name for one in colleague.documents if one.name.endswith(".pdf")]
        await colleague.tap("送出")
        assert "已收到簽章申請書" in colleague.screen
        mails = await stage.mailbox.wait_for(4, 30)
        assert "已簽章" in mails[-1].subject
        await stage.person.say("進度")
        assert "還沒收到" not in stage.person.screen
        await stage.person.photograph(SIGNED)
        await stage.person.tap("送出")
        again = (await stage.mailbox.wait_for(5, 30))[-1]
        assert "取代前次" in again.subject, "a mail of its own, though it is this person's first"

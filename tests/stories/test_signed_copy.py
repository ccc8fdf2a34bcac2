"""From confirm to the signed mail: photos of the signed page sent back into the same chat, on every channel."""

import asyncio
import csv
import io
import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot import documents
from bot.cli import decisions, staff
from bot.cli.export import exported
from bot.cli.main import main
from bot.cli.stored_original import against_database
from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, staged
from bot.demo.standins.web_person import WebPerson
from bot.documents.verification import Finding, inspect
from tests.bot.documents.test_verification import plain
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.fixtures.signing import Mark
from tests.support.paths import PERSONAS
from tests.support.signed_copies.seals import signed_by_applicant

PERSONA = PERSONAS / "sole_proprietor.json"
CASE = "113-0001"
CHANNELS = ("web", "line", "telegram")
SIGNED = Shot("signed", case_number=CASE, mark=Mark.PEN)


def rows(table: bytes) -> list[dict[str, str]]:
    """An export in CSV as a program reads it."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


async def submitted(stage: RunningRehearsal) -> None:
    """Play up to the receipt."""
    script = json.loads(PERSONA.read_text(encoding="utf-8"))
    player = Player(script, stage.service.editions["113.1"], stage.person)
    await player.play()
    assert player.case_number == CASE
    await stage.mailbox.wait_for(2, 30)


@pytest.mark.parametrize("channel", CHANNELS)
async def test_the_signed_page_comes_back_and_reaches_the_staff(channel: str, tmp_path: Path) -> None:
    async with staged(tmp_path, channel) as stage:
        await submitted(stage)
        received = len(stage.person.documents)
        await stage.person.photograph(photo(SIGNED))
        assert "這是要送出的簽章申請書" in stage.person.screen
        assert "第 2、3 頁" in stage.person.screen
        async with asyncio.timeout(10):
            while len(stage.person.documents) == received:  # noqa: ASYNC110 - the file follows the words
                await asyncio.sleep(0.02)
        await stage.person.tap("送出")
        assert "已收到簽章申請書" in stage.person.screen
        assert "執行單位的信箱已在" in stage.person.screen
        mails = await stage.mailbox.wait_for(3, 30)
        signed = mails[-1]
        first = next(mail for mail in mails if "診斷申請（" in mail.subject)
        assert CASE in signed.subject
        assert "已簽章" in signed.subject
        assert signed.message["In-Reply-To"] == first.message["Message-ID"]
        assert documents.page_count(signed.attachments[0].content) == 3
        await stage.person.say("進度")
        assert "簽章申請書" in stage.person.screen


async def test_a_better_photo_replaces_the_first(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        for mark in (Mark.PEN, Mark.ROUND_STAMP):
            await stage.person.photograph(photo(Shot("s", case_number=CASE, mark=mark)))
            await stage.person.tap("送出")
        assert "取代前一份" in stage.person.screen
        mails = await stage.mailbox.wait_for(4, 30)
        assert "取代前次" in mails[-1].subject
        await stage.person.say("進度")
        assert isinstance(stage.person, WebPerson)
        given = [message["attachment"]["caption"] for message in stage.person.shown if message["attachment"]]
        assert "不必再簽" in given[0]
        await stage.person.open()
        assert "列印申請書" not in stage.person.screen


async def test_pages_may_come_one_by_one_in_any_order(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage:
        await submitted(stage)
        await stage.person.photograph(photo(Shot("page 2", page=2, case_number=CASE)))
        assert "收到第 2 頁了，還差第 1 頁" in stage.person.screen
        await stage.person.photograph(photo(SIGNED))
        assert "第 1、2 頁" in stage.person.screen


async def test_an_empty_red_box_is_pointed_out_and_can_be_taken_again(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        unsigned = Shot("unsigned", case_number=CASE, mark=Mark.NOTHING)
        await stage.person.photograph(photo(unsigned))
        assert "簽章欄（紅框）看起來是空的" in stage.person.screen
        await stage.person.tap("重拍")
        assert "重新拍照" in stage.person.screen
        assert len(stage.mailbox.messages) == 2


async def test_nobody_calls_signed_what_does_not_look_signed(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        await stage.person.photograph(photo(Shot("unsigned", case_number=CASE, mark=Mark.NOTHING)))
        await stage.person.tap("送出")
        assert "已轉給執行單位確認，還不算完成" in stage.person.screen
        assert "簽章欄（紅框）看起來是空的" in stage.person.screen
        (mail,) = (await stage.mailbox.wait_for(3, 30))[2:]
        assert "回傳申請書（請確認簽章）" in mail.subject
        for text in (mail.text, mail.html):
            assert "請確認簽章" in text
            assert "第 1 頁的簽章欄（紅框）看起來是空的" in text
            assert "第 1 頁：申請人傳回" in text
            assert "第 2、3 頁：沿用原申請書（未簽章）" in text
            assert "看起來已簽章" not in text
        assert mail.attachments[0].name == f"{CASE}_returned.pdf"
        await stage.person.say("進度")
        assert "待執行單位確認" in stage.person.screen
        assert "看起來已簽章" not in stage.person.screen
        assert isinstance(stage.person, WebPerson)
        given = [message["attachment"]["caption"] for message in stage.person.shown if message["attachment"]]
        assert "不必再簽" not in given[0]
        told = await staff.shown(stage.service, CASE)
        assert told is not None
        assert "第 1 頁的簽章欄（紅框）看起來是空的" in told
        assert "第 2、3 頁" in told
        assert "確認" in await decisions.signed(stage.service, CASE)
        await stage.person.say("進度")
        assert "執行單位確認已簽章" in stage.person.screen
        assert CASE not in await staff.listed(stage.service, unsigned=True)


async def test_staff_find_what_is_unsigned(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        states = {"未收到": None, "請確認簽章": Mark.NOTHING, "看起來已簽章": Mark.PEN}
        for number, (state, mark) in enumerate(states.items()):
            if mark:
                await stage.person.photograph(photo(Shot("page 1", case_number=CASE, mark=mark)))
                await stage.person.tap("送出")
                await stage.mailbox.wait_for(2 + number, 30)
            assert f"簽章申請書：{state}" in await staff.listed(stage.service)
            left = await staff.listed(stage.service, unsigned=True)
            assert (CASE in left) == (mark is not Mark.PEN)
            assert f"簽章申請書：{state}：1" in await staff.stats(stage.service)
            (row,) = rows(await exported(stage.service, "csv"))
            assert (row["signed"], row["channel"]) == (state, "web")
            assert row["county"].endswith(("市", "縣"))
            assert bool(row["signed_findings"]) == (mark is Mark.NOTHING)
            assert row["統一編號"].startswith('="')
            (stored,) = json.loads(await exported(stage.service, "json"))
            assert len(stored["record"].get("copies", ())) == number


async def test_inspect_knows_what_the_database_keeps(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        await stage.person.photograph(photo(SIGNED))
        await stage.person.tap("送出")
        returned = (await stage.mailbox.wait_for(3, 30))[2].attachments[0].content
        stored = await stage.service.files.of_case(CASE, "document")
        assert stored is not None
        known = {
            returned: Finding.RETURNED_KEPT,
            stored.content: Finding.ORIGINAL,
            plain(): Finding.INTACT,
            stored.content[:-30] + b"9" + stored.content[-29:]: Finding.FLIPPED,
        }
        for pdf, finding in known.items():
            report, compared_with = await against_database(stage.service.settings, pdf, inspect(pdf))
            assert report.finding is finding
            assert ("沒有" in compared_with) == (finding is Finding.INTACT), "a case of no database here"


async def test_a_digital_signature_is_told_with_the_name_as_claimed(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        stored = await stage.service.files.of_case(CASE, "document")
        assert stored is not None
        signed = await asyncio.to_thread(
            signed_by_applicant, stored.content, name="董事長 王大明", shown="SIGNED"
        )
        await stage.person.photograph(signed)
        assert "尚未驗證" in stage.person.screen
        await stage.person.tap("送出")
        (mail,) = (await stage.mailbox.wait_for(3, 30))[2:]
        assert "請確認簽章" in mail.subject
        assert mail.attachments[0].content == signed
        for text in (mail.text, mail.html):
            assert "憑證未經驗證" in text
            assert "王大明" in text
        await stage.person.say("進度")
        assert "待執行單位確認" in stage.person.screen


async def test_the_form_of_another_case_is_not_taken(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        await stage.person.photograph(photo(Shot("other", case_number="113-0107")))
        assert "113-0107" in stage.person.screen
        assert "送出" not in stage.person.buttons


async def test_what_is_no_picture_gets_a_kind_word(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await submitted(stage)
        await stage.person.photograph(b"MZ\x90\x00 not a PDF at all")
        assert "JPEG" in stage.person.screen


def test_a_persona_with_a_photo_rehearses_to_the_signed_mail(tmp_path: Path) -> None:
    script = json.loads(PERSONA.read_text(encoding="utf-8")) | {"signed_copy": ["page1.jpg"]}
    (tmp_path / "persona.json").write_text(json.dumps(script), encoding="utf-8")
    (tmp_path / "page1.jpg").write_bytes(photo(SIGNED))
    assert main(["rehearse", str(tmp_path / "persona.json"), "--out", str(tmp_path / "out")]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["signed_mail"] is True
    assert (
        "已簽章"
        in message_from_bytes((tmp_path / "out" / "mail-3.eml").read_bytes(), policy=policy.default)[
            "Subject"
        ]
    )

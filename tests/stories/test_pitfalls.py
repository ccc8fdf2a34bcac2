"""What the platforms do to a bot, played on the whole service: docs/pitfalls.md says which test plays which."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.demo.rehearsal import RunningRehearsal, staged
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.telegram_person import TelegramPerson
from tests.bot.channels.reply_recorder import until
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.fixtures.signing import Mark
from tests.stories.test_second_thoughts import come
from tests.stories.test_signed_copy import CASE, SIGNED, submitted

REPLY = "/v2/bot/message/reply"
APART = 0.8
"""Seconds between the parts of an album."""

PAGES = tuple(photo(Shot(f"page {page}", page=page, case_number=CASE, mark=Mark.PEN)) for page in (2, 3))


def on_line(stage: RunningRehearsal) -> LinePerson:
    """Whoever is there, with LINE."""
    assert isinstance(stage.person, LinePerson)
    return stage.person


def on_telegram(stage: RunningRehearsal) -> TelegramPerson:
    """Whoever is there, with Telegram."""
    assert isinstance(stage.person, TelegramPerson)
    return stage.person


async def test_an_album_on_line_in_any_order_is_one_upload_and_one_answer(tmp_path: Path) -> None:
    async with staged(tmp_path, "line") as stage:
        await submitted(stage)
        person, parts = on_line(stage), []
        replies = person.platform.paths().count(REPLY)
        for content, index in ((PAGES[1], 3), (photo(SIGNED), 1), (PAGES[0], None)):
            album: dict[str, Any] = {"id": "ABC", **({"index": index, "total": 3} if index else {})}
            event = person.message("image", contentProvider={"type": "line"}, imageSet=album)
            person.platform.account.files[event["message"]["id"]] = content
            assert await person.post(event) == 200
            parts.append(event)
            await asyncio.sleep(APART)
        await person.read_reply(parts[-1])
        assert "第 1、2、3 頁" in person.screen
        assert person.platform.paths().count(REPLY) == replies + 1
        assert person.refused_calls == 0


async def test_an_album_on_telegram_is_one_upload_and_one_answer(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage:
        await submitted(stage)
        person = on_telegram(stage)
        before = len(person.documents)
        for number, content in enumerate((photo(SIGNED), *PAGES), 1):
            update = _part(person, f"part{number}", content)
            if number < 3:
                await person.platform.deliver(update)
                await asyncio.sleep(APART)
        await person.send(update)
        assert "第 1、2、3 頁" in person.screen
        await until(lambda: len(person.documents) > before)
        assert len(person.documents) == before + 1
        assert person.refused_calls == 0


def _part(person: TelegramPerson, name: str, content: bytes) -> dict[str, Any]:
    """One photo of an album."""
    person.platform.files[name], person.platform.sent_files[name] = content, len(content)
    photos = [{"file_id": "small"}, {"file_id": name}]
    return {"message": person.message(photo=photos, media_group_id="1357")}


async def test_a_part_of_an_album_that_comes_late_joins_the_others(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage:
        await submitted(stage)
        person = on_telegram(stage)
        await person.send(_part(person, "first", photo(SIGNED)))
        assert "第 2、3 頁" in person.screen, "taken from the unsigned form so far"
        await person.send(_part(person, "late", PAGES[0]))
        assert "第 1、2 頁" in person.screen


async def test_a_redelivery_after_the_token_died_is_stored_once_and_shown_with_the_next_contact(
    tmp_path: Path,
) -> None:
    """LINE brings an event again minutes later because we were away: the token no longer works, the answer counts."""
    async with come(tmp_path, "line", "exporter", "contact_name") as stage:
        person = on_line(stage)
        event = person.message("text", text="林小華") | {"replyToken": "died"}
        again = event | {"deliveryContext": {"isRedelivery": True}}
        assert [await person.post(event), await person.post(again)] == [200, 200]
        await until(lambda: stage.service.counters["line_lost"]() >= 1)
        await person.open()
        assert "部門／職稱" in person.screen
        await person.say("檢視")
        assert person.screen.count("林小華") == 1


async def test_two_people_in_one_post_with_an_event_nobody_can_read(tmp_path: Path) -> None:
    async with staged(tmp_path, "line") as stage:
        first = on_line(stage)
        second = LinePerson(first.platform, f"{stage.url}/line/webhook", "rehearsal", "U" + "c" * 32, "en")
        mine, theirs = first.event("follow", follow={}), second.event("follow", follow={})
        assert await first.post(mine, {"type": "message", "source": 7}, theirs) == 200
        await first.read_reply(mine)
        await second.read_reply(theirs)
        assert "開始申請" in first.buttons
        assert "Start" in second.buttons, "each in the language of their own app"


@pytest.mark.parametrize("channel", ["line", "telegram"])
async def test_four_messages_in_two_seconds_answer_only_what_was_asked(tmp_path: Path, channel: str) -> None:
    async with come(tmp_path, channel, "exporter", "contact_name") as stage:
        person = stage.person
        texts = ("林小華", "會計", "02-25533988", "hi")
        if isinstance(person, LinePerson):
            await person.post(*(person.message("text", text=text) for text in texts))
        elif isinstance(person, TelegramPerson):
            for text in texts:
                await person.platform.deliver({"message": person.message(text=text)})
        await person.say("進度")
        assert "部門／職稱" in person.screen
        await person.say("檢視")
        assert "林小華" in person.screen
        assert "會計" not in person.screen


async def test_somebody_on_line_for_pc_needs_no_button(tmp_path: Path) -> None:
    """LINE for PC has neither quick replies nor a rich menu: words and numbers do."""
    async with staged(tmp_path, "line") as stage:
        person = on_line(stage)
        for text in ("哈囉", "開始", "同意", "12345675"):
            await person.say(text)
        assert "這是您的公司嗎" in person.screen
        await person.say("不是")
        assert "統一編號" in person.screen
        assert person.refused_calls == 0


@pytest.mark.parametrize(
    "text", ["字" * 4999, "字" * 5000, "👨‍👩‍👧" * 625, "\ud83d 半個字", "\u202e反過來\u200b"]
)
async def test_any_text_line_can_carry_is_answered(tmp_path: Path, text: str) -> None:
    async with come(tmp_path, "line", "exporter", "contact_name") as stage:
        person = on_line(stage)
        await person.say(text)
        assert person.screen
        assert person.refused_calls == 0


async def test_whoever_invites_the_bot_to_a_group_is_told_to_write_privately(tmp_path: Path) -> None:
    async with staged(tmp_path, "line") as stage:
        person = on_line(stage)
        invited = person.event("join") | {"source": {"type": "group", "groupId": "C" + "1" * 32}}
        assert await person.post(invited) == 200
        await person.read_reply(invited)
        assert "私訊" in person.shown[0]["text"]


async def test_a_deep_link_opens_the_chat_like_any_start(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage:
        person = on_telegram(stage)
        await person.say("/start poster_2024-A")
        assert "開始申請" in person.buttons

"""The button that sends one's own number: it answers where a number was asked, and is there only as long as one is."""

from pathlib import Path

import pytest

from bot.demo.standins.telegram import TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from tests.stories.test_typed_ahead import come, play, serving


async def share(person: TelegramPerson) -> None:
    """Send one's own contact, which Telegram's menu offers at any time."""
    contact = {"phone_number": "886912345678", "first_name": "T", "user_id": person.user}
    await person.send({"message": person.message(contact=contact)})


async def test_a_contact_is_no_answer_to_a_question_in_words(tmp_path: Path) -> None:
    async with come(tmp_path, "polling") as (person, _):
        await share(person)
        assert "✔" not in person.screen
        assert "聯絡人名片我還看不懂" in person.screen
        assert "聯絡人姓名" in person.screen
        await person.say("林小華")
        assert "✔ 聯絡人姓名：林小華" in person.screen


@pytest.mark.parametrize("way", ["上一題", "暫停", "02-25533988", "button"])
@pytest.mark.parametrize("restarted", [False, True])
async def test_the_keyboard_leaves_with_its_question(tmp_path: Path, way: str, *, restarted: bool) -> None:
    """Also when a process that has just started asks next: it knows what was asked, not what is on the screen."""
    async with TelegramStandin().running() as telegram:
        person = TelegramPerson(telegram)
        chat = telegram.chats[person.user]
        async with serving(tmp_path, telegram, "polling") as service:
            await play(person, service, "contact_phone")
            assert chat.reply_keyboard == ["傳送我的電話號碼"]
            if not restarted:
                await leave(person, way)
                assert chat.reply_keyboard == []
        if restarted:
            telegram.commands.clear()
            async with serving(tmp_path, telegram, "polling"):
                await leave(person, way)
                assert chat.reply_keyboard == []
        assert person.refused_calls == 0


async def leave(person: TelegramPerson, way: str) -> None:
    """Answer the question, or go elsewhere."""
    if way == "button":
        await person.share_number()
        assert "✔ 聯絡電話：0912-345-678" in person.history
    else:
        await person.say(way)


async def test_the_keyboard_stays_while_the_number_is_still_asked_for(tmp_path: Path) -> None:
    async with TelegramStandin().running() as telegram:
        person = TelegramPerson(telegram)
        async with serving(tmp_path, telegram, "polling") as service:
            await play(person, service, "contact_phone")
            for text in ("沒有電話", "進度", "說明"):
                await person.say(text)
                assert telegram.chats[person.user].reply_keyboard == ["傳送我的電話號碼"]
            assert person.history.count("也可以按下面的按鈕") == 1

"""Telegram's replies over real HTTP: what a person sees, and what becomes of a reply in trouble."""

import asyncio

import pytest

from bot.demo.standins.person import Person
from bot.demo.standins.telegram import Trouble
from flows.interface.inbound import Inbound, Media, Opened, Sent, Tap, Text
from flows.interface.messages import Choice, Look, Message
from tests.bot.channels import samples
from tests.bot.channels.reply_recorder import until
from tests.bot.channels.telegram.scene import PDF, TelegramScene


async def test_a_conversation(telegram: TelegramScene) -> None:
    person = telegram.person()
    await person.open()
    assert person.screen == "opened"
    await person.say("1 < 2")
    assert person.screen == "text 1 < 2"
    await person.sticker()
    assert person.screen == "sent sticker"
    assert telegram.desk.contents() == [Opened(), Text("1 < 2"), Sent(Media.STICKER)]
    await until(lambda: telegram.channel.replies == len(telegram.desk.commits))


async def test_a_person_taps_what_hangs_in_the_chat(telegram: TelegramScene) -> None:
    telegram.answer(samples.QUESTION)
    person: Person = telegram.person()
    await person.say("hi")
    await person.tap("獨資商號")
    await person.tap("w:113.1:back")
    assert telegram.desk.contents()[1:] == [Tap("a:113.1:type:sole"), Tap("w:113.1:back")]
    assert telegram.standin.methods().count("answerCallbackQuery") == 2


async def test_a_tap_is_acknowledged_before_its_turn_is_stored(polling: TelegramScene) -> None:
    polling.answer(samples.QUESTION)
    person = polling.person()
    await person.say("hi")
    polling.desk.slow["commit 4001"] = 0.3
    tapping = asyncio.create_task(person.tap("公司"))
    await until(lambda: "answerCallbackQuery" in polling.standin.methods())
    assert len(polling.desk.commits) == 1
    await tapping


async def test_ticking_a_box_changes_the_message_in_place(telegram: TelegramScene) -> None:
    ticked: list[str] = []

    def answer(inbound: Inbound) -> tuple[Message, ...]:
        if isinstance(inbound.content, Tap):
            ticked.append("日本" if inbound.content.data.endswith(":17") else "韓國")
        return (samples.markets(*ticked),)

    telegram.desk.answer = answer
    person = telegram.person()
    await person.say("hi")
    (before,) = person.shown
    await person.tap("日本")
    await person.tap("韓國")
    (after,) = person.shown
    assert after.message_id == before.message_id
    assert {"☑ 17. 日本", "☑ 18. 韓國"} <= set(person.buttons)
    assert telegram.standin.methods().count("sendMessage") == 1


async def test_a_row_answered_shows_the_next_in_place_and_the_next_question_in_a_new_message(
    telegram: TelegramScene,
) -> None:
    """Eight rows in one message, and not in eight."""

    def answer(inbound: Inbound) -> tuple[Message, ...]:
        row = int(inbound.content.data[-1]) + 1 if isinstance(inbound.content, Tap) else 1
        step = Choice(1, f"{row} 分", f"a:113.1:capability:1:{row}")
        return (Message(Look.QUESTION, title=f"第 {row} 列", choices=(step,), question="capability"),)

    telegram.desk.answer = answer
    person = telegram.person()
    await person.say("hi")
    (first,) = person.shown
    for _ in range(3):
        await person.tap(next(iter(person.buttons)))
    assert [shown.message_id for shown in person.shown] == [first.message_id]
    assert person.screen == "第 4 列"
    telegram.answer(samples.QUESTION)
    await person.tap(next(iter(person.buttons)))
    assert [shown.message_id for shown in person.shown] != [first.message_id]


async def test_a_double_tap_changes_nothing_and_counts_as_shown(telegram: TelegramScene) -> None:
    telegram.answer(samples.markets("日本"))
    person = telegram.person()
    await person.say("hi")
    await person.tap("日本")
    await until(lambda: telegram.channel.replies == len(telegram.desk.commits))
    assert telegram.standin.methods().count("sendMessage") == 1


async def test_a_tick_in_a_deleted_message_gets_a_new_one(telegram: TelegramScene) -> None:
    telegram.answer(samples.markets("日本"))
    person = telegram.person()
    await person.send({"callback_query": person.callback("t:113.1:markets:17", 999)})
    assert "☑ 17. 日本" in person.buttons
    assert telegram.standin.methods().count("sendMessage") == 1


async def test_a_tick_on_an_older_question_leaves_that_message_alone(telegram: TelegramScene) -> None:
    telegram.answer(samples.markets())
    person = telegram.person()
    await person.say("hi")
    (old,) = person.shown
    text = old.text
    telegram.answer(samples.QUESTION)
    await person.tap("日本")
    assert "登記型態" in person.screen
    assert old.text == text


@pytest.mark.parametrize("message", samples.ALL, ids=lambda message: message.title or "untitled")
async def test_every_message_arrives(polling: TelegramScene, message: Message) -> None:
    polling.answer(message)
    person = polling.person()
    await person.say("hi")
    assert person.screen
    assert {call.status for call in polling.standin.calls} == {200}


async def test_a_document_arrives_as_a_file(telegram: TelegramScene) -> None:
    telegram.answer(samples.document())
    person = telegram.person()
    await person.say("hi")
    (file,) = person.documents
    assert (file.name, file.url, file.content) == ("113-0042 申請書.pdf", "application/pdf", PDF)
    assert person.screen == "已收件\n\n案號 113-0042\n\n請列印簽名後拍照回傳"


async def test_a_file_that_cannot_be_read_arrives_as_its_link(polling: TelegramScene) -> None:
    lost = samples.document()
    assert lost.attachment
    file = type(lost.attachment)("gone", "申請書.pdf", "caption", "https://example.com/f", "")
    polling.answer(Message(Look.RECEIPT, title="已收件", attachment=file))
    person = polling.person()
    await person.say("hi")
    assert "申請書.pdf\n開啟文件\nhttps://example.com/f" in person.screen


async def test_a_slow_answer_shows_typing(polling: TelegramScene) -> None:
    polling.desk.slow["look up"] = 1.7
    person = polling.person()
    await person.say("look up")
    await person.say("quick")
    assert polling.standin.methods().count("sendChatAction") == 1


async def test_a_person_who_blocked_the_bot_is_counted_and_left_alone(polling: TelegramScene) -> None:
    person = polling.person()
    polling.standin.chats[4001].blocked = True
    await polling.standin.deliver({"message": person.message(text="hi")})
    await until(lambda: polling.channel.blocked == 1)
    assert polling.desk.known_sent == []


async def test_refused_markup_is_said_plainly(polling: TelegramScene) -> None:
    polling.standin.trouble("sendMessage", Trouble(400, "Bad Request: can't parse entities"))
    person = polling.person()
    await person.say("<hi>")
    assert person.screen == "text <hi>"


async def test_ones_own_number_is_a_button_until_it_is_answered(telegram: TelegramScene) -> None:
    asked = Message(Look.QUESTION, title="聯絡電話", buttons=(samples.BACK,), own_number=True)
    telegram.answer(asked)
    person = telegram.person()
    await person.say("hi")
    await person.say("沒有電話")
    chat = telegram.standin.chats[4001]
    assert chat.reply_keyboard == ["傳送我的電話"]
    assert "上一題" in person.buttons
    assert [shown.text for shown in chat.messages.values()].count("也可以按按鈕") == 1
    telegram.answer(samples.QUESTION)
    await person.share_number()
    assert telegram.desk.contents()[-1] == Text("+886912345678")
    assert chat.reply_keyboard == []
    notes, question = person.shown
    assert notes.text == "✔ 企業名稱：大發 <b>& 食品</b>\n\n⚠ 與登記資料不同"
    assert "企業名稱" not in question.text
    assert question.keyboard


async def test_the_number_of_somebody_else_is_none(polling: TelegramScene) -> None:
    polling.answer(Message(Look.QUESTION, title="聯絡電話", own_number=True))
    person = polling.person()
    await person.say("hi")
    await person.send({"message": person.message(contact={"phone_number": "1", "user_id": 9})})
    assert polling.desk.contents()[-1] == Sent(Media.CONTACT)
    assert polling.standin.chats[4001].reply_keyboard

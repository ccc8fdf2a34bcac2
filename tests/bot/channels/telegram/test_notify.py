"""Messages nobody asked for just now, on Telegram over real HTTP."""

from bot.channels.telegram.notify import notify
from bot.demo.standins.telegram import TOKEN, Trouble
from flows.interface.inbound import Tap
from flows.interface.messages import Button, Look, Message, Weight
from tests.bot.channels.reply_recorder import words
from tests.bot.channels.telegram.scene import TelegramScene

NEWS = Message(
    Look.CONFIRM,
    "有名額了",
    "為您保留到 06/21 11:00",
    buttons=(Button("繼續填寫", "w:113.1:start", Weight.PRIMARY, "繼續填寫"),),
    language="zh-TW",
)


async def test_a_person_is_told_and_can_go_on_with_one_tap(polling: TelegramScene) -> None:
    person = polling.person()
    await person.say("hi")
    await notify(TOKEN, polling.standin.url, words, "4001", [NEWS])
    newest = list(polling.standin.chats[4001].messages.values())[-1]
    assert "為您保留到 06/21 11:00" in newest.text
    await person.tap("繼續填寫")
    assert polling.desk.received[-1].content == Tap("w:113.1:start")


async def test_somebody_who_blocked_the_bot_is_no_failure(polling: TelegramScene) -> None:
    polling.standin.trouble("sendMessage", Trouble(403, "Forbidden: bot was blocked by the user"))
    before = len(polling.standin.calls)
    await notify(TOKEN, polling.standin.url, words, "4001", [NEWS])
    assert [call.status for call in polling.standin.calls[before:] if call.method == "sendMessage"] == [403]

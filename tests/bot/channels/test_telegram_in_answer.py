"""By webhook the reply travels in the answer, where Telegram takes one call: cheaper, but nobody tells of its fate."""

import asyncio
from typing import cast

from flows.inbound import Inbound, Text
from flows.messages import Look, Message
from tests.bot.channels import samples
from tests.bot.channels.desk import echo, until
from tests.bot.channels.telegram_scene import SECRET, TelegramScene
from tests.standins.telegram import Trouble


async def test_a_reply_of_one_message_costs_no_request(webhook: TelegramScene) -> None:
    webhook.answer(samples.QUESTION)
    served = len(webhook.standin.served)
    person = webhook.person()
    await person.say("hi")
    assert "登記型態" in person.screen
    assert len(webhook.standin.served) == served


async def test_a_tap_costs_the_one_that_ends_its_spinner(webhook: TelegramScene) -> None:
    webhook.answer(samples.QUESTION)
    person = webhook.person()
    await person.say("hi")
    served = len(webhook.standin.served)
    await person.tap("公司")
    await until(lambda: len(webhook.standin.served) > served)
    assert webhook.standin.served[served:] == ["answerCallbackQuery"]


async def test_a_ticked_box_is_changed_by_a_request_whose_error_matters(webhook: TelegramScene) -> None:
    webhook.answer(samples.markets("日本"))
    person = webhook.person()
    await person.say("hi")
    served = len(webhook.standin.served)
    webhook.standin.trouble("editMessageText", Trouble(400, "Bad Request: message to edit not found"))
    await person.tap("日本")
    assert webhook.standin.served[served:] == ["editMessageText", "sendMessage"]
    assert webhook.standin.methods().count("answerCallbackQuery") == 1


async def test_what_takes_time_is_answered_beside(webhook: TelegramScene) -> None:
    webhook.desk.slow["slow"] = 0.2
    person = webhook.person()
    await person.say("slow")
    assert person.screen == "text slow"
    assert webhook.desk.known_sent == webhook.desk.commits


async def test_nothing_overtakes_a_reply_on_its_way(webhook: TelegramScene) -> None:
    webhook.desk.slow["slow"] = 0.3
    person = webhook.person()
    slow = asyncio.create_task(person.say("slow"))
    await until(lambda: len(webhook.desk.commits) == 1)
    await person.say("quick")
    await slow
    await until(lambda: webhook.channel.replies == 2)
    chat = webhook.standin.chats[person.user]
    assert [chat.messages[number].text for number in sorted(chat.messages)] == ["text slow", "text quick"]


async def test_an_answer_that_was_lost_comes_again_with_the_update(webhook: TelegramScene) -> None:
    """Only Telegram's silence says that it arrived, so the reply never counts as known to have gone out."""
    await webhook.person().say("hi")
    assert webhook.desk.commits
    assert webhook.desk.known_sent == []


async def test_a_reply_that_cannot_be_prepared_does_not_make_telegram_try_for_ever(
    webhook: TelegramScene,
) -> None:
    def answer(inbound: Inbound) -> tuple[Message, ...]:
        if inbound.content == Text("bad"):
            raise RuntimeError("secret answer 12345675")
        return echo(inbound)

    webhook.desk.answer = answer
    update = {"update_id": 7, "message": webhook.person().message(text="bad")}
    assert await webhook.standin.post(update, SECRET) == 200
    await until(lambda: webhook.channel.lost == 1)


async def test_a_reply_that_cannot_be_drawn_does_not_make_telegram_try_for_ever(
    webhook: TelegramScene,
) -> None:
    """What no drawing was foreseen for: its commit stands, so bringing the update again would help nobody."""
    webhook.answer(Message(cast("Look", None), body=cast("str", None)))
    update = {"update_id": 7, "message": webhook.person().message(text="hi")}
    assert await webhook.standin.post(update, SECRET) == 200
    await until(lambda: webhook.channel.lost == 1)


async def test_nothing_overtakes_the_reply_of_a_message_that_was_being_stored(webhook: TelegramScene) -> None:
    """Both were posted before either was stored; the first one's reply takes time."""
    person = webhook.person()
    webhook.desk.slow |= {"slow": 0.3, f"commit {person.user}": 0.3}
    slow = asyncio.create_task(person.say("slow"))
    await until(lambda: len(webhook.desk.received) == 1)
    await person.say("quick")
    await slow
    await until(lambda: webhook.channel.replies == 2)
    chat = webhook.standin.chats[person.user]
    assert [chat.messages[number].text for number in sorted(chat.messages)] == ["text slow", "text quick"]

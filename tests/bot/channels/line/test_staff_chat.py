"""Staff who answer in the same chat: the engine is told that they can; what the bot answered is marked as read."""

import asyncio

import pytest

from bot.demo.standins.line_account import LineAccount
from flows.interface.inbound import Inbound, Text
from flows.interface.messages import Look, Message
from tests.bot.channels.line.scene import running_line


def not_for_us(inbound: Inbound) -> tuple[Message, ...]:
    """Answers nothing that is said to staff."""
    return () if inbound.content == Text("to staff") else (Message(Look.PLAIN, title="?"),)


@pytest.mark.parametrize(("wanted", "chats"), [(False, False), (False, True), (True, False), (True, True)])
async def test_staff_answer_where_it_is_wanted_and_line_allows_it(
    wanted: bool, chats: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_line(account=LineAccount(chats=chats), staff_chat=wanted) as scene:
        await scene.person().say("hi")
        (inbound,) = scene.desk.received
        assert inbound.staffed == (wanted and chats)
        assert ("line.staff_cannot_chat" in caplog.text) == (wanted and not chats)


@pytest.mark.parametrize("chats", [False, True])
async def test_what_the_bot_answered_is_marked_as_read_and_what_is_for_staff_is_not(chats: bool) -> None:
    async with running_line(account=LineAccount(chats=chats)) as scene:
        scene.desk.answer = not_for_us
        person = scene.person()
        await person.say("hi")
        first = person.said
        await person.post(person.message("text", text="to staff"))
        await person.say("back")
        await asyncio.gather(*scene.channel._turns._tasks)
        marked = scene.standin.account.read
        assert marked == ([f"read-{first}", f"read-{person.said}"] if chats else [])
        assert scene.channel.lost == 0


async def test_a_mark_that_fails_costs_no_reply() -> None:
    async with running_line(account=LineAccount(chats=True)) as scene:
        scene.standin.trouble("/v2/bot/chat/markAsRead", 500)
        person = scene.person()
        await person.say("hi")
        assert person.shown
        await asyncio.gather(*scene.channel._turns._tasks)
        assert scene.channel.replies == 1

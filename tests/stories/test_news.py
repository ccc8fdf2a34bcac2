"""News that nobody asked for just now: told unasked only where the reply could not, and never needed."""

import asyncio
from pathlib import Path

from bot.demo.rehearsal import RunningRehearsal, staged
from bot.demo.standins.line import LOST
from bot.demo.standins.line_person import LinePerson
from bot.demo.standins.smtp_server import At
from bot.demo.standins.telegram_person import TelegramPerson
from bot.notifications.push_quota import PUSHED
from tests.bot.channels.reply_recorder import until
from tests.fixtures.photos import photo
from tests.stories.test_lost_reply import measured
from tests.stories.test_signed_copy import SIGNED, submitted

PUSH = "/v2/bot/message/push"
LATE = "執行單位已收到案件 113-0001 的簽章申請書"


async def sent_to_a_busy_mailbox(stage: RunningRehearsal) -> None:
    """Send the signed copy while the programme's mail server wants to be asked again a little later."""
    await submitted(stage)
    stage.service.case_status.patience = 0.2
    await stage.person.photograph(photo(SIGNED))
    stage.mailbox.refuse("451 4.7.1 greylisted", at=At.RECIPIENT)
    await stage.person.tap("送出")
    assert "已收到簽章申請書" in stage.person.screen
    assert "信箱已在" not in stage.person.screen
    await stage.mailbox.wait_for(3, 30)


async def test_on_line_it_is_one_push_even_if_its_answer_is_lost(tmp_path: Path) -> None:
    async with staged(tmp_path, "line") as stage:
        person = stage.person
        assert isinstance(person, LinePerson)
        person.platform.trouble(PUSH, LOST)
        await sent_to_a_busy_mailbox(stage)
        await until(lambda: person.platform.paths().count(PUSH) == 2, 20)
        ((_, (card,)),) = person.platform.pushes.delivered
        assert LATE in card["altText"]
        await counted(stage, 1)


async def test_on_line_without_quota_nothing_is_pushed_and_the_status_tells(tmp_path: Path) -> None:
    async with staged(tmp_path, "line") as stage:
        person = stage.person
        assert isinstance(person, LinePerson)
        person.platform.pushes.quota = 0
        await sent_to_a_busy_mailbox(stage)
        await until(lambda: "/v2/bot/message/quota/consumption" in person.platform.paths(), 20)
        await person.say("進度")
        assert "簽章申請書寄給執行單位 ✔" in person.screen.replace("\n", " ")
        assert PUSH not in person.platform.paths()
        await counted(stage, 0)


async def test_on_telegram_it_is_a_message(tmp_path: Path) -> None:
    async with staged(tmp_path, "telegram") as stage:
        person = stage.person
        assert isinstance(person, TelegramPerson)
        await sent_to_a_busy_mailbox(stage)
        chat = person.platform.chats[person.user]
        await until(lambda: any(LATE in shown.text for shown in chat.messages.values()), 20)


async def counted(stage: RunningRehearsal, pushes: int) -> None:
    """What /metrics comes to say."""
    async with asyncio.timeout(10):
        while await stage.service.once_keys.count(PUSHED) != pushes:  # noqa: ASYNC110 - a database has no bell
            await asyncio.sleep(0.02)
    assert (await measured(stage.url))["intake_line_pushes_total"] == pushes

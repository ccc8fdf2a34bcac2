"""Killed after any commit and delivered again by another process, the application moves all the same, and once."""

import re

from bot.conversation.turn_processor import TurnProcessor
from flows.events.contribution import ContributorInvited
from flows.events.handover import HandedOver, TakenBack
from flows.interface.inbound import Content, Text
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.ends import NINE, Ended, claiming, told
from tests.support.lobby import ANSWERS, answers_of, replica, stored_events


async def insisted(database: Database, person: Ended, content: Content) -> str:
    """Brought to a process that dies after its commit and before anything follows from it, and brought again to another
    one; what they are told then."""
    inbound = person.inbound(content)
    dying = Journal(database)
    await claiming(replica(database, dying))(inbound)
    await dying.close()
    journal = Journal(database)
    living: TurnProcessor = replica(database, journal)
    await person.seen(await claiming(living)(inbound))
    screen = told(person.screen)
    events = await stored_events(database)
    await claiming(replica(database, journal))(inbound)
    assert await stored_events(database) == events, "brought once more it changes nothing"
    await journal.close()
    return screen


async def test_killed_and_delivered_again_at_every_step_it_moves_once(database: Database) -> None:
    owner, end = Ended(), Ended("phone", "telegram")
    journal = Journal(database)
    turns = replica(database, journal)
    await owner.type(turns, "hi", "同意")
    await owner.act([turns], ANSWERS, "employee_count")
    await owner.type(turns, "換裝置")
    shown = NINE.search(await insisted(database, owner, owner.tap("換到 Telegram")))
    assert shown
    said = await insisted(database, end, Text(f"接手 {shown[0]}"))
    digits = re.search(r"兩位數：(\d\d)", said)
    assert digits
    assert "已換到" in await insisted(database, owner, Text(digits[1]))
    assert "從 LINE 轉來" in await insisted(database, end, Text("開始"))
    await insisted(database, end, Text("12"))
    await insisted(database, owner, Text("拿回來"))
    assert "已回到原來的聊天" in await insisted(database, end, Text("99"))
    assert (await answers_of(database))["employee_count"] == 12
    moves = [event for event in await stored_events(database) if isinstance(event, HandedOver | TakenBack)]
    assert [type(event) for event in moves] == [HandedOver, TakenBack]
    await journal.close()


async def test_killed_before_the_link_for_a_colleague_is_made_it_is_made_when_the_message_comes_again(
    database: Database,
) -> None:
    owner, journal = Ended(), Journal(database)
    turns = replica(database, journal)
    await owner.type(turns, "hi", "同意")
    await owner.act([turns], ANSWERS, "employee_count")
    await owner.type(turns, "請同事填")
    assert "把連結傳給同事" in await insisted(database, owner, owner.tap("第 2 頁"))
    invited = [event for event in await stored_events(database) if isinstance(event, ContributorInvited)]
    assert len(invited) == 1
    await journal.close()

"""Several people of one company: the second one comes, names the case number, joins or replaces."""

from bot.conversation.turn_processor import TurnProcessor
from flows.interface.inbound import Tap, Text
from flows.interface.messages import Message
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.records import Application
from tests.bot.conversation.test_places import ANSWERS, UBNS, come
from tests.support.lobby import CODE, Visitor

CASE = "113-0001"
"""The number of the first application."""


async def press(visitor: Visitor, turns: TurnProcessor, label: str) -> tuple[Message, ...]:
    """Tap the button of that label."""
    button = next(button for button in visitor.screen[-1].buttons if button.label == label)
    return await visitor.send(turns, Tap(button.tap))


async def second_of(turns: TurnProcessor, user: str = "second", case: str = CASE) -> Visitor:
    """Somebody else of the company, who has named the case number and the check code."""
    visitor = await come(turns, user, UBNS[0], "company_name")
    await visitor.send(turns, Text(f"案件編號 {case}-{CODE}"))
    return visitor


async def filled_in(turns: TurnProcessor, visitor: Visitor, until: str = "submit") -> None:
    """Whoever replaces an application answers everything."""
    await press(visitor, turns, "由我重新申請")
    await visitor.act([turns], ANSWERS | {"ubn": UBNS[0]}, until)
    assert visitor.at(until)


async def application(database: Database, case: str) -> Application:
    """The application of that number."""
    found = await Applications(database).get(case)
    assert found is not None
    return found


async def asked(turns: TurnProcessor, user: str = "second") -> Visitor:
    """Somebody else of the company, whose application waits to take the place of the first one."""
    visitor = await second_of(turns, user)
    await filled_in(turns, visitor)
    await visitor.send(turns, Text("確認送出"))
    assert visitor.at("receipt")
    return visitor


async def agreed(turns: TurnProcessor, first: Visitor) -> None:
    """The earlier applicant looks and agrees."""
    await first.send(turns, Text("進度"))
    await press(first, turns, "同意取代")

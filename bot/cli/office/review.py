"""`review`: an act of the office on a case, as the buttons of its page do it."""

from datetime import date

from aiohttp import web

from bot.cases.outgoing import WAITS
from bot.cli.decisions import staff_member
from bot.command_words import phrase
from bot.office.act_execution import ActExecution, ActResult
from bot.office.act_forms import Filled, blank
from bot.office.opened_case import opened
from bot.office.rendering import words
from bot.office.sessions import Member
from bot.presenter.context import clock
from bot.service import Service
from flows.cases.decide import Act, StaffRole, open_acts
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents


async def review(
    service: Service, case: str, act: str, *, note: str, day: str, reason: list[str], tell: bool
) -> int | str | None:
    """Do it; exit code 2 with why it was not done. None if there is no such case."""
    events = CaseEvents(service.database)
    try:
        found = await opened(service, events, case)
    except web.HTTPNotFound:
        return None
    now = service.now()
    usual = blank(Act(act), found.case.table.deadlines, taipei_day(now))
    filled = Filled(note, _day(day) or usual.day, tuple(dict.fromkeys(reason)), tell)
    member = Member(staff_member(), StaffRole.MANAGER, "")
    outcome = await ActExecution(service, events).perform(
        found, member, Act(act), filled, found.case.state.last
    )
    if outcome.result is ActResult.DONE:
        told = tell and Act(act) is not Act.RECEIVED
        leaves = clock(now + WAITS)
        return phrase(
            "review.told" if told else "review.done", case=case, act=words()["acts"][act], at=leaves
        )
    why = outcome.why.value if outcome.why else "moved"
    possible = "、".join(words()["acts"][one.value] for one in open_acts(found.case, StaffRole.MANAGER))
    print(phrase("review.refused", case=case, why=words()["problem"][why], possible=possible))
    return 2


def _day(text: str) -> str:
    """The day as events keep it; what is none stays, to be refused as such."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text

"""An office with alliances that have sent their proposals: leaders and members in chats, their messages kept."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.cases.case_stream import case_of, recorded
from bot.cases.case_writing import change_of
from bot.channels.base import Notification
from bot.config.settings import Settings
from bot.paths import TEMPLATES
from flows.cases.decide import Case
from flows.cases.events import CaseEvent
from flows.events.alliance import ProposalSent
from flows.events.answering import Answered
from flows.events.codec import to_json
from flows.events.consent import LanguageChosen, Started
from flows.interface.messages import Message
from storage.cases.stream.case_events import CaseEvents
from storage.journal.outcomes import Appended
from storage.records import Identity, SeatState
from tests.bot.office.opened_office import LIN, WANG, Browser, Office, office
from tests.storage.make import session, submitting, turn

PROGRAMME = "alliance-113"
ALLIANCES = ("泰美保養", "好茶出海", "智慧餐旅")
CASES = ("113-A001", "113-A002", "113-A003")


def with_alliances(settings: Settings) -> Settings:
    """Both programmes, reachable from outside."""
    folder = TEMPLATES / "alliance" / "programmes"
    both = Path(f"{settings.programme_file}{os.pathsep}{folder / '113A.toml'}")
    return settings.model_copy(update={"programme_file": both, "public_url": "https://intake.example"})


@dataclass
class Alliances:
    """What a test holds. `said` are the messages people got unasked, by user."""

    desk: Office
    lin: Browser
    wang: Browser
    said: dict[str, list[Message]] = field(default_factory=dict)
    heard: set[UUID] = field(default_factory=set)

    async def hear(self, notification: Notification) -> None:
        """Keep what somebody is told; what is told again after a kill is known by its key."""
        if notification.key in self.heard:
            return
        self.heard.add(notification.key)
        self.said.setdefault(notification.user, []).extend(notification.messages)

    async def case(self, number: str) -> Case:
        """As it is."""
        service = self.desk.service
        application = await service.applications.get(number)
        assert application
        stored = await CaseEvents(service.database).of(number)
        return case_of(application, stored, service.definition(application))

    async def append(self, number: str, *events: CaseEvent, who: str = LIN) -> None:
        """Add events as other pages do."""
        case, service = await self.case(number), self.desk.service
        change = change_of(case.events, events, who, service.now(), case.table)
        await CaseEvents(service.database).write(number, change, service.now())

    async def left(self) -> list[str]:
        """Let what waits leave; whom mails went to."""
        self.desk.later(minutes=11)
        return sorted(str(mail["To"]) for mail in await self.desk.work())

    async def events(self, number: str) -> Sequence[CaseEvent]:
        """What happened to a case."""
        stored = await CaseEvents(self.desk.service.database).of(number)
        return [one.event for one in recorded(stored)]


async def _seated(desk: Office, number: int, leader: int, form: str, said: dict[str, str]) -> None:
    """Somebody whose company has a seat, in a chat of theirs."""
    told = [to_json(Started(form, "en" if number % 10 == 2 else "zh-TW", PROGRAMME))]
    told += [to_json(Answered(question, value)) for question, value in said.items()]
    seat = SeatState(
        session(leader), PROGRAMME, f"{number:08d}", f"公司{number}", 31, 31, 3, True, False, {}, {}
    )
    who = Identity("telegram", "7", f"u{number}")
    outcome = await desk.service.journal.append(turn(number, identity=who, seat=seat, events=told))
    assert isinstance(outcome, Appended)


async def _sent(desk: Office, number: int, alliance: str) -> None:
    leader = number * 10
    said = {"alliance_name": alliance, "project_email": f"leader{number}@company.example"}
    await _seated(desk, leader, leader, "113L.1", said)
    for member in (leader + 1, leader + 2):
        await _seated(desk, member, leader, "113M.1", {"contact_email": f"member{member}@company.example"})
    record: dict[str, Any] = {
        "members": [],
        "revision": 1,
        "sent_at": desk.service.now().isoformat(),
        "entries": {},
    }
    new = submitting(
        leader, f"{leader:08d}", seq=2, scheme="alliance", programme=PROGRAMME, series="113A",
        case_number="113-A{:03d}".format, questionnaire="113L.1", company=f"{alliance}領導企業",
        answers=said, record=record, jobs=(),
        seal=lambda case: [to_json(ProposalSent(case, 1, record["sent_at"]))],
    )  # fmt: skip
    outcome = await desk.service.journal.append(
        replace(new, at=desk.service.now(), events=[to_json(LanguageChosen("zh-TW"))])
    )
    assert isinstance(outcome, Appended)


@asynccontextmanager
async def alliances(folder: Path) -> AsyncIterator[Alliances]:
    """Three alliances of three companies each; a member of each reads English."""
    async with office(folder, with_alliances) as desk:
        for number, name in enumerate(ALLIANCES, start=1):
            await _sent(desk, number, name)
        await desk.work()
        found = Alliances(desk, await desk.signed_in(LIN), await desk.signed_in(WANG))
        desk.service.notifier = replace(desk.service.notifier, notify_by_channel={"telegram": found.hear})
        yield found


def soon(desk: Office, **time: float) -> str:
    """A moment to come, as ISO."""
    return (desk.service.now() + timedelta(**time)).isoformat()

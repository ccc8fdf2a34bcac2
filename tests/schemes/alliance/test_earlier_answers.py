"""Who has applied for a diagnosis takes those answers over into an alliance: offered, shown, taken by one tap; nobody
else's are ever looked at."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.config.settings import Settings
from bot.demo.alliance.diagnosis import apply_for_diagnosis
from bot.demo.alliance.player import CODE, AlliancePlayer
from bot.demo.alliance.script import AllianceScript
from bot.demo.alliance.showcase import LEADER_FORM, MEMBER_FORM, alliance_programme
from bot.demo.demo import PROGRAMMES, embedded
from bot.demo.people import free_port
from bot.demo.standins.web_person import WebPerson
from bot.paths import TEMPLATES
from bot.service import Service
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.state import Session
from storage.alliances.alliances import Alliances
from tests.schemes.alliance.examples import ALLIANCES

SCRIPT = AllianceScript(next(each for each in ALLIANCES if each["id"] == "P1"))
COMPANY = next(each for each in SCRIPT.members if each.exports == "planning")
"""One that exports nothing, which is asked least."""


@dataclass
class Town:
    """People in one service."""

    service: Service
    url: str
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def player(self, name: str, form: str) -> AlliancePlayer:
        """Another person, who would answer for that company."""
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.sessions.append(session)
        edition = self.service.catalogue.editions[form]
        return AlliancePlayer(name, COMPANY.answers(), edition, WebPerson(session, self.url))


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """A service of both schemes."""
    programmes = Path(os.pathsep.join(str(TEMPLATES / each) for each in PROGRAMMES))
    settings = Settings(
        database_url=f"sqlite:///{folder}/bot.db", port=free_port(), programme_file=programmes
    )
    companies = {member.ubn: member.registered() for member in SCRIPT.members}
    async with embedded(settings, companies=companies) as (service, _, url):
        made = Town(service, url)
        yield made
        for session in made.sessions:
            await session.close()


async def test_a_company_that_has_applied_confirms_in_eighteen_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as people:
        leader = people.player("leader", LEADER_FORM)
        await leader.begin(alliance_programme(people.service))
        await leader.say("進度")
        await leader.act("go", "members")
        await leader.say(COMPANY.ubn)
        await leader.act("invite")
        code = CODE.findall(leader.screen)[0]
        member = people.player("member", MEMBER_FORM)
        assert await apply_for_diagnosis(people.service, member.person, COMPANY) == "113-0001"
        await member.join(code)
        assert "您填過這家公司的資料" in member.screen
        assert f"主要產品／服務：{COMPANY.answers()['main_products']}" in member.screen
        await member.answer()
        assert await member.act("hand_over")
        assert member.messages <= 18
        [seat] = await Alliances(people.service.database).seats(await _only_alliance(people.service))
        assert (seat.ubn, seat.confirmed) == (COMPANY.ubn, True)
        assert (seat.figures["verdict"], seat.figures["name_check"]) == ("eligible", "same")
        await _is_a_copy(people.service, seat.session)
        await _nobody_elses(people, leader)


async def _is_a_copy(service: Service, key: str) -> None:
    """What the register says is taken from there, the rest marked as taken over, and the diagnosis as it was."""
    stored = await service.journal.load_session(key)
    assert stored
    answers = fold(Session("", ""), map(from_json, stored.events)).answers
    assert {answers[name].source for name in ("company_name", "paid_in_capital")} == {"register"}
    assert {answers[name].source for name in ("website", "contact_email")} == {"carried"}
    assert "industry_focus" not in answers
    application = await service.applications.get("113-0001")
    assert application
    assert application.answers["contact_email"] == COMPANY.answers()["contact_email"]


async def _nobody_elses(people: Town, leader: AlliancePlayer) -> None:
    """Somebody else who comes for the same company is offered nothing."""
    await leader.act("go", "members")
    await leader.act("anyone")
    other = people.player("other", MEMBER_FORM)
    await other.join(CODE.findall(leader.screen)[0], COMPANY.ubn)
    assert f"統一編號：{COMPANY.ubn}" in other.screen
    assert "您填過這家公司的資料" not in other.screen


async def _only_alliance(service: Service) -> str:
    stored = await service.journal.newest()
    assert stored
    return fold(Session("", ""), map(from_json, stored.events)).alliance.seat

"""The demo's alliance of seven, half filled in: played once by its people into a database that has none."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import aiohttp

from bot.demo.alliance import leader
from bot.demo.alliance.player import AlliancePlayer
from bot.demo.alliance.script import SAMPLES, AllianceScript
from bot.demo.standins.registry_formats import Sample
from bot.demo.standins.web_person import WebPerson
from bot.service import Service
from flows.definitions.programme import Programme
from flows.interface.inbound import Sender
from flows.scheme.definition import Catalogue, Definition
from storage.alliances.alliances import Alliances

LEADER_FORM, MEMBER_FORM = "113L.1", "113M.1"
HANDED_OVER = 3
"""Members whose form is done; of the two after them one is in the middle of it and one has only joined, and the last
one has still to come."""
HALFWAY = 14
"""Steps of the one that is in the middle."""

log = logging.getLogger("bot.demo.alliance")


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody whose chat can be played: by what name a page calls them, for which company, by which form."""

    name: str
    company: str
    form: str
    answers: Mapping[str, object]

    @property
    def sender(self) -> Sender:
        """Who they are in the web chat."""
        return Sender("web", "demo", f"demo-alliance-{self.name}".ljust(24, "-"))


class Showcase:
    """The alliance of the samples' file, or the first companies of it."""

    def __init__(self, companies: int = 7) -> None:
        self.script = AllianceScript(json.loads((SAMPLES / "alliance.json").read_text(encoding="utf-8")))
        self._members = self.script.members[:companies]
        first, *others = self._members
        self.cast: Sequence[Character] = [
            Character("leader", first.name, LEADER_FORM, self.script.leader_answers()),
            *(Character(f"member-{each.place}", each.name, MEMBER_FORM, each.answers()) for each in others),
        ]

    @property
    def companies(self) -> Mapping[str, Sample]:
        """Its companies as the registers have them."""
        return {each.ubn: each.registered() for each in self._members}

    async def play(self, service: Service, url: str) -> None:
        """Play it, unless the database has it. What goes wrong is logged: the demo runs without it."""
        try:
            if not await Alliances(service.database).led_by(self._members[0].ubn):
                await self._played(service, url)
        except Exception:
            log.exception("the alliance of the demo was not filled in to the end")

    async def _played(self, service: Service, url: str) -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as own:
            first = self._player(service, own, url, self.cast[0])
            await first.begin(alliance_programme(service))
            await first.answer()
            codes = await leader.invite(first, self._members[1:])
            await leader.indicators(first, self.script)
        for place, (character, code) in enumerate(zip(self.cast[1:-1], codes, strict=False)):
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as own:
                member = self._player(service, own, url, character)
                await member.join(code)
                if place < HANDED_OVER:
                    await member.answer()
                    await member.act("hand_over")
                elif place == HANDED_OVER:
                    await member.answer(HALFWAY)

    def _player(
        self, service: Service, own: aiohttp.ClientSession, url: str, character: Character
    ) -> AlliancePlayer:
        own.cookie_jar.update_cookies({"visitor": character.sender.user})
        edition, person = service.catalogue.editions[character.form], WebPerson(own, url)
        return AlliancePlayer(character.name, character.answers, edition, person)


def alliance_programme(service: Service) -> str:
    """The programme of alliances, by its id."""
    every = service.catalogue.programmes.values()
    return next(each.id for each in every if each.questionnaire == LEADER_FORM)


def showcase_of(programmes: Iterable[Programme]) -> Showcase | None:
    """The alliance to play, where alliances can apply."""
    return Showcase() if any(each.questionnaire == LEADER_FORM for each in programmes) else None


def forms_of_alliances(catalogue: Catalogue) -> tuple[Definition, Definition] | None:
    """The forms of leader and member, where alliances can apply."""
    found = [each.id for each in catalogue.programmes.values() if each.questionnaire == LEADER_FORM]
    if not found:
        return None
    return catalogue.of_case(LEADER_FORM, found[0]), catalogue.of_case(MEMBER_FORM, found[0])

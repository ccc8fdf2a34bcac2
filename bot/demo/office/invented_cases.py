"""Invented cases in every stage, made as real ones are: by turns of a chat, acts and jobs, on days before today.

They are made once, for a demo nobody has applied in yet. Their mails go into a folder that is thrown away: the mailbox
beside the chat belongs to whoever tries it."""

import asyncio
import json
import logging
import tempfile
import tomllib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import built
from bot.config.consultants import consultant_of
from bot.config.settings import Settings
from bot.consultants.people import People
from bot.demo.office.applicant import Applicant
from bot.demo.office.case_player import LIN, CasePlayer, NotPossible
from bot.demo.office.past import ClockByHand, Past
from bot.demo.player import Player
from bot.job_handlers import work_of
from bot.paths import ROOT
from bot.service import Service
from flows.definitions.programme import Programme

PLAN = ROOT / "templates" / "diagnosis" / "demo_office.toml"
PERSONAS = ROOT / "flows" / "schemes" / "diagnosis" / "samples"

SCHEME = "diagnosis"
"""Which scheme they apply for, whatever else the demo offers."""

BEGUN = "demo cases"
"""Marks a demo whose cases were begun: what a kill left of them is not made again."""

log = logging.getLogger("bot.demo")


@dataclass
class InventedCases:
    """Makes them; `made` are so many of `total` so far."""

    plan: Mapping[str, Any] = field(default_factory=lambda: tomllib.loads(PLAN.read_text(encoding="utf-8")))
    made: int = 0
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once there is nothing more to make."""

    @property
    def total(self) -> int:
        """How many there will be."""
        return sum(1 + ("replacement" in case) for case in self.plan["cases"])

    async def make(self, service: Service, programmes: Sequence[Programme]) -> None:
        """All of them into the database of a service, unless somebody has applied there."""
        if not await self._wanted(service):
            self.made = self.total
        else:
            await self._make(service, programmes)
        self.finished.set()

    async def _wanted(self, service: Service) -> bool:
        applied = [page async for page in service.applications.pages() if page]
        return not applied and await service.once_keys.put(BEGUN, service.now())

    async def _make(self, service: Service, programmes: Sequence[Programme]) -> None:
        ours = [one for one in programmes if one.scheme == SCHEME]
        async with _past(service.settings, ours, ClockByHand(service.now())) as past:
            for one in self.plan["consultants"]:
                await People(past.service).keep(consultant_of(one), LIN)
            today = service.now()
            for case in self.plan["cases"]:
                past.clock.at = today - timedelta(days=case["days"])
                try:
                    await self._made(past, case)
                except NotPossible as error:
                    log.error("invented case stopped: %s", error)
                await past.until(today)

    async def _made(self, past: Past, case: Mapping[str, Any]) -> None:
        played = await _applied(past, case, Applicant(past.service))
        self.made += 1
        later = case.get("replacement")
        if not later:
            return await _acts(played, case)
        past_day = past.clock.at + timedelta(days=case["days"] - later["days"])
        await past.until(past_day)
        colleague = Applicant(past.service)
        await _named(past, case, colleague, played.number)
        again = await _applied(
            past, {**case, **later, "answers": case["answers"] | later["answers"]}, colleague
        )
        self.made += 1
        await _acts(played, case)
        return await _acts(again, later)


async def _named(past: Past, case: Mapping[str, Any], colleague: Applicant, number: str) -> None:
    """A colleague finds that the company has applied, names the case and its code, and wants to apply instead."""
    await _player(past, case, colleague).play()
    application = await past.service.applications.get(number)
    assert application
    await colleague.say(number)
    await colleague.say(application.code)
    await colleague.tap(case["replacement"]["claim"])


async def _acts(played: CasePlayer, case: Mapping[str, Any]) -> None:
    for act in case["acts"]:
        await played.play(act)


async def _applied(past: Past, case: Mapping[str, Any], applicant: Applicant) -> CasePlayer:
    """Somebody answers everything and submits."""
    player = _player(past, case, applicant)
    await player.play()
    if not player.case_number:
        raise NotPossible(f"{case['answers']['ubn']} stopped at {player.stopped_at}")
    await past.work()
    return CasePlayer(past, player.case_number, past.clock.at, applicant)


def _player(past: Past, case: Mapping[str, Any], applicant: Applicant) -> Player:
    persona = json.loads((PERSONAS / f"{case['persona']}.json").read_text(encoding="utf-8"))
    persona["answers"] |= case["answers"]
    return Player(persona, past.service.editions[past.service.programme.questionnaire], applicant)


@asynccontextmanager
async def _past(
    settings: Settings, programmes: Sequence[Programme], clock: ClockByHand
) -> AsyncIterator[Past]:
    with tempfile.TemporaryDirectory() as mails:
        aside = {"smtp_url": "", "mail_dir": str(Path(mails))}
        async with built(
            settings.model_copy(update=aside), programmes=programmes, now=clock, migrating=False
        ) as service:
            yield Past(service, clock, work_of(service, demo=True).handlers)

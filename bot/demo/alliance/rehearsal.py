"""`rehearse` with an alliance: leader and members play through the real HTTP path, against stand-ins.

Writes transcript-*.txt for each person, book.pdf, label.pdf, mail-N.eml and report.json.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.config.catalogue import ALLIANCE
from bot.config.settings import SHIPPED_PROGRAMME, Settings
from bot.demo.alliance import leader
from bot.demo.alliance.afterwards import afterwards
from bot.demo.alliance.clock import RehearsalClock
from bot.demo.alliance.diagnosis import apply_for_diagnosis
from bot.demo.alliance.player import CODE, AlliancePlayer
from bot.demo.alliance.script import AllianceScript, MemberScript
from bot.demo.alliance.showcase import LEADER_FORM, MEMBER_FORM, alliance_programme
from bot.demo.demo import embedded
from bot.demo.people import PersonFactory, free_port, people_on
from bot.demo.standins.mailbox import Mailbox
from bot.paths import TEMPLATES
from bot.service import Service
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.state import Session
from storage.alliances.alliances import Alliances
from storage.stored_names import FileRole

PROGRAMME = TEMPLATES / "alliance" / "programmes" / "113A.toml"
STATUSES = {True: "待審核", False: "籌組中"}
OPENING = datetime.fromisoformat("2024-03-01T10:00:00+08:00")
"""When an alliance is played that does not say when."""

TYPING = timedelta(minutes=90)
"""So long before it is sent an alliance begins that says when that is."""

DIAGNOSIS_LETTERS = 2
"""To staff and to the applicant, of an application for a diagnosis."""

LETTERS = 3
"""The code that proves the address, the mail to staff, the receipt."""


@dataclass
class Play:
    """One run: the service, its people so far, and what came of it."""

    script: AllianceScript
    service: Service
    mailbox: Mailbox
    people: PersonFactory
    clock: RehearsalClock
    players: list[AlliancePlayer] = field(default_factory=list)
    letters: int = 0
    """Those of other applications."""

    def player(self, name: str, answers: Mapping[str, Any], form: str) -> AlliancePlayer:
        """Another person."""
        player = AlliancePlayer(name, answers, self.service.catalogue.editions[form], self.people.person())
        self.players.append(player)
        return player


async def rehearse_alliances(script: Mapping[str, Any], out: Path, channel: str) -> int:
    """Play one alliance into `out`, or each of several into a folder of its own there."""
    alliances = script.get("alliances", [script])
    reports = {}
    for place, given in enumerate(alliances, 1):
        folder = out if len(alliances) == 1 else out / str(given.get("id", place))
        reports[str(given.get("id", place))] = await _rehearse(AllianceScript(given), folder, channel)
    if len(alliances) > 1:
        _write(out / "report.json", reports)
    print(json.dumps(reports if len(alliances) > 1 else next(iter(reports.values())), ensure_ascii=False))
    return 0


async def _rehearse(script: AllianceScript, out: Path, channel: str) -> dict[str, Any]:
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with _staged(script, Path(folder), channel or script.given.get("channel", "web")) as play:
            try:
                await _play(play)
            finally:
                _keep_transcripts(play, out)
            report = await _report(play)
            await _keep(play, out, report)
            if steps := script.given.get("then"):
                report["then"] = await afterwards(play.service, play.players, steps, report["case_number"])
                _keep_transcripts(play, out)
    _write(out / "report.json", report)
    return report


def _programmes(script: AllianceScript) -> Path:
    """That of alliances; with that of the diagnosis where somebody applies for one."""
    files = [str(PROGRAMME)] + [str(SHIPPED_PROGRAMME)] * any(each.applied for each in script.members)
    return Path(os.pathsep.join(files))


@asynccontextmanager
async def _staged(script: AllianceScript, folder: Path, channel: str) -> AsyncIterator[Play]:
    pressed = script.given.get("timing", {}).get("pressed")
    begins = datetime.fromisoformat(pressed) - TYPING if pressed else OPENING
    clock = RehearsalClock(begins)
    settings = Settings(
        database_url=f"sqlite:///{folder}/bot.db", port=free_port(), programme_file=_programmes(script)
    )
    schemes = [] if any(each.applied for each in script.members) else [ALLIANCE]
    companies = {member.ubn: member.registered() for member in script.members}
    async with AsyncExitStack() as stack:
        settings, people = await stack.enter_async_context(people_on(settings, channel))
        service, mailbox, people.url = await stack.enter_async_context(
            embedded(settings, schemes=schemes, companies=companies, now=clock.now)
        )
        stack.push_async_callback(people.close)
        yield Play(script, service, mailbox, people, clock)


async def _play(play: Play) -> None:
    """Rivals first, then the leader up to the invitations, the members, and the leader to the end."""
    script = play.script
    for member in script.elsewhere:
        await _elsewhere(play, member)
    first = play.player("leader", script.leader_answers(), LEADER_FORM)
    await _apply_first(play, first, script.members[0])
    await first.begin(alliance_programme(play.service))
    await first.answer()
    others = script.members[1:]
    codes = await leader.invite(first, others) if others else []
    for member, code in zip(others, codes, strict=False):
        player = play.player(f"member-{member.place}", member.answers(), MEMBER_FORM)
        await _apply_first(play, player, member)
        await player.join(code)
        await player.answer()
        await player.act("hand_over")
    await leader.plan(first, script)
    await leader.prove(first, play.mailbox)
    await _send(play, first)


async def _send(play: Play, first: AlliancePlayer) -> None:
    """Send at the moment the file says, if it says one."""
    pressed = play.script.given.get("timing", {}).get("pressed")
    await first.act("go", "checks")
    if pressed:
        play.clock.stop_at(datetime.fromisoformat(pressed))
    await leader.send(first)


async def _apply_first(play: Play, player: AlliancePlayer, member: MemberScript) -> None:
    """The company applies for a diagnosis, where the file says so, before its person comes to the alliance."""
    if member.applied and await apply_for_diagnosis(play.service, player.person, member):
        play.letters += DIAGNOSIS_LETTERS
        await play.mailbox.wait_for(play.letters, 60)


async def _elsewhere(play: Play, member: MemberScript) -> None:
    """The company takes a seat in another alliance."""
    rival = play.player(f"other-leader-{member.place}", {}, LEADER_FORM)
    await rival.begin(alliance_programme(play.service))
    await rival.say("進度")
    await rival.act("go", "members")
    await rival.act("anyone")
    code = CODE.findall(rival.screen)[0]
    player = play.player(f"other-seat-{member.place}", member.answers(), MEMBER_FORM)
    await player.join(code, member.ubn)
    await rival.act("go", "board")
    await rival.act("go", "members")
    await rival.act("admit")


async def _report(play: Play) -> dict[str, Any]:
    session = await _leader_session(play.service, play.players, play.script)
    checked = session.entries.get("checked", {}) if session else {}
    part = session.alliance if session else None
    sent = bool(part and part.case_number)
    main = [each for each in play.players if not each.name.startswith("other-")]
    return {
        "case_number": part.case_number if part else "",
        "status": STATUSES[sent],
        "blocked_by": checked.get("blocks", []),
        "soft": checked.get("note", []),
        "staff": checked.get("staff", []),
        "base": checked.get("base"),
        "target": checked.get("target"),
        "percent": checked.get("percent"),
        "messages": {each.name: each.messages for each in main},
        "pages": await _pages(play, part.case_number if part else ""),
        "stopped_at": "" if sent else next((each.stopped_at for each in main if each.stopped_at), "checks"),
    }


async def _pages(play: Play, case_number: str) -> dict[str, int]:
    """How many pages the book has, and each of its parts; nothing before anything was sent."""
    application = await play.service.applications.get(case_number) if case_number else None
    if application is None:
        return {}
    definition = play.service.definition(application)
    made = await play.service.documents.made(definition, application)
    return {"book": made.pages, **made.parts}


async def _keep_book(play: Play, out: Path, case_number: str) -> None:
    """The book and its label as staff get them, once both mails are there."""
    await play.mailbox.wait_for(play.letters + LETTERS, 60)
    for role, name in ((FileRole.DOCUMENT, "book.pdf"), (FileRole.LABEL, "label.pdf")):
        found = await play.service.files.of_case(case_number, role)
        if found:
            (out / name).write_bytes(found.content)


async def _leader_session(
    service: Service, players: list[AlliancePlayer], script: AllianceScript
) -> Session | None:
    """The leader's session as the journal has it."""
    key = await Alliances(service.database).led_by(script.members[0].ubn)
    stored = await service.journal.load_session(key) if key else None
    return fold(Session("", ""), map(from_json, stored.events)) if stored else None


def _keep_transcripts(play: Play, out: Path) -> None:
    for player in play.players:
        (out / f"transcript-{player.name}.txt").write_text(player.transcript, encoding="utf-8")


async def _keep(play: Play, out: Path, report: dict[str, Any]) -> None:
    if report["case_number"]:
        await _keep_book(play, out, str(report["case_number"]))
    for number, mail in enumerate(play.mailbox.messages, 1):
        (out / f"mail-{number}.eml").write_bytes(mail.raw)


def _write(path: Path, report: object) -> None:
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

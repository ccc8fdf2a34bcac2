"""`rehearse`: a persona plays the whole application through the real HTTP path, against stand-ins.

Writes transcript.txt, application.pdf, mail-N.eml, answers.json (as `render` takes it) and report.json. Uses the
tests' stand-ins, so it lives off a checkout of the project, not an installed wheel.
"""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.config.catalogue import SchemeFolders
from bot.config.settings import Settings
from bot.demo.demo import embedded
from bot.demo.people import free_port, people_on
from bot.demo.player import Player
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.person import Person
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.events.codec import from_json
from flows.session.evolve import fold
from flows.session.state import Session

MAILS = 2
"""One to the programme, one to the applicant."""


@dataclass(frozen=True)
class RunningRehearsal:
    """A running service, its mailbox, and somebody in front of the chat."""

    service: Service
    mailbox: Mailbox
    url: str
    person: Person


async def rehearse(persona: Path, out: Path, channel: str) -> int:
    """Play the persona and write what happened; 0 also when the persona stops early, as the report says."""
    script = json.loads(persona.read_text(encoding="utf-8"))
    if "alliances" in script or "members" in script:
        from bot.demo.alliance.rehearsal import rehearse_alliances

        return await rehearse_alliances(script, out, channel)
    if {"reviewers", "scores"} <= set(script.get("review", script)):
        from bot.demo.selection import rehearse_selection

        return await asyncio.to_thread(rehearse_selection, script, out)
    channel = channel or "web"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder), channel, script.get("lang", CHINESE)) as stage:
            player = Player(
                script, stage.service.editions[stage.service.programme.questionnaire], stage.person
            )
            await player.play()
            report = player.report() | {"channel": channel} | await _counted(stage.url)
            report["refused_calls"] = stage.person.refused_calls
            report["verdict"] = await _verdict_so_far(stage.service)
            if player.case_number:
                await _keep_results(stage, out)
                application = await stage.service.applications.get(player.case_number)
                assert application
                report["verdict"] = application.verdict
                frozen = json.dumps({"answers": application.answers}, ensure_ascii=False, indent=1)
                (out / "answers.json").write_text(frozen + "\n", encoding="utf-8")
                if photos := script.get("signed_copy"):
                    report["signed_mail"] = await _send_back(stage, player, persona.parent, photos, out)
    (out / "transcript.txt").write_text(player.transcript, encoding="utf-8")
    (out / "report.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(json.dumps(report, ensure_ascii=False))
    return 0


async def _verdict_so_far(service: Service) -> str:
    """The verdict on what was answered before the persona stopped; empty while too little is known."""
    stored = await service.journal.newest()
    if stored is None:
        return ""
    empty = Session(service.programme.questionnaire, CHINESE)
    session = fold(empty, [from_json(event) for event in stored.events])
    verdict = service.catalogue.of(session, service.now()).verdict(session)
    return verdict.state.value if verdict else ""


async def _keep_results(stage: RunningRehearsal, out: Path) -> None:
    mails = await stage.mailbox.wait_for(MAILS, 30)
    for number, mail in enumerate(mails, 1):
        (out / f"mail-{number}.eml").write_bytes(mail.raw)
    (out / "application.pdf").write_bytes(await received_document(stage.person))


async def _send_back(
    stage: RunningRehearsal, player: Player, folder: Path, photos: list[str], out: Path
) -> bool:
    """Send the persona's photos of the signed form; whether they were taken and mailed."""
    for photo in photos:
        await player.send_back((folder / photo).read_bytes())
    if not await player.confirm_copy():
        return False
    mails = await stage.mailbox.wait_for(MAILS + 1, 30)
    (out / f"mail-{MAILS + 1}.eml").write_bytes(mails[-1].raw)
    return True


async def received_document(person: Person) -> bytes:
    """The last file the person got in the chat: its content, or what its link leads to."""
    document = person.documents[-1]
    if document.content:
        return document.content
    async with aiohttp.ClientSession() as session, session.get(document.url) as response:
        return await response.read()


async def _counted(url: str) -> dict[str, int]:
    """LINE messages that cost the operator quota, and calls of its reply endpoint, as /metrics counts them."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as response:
        families = text_string_to_metric_families(await response.text())
        counted = {sample.name: sample.value for family in families for sample in family.samples}
    return {name: int(counted.get(f"intake_line_{name}_total", 0)) for name in ("pushes", "reply_calls")}


@asynccontextmanager
async def staged(
    folder: Path,
    channel: str,
    language: str = CHINESE,
    *,
    programmes: Path | None = None,
    schemes: Sequence[SchemeFolders] = (),
    more: Mapping[str, object] | None = None,
) -> AsyncIterator[RunningRehearsal]:
    """Everything running with that channel, its database in `folder`; `schemes`: others than the shipped ones;
    `more`: further settings by name."""
    settings = Settings(database_url=f"sqlite:///{folder}/bot.db", port=free_port()).model_copy(update=more)
    if programmes:
        settings = settings.model_copy(update={"programme_file": programmes})
    async with AsyncExitStack() as stack:
        settings, people = await stack.enter_async_context(people_on(settings, channel, language))
        service, mailbox, people.url = await stack.enter_async_context(embedded(settings, schemes=schemes))
        stack.push_async_callback(people.close)
        yield RunningRehearsal(service, mailbox, people.url, people.person())

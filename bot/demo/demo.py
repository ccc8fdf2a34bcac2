"""`demo`: everything embedded on this machine: a chat to apply in and the staff mailbox the mails arrive in.

Uses the stand-ins the tests use, so it lives off a checkout of the project, not an installed wheel.
"""

import asyncio
import errno
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from bot.app import built, serving
from bot.channels.base import Channel
from bot.channels.web.channel import WebChannel
from bot.command_words import OPERATORS, both, phrase
from bot.config.catalogue import SchemeFolders
from bot.config.programme_file import read_programmes
from bot.config.settings import Settings
from bot.config.staff_mail import staff_of
from bot.demo.alliance.pages import AlliancePages
from bot.demo.alliance.showcase import Showcase, forms_of_alliances, showcase_of
from bot.demo.demo_seal import demo_seal
from bot.demo.mailbox_pages import MailboxPages
from bot.demo.office.invented_cases import InventedCases
from bot.demo.office.pages import STAFF_MAIL, OfficePages, framed_by_the_demo
from bot.demo.pages import Pages
from bot.demo.skins import Skins
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.registry import RegistryStandin
from bot.demo.standins.registry_formats import Sample
from bot.demo.standins.registry_samples import SAMPLES
from bot.job_handlers import running_worker
from bot.paths import DEMO_DATABASE, ROOT, TEMPLATES
from bot.service import Clock, Service, utc_now
from bot.web.slow_clients import cannot_listen
from flows.definitions.programme import Contact, Programme
from flows.interface.messages import Message
from flows.interface.ports import Receive

STAFF_MAILBOX = "applications@programme.example"
"""Nothing the demo sends can reach anybody: it all ends in the embedded mailbox."""

LETTERS = Path("data/demo-mail")
"""Where its letters lie, so that a restart shows them again."""

PROGRAMMES = ("alliance/programmes/113A.toml", "diagnosis/programmes/113.toml")
"""What the demo offers, unless PROGRAMME_FILE names something else; the last one tells newcomers what this is."""

PERSONAS = ROOT / "flows" / "schemes" / "diagnosis" / "samples"


def demonstration(programme: Programme) -> Programme:
    """The same programme, open today and with a contact who does not exist: for the demo and for rehearsals."""
    midnight = utc_now().replace(hour=16, minute=0, second=0, microsecond=0)
    contact = Contact(phrase("demo.contact"), "(02)5550-0100#100", STAFF_MAILBOX)
    return replace(
        programme, opens=midnight - timedelta(days=30), closes=midnight + timedelta(days=30), contact=contact
    )


@asynccontextmanager
async def embedded(
    settings: Settings,
    *,
    letters: Path | None = None,
    schemes: Sequence[SchemeFolders] = (),
    companies: Mapping[str, Sample] = SAMPLES,
    now: Clock | None = None,
    showcase: Showcase | None = None,
    office: InventedCases | None = None,
) -> AsyncIterator[tuple[Service, Mailbox, str]]:
    """The whole service with its mailbox, and the web chat mounted; yields it, the mailbox and the address. `letters`:
    a folder that keeps the mails; `schemes`: others than the shipped ones; `companies`: what the registers know;
    `showcase`: an alliance whose people can be played; `office`: the cases that its desk begins with, made while the
    chat can be used already. With a clock of its own (`now`) programmes are open when they say, else today."""
    known = {**companies, **(showcase.companies if showcase else {})}
    mailbox, registers = Mailbox(folder=letters), RegistryStandin(known)
    async with AsyncExitStack() as stack:
        await mailbox.start()
        stack.push_async_callback(mailbox.close)
        await stack.enter_async_context(registers.running())
        local = settings.with_staff_mailbox(STAFF_MAILBOX).model_copy(
            update={
                "registry_gcis_url": registers.gcis_url,
                "registry_fia_url": registers.fia_url,
                "registry_g0v_url": "",
                "smtp_url": mailbox.url,
                "mail_from": f"intake@{STAFF_MAILBOX.partition('@')[2]}",
                "mail_dir": "",
            }
        )
        programmes = read_programmes(settings.programme_file)
        programmes = programmes if now else [demonstration(each) for each in programmes]

        chats: list[WebChannel] = []

        def web_chat(receive: Receive) -> list[Channel]:
            chats.append(WebChannel(receive, drawn))
            return list(chats)

        def drawn(messages: tuple[Message, ...], look: str, tapped: str) -> str:
            return skins.draw(messages, look, tapped)

        async with (
            built(
                local, programmes=programmes, more=web_chat, schemes=schemes, now=now or utc_now
            ) as service,
            _working(service, programmes, office),
        ):
            cast, staff = showcase.cast if showcase else (), staff_of(service.settings.staff_mail)
            pages = Pages(service, _samples(), cast, office is not None)
            mails = MailboxPages(service, mailbox, frozenset({STAFF_MAILBOX, *staff}))
            skins = Skins(service.catalogue.current(service.now()), forms_of_alliances(service.catalogue))

            def mount(application: web.Application) -> None:
                application.add_routes([*pages.routes(), *mails.routes(), *skins.routes()])
                if showcase:
                    application.add_routes(AlliancePages(service, showcase, chats[0]).routes())
                if office:
                    application.add_routes(OfficePages(service, office).routes())
                    application.on_response_prepare.append(framed_by_the_demo)

            async with serving(service, extra=mount) as url:
                yield service, mailbox, url


@asynccontextmanager
async def _working(
    service: Service, programmes: Sequence[Programme], office: InventedCases | None
) -> AsyncIterator[None]:
    """Workers, once the invented cases are made: their jobs belong to days before today."""
    stopped = asyncio.Event()

    async def work() -> None:
        if office:
            await office.make(service, programmes)
        async with running_worker(service, demo=True):
            await stopped.wait()

    if office is None:
        async with running_worker(service, demo=True):
            yield
        return
    working = asyncio.create_task(work())
    try:
        yield
    finally:
        stopped.set()
        if not office.finished.is_set():
            working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def _samples() -> dict[str, dict[str, object]]:
    """The sample companies by name: the exporter first, since that form is the fullest."""
    files = sorted(PERSONAS.glob("*.json"), key=lambda file: (file.stem != "exporter", file.stem))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def _port_problem(settings: Settings) -> str:
    """Why the demo cannot be had at its port; empty when it can."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            retry = f"make demo PORT={9000 if settings.port != 9000 else 9001}"
            return both("demo.taken", port=settings.port, retry=retry)
        return cannot_listen(settings.host, settings.port, error)
    return ""


def _begin_afresh() -> None:
    """Forget the cases and letters of the demo."""
    for file in DEMO_DATABASE.parent.glob(f"{DEMO_DATABASE.name}*"):
        file.unlink()
    shutil.rmtree(LETTERS, ignore_errors=True)


def _signing_online(settings: Settings) -> dict[str, object]:
    """What lets people sign online here, unless the operator tries a seal of their own."""
    if settings.seal_cert_file:
        return {}
    cert, key = demo_seal(DEMO_DATABASE.parent, both("demo.seal", " "))
    on = {"sign_in_chat": True, "sign_in_chat_agreed": both("demo.agreed", " ")}
    return {"seal_cert_file": cert, "seal_key_file": key, **on}


def _offered(settings: Settings) -> dict[str, object]:
    """Every scheme, unless the operator names others."""
    if "programme_file" in settings.model_fields_set:
        return {}
    return {"programme_file": Path(os.pathsep.join(str(TEMPLATES / each) for each in PROGRAMMES))}


async def demo(settings: Settings, *, fresh: bool = False, empty: bool = False) -> int:
    """Run until interrupted; `fresh` without what was there, `empty` without invented cases. Exit code 2 when the port
    cannot be had, and then nothing is touched: another demo may be running."""
    if problem := _port_problem(settings):
        print(problem, file=sys.stderr)
        return 2
    if fresh:
        _begin_afresh()
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    away = dict.fromkeys(("telegram_token", "line_channel_secret", "line_channel_access_token"), "")
    local = settings.model_copy(
        update={
            "database_url": f"sqlite:///{DEMO_DATABASE}",
            "staff_mail": STAFF_MAIL,
            **away,
            **_signing_online(settings),
            **_offered(settings),
        }
    )
    showcase = showcase_of(read_programmes(local.programme_file))
    office = InventedCases({"consultants": (), "cases": ()}) if empty else InventedCases()
    async with embedded(local, letters=LETTERS, showcase=showcase, office=office) as (service, _, url):
        print(
            f"\n  {phrase('demo.running')}  {url}/\n  {phrase('demo.running', OPERATORS)}    {url}/\n\n"
            f"  {both('demo.cases', ' ')}: DATABASE_URL={local.database_url} .venv/bin/python -m bot list\n"
            f"  {both('demo.afresh', ' ')}: make demo FRESH=1\n\n  {phrase('demo.stop')}\n",
            flush=True,
        )
        playing = asyncio.create_task(showcase.play(service, url)) if showcase else None
        await stopped.wait()
        if playing:
            playing.cancel()
    return 0

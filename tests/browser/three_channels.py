"""The service behind TLS with both platforms and a mailbox, killed at will, and people and browsers who insist."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from playwright.async_api import Browser, BrowserContext, Page

from bot.demo.people import free_port
from bot.demo.player import Player
from bot.demo.standins.line import ACCESS_TOKEN, LineStandin
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.telegram import TelegramStandin
from tests.bot.signing.signer import AGREED
from tests.faults.service import environment
from tests.support.services.https_front import https_front
from tests.support.services.killed_service import (
    KilledService,
    OnLine,
    OnTelegram,
    killed_service,
)
from tests.support.signed_copies.seals import key_pair

SECRET = "three channels"
DESK = {"width": 1280, "height": 800}


@dataclass
class World:
    """The service, the platforms, the mailbox, and browsers."""

    folder: Path
    database: str
    service: KilledService
    mailbox: Mailbox
    line: OnLine
    telegram: OnTelegram
    chromium: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    async def page(self, **more: object) -> Page:
        """A page of a browser of its own."""
        context = await self.chromium.new_context(locale="zh-TW", ignore_https_errors=True, **more)  # type: ignore[arg-type]
        self.contexts.append(context)
        return await context.new_page()


@asynccontextmanager
async def world_of(folder: Path, chromium: Browser) -> AsyncIterator[World]:
    port, front = free_port(), free_port()
    cert, key = key_pair(folder, "執行單位")
    database = f"sqlite:///{folder}/bot.db"
    async with LineStandin().running() as line, TelegramStandin().running() as telegram, mailed() as mailbox:
        settings = environment(folder, database, telegram.url, mailbox.url, port) | {
            "TELEGRAM_MODE": "polling",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_URL": line.url,
            "LINE_DATA_API_URL": line.url,
            "PUBLIC_URL": f"https://localhost:{front}",
            "TRUSTED_PROXY": "127.0.0.1",
            "SEAL_CERT_FILE": str(cert),
            "SEAL_KEY_FILE": str(key),
            "SIGN_IN_CHAT": "true",
            "SIGN_IN_CHAT_AGREED": AGREED,
        }
        async with (
            killed_service(folder, settings) as service,
            https_front(folder, front, service.url),
        ):
            owner = OnLine(line, f"{service.url}/line/webhook", SECRET, user=f"U{5001:032d}")
            other = OnTelegram(telegram, user=5001)
            owner.service = other.service = service
            world = World(folder, database, service, mailbox, owner, other, chromium)
            try:
                yield world
            finally:
                for context in world.contexts:
                    await context.close()


@asynccontextmanager
async def mailed() -> AsyncIterator[Mailbox]:
    """A mailbox that listens."""
    mailbox = Mailbox()
    await mailbox.start()
    try:
        yield mailbox
    finally:
        await mailbox.close()


async def insisted(world: World, page: Page, act: Callable[[], Awaitable[object]]) -> None:
    """Done on a page whose service dies of it; what the browser sent is sent again, as when a page is loaded anew."""
    world.service.doom()
    again: Callable[[], Awaitable[object]] = act
    while await posted(page, again) == HTTPStatus.BAD_GATEWAY:
        again = partial(page.reload, wait_until="commit")
    world.service.spare()


async def posted(page: Page, act: Callable[[], Awaitable[object]]) -> int:
    """The status of what a form was answered with."""
    async with page.expect_response(lambda found: found.request.method == "POST") as came:
        await act()
    return (await came.value).status


async def insist(person: OnLine | OnTelegram, wanted: str, *said: str) -> re.Match[str]:
    """Type or tap these one after the other, each killing; again where they came to nothing: killed between two
    commits, what should have followed does not, and whoever sees the question again says again what they want."""
    for every in (1, 0, 0):
        person.every = every
        for each in said:
            label = next((name for name in person.buttons if name.startswith(each)), "")
            await (person.tap(label) if label else person.say(each))
        if found := re.search(wanted, person.screen):
            return found
    raise AssertionError(f"{said} never led to {wanted!r}: {person.screen}")


async def fills_in(player: Player, until: str = "") -> None:
    """Answer on, and once more what was typed before its question is known to have been seen."""
    for _ in range(20):
        await player.go_on(until)
        if not player.stopped_at:
            return
        player.stopped_at = ""


def link_in(person: OnLine, path: str) -> str:
    """The link beneath that path that the person was shown last."""
    for document in reversed(person.documents):
        if found := re.search(rf"https://localhost:\d+{path}[\w-]+", unquote(document.url)):
            return found[0]
    raise AssertionError(f"no link beneath {path}")

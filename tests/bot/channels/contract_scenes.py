"""The channels side by side, each with its own platform's stand-in, for what all of them promise."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.channels.base import Channel
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.demo.standins.person import Person
from bot.demo.standins.web_person import WebPerson
from flows.interface.ports import Receive
from tests.bot.channels.line.scene import SECRET, running_line
from tests.bot.channels.reply_recorder import ReplyRecorder, until, words
from tests.bot.channels.telegram.scene import TelegramScene, by_polling, by_webhook, read_file

NOBODY = "http://127.0.0.1:1"


@dataclass
class Contract:
    """One channel at work. `bring` delivers a text as its platform does, again until it is taken, waiting for no reply;
    `unasked` counts what the person was told without asking."""

    channel: Channel
    desk: ReplyRecorder
    person: Person
    user: str
    bring: Callable[[str], Awaitable[None]]
    unasked: Callable[[], int]
    tells: bool = True


@asynccontextmanager
async def on_line() -> AsyncIterator[Contract]:
    """LINE, by webhook."""
    async with running_line() as scene:
        person = scene.person()

        async def bring(text: str) -> None:
            event = person.message("text", text=text)
            while await person.post(event) != 200:
                scene.desk.refused.clear()

        delivered = scene.standin.pushes.delivered
        yield Contract(scene.channel, scene.desk, person, "U" + "a" * 32, bring, lambda: len(delivered))


@asynccontextmanager
async def on_telegram(
    running: Callable[[], AbstractAsyncContextManager[TelegramScene]],
) -> AsyncIterator[Contract]:
    """Telegram, in one of its modes."""
    async with running() as scene:
        person, desk = scene.person(), scene.desk

        async def bring(text: str) -> None:
            tried = len(desk.received) + 1
            delivering = scene.standin.deliver({"message": person.message(text=text)})
            if not scene.standin.webhook:
                await delivering
                await until(lambda: len(desk.received) >= tried)
                desk.refused.clear()
                return
            refused, desk.refused = desk.refused, Once(desk.refused)
            await delivering
            refused.clear()

        chat = scene.standin.chats[4001]
        yield Contract(scene.channel, desk, person, "4001", bring, lambda: len(chat.messages))


class Once(set[str]):
    """Names that are refused once."""

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        self.discard(str(name))
        return found


def on_telegram_by_polling() -> AbstractAsyncContextManager[Contract]:
    """Telegram, polled."""
    return on_telegram(by_polling)


def on_telegram_by_webhook() -> AbstractAsyncContextManager[Contract]:
    """Telegram, by webhook."""
    return on_telegram(by_webhook)


@asynccontextmanager
async def on_the_web() -> AsyncIterator[Contract]:
    """The web chat, over its own routes."""
    desk = ReplyRecorder()
    channel = web_channel(desk.receive)
    await channel.start()
    async with (
        answering(channel) as url,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        person = WebPerson(session, url)
        await person.open()

        async def bring(text: str) -> None:
            while await person.post({"id": "the-same", "text": text}) != 200:
                desk.refused.clear()

        yield Contract(channel, desk, person, desk.received[0].sender.user, bring, lambda: 0, tells=False)
    await channel.close()


@asynccontextmanager
async def answering(channel: Channel) -> AsyncIterator[str]:
    """A server with a channel's routes; yields its address."""
    app = web.Application()
    app.add_routes(channel.routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


def line_of_nobody(receive: Receive) -> Channel:
    """LINE, whose platform is away."""
    return LineChannel(SECRET, "t", receive, words=words, api_url=NOBODY, data_api_url=NOBODY)


def telegram_of_nobody(receive: Receive) -> Channel:
    """Telegram, whose platform is away."""
    return TelegramChannel("1:t", receive, read_file, words=words, api_url=NOBODY)


def web_channel(receive: Receive) -> Channel:
    """The web chat, which has no platform."""
    return WebChannel(receive, lambda messages, look, tapped: "")

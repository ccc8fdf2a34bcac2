"""A running Telegram channel, polling or by webhook, with Telegram on one side and a desk on the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.channels.telegram import TelegramChannel
from bot.demo.standins.telegram import TOKEN, TelegramStandin
from bot.demo.standins.telegram_person import TelegramPerson
from flows.interface.messages import Message
from tests.bot.channels.reply_recorder import ReplyRecorder, serving, until, words

SECRET = "webhook_secret-1"
PATH = "/telegram/webhook"
PDF = b"%PDF-1.7 file-1"


async def read_file(name: str) -> bytes:
    """The one file there is."""
    if name != "file-1":
        raise FileNotFoundError(name)
    return PDF


@dataclass
class TelegramScene:
    """All that a test looks at."""

    standin: TelegramStandin
    channel: TelegramChannel
    desk: ReplyRecorder

    def person(self, user: int = 4001) -> TelegramPerson:
        """Somebody with Telegram."""
        return TelegramPerson(self.standin, user)

    def answer(self, *messages: Message) -> None:
        """Answer everything with these."""
        self.desk.answer = lambda inbound: messages


@asynccontextmanager
async def by_polling() -> AsyncIterator[TelegramScene]:
    """The scene while it polls."""
    desk = ReplyRecorder()
    async with TelegramStandin().running() as standin:
        channel = TelegramChannel(TOKEN, desk.receive, read_file, words=words, api_url=standin.url)
        async with _started(channel, standin):
            yield TelegramScene(standin, channel, desk)


@asynccontextmanager
async def by_webhook() -> AsyncIterator[TelegramScene]:
    """The scene while Telegram posts to it."""
    desk = ReplyRecorder()
    channels: list[TelegramChannel] = []

    async def webhook(request: web.Request) -> web.Response:
        return await channels[0].webhook(request)

    async with TelegramStandin().running() as standin, serving(PATH, webhook) as address:
        channel = TelegramChannel(
            TOKEN,
            desk.receive,
            read_file,
            words=words,
            api_url=standin.url,
            mode="webhook",
            webhook_secret=SECRET,
            public_url=address.removesuffix(PATH) + "/",
        )
        channels.append(channel)
        async with _started(channel, standin):
            yield TelegramScene(standin, channel, desk)


@asynccontextmanager
async def _started(channel: TelegramChannel, standin: TelegramStandin) -> AsyncIterator[None]:
    await channel.start()
    try:
        await until(lambda: len(standin.commands) == 3)
        yield
    finally:
        await channel.close()

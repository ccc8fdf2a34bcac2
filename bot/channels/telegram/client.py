"""Telegram's API as this bot uses it, through python-telegram-bot's Bot with our time limits."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

# Opts in to retry_after as a timedelta; without it the SDK warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")

import aiohttp
from telegram import Bot, InputFile
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.shared.download import FetchError, Trouble, fetch
from bot.channels.shared.text import well_formed
from bot.channels.telegram.draw import Drawing
from bot.channels.telegram.keyboard import markup
from bot.channels.telegram.parse import UPDATES
from bot.channels.telegram.transport import AiohttpTransport

LOG = logging.getLogger("bot.channels.telegram")

T = TypeVar("T")

CONNECTIONS = 256
PATIENCE = 15.0
"""Seconds Telegram may take to answer a call."""
LONGEST_FLOOD_WAIT = timedelta(seconds=30)
LONG_POLL = 30
"""Seconds Telegram may hold getUpdates open when nothing happens."""


class TelegramClient:
    """One bot's calls to Telegram. Lives from `open` to `close`, within one event loop."""

    def __init__(self, token: str, api_url: str) -> None:
        self._polling = AiohttpTransport(2, LONG_POLL + 10)
        self._calls = AiohttpTransport(CONNECTIONS, PATIENCE)
        self.bot = Bot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=self._calls,
            get_updates_request=self._polling,
        )

    async def updates(self, offset: int) -> list[Any]:
        """Updates from `offset` on, as raw JSON; waits up to `LONG_POLL` seconds for the first one.

        Raw, because the SDK's parser gives up the whole batch over one update it cannot read."""
        query = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": allowed_updates_json()}
        found = await self._polling.post(f"{self.bot.base_url}/getUpdates?{urlencode(query)}")
        return found if isinstance(found, list) else []

    async def send(self, chat: int, drawing: Drawing) -> None:
        """Send a drawn message: its texts in order, the keyboard under the last."""
        for text in drawing.texts[:-1]:
            await self.send_text(chat, text)
        for text in drawing.texts[-1:]:
            await self.send_text(chat, text, markup(drawing.keyboard))

    async def edit(self, chat: int, message_id: int, drawing: Drawing) -> bool:
        """Show a drawing of one text in place of an earlier one; False when that one cannot be edited."""
        where = {"chat_id": str(chat), "message_id": str(message_id)}
        try:
            await self._call("editMessageText", where | _html(drawing.texts[0], markup(drawing.keyboard)))
        except BadRequest as error:
            # A double tap: it looks as it should already. Telegram gives this no code of its own.
            return "not modified" in error.message.lower()
        return True

    async def send_plainly(self, chat: int, texts: Sequence[str]) -> None:
        """Send texts without any markup."""
        for text in texts:
            await self._call("sendMessage", {"chat_id": str(chat), "text": well_formed(text)})

    async def hint(self, chat: int, text: str) -> None:
        """Say something in a group, or in what the group has become."""
        try:
            await self.send_plainly(chat, [text])
        except ChatMigrated as moved:
            await self.send_plainly(moved.new_chat_id, [text])

    async def send_document(self, chat: int, content: bytes, name: str, caption: str) -> None:
        """Send a file under its name, which also tells its type."""
        file = InputFile(content, filename=well_formed(name))
        await patiently(
            lambda: self.bot.send_document(
                chat, file, caption=well_formed(caption), write_timeout=60, read_timeout=60
            )
        )

    async def fetch(self, file: str, most: int) -> bytes:
        """The content of a file somebody sent. Raises FetchError; Telegram itself gives bots at most 20 MB."""
        try:
            found = await self.bot.get_file(file)
        except BadRequest as error:  # "file is too big", or an id that is none (any more)
            big = "too big" in error.message.lower()
            raise FetchError(Trouble.TOO_LARGE if big else Trouble.GONE) from error
        except TelegramError as error:
            raise FetchError(Trouble.UNREACHABLE) from error
        async with aiohttp.ClientSession(trust_env=True) as session:
            content = await fetch(session, found.file_path or "", most, {})
        if isinstance(content, int):
            raise FetchError(Trouble.GONE if content == 404 else Trouble.UNREACHABLE)
        return content

    async def show_typing(self, chat: int) -> None:
        """Show "typing…" for five seconds or until the next message."""
        await self.bot.send_chat_action(chat, ChatAction.TYPING)

    async def answer(self, query: str) -> None:
        """Stop the spinner on a tapped button. Too late is no harm: the tap counts all the same."""
        try:
            await self._call("answerCallbackQuery", {"callback_query_id": query})
        except (BadRequest, Forbidden):
            LOG.info("telegram.query_too_old")

    async def send_text(self, chat: int, html: str, keyboard: str = "") -> None:
        """Send one text of HTML, with a keyboard in JSON."""
        await self._call("sendMessage", {"chat_id": str(chat)} | _html(html, keyboard))

    async def _call(self, method: str, parameters: Mapping[str, str]) -> None:
        await patiently(partial(self._calls.call, f"{self.bot.base_url}/{method}", parameters))


def _html(text: str, keyboard: str) -> dict[str, str]:
    shown = {"text": text, "parse_mode": ParseMode.HTML.value}
    return shown | {"reply_markup": keyboard} if keyboard else shown


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call; if Telegram asks to wait up to 30 s, wait and make it once more.

    Only a 429 is repeated: it says that nothing was sent. After a timeout nobody knows, and Telegram has no
    key by which a second attempt could be told from a second message."""
    try:
        return await call()
    except RetryAfter as error:
        wait = error.retry_after
        pause = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
        if pause > LONGEST_FLOOD_WAIT:
            raise
    await asyncio.sleep(pause.total_seconds())
    return await call()


def allowed_updates_json() -> str:
    """The kinds of update asked for, as a query parameter."""
    return "[" + ",".join(f'"{kind}"' for kind in UPDATES) + "]"

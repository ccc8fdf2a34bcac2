"""Telegram's API as this bot uses it, through python-telegram-bot's Bot with our time limits."""

import logging
import os
from collections.abc import Sequence
from functools import partial

# Opts in to retry_after as a timedelta; without it the SDK warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot, InputFile, LinkPreviewOptions, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.shared.download import TIMEOUT, FetchError, Trouble, fetch
from bot.channels.shared.http_pool import pool
from bot.channels.shared.platform_health import PlatformHealth
from bot.channels.shared.text import well_formed
from bot.channels.telegram.aiohttp_request import AiohttpTransport
from bot.channels.telegram.draw import Drawing
from bot.channels.telegram.parse import UPDATES
from bot.channels.telegram.retry import insistently

LOG = logging.getLogger("bot.channels.telegram")

CONNECTIONS = 512
"""Calls under way at the same time. A chat has one, or two while a tapped button still waits for its answer; the usual
limit of open files is 1,024."""

PATIENCE = 15.0
"""Seconds Telegram may take to answer a call."""

UPLOAD_PATIENCE = 60.0
"""Seconds a file may take."""

LONG_POLL = 30
"""Seconds Telegram may hold getUpdates open when nothing happens."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""A preview is fetched by Telegram's servers: nobody but the person is to open a link to their document."""


class TelegramClient:
    """One bot's calls to Telegram. Lives from `open` to `close`, within one event loop."""

    def __init__(self, token: str, api_url: str, health: PlatformHealth | None = None) -> None:
        self._polling = AiohttpTransport(2, LONG_POLL + 10, health)
        self._calls = AiohttpTransport(CONNECTIONS, PATIENCE, health)
        self.bot = Bot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=self._calls,
            get_updates_request=self._polling,
        )

    async def open(self) -> None:
        """Open the connections for calls; nothing is asked of Telegram yet."""
        await self._calls.initialize()

    async def close(self) -> None:
        """Close every connection."""
        await self._polling.shutdown()
        await self._calls.shutdown()

    async def updates(self, offset: int) -> list[object]:
        """Updates from `offset` on, as raw JSON; waits up to `LONG_POLL` seconds for the first one. TelegramError."""
        await self._polling.initialize()
        asked: dict[str, object] = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": UPDATES}
        return await self._polling.updates(f"{self.bot.base_url}/getUpdates", asked)

    async def send(self, chat: int, drawing: Drawing) -> None:
        """Send a drawn message: its texts in order, the keyboard under the last."""
        for text in drawing.texts[:-1]:
            await self.send_text(chat, text)
        for text in drawing.texts[-1:]:
            await self.send_text(chat, text, drawing)

    async def edit(self, chat: int, message_id: int, drawing: Drawing) -> bool:
        """Show a drawing of one text in place of an earlier one; False when that one cannot be edited."""
        try:
            await insistently(
                lambda: self.bot.edit_message_text(
                    drawing.texts[0],
                    chat,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=drawing.keyboard,
                )
            )
        except BadRequest as error:
            # A double tap: it looks as it should already. Telegram gives this no code of its own.
            return "not modified" in error.message.lower()
        return True

    async def send_plainly(self, chat: int, texts: Sequence[str]) -> None:
        """Send texts without any markup."""
        for text in texts:
            said = partial(self.bot.send_message, chat, well_formed(text), link_preview_options=NO_PREVIEW)
            await insistently(said)

    async def hint(self, chat: int, text: str) -> None:
        """Say something in a group, or in what the group has become."""
        try:
            await self.send_plainly(chat, [text])
        except ChatMigrated as moved:
            await self.send_plainly(moved.new_chat_id, [text])

    async def send_document(self, chat: int, content: bytes, name: str, caption: str) -> None:
        """Send a file under its name, which also tells its type."""
        file, below = InputFile(content, filename=well_formed(name)), well_formed(caption)
        await insistently(
            lambda: self.bot.send_document(chat, file, caption=below, read_timeout=UPLOAD_PATIENCE)
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
        async with pool(1, TIMEOUT) as session:
            content = await fetch(session, found.file_path or "", most, {})
        if isinstance(content, int):
            raise FetchError(Trouble.GONE if content == 404 else Trouble.UNREACHABLE)
        return content

    async def show_typing(self, chat: int) -> None:
        """Show "typing…" for five seconds or until the next message."""
        await self.bot.send_chat_action(chat, ChatAction.TYPING)

    async def answer(self, query: str) -> None:
        """Stop the spinner on a tapped button; a query too old for that is no reason to fail."""
        try:
            await insistently(lambda: self.bot.answer_callback_query(query))
        except (BadRequest, Forbidden):
            LOG.info("telegram.query_too_old")

    async def send_text(self, chat: int, html: str, drawing: Drawing | None = None) -> None:
        """Send one text of HTML, with the keyboard of a drawing if there is one."""
        await insistently(
            lambda: self.bot.send_message(
                chat,
                html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=drawing.keyboard if drawing else None,
            )
        )

    async def send_with_reply_keyboard(
        self, chat: int, html: str, keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove
    ) -> None:
        """Send one text of HTML that puts a keyboard in place of the phone's own, or takes it away."""
        await insistently(
            lambda: self.bot.send_message(chat, html, parse_mode=ParseMode.HTML, reply_markup=keyboard)
        )

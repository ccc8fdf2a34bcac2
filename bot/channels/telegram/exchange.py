"""One event of a private chat and how it is answered: in place for a ticked box, else with new messages."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.shared.text import cut_units, split_units
from bot.channels.shared.words import Words
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.contact_button import OwnNumber
from bot.channels.telegram.draw import Drawing, draw
from bot.channels.telegram.limits import CAPTION, FILE_BYTES, TEXT
from bot.channels.telegram.parse import Private
from flows.interface.callback_data import Verb, decode
from flows.interface.inbound import Inbound, Tap
from flows.interface.messages import Attachment, Message, plain_text
from flows.interface.ports import ReadFile

LOG = logging.getLogger("bot.channels.telegram")

TYPING_LASTS = 4.5
"""Seconds after which "typing…" is renewed; it lasts five."""

OnBlocked: TypeAlias = Callable[[], None]


class TelegramExchange:
    """An event with the chat its answer goes to."""

    def __init__(
        self,
        event: Private,
        client: TelegramClient,
        read_file: ReadFile,
        words: Words,
        own_number: OwnNumber,
        on_blocked: OnBlocked,
    ) -> None:
        self.inbound: Inbound = event.inbound
        self._event = event
        self._client = client
        self._read_file = read_file
        self._words = words
        self._own_number = own_number
        self._on_blocked = on_blocked

    @property
    def answerable(self) -> bool:
        """Always: bots may write to whoever wrote to them."""
        return True

    async def show(self, messages: tuple[Message, ...]) -> bool:
        """Show every message; False when the person has blocked the bot."""
        stays = any(message.own_number for message in messages)
        try:
            for message in messages:
                left = message if stays else await self._own_number.take_away(self._event.chat, message)
                await self._show(left, in_place=len(messages) == 1)
        except Forbidden:
            self._on_blocked()
            return False
        return True

    async def wait(self) -> None:
        """Keep "typing…" showing until cancelled."""
        while True:
            await self._client.show_typing(self._event.chat)
            await asyncio.sleep(TYPING_LASTS)

    async def _show(self, message: Message, *, in_place: bool) -> None:
        drawing = draw(message, self._words)
        if not (in_place and await self._edited(message, drawing)):
            await self._send(message, drawing)
        if message.attachment:
            await self._send_file(message.attachment, message.language)
        await self._own_number.offer(self._event.chat, message)

    async def _edited(self, message: Message, drawing: Drawing) -> bool:
        """Whether the tapped message now shows the new state, as after ticking one box of several or giving one row."""
        tapped = self._event.callback
        if not tapped or not tapped.message_id or len(drawing.texts) != 1 or not self._replaces(message):
            return False
        return await self._client.edit(self._event.chat, tapped.message_id, drawing)

    def _replaces(self, message: Message) -> bool:
        """Whether this is the question whose option was ticked, or one of whose rows was answered, as it stands now."""
        pressed = decode(self.inbound.content.data) if isinstance(self.inbound.content, Tap) else None
        if pressed is None or pressed.first != message.question:
            return False
        return pressed.verb is Verb.TOGGLE or (pressed.verb is Verb.ANSWER and bool(pressed.third))

    async def _send(self, message: Message, drawing: Drawing) -> None:
        try:
            await self._client.send(self._event.chat, drawing)
        except BadRequest:
            # Telegram refused the markup, so nothing was shown: better plain than nothing.
            LOG.error("telegram.markup_refused")
            await self._client.send_plainly(self._event.chat, split_units(plain_text(message), TEXT))

    async def _send_file(self, file: Attachment, language: str) -> None:
        """The file itself; its link when it cannot be read, is larger than bots may send, or is not taken."""
        content = await self._content(file)
        if 0 < len(content) <= FILE_BYTES:
            try:
                caption = cut_units(file.caption, CAPTION)
                await self._client.send_document(self._event.chat, content, file.name, caption)
            except Forbidden:
                raise
            except TelegramError as error:  # perhaps it came all the same: better twice than not at all
                LOG.warning("telegram.file_not_sent error=%s", type(error).__name__)
            else:
                return
        words = self._words(language, "channel.open_document")
        await self._client.send_plainly(self._event.chat, [f"{file.name}\n{words}\n{file.url}"])

    async def _content(self, file: Attachment) -> bytes:
        try:
            return await self._read_file(file.file)
        except Exception as error:  # the link may still work
            LOG.error("telegram.file_unreadable error=%s", type(error).__name__)
            return b""

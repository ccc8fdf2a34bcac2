"""The chats of the Telegram stand-in: which messages hang in them, and who waits for new ones."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bot.demo.standins.person import PATIENCE, Document, NoAnswerError
from bot.demo.standins.telegram_rules import RefusalError, need, read_keyboard, read_reply_keyboard, read_text

QUIET, LOOKS = 0.06, 12
"""Seconds without another message after which an answer counts as complete; and how often meanwhile whatever else runs
in this process gets its turn, as on a busy machine those seconds may be over before anything ran."""


@dataclass(slots=True)
class Shown:
    """A message in a chat as its reader sees it."""

    message_id: int
    text: str
    keyboard: list[list[dict[str, Any]]]
    document: Document | None = None

    def as_json(self, chat: int) -> dict[str, Any]:
        """The Message object Telegram returns."""
        found = {"message_id": self.message_id, "date": 1_780_000_000, "text": self.text}
        return found | {"chat": {"id": chat, "type": "private"}}


@dataclass(slots=True)
class Chat:
    """One private chat. `touched` grows by the id of every message shown, edited or confirmed unchanged."""

    messages: dict[int, Shown] = field(default_factory=dict)
    touched: list[int] = field(default_factory=list)
    blocked: bool = False
    reply_keyboard: list[str] = field(default_factory=list)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)


class Chats:
    """Every chat of the bot."""

    def __init__(self) -> None:
        self._chats: defaultdict[int, Chat] = defaultdict(Chat)
        self._last_id = 0

    def __getitem__(self, chat: int) -> Chat:
        return self._chats[chat]

    def next_id(self) -> int:
        """An id for a message from either side."""
        self._last_id += 1
        return self._last_id

    def send(self, params: dict[str, Any]) -> dict[str, Any]:
        """sendMessage."""
        text = read_text(params.get("text", ""), params.get("parse_mode", ""), 4096)
        return self._show(params, text, None)

    def send_document(self, params: dict[str, Any]) -> dict[str, Any]:
        """sendDocument and sendPhoto."""
        file = params.get("document") or params.get("photo")
        need(isinstance(file, Document), "there is no document in the request")
        assert isinstance(file, Document)
        need(len(file.content) <= 50 * 1024 * 1024, "file is too big")
        text = read_text(params.get("caption", ""), params.get("parse_mode", ""), 1024, empty=True)
        return self._show(params, text, file)

    def edit(self, params: dict[str, Any], *, text_too: bool) -> dict[str, Any]:
        """editMessageText and editMessageReplyMarkup."""
        chat_id, message_id = int(params["chat_id"]), int(params["message_id"])
        chat = self._reachable(chat_id)
        need(message_id in chat.messages, "message to edit not found")
        shown = chat.messages[message_id]
        new_text = read_text(params["text"], params.get("parse_mode", ""), 4096) if text_too else shown.text
        keyboard = read_keyboard(params.get("reply_markup", ""))
        self._touch(chat, message_id)
        unchanged = new_text == shown.text and keyboard == shown.keyboard
        need(not unchanged, "message is not modified: specified new message content is exactly the same")
        shown.text, shown.keyboard = new_text, keyboard
        return shown.as_json(chat_id)

    async def settled(self, chat: int, since: int) -> list[Shown]:
        """The messages touched after the first `since` touches, once there are some and no more follow."""
        room = self._chats[chat]
        try:
            async with asyncio.timeout(PATIENCE):
                while len(room.touched) <= since:
                    room.stirred.clear()
                    await room.stirred.wait()
        except TimeoutError:
            raise NoAnswerError(f"no message within {PATIENCE} s") from None
        seen = -1
        while seen != len(room.touched):
            seen = len(room.touched)
            for _ in range(LOOKS):
                await asyncio.sleep(QUIET / LOOKS)
        return [room.messages[each] for each in dict.fromkeys(room.touched[since:]) if each in room.messages]

    def _show(self, params: dict[str, Any], text: str, document: Document | None) -> dict[str, Any]:
        chat_id = int(params["chat_id"])
        chat = self._reachable(chat_id)
        shown = Shown(self.next_id(), text, read_keyboard(params.get("reply_markup", "")), document)
        chat.messages[shown.message_id] = shown
        labels = read_reply_keyboard(params.get("reply_markup", ""))
        chat.reply_keyboard = chat.reply_keyboard if labels is None else labels
        self._touch(chat, shown.message_id)
        return shown.as_json(chat_id)

    def _reachable(self, chat_id: int) -> Chat:
        if self._chats[chat_id].blocked:
            raise RefusalError("Forbidden: bot was blocked by the user", 403)
        return self._chats[chat_id]

    @staticmethod
    def _touch(chat: Chat, message_id: int) -> None:
        chat.touched.append(message_id)
        chat.stirred.set()

"""The keyboard that sends the person's own telephone number: shown beneath the question, taken away with the answer.

Telegram vouches for a number sent this way. A message carries one kind of keyboard, so this one hangs under a
line of its own, and leaves with the notes on what was answered.
"""

from collections import OrderedDict
from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.shared.wording import Words
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.draw import draw_notes
from flows.messages import Message

REMEMBERED = 1000
"""Chats whose keyboard is known to be up; of any other it is not known, and it stays until it is used."""


class OwnNumber:
    """Which chats show the keyboard."""

    def __init__(self, client: TelegramClient, words: Words) -> None:
        self._client = client
        self._words = words
        self._up: OrderedDict[int, None] = OrderedDict()

    def idle(self, chat: int, message: Message) -> bool:
        """Whether the keyboard neither comes nor goes with this message."""
        return not message.own_number and chat not in self._up

    async def take_away(self, chat: int, message: Message) -> Message:
        """Before a message that asks for something else: its notes go ahead, and the keyboard with them."""
        if chat not in self._up or message.own_number or not message.notes:
            return message
        del self._up[chat]
        await self._client.send_text(chat, draw_notes(message.notes), ReplyKeyboardRemove().to_json())
        return replace(message, notes=())

    async def offer(self, chat: int, message: Message) -> None:
        """After a message that asks for a number: the keyboard, unless it is up already."""
        if not message.own_number or chat in self._up:
            return
        self._up[chat] = None
        if len(self._up) > REMEMBERED:
            self._up.popitem(last=False)
        text, keyboard = number_keyboard(message.language, self._words)
        await self._client.send_text(chat, text, keyboard.to_json())


def number_keyboard(language: str, words: Words) -> tuple[str, ReplyKeyboardMarkup]:
    """The line that says what the keyboard is for, and the keyboard."""
    button = KeyboardButton(words(language, "channel.share_number"), request_contact=True)
    keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return words(language, "channel.number_hint"), keyboard

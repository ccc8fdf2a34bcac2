"""The keyboard that sends the person's own telephone number: shown beneath the question, taken away with the answer.

Telegram vouches for a number sent this way. A message carries one kind of keyboard, so this one hangs under a
line of its own, and leaves with the notes on what was answered.
"""

from collections import OrderedDict
from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.shared.words import Words
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.draw import draw_notes
from flows.interface.messages import Message

REMEMBERED = 1000
"""Chats for which this process knows that the keyboard is up."""


class OwnNumber:
    """Puts the keyboard up and takes it away. What is kept of chats only spares a second offer: that the keyboard has
    to go follows from what the person was asked before (`Message.after_own_number`)."""

    def __init__(self, client: TelegramClient, words: Words) -> None:
        self._client = client
        self._words = words
        self._up: OrderedDict[int, None] = OrderedDict()

    async def take_away(self, chat: int, message: Message) -> Message:
        """Before a message that asks for something else: its notes go ahead, and the keyboard with them."""
        if not message.after_own_number and chat not in self._up:
            return message
        notes = (
            draw_notes(message.notes)
            if message.notes
            else self._words(message.language, "channel.number_gone")
        )
        await self._client.send_with_reply_keyboard(chat, notes, ReplyKeyboardRemove())
        self._up.pop(chat, None)
        return replace(message, notes=())

    async def offer(self, chat: int, message: Message) -> None:
        """After a message that asks for a number: the keyboard, unless it is up already."""
        if not message.own_number or chat in self._up:
            return
        text, keyboard = number_keyboard(message.language, self._words)
        await self._client.send_with_reply_keyboard(chat, text, keyboard)
        self._up[chat] = None
        if len(self._up) > REMEMBERED:
            self._up.popitem(last=False)


def number_keyboard(language: str, words: Words) -> tuple[str, ReplyKeyboardMarkup]:
    """The line that says what the keyboard is for, and the keyboard."""
    button = KeyboardButton(words(language, "channel.share_number"), request_contact=True)
    keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return words(language, "channel.number_hint"), keyboard

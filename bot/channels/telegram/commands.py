"""The commands in Telegram's menu, in the person's language."""

from telegram import BotCommand, BotCommandScopeAllPrivateChats

from bot.channels.shared.text import cut_units
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.draw import Words
from bot.channels.telegram.limits import DESCRIPTION

NAMES = (
    "start",
    "back",
    "skip",
    "review",
    "status",
    "pause",
    "help",
    "language",
    "human",
    "erase",
)

LANGUAGES = {"": "zh-TW", "zh": "zh-TW", "en": "en"}
"""Telegram's language code → ours. Without a code: everybody whose language has no menu of its own."""


async def register_commands(client: TelegramClient, words: Words) -> None:
    """Set the menu of private chats; in groups the bot does nothing, so it offers nothing there."""
    for code, language in LANGUAGES.items():
        commands = [
            BotCommand(name, cut_units(words(language, f"command.{name}"), DESCRIPTION)) for name in NAMES
        ]
        scope = BotCommandScopeAllPrivateChats()
        await client.bot.set_my_commands(commands, scope=scope, language_code=code or None)

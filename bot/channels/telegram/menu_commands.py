"""The commands in Telegram's menu, in the person's language."""

from telegram import BotCommand, BotCommandScopeAllPrivateChats

from bot.channels.shared.text import cut_units
from bot.channels.shared.words import Words
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.limits import DESCRIPTION
from flows.definitions.languages import CHINESE, ENGLISH

NAMES = ("start", "back", "skip", "review", "status", "pause", "help", "language", "device", "human", "erase")

LANGUAGES = {"": CHINESE, "zh": CHINESE, "en": ENGLISH}
"""Telegram's language code → ours. Without a code: everybody whose language has no menu of its own."""


def menus(words: Words) -> dict[str, list[BotCommand]]:
    """Telegram's language code → its menu."""
    return {
        code: [BotCommand(name, cut_units(words(language, f"command.{name}"), DESCRIPTION)) for name in NAMES]
        for code, language in LANGUAGES.items()
    }


async def register(client: TelegramClient, found: dict[str, list[BotCommand]]) -> None:
    """Set the menus of private chats; in groups the bot does nothing, so it offers nothing there."""
    for code, commands in found.items():
        scope = BotCommandScopeAllPrivateChats()
        await client.bot.set_my_commands(commands, scope=scope, language_code=code or None)

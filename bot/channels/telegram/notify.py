"""A message nobody asked for just now, by whichever process has it to tell; Telegram charges nothing for it."""

from collections.abc import Sequence

from telegram.error import Forbidden

from bot.channels.shared.words import Words
from bot.channels.telegram.client import LOG, TelegramClient
from bot.channels.telegram.draw import draw
from flows.interface.messages import Message


async def notify(token: str, api_url: str, words: Words, user: str, messages: Sequence[Message]) -> None:
    """Send messages to a person; nothing happens when they have blocked the bot. Else telegram.error.TelegramError.

    The connection is opened for them alone: there are a few such messages in a day."""
    client = TelegramClient(token, api_url)
    try:
        await client.open()
        for message in messages:
            await client.send(int(user), draw(message, words))
    except Forbidden:
        LOG.info("telegram.blocked")
    finally:
        await client.close()

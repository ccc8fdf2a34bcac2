"""The channels that settings turn on, made but not started. Their libraries are imported only where they are on."""

from collections.abc import Awaitable, Callable

from bot.channels.base import Channel, Notification
from bot.channels.shared.words import Words
from bot.config.settings import Settings
from flows.interface.ports import ReadFile, Receive

OnPush = Callable[[Notification], Awaitable[None]]
"""Told of each message that may have cost the operator quota."""


def enabled_channels(
    settings: Settings, receive: Receive, words: Words, read_file: ReadFile, on_push: OnPush
) -> list[Channel]:
    """LINE and Telegram, each where it has its tokens."""
    channels: list[Channel] = []
    if settings.line_on:
        channels.append(_line(settings, receive, words, on_push))
    if settings.telegram_token:
        channels.append(_telegram(settings, receive, words, read_file))
    return channels


def _line(settings: Settings, receive: Receive, words: Words, on_push: OnPush) -> Channel:
    from bot.channels.line import LineChannel

    return LineChannel(
        settings.line_channel_secret,
        settings.line_channel_access_token,
        receive,
        words=words,
        api_url=settings.line_api_url,
        data_api_url=settings.line_data_api_url,
        channel_id=settings.line_channel_id,
        staff_chat=settings.line_staff_chat,
        on_push=on_push,
    )


def _telegram(settings: Settings, receive: Receive, words: Words, read_file: ReadFile) -> Channel:
    from bot.channels.telegram import TelegramChannel

    return TelegramChannel(
        settings.telegram_token,
        receive,
        read_file,
        words=words,
        api_url=settings.telegram_api_url,
        webhook_secret=settings.telegram_webhook_secret,
        mode=settings.telegram_mode,
        public_url=settings.public_url,
    )

"""Telegram: updates by long polling or webhook, answered with HTML messages and inline keyboards.

python-telegram-bot's Bot does the talking; its Application, ConversationHandler and persistence are not used,
because state kept in one process is lost in a crash and cannot be shared.
"""

from bot.channels.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]

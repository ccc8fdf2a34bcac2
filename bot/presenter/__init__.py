"""From facts and prompts to Messages: everything the chat says is put into words here."""

from bot.presenter.presenter import Speech

__all__ = ["Speech"]

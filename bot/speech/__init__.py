"""From facts and prompts to Messages: everything the chat says is put into words here."""

from bot.speech.speak import Speech

__all__ = ["Speech"]

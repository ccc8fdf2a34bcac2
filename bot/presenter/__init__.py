"""From facts and prompts to Messages: everything the chat says is put into words here."""

from bot.presenter.presenter import Presenter

__all__ = ["Presenter"]

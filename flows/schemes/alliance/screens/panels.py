"""Parts that several panels are made of: buttons, and what a tap says."""

from flows.interface.callback_data import CallbackData, Verb
from flows.interface.panel import PanelButton, Phrase, Said


def button(name: str, act: str, about: str = "", *, primary: bool = False, **facts: Said) -> PanelButton:
    """A button called by the phrase `button.<name>`."""
    return PanelButton(Phrase(f"button.{name}", facts), act, about, primary)


def acted(tap: CallbackData) -> tuple[str, str] | None:
    """What a panel's button asks for, and about what; None for other buttons."""
    return (tap.first, tap.second) if tap.verb is Verb.PANEL else None


def money(dollars: int) -> str:
    """An amount with thousands separators."""
    return f"{dollars:,}"

"""The screen that asks whether really everything is to be erased."""

from typing import ClassVar

from flows.definitions.text import normal
from flows.events.answering import Kept
from flows.events.erasure import Erased
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.command_words import ERASE
from flows.screens.decision import Decision
from flows.screens.prompts import EraseCheck

_KEPT = (Kept(erasing=True),)


class ErasureScreen:
    """Whatever does not clearly say yes keeps everything."""

    prompt: ClassVar[type[EraseCheck]] = EraseCheck

    def due(self, situation: Situation) -> EraseCheck | None:
        """Once erasing was asked for."""
        return EraseCheck() if situation.session.erasing else None

    def on_text(self, decision: Decision, prompt: EraseCheck, text: str) -> Events:
        """Yes, or the words of the button."""
        erase = decision.agrees(text) or decision.label(text) == "button.erase" or normal(text) in ERASE
        return (Erased(),) if erase else _KEPT

    def on_tap(self, decision: Decision, prompt: EraseCheck, tap: CallbackData) -> Events | None:
        """Its two buttons."""
        match tap.verb:
            case Verb.ERASE:
                return (Erased(),)
            case Verb.KEEP:
                return _KEPT
            case _:
                return None

"""The screens after the end: the receipt of what was submitted, and that another application has replaced it."""

import re
from collections.abc import Mapping
from typing import ClassVar

from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.submitted.submission import CaseAnswered, OfficeQuestion
from flows.interface.callback_data import CallbackData
from flows.screens.base import Situation
from flows.screens.command_words import THANKS
from flows.screens.decision import Decision
from flows.screens.prompts import Receipt, Superseded
from flows.screens.signed_copy import RETAKE, retake
from flows.screens.stages import online_signing

LONGEST_QUESTION = 1000
"""Characters of a question to the office; what is longer is cut."""


class SupersededScreen:
    """Nothing is asked here; words that always work still do."""

    prompt: ClassVar[type[Superseded]] = Superseded

    def due(self, situation: Situation) -> Superseded | None:
        """Once another application of the company took the place of this one."""
        return Superseded() if situation.session.superseded else None

    def on_text(self, decision: Decision, prompt: Superseded, text: str) -> Events:
        """It is said again."""
        return ()

    def on_tap(self, decision: Decision, prompt: Superseded, tap: CallbackData) -> Events | None:
        """It has no buttons of its own."""
        return None


_ANSWERS: Mapping[str, str] = {
    "button.visit_others": "others",
    "button.visit_move": "others",
    "button.advice_received": "received",
}
_NUMBER = re.compile(r"第?\s*([1-5])\s*[個.]?")
_TIME = re.compile(r"\d{1,2}\s*[/月.-]\s*\d{1,2}\D+\d{1,2}\s*[:點時]\s*\d{2}.{0,5}")


def case_answer(label: str, text: str) -> CaseAnswered | None:
    """What a typed text may say about a visit or the advice: the words of a button, a number, one of the times."""
    if what := _ANSWERS.get(label):
        return CaseAnswered(what)
    if number := _NUMBER.fullmatch(text):
        return CaseAnswered("number", number[1])
    return CaseAnswered("time", text) if _TIME.fullmatch(text) else None


class ReceiptScreen:
    """The case number; a text is what signing online waits for, a question to the office,
    thanks, a wish to send the signed copy anew, or too
    late."""

    prompt: ClassVar[type[Receipt]] = Receipt

    def due(self, situation: Situation) -> Receipt | None:
        """Once submitted, unless the office asks for something again."""
        session = situation.session
        return Receipt(session.case_number) if session.case_number and not session.revision else None

    def on_text(self, decision: Decision, prompt: Receipt, text: str) -> Events:
        """Nothing is asked any more."""
        if asked := online_signing.on_text(decision, text):
            return asked
        if normal(text) in RETAKE:
            return retake(decision)
        if said := case_answer(decision.label(text), normal(text)):
            return (said,)
        if decision.session.asks_office and normal(text) not in THANKS:
            return (OfficeQuestion(text.strip()[:LONGEST_QUESTION], decision.inbound.message),)
        return (Asked("thanked" if normal(text) in THANKS else "submitted"),)

    def on_tap(self, decision: Decision, prompt: Receipt, tap: CallbackData) -> Events | None:
        """It has no buttons of its own."""
        return None

"""The screen of cross-checks that found something: change an answer, or stand by it."""

from typing import ClassVar

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.review import WarningsConfirmed
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision
from flows.screens.prompts import Warnings


class WarningsScreen:
    """All findings at once."""

    prompt: ClassVar[type[Warnings]] = Warnings

    def due(self, situation: Situation) -> Warnings | None:
        """While there are findings nobody has confirmed."""
        found, confirmed = situation.definition.findings(situation.session), situation.session.confirmed
        unconfirmed = tuple(finding for finding in found if finding.fingerprint not in confirmed)
        return Warnings(unconfirmed) if unconfirmed else None

    def on_text(self, decision: Decision, prompt: Warnings, text: str) -> Events:
        """Yes, or a question to change."""
        return agreed_or_changed(decision, text, _confirmed(prompt), Asked("yes_or_number"))

    def on_tap(self, decision: Decision, prompt: Warnings, tap: CallbackData) -> Events | None:
        """That the answers are right."""
        return _confirmed(prompt) if tap.verb is Verb.WARNINGS else None


def _confirmed(prompt: Warnings) -> Events:
    """The person stands by the answers the findings name."""
    return (WarningsConfirmed([finding.fingerprint for finding in prompt.findings]),)

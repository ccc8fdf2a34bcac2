"""The last look before the application is sent."""

from typing import ClassVar

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.submitted.submission import Confirmed
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision, refuse_event, takes_submission
from flows.screens.prompts import ReadyToSubmit


class SubmitScreen:
    """Yes sends it, a number changes an answer."""

    prompt: ClassVar[type[ReadyToSubmit]] = ReadyToSubmit

    def due(self, situation: Situation) -> ReadyToSubmit:
        """Once nothing else is: the last stage of every form."""
        session = situation.session
        replaces = session.claim.case_number if session.claim.replacing else ""
        return ReadyToSubmit(situation.definition.verdict(session), replaces)

    def on_text(self, decision: Decision, prompt: ReadyToSubmit, text: str) -> Events:
        """Yes, or a question to change."""
        return agreed_or_changed(decision, text, _submitted(decision), Asked("yes_or_number"))

    def on_tap(self, decision: Decision, prompt: ReadyToSubmit, tap: CallbackData) -> Events | None:
        """To send it."""
        return _submitted(decision) if tap.verb is Verb.SUBMIT else None


def _submitted(decision: Decision) -> Events:
    """Confirmed, unless the programme takes none at this moment."""
    return (Confirmed(),) if takes_submission(decision) else (refuse_event(decision),)

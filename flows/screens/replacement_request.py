"""The screen that asks the earlier contact whether another application may take the place of theirs."""

from typing import ClassVar

from flows.definitions.text import normal
from flows.events.company.replacement import ReplacementAnswered
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import ReplaceCheck
from flows.session.company.replacement import AGREE, REFUSE

_SAID = {
    **dict.fromkeys(("同意", "同意取代", "我同意", "agree", "i agree"), AGREE),
    **dict.fromkeys(("不同意", "不同意取代", "我不同意", "disagree", "i do not agree"), REFUSE),
}
"""Only these: an application is not given up by a 「好」 meant for something else."""

_LABELS = {"button.replace_agree": AGREE, "button.replace_refuse": REFUSE}


class ReplacementScreen:
    """Asks whether another application of the company may take the place of this person's."""

    prompt: ClassVar[type[ReplaceCheck]] = ReplaceCheck

    def due(self, situation: Situation) -> ReplaceCheck | None:
        """While a request waits for the contact of a submitted application."""
        session = situation.session
        asked = session.case_number and session.replacement.request and not session.joined
        return ReplaceCheck(session.replacement.request) if asked else None

    def on_text(self, decision: Decision, prompt: ReplaceCheck, text: str) -> Events:
        """The words of a button, unless they were sent before it was shown."""
        answer = _LABELS.get(decision.label(text)) or _SAID.get(normal(text), "")
        return _answered(prompt, "" if decision.inbound.ahead else answer)

    def on_tap(self, decision: Decision, prompt: ReplaceCheck, tap: CallbackData) -> Events | None:
        """A button of this very request."""
        ours = tap.verb is Verb.REPLACEMENT and tap.second == str(prompt.request)
        return _answered(prompt, tap.first) if ours else None


def _answered(prompt: ReplaceCheck, answer: str) -> Events:
    if answer not in (AGREE, REFUSE):
        return (Asked("replace_choice"),)
    return (ReplacementAnswered(prompt.request, answer == AGREE),)

"""The screen that says that the company may not apply: why, what else there is, how to correct an answer."""

from typing import ClassVar

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.rules.verdict import State
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision, answer_event
from flows.screens.prompts import NotEligible


class VerdictScreen:
    """Nothing more is asked of a company that may not apply."""

    prompt: ClassVar[type[NotEligible]] = NotEligible

    def due(self, situation: Situation) -> NotEligible | None:
        """As soon as the answers given say so."""
        verdict = situation.definition.verdict(situation.session)
        return NotEligible(verdict) if verdict and verdict.state is State.NOT_ELIGIBLE else None

    def on_text(self, decision: Decision, prompt: NotEligible, text: str) -> Events:
        """The words of the button, or a question to change."""
        if decision.label(text) == "button.deemed":
            return _deemed(decision, prompt)
        return agreed_or_changed(decision, text, (), Asked("change_by_number"))

    def on_tap(self, decision: Decision, prompt: NotEligible, tap: CallbackData) -> Events | None:
        """That the company is deemed an SME."""
        return _deemed(decision, prompt) if tap.verb is Verb.DEEMED else None


def _deemed(decision: Decision, prompt: NotEligible) -> Events:
    """The company is too large, but says that it is deemed an SME (Article 6): staff decide."""
    question = decision.edition.roles.question(prompt.verdict.appeal)
    if not question:
        return ()
    return (answer_event(decision, decision.edition.questionnaire.by_id[question], "yes", {}),)

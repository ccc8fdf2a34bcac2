"""Questions of a submitted application that are answered again: those that apply only since, then what has changed."""

from typing import ClassVar

from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.submitted.submission import RevisionSent
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision
from flows.screens.signed_copy import SEND
from flows.screens.stages.question import QuestionScreen
from flows.screens.submitted.prompt import RevisionCheck
from flows.session.path import next_question
from flows.session.submitted.asked import changes

REVISED = QuestionScreen(
    lambda now: next_question(now.questionnaire, now.session, signing=False) if now.session.revision else None
)
"""A question that applies since another one was answered otherwise."""


class RevisionScreen:
    """Shows what has changed; yes sends it in, a number goes back to one of the questions."""

    prompt: ClassVar[type[RevisionCheck]] = RevisionCheck

    def due(self, situation: Situation) -> RevisionCheck | None:
        """Once every question that the office named was looked at."""
        session = situation.session
        if session.revision is None:
            return None
        found = changes(situation.questionnaire, session.revision.before, session.answers)
        return RevisionCheck(session.revision.request, tuple(found))

    def on_text(self, decision: Decision, prompt: RevisionCheck, text: str) -> Events:
        """Yes, 送出, or a question to change."""
        if normal(text) in SEND:
            return _sent(decision)
        return agreed_or_changed(decision, text, _sent(decision), Asked("yes_or_number"))

    def on_tap(self, decision: Decision, prompt: RevisionCheck, tap: CallbackData) -> Events | None:
        """To send what this very request asked for."""
        if tap.verb is not Verb.REVISION:
            return None
        return _sent(decision) if tap.first == str(prompt.request) else ()


def _sent(decision: Decision) -> Events:
    """The programme may be closed by now: the office asked for it."""
    return (RevisionSent(decision.session.revision_number + 1, decision.now.isoformat()),)

"""The screen with the answers of one page, to be checked."""

from typing import ClassVar

from flows.definitions.questionnaire import Questionnaire
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.review import Reviewed
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision
from flows.screens.prompts import Review
from flows.session.path import applies
from flows.session.state import Session


class ReviewScreen:
    """Yes goes on, a number changes that answer."""

    prompt: ClassVar[type[Review]] = Review

    def due(self, situation: Situation) -> Review | None:
        """The first page not looked at yet."""
        session, questionnaire = situation.session, situation.questionnaire
        page = next((page for page in range(1, questionnaire.pages + 1) if page not in session.reviewed), 0)
        return page_of(questionnaire, session, page) if page else None

    def on_text(self, decision: Decision, prompt: Review, text: str) -> Events:
        """Yes, or a question to change."""
        return agreed_or_changed(decision, text, (Reviewed(prompt.page),), Asked("yes_or_number"))

    def on_tap(self, decision: Decision, prompt: Review, tap: CallbackData) -> Events | None:
        """That this very page is right."""
        ours = tap.verb is Verb.REVIEWED and tap.first == str(prompt.page)
        return (Reviewed(prompt.page),) if ours else None


def page_of(questionnaire: Questionnaire, session: Session, page: int) -> Review:
    """A page's numbered questions that apply, with their answers."""
    values = session.values()
    shown = [q for q in questionnaire.questions if q.page == page and q.number and applies(q, values)]
    return Review(page, tuple((q, session.answers.get(q.id)) for q in shown))

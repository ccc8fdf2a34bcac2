"""What the engine promises about every single turn, whatever was sent."""

from dataclasses import replace

from flows.events.answering import Answered, Dropped
from flows.events.company.registry import Recognised
from flows.events.conversation import SaidToStaff
from flows.events.corrections import Withdrawn
from flows.events.erasure import Erased
from flows.events.submitted.submission import Confirmed, Submitted
from flows.events.upgrade import Upgraded
from flows.interface.callback_data import MAX_BYTES, decode
from flows.interface.inbound import Content, Unsent
from flows.interface.messages import Message, plain_text
from flows.rules.verdict import State
from flows.screens.prompts import Ask
from flows.session.path import applies, questions_left
from flows.session.state import Session
from tests.support.chat import Chat, on_screen
from tests.support.taken_back import forgotten

MOST_MESSAGES = 3
"""A reply is three messages at most; LINE takes five."""


class WatchedChat(Chat):
    """A chat that holds the engine to its promises after every turn."""

    def send(self, content: Content, *, ahead: bool = False) -> tuple[Message, ...]:
        """One turn, looked at from every side."""
        before = self.session
        messages = super().send(content, ahead=ahead)
        self._facts_are_kept(before)
        self._only_what_applies()
        self._nobody_slips_through(before)
        if isinstance(content, Unsent) and before.consented and not before.case_number:
            forgotten(self, content)
        for language in self.edition.words:
            told = replace(self.session, language=language)
            if SaidToStaff() not in self.events:  # which nobody but they answer
                _readable(self.speech.reply(told, self.prompt, self.events, self.now))
            _readable(self.speech.reply(told, self.prompt, (), self.now))
        return messages

    def _facts_are_kept(self, before: Session) -> None:
        """Every turn leaves a trace, and no answer changes or goes without a fact that says so."""
        assert self.events, "a turn without a trace"
        if any(isinstance(event, Erased) for event in self.events):
            return
        named = {event.question for event in self.events if isinstance(event, Answered | Dropped | Withdrawn)}
        named |= {name for event in self.events if isinstance(event, Upgraded) for name in event.gone}
        if any(isinstance(event, Recognised) and event.choice == "not_mine" for event in self.events):
            named.add("ubn")
        old, new = before.answers, self.session.answers
        differing = {question for question in {*old, *new} if old.get(question) != new.get(question)}
        assert differing <= named, "an answer changed and nothing says so"
        assert before.consented or not new, "an answer was taken before consent"
        given = {event.question for event in self.events if isinstance(event, Answered)}
        assert given.isdisjoint(self.session.drafts), "an answer is still being given"

    def _only_what_applies(self) -> None:
        """Answers and drafts belong to questions that apply; what is left is a possible number of questions."""
        questionnaire, values = self.edition.questionnaire, self.session.values()
        for question in {*self.session.answers, *self.session.drafts}:
            assert applies(questionnaire.by_id[question], values), f"{question} does not apply"
        remaining = questions_left(questionnaire, self.session)
        assert 0 <= remaining.least <= remaining.most
        assert remaining.done + remaining.most <= len(questionnaire.questions)
        if isinstance(self.prompt, Ask):
            assert applies(self.prompt.question, values), "a question is asked that does not apply"

    def _nobody_slips_through(self, before: Session) -> None:
        """Who is not eligible is never submitted, and what is submitted never changes."""
        verdict = self.definition.verdict(self.session)
        if verdict:
            told = (verdict.state.value, *verdict.reasons)
            assert self.session.verdict == told, "the verdict told is not the verdict of these answers"
        if any(isinstance(event, Confirmed | Submitted) for event in self.events):
            assert verdict is not None
            assert verdict.state is not State.NOT_ELIGIBLE
            assert not before.case_number, "submitted twice"
        if before.case_number and not before.joined:
            assert self.session.case_number == before.case_number
            assert self.session.answers == before.answers
            assert self.session.verdict == before.verdict


def _readable(messages: tuple[Message, ...]) -> None:
    assert 1 <= len(messages) <= MOST_MESSAGES
    for message in messages:
        assert plain_text(message).strip(), "an empty message"
        assert all(choice.label.strip() for choice in message.choices)
    for label, data in on_screen(messages):
        assert label.strip(), "a button without words"
        assert len(data.encode()) <= MAX_BYTES
        assert decode(data) is not None

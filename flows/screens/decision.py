"""What one decision looks at, and the facts every way of answering ends in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.answers import show, show_cell
from flows.answers.base import Known, Reading, Texts, Value
from flows.answers.parsing.yes_no import NO, YES
from flows.answers.values import plain
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme, Window, roc_year, taipei_day
from flows.definitions.questionnaire import Question
from flows.definitions.text import normal
from flows.events.answering import Answered, Rejected
from flows.events.event import Events
from flows.events.submitted.submission import Refused
from flows.interface.inbound import Inbound
from flows.scheme.definition import Definition
from flows.screens.command_words import AGREEING, LABELS, Command, command
from flows.screens.prompts import Prompt
from flows.session.evolve import fold
from flows.session.state import Session

TYPED_KEPT = 200
"""Characters of a rejected text that are repeated to the person."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything one decision looks at: what the session is pinned to, the session and what it shows, the message,
    the moment; and how to tell what another session would show."""

    definition: Definition
    session: Session
    inbound: Inbound
    now: datetime
    prompt: Prompt
    view: Callable[[Definition, Session], Prompt]
    """flows/screens/view.py, which knows every screen and therefore cannot be imported by them."""

    @property
    def edition(self) -> Edition:
        """The edition the session is pinned to."""
        return self.definition.edition

    @property
    def programme(self) -> Programme:
        """The programme the session is pinned to."""
        return self.definition.programme

    def after(self, events: Events) -> "Decision":
        """The same message, as it would be decided after these facts."""
        session = fold(self.session, events)
        return replace(self, session=session, prompt=self.view(self.definition, session))

    def reading(self, question: Question) -> Reading:
        """What a parser may know: the day in Taipei, the options' names and the answers in words."""
        names = self.edition.names[self.session.language][question.id]
        together, synonyms = self.edition.together[question.id], self.edition.synonyms[question.id]
        return Reading(taipei_day(self.now), names, self._known(), together, synonyms)

    def _known(self) -> Known:
        known: dict[str, dict[str, str]] = {}
        values = self.session.values()
        for question in self.edition.questionnaire.questions:
            value = values.get(question.id) if question.subject else None
            if isinstance(value, str):
                known.setdefault(question.subject, {})[question.id] = value
        return known

    def label(self, text: str) -> str:
        """The phrase of the button these words are written on, in any language; empty when there is none."""
        return self.edition.labels.get(normal(text), "")

    def command(self, text: str) -> Command | None:
        """The command a text is, in its own words or in those of a button."""
        return command(text) or LABELS.get(self.label(text))

    def agrees(self, text: str) -> bool:
        """Whether a text says yes, in its own words or in those of the button that does."""
        return normal(text) in YES or self.label(text) in AGREEING

    def refuses(self, text: str) -> bool:
        """Whether a text says no, in its own words or in those of the button that does."""
        return normal(text) in NO or self.label(text) == "consent.decline"

    def reads(self, text: str, question: Question, value: Value, row: str = "") -> bool:
        """Whether a text is this very value as it is shown, in any language."""
        shown = (
            show_cell(question, value, words) if row else show(question, value, {}, words)
            for words in (each.in_chat(roc_year(self.now)) for each in self.edition.words.values())
        )
        return normal(text) in map(normal, shown)


def answer_event(
    decision: Decision,
    question: Question,
    value: Value,
    texts: Texts,
    messages: Mapping[str, str] | None = None,
) -> Answered:
    """The fact that a question has this answer now. `messages` says who carried it, as in `Drafted`; by default
    the whole of it came with this turn's message."""
    carriers = dict({"": decision.inbound.message} if messages is None else messages)
    changed = question.id in decision.session.answers
    whole = carriers.pop("", "")
    return Answered(question.id, plain(value), dict(texts), changed, whole, messages=carriers)


def reject_event(
    decision: Decision,
    question: Question,
    kind: str,
    code: str,
    text: str,
    facts: Mapping[str, str] | None = None,
) -> Rejected:
    """The fact that a text could not be taken, with how often that has happened here."""
    tries = decision.session.tries.get(question.id, 0) + 1
    return Rejected(
        question.id, kind, code, text[:TYPED_KEPT], dict(facts or {}), tries, decision.inbound.message
    )


def refuse_event(decision: Decision) -> Refused:
    """Not open: closed, not open yet, or between two periods."""
    return Refused(decision.programme.window(decision.now).value)


def is_open(decision: Decision) -> bool:
    """Whether the programme takes applications at this moment."""
    return decision.programme.window(decision.now) is Window.OPEN


def takes_submission(decision: Decision) -> bool:
    """Whether this draft may be submitted at this moment: who began in time has a grace period."""
    if is_open(decision):
        return True
    begun = datetime.fromisoformat(decision.session.consent_at)
    return decision.programme.grace_until(begun, decision.now) is not None

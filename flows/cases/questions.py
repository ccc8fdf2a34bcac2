"""What applicants asked the office, and which of it waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.cases.events import QuestionAnswered, QuestionAsked, RecordedEvent


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question by the number of its event, when and in whose session it was asked."""

    number: int
    at: datetime
    text: str
    session: str


def open_questions(events: Sequence[RecordedEvent]) -> tuple[OpenQuestion, ...]:
    """Those nobody has answered, oldest first."""
    answered = {one.event.question for one in events if isinstance(one.event, QuestionAnswered)}
    return tuple(
        OpenQuestion(one.number, one.at, one.event.text, one.event.session)
        for one in events
        if isinstance(one.event, QuestionAsked) and one.number not in answered
    )

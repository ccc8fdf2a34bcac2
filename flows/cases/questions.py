"""What applicants asked the office, and which of it waits for an answer; in which chats staff answer themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.cases.events import QuestionAnswered, QuestionAsked, RecordedEvent, StaffChatBegun, StaffChatEnded


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


@dataclass(frozen=True, slots=True)
class StaffChat:
    """A chat in which staff answer and the bot is silent: the number of the event that began it, and when."""

    number: int
    at: datetime
    session: str


def open_chats(events: Sequence[RecordedEvent]) -> tuple[StaffChat, ...]:
    """Those that nobody has ended, oldest first. Asking again while one is open begins none."""
    found: dict[str, StaffChat] = {}
    for one in events:
        match one.event:
            case StaffChatBegun(session):
                found.setdefault(session, StaffChat(one.number, one.at, session))
            case StaffChatEnded(session):
                found.pop(session, None)
            case _:
                pass
    return tuple(found.values())

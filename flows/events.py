"""The facts a session is made of. A session is the fold of its events; nothing else is stored of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class Started:
    """A conversation began on this questionnaire version, in this language."""

    questionnaire: str
    language: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The person chose a language."""

    language: str


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """The personal-data notice was put before the person."""


@dataclass(frozen=True, slots=True)
class Consented:
    """The person agreed to this version of the notice, at this instant (ISO, UTC)."""

    version: str
    at: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The person did not agree; nothing is kept."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question got an answer; `changed` when it had another before. `message` carried it."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    changed: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Part of an answer: ticks so far, matrix rows so far, table rows so far.

    `awaiting` names the free-text option whose words come next."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class Doubted:
    """An answer was understood, but waits for the person's confirmation of one of the candidates.

    `kind` and `code` find the words (`doubt.<kind>.<code>`)."""

    question: str
    kind: str
    code: str
    candidates: Sequence[Value]
    facts: Mapping[str, str] = field(default_factory=dict)
    row: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was typed could not be taken; `tries` counts them on this question.

    `kind` and `code` find the words (`reject.<kind>.<code>`)."""

    question: str
    kind: str
    code: str
    typed: str
    facts: Mapping[str, str] = field(default_factory=dict)
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """An optional question was left out."""

    question: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer left because its question no longer applies."""

    question: str


@dataclass(frozen=True, slots=True)
class Focused:
    """The person wants to answer this question (again)."""

    question: str


@dataclass(frozen=True, slots=True)
class Retyping:
    """None of the candidates was meant: the answer will be given anew."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The person left a question, or (when `erasing`) the request to erase everything, as it was."""

    erasing: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict changed to this state, on this basis."""

    state: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The answers of this page were checked and found right."""

    page: int


@dataclass(frozen=True, slots=True)
class ReviewOpened:
    """The person wants to see all answers again."""


@dataclass(frozen=True, slots=True)
class WarningsConfirmed:
    """The person looked at these findings of the cross-checks and stands by the answers."""

    findings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paused:
    """The person wants to go on later."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person came back after a while, or opened the chat again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The person asked for help, the status, a human, or something the present screen does not take."""

    topic: str


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A sticker, photo or the like came where words were expected."""

    media: str


@dataclass(frozen=True, slots=True)
class OldTap:
    """A button of an earlier question was tapped: offered as a change, not taken as an answer."""

    question: str


@dataclass(frozen=True, slots=True)
class Hurried:
    """A message was written before the present question was shown, so it was not taken as its answer."""

    typed: str


@dataclass(frozen=True, slots=True)
class EraseAsked:
    """The person asked to have everything erased; waits for a yes."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Everything about the person is to be erased now."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The person confirmed the application: it is to be submitted in this very transaction."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The application exists under this case number since this instant (ISO, UTC)."""

    case_number: str
    at: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Submitting was not possible: `closed`, or `taken` when the company has a live application."""

    reason: str


Event: TypeAlias = (
    Started | LanguageChosen | NoticeShown | Consented | Declined | Answered | Drafted | Doubted | Rejected
    | Skipped | Dropped | Focused | Retyping | Kept | Decided | Reviewed | ReviewOpened | WarningsConfirmed | Paused
    | Returned | Asked | Misplaced | OldTap | Hurried | EraseAsked | Erased | Confirmed | Submitted | Refused
)  # fmt: skip

_TYPES: Mapping[str, type[Any]] = {kind.__name__: kind for kind in Event.__args__}


def to_json(event: Event) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its name."""
    return {"is": type(event).__name__} | {part.name: getattr(event, part.name) for part in fields(event)}


def from_json(data: Mapping[str, Any]) -> Event:
    """The event of a JSON object; fields added since it was written get their defaults."""
    kind = _TYPES[data["is"]]
    known = {part.name for part in fields(kind)}
    event: Event = kind(**{name: value for name, value in data.items() if name in known})
    return event

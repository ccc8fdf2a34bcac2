"""The facts a session is made of. A session is the fold of its events; nothing else is stored of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from flows.answers.base import Texts, Value
from flows.events.consent import Consented as Consented
from flows.events.consent import Declined as Declined
from flows.events.consent import LanguageChosen as LanguageChosen
from flows.events.consent import NoticeShown as NoticeShown
from flows.events.consent import Started as Started
from flows.events.conversation import Hurried as Hurried
from flows.events.conversation import Misplaced as Misplaced
from flows.events.conversation import OldTap as OldTap
from flows.events.conversation import Rewritten as Rewritten
from flows.events.conversation import Withdrawn as Withdrawn
from flows.events.registry import Decided as Decided
from flows.events.registry import LookedUp as LookedUp
from flows.events.registry import Recognised as Recognised
from flows.events.signed_copy import CopyArrived as CopyArrived
from flows.events.signed_copy import CopyDropped as CopyDropped
from flows.events.signed_copy import CopyPartRead as CopyPartRead
from flows.events.signed_copy import CopyPartRefused as CopyPartRefused
from flows.events.signed_copy import CopyRead as CopyRead
from flows.events.signed_copy import CopyReading as CopyReading
from flows.events.signed_copy import CopyRefused as CopyRefused
from flows.events.signed_copy import CopySent as CopySent
from flows.events.signed_copy import CopyWithdrawn as CopyWithdrawn
from flows.events.submission import Confirmed as Confirmed
from flows.events.submission import Refused as Refused
from flows.events.submission import Submitted as Submitted
from flows.session.company_claim import AlreadyApplied as AlreadyApplied
from flows.session.company_claim import CaseEnded as CaseEnded
from flows.session.company_claim import CaseMissed as CaseMissed
from flows.session.company_claim import CaseNamed as CaseNamed
from flows.session.company_claim import CaseProved as CaseProved
from flows.session.company_claim import Joined as Joined
from flows.session.company_claim import NumberNamed as NumberNamed
from flows.session.company_claim import Replacing as Replacing
from flows.session.places import PlaceHeld as PlaceHeld
from flows.session.places import PlacesFull as PlacesFull
from flows.session.places import QueueAsked as QueueAsked
from flows.session.replacement import ReplacementAnswered as ReplacementAnswered
from flows.session.replacement import ReplacementAsked as ReplacementAsked
from flows.session.replacement import ReplacementSettled as ReplacementSettled
from flows.session.replacement import ReplacementWaiting as ReplacementWaiting


@dataclass(frozen=True, slots=True)
class Answered:
    """A question got an answer; `changed` when it had another before.

    `message` carried it; `messages` says so of its parts where several did: rows, words beside an option.

    `source` is `register` when a public register gave it, on the day `as_of` (ISO)."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    changed: bool = False
    message: str = ""
    source: str = ""
    as_of: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drafted:
    """Part of an answer: ticks so far, matrix rows so far, table rows so far.

    `awaiting` names the free-text option whose words come next. `messages` says which message carried which
    part: a matrix row, the place of a table row (`"0"`), an option's words; `""` is the choice itself."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    awaiting: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)


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
    message: str = ""


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
    message: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An optional question was left out."""

    question: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer left because its question no longer applies, or (`source`) its register record was another's."""

    question: str
    source: str = ""


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
class EraseAsked:
    """The person asked to have everything erased; waits for a yes."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Everything about the person is to be erased now."""


Event: TypeAlias = (
    Started | LanguageChosen | NoticeShown | Consented | Declined | Answered | Drafted | Doubted | Rejected
    | Skipped | Dropped | Focused | Retyping | Kept | Decided | Reviewed | ReviewOpened | WarningsConfirmed | Paused
    | Returned | Asked | Misplaced | OldTap | Hurried | Rewritten | Withdrawn | EraseAsked | Erased | Confirmed
    | Submitted | Refused | LookedUp | Recognised
    | PlaceHeld | PlacesFull | QueueAsked
    | AlreadyApplied | NumberNamed | CaseNamed | CaseMissed | CaseProved | Joined | Replacing | CaseEnded
    | ReplacementAsked | ReplacementWaiting | ReplacementAnswered | ReplacementSettled
    | CopyArrived | CopyReading | CopyPartRead | CopyPartRefused
    | CopyRead | CopyRefused | CopyWithdrawn | CopyDropped | CopySent
)  # fmt: skip

_TYPES: Mapping[str, type[Any]] = {kind.__name__: kind for kind in Event.__args__}


def stored_types() -> Mapping[str, type[Any]]:
    """Every event by the name it is stored under. Names stay as they are for ever; classes may be renamed."""
    return _TYPES


def to_json(event: Event) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its name."""
    return {"is": type(event).__name__} | {part.name: getattr(event, part.name) for part in fields(event)}


def from_json(data: Mapping[str, Any]) -> Event:
    """The event of a JSON object; fields added since it was written get their defaults."""
    kind = _TYPES[data["is"]]
    known = {part.name for part in fields(kind)}
    event: Event = kind(**{name: value for name, value in data.items() if name in known})
    return event

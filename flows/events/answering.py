"""Answers to questions: taken, in part, doubted, rejected, left out, dropped, changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class Answered:
    """A question got an answer; `changed` when it had another before.

    `message` carried it; `messages` says so of its parts where several did: rows, words beside an option.

    `source` is `register` when a public register gave it, on the day `as_of` (ISO). `author` is the colleague who
    proposed it, where one did. Where several people fill it in together, `by` is who of them and `at` when (ISO)."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    changed: bool = False
    message: str = ""
    source: str = ""
    as_of: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    by: str = ""
    at: str = ""


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

    `kind` and `code` find the words (`doubt.<kind>.<code>`); `texts` are words beside an option of every candidate."""

    question: str
    kind: str
    code: str
    candidates: Sequence[Value]
    facts: Mapping[str, str] = field(default_factory=dict)
    row: str = ""
    message: str = ""
    texts: Texts = field(default_factory=dict)


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

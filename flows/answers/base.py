"""What every kind of answer shares: the value as stored, the outcome of reading a text, the kind's contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias

from flows.definitions.questionnaire import Question

Value: TypeAlias = str | int | float | Sequence["Value"] | Mapping[str, "Value"]
"""An answer as stored, JSON all the way down.

text, long_text, ubn, url, phone, email: the normalised text · date: ISO `1996-03-01` · number: int or float ·
percent: int or float from 0 to 100 · amount: integer TWD · address: {zip, county, district, rest} ·
single_choice, boolean: the option's id · multi_choice, ranking: option ids in order ·
matrix: {row id: TWD or step of the scale} · table: a list of {column id: text}."""

Texts: TypeAlias = Mapping[str, str]
"""The few words given beside free-text options, by option id."""


Known: TypeAlias = Mapping[str, Mapping[str, str]]
"""Answers in words, by what they were asked for (`person`) and by question id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parser may know besides the text: the day in Taipei, the names options go by, and earlier words.

    `names` maps each option id (or step of a scale) to every way of saying it, in all languages; `known` are
    the answers in words given so far; `together` are words for several options at once,
    `synonyms` further names of one, understood as a whole and never by a part."""

    today: date
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Known = field(default_factory=dict)
    together: Mapping[str, Sequence[str]] = field(default_factory=dict)
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Understood: the value to store and the words given beside free-text options."""

    value: Value
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Understood, but the person should confirm: one or more readings, the most literal first.

    `code` finds the words (`doubt.<kind>.<code>`); `facts` fill their placeholders; `texts` are words that stand
    beside a free-text option of every candidate."""

    code: str
    candidates: tuple[Value, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A free-text option was chosen without its words: `option` names it, `value` keeps what was chosen."""

    option: str
    value: Value
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not accepted. `code` finds the words (`reject.<kind>.<code>`); `facts` fill their placeholders.

    `understood` are the options that were named all the same: they stay ticked."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    understood: tuple[str, ...] = ()


Outcome: TypeAlias = Accepted | Doubtful | Incomplete | Rejected


class Names(Protocol):
    """The words a kind needs to show a value to a person."""

    @property
    def language(self) -> str:
        """The language tag, `zh-TW` or `en`."""
        ...

    def option(self, question: str, option: str) -> str:
        """An option's label."""
        ...

    def row(self, question: str, row: str) -> str:
        """A matrix row's label."""
        ...

    def step(self, question: str, step: str) -> str:
        """The label of a step on a scale."""
        ...


class AnswerKind(Protocol):
    """One kind of answer: how its text is read and how its value is shown.

    `rejects` and `doubts` list every code it can give, so that the linter can prove each has words."""

    rejects: frozenset[str]
    doubts: frozenset[str]

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """Read what a person typed; never raises, whatever the text."""
        ...

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The value as a person reads it, on one line where that is possible."""
        ...

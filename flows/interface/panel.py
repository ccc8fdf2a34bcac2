"""What a screen of a scheme's own says, free of language: phrases by their keys, lines, and what can be tapped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the scheme, by its key, with what fills its gaps: words as they are, or further phrases."""

    key: str
    facts: Mapping[str, "Said"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """Several after each other."""

    parts: tuple["Said", ...]
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class OptionName:
    """What an option of a question is called."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class QuestionName:
    """What a question is called in lists."""

    question: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to a question as it is read; `texts` are words beside its options."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)


Said: TypeAlias = str | Phrase | Joined | OptionName | QuestionName | GivenAnswer


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One row of a list; `act` is what tapping it asks for."""

    label: Said
    value: Said = ""
    act: str = ""
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class PanelButton:
    """Something to do: `act` and what it is about go into the button's data."""

    label: Phrase
    act: str
    about: str = ""
    primary: bool = False
    danger: bool = False

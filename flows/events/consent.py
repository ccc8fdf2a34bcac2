"""The beginning of a session: language, personal-data notice, consent."""

from dataclasses import dataclass

BEFORE_ROLES = "ubn"
"""The question of the company's number in every journal that was begun before forms said which it is."""


@dataclass(frozen=True, slots=True)
class Started:
    """A conversation began on this questionnaire version, in this language, under this programme; it is the person's
    `ordinal`th application. `company_question` is the one whose answer the registers are asked about, empty when the
    form has none. Journals from before several programmes, and from before roles, name none."""

    questionnaire: str
    language: str
    programme: str = ""
    ordinal: int = 1
    company_question: str = BEFORE_ROLES


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
